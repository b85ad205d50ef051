namespace Hotline.Bench;

/// <summary>What the server needs while every call talks and none begins or ends. Thread-safe.</summary>
internal sealed class SteadyTalk(ProductProcess product, int calls)
{
    private readonly Lock padlock = new();
    private int talking;
    private (TimeSpan Cpu, long At)? from;
    private (TimeSpan Cpu, TimeSpan Length)? whole;

    /// <summary>One more talks; the last one opens the window.</summary>
    internal void Begin()
    {
        lock (padlock)
        {
            if (++talking == calls)
            {
                from = (product.CpuTime, TimeProvider.System.GetTimestamp());
            }
        }
    }

    /// <summary>One ends; the first one closes the window.</summary>
    internal void End()
    {
        lock (padlock)
        {
            if (talking == calls && from is { } begun)
            {
                whole ??= (product.CpuTime - begun.Cpu, TimeProvider.System.GetElapsedTime(begun.At));
            }

            talking--;
        }
    }

    public override string ToString() => whole is { } window
        ? $"        {window.Cpu.TotalMilliseconds / (window.Length.TotalSeconds * calls):0.00} ms CPU per call-second while all {calls} talked, for {window.Length.TotalSeconds:0.0} s"
        : $"        never did all {calls} talk at once";
}
