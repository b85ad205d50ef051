using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
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

    private static readonly TimeSpan EarlyReportsHold = TimeSpan.FromDays(1);

    public async ValueTask<int> DispatchDueAsync(CancellationToken cancellationToken)
    {
        if (!carrier.IsConfigured)
        {
            while (await MoveAsync(NoticeState.Queued, Hold, cancellationToken) == MostAtOnce)
            {
                // Until none is left.
            }

            return 0;
        }

        while (await MoveAsync(NoticeState.Held, Release, cancellationToken) == MostAtOnce)
        {
            // Until none is left.
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
                if (await database.Notices.SingleOrDefaultAsync(row => row.ProviderId == report.ProviderId, cancellationToken) is { } notice)
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

    public ValueTask<ReplyMatch> AcceptReplyAsync(NoticeReply reply, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                if (await database.Replies.AsNoTracking().SingleOrDefaultAsync(row => row.ExternalId == reply.ExternalId, cancellationToken) is { } before)
                {
                    return before.Match;
                }

                var number = PhoneNumber.Key(reply.From);
                var question = await database.Surveys.AsNoTracking().Where(row => row.ExtensionCode == reply.ExtensionCode && row.ToKey == number)
                    .OrderByDescending(row => row.CreatedAt).Select(row => new { row.Id, row.CaseId }).FirstOrDefaultAsync(cancellationToken);
                if (question is null || reply.ExtensionCode.Length == 0)
                {
                    return ReplyMatch.NoQuestion;
                }

                var asked = await database.Cases.ForDecision().SingleAsync(row => row.Id == question.CaseId, cancellationToken);
                var survey = asked.Surveys.Single(row => row.Id == question.Id);
                var match = Closing.Answer(asked, survey, reply.Text, new Occasion(book.Rules, Author.Requester, time.GetUtcNow()));
                if (match == ReplyMatch.Answered)
                {
                    (await database.NoticeOfAsync(survey, cancellationToken))?.Answered();
                }

                database.Replies.Add(ReceivedReply.Of(reply, survey.Id, match));
                return match;
            },
            cancellationToken);

    private async Task<bool> SendAsync(Guid id, CancellationToken cancellationToken)
    {
        var claimed = await ledger.WriteAsync(
            async database =>
            {
                var notice = await database.Notices.SingleAsync(row => row.Id == id, cancellationToken);
                return notice.Claim(time.GetUtcNow()) ? notice.ToNotice() : null;
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

    private async Task SettleAsync(Guid id, CarrierAnswer answer, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var notice = await database.Notices.SingleAsync(row => row.Id == id, cancellationToken);
                var asked = await database.Cases.ForDecision().SingleAsync(row => row.Id == notice.CaseId, cancellationToken);
                var survey = asked.Surveys.Single(row => row.NoticeId == id);
                var occasion = new Occasion(book.Rules, Author.System, now);
                switch (answer.Verdict)
                {
                    case CarrierVerdict.Accepted:
                        notice.Accepted(answer.ProviderId, now);
                        Closing.Asked(asked, survey, occasion);
                        await ApplyEarlyAsync(database, notice, cancellationToken);
                        break;
                    case CarrierVerdict.NotConfigured:
                        Hold(notice, survey, now);
                        break;
                    case CarrierVerdict.Later when !TriedLongEnough(notice, now):
                        notice.Postpone(answer.Reason, now);
                        break;
                    case CarrierVerdict.Later or CarrierVerdict.Refused:
                        notice.Fail(answer.Reason);
                        Closing.CannotAsk(asked, survey, "满意度短信无法送达，改为电话回访", occasion);
                        break;
                    default:
                        throw new InvalidOperationException($"Unknown verdict {answer.Verdict}.");
                }

                return true;
            },
            cancellationToken);

    /// <summary>A question that could not be sent for as long as its answer may take is asked by telephone.</summary>
    private bool TriedLongEnough(OutboxNotice notice, DateTimeOffset now) =>
        book.Rules.Policy.Survey is { } rule && book.Rules.Calendar.End(notice.CreatedAt, rule.ReplyWithin) <= now;

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

        notice.Fail(state);
        var asked = await database.Cases.ForDecision().SingleAsync(row => row.Id == notice.CaseId, cancellationToken);
        var survey = asked.Surveys.Single(row => row.NoticeId == notice.Id);
        if (survey.Open)
        {
            Closing.CannotAsk(asked, survey, "满意度短信未送达，改为电话回访", new Occasion(book.Rules, Author.System, time.GetUtcNow()));
        }
    }

    /// <summary>Moves a batch of notices, and the questions they carry, out of one state.</summary>
    private ValueTask<int> MoveAsync(NoticeState from, Action<OutboxNotice, Survey, DateTimeOffset> move, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var batch = await database.Notices
                    .Where(row => row.State == from && (from == NoticeState.Held || row.NextAttemptAt <= now))
                    .OrderBy(row => row.CreatedAt).Take(MostAtOnce)
                    .Join(database.Surveys, notice => (Guid?)notice.Id, survey => survey.NoticeId, (notice, survey) => new { notice, survey })
                    .ToListAsync(cancellationToken);
                foreach (var pair in batch)
                {
                    move(pair.notice, pair.survey, now);
                    database.News.Add(new CaseChanged(pair.notice.CaseNumber, CaseState.Closed, []));
                }

                return batch.Count;
            },
            cancellationToken);

    private static void Hold(OutboxNotice notice, Survey survey, DateTimeOffset now)
    {
        notice.Hold(OutboxNotice.NotConfigured);
        survey.Held();
    }

    private static void Release(OutboxNotice notice, Survey survey, DateTimeOffset now)
    {
        notice.Release(now);
        survey.Queued();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The carrier failed on notice {NoticeId}")]
    private static partial void LogCarrierFailed(ILogger logger, Exception failure, Guid noticeId);
}
