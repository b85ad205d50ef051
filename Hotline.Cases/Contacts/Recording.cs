using Hotline.Cases.Views;

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

    /// <summary>Seconds stored over seconds talked, the worst leg's.</summary>
    public double? Completeness { get; private set; }

    public IReadOnlyList<RecordedLegView> Legs { get; private set; } = [];

    public IReadOnlyList<PhoneSound> Sounds { get; private set; } = [];

    /// <summary>The worst phone's; null where nothing was measured.</summary>
    public double? Opinion { get; private set; }

    public DateTimeOffset? PackedAt { get; private set; }

    public long? PackedBytes { get; private set; }

    public string? PackedSha256 { get; private set; }

    /// <summary>It is not the file that was sealed, or gone: nothing is packed, and <c>verify</c> says so.</summary>
    public DateTimeOffset? NotPackedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

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
        Legs = [.. facts.Legs.Select(leg => new RecordedLegView(leg.Party, leg.Talked.TotalSeconds, leg.Stored.TotalSeconds))];
        Completeness = facts.Legs.Where(leg => leg.Talked > TimeSpan.Zero).Select(leg => (double?)Math.Min(1, leg.Stored / leg.Talked)).Min();
        Sounds = [.. facts.Sounds];
        Opinion = facts.Sounds.Min(sound => (double?)sound.Opinion);
        Sealed = true;
    }

    /// <summary>It was packed: the file is another, the seal of what is in it stays.</summary>
    public void Pack(PackedRecording packed, DateTimeOffset now) =>
        (File, PackedAt, PackedBytes, PackedSha256) = (packed.File, now, packed.Bytes, packed.Sha256);

    public void RefusePacking(DateTimeOffset now) => NotPackedAt = now;

    public void Delete(DateTimeOffset now) => DeletedAt = now;
}
