using System.Globalization;
using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>How much of the log of distribution is kept.</summary>
/// <param name="Kept">A run is removed so long after its last decision.</param>
/// <param name="FileBytes">A file is followed by the next once it is so large; and at midnight UTC.</param>
/// <param name="Files">Files kept, of all runs. The oldest go first, also the first ones of this run: what is left of it can no longer be lived again.</param>
internal sealed record QueueLogLimits(TimeSpan Kept, long FileBytes, int Files);

/// <summary>
/// Keeps the log of distribution on disk, a row of files per start (<see cref="QueueLogFiles"/>). Distribution never waits for it: when the disk is slower than the calls
/// or full, the log ends, because one with a hole cannot be replayed, and says so; calls go on.
/// </summary>
internal sealed partial class QueueLog(string folder, AcdOptions options, QueueLogLimits limits, TimeProvider time, ILogger<QueueLog> logger)
{
    /// <summary>Decisions waiting for the disk: some minutes of a busy room.</summary>
    private const int Capacity = 100_000;

    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<AcdLogEntry> entries =
        Channel.CreateBounded<AcdLogEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private volatile bool broken;

    /// <summary>Decisions gather so long after others were written: waking for each costs more than writing it.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Notes a decision. Never waits.</summary>
    public void Note(AcdLogEntry entry)
    {
        // A log with a hole cannot be replayed: it ends where the hole would be.
        if (!broken && !entries.Writer.TryWrite(entry))
        {
            broken = true;
            TooSlow();
        }
    }

    /// <summary>No more entries will come; <see cref="RunAsync"/> writes what waits and ends.</summary>
    public void Complete()
    {
        entries.Writer.TryComplete();
        completed.TrySetResult();
    }

    /// <summary>Writes until completed.</summary>
    public async Task RunAsync()
    {
        try
        {
            await WriteAsync();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            broken = true;
            NotWritten(fault);
            while (entries.Reader.TryRead(out _))
            {
                // What waited is not kept in memory for nobody.
            }
        }
    }

    private async Task WriteAsync()
    {
        Directory.CreateDirectory(folder);
        var run = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var part = 1;
        var (stream, day) = Begin(run, part);
        try
        {
            while (await entries.Reader.WaitToReadAsync())
            {
                while (entries.Reader.TryRead(out var entry))
                {
                    if (stream.Position >= limits.FileBytes || time.GetUtcNow().UtcDateTime.Date != day)
                    {
                        await stream.DisposeAsync();
                        (stream, day) = Begin(run, ++part);
                    }

                    WriteLine(stream, AcdLog.Write(entry));
                }

                stream.Flush();
                await Task.WhenAny(Task.Delay(Gathering, time), completed.Task);
            }
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    // Each file says by which options the run began, so that it can be told what it is by itself.
    private (FileStream Stream, DateTime Day) Begin(string run, int part)
    {
        RemoveOld(run);
        var stream = new FileStream(Path.Combine(folder, QueueLogFiles.NameOf(run, part)), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        WriteLine(stream, AcdLog.Write(options));
        return (stream, time.GetUtcNow().UtcDateTime.Date);
    }

    private static void WriteLine(FileStream stream, byte[] line)
    {
        stream.Write(line);
        stream.WriteByte((byte)'\n');
    }

    private void RemoveOld(string current)
    {
        var oldest = (time.GetUtcNow() - limits.Kept).UtcDateTime;
        var runs = QueueLogFiles.Runs(folder);
        foreach (var run in runs.Where(run => run.Name != current && run.Files.All(file => File.GetLastWriteTimeUtc(file) < oldest)))
        {
            run.Files.ToList().ForEach(File.Delete);
        }

        var kept = runs.SelectMany(run => run.Files).Where(File.Exists).ToList();
        foreach (var file in kept.Take(kept.Count - limits.Files + 1))
        {
            File.Delete(file);
            Removed(Path.GetFileName(file));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk is too slow for the log of distribution; it ends here until the next start")]
    private partial void TooSlow();

    [LoggerMessage(Level = LogLevel.Error, Message = "The log of distribution could not be written; it ends here until the next start, calls go on")]
    private partial void NotWritten(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} of the log of distribution was removed: there are too many files")]
    private partial void Removed(string file);
}
