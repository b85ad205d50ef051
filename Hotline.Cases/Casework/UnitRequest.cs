using Hotline.Cases.Calendar;

namespace Hotline.Cases.Casework;

/// <summary>What a unit asked the hotline office for: to give the case back (退件), or for more time (延期). Clocks run on meanwhile.</summary>
internal sealed class UnitRequest
{
    public const int LongestReason = 500;

    private UnitRequest()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public UnitRequestKind Kind { get; private set; }

    public string UnitId { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }

    public string AskedBy { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>The unit's leader who confirmed it, where the clause wants that.</summary>
    public string? Leader { get; private set; }

    public string? Clause { get; private set; }

    /// <summary>Whose matter it is, in the view of the unit that gives it back.</summary>
    public string? SuggestedUnitId { get; private set; }

    /// <summary>How the hazard was secured before it was given back.</summary>
    public string? PreTreatment { get; private set; }

    /// <summary>When and how the requester was told of the delay.</summary>
    public string? RequesterTold { get; private set; }

    /// <summary>The new end asked for, or granted.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The clock to be extended.</summary>
    public Guid? CountdownId { get; private set; }

    /// <summary>An extension on the track for cases that need very long.</summary>
    public bool LongCycle { get; private set; }

    /// <summary>The unit above that decides; null: the hotline office, or the leader named.</summary>
    public string? ApproverUnitId { get; private set; }

    public UnitRequestState State { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    public string? Decision { get; private set; }

    public bool Open => State == UnitRequestState.Open;

    public static UnitRequest Return(Case returned, ReturnForm form, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Return, returned, form.Reason, form.Leader, clause, occasion);
        request.SuggestedUnitId = Trimmed(form.SuggestedUnitId);
        request.PreTreatment = Trimmed(form.PreTreatment);
        return request;
    }

    public static UnitRequest Extension(Case extended, Countdown clock, ExtensionForm form, DateTimeOffset until, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Extension, extended, form.Reason, form.Leader, clause, occasion);
        request.RequesterTold = Trimmed(form.RequesterTold);
        request.Until = until.ToUniversalTime();
        request.CountdownId = clock.Id;
        request.LongCycle = form.LongCycle;
        return request;
    }

    public static UnitRequest Closing(Case closing, ClosingForm form, string? approverUnitId, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Closing, closing, string.IsNullOrWhiteSpace(form.Statement) ? closing.ReplyText : form.Statement, form.Leader, clause, occasion);
        request.Reason = request.Reason.Length <= LongestReason ? request.Reason : request.Reason[..LongestReason];
        request.RequesterTold = Trimmed(form.RequesterTold);
        request.ApproverUnitId = approverUnitId;
        return request;
    }

    /// <summary>The same closing before the next who decides.</summary>
    public UnitRequest Further(string? approverUnitId, Occasion occasion) => new()
    {
        Id = Guid.CreateVersion7(occasion.At),
        CaseId = CaseId,
        Kind = Kind,
        UnitId = UnitId,
        UnitName = UnitName,
        AskedAt = occasion.At,
        AskedBy = AskedBy,
        Reason = Reason,
        Leader = Leader,
        Clause = Clause,
        RequesterTold = RequesterTold,
        ApproverUnitId = approverUnitId,
    };

    public void Accept(string? decision, Occasion occasion) => Decide(UnitRequestState.Accepted, decision, occasion);

    public void Refuse(string? decision, Occasion occasion) => Decide(UnitRequestState.Refused, decision, occasion);

    public void Withdraw(Occasion occasion) => Decide(UnitRequestState.Withdrawn, null, occasion);

    /// <summary>The end asked for in words: local time, as on every paper.</summary>
    public static string Words(DateTimeOffset moment) => ChinaTime.Local(moment).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static UnitRequest Ask(UnitRequestKind kind, Case of, string? reason, string? leader, string? clause, Occasion occasion) => new()
    {
        Id = Guid.CreateVersion7(occasion.At),
        CaseId = of.Id,
        Kind = kind,
        UnitId = of.UnitId!,
        UnitName = of.UnitName!,
        AskedAt = occasion.At,
        AskedBy = occasion.By.Name,
        Reason = reason!.Trim(),
        Leader = Trimmed(leader),
        Clause = clause,
    };

    private void Decide(UnitRequestState state, string? decision, Occasion occasion) =>
        (State, Decision, DecidedAt, DecidedBy) = (state, Trimmed(decision), occasion.At, occasion.By.Name);

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
