using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;

namespace Hotline.Cases.Desks;

/// <summary>One act on one case, from what the client sent to what casework does.</summary>
internal sealed class ActErrand(Case concerned, Actor actor, CaseAct act, Occasion occasion)
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
        _ => throw new InvalidOperationException($"Unknown act {act.GetType().Name}."),
    };

    public ActRefusal? Refusal => ActTable.Refusal(concerned, actor, Kind);

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
                    break;
                case CaseAct.OnSite onSite:
                    Require(errors, "place", onSite.Place, "请填写到达地点", 200);
                    Require(errors, "note", onSite.Note, "请填写现场情况", LongestNote);
                    break;
                case CaseAct.Reply reply:
                    Require(errors, "text", reply.Text, "请填写答复内容", LongestReply);
                    RequireOutcome(errors, reply.Outcome);
                    break;
                case CaseAct.Close close:
                    RequireOutcome(errors, close.Outcome);
                    Limit(errors, "note", close.Note, LongestNote);
                    break;
                case CaseAct.Rework rework:
                    Require(errors, "reason", rework.Reason, "请填写退回重办的理由", LongestNote);
                    break;
                default:
                    break;
            }

            return errors;
        }
    }

    public Step Refused(ActRefusal refusal) => new Step.Answered(
        new ActResult<CaseView>.NotAllowed(refusal.Code, Clause, refusal.Reason, ActTable.Allowed(concerned, actor, occasion.Rules)));

    public async Task DoAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case CaseAct.Dispatch dispatch:
                Dispatching.Dispatch(concerned, Order(dispatch), occasion);
                break;
            case CaseAct.Sign:
                Handling.Sign(concerned, Clause, occasion);
                break;
            case CaseAct.OnSite onSite:
                Handling.ConfirmOnSite(concerned, onSite.Place!.Trim(), onSite.Note!.Trim(), Clause, occasion);
                break;
            case CaseAct.Reply reply:
                Handling.Reply(concerned, reply.Text!.Trim(), reply.Outcome!.Value, Clause, occasion);
                break;
            case CaseAct.Close close:
                var code = await database.FreeExtensionCodeAsync(cancellationToken);
                var door = await database.DoorOfAsync(concerned, cancellationToken);
                if (Closing.Close(concerned, close.Outcome!.Value, close.Note, code, door, occasion) is { } notice)
                {
                    database.Notices.Add(notice);
                }

                break;
            case CaseAct.Rework rework:
                Dispatching.Rework(concerned, rework.Reason!.Trim(), Clause, occasion);
                break;
            default:
                throw new InvalidOperationException($"Unknown act {act.GetType().Name}.");
        }
    }

    public static Dictionary<string, string[]> Error(string field, string message) => new(StringComparer.Ordinal) { [field] = [message] };

    private string? Clause => ActTable.Clause(Kind, concerned, occasion.Rules);

    /// <summary>To the suggested unit on the suggestion's ground, to another on the dispatcher's word.</summary>
    private DispatchOrder Order(CaseAct.Dispatch dispatch)
    {
        var unit = occasion.Rules.Units.Ref(dispatch.UnitId)!;
        var note = string.IsNullOrWhiteSpace(dispatch.Note) ? null : dispatch.Note.Trim();
        return occasion.Rules.Suggest(concerned.RequestType, concerned.Hazard, concerned.CategoryCode) is { } suggestion && suggestion.Unit.Id == unit.Id
            ? new(unit, note is null ? suggestion.Reason : $"{suggestion.Reason}；{note}", suggestion.Clause, Automatic: false)
            : new(unit, note ?? "派单人指定", Clause, Automatic: false);
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
