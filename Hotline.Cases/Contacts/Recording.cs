namespace Hotline.Cases.Contacts;

/// <summary>A recording as a row: known from the moment the conversation begins, sealed once.</summary>
internal sealed class Recording
{
    private Recording()
    {
    }

    public Guid Id { get; private set; }

    public Guid ContactId { get; private set; }

    public string? CallId { get; private set; }

    public string Number { get; private set; } = "";

    public string NumberKey { get; private set; } = "";

    public string? AgentId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public double? DurationSeconds { get; private set; }

    public double? TalkSeconds { get; private set; }

    public long? Bytes { get; private set; }

    public string? Sha256 { get; private set; }

    public string? File { get; private set; }

    public bool Sealed { get; private set; }

    public static Recording Of(Contact contact, Guid recordingId) => new()
    {
        Id = recordingId,
        ContactId = contact.Id,
        CallId = contact.CallId,
        Number = contact.Number,
        NumberKey = contact.NumberKey,
        AgentId = contact.AgentId,
        StartedAt = contact.AnsweredAt ?? contact.ArrivedAt,
    };

    /// <summary>Takes the seal over; a second one changes nothing.</summary>
    public void Seal(SealedRecording facts)
    {
        if (Sealed)
        {
            return;
        }

        StartedAt = facts.StartedAt.ToUniversalTime();
        DurationSeconds = facts.Duration.TotalSeconds;
        TalkSeconds = facts.TalkTime.TotalSeconds;
        Bytes = facts.Bytes;
        Sha256 = facts.Sha256;
        File = facts.File;
        Sealed = true;
    }
}
