using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;

namespace Hotline.Cases.Desks;

/// <summary>One act on one case, from what the client sent to what casework does.</summary>
internal sealed class ActErrand(Case concerned, Actor actor, CaseAct act, ActMatter matter, Occasion occasion)
{
    public const int LongestNote = 500;
    private const int LongestReply = 4000;

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
        CaseAct.ConfirmReturn => CaseActKind.ConfirmReturn,
        CaseAct.SignOff => CaseActKind.SignOff,
        CaseAct.RefuseSignOff => CaseActKind.RefuseSignOff,
        CaseAct.Delegate => CaseActKind.Delegate,
        CaseAct.TakeOn => CaseActKind.TakeOn,
        CaseAct.ReportUp => CaseActKind.ReportUp,
        CaseAct.RedoBelow => CaseActKind.RedoBelow,
        _ => throw new InvalidOperationException($"Unknown act {act.GetType().Name}."),
    };

    public ActRefusal? Refusal => ActTable.Refusal(concerned, actor, Kind, occasion.Rules, occasion.At)
        ?? (act is CaseAct.Close close ? Approving.Refusal(concerned, close.Outcome, occasion.Rules) : null)
        ?? (FurtherRefusal is { } reason ? new(ActTable.NotAllowed, reason) : null);

    /// <summary>What only this act's own words, or what it refers to, can say.</summary>
    private string? FurtherRefusal => act switch
    {
        CaseAct.Extend extend => Extending.Refusal(concerned, extend.Form.LongCycle, occasion.Rules, occasion.At),
        CaseAct.Delegate below => Delegating.Refusal(concerned, actor, below, occasion.Rules),
        CaseAct.RedoBelow redo => Delegating.Answered(concerned, actor, redo.UnitId) is null ? "没有该单位上报的结果" : null,
        CaseAct.Merge => matter.Lead is { } lead ? Merging.Refusal(lead, matter.Leads) : null,
        _ => null,
    };

    /// <summary>What is missing or wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors
    {
        get
        {
            var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
            switch (act)
            {
                case CaseAct.Dispatch dispatch:
                    Require(errors, "unitId", dispatch.UnitId, "请选择承办单位", LongestNote);
                    if (dispatch.UnitId is { } unit && occasion.Rules.Units.Ref(unit) is null)
                    {
                        errors["unitId"] = ["没有这个单位"];
                    }

                    Limit(errors, "note", dispatch.Note, LongestNote);
                    CoHandling.Check(errors, concerned, dispatch, occasion.Rules, occasion.At);
                    break;
                case CaseAct.OnSite onSite:
                    Require(errors, "place", onSite.Place, "请填写到达地点", 200);
                    Require(errors, "note", onSite.Note, "请填写现场情况", LongestNote);
                    break;
                case CaseAct.Reply reply:
                    Require(errors, "text", reply.Text, "请填写答复内容", LongestReply);
                    RequireOutcome(errors, reply.Outcome);
                    Approving.Check(errors, reply.Outcome, reply.Closing, occasion.Rules);
                    break;
                case CaseAct.Close close:
                    RequireOutcome(errors, close.Outcome);
                    Limit(errors, "note", close.Note, LongestNote);
                    if (close.Outcome is { } ended && concerned.ReplyOutcome is { } replied && ended != replied && string.IsNullOrWhiteSpace(close.Note))
                    {
                        errors["note"] = [$"与承办单位答复的结果（{Closing.Words(replied)}）不同，请说明理由"];
                    }

                    break;
                case CaseAct.Rework rework:
                    Require(errors, "reason", rework.Reason, "请填写退回重办的理由", LongestNote);
                    CheckDue(errors, rework.Due);
                    break;
                case CaseAct.Verify verify:
                    if (verify.Passed is null)
                    {
                        errors["passed"] = ["请选择核查是否属实"];
                    }
                    else if (verify.Passed == false)
                    {
                        Require(errors, "note", verify.Note, "请填写核查发现的问题", LongestNote);
                    }

                    Limit(errors, "note", verify.Note, LongestNote);
                    CheckDue(errors, verify.Due);
                    break;
                case CaseAct.ApproveClosing approve:
                    Limit(errors, "note", approve.Note, LongestNote);
                    break;
                case CaseAct.RefuseClosing refuse:
                    Require(errors, "reason", refuse.Reason, "请填写不同意办结的理由", LongestNote);
                    CheckDue(errors, refuse.Due);
                    break;
                case CaseAct.Return giveBack:
                    return Returning.Check(concerned, giveBack.Form, occasion.Rules);
                case CaseAct.AcceptReturn accept:
                    CheckNext(errors, accept);
                    Limit(errors, "note", accept.Note, LongestNote);
                    break;
                case CaseAct.RefuseReturn refuse:
                    Require(errors, "reason", refuse.Reason, "请填写不同意退件的理由", LongestNote);
                    break;
                case CaseAct.Extend extend:
                    return Extending.Check(concerned, extend.Form, occasion.Rules);
                case CaseAct.ApproveExtension approve:
                    Limit(errors, "note", approve.Note, LongestNote);
                    break;
                case CaseAct.RefuseExtension refuse:
                    Require(errors, "reason", refuse.Reason, "请填写不同意延期的理由", LongestNote);
                    break;
                case CaseAct.SetLimit limit:
                    return Limiting.Check(limit.Form, occasion);
                case CaseAct.Supplement supplement:
                    return Joining.Check(supplement, matter.Contact);
                case CaseAct.Merge merge:
                    Limit(errors, "reason", merge.Reason, LongestNote);
                    return errors.Count > 0 ? errors : Merging.Check(concerned, merge, matter.Lead);
                case CaseAct.Unmerge unmerge:
                    Limit(errors, "reason", unmerge.Reason, LongestNote);
                    break;
                case CaseAct.Refuse refuse:
                    return Refusing.Check(refuse.Ground, refuse.Text, occasion.Rules);
                case CaseAct.Answer answer:
                    return Answering.Check(answer);
                case CaseAct.CoReply reply:
                    Require(errors, "text", reply.Text, "请填写协办答复", CoHandling.LongestReply);
                    break;
                case CaseAct.Designate designate:
                    Limit(errors, "note", designate.Note, LongestNote);
                    if (occasion.Rules.Units.Ref(designate.UnitId) is not { } named || named.Id == concerned.UnitId)
                    {
                        errors["unitId"] = ["请选择另一个承办单位"];
                    }

                    break;
                case CaseAct.ConfirmReturn confirm:
                    Limit(errors, "note", confirm.Note, LongestNote);
                    break;
                case CaseAct.SignOff sign:
                    Limit(errors, "note", sign.Note, LongestNote);
                    break;
                case CaseAct.RefuseSignOff refuse:
                    Require(errors, "reason", refuse.Reason, "请填写退回的理由", LongestNote);
                    break;
                case CaseAct.Delegate below:
                    return Delegating.Check(below, occasion.Rules, occasion.At);
                case CaseAct.ReportUp report:
                    Require(errors, "text", report.Text, "请填写上报内容", CoHandling.LongestReply);
                    break;
                case CaseAct.RedoBelow redo:
                    Require(errors, "reason", redo.Reason, "请填写退回的理由", LongestNote);
                    CheckDue(errors, redo.Due);
                    break;
                default:
                    break;
            }

            return errors;
        }
    }

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
                Handling.ConfirmOnSite(concerned, onSite.Place!.Trim(), onSite.Note!.Trim(), Clause, occasion);
                break;
            case CaseAct.Reply reply:
                if (SigningOff.Needed(concerned, actor, occasion.Rules) is { } signer)
                {
                    SigningOff.Ask(concerned, reply, signer, occasion);
                    break;
                }

                Handling.Reply(concerned, reply.Text!.Trim(), reply.Outcome!.Value, Clause, occasion);
                Approving.Ask(concerned, reply.Closing, occasion);
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
            case CaseAct.RefuseClosing refuse:
                Approving.Refuse(concerned, refuse.Reason!.Trim(), refuse.Due, occasion);
                break;
            case CaseAct.Return giveBack:
                Returning.Ask(concerned, giveBack.Form, actor, Clause, occasion);
                break;
            case CaseAct.AcceptReturn accept:
                Returning.Accept(concerned, Next(accept)!, accept.Note, Clause, occasion);
                break;
            case CaseAct.RefuseReturn refuse:
                Returning.Refuse(concerned, refuse.Reason!.Trim(), Clause, occasion);
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
                SigningOff.Accept(concerned, sign.Note, ActTable.Clause(CaseActKind.Reply, concerned, occasion.Rules), occasion);
                break;
            case CaseAct.RefuseSignOff refuse:
                SigningOff.Refuse(concerned, refuse.Reason!.Trim(), occasion);
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

    private Views.UnitRef? Next(CaseAct.AcceptReturn accept) => occasion.Rules.Units.Ref(
        string.IsNullOrWhiteSpace(accept.UnitId) ? concerned.OpenRequest(UnitRequestKind.Return)?.SuggestedUnitId : accept.UnitId.Trim());

    private void CheckNext(Dictionary<string, string[]> errors, CaseAct.AcceptReturn accept)
    {
        if (concerned.OpenRequest(UnitRequestKind.Return) is not null && (Next(accept) is not { } next || next.Id == concerned.UnitId))
        {
            errors["unitId"] = ["请选择另一个承办单位"];
        }
    }

    private string? Clause => ActTable.Clause(Kind, concerned, occasion.Rules);

    /// <summary>To the suggested unit on the suggestion's ground, to another on the dispatcher's word.</summary>
    private DispatchOrder Order(CaseAct.Dispatch dispatch)
    {
        var unit = occasion.Rules.Units.Ref(dispatch.UnitId)!;
        var note = string.IsNullOrWhiteSpace(dispatch.Note) ? null : dispatch.Note.Trim();
        return occasion.Rules.Suggest(concerned) is { } suggestion && suggestion.Unit.Id == unit.Id
            ? new(unit, note is null ? suggestion.Reason : $"{suggestion.Reason}；{note}", suggestion.Clause, Automatic: false)
            : new(unit, note ?? "派单人指定", Clause, Automatic: false);
    }

    private void CheckDue(Dictionary<string, string[]> errors, DateTimeOffset? due)
    {
        if (due <= occasion.At || due > occasion.At.AddYears(1))
        {
            errors["due"] = ["重办期限须晚于现在，且不超过一年"];
        }
    }

    private static void RequireOutcome(Dictionary<string, string[]> errors, CaseOutcome? outcome)
    {
        if (outcome is null)
        {
            errors["outcome"] = ["请选择办理结果"];
        }
    }

    private static void Require(Dictionary<string, string[]> errors, string field, string? value, string missing, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [missing];
        }
        else
        {
            Limit(errors, field, value, longest);
        }
    }

    private static void Limit(Dictionary<string, string[]> errors, string field, string? value, int longest)
    {
        if (value?.Length > longest)
        {
            errors[field] = [$"不能超过{longest}字"];
        }
    }
}
