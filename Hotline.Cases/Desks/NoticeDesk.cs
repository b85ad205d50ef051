using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>Sends what is due and takes what comes back.</summary>
internal sealed partial class NoticeDesk(Ledger ledger, RuleBook book, INoticeCarrier carrier, TimeProvider time, ILogger<NoticeDesk> logger) : INoticeDesk
{
    private const int MostAtOnce = 100;

    /// <summary>As many as a provider's window takes without waiting (SMPP 3.4 §2.9 suggests 10).</summary>
    private const int Parallel = 8;

    /// <summary>Doors that notices leave through.</summary>
    private static readonly Medium[] Doors = [Medium.Sms, Medium.Wechat, Medium.Email, Medium.Web, Medium.WorkGroup, Medium.Oa];

    private static readonly TimeSpan EarlyReportsHold = TimeSpan.FromDays(1);

    public async ValueTask<int> DispatchDueAsync(CancellationToken cancellationToken)
    {
        foreach (var medium in Doors)
        {
            var (from, move) = carrier.Carries(medium) ? (NoticeState.Held, Release) : (NoticeState.Queued, (Action<OutboxNotice, Survey?, DateTimeOffset>)Hold);
            while (await MoveAsync(medium, from, move, cancellationToken) == MostAtOnce)
            {
                // Until none is left.
            }
        }

        var now = time.GetUtcNow();
        var due = await ledger.ReadAsync(database => database.Notices.Where(row => row.NextAttemptAt != null && row.NextAttemptAt <= now)
            .OrderBy(row => row.NextAttemptAt).Select(row => row.Id).Take(MostAtOnce).ToListAsync(cancellationToken));
        var carried = 0;
        await System.Threading.Tasks.Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                if (await SendAsync(id, token))
                {
                    Interlocked.Increment(ref carried);
                }
            });
        return carried;
    }

    public async ValueTask AcceptReportAsync(NoticeReport report, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            async database =>
            {
                if (await database.Notices.Where(row => row.ProviderId == report.ProviderId).OrderByDescending(row => row.SentAt).FirstOrDefaultAsync(cancellationToken) is { } notice)
                {
                    await ApplyAsync(database, notice, report.Delivered, report.State, cancellationToken);
                }
                else if (await database.EarlyReports.FindAsync([report.ProviderId], cancellationToken) is null)
                {
                    var old = time.GetUtcNow() - EarlyReportsHold;
                    await database.EarlyReports.Where(row => row.At < old).ExecuteDeleteAsync(cancellationToken);
                    database.EarlyReports.Add(EarlyReport.Of(report));
                }

                return true;
            },
            cancellationToken);

    public async ValueTask<ReplyMatch> AcceptReplyAsync(NoticeReply reply, CancellationToken cancellationToken)
    {
        // Most of what is written answers nothing: seen by reading, without a place in the line of writers.
        var mayAnswer = await ledger.ReadAsync(async database =>
            await Questions(database, reply).AnyAsync(cancellationToken) || await database.Replies.AnyAsync(row => row.ExternalId == reply.ExternalId, cancellationToken));
        return mayAnswer ? await MatchAsync(reply, cancellationToken) : ReplyMatch.NoQuestion;
    }

    private ValueTask<ReplyMatch> MatchAsync(NoticeReply reply, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                if (await database.Replies.AsNoTracking().SingleOrDefaultAsync(row => row.ExternalId == reply.ExternalId, cancellationToken) is { } before)
                {
                    return before.Match;
                }

                var question = await Questions(database, reply).OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
                if (question is null)
                {
                    return ReplyMatch.NoQuestion;
                }

                var asked = await database.Cases.ForDecision().SingleAsync(row => row.Id == question.CaseId, cancellationToken);
                var rules = book.Of(asked);
                var answers = reply.Rating is { } chosen ? new SurveyAnswers(chosen) : rules.Policy.Survey is { } rule ? SurveyWords.Read(rule, reply.Text) : null;
                if (reply.Medium != Medium.Sms && answers is null)
                {
                    return ReplyMatch.NoQuestion;
                }

                var survey = asked.Surveys.Single(row => row.Id == question.Id);
                var match = Closing.Answer(asked, survey, (reply.Medium, answers, reply.Text), new Occasion(rules, Author.Requester, time.GetUtcNow()));
                if (match == ReplyMatch.Answered)
                {
                    (await database.NoticeOfAsync(survey, cancellationToken))?.Answered();
                }

                if (match == ReplyMatch.NotUnderstood && !await database.Replies.AnyAsync(row => row.SurveyId == survey.Id, cancellationToken))
                {
                    Explain(database, asked, survey, reply);
                }

                database.Replies.Add(ReceivedReply.Of(reply, survey.Id, match));
                return match;
            },
            cancellationToken);

    public ValueTask<ResendAnswer> ResendAsync(Actor actor, Guid noticeId, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var notice = actor.SeesAllCases() ? await database.Notices.SingleOrDefaultAsync(row => row.Id == noticeId, cancellationToken) : null;
                if (notice is null)
                {
                    return ResendAnswer.NotFound;
                }

                var now = time.GetUtcNow();
                if (!notice.MayGoAgain)
                {
                    return ResendAnswer.NotAllowed;
                }

                var asked = await database.Cases.ForDecision().SingleAsync(row => row.Id == notice.CaseId, cancellationToken);
                asked.Record(new Occasion(book.Of(asked), Author.Of(actor), now), "notice.resend", "通知人工重发", null, moves: false);
                notice.GoAgain(now);
                database.News.Add(new NoticeQueued());
                return ResendAnswer.Queued;
            },
            cancellationToken);

    /// <summary>Says once how to answer; a machine that answers everything is not answered again.</summary>
    private void Explain(HotlineDbContext database, Case asked, Survey survey, NoticeReply reply)
    {
        var words = $"【{book.Of(asked).City.Name}12345】未能识别您的回复。请按满意度短信的提示只回复数字，如：{SurveyWords.Example(book.Of(asked).Policy.Survey!)}";
        database.Notices.Add(OutboxNotice.Of(
            OutboxNotice.ReceiptKind, asked.Id, asked.Number, new NoticeDoor(Medium.Sms, reply.From), words, survey.ExtensionCode, time.GetUtcNow()));
        database.News.Add(new NoticeQueued());
    }

    /// <summary>The questions that a message may answer.</summary>
    private static IQueryable<Survey> Questions(HotlineDbContext database, NoticeReply reply)
    {
        var key = ContactAddress.Key(reply.Medium, reply.From);
        var surveys = database.Surveys.AsNoTracking().Where(row => row.ToKey == key);
        switch (reply.Medium)
        {
            case Medium.Sms:
                return surveys.Where(row => row.ExtensionCode == reply.ExtensionCode && reply.ExtensionCode != "");
            case Medium.Email:
                var keys = reply.AnswersNotices.Select(text => Guid.TryParseExact(text, "N", out var id) ? id : Guid.Empty).ToList();
                return surveys.Where(row => row.NoticeId != null && keys.Contains(row.NoticeId.Value));
            case Medium.Wechat:
                return surveys.Where(row => row.OpenCode != null && row.Answer == null);
            case Medium.Web:
                // Whoever has the query code of a case answers on its page, wherever else the question went.
                return database.Surveys.AsNoTracking().Where(row => row.OpenCode != null && row.Answer == null
                    && database.Cases.Any(asked => asked.Id == row.CaseId && asked.Number == reply.CaseNumber
                        && database.Contacts.Any(contact => contact.Id == asked.ContactId && contact.NumberKey == key)));
            case Medium.Phone or Medium.WebCall or Medium.Open311 or Medium.Counter or Medium.Patrol or Medium.Platform or Medium.WorkGroup or Medium.Oa:
            default:
                return surveys.Where(row => false);
        }
    }

    private async Task<bool> SendAsync(Guid id, CancellationToken cancellationToken)
    {
        var claimed = await ledger.WriteAsync(
            async database =>
            {
                var notice = await database.Notices.SingleAsync(row => row.Id == id, cancellationToken);
                var now = time.GetUtcNow();
                if (notice.LostTrackAt(now))
                {
                    await FailAsync(database, notice, OutboxNotice.OutcomeUnknown, "无法确认满意度问询是否已发出，改为电话回访", cancellationToken);
                    return null;
                }

                if (notice.IsDueAt(now) && await WaitAsync(database, notice, now, cancellationToken) is var (until, reason))
                {
                    notice.WaitUntil(until, reason);
                    return null;
                }

                return notice.Claim(now) ? notice.ToNotice() : null;
            },
            cancellationToken);
        if (claimed is null)
        {
            return false;
        }

        CarrierAnswer answer;
        try
        {
            answer = await carrier.CarryAsync(claimed, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogCarrierFailed(logger, failure, id);
            answer = new CarrierAnswer(CarrierVerdict.Later, null, "carrier-failed");
        }

        await SettleAsync(id, answer, cancellationToken);
        return answer.Verdict != CarrierVerdict.NotConfigured;
    }

    /// <summary>Whether a rule lets a short message wait: quiet hours, or enough of them to this number today. What is in hand counts as sent.</summary>
    private async Task<(DateTimeOffset Until, string Reason)?> WaitAsync(HotlineDbContext database, OutboxNotice notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (notice.Medium != Medium.Sms || book.Messages == MessageRules.None)
        {
            return null;
        }

        var day = ChinaTime.At(ChinaTime.Day(now), TimeOnly.MinValue).ToUniversalTime();
        var sent = book.Messages.MostPerNumberAndDay is null ? 0 : await database.Notices.CountAsync(
            row => row.ToKey == notice.ToKey && row.Medium == Medium.Sms && row.Id != notice.Id && (row.SentAt >= day || row.Reason == OutboxNotice.InHand), cancellationToken);
        return book.Messages.Wait(now, sent);
    }

    private async Task SettleAsync(Guid id, CarrierAnswer answer, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var notice = await database.Notices.SingleAsync(row => row.Id == id, cancellationToken);
                var asked = await database.Cases.ForDecision().SingleAsync(row => row.Id == notice.CaseId, cancellationToken);
                var survey = asked.Surveys.SingleOrDefault(row => row.NoticeId == id);
                switch (answer.Verdict)
                {
                    case CarrierVerdict.Accepted:
                        notice.Accepted(answer.ProviderId, now);
                        if (survey is not null)
                        {
                            Closing.Asked(asked, survey, new Occasion(book.Of(asked), Author.System, now));
                        }

                        await ApplyEarlyAsync(database, notice, cancellationToken);
                        break;
                    case CarrierVerdict.NotConfigured:
                        Hold(notice, survey, now);
                        break;
                    case CarrierVerdict.Later when !TriedLongEnough(notice, book.Of(asked), now):
                        notice.Postpone(answer.Reason, now);
                        break;
                    case CarrierVerdict.Unknown:
                        await FailAsync(database, notice, OutboxNotice.OutcomeUnknown, "无法确认满意度问询是否已发出，改为电话回访", cancellationToken);
                        break;
                    case CarrierVerdict.Refused when notice.Medium == Medium.Wechat && PhoneNumber.TakesMessages(asked.RequesterPhone):
                        notice.TurnTo(Medium.Sms, asked.RequesterPhone!, now);
                        survey?.TurnTo(notice.ToKey);
                        break;
                    case CarrierVerdict.Later or CarrierVerdict.Refused:
                        await FailAsync(database, notice, answer.Reason, "满意度短信无法送达，改为电话回访", cancellationToken);
                        break;
                    default:
                        throw new InvalidOperationException($"Unknown verdict {answer.Verdict}.");
                }

                return true;
            },
            cancellationToken);

    /// <summary>A question that could not be sent for as long as its answer may take is asked by telephone; any other notice is given up after three days.</summary>
    private static bool TriedLongEnough(OutboxNotice notice, CaseRules rules, DateTimeOffset now) =>
        notice.Kind == OutboxNotice.SurveyKind && rules.Policy.Survey is { } rule
            ? rules.Calendar.End(notice.CreatedAt, rule.ReplyWithin) <= now
            : notice.CreatedAt + OutboxNotice.GivenUpAfter <= now;

    /// <summary>It will not reach its receiver: a dead letter, and an open question is asked by telephone.</summary>
    private async Task FailAsync(HotlineDbContext database, OutboxNotice notice, string? reason, string why, CancellationToken cancellationToken)
    {
        notice.Fail(reason);
        var asked = await database.Cases.ForDecision().SingleAsync(row => row.Id == notice.CaseId, cancellationToken);
        if (asked.Surveys.SingleOrDefault(row => row.NoticeId == notice.Id) is { Open: true } survey)
        {
            Closing.CannotAsk(asked, survey, why, new Occasion(book.Of(asked), Author.System, time.GetUtcNow()));
        }
    }

    private async Task ApplyEarlyAsync(HotlineDbContext database, OutboxNotice notice, CancellationToken cancellationToken)
    {
        if (notice.ProviderId is { } providerId && await database.EarlyReports.FindAsync([providerId], cancellationToken) is { } early)
        {
            database.EarlyReports.Remove(early);
            await ApplyAsync(database, notice, early.Delivered, early.State, cancellationToken);
        }
    }

    private async Task ApplyAsync(HotlineDbContext database, OutboxNotice notice, bool delivered, string state, CancellationToken cancellationToken)
    {
        if (notice.State != NoticeState.Sent)
        {
            return;
        }

        if (delivered)
        {
            notice.Delivered();
            return;
        }

        await FailAsync(database, notice, state, "满意度短信未送达，改为电话回访", cancellationToken);
    }

    /// <summary>Moves a batch of notices, and the questions they carry, out of one state.</summary>
    private ValueTask<int> MoveAsync(Medium medium, NoticeState from, Action<OutboxNotice, Survey?, DateTimeOffset> move, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var batch = await database.Notices
                    .Where(row => row.Medium == medium && row.State == from && (from == NoticeState.Held || row.NextAttemptAt <= now))
                    .OrderBy(row => row.CreatedAt).Take(MostAtOnce).ToListAsync(cancellationToken);
                if (batch.Count == 0)
                {
                    return 0;
                }

                var ids = batch.ConvertAll(notice => (Guid?)notice.Id);
                var surveys = await database.Surveys.Where(row => ids.Contains(row.NoticeId)).ToDictionaryAsync(row => row.NoticeId!.Value, cancellationToken);
                foreach (var notice in batch)
                {
                    var survey = surveys.GetValueOrDefault(notice.Id);
                    move(notice, survey, now);
                    if (survey is not null)
                    {
                        database.News.Add(new CaseChanged(notice.CaseNumber, CaseState.Closed, []));
                    }
                }

                return batch.Count;
            },
            cancellationToken);

    private static void Hold(OutboxNotice notice, Survey? survey, DateTimeOffset now)
    {
        notice.Hold($"{notice.Medium.ToString().ToLowerInvariant()}-not-configured");
        survey?.Held();
    }

    private static void Release(OutboxNotice notice, Survey? survey, DateTimeOffset now)
    {
        notice.Release(now);
        survey?.Queued();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The carrier failed on notice {NoticeId}")]
    private static partial void LogCarrierFailed(ILogger logger, Exception failure, Guid noticeId);
}
