namespace Hotline.Cases.Figures;

/// <summary>A quarter that was counted: what is stored for it holds while this says so, and is otherwise counted from the rows.</summary>
internal sealed class FigureQuarter
{
    private FigureQuarter()
    {
    }

    public DateTimeOffset Start { get; private set; }

    /// <summary>See <see cref="FormulaBook.TallyVersion"/>.</summary>
    public int Version { get; private set; }

    public DateTimeOffset ComputedAt { get; private set; }

    /// <summary>How often it was counted.</summary>
    public int Times { get; private set; }

    /// <summary>First contacts are judged in it.</summary>
    public bool Settled { get; private set; }

    /// <summary>A row of it changed, or somebody wants it counted anew.</summary>
    public bool Stale { get; private set; }

    public static FigureQuarter Of(DateTimeOffset start) => new() { Start = start, Stale = true };

    /// <summary>Whether what is stored is what the rows say now.</summary>
    public bool Holds(DateTimeOffset now) => !Stale && Version == FormulaBook.TallyVersion && (Settled || !FirstContact.IsSettled(Start, now));

    public void Computed(DateTimeOffset now)
    {
        (Version, ComputedAt, Stale, Settled) = (FormulaBook.TallyVersion, now, false, FirstContact.IsSettled(Start, now));
        Times++;
    }

    public void MarkStale() => Stale = true;
}

/// <summary>The calls that arrived in a quarter, for one group and agent.</summary>
internal sealed class CallQuarter
{
    private CallQuarter()
    {
    }

    public DateTimeOffset Start { get; private set; }

    /// <summary>Empty for calls that never stood in line.</summary>
    public string SkillGroup { get; private set; } = "";

    /// <summary>Empty for calls that no agent had.</summary>
    public string AgentId { get; private set; } = "";

    public CallTally Tally { get; private set; } = CallTally.None;

    public static CallQuarter Of(DateTimeOffset start, string group, string agentId, CallTally tally) =>
        new() { Start = start, SkillGroup = group, AgentId = agentId, Tally = tally };
}

/// <summary>What an agent's seat was in during a quarter.</summary>
internal sealed class SeatQuarter
{
    private SeatQuarter()
    {
    }

    public DateTimeOffset Start { get; private set; }

    public string AgentId { get; private set; } = "";

    public SeatTally Tally { get; private set; } = SeatTally.None;

    public static SeatQuarter Of(DateTimeOffset start, string agentId, SeatTally tally) => new() { Start = start, AgentId = agentId, Tally = tally };
}
