using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// Writes a row for each leg to the file of the day (UTC, <c>legs/2026-11-22.jsonl</c>), readable by its owner only: it holds numbers. Calls never wait for
/// it; rows the disk cannot keep up with, or refuses, are counted.
/// </summary>
internal sealed partial class LegBook(string folder, TimeSpan kept, TimeProvider time, TelephonyMetrics metrics, ILogger<LegBook> logger)
{
    /// <summary>Rows waiting for the disk: some minutes of a busy room.</summary>
    private const int Capacity = 10_000;

    /// <summary>Rows gather so long after others were written: waking for each costs more than writing it.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<LegRecord> rows = Channel.CreateBounded<LegRecord>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private string? today;
    private FileStream? stream;

    /// <summary>Notes a leg that was refused or not answered, or is over.</summary>
    public void Note(LegRecord row)
    {
        if (!rows.Writer.TryWrite(row))
        {
            metrics.LegRecordLost();
        }
    }

    /// <summary>Notes a leg when it is over: at once where it was not answered.</summary>
    /// <param name="row">What is known when the final answer came; its end is filled in.</param>
    /// <param name="leg">The leg.</param>
    public async Task FollowAsync(LegRecord row, CallLeg leg)
    {
        var answered = time.GetUtcNow();
        if (leg.Dialog is not { } dialog || row.Status is < 200 or >= 300)
        {
            Note(row with { EndedAt = answered });
            return;
        }

        var ending = await dialog.Ended;
        Note(row with
        {
            SipCallId = dialog.CallId,
            AnsweredAt = answered,
            EndedAt = time.GetUtcNow(),
            EndedBy = LegRecord.Of(ending),
            Quality = leg.Port.Statistics.ToQuality(),
        });
    }

    /// <summary>A row as it begins: not answered so far.</summary>
    public LegRecord Begin(CallId call, string purpose, string number) => new()
    {
        CallId = call,
        Purpose = purpose,
        Number = number,
        BeganAt = time.GetUtcNow(),
        EndedAt = time.GetUtcNow(),
        Status = SipStatus.Trying,
        EndedBy = LegEndedBy.NotAnswered,
    };

    /// <summary>No more rows will come; <see cref="RunAsync"/> writes what waits and ends.</summary>
    public void Complete()
    {
        rows.Writer.TryComplete();
        completed.TrySetResult();
    }

    /// <summary>Writes until completed.</summary>
    public async Task RunAsync()
    {
        while (await rows.Reader.WaitToReadAsync())
        {
            while (rows.Reader.TryRead(out var row))
            {
                try
                {
                    Write(row);
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    metrics.LegRecordLost();
                    NotWritten(fault);
                    Close();
                }
            }

            Flush();
            await Task.WhenAny(Task.Delay(Gathering, time), completed.Task);
        }

        Close();
    }

    private void Write(LegRecord row)
    {
        var day = row.EndedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (stream is null || today != day)
        {
            Close();
            Directory.CreateDirectory(folder);
            RemoveOld();
            (today, stream) = (day, Open(Path.Combine(folder, day + ".jsonl")));
        }

        stream.Write(JsonSerializer.SerializeToUtf8Bytes(row, SpoolForm.Default.LegRecord));
        stream.WriteByte((byte)'\n');
    }

    // What waits in memory is in the file as soon as no further row is there.
    private void Flush()
    {
        try
        {
            stream?.Flush();
        }
        catch (IOException fault)
        {
            metrics.LegRecordLost();
            NotWritten(fault);
            Close();
        }
    }

    private void Close()
    {
        try
        {
            stream?.Dispose();
        }
        catch (IOException fault)
        {
            NotWritten(fault);
        }

        stream = null;
    }

    private static FileStream Open(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    private void RemoveOld()
    {
        var oldest = (time.GetUtcNow() - kept).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var file in Directory.GetFiles(folder, "*.jsonl").Where(file => string.CompareOrdinal(Path.GetFileNameWithoutExtension(file), oldest) < 0))
        {
            File.Delete(file);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of a leg could not be written")]
    private partial void NotWritten(Exception fault);
}
