namespace Hotline.Cases.Recordings;

/// <summary>Somebody wants a copy of a recording outside the product: one asks, another decides, and only the asker fetches it, for a while.</summary>
internal sealed class RecordingExport
{
    private RecordingExport()
    {
    }

    /// <summary>Also the mark in every sample of the copy.</summary>
    public Guid Id { get; private set; }

    public Guid RecordingId { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }

    public Guid AskedById { get; private set; }

    public string AskedBy { get; private set; } = "";

    public ExportState State { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    public string? Decision { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public int Fetched { get; private set; }

    public static RecordingExport Ask(Guid recordingId, Actor by, string reason, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        RecordingId = recordingId,
        Reason = reason,
        AskedAt = now,
        AskedById = by.Id,
        AskedBy = by.Name,
    };

    /// <summary>As it stands now: what was approved and not fetched in time has expired.</summary>
    public ExportState StateAt(DateTimeOffset now) => State == ExportState.Approved && ExpiresAt <= now ? ExportState.Expired : State;

    public void Decide(Actor by, bool approve, string? note, DateTimeOffset now, TimeSpan validFor) => (State, DecidedAt, DecidedBy, Decision, ExpiresAt) =
        (approve ? ExportState.Approved : ExportState.Refused, now, by.Name, note, approve ? now + validFor : null);

    public void Fetch() => Fetched++;
}
