using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>One act of urging (催办), or one supervision (督办) from its opening to its end.</summary>
internal sealed class SupervisionRecord
{
    public const int LongestText = 500;

    private SupervisionRecord()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public string CaseNumber { get; private set; } = "";

    public SupervisionKind Kind { get; private set; }

    /// <summary>Towards whom: the unit that had the case; null while none had.</summary>
    public string? UnitId { get; private set; }

    public string? UnitName { get; private set; }

    /// <summary>By whom; null: the hotline.</summary>
    public string? OfficeId { get; private set; }

    public string? OfficeName { get; private set; }

    /// <summary>Null for an urge, and for a rung of a ladder.</summary>
    public SupervisionCause? Cause { get; private set; }

    /// <summary>The ladder whose rung it is; null: none.</summary>
    public string? Ladder { get; private set; }

    /// <summary>Cause or rung in the policy's words.</summary>
    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? Clause { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ById { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedBy { get; private set; }

    public string? Conclusion { get; private set; }

    public bool Open => Kind == SupervisionKind.Supervise && EndedAt is null;

    public UnitRef? Unit => UnitId is null ? null : new(UnitId, UnitName ?? "");

    public UnitRef? Office => OfficeId is null ? null : new(OfficeId, OfficeName ?? "");

    public static SupervisionRecord Of(SupervisionKind kind, Case concerned, UnitRef? office, string name, string text, string? clause, Occasion occasion) => new()
    {
        Id = Guid.CreateVersion7(occasion.At),
        CaseId = concerned.Id,
        CaseNumber = concerned.Number,
        Kind = kind,
        UnitId = concerned.UnitId,
        UnitName = concerned.UnitName,
        OfficeId = office?.Id,
        OfficeName = office?.Name,
        Name = name,
        Text = Excerpt.Kept(text, LongestText),
        Clause = clause,
        At = occasion.At,
        ById = occasion.By.Id,
        By = occasion.By.Name,
    };

    public SupervisionRecord On(SupervisionCause cause)
    {
        Cause = cause;
        return this;
    }

    public SupervisionRecord RungOf(string ladder)
    {
        Ladder = ladder;
        return this;
    }

    public void End(string conclusion, Occasion occasion) => (EndedAt, EndedBy, Conclusion) = (occasion.At, occasion.By.Name, conclusion);

    public SupervisionRecordView Show() => new(
        Id, CaseNumber, Kind, Unit, Office, Cause is { } cause ? Names<SupervisionCause>.Text(cause) : null, Name, Text, Clause, At, By, EndedAt, EndedBy, Conclusion);
}
