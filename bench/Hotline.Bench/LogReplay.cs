using Hotline.Telephony.Acd;
using Hotline.Telephony.Switchboard;

namespace Hotline.Bench;

/// <summary>What a log of distribution says when it is lived again, and when it is judged by somebody else.</summary>
internal static class LogReplay
{
    /// <summary>Reads the log of the last run, across its files, as the product wrote it.</summary>
    internal static (AcdOptions Options, IReadOnlyList<AcdLogEntry> Entries) Read(string folder)
    {
        try
        {
            var (options, entries) = QueueLogFiles.Read(QueueLogFiles.Runs(folder) is [.., var last] ? last : throw new BenchException("there is no log of distribution"));
            return (options, [.. entries]);
        }
        catch (InvalidDataException fault)
        {
            throw new BenchException($"the log of distribution cannot be read: {fault.Message}");
        }
    }

    /// <summary>Entries that a new distributor decides otherwise.</summary>
    internal static int Differences(AcdOptions options, IReadOnlyList<AcdLogEntry> entries)
    {
        var replayed = new Distributor(options);
        var differences = 0;
        foreach (var entry in entries)
        {
            foreach (var input in entry.Inputs)
            {
                AcdReplay.Apply(replayed, input);
            }

            differences += replayed.Drain().SequenceEqual(entry.Outcomes) ? 0 : 1;
        }

        return differences;
    }

    /// <summary>The judgement of the auditor.</summary>
    internal static LineAudit Audit(QueuePlan plan, IReadOnlyList<AcdLogEntry> entries)
    {
        var audit = new LineAudit(plan);
        foreach (var entry in entries)
        {
            // What was let in together was decided on together.
            foreach (var input in entry.Inputs.SkipLast(1))
            {
                audit.Take(input, []);
            }

            audit.Take(entry.Inputs[^1], entry.Outcomes);
        }

        return audit;
    }

    internal static string Describe(LineAudit audit) =>
        $"audit: {audit.Offered} offered, {audit.Answered} answered, {audit.Abandoned} abandoned, {audit.DoubleOffers} double offers, "
        + $"{audit.OffersToUnready} to agents not ready, {audit.OrderViolations} out of order, {audit.ServiceLevel(TimeSpan.FromSeconds(15)):P1} within 15 s";
}
