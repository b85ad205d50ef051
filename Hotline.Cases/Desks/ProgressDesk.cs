using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>See <see cref="IProgressDesk"/>.</summary>
internal sealed class ProgressDesk(Ledger ledger, RuleBook book, TimeProvider time) : IProgressDesk
{
    private const int MostPerDay = 5;
    private const int MostPerAddress = 20;
    private const int MostCases = 20;
    private const int GistLength = 31;
    private const int LongestPhone = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValueTask<CodeIssue> IssueAsync(string phone, string address, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var key = phone.Length > LongestPhone ? "" : PhoneNumber.Key(phone);
                var (day, hour, pause, hash) = (now - Day, now - Hour, now - Pause, AccessCode.Hash(address));
                await database.AccessCodes.Where(row => row.IssuedAt < day).ExecuteDeleteAsync(cancellationToken);
                var asked = await database.AccessCodes.Where(row => row.PhoneKey == key).Select(row => row.IssuedAt).ToListAsync(cancellationToken);
                if (asked.Count >= MostPerDay || asked.Any(at => at > pause)
                    || await database.AccessCodes.CountAsync(row => row.AddressHash == hash && row.IssuedAt > hour, cancellationToken) >= MostPerAddress)
                {
                    return new CodeIssue(TooMany: true, null);
                }

                var known = PhoneNumber.TakesMessages(phone) && await database.Cases.AnyAsync(row => row.RequesterPhoneKey == key, cancellationToken);
                var (issued, code) = AccessCode.Issue(key, address, known, now);
                database.AccessCodes.Add(issued);
                return new CodeIssue(TooMany: false, known ? code : null);
            },
            cancellationToken);

    public async ValueTask<CitizenVisit?> OpenAsync(string phone, string code, CancellationToken cancellationToken)
    {
        var ticket = await ledger.WriteAsync(
            async database =>
            {
                var key = PhoneNumber.Key(phone);
                var newest = await database.AccessCodes.Where(row => row.PhoneKey == key).OrderByDescending(row => row.IssuedAt).FirstOrDefaultAsync(cancellationToken);
                return newest?.Use(code, time.GetUtcNow());
            },
            cancellationToken);
        return ticket is null ? null : await LookAsync(ticket, cancellationToken);
    }

    public ValueTask<CitizenVisit?> LookAsync(string ticket, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            if (await PhoneOfAsync(database, ticket, cancellationToken) is not { } key)
            {
                return null;
            }

            var rows = await database.Cases.Include(row => row.Surveys).Include(row => row.Tasks).AsSplitQuery().Where(row => row.RequesterPhoneKey == key)
                .OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Number).Take(MostCases).ToListAsync(cancellationToken);
            var (ids, acts) = (rows.ConvertAll(row => row.Id), PublicDesk.Steps.Keys.ToList());
            var steps = (await database.History.Where(entry => ids.Contains(entry.CaseId) && acts.Contains(entry.Act)).OrderBy(entry => entry.Seq)
                .Select(entry => new { entry.CaseId, entry.Act, entry.At }).ToListAsync(cancellationToken)).ToLookup(entry => entry.CaseId);
            return new CitizenVisit(ticket, [.. rows.Select(row => Show(row, [.. steps[row.Id].Select(step => new OwnStep(PublicDesk.Steps[step.Act].Words, step.At))]))]);
        });

    public ValueTask<CitizenResult> ObjectAsync(string ticket, string caseNumber, string text, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(text) || text.Length > Objecting.LongestText
            ? new(new CitizenResult(CitizenAnswer.Invalid))
            : ActAsync(
                ticket,
                caseNumber,
                (_, own, occasion) =>
                {
                    if (Objecting.RefuseRequester(own, occasion) is { } refused)
                    {
                        return Task.FromResult(refused);
                    }

                    Objecting.Object(own, text, Writing.Door(Medium.Web), occasion);
                    return Task.FromResult(new CitizenResult(CitizenAnswer.Done));
                },
                cancellationToken);

    public ValueTask<CitizenResult> RateAsync(string ticket, string caseNumber, CitizenRating rating, CancellationToken cancellationToken) =>
        ActAsync(
            ticket,
            caseNumber,
            async (database, own, occasion) =>
            {
                var answers = new SurveyAnswers(rating.Rating, rating.Contacted, rating.Solved);
                if (own.CurrentSurvey is not { Open: true } survey || Closing.Answer(own, survey, (Medium.Web, answers, ""), occasion) != ReplyMatch.Answered)
                {
                    var window = Objecting.Window(own, occasion.Rules, occasion.At);
                    var over = Closing.RatingOver(own, occasion.Rules, occasion.At);
                    var reason = over is { Ended: var end } ? $"评价期限已过（{UnitRequest.Words(end)}）" : "现在不需要评价";
                    return new(CitizenAnswer.NotNow, new(reason, occasion.Rules.Policy.Survey?.Clause.Id, over?.Ended, [.. Objecting.Acts(own, window).Where(act => act != CitizenAct.Rate)]));
                }

                (await database.NoticeOfAsync(survey, cancellationToken))?.Answered();
                return new(CitizenAnswer.Done);
            },
            cancellationToken);

    private ValueTask<CitizenResult> ActAsync(
        string ticket, string caseNumber, Func<HotlineDbContext, Case, Occasion, Task<CitizenResult>> act, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var key = await PhoneOfAsync(database, ticket, cancellationToken);
                var own = key is null
                    ? null
                    : await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == caseNumber && row.RequesterPhoneKey == key, cancellationToken);
                return own is null ? new CitizenResult(CitizenAnswer.NotFound) : await act(database, own, new Occasion(book.Of(own), Author.Requester, time.GetUtcNow()));
            },
            cancellationToken);

    private async Task<string?> PhoneOfAsync(HotlineDbContext database, string ticket, CancellationToken cancellationToken)
    {
        var hash = AccessCode.Hash(ticket);
        var found = await database.AccessCodes.AsNoTracking().SingleOrDefaultAsync(row => row.TicketHash == hash, cancellationToken);
        return found?.OpenAt(time.GetUtcNow()) == true ? found.PhoneKey : null;
    }

    private OwnProgress Show(Case own, IReadOnlyList<OwnStep> steps)
    {
        var window = Objecting.Window(own, book.Of(own), time.GetUtcNow());
        return new(
            own.Number,
            own.State,
            own.Outcome,
            Excerpt.Of(own.Text, GistLength),
            own.UnitName,
            own.RegisteredAt,
            own.ClosedAt,
            Objecting.Over.Contains(own.State) ? own.ReplyText : null,
            own.CurrentSurvey is { Open: true },
            window.Standing == ObjectionStanding.Open,
            window,
            steps);
    }
}
