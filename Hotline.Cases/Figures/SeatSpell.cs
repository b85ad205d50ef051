using Hotline.Cases.Contacts;

namespace Hotline.Cases.Figures;

/// <summary>An agent's seat in one state, from when to when.</summary>
internal sealed class SeatSpell
{
    private const int LongestReason = 100;

    private SeatSpell()
    {
    }

    public Guid Id { get; private set; }

    public string AgentId { get; private set; } = "";

    public SeatState State { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset From { get; private set; }

    /// <summary>The end; while <see cref="Open"/>, as far as is known, so that a crash costs no more than the last beat.</summary>
    public DateTimeOffset Until { get; private set; }

    public bool Open { get; private set; }

    public static SeatSpell Begin(SeatMoved moved) => new()
    {
        Id = Guid.CreateVersion7(moved.At),
        AgentId = moved.AgentId,
        State = moved.State,
        Reason = moved.Reason is { } reason ? Excerpt.Kept(reason, LongestReason) : null,
        From = moved.At.ToUniversalTime(),
        Until = moved.At.ToUniversalTime(),
        Open = true,
    };

    /// <summary>Still so at this moment.</summary>
    public void Goes(DateTimeOffset until) => Until = until > Until ? until.ToUniversalTime() : Until;

    public void End(DateTimeOffset until)
    {
        Goes(until);
        Open = false;
    }

    /// <summary>The process that saw it begin is gone: it is known as far as it was kept.</summary>
    public void BreakOff() => Open = false;
}
