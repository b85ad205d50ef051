using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>Who may ask for more time, until when, how much (延期).</summary>
internal sealed record ExtensionRule
{
    public required Clause Clause { get; init; }

    public RuleCondition When { get; init; } = RuleCondition.Always;

    /// <summary>Asked for at the latest this long before the limit ends; <see langword="null"/>: at its end.</summary>
    public Period? Before { get; init; }

    /// <summary>Or asked for within this time from <see cref="From"/> (yongning-2017/3-3b).</summary>
    public Period? Within { get; init; }

    public CaseEvent From { get; init; } = CaseEvent.Dispatched;

    /// <summary>How many extensions a case may have.</summary>
    public int MaxTimes { get; init; } = 1;

    /// <summary>Each at most so many times the original limit; <see langword="null"/>: no such bound.</summary>
    public int? MaxFactor { get; init; }

    /// <summary>The case at most this long altogether from <see cref="From"/>; <see langword="null"/>: no such bound.</summary>
    public Period? MaxTotal { get; init; }

    public PolicyRole Approver { get; init; } = PolicyRole.HotlineOffice;

    /// <summary>A reason of at least so many characters.</summary>
    public int ReasonLength { get; init; } = 1;

    /// <summary>A record that the requester was told is required.</summary>
    public bool TellRequester { get; init; }

    /// <summary>The track for cases that need very long (特殊长周期): chosen by hand, asked for in writing.</summary>
    public bool LongCycle { get; init; }
}

/// <summary>How a unit gives back a case that is not its own (退件).</summary>
internal sealed record ReturnRule
{
    public required Clause Clause { get; init; }

    public RuleCondition When { get; init; } = RuleCondition.Always;

    /// <summary>Asked for within this time from <see cref="From"/>.</summary>
    public required Period Within { get; init; }

    public required CaseEvent From { get; init; }

    public PolicyRole Approver { get; init; } = PolicyRole.HotlineOffice;

    public bool SuggestUnit { get; init; }

    public bool PreTreatment { get; init; }

    /// <summary>Working days taken off the next unit's handling limit after an accepted return.</summary>
    public int DeductWorkingDays { get; init; }

    /// <summary>The clause that deducts them, where it is not that of the return.</summary>
    public Clause? DeductClause { get; init; }

    /// <summary>The next unit's handling limit in place of the policy's (hanjiang-2016/11d); <see langword="null"/>: the policy's.</summary>
    public Period? NextLimit { get; init; }
}
