namespace Hotline.Telephony.Acd;

/// <summary>How a group chooses among agents who are free; a higher skill level always comes first.</summary>
internal enum DistributionStrategy
{
    /// <summary>The agent who has been free for longest.</summary>
    LongestIdle,

    /// <summary>The agent with the fewest conversations since they signed in.</summary>
    LeastCalls,

    /// <summary>One after the other: the agent whose phone rang longest ago.</summary>
    RoundRobin,
}

/// <summary>When callers of one group may also be taken by another, or by another site. They keep their place in their own.</summary>
internal sealed record Overflow
{
    /// <summary>The other group; null where <see cref="Site"/> is given.</summary>
    public string? To { get; init; }

    /// <summary>The other site; null where <see cref="To"/> is given.</summary>
    public string? Site { get; init; }

    /// <summary>Once the caller has waited so long.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Only while more callers than this wait in the group.</summary>
    public int LongerThan { get; init; }

    /// <summary>Only from this time of day; with <see cref="Until"/>. A window may span midnight.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>Only before this time of day.</summary>
    public TimeOnly? Until { get; init; }
}

/// <summary>A skill group (技能组): a line of callers, and the agents whose skill fits.</summary>
internal sealed record SkillGroup
{
    public required string Name { get; init; }

    /// <summary>The skill its agents have; by default of the group's own name.</summary>
    public string? Skill { get; init; }

    /// <summary>The level an agent needs, 1 to 9.</summary>
    public int Level { get; init; } = 1;

    public DistributionStrategy Strategy { get; init; }

    /// <summary>Agents rung at once for one caller where more are free than callers wait; the first to answer has the call.</summary>
    public int RingAtOnce { get; init; } = 1;

    /// <summary>How long its agents are left alone after a conversation; null for what holds everywhere.</summary>
    public TimeSpan? WrapUp { get; init; }

    public IReadOnlyList<Overflow> Overflows { get; init; } = [];
}

/// <summary>Another hotline that takes callers of ours, over a trunk.</summary>
internal sealed record Site
{
    /// <summary>The name it has for itself and for every other site: letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The trunk that leads there, and that its own callers come by.</summary>
    public required string Trunk { get; init; }

    /// <summary>The number to ring there; null for the hotline's own.</summary>
    public string? Number { get; init; }

    /// <summary>Callers who may be there at once, waiting or talking.</summary>
    public int Max { get; init; } = 10;

    /// <summary>After it had no room, a caller is not brought there again for so long.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Groups, skills and priorities; unchanging.</summary>
internal sealed record QueuePlan
{
    /// <summary>The level of whoever has no skills of their own.</summary>
    private const int CommonLevel = 5;

    /// <summary>The first is where callers go whom nothing sends elsewhere.</summary>
    public required IReadOnlyList<SkillGroup> Groups { get; init; }

    /// <summary>By agent: skill and level. An agent who is not here has every skill at level 5.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Skills { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);

    /// <summary>
    /// What a priority is worth, as waiting time that the caller is taken to have behind them. So whoever waits longer than the difference
    /// is never passed by: no priority starves another.
    /// </summary>
    public IReadOnlyDictionary<string, TimeSpan> Priorities { get; init; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>The zone that times of day are meant in.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The name other sites know this one by; null where there are none.</summary>
    public string? SiteName { get; init; }

    /// <summary>The other sites.</summary>
    public IReadOnlyList<Site> Sites { get; init; } = [];

    /// <summary>The site a trunk leads to; null for a trunk that leads to the public.</summary>
    public Site? SiteBehind(string trunk) => Sites.FirstOrDefault(site => site.Trunk == trunk);

    /// <summary>One line for all.</summary>
    public static QueuePlan OneLine { get; } = new() { Groups = [new SkillGroup { Name = "agents" }] };

    /// <summary>The agent's level in a group; null where they do not belong to it.</summary>
    public int? LevelOf(string agentId, SkillGroup group)
    {
        var level = Skills.TryGetValue(agentId, out var skills) ? skills.GetValueOrDefault(group.Skill ?? group.Name) : CommonLevel;
        return level >= group.Level ? level : null;
    }

    /// <summary>The time from which an overflow may happen for a caller who came at <paramref name="since"/>, not before <paramref name="now"/>.</summary>
    public TimeSpan DueOf(Overflow overflow, Moment since, Moment now)
    {
        var due = since.Elapsed + overflow.After;
        due = due < now.Elapsed ? now.Elapsed : due;
        if (overflow is not { From: { } from, Until: { } until })
        {
            return due;
        }

        var at = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(now.Utc + (due - now.Elapsed), Zone).TimeOfDay);
        return at.IsBetween(from, until) ? due : due + (from - at);
    }
}
