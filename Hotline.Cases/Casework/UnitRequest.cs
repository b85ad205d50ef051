using Hotline.Cases.Calendar;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>What a unit asked for: to give the case back (退件), more time (延期), or a leader's word on its result (审签). Clocks run on meanwhile.</summary>
internal sealed class UnitRequest
{
    public const int LongestReason = 500;
    private const string ResultReason = "办理结果审签";

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

    /// <summary>Whose decision it waited for before the office's.</summary>
    public PolicyRole ApproverRole { get; private set; } = PolicyRole.HotlineOffice;

    /// <summary>The unit whose people decide before the office, and see the case from then on; null: the hotline office.</summary>
    public string? ApproverUnitId { get; private set; }

    /// <summary>Units that were to decide before, and could not.</summary>
    public IReadOnlyList<PassedOver> PassedOver { get; private set; } = [];

    /// <summary>Whose decision it waits for.</summary>
    public Approver Approver => ConfirmedAt is null ? new(ApproverRole, ApproverUnitId) { PassedOver = PassedOver } : Approver.Office;

    /// <summary>Before the office decides, the unit's own leader (or the unit above) confirmed it.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public string? ConfirmedBy { get; private set; }

    /// <summary>A result waiting for a signature.</summary>
    public string? ReplyText { get; private set; }

    public CaseOutcome? Outcome { get; private set; }

    /// <summary>A return that was judged groundless (无故退件).</summary>
    public bool Groundless { get; private set; }

    public UnitRequestState State { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    public string? Decision { get; private set; }

    public bool Open => State == UnitRequestState.Open;

    public static UnitRequest Return(Case returned, ReturnForm form, Approver approver, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Return, returned, form.Reason, form.Leader, approver, clause, occasion);
        request.SuggestedUnitId = Trimmed(form.SuggestedUnitId);
        request.PreTreatment = Trimmed(form.PreTreatment);
        return request;
    }

    public static UnitRequest Extension(Case extended, Countdown clock, ExtensionForm form, DateTimeOffset until, Approver approver, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Extension, extended, form.Reason, form.Leader, approver, clause, occasion);
        request.RequesterTold = Trimmed(form.RequesterTold);
        request.Until = until.ToUniversalTime();
        request.CountdownId = clock.Id;
        request.LongCycle = form.LongCycle;
        return request;
    }

    public static UnitRequest Closing(Case closing, ClosingForm form, Approver approver, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Closing, closing, string.IsNullOrWhiteSpace(form.Statement) ? closing.ReplyText : form.Statement, form.Leader, approver, clause, occasion);
        request.Reason = Excerpt.Kept(request.Reason, LongestReason);
        request.RequesterTold = Trimmed(form.RequesterTold);
        return request;
    }

    /// <summary>The same closing before the next who decides.</summary>
    public UnitRequest Further(Approver approver, Occasion occasion) => new()
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
        ApproverRole = approver.Role,
        ApproverUnitId = approver.UnitId,
        PassedOver = approver.PassedOver,
    };

    public static UnitRequest Result(Case handled, CaseAct.Reply reply, Approver approver, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Result, handled, string.IsNullOrWhiteSpace(reply.Closing?.Statement) ? ResultReason : reply.Closing.Statement, null, approver, clause, occasion);
        (request.ReplyText, request.Outcome, request.RequesterTold) = (reply.Text!.Trim(), reply.Outcome, Trimmed(reply.Closing?.RequesterTold));
        return request;
    }

    /// <summary>What the reply said besides, for a closing that needs it; the leader is the one who signs.</summary>
    public ClosingForm AskedClosing(Occasion occasion) =>
        new() { Statement = Reason == ResultReason ? null : Reason, RequesterTold = RequesterTold, Leader = occasion.By.Name };

    public static UnitRequest Observation(Case watched, Countdown clock, string words, DateTimeOffset until, string? clause, Occasion occasion)
    {
        var request = Ask(UnitRequestKind.Observation, watched, words, null, Approver.Office, clause, occasion);
        (request.Until, request.CountdownId) = (until.ToUniversalTime(), clock.Id);
        return request;
    }

    /// <summary>Where nobody can decide any more whom it waits for, goes to the first above who can. False where it stays.</summary>
    public bool PassOn(Case of, Occasion occasion)
    {
        var next = Approver.OrAbove(of, occasion);
        if (!Open || next.PassedOver.Count == Approver.PassedOver.Count)
        {
            return false;
        }

        (ApproverRole, ApproverUnitId, PassedOver) = (next.Role, next.UnitId, next.PassedOver);
        TellPassing(of, occasion);
        return true;
    }

    /// <summary>Says in the history whom it passed over.</summary>
    public void TellPassing(Case of, Occasion occasion)
    {
        if (PassedOver.Count > 0)
        {
            of.Record(occasion, "passed-over", Approver.WordsOfPassing(occasion.Rules), Clause, moves: false);
        }
    }

    public void JudgeGroundless() => Groundless = true;

    /// <summary>Confirmed; the office decides.</summary>
    public void Confirm(Occasion occasion) => (ConfirmedAt, ConfirmedBy) = (occasion.At, occasion.By.Name);

    public void Accept(string? decision, Occasion occasion) => Decide(UnitRequestState.Accepted, decision, occasion);

    public void Refuse(string? decision, Occasion occasion) => Decide(UnitRequestState.Refused, decision, occasion);

    public void Withdraw(Occasion occasion) => Decide(UnitRequestState.Withdrawn, null, occasion);

    /// <summary>The end asked for in words: local time, as on every paper.</summary>
    public static string Words(DateTimeOffset moment) => ChinaTime.Local(moment).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static UnitRequest Ask(UnitRequestKind kind, Case of, string? reason, string? leader, Approver approver, string? clause, Occasion occasion) => new()
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
        ApproverRole = approver.Role,
        ApproverUnitId = approver.UnitId,
        PassedOver = approver.PassedOver,
        Clause = clause,
    };

    private void Decide(UnitRequestState state, string? decision, Occasion occasion) =>
        (State, Decision, DecidedAt, DecidedBy) = (state, Trimmed(decision), occasion.At, occasion.By.Name);

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
