namespace Hotline.Bench;

/// <summary>Brings a page to the disk at a steady pace, in a file of its own, and times each.</summary>
internal sealed class DiskProbe(string folder, TimeSpan pause) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<TimeSpan> taken = [];
    private Task probing = Task.CompletedTask;

    public void Dispose() => stop.Dispose();

    internal void Begin() => probing = Task.Factory.StartNew(Probe, stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Every time taken, the shortest first.</summary>
    internal async Task<TimeSpan[]> EndAsync()
    {
        await stop.CancelAsync();
        await probing;
        return [.. taken.Order()];
    }

    private void Probe()
    {
        var page = new byte[4096];
        using var file = new FileStream(Path.Combine(folder, "disk-probe"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        while (!stop.Token.WaitHandle.WaitOne(pause))
        {
            var begun = TimeProvider.System.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            taken.Add(TimeProvider.System.GetElapsedTime(begun));
        }
    }
}
