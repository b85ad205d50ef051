using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>争议认定: who is responsible is disputed, and is decided with a record of how.</summary>
internal sealed class Adjudication
{
    private Adjudication()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public string OpenedBy { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public string? Clause { get; private set; }

    /// <summary>方式: by telephone, in writing, at a meeting.</summary>
    public string? Mode { get; private set; }

    /// <summary>参加单位</summary>
    public string? Participants { get; private set; }

    /// <summary>意见</summary>
    public string? Opinions { get; private set; }

    /// <summary>决定</summary>
    public string? Decision { get; private set; }

    public string? LeadUnitId { get; private set; }

    public string? LeadUnitName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    /// <summary>Without object: the unit replied, or the case went elsewhere.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool Open => DecidedAt is null && WithdrawnAt is null;

    public static Adjudication Of(Case disputed, string reason, string? clause, Occasion occasion) => new()
    {
        Id = Guid.CreateVersion7(occasion.At),
        CaseId = disputed.Id,
        OpenedAt = occasion.At,
        OpenedBy = occasion.By.Name,
        Reason = reason,
        Clause = clause,
    };

    public void Decide(CaseAct.Adjudicate ruling, UnitRef lead, Occasion occasion)
    {
        (Mode, Participants, Opinions, Decision) = (ruling.Mode!.Trim(), ruling.Participants!.Trim(), ruling.Opinions!.Trim(), ruling.Decision!.Trim());
        (LeadUnitId, LeadUnitName, DecidedAt, DecidedBy) = (lead.Id, lead.Name, occasion.At, occasion.By.Name);
    }

    public void Withdraw(DateTimeOffset at) => WithdrawnAt = at;

    public AdjudicationView Show() => new(
        OpenedAt, OpenedBy, Reason, Clause, Mode, Participants, Opinions, Decision, LeadUnitId is null ? null : new UnitRef(LeadUnitId, LeadUnitName ?? ""), DecidedAt, DecidedBy, WithdrawnAt);
}
