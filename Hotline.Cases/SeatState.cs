namespace Hotline.Cases;

/// <summary>What an agent's seat (座席) is in.</summary>
public enum SeatState
{
    /// <summary>No telephone of theirs is registered.</summary>
    Offline,

    /// <summary>There, and not to be rung (示忙).</summary>
    NotReady,

    /// <summary>May be rung (示闲).</summary>
    Ready,

    /// <summary>Their telephone rings.</summary>
    Ringing,

    /// <summary>Talking.</summary>
    Talking,

    /// <summary>Writing up after a call (话后).</summary>
    WrapUp,
}

/// <summary>An agent's seat came into another state.</summary>
/// <param name="AgentId">The telephone identity.</param>
/// <param name="State">The state from then on.</param>
/// <param name="Reason">Why not ready; null otherwise. At most 100 characters are kept.</param>
/// <param name="At">When, UTC.</param>
public sealed record SeatMoved(string AgentId, SeatState State, string? Reason, DateTimeOffset At);

/// <summary>Keeps what agents' seats were in, and from when to when. Thread-safe.</summary>
public interface ISeatDiary
{
    /// <summary>Takes a change over, into memory; <see cref="IFigureKeeper.SweepAsync"/> and every reading of figures store what gathered. Never waits.</summary>
    void Note(SeatMoved moved);
}
