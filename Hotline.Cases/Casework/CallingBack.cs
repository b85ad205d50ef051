using Hotline.Cases.Notices;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>How a task ended, and what follows (回访).</summary>
internal static class CallingBack
{
    private const int LongestNote = 500;

    /// <summary>Which results a task may have.</summary>
    public static IReadOnlyList<TaskOutcome> Results(TaskKind kind) => kind switch
    {
        TaskKind.HazardCallback => [TaskOutcome.Handled, TaskOutcome.NotHandled, TaskOutcome.NotReached],
        TaskKind.SurveyCallback =>
            [TaskOutcome.Satisfied, TaskOutcome.Neutral, TaskOutcome.Dissatisfied, TaskOutcome.NotReached, TaskOutcome.Declined, TaskOutcome.WrongNumber],
        TaskKind.Judgement => [TaskOutcome.AtFault, TaskOutcome.NotAtFault],
        TaskKind.Objection => [TaskOutcome.Upheld, TaskOutcome.Rejected],
        TaskKind.ShiftList => [TaskOutcome.Dispatched, TaskOutcome.Handled],
        TaskKind.Audit => [TaskOutcome.Passed, TaskOutcome.Failed],
    };

    /// <summary>Why this person, though in the right role, may not say how the task ended.</summary>
    public static string? Refusal(Case called, CaseTask task, Actor actor) => task.Kind switch
    {
        TaskKind.Audit => called.ClosedById == actor.Id ? "办结人不能审核自己办结的工单" : null,
        TaskKind.Objection => called.ClosedById == actor.Id ? "办结人不能答复对自己办结工单的异议" : null,
        TaskKind.Judgement => called.ClosedById == actor.Id ? "办结人不能认定自己办结的工单"
            : called.CurrentSurvey?.HeardById == actor.Id ? "回访人不能认定自己回访的工单" : null,
        TaskKind.HazardCallback or TaskKind.SurveyCallback or TaskKind.ShiftList => null,
    };

    /// <summary>What is missing or wrong in a result, by field.</summary>
    public static Dictionary<string, string[]> Check(CaseTask task, TaskResult result, CaseRules rules)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!Results(task.Kind).Contains(result.Outcome))
        {
            errors["outcome"] = ["这项任务不能有这个结果"];
            return errors;
        }

        if (result.Note?.Length > LongestNote)
        {
            errors["note"] = [$"备注不能超过{LongestNote}字"];
        }
        else if (result.Outcome is TaskOutcome.Failed or TaskOutcome.AtFault or TaskOutcome.NotAtFault or TaskOutcome.Upheld or TaskOutcome.Rejected && string.IsNullOrWhiteSpace(result.Note))
        {
            errors["note"] = ["请填写理由"];
        }

        if (IsAnswer(result.Outcome))
        {
            var asks = rules.Policy.Survey?.Asks ?? [];
            Require(errors, "contacted", asks.Contains(SurveyQuestion.Contacted), result.Contacted, "请填写承办单位是否联系过诉求人");
            Require(errors, "solved", asks.Contains(SurveyQuestion.Solved), result.Solved, "请填写诉求人认为是否解决");
        }

        return errors;
    }

    public static void Finish(Case called, CaseTask task, TaskResult ended, Occasion occasion)
    {
        called.Tell(new TasksChanged());
        var (result, note) = (ended.Outcome, ended.Note);
        task.Try(ended, occasion);
        var said = string.IsNullOrWhiteSpace(note) ? "" : $"；{note.Trim()}";
        if (result == TaskOutcome.NotReached)
        {
            NotReached(called, task, said, occasion);
            return;
        }

        task.Finish(result, occasion.At);
        called.Record(occasion, $"task.{Code(task.Kind)}", $"{Words(result)}{(task.DueAt < occasion.At ? "（逾期）" : "")}{said}", task.Clause);
        switch (result)
        {
            case TaskOutcome.Satisfied or TaskOutcome.Neutral or TaskOutcome.Dissatisfied:
                Answered(called, new(Rating(result), ended.Contacted, ended.Solved), said, occasion);
                break;
            case TaskOutcome.Declined or TaskOutcome.WrongNumber:
                Unanswered(called, Words(result), occasion);
                break;
            case TaskOutcome.AtFault or TaskOutcome.NotAtFault:
                Judged(called, result == TaskOutcome.AtFault, said, occasion);
                break;
            case TaskOutcome.Passed:
                Closing.Archive(called, "审核达标", task.Clause, occasion);
                break;
            case TaskOutcome.Failed:
                called.Raise(SupervisionCause.FalseResult, $"审核不达标{said}", occasion);
                Dispatching.Rework(called, $"审核不达标{said}", task.Clause, occasion);
                break;
            case TaskOutcome.Handled when task.Kind == TaskKind.HazardCallback:
                called.Happens(CaseEvent.CalledBack, occasion);
                break;
            case TaskOutcome.NotHandled:
                // Where the policy has a ladder for it, its first rung is taken in this very transaction.
                called.Happens(CaseEvent.CalledBack, occasion);
                break;
            default:
                break;
        }
    }

    private static void NotReached(Case called, CaseTask task, string said, Occasion occasion)
    {
        var attempts = task.Missed();
        var most = MostAttempts(occasion);
        called.Record(occasion, $"task.{Code(task.Kind)}", $"第{attempts}次回访未接通{said}", task.Clause, moves: false);
        if (attempts < most)
        {
            return;
        }

        task.Finish(TaskOutcome.NotReached, occasion.At);
        if (task.Kind == TaskKind.SurveyCallback)
        {
            Unanswered(called, $"回访{attempts}次未接通", occasion);
        }
        else
        {
            called.Happens(CaseEvent.CalledBack, occasion);
        }
    }

    /// <summary>What was said goes on with the case: a unit that does it again knows why (gaoling-2020/11).</summary>
    private static void Answered(Case called, SurveyAnswers answers, string said, Occasion occasion)
    {
        if (occasion.Rules.Policy.Survey is { } rule)
        {
            called.CurrentSurvey?.Answered(answers, occasion);
            var step = rule.ByPhone.After(Closing.Policy(answers.Rating), answers.Solved, answers.Contacted);
            Closing.Follow(called, step, $"电话回访{Closing.Words(answers)}{(step == SurveyFollowUp.Archive ? "" : said)}", rule, occasion);
        }
    }

    private static void Unanswered(Case called, string why, Occasion occasion)
    {
        called.CurrentSurvey?.Unanswered();
        if (occasion.Rules.Policy.Survey is { } rule)
        {
            Closing.Follow(called, SurveyFollowUp.Archive, why, rule, occasion);
        }
    }

    /// <summary>A unit at fault hears from the judgement what its requester said (gaoling-2020/11): the callback itself it does not see.</summary>
    private static void Judged(Case called, bool atFault, string said, Occasion occasion)
    {
        called.CurrentSurvey?.Judged(atFault);
        if (atFault)
        {
            called.Raise(SupervisionCause.UnitAtFault, $"诉求人不满意，认定属承办单位责任{said}", occasion);
        }

        if (occasion.Rules.Policy.Survey is { Judged: { } judged } rule)
        {
            var heard = called.Tasks.Where(task => task.Kind == TaskKind.SurveyCallback).MaxBy(task => task.DoneAt)?.Tries is [.., { } last] ? last.Note : null;
            var words = atFault && !string.IsNullOrWhiteSpace(heard) ? $"（{heard.Trim()}）" : "";
            Closing.Follow(called, atFault ? judged.AtFault : judged.NotAtFault, $"诉求人不满意{words}，{(atFault ? "认定属承办单位责任" : "认定不属承办单位责任")}{said}", rule, occasion);
        }
    }

    private static bool IsAnswer(TaskOutcome result) => result is TaskOutcome.Satisfied or TaskOutcome.Neutral or TaskOutcome.Dissatisfied;

    private static void Require(Dictionary<string, string[]> errors, string field, bool asked, bool? said, string missing)
    {
        if (asked && said is null)
        {
            errors[field] = [missing];
        }
    }

    private static int MostAttempts(Occasion occasion) => occasion.Rules.Policy.Survey?.PhoneAttempts ?? 1;

    private static SatisfactionRating Rating(TaskOutcome result) => result switch
    {
        TaskOutcome.Satisfied => SatisfactionRating.Satisfied,
        TaskOutcome.Neutral => SatisfactionRating.Neutral,
        _ => SatisfactionRating.Dissatisfied,
    };

    private static string Code(TaskKind kind) => kind switch
    {
        TaskKind.HazardCallback => "hazard-callback",
        TaskKind.SurveyCallback => "survey-callback",
        TaskKind.ShiftList => "shift-list",
        TaskKind.Audit => "audit",
        TaskKind.Judgement => "judgement",
        TaskKind.Objection => "objection",
    };

    private static string Words(TaskOutcome result) => result switch
    {
        TaskOutcome.Satisfied => "电话回访：满意",
        TaskOutcome.Neutral => "电话回访：一般",
        TaskOutcome.Dissatisfied => "电话回访：不满意",
        TaskOutcome.NotReached => "电话回访：未接通",
        TaskOutcome.Handled => "已处理",
        TaskOutcome.NotHandled => "电话回访：未处理",
        TaskOutcome.Dispatched => "已派单",
        TaskOutcome.Passed => "审核达标",
        TaskOutcome.Failed => "审核不达标",
        TaskOutcome.Declined => "诉求人不愿评价",
        TaskOutcome.WrongNumber => "联系电话有误",
        TaskOutcome.AtFault => "属承办单位责任",
        TaskOutcome.NotAtFault => "不属承办单位责任",
        TaskOutcome.Upheld => "异议成立",
        TaskOutcome.Rejected => "维持原结果",
    };
}
