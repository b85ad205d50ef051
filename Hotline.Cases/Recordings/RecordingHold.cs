namespace Hotline.Cases.Recordings;

/// <summary>A recording that must not be deleted, whatever its age: for a complaint, a court, an inquiry. Ended, never removed.</summary>
internal sealed class RecordingHold
{
    private RecordingHold()
    {
    }

    public Guid Id { get; private set; }

    public Guid RecordingId { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset SetAt { get; private set; }

    public string SetBy { get; private set; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedBy { get; private set; }

    public string? EndReason { get; private set; }

    public static RecordingHold Of(Guid recordingId, Actor by, string reason, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        RecordingId = recordingId,
        Reason = reason,
        SetAt = now,
        SetBy = by.Name,
    };

    public void End(Actor by, string reason, DateTimeOffset now) => (EndedAt, EndedBy, EndReason) = (now, by.Name, reason);
}
