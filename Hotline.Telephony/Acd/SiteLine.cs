namespace Hotline.Telephony.Acd;

/// <summary>What we know of another site: whether it lives, who of ours is there, who would be.</summary>
internal sealed class SiteLine(Site settings)
{
    public Site Settings { get; set; } = settings;

    /// <summary>Its trunk lives. Counts as up until it was heard to be down.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Our callers for whom an agent is looked for there, or who talk to one.</summary>
    public HashSet<CallId> There { get; init; } = [];

    /// <summary>Callers who are due to be brought there and for whom it had no room, in the order in which they are served.</summary>
    public WaitingLine Wanting { get; } = new();

    public bool HasRoom => IsUp && There.Count < Settings.Max;
}
