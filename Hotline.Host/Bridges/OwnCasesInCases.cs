using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>What the page of one's own cases asks for is answered by the case core; codes go out after the answer.</summary>
internal sealed class OwnCasesInCases(IProgressDesk desk, CodeToMessage sending) : IOwnCasesWindow
{
    public async ValueTask<bool> AskCodeAsync(string phone, string address, CancellationToken cancellationToken)
    {
        var issue = await desk.IssueAsync(phone, address, cancellationToken);
        if (issue.Code is { } code)
        {
            sending.Send(phone, code);
        }

        return !issue.TooMany;
    }

    public async ValueTask<OwnCases?> OpenAsync(string phone, string code, CancellationToken cancellationToken) => Show(await desk.OpenAsync(phone, code, cancellationToken));

    public async ValueTask<OwnCases?> LookAsync(string ticket, CancellationToken cancellationToken) => Show(await desk.LookAsync(ticket, cancellationToken));

    public async ValueTask<CitizenDone> ObjectAsync(string ticket, string caseNumber, string text, CancellationToken cancellationToken) =>
        Done((await desk.ObjectAsync(ticket, caseNumber, text, cancellationToken)).Answer);

    public async ValueTask<RatingAnswer> RateAsync(string ticket, string caseNumber, ReportRating rating, CancellationToken cancellationToken)
    {
        var result = await desk.RateAsync(ticket, caseNumber, new(ReportsInCases.RatingOf(rating), null, null), cancellationToken);
        return new(Done(result.Answer), result.Refusal?.Until, result.Refusal?.Clause);
    }

    public static CitizenDone Done(CitizenAnswer answer) => answer switch
    {
        CitizenAnswer.Done => CitizenDone.Done,
        CitizenAnswer.NotNow => CitizenDone.NotNow,
        CitizenAnswer.NotFound => CitizenDone.NotFound,
        CitizenAnswer.Invalid => CitizenDone.Invalid,
    };

    public static ObjectionPeriod PeriodOf(ObjectionWindow window) => new(
        window.Standing switch
        {
            ObjectionStanding.CaseOpen => ObjectionState.CaseOpen,
            ObjectionStanding.Open => ObjectionState.Open,
            ObjectionStanding.Pending => ObjectionState.Pending,
            ObjectionStanding.Expired => ObjectionState.Over,
        },
        window.Until,
        window.Clause is null ? null : $"{window.Clause} {window.Gist}".Trim());

    private static OwnCases? Show(CitizenVisit? visit) => visit is null ? null : new(visit.Ticket, [.. visit.Cases.Select(own => new VisitedCase(
        new ReportProgress(own.Number, ReportsInCases.StageOf(own.State), own.UnitName, own.Gist, own.RegisteredAt, own.ReplyText, own.MayRate),
        own.Outcome is { } outcome ? OutcomeOf(outcome) : null,
        PeriodOf(own.Objection)))]);

    private static ReportOutcome OutcomeOf(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Solved => ReportOutcome.Solved,
        CaseOutcome.Partly => ReportOutcome.Partly,
        CaseOutcome.Explained => ReportOutcome.Explained,
        CaseOutcome.CannotBeSolvedNow => ReportOutcome.CannotBeSolvedNow,
        CaseOutcome.NotJustified => ReportOutcome.NotJustified,
        CaseOutcome.NotOurs => ReportOutcome.NotOurs,
    };
}
