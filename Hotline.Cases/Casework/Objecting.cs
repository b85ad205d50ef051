using System.Text.RegularExpressions;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>异议: a requester does not agree with how their case ended. Somebody else than whoever closed it answers, within a limit; where they are right the case goes on.</summary>
internal static partial class Objecting
{
    public const int LongestText = 2000;

    /// <summary>A message that begins so is an objection.</summary>
    public const string Word = "异议";

    private const int LongestReason = 150;

    /// <summary>Cases whose ending is known.</summary>
    public static readonly CaseState[] Over = [CaseState.Closed, CaseState.FollowUp, CaseState.Archived];

    public static string? Clause(CaseRules rules) => rules.Policy.Objections?.Clause.Id;

    /// <summary>The case number that stands in a message: the day and six digits; null where none does.</summary>
    public static string? NumberIn(string text)
    {
        var match = CaseNumber().Match(text);
        return match.Success ? match.Value : null;
    }

    [GeneratedRegex("(?<![0-9])20[0-9]{12}(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CaseNumber();

    /// <summary>Whether, until when and by which clause the requester may object.</summary>
    public static ObjectionWindow Window(Case objected, CaseRules rules, DateTimeOffset now)
    {
        var rule = rules.Policy.Objections;
        if (!Over.Contains(objected.State) || objected.ClosedAt is not { } closed)
        {
            return new(ObjectionStanding.CaseOpen, null, rule?.Clause.Id, rule?.Clause.Gist);
        }

        DateTimeOffset? until = rule?.Within is { } within ? rules.Calendar.End(closed, within).ToUniversalTime() : null;
        var standing = objected.OpenTasks.Any(task => task.Kind == TaskKind.Objection) ? ObjectionStanding.Pending
            : until < now ? ObjectionStanding.Expired
            : ObjectionStanding.Open;
        return new(standing, until, rule?.Clause.Id, rule?.Clause.Gist);
    }

    /// <summary>Why no objection can be made now.</summary>
    public static string? Refusal(Case objected, CaseRules rules, DateTimeOffset now) => Refusal(Window(objected, rules, now));

    private static string? Refusal(ObjectionWindow window) => window.Standing switch
    {
        ObjectionStanding.CaseOpen => "工单尚未办结",
        ObjectionStanding.Pending => "已有异议正在办理",
        ObjectionStanding.Expired => $"提出异议的期限已过（{UnitRequest.Words(window.Until!.Value)}）",
        ObjectionStanding.Open => null,
    };

    /// <summary>The same for the requester, with the clause and what they can do instead.</summary>
    public static CitizenResult? RefuseRequester(Case objected, Occasion occasion)
    {
        var window = Window(objected, occasion.Rules, occasion.At);
        return Refusal(window) is { } reason ? new(CitizenAnswer.NotNow, new(reason, window.Clause, window.Until, Acts(objected, window))) : null;
    }

    /// <summary>What a requester can do about their own case now.</summary>
    public static IReadOnlyList<CitizenAct> Acts(Case own, ObjectionWindow window)
    {
        var acts = new List<CitizenAct>();
        if (own.CurrentSurvey is { Open: true })
        {
            acts.Add(CitizenAct.Rate);
        }

        if (window.Standing == ObjectionStanding.Open)
        {
            acts.Add(CitizenAct.Object);
        }

        if (own.State != CaseState.Archived)
        {
            acts.Add(CitizenAct.Supplement);
        }

        acts.Add(CitizenAct.Report);
        return acts;
    }

    /// <param name="objected">The case.</param>
    /// <param name="text">What the requester objects to.</param>
    /// <param name="door">The door they came by, in words.</param>
    /// <param name="occasion">When, and who took it.</param>
    public static void Object(Case objected, string text, string door, Occasion occasion)
    {
        var rule = occasion.Rules.Policy.Objections;
        var said = text.Trim();
        objected.Record(occasion, "objection", $"诉求人通过{door}对办理结果（{(objected.Outcome is { } outcome ? Closing.Words(outcome) : "")}）提出异议：{said}", rule?.Clause.Id, moves: false);
        objected.Happens(CaseEvent.Objected, occasion);
        if (rule is not null)
        {
            objected.Start(new(rule.Clock), occasion.At, occasion);
        }

        objected.Task(
            TaskKind.Objection,
            Excerpt.Of(said, LongestReason),
            rule?.Clause.Id,
            occasion,
            objected.Countdowns.FirstOrDefault(countdown => countdown is { Open: true, OfObjection: true })?.Due);
    }

    /// <summary>One that a version without this clock took gets it, reckoned from when it was made; over already, the next sweep says so as of any other.</summary>
    /// <returns>False where it has one, there is none, or the policy sets none.</returns>
    public static bool GiveClock(Case objected, Occasion occasion)
    {
        if (occasion.Rules.Policy.Objections is not { } rule || objected.Countdowns.Any(countdown => countdown is { Open: true, OfObjection: true })
            || objected.OpenTasks.FirstOrDefault(task => task.Kind == TaskKind.Objection) is not { } asked)
        {
            return false;
        }

        objected.Start(new(rule.Clock), asked.CreatedAt, occasion);
        var clock = objected.Countdowns.Single(countdown => countdown is { Open: true, OfObjection: true });
        asked.Move(clock.Due);
        objected.Record(
            occasion,
            "objection.clock",
            $"异议于{UnitRequest.Words(asked.CreatedAt)}提出，当时未计时；补计答复时限至{UnitRequest.Words(clock.Due)}{(clock.IsLate(occasion.At) ? "，已超时" : "")}",
            clock.Clause,
            moves: false);
        return true;
    }

    /// <summary>The requester is told the answer. Null where they cannot be written to: then whoever answered rings them.</summary>
    public static OutboxNotice? Answer(Case objected, bool upheld, string answer, NoticeDoor? door, Occasion occasion)
    {
        objected.Happens(CaseEvent.ObjectionAnswered, occasion);
        if (upheld)
        {
            objected.Raise(SupervisionCause.FalseResult, $"异议成立：{answer}", occasion);
            Reopen(objected, answer, occasion);
        }

        var to = door ?? (PhoneNumber.TakesMessages(objected.RequesterPhone) ? new NoticeDoor(Medium.Sms, objected.RequesterPhone!) : null);
        if (to is null)
        {
            return null;
        }

        objected.Tell(new NoticeQueued());
        var words = $"【{occasion.Rules.City.Name}12345】您对工单{objected.Number}提出的异议{(upheld ? "成立，工单重新办理" : "已复核，维持原办理结果")}：{answer}";
        return OutboxNotice.Of(OutboxNotice.ResultKind, objected.Id, objected.Number, to, words, "", occasion.At);
    }

    private static void Reopen(Case objected, string answer, Occasion occasion)
    {
        if (objected.UnitId is not null)
        {
            Dispatching.Rework(objected, $"异议成立：{answer}", Clause(occasion.Rules), occasion);
            return;
        }

        AcceptAnew(objected, $"异议成立，重新受理：{answer}", Clause(occasion.Rules), occasion);
    }

    /// <summary>Declined or answered on the spot, and to be handled after all: no unit has had it yet.</summary>
    public static void AcceptAnew(Case objected, string why, string? clause, Occasion occasion)
    {
        objected.CloseSurvey();
        objected.FinishTasks(TaskKind.SurveyCallback, null, occasion);
        objected.FinishTasks(TaskKind.Audit, null, occasion);
        objected.FinishTasks(TaskKind.Judgement, null, occasion);
        objected.Record(occasion, "reopen", why, clause);
        objected.Reopen();
        objected.MoveTo(CaseState.Registered);
        objected.Happens(CaseEvent.Registered, occasion);
        objected.Happens(CaseEvent.Accepted, occasion);
    }
}
