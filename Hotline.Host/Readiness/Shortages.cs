using Hotline.Cases;

namespace Hotline.Host.Readiness;

/// <summary>What the product does without now, found out when asked. Thread-safe.</summary>
internal sealed class Shortages(ICaseStore store, HotlineSettings settings, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTimeOffset? policiesSince;

    public IReadOnlyList<Shortage> Now
    {
        get
        {
            var found = new List<Shortage>();
            if (store.AwaySince is { } since)
            {
                found.Add(new Shortage(MissingPart.Database, since));
            }

            if (PoliciesGoneSince() is { } gone)
            {
                found.Add(new Shortage(MissingPart.Policies, gone));
            }

            return found;
        }
    }

    private DateTimeOffset? PoliciesGoneSince()
    {
        var gone = settings.PoliciesGone || !Directory.Exists(settings.PolicyFolder);
        lock (gate)
        {
            return policiesSince = gone ? policiesSince ?? time.GetUtcNow() : null;
        }
    }
}

/// <summary>A part that is missing.</summary>
/// <param name="Part">Which.</param>
/// <param name="Since">When that was noticed, UTC.</param>
internal sealed record Shortage(MissingPart Part, DateTimeOffset Since);

/// <summary>What the product can do without for a while.</summary>
internal enum MissingPart
{
    /// <summary>Calls are answered, queued, recorded and noted; cases are neither kept nor read.</summary>
    Database,

    /// <summary>The folder of regulations and call flows is gone; the product goes by what it read last.</summary>
    Policies,
}
