using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>What the web pages and Open311 ask for is answered by the case core.</summary>
internal sealed class ReportsInCases(ICaseBoard board, ICitizenDesk citizens, INoticeDesk notices, IPublicDesk cases, TimeProvider time) : IReportWindow
{
    public string CityIn(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) && board.City.EnglishName is { } english ? english : board.City.Name;

    public IReadOnlyList<ReportClass> Classes => field ??= [.. board.Categories.SelectMany(category => Lowest(category, category))];

    public async ValueTask<ReportProgress?> FindAsync(ChannelKind channel, string address, string caseNumber, CancellationToken cancellationToken) =>
        await citizens.FindOwnCaseAsync(MediumWords.CorrespondentOf(channel, address), caseNumber, cancellationToken) is { } found
            ? new ReportProgress(found.Number, StageOf(found.State), found.UnitName, found.Gist, found.RegisteredAt, IsReplied(found.State) ? found.ReplyText : null, found.MayRate)
            : null;

    public async ValueTask<RatingAnswer> RateAsync(
        ChannelKind channel, string address, string caseNumber, ReportRating rating, string externalId, CancellationToken cancellationToken)
    {
        var reply = new NoticeReply($"{channel}/{externalId}", address, "", "", time.GetUtcNow())
        {
            Medium = MediumWords.MediumOf(channel),
            CaseNumber = caseNumber,
            Rating = RatingOf(rating),
        };
        if (await notices.AcceptReplyAsync(reply, cancellationToken) == ReplyMatch.Answered)
        {
            return new(CitizenDone.Done, null, null);
        }

        var over = (await citizens.FindOwnCaseAsync(MediumWords.CorrespondentOf(channel, address), caseNumber, cancellationToken))?.RatingOver;
        return new(CitizenDone.NotNow, over?.Ended, over?.Clause);
    }

    public async ValueTask<IReadOnlyList<PublicReport>> ListPublicAsync(PublicReportQuery query, CancellationToken cancellationToken) =>
        [.. (await cases.ListAsync(QueryOf(query), cancellationToken)).Select(row => new PublicReport(
            row.Number,
            row.Open,
            row.CategoryCode,
            row.CategoryName,
            row.UnitName,
            row.RegisteredAt,
            row.UpdatedAt,
            row.Own is { } own ? new OwnReport(own.Text, own.Place, own.ReplyText, own.Address) : null))];

    public async ValueTask<IReadOnlyList<PublicStep>> ListStepsAsync(PublicReportQuery query, CancellationToken cancellationToken) =>
        [.. (await cases.ListStepsAsync(QueryOf(query), cancellationToken)).Select(step => new PublicStep(step.Id, step.Number, step.Open, step.Words, step.At))];

    public ValueTask<string?> FindNumberAsync(string externalId, CancellationToken cancellationToken) => cases.FindNumberAsync(externalId, cancellationToken);

    private static IEnumerable<ReportClass> Lowest(CategoryView category, CategoryView above) => category.Children.Count == 0
        ? [new ReportClass(category.Code, category.Name, above.Name)]
        : category.Children.SelectMany(child => Lowest(child, category));

    private static PublicCaseQuery QueryOf(PublicReportQuery query) => new()
    {
        Application = query.Application,
        Numbers = query.Numbers,
        Categories = query.Classes,
        Open = query.Open,
        From = query.From,
        To = query.To,
        Page = query.Page,
        Size = query.Size,
    };

    /// <summary>A reply is the requester's once the hotline has looked at it.</summary>
    private static bool IsReplied(CaseState state) => state is CaseState.Closed or CaseState.FollowUp or CaseState.Archived;

    internal static ReportStage StageOf(CaseState state) => state switch
    {
        CaseState.Registered => ReportStage.Accepted,
        CaseState.Dispatched => ReportStage.Sent,
        CaseState.Signed => ReportStage.InHand,
        CaseState.Replied => ReportStage.Answered,
        CaseState.Closed => ReportStage.Closed,
        CaseState.FollowUp => ReportStage.CallBack,
        CaseState.Archived => ReportStage.Done,
    };

    internal static SatisfactionRating RatingOf(ReportRating rating) => rating switch
    {
        ReportRating.Satisfied => SatisfactionRating.Satisfied,
        ReportRating.Neutral => SatisfactionRating.Neutral,
        ReportRating.Dissatisfied => SatisfactionRating.Dissatisfied,
    };
}
