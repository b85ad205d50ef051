using Hotline.Cases.Casework;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Desks;

/// <summary>What the client sent with one act: what of it is missing or wrong.</summary>
internal sealed class ActForm(Case concerned, CaseAct act, ActMatter matter, Occasion occasion)
{
    public const int LongestNote = 500;
    private const int LongestReply = 4000;

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
                    return Evidence.Check(concerned, onSite, matter.Photos, occasion);
                case CaseAct.ContactRequester contacted:
                    return Evidence.Check(concerned, contacted, matter.Evidence, occasion);
                case CaseAct.Message message:
                    Require(errors, "text", message.Text, "请填写给诉求人的话", Evidence.LongestMessage);
                    break;
                case CaseAct.Reveal reveal:
                    Require(errors, "reason", reveal.Reason, "请填写查看的理由", LongestNote);
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
                    CheckReworkDue(errors, rework.Due);
                    break;
                case CaseAct.Verify verify:
                    if (verify.Passed is null)
                    {
                        errors["passed"] = ["请选择核查是否属实"];
                    }
                    else if (verify.Passed == false)
                    {
                        Require(errors, "note", verify.Note, "请填写核查发现的问题", LongestNote);
                        CheckReworkDue(errors, verify.Due);
                    }

                    Limit(errors, "note", verify.Note, LongestNote);
                    break;
                case CaseAct.ApproveClosing approve:
                    Limit(errors, "note", approve.Note, LongestNote);
                    break;
                case CaseAct.Object objection:
                    Require(errors, "text", objection.Text, "请填写异议内容", Objecting.LongestText);
                    if (objection.ContactId is not null && matter.Contact is null)
                    {
                        errors["contactId"] = ["没有这条来电记录"];
                    }

                    break;
                case CaseAct.RefuseClosing refuse:
                    Require(errors, "reason", refuse.Reason, "请填写不同意办结的理由", LongestNote);
                    CheckReworkDue(errors, refuse.Due);
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
                case CaseAct.OpenAdjudication open:
                    Require(errors, "reason", open.Reason, "请填写争议事由", LongestNote);
                    break;
                case CaseAct.Adjudicate ruling:
                    return Adjudicating.Check(concerned, ruling, occasion.Rules, occasion.At);
                case CaseAct.Observe observe:
                    return Observing.Check(observe, occasion.At);
                case CaseAct.ApproveObservation approve:
                    Limit(errors, "note", approve.Note, LongestNote);
                    break;
                case CaseAct.RefuseObservation refuse:
                    Require(errors, "reason", refuse.Reason, "请填写不同意的理由", LongestNote);
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

    /// <summary>The next unit after an accepted return.</summary>
    public static Views.UnitRef? Next(Case concerned, CaseAct.AcceptReturn accept, Occasion occasion) => occasion.Rules.Units.Ref(
        string.IsNullOrWhiteSpace(accept.UnitId) ? concerned.OpenRequest(UnitRequestKind.Return)?.SuggestedUnitId : accept.UnitId.Trim());

    private void CheckNext(Dictionary<string, string[]> errors, CaseAct.AcceptReturn accept)
    {
        if (concerned.OpenRequest(UnitRequestKind.Return) is not null && (Next(concerned, accept, occasion) is not { } next || next.Id == concerned.UnitId))
        {
            errors["unitId"] = ["请选择另一个承办单位"];
        }
    }

    /// <summary>A policy may have it that whoever sends a case back names its limit (xiangan-2018/3-9: 退回重办，指定期限).</summary>
    private void CheckReworkDue(Dictionary<string, string[]> errors, DateTimeOffset? due)
    {
        if (due is null && occasion.Rules.Policy.Practice(PracticeName.Rework) is { } rework && rework.Settings.Flag("limit-required"))
        {
            errors["due"] = [$"请指定重办期限（{rework.Clause.Id}）"];
        }

        CheckDue(errors, due);
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
