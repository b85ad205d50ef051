using System.Globalization;
using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// Keeps the log of distribution on disk, a file per start. Distribution never waits for it: when the disk is slower than the calls, the log
/// ends, because one with a hole cannot be replayed.
/// </summary>
internal sealed partial class QueueLog(string folder, AcdOptions options, TimeSpan kept, TimeProvider time, ILogger<QueueLog> logger)
{
    /// <summary>Decisions waiting for the disk: some minutes of a busy room.</summary>
    private const int Capacity = 100_000;

    private readonly Channel<AcdLogEntry> entries =
        Channel.CreateBounded<AcdLogEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private volatile bool broken;

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
    public void Complete() => entries.Writer.TryComplete();

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
        }
    }

    private async Task WriteAsync()
    {
        Directory.CreateDirectory(folder);
        RemoveOld();
        var begun = time.GetUtcNow();
        var file = Path.Combine(folder, begun.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture) + ".jsonl");
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        WriteLine(stream, AcdLog.Write(options));
        while (await entries.Reader.WaitToReadAsync())
        {
            while (entries.Reader.TryRead(out var entry))
            {
                WriteLine(stream, AcdLog.Write(entry));
            }

            stream.Flush();
        }
    }

    private static void WriteLine(FileStream stream, byte[] line)
    {
        stream.Write(line);
        stream.WriteByte((byte)'\n');
    }

    private void RemoveOld()
    {
        var oldest = time.GetUtcNow() - kept;
        foreach (var file in Directory.GetFiles(folder, "*.jsonl").Where(file => File.GetLastWriteTimeUtc(file) < oldest.UtcDateTime))
        {
            File.Delete(file);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk is too slow for the log of distribution; it ends here until the next start")]
    private partial void TooSlow();

    [LoggerMessage(Level = LogLevel.Error, Message = "The log of distribution could not be written; it ends here until the next start")]
    private partial void NotWritten(Exception fault);
}
