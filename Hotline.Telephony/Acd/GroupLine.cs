namespace Hotline.Telephony.Acd;

/// <summary>An agent as a member of one group.</summary>
internal sealed record Membership(Agent Agent, GroupLine Group, int Level);

/// <summary>One skill group at work: who waits, who is free, how fast it goes.</summary>
internal sealed class GroupLine(SkillGroup settings, Throughput throughput)
{
    public SkillGroup Settings { get; } = settings;

    /// <summary>Free agents, the one to ring first.</summary>
    public SortedSet<Membership> Free { get; } = new(OrderOf(settings.Strategy));

    /// <summary>Everyone in this line, with or without a phone ringing for them.</summary>
    public WaitingLine Line { get; } = new();

    /// <summary>Those of the line for whom nobody is rung.</summary>
    public WaitingLine Unoffered { get; } = new();

    public Throughput Throughput { get; } = throughput;

    /// <summary>Members who are free, ringing, talking or wrapping up.</summary>
    public int Working { get; set; }

    /// <summary>Somebody waits, no agent is free, and agents are at work.</summary>
    public bool Starved => Working > 0 && Unoffered.Count > 0;

    private static Comparer<Membership> OrderOf(DistributionStrategy strategy) => strategy switch
    {
        DistributionStrategy.LongestIdle => By(agent => agent.IdleSince.Ticks),
        DistributionStrategy.LeastCalls => By(agent => agent.Talks),
        DistributionStrategy.RoundRobin => By(agent => agent.LastOffer),
    };

    private static Comparer<Membership> By(Func<Agent, long> key) => Comparer<Membership>.Create((one, other) =>
    {
        var byLevel = other.Level.CompareTo(one.Level);
        var byKey = byLevel != 0 ? byLevel : key(one.Agent).CompareTo(key(other.Agent));
        var byIdle = byKey != 0 ? byKey : one.Agent.IdleSince.CompareTo(other.Agent.IdleSince);
        return byIdle != 0 ? byIdle : one.Agent.Order.CompareTo(other.Agent.Order);
    });
}
