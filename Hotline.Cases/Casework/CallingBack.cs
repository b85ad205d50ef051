using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>How a task ended, and what follows (回访).</summary>
internal static class CallingBack
{
    /// <summary>Which results a task may have.</summary>
    public static IReadOnlyList<TaskOutcome> Results(TaskKind kind) => kind switch
    {
        TaskKind.HazardCallback => [TaskOutcome.Handled, TaskOutcome.NotHandled, TaskOutcome.NotReached],
        TaskKind.SurveyCallback => [TaskOutcome.Satisfied, TaskOutcome.Neutral, TaskOutcome.Dissatisfied, TaskOutcome.NotReached],
        TaskKind.ShiftList => [TaskOutcome.Dispatched, TaskOutcome.Handled],
        TaskKind.Audit => [TaskOutcome.Passed, TaskOutcome.Failed],
    };

    /// <summary>Why this person, though in the right role, may not say how the task ended.</summary>
    public static string? Refusal(Case called, CaseTask task, Actor actor) =>
        task.Kind == TaskKind.Audit && called.ClosedById == actor.Id ? "办结人不能审核自己办结的工单" : null;

    public static void Finish(Case called, CaseTask task, TaskOutcome result, string? note, Occasion occasion)
    {
        called.Tell(new TasksChanged());
        var said = string.IsNullOrWhiteSpace(note) ? "" : $"；{note}";
        if (result == TaskOutcome.NotReached)
        {
            NotReached(called, task, said, occasion);
            return;
        }

        task.Finish(result, occasion.At);
        called.Record(occasion, $"task.{Code(task.Kind)}", $"{Words(result)}{said}", task.Clause);
        switch (result)
        {
            case TaskOutcome.Satisfied or TaskOutcome.Neutral or TaskOutcome.Dissatisfied:
                Answered(called, Rating(result), occasion);
                break;
            case TaskOutcome.Passed:
                Closing.Archive(called, "审核达标", task.Clause, occasion);
                break;
            case TaskOutcome.Failed:
                Dispatching.Rework(called, $"审核不达标{said}", task.Clause, occasion);
                break;
            case TaskOutcome.Handled when task.Kind == TaskKind.HazardCallback:
                called.Happens(CaseEvent.CalledBack, occasion);
                break;
            case TaskOutcome.NotHandled:
                called.Happens(CaseEvent.CalledBack, occasion);
                Urge(called, occasion);
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
            called.CurrentSurvey?.Unanswered();
            if (occasion.Rules.Policy.Survey is { } rule)
            {
                Closing.Follow(called, SurveyFollowUp.Archive, $"回访{attempts}次未接通", rule, occasion);
            }
        }
        else
        {
            called.Happens(CaseEvent.CalledBack, occasion);
        }
    }

    private static void Answered(Case called, SatisfactionRating answer, Occasion occasion)
    {
        if (occasion.Rules.Policy.Survey is { } rule)
        {
            called.CurrentSurvey?.Answered(answer, occasion.At);
            Closing.Follow(called, rule.ByPhone.After(Closing.Policy(answer)), $"电话回访{Closing.Words(answer)}", rule, occasion);
        }
    }

    private static void Urge(Case called, Occasion occasion)
    {
        var step = occasion.Rules.Policy.LaddersFor(called.Facts(occasion.Rules))
            .SelectMany(ladder => ladder.Steps).FirstOrDefault(step => step.Act == SupervisionAct.Urge);
        if (step is not null)
        {
            called.Record(occasion, "urge", $"诉求人反映未处理，催促{called.UnitName}", step.Clause.Id);
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
    };
}
