using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;

namespace Hotline.Cases.Desks;

/// <summary>One act on one case, from what the client sent to what casework does.</summary>
internal sealed class ActErrand(Case concerned, Actor actor, CaseAct act, ActMatter matter, Occasion occasion)
{
    public const int LongestNote = ActForm.LongestNote;

    public Occasion Occasion => occasion;

    public CaseActKind Kind => act switch
    {
        CaseAct.Dispatch => CaseActKind.Dispatch,
        CaseAct.Sign => CaseActKind.Sign,
        CaseAct.OnSite => CaseActKind.OnSite,
        CaseAct.Reply => CaseActKind.Reply,
        CaseAct.Close => CaseActKind.Close,
        CaseAct.Rework => CaseActKind.Rework,
        CaseAct.Return => CaseActKind.Return,
        CaseAct.AcceptReturn => CaseActKind.AcceptReturn,
        CaseAct.RefuseReturn => CaseActKind.RefuseReturn,
        CaseAct.Extend => CaseActKind.Extend,
        CaseAct.ApproveExtension => CaseActKind.ApproveExtension,
        CaseAct.RefuseExtension => CaseActKind.RefuseExtension,
        CaseAct.SetLimit => CaseActKind.SetLimit,
        CaseAct.Supplement => CaseActKind.Supplement,
        CaseAct.Merge => CaseActKind.Merge,
        CaseAct.Unmerge => CaseActKind.Unmerge,
        CaseAct.Refuse => CaseActKind.Refuse,
        CaseAct.Answer => CaseActKind.Answer,
        CaseAct.CoReply => CaseActKind.CoReply,
        CaseAct.Designate => CaseActKind.Designate,
        CaseAct.Verify => CaseActKind.Verify,
        CaseAct.ApproveClosing => CaseActKind.ApproveClosing,
        CaseAct.RefuseClosing => CaseActKind.RefuseClosing,
        CaseAct.ContactRequester => CaseActKind.Contact,
        CaseAct.Message => CaseActKind.Message,
        CaseAct.Reveal => CaseActKind.Reveal,
        CaseAct.Object => CaseActKind.Object,
        CaseAct.ConfirmReturn => CaseActKind.ConfirmReturn,
        CaseAct.SignOff => CaseActKind.SignOff,
        CaseAct.RefuseSignOff => CaseActKind.RefuseSignOff,
        CaseAct.OpenAdjudication => CaseActKind.OpenAdjudication,
        CaseAct.Adjudicate => CaseActKind.Adjudicate,
        CaseAct.Observe => CaseActKind.Observe,
        CaseAct.ApproveObservation => CaseActKind.ApproveObservation,
        CaseAct.RefuseObservation => CaseActKind.RefuseObservation,
        CaseAct.Delegate => CaseActKind.Delegate,
        CaseAct.TakeOn => CaseActKind.TakeOn,
        CaseAct.ReportUp => CaseActKind.ReportUp,
        CaseAct.RedoBelow => CaseActKind.RedoBelow,
        _ => throw new InvalidOperationException($"Unknown act {act.GetType().Name}."),
    };

    /// <summary>Why the act is not possible, whatever its form says.</summary>
    public ActRefusal? Bar => ActTable.Refusal(concerned, actor, Kind, occasion.Rules, occasion.At);

    public ActRefusal? Refusal => Bar
        ?? (act is CaseAct.Close close ? Approving.Refusal(concerned, close.Outcome, occasion.Rules) : null)
        ?? (matter.Followers is { Count: > 0 } followers ? Merging.ReplyRefusal(followers, occasion.Rules) : null)
        ?? (FurtherRefusal is { } reason ? new(ActTable.NotAllowed, reason) : null);

    /// <summary>What only this act's own words, or what it refers to, can say.</summary>
    private string? FurtherRefusal => act switch
    {
        CaseAct.Extend extend => Extending.Refusal(concerned, extend.Form.LongCycle, occasion.Rules, occasion.At),
        CaseAct.Delegate below => Delegating.Refusal(concerned, actor, below, occasion.Rules),
        CaseAct.RedoBelow redo => Delegating.Answered(concerned, actor, redo.UnitId) is null ? "没有该单位上报的结果" : null,
        CaseAct.Message when matter.Door is null => "诉求人没有可接收消息的联系方式",
        CaseAct.Merge => matter.Lead is { } lead ? Merging.Refusal(lead, matter.Leads) : null,
        _ => null,
    };

    /// <summary>What is missing or wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => new ActForm(concerned, act, matter, occasion).Errors;

    public Step Refused(ActRefusal refusal) => new Step.Answered(
        new ActResult<CaseView>.NotAllowed(refusal.Code, refusal.Clause ?? Clause, refusal.Reason, ActTable.Allowed(concerned, actor, occasion.Rules, occasion.At)));

    public async Task DoAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case CaseAct.Dispatch dispatch:
                Dispatching.Dispatch(concerned, Order(dispatch), occasion);
                CoHandling.Ask(concerned, dispatch.CoHandlers, occasion);
                break;
            case CaseAct.Sign:
                Handling.Sign(concerned, Clause, occasion);
                break;
            case CaseAct.OnSite onSite:
                Evidence.ConfirmOnSite(concerned, onSite, actor, Clause, occasion);
                break;
            case CaseAct.ContactRequester contacted:
                Evidence.Contact(concerned, contacted, matter.Evidence!, actor, Clause, occasion);
                break;
            case CaseAct.Message message:
                database.Notices.Add(Evidence.Write(concerned, message.Text!.Trim(), matter.Door!, actor, Clause, occasion));
                break;
            case CaseAct.Reply reply:
                if (SigningOff.Needed(concerned, actor, occasion) is { } signer)
                {
                    SigningOff.Ask(concerned, reply, signer, occasion);
                    break;
                }

                Handling.Reply(concerned, reply.Text!.Trim(), reply.Outcome!.Value, Clause, occasion);
                Approving.Ask(concerned, reply.Closing, actor, signer: null, occasion);
                break;
            case CaseAct.Reveal reveal:
                Masking.Reveal(concerned, actor, reveal.Reason!.Trim(), occasion);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RequesterReveal, concerned.Number, reveal.Reason!.Trim(), occasion.At));
                break;
            case CaseAct.Close close:
                await database.CloseAsync(concerned, close.Outcome!.Value, close.Note, occasion, cancellationToken);
                break;
            case CaseAct.Rework rework:
                Dispatching.Rework(concerned, rework.Reason!.Trim(), Clause, occasion, rework.Due);
                break;
            case CaseAct.Verify verify:
                Verifying.Verify(concerned, verify, Clause, occasion);
                break;
            case CaseAct.ApproveClosing approve:
                Approving.Approve(concerned, approve.Note, occasion);
                break;
            case CaseAct.Object objection:
                if (matter.Contact is { } contact && !matter.Joined)
                {
                    concerned.Join(contact);
                }

                Objecting.Object(concerned, objection.Text!, matter.Contact is { } said ? Writing.Door(said.Medium) : "工作人员", occasion);
                break;
            case CaseAct.RefuseClosing refuse:
                Approving.Refuse(concerned, refuse.Reason!.Trim(), refuse.Due, occasion);
                break;
            case CaseAct.Return giveBack:
                Returning.Ask(concerned, giveBack.Form, actor, Clause, occasion);
                break;
            case CaseAct.AcceptReturn accept:
                Returning.Accept(concerned, ActForm.Next(concerned, accept, occasion)!, accept.Note, Clause, occasion);
                break;
            case CaseAct.RefuseReturn refuse:
                Returning.Refuse(concerned, refuse.Reason!.Trim(), refuse.Groundless, Clause, occasion);
                break;
            case CaseAct.Extend extend:
                Extending.Ask(concerned, extend.Form, actor, occasion);
                break;
            case CaseAct.ApproveExtension approve:
                Extending.Approve(concerned, approve.Note, occasion);
                break;
            case CaseAct.RefuseExtension refuse:
                Extending.Refuse(concerned, refuse.Reason!.Trim(), occasion);
                break;
            case CaseAct.SetLimit limit:
                Limiting.Set(concerned, limit.Form, Limiting.Clause(limit.Form.Source, occasion.Rules), occasion);
                break;
            case CaseAct.Supplement supplement:
                Joining.Join(concerned, supplement, matter.Contact, matter.Joined, occasion);
                break;
            case CaseAct.Merge merge:
                Merging.Merge(concerned, matter.Lead!, merge.Reason, occasion);
                break;
            case CaseAct.Unmerge unmerge:
                Merging.Unmerge(concerned, matter.Lead, unmerge.Reason, occasion);
                break;
            case CaseAct.Refuse refuse:
                var refusedDoor = await database.DoorOfAsync(concerned, cancellationToken);
                if (Refusing.Refuse(concerned, Refusing.Ground(refuse.Ground, occasion.Rules)!, refuse.Text, refusedDoor, occasion) is { } told)
                {
                    database.Notices.Add(told);
                }

                break;
            case CaseAct.Answer answer:
                Answering.Answer(concerned, answer, Clause, occasion);
                await database.CloseAsync(concerned, CaseOutcome.Explained, null, occasion, cancellationToken);
                break;
            case CaseAct.CoReply reply:
                CoHandling.Reply(concerned, actor, reply.Text!, occasion);
                break;
            case CaseAct.Designate designate:
                Designating.Designate(concerned, occasion.Rules.Units.Ref(designate.UnitId)!, designate.Note, Clause, occasion);
                break;
            case CaseAct.ConfirmReturn confirm:
                Returning.Confirm(concerned, confirm.Note, occasion);
                break;
            case CaseAct.SignOff sign:
                SigningOff.Accept(concerned, actor, sign.Note, ActTable.Clause(CaseActKind.Reply, concerned, occasion.Rules), occasion);
                break;
            case CaseAct.RefuseSignOff refuse:
                SigningOff.Refuse(concerned, refuse.Reason!.Trim(), occasion);
                break;
            case CaseAct.OpenAdjudication open:
                Adjudicating.Open(concerned, open.Reason!.Trim(), Clause, occasion);
                break;
            case CaseAct.Adjudicate ruling:
                Adjudicating.Decide(concerned, ruling, occasion);
                break;
            case CaseAct.Observe observe:
                Observing.Ask(concerned, observe, occasion);
                break;
            case CaseAct.ApproveObservation approve:
                Observing.Approve(concerned, approve.Note, occasion);
                break;
            case CaseAct.RefuseObservation refuse:
                Observing.Refuse(concerned, refuse.Reason!.Trim(), occasion);
                break;
            case CaseAct.Delegate below:
                Delegating.Send(concerned, actor, below, occasion);
                break;
            case CaseAct.TakeOn:
                Delegating.TakeOn(concerned, actor, occasion);
                break;
            case CaseAct.ReportUp report:
                Delegating.Report(concerned, actor, report.Text!, occasion);
                break;
            case CaseAct.RedoBelow redo:
                Delegating.Redo(concerned, actor, redo, occasion);
                break;
            default:
                throw new InvalidOperationException($"Unknown act {act.GetType().Name}.");
        }
    }

    public static Dictionary<string, string[]> Error(string field, string message) => new(StringComparer.Ordinal) { [field] = [message] };

    /// <summary>By which clause it is done.</summary>
    public string? Clause => ActTable.Clause(Kind, concerned, occasion.Rules);

    /// <summary>To the suggested unit on the suggestion's ground, to another on the dispatcher's word.</summary>
    private DispatchOrder Order(CaseAct.Dispatch dispatch)
    {
        var unit = occasion.Rules.Units.Ref(dispatch.UnitId)!;
        var note = string.IsNullOrWhiteSpace(dispatch.Note) ? null : dispatch.Note.Trim();
        return occasion.Rules.Suggest(concerned) is { } suggestion && suggestion.Unit.Id == unit.Id
            ? new(unit, note is null ? suggestion.Reason : $"{suggestion.Reason}；{note}", suggestion.Clause, Automatic: false)
            : new(unit, note ?? "派单人指定", Clause, Automatic: false);
    }
}
