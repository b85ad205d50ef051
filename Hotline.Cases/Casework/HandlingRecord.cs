using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>What a unit did about a case, with what shows it: a visit on site (time, place, photos), or a call or message with the requester.</summary>
internal sealed class HandlingRecord
{
    private HandlingRecord()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public HandlingRecordKind Kind { get; private set; }

    public string UnitId { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    /// <summary>When it was.</summary>
    public DateTimeOffset At { get; private set; }

    public string? Place { get; private set; }

    /// <summary>Degrees; null where nobody measured.</summary>
    public double? Longitude { get; private set; }

    public double? Latitude { get; private set; }

    /// <summary>How far the measured place may be off.</summary>
    public double? AccuracyMetres { get; private set; }

    public IReadOnlyList<Guid> Photos { get; private set; } = [];

    /// <summary>The call or message with the requester.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>What was written to the requester through the platform.</summary>
    public Guid? NoticeId { get; private set; }

    public Medium? Medium { get; private set; }

    public string? Note { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public static HandlingRecord Visit(Case handled, UnitRef unit, CaseAct.OnSite visit, Occasion occasion)
    {
        var record = Of(HandlingRecordKind.OnSite, handled, unit, visit.At?.ToUniversalTime() ?? occasion.At, visit.Note, occasion);
        (record.Place, record.Longitude, record.Latitude, record.AccuracyMetres, record.Photos) =
            (visit.Place!.Trim(), visit.Longitude, visit.Latitude, visit.AccuracyMetres, visit.PhotoIds ?? []);
        return record;
    }

    public static HandlingRecord Contacted(Case handled, UnitRef unit, CaseAct.ContactRequester contacted, ContactEvidence evidence, Occasion occasion)
    {
        var record = Of(HandlingRecordKind.Contact, handled, unit, evidence.At!.Value, contacted.Note, occasion);
        (record.ContactId, record.NoticeId, record.Medium) = (contacted.ContactId, contacted.NoticeId, evidence.Medium);
        return record;
    }

    public HandlingRecordView Show() => new(
        Kind, new UnitRef(UnitId, UnitName), At, Place, Longitude, Latitude, AccuracyMetres, Photos, ContactId, NoticeId, Medium, Note, RecordedAt, RecordedBy);

    private static HandlingRecord Of(HandlingRecordKind kind, Case handled, UnitRef unit, DateTimeOffset at, string? note, Occasion occasion) => new()
    {
        Id = Guid.CreateVersion7(occasion.At),
        CaseId = handled.Id,
        Kind = kind,
        UnitId = unit.Id,
        UnitName = unit.Name,
        At = at,
        Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
        RecordedAt = occasion.At,
        RecordedBy = occasion.By.Name,
    };
}

/// <summary>A call or message in the system that a contact with the requester points at.</summary>
/// <param name="Medium">What it was.</param>
/// <param name="At">When it was answered, arrived or went out; null: it did not.</param>
/// <param name="Theirs">It is with the case's requester.</param>
internal sealed record ContactEvidence(Medium Medium, DateTimeOffset? At, bool Theirs);
