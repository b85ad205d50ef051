namespace Hotline.Cases;

/// <summary>How a roster is changed.</summary>
public enum RosterChangeKind
{
    /// <summary>Duties made from rotations (排班).</summary>
    Plan,

    /// <summary>Two people take each other's duty (换班).</summary>
    Swap,

    /// <summary>Somebody is away for days (请假).</summary>
    Leave,

    /// <summary>Somebody takes a duty that is another's or nobody's (顶班).</summary>
    Replacement,
}

/// <summary>Where a change of a roster stands.</summary>
public enum RosterChangeState
{
    /// <summary>Somebody has yet to agree.</summary>
    Asked,

    /// <summary>It is so.</summary>
    Made,

    /// <summary>Somebody did not agree.</summary>
    Refused,

    /// <summary>Taken back.</summary>
    Undone,
}

/// <summary>What is wrong with a roster.</summary>
public enum RosterFault
{
    /// <summary>Somebody would be in two places.</summary>
    Overlap,

    /// <summary>Somebody has too little rest between two duties.</summary>
    ShortRest,

    /// <summary>Somebody has two duties that begin on one day.</summary>
    DoubleShift,

    /// <summary>Somebody on leave has a duty.</summary>
    OnLeave,

    /// <summary>A duty is nobody's.</summary>
    Vacant,

    /// <summary>Nobody is at their seat.</summary>
    Hole,

    /// <summary>Fewer than Erlang C says are needed.</summary>
    Short,
}

/// <summary>What becomes of a fault.</summary>
public enum FaultVerdict
{
    /// <summary>It is not looked for.</summary>
    Ignore,

    /// <summary>It is shown.</summary>
    Warn,

    /// <summary>What brings it about is not done.</summary>
    Refuse,
}

/// <summary>How somebody who should be here is here.</summary>
public enum Attendance
{
    /// <summary>The duty begins soon, or so short a time ago that nobody is late yet.</summary>
    Expected,

    /// <summary>Waits for a call (示闲).</summary>
    Ready,

    /// <summary>Rung, talking or writing up.</summary>
    Busy,

    /// <summary>There and not to be rung (示忙).</summary>
    Paused,

    /// <summary>The duty's break, away from the seat.</summary>
    OnBreak,

    /// <summary>Not signed in yet, later than is allowed.</summary>
    Late,

    /// <summary>Not signed in for so long that nobody counts on them.</summary>
    Absent,

    /// <summary>Was signed in, and is no longer.</summary>
    Gone,

    /// <summary>Has no telephone: nothing is known of them.</summary>
    Unknown,
}
