namespace Hotline.Phones;

/// <summary>How long packets took, in steps of 20 µs up to 1.3 s. Thread-safe.</summary>
internal sealed class DelayCount
{
    /// <summary>One step.</summary>
    internal static readonly TimeSpan Step = TimeSpan.FromMicroseconds(20);

    private readonly int[] counts = new int[65_536];

    /// <summary>Counts one packet.</summary>
    internal void Take(ushort steps) => Interlocked.Increment(ref counts[steps]);

    /// <summary>The delay that so great a share of the packets did not exceed; null where none was counted.</summary>
    internal TimeSpan? Percentile(double share)
    {
        var rest = (long)Math.Ceiling(counts.Sum(count => (long)count) * share);
        if (rest == 0)
        {
            return null;
        }

        var step = 0;
        while ((rest -= counts[step]) > 0)
        {
            step++;
        }

        return (step + 1) * Step;
    }
}
