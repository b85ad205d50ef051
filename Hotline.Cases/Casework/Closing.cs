using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>办结, and the question whether the requester is satisfied: closed is not solved.</summary>
internal static class Closing
{
    /// <summary>Closes a case and asks, by message where the number takes one.</summary>
    /// <param name="closed">The case.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="note">Words for the history.</param>
    /// <param name="code">A free extension code for the question.</param>
    /// <param name="door">The door the case was brought through by message, where answers go; null where it was not.</param>
    /// <param name="occasion">By whom and when.</param>
    /// <returns>The notice to be sent; null where none is.</returns>
    public static OutboxNotice? Close(Case closed, CaseOutcome outcome, string? note, string code, NoticeDoor? door, Occasion occasion)
    {
        var rule = occasion.Rules.Policy.Survey;
        closed.Record(occasion, "close", $"办结（{Words(outcome)}）{(string.IsNullOrWhiteSpace(note) ? "" : $"：{note}")}", rule?.Clause.Id);
        closed.Conclude(outcome, occasion);
        closed.WithdrawRequests(occasion);
        closed.MoveTo(CaseState.Closed);
        closed.Happens(CaseEvent.Closed, occasion);

        // What the unit still owed is settled; the callback of a hazard is ours and stays due.
        closed.Stop(countdown => countdown.Until != CaseEvent.CalledBack && !countdown.OfObjection, occasion);

        // The platform above answers the requester, and asks.
        if (closed.Superior is { } superior)
        {
            closed.Ask(Survey.Without(closed.Id, SurveyState.None, occasion.At));
            Archive(closed, $"结果报{superior}", null, occasion);
            return null;
        }

        if (rule is null)
        {
            closed.Ask(Survey.Without(closed.Id, SurveyState.None, occasion.At));
            Archive(closed, "现行规定不要求满意度调查", null, occasion);
            return TellResult(closed, outcome, door, occasion);
        }

        if (door is not null)
        {
            return Ask(closed, door, code, rule, occasion);
        }

        if (closed.RequesterPhone is not { } phone)
        {
            closed.Ask(Survey.Without(closed.Id, SurveyState.None, occasion.At));
            Follow(closed, SurveyFollowUp.Archive, "诉求人未留联系方式，无法回访", rule, occasion);
            return null;
        }

        if (!PhoneNumber.TakesMessages(phone))
        {
            closed.Ask(Survey.Without(closed.Id, SurveyState.ByPhone, occasion.At));
            AskByPhone(closed, $"该号码不能接收短信，改为电话回访；请先告知办理结果（{Words(outcome)}）", rule.Clause.Id, occasion);
            return null;
        }

        return Ask(closed, new NoticeDoor(Medium.Sms, phone), code, rule, occasion);
    }

    /// <summary>Nothing is asked, but how it ended is said. Null where the requester cannot be written to.</summary>
    private static OutboxNotice? TellResult(Case closed, CaseOutcome outcome, NoticeDoor? door, Occasion occasion)
    {
        var to = door ?? (PhoneNumber.TakesMessages(closed.RequesterPhone) ? new NoticeDoor(Medium.Sms, closed.RequesterPhone!) : null);
        if (to is null)
        {
            return null;
        }

        closed.Tell(new NoticeQueued());
        var result = $"【{occasion.Rules.City.Name}12345】您反映的“{occasion.Rules.CategoryName(closed.CategoryCode)}”（编号{closed.Number}）已办结，结果：{Words(outcome)}。";
        return OutboxNotice.Of(OutboxNotice.ResultKind, closed.Id, closed.Number, to, WithReply(closed, to, result), "", occasion.At);
    }

    /// <summary>Where words cost nothing, the reply goes with it.</summary>
    private static string WithReply(Case closed, NoticeDoor door, string words) =>
        door.Medium == Medium.Sms || closed.ReplyText is null ? words : $"办理答复：{closed.ReplyText}\n\n{words}";

    /// <summary>Asks through a door, telling how it ended.</summary>
    private static OutboxNotice Ask(Case closed, NoticeDoor door, string code, SurveyRule rule, Occasion occasion)
    {
        var question = SurveyWords.Question(
            rule, occasion.Rules.City.Name, closed.Number, occasion.Rules.CategoryName(closed.CategoryCode), closed.Outcome is { } outcome ? Words(outcome) : "");
        var notice = OutboxNotice.Of(OutboxNotice.SurveyKind, closed.Id, closed.Number, door, WithReply(closed, door, question), code, occasion.At);
        closed.Ask(Survey.ByMessage(closed.Id, notice.Id, notice.ToKey, code, occasion.At));
        closed.Tell(new NoticeQueued());
        return notice;
    }

    /// <summary>The carrier took the question over: from now on the answer is awaited.</summary>
    public static void Asked(Case asked, Survey survey, Occasion occasion)
    {
        var rule = Rule(occasion);
        var awaited = survey.Open;
        survey.Asked(occasion.At, occasion.Rules.Calendar.End(occasion.At, rule.ReplyWithin).ToUniversalTime());
        if (awaited)
        {
            asked.Record(occasion, "survey.asked", "满意度短信已发出", rule.Clause.Id, moves: false);
        }
    }

    /// <summary>The question cannot reach its receiver.</summary>
    public static void CannotAsk(Case asked, Survey survey, string why, Occasion occasion)
    {
        survey.ByPhone();
        AskByPhone(asked, why, Rule(occasion).Clause.Id, occasion);
    }

    /// <summary>A message came back.</summary>
    public static ReplyMatch Answer(Case asked, Survey survey, (Medium Medium, SurveyAnswers? Answers, string Text) reply, Occasion occasion)
    {
        var rule = Rule(occasion);
        var (medium, answers, text) = reply;
        if (!survey.Open || survey.ExpiresAt < occasion.At)
        {
            asked.Record(occasion, "survey.answered-late", $"又收到{Writing.Door(medium)}回复（{Heard(answers, text)}），以首次答复或到期处理为准", rule.Clause.Id, moves: false);
            return ReplyMatch.TooLate;
        }

        if (answers is not { } answer)
        {
            asked.Record(occasion, "survey.not-understood", $"{Writing.Door(medium)}回复无法识别：{Shown(text)}", rule.Clause.Id, moves: false);
            return ReplyMatch.NotUnderstood;
        }

        survey.Answered(answer, occasion);
        asked.Record(occasion, "survey.answered", $"{Writing.Door(medium)}答复：{Words(answer)}", rule.Clause.Id);
        Follow(asked, rule.BySms.After(Policy(answer.Rating), answer.Solved, answer.Contacted), $"{Writing.Door(medium)}答复{Words(answer)}", rule, occasion);
        return ReplyMatch.Answered;
    }

    /// <summary>The end of the time to answer, where it passed without an answer.</summary>
    public static RatingOver? RatingOver(Case asked, CaseRules rules, DateTimeOffset at) =>
        asked.CurrentSurvey is { AnsweredAt: null, ExpiresAt: { } end } && end < at ? new(end, rules.Policy.Survey?.Clause.Id) : null;

    /// <summary>The window is over. True where that leads to anything.</summary>
    public static bool WindowOver(Case asked, Survey survey, Occasion occasion)
    {
        if (survey.State != SurveyState.Sent)
        {
            survey.Close();
            return false;
        }

        var rule = Rule(occasion);
        survey.Unanswered();
        asked.Record(occasion, "survey.unanswered", "满意度短信到期未回复", rule.Clause.Id);
        Follow(asked, rule.NoReply, "短信到期未回复", rule, occasion);
        return true;
    }

    /// <summary>Does what the policy says follows.</summary>
    public static void Follow(Case asked, SurveyFollowUp step, string why, SurveyRule rule, Occasion occasion)
    {
        switch (step)
        {
            case SurveyFollowUp.Archive when rule.AuditBeforeArchive:
                AskAudit(asked, why, rule.Clause.Id, occasion);
                break;
            case SurveyFollowUp.Archive:
                Archive(asked, why, rule.Clause.Id, occasion);
                break;
            case SurveyFollowUp.CallbackTask:
                AskByPhone(asked, $"{why}，需电话回访", rule.Clause.Id, occasion);
                break;
            case SurveyFollowUp.Judge:
                AskJudgement(asked, why, rule.Clause.Id, occasion);
                break;
            case SurveyFollowUp.Rework:
                Dispatching.Rework(asked, why, rule.Clause.Id, occasion);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown follow-up.");
        }
    }

    public static void Archive(Case archived, string why, string? clause, Occasion occasion)
    {
        archived.Record(occasion, "archive", $"归档：{why}", clause);
        archived.MoveTo(CaseState.Archived);
        archived.Happens(CaseEvent.Archived, occasion);
        archived.Stop(countdown => !countdown.OfObjection, occasion);
    }

    public static string Words(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Solved => "已解决",
        CaseOutcome.Partly => "部分解决",
        CaseOutcome.Explained => "已解释",
        CaseOutcome.CannotBeSolvedNow => "暂时无法解决",
        CaseOutcome.NotJustified => "诉求不成立",
        CaseOutcome.NotOurs => "不属受理范围",
    };

    public static string Words(SatisfactionRating rating) => rating switch
    {
        SatisfactionRating.Satisfied => "满意",
        SatisfactionRating.Neutral => "一般",
        SatisfactionRating.Dissatisfied => "不满意",
    };

    /// <summary>What a requester said, in words.</summary>
    public static string Words(SurveyAnswers answers) => SurveyWords.Words(answers, Words(answers.Rating));

    public static Satisfaction Policy(SatisfactionRating rating) => rating switch
    {
        SatisfactionRating.Satisfied => Satisfaction.Satisfied,
        SatisfactionRating.Neutral => Satisfaction.Neutral,
        SatisfactionRating.Dissatisfied => Satisfaction.Dissatisfied,
    };

    /// <summary>满意并审核达标→归档 (yongning-2017/3-4): somebody else than whoever closed it looks through it first.</summary>
    private static void AskAudit(Case audited, string why, string? clause, Occasion occasion)
    {
        audited.Record(occasion, "follow-up", $"{why}，归档前须审核", clause);
        audited.MoveTo(CaseState.FollowUp);
        audited.Task(TaskKind.Audit, $"{why}，归档前须审核", clause, occasion);
    }

    /// <summary>不满意的，由另一人认定是否属承办单位责任: the case waits for that.</summary>
    private static void AskJudgement(Case judged, string why, string? clause, Occasion occasion)
    {
        judged.Record(occasion, "follow-up", $"{why}，须认定是否属承办单位责任", clause);
        judged.MoveTo(CaseState.FollowUp);
        judged.Task(TaskKind.Judgement, $"{why}，须认定是否属承办单位责任", clause, occasion);
    }

    private static void AskByPhone(Case asked, string why, string? clause, Occasion occasion)
    {
        asked.Record(occasion, "follow-up", why, clause);
        asked.MoveTo(CaseState.FollowUp);
        asked.Task(TaskKind.SurveyCallback, why, clause, occasion);
    }

    private static SurveyRule Rule(Occasion occasion) =>
        occasion.Rules.Policy.Survey ?? throw new InvalidOperationException("A survey is open, but the policy in force has none.");

    private static string Heard(SurveyAnswers? answers, string text) => answers is { } known ? Words(known) : Shown(text);

    private static string Shown(string text) => Excerpt.Of(text, 71);
}
