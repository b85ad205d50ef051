namespace Hotline.Cases.Recordings;

/// <summary>A call of which sound is missing in the recording; one per call, looked into by a person.</summary>
internal sealed class RecordingAlarm
{
    private RecordingAlarm()
    {
    }

    public Guid Id { get; private set; }

    public string CallId { get; private set; } = "";

    public Guid? RecordingId { get; private set; }

    public string? AgentId { get; private set; }

    /// <summary>Whose sound; of several, the one with most missing.</summary>
    public string Party { get; private set; } = "";

    /// <summary>Null where there is no recording at all.</summary>
    public double? MissingSeconds { get; private set; }

    public DateTimeOffset RaisedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public string? ClosedBy { get; private set; }

    public string? Note { get; private set; }

    public static RecordingAlarm Of(MissingSound missing, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CallId = missing.CallId,
        RecordingId = missing.RecordingId,
        AgentId = missing.AgentId,
        Party = missing.Party,
        MissingSeconds = missing.Missing?.TotalSeconds,
        RaisedAt = now,
    };

    /// <summary>Takes over what is worse than what was known: more missing, or no recording at all.</summary>
    public void Add(MissingSound missing)
    {
        if (MissingSeconds is { } before && !(missing.Missing?.TotalSeconds <= before))
        {
            (Party, MissingSeconds) = (missing.Party, missing.Missing?.TotalSeconds);
        }
    }

    public void Close(Actor by, string note, DateTimeOffset now) => (ClosedAt, ClosedBy, Note) = (now, by.Name, note);
}
