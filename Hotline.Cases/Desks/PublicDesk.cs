using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>See <see cref="IPublicDesk"/>: the one place that decides what leaves the house unasked.</summary>
internal sealed class PublicDesk(Ledger ledger, RuleBook book) : IPublicDesk
{
    private const int MostRows = 1000;

    private static readonly CaseState[] Over = [CaseState.Closed, CaseState.FollowUp, CaseState.Archived];

    /// <summary>Acts that are public steps, each in our words: what is written beside them in the history is for the house.</summary>
    public static readonly IReadOnlyDictionary<string, (bool Open, string Words)> Steps = new Dictionary<string, (bool Open, string Words)>(StringComparer.Ordinal)
    {
        ["register"] = (true, "已受理"),
        ["dispatch"] = (true, "已转承办单位"),
        ["sign"] = (true, "承办单位正在办理"),
        ["on-site"] = (true, "承办单位已到现场"),
        ["reply"] = (true, "承办单位已答复"),
        ["rework"] = (true, "退回承办单位重新办理"),
        ["close"] = (false, "已办结"),
    };

    public ValueTask<IReadOnlyList<PublicCase>> ListAsync(PublicCaseQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<PublicCase>>(async database =>
        {
            var acts = Steps.Keys.ToList();
            var own = OwnPrefix(query);
            var rows = await Visible(database, query)
                .Where(row => row.RegisteredAt >= query.From && row.RegisteredAt < query.To)
                .OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Number)
                .Skip((query.Page - 1) * Size(query)).Take(Size(query))
                .Select(row => new
                {
                    Case = row,
                    UpdatedAt = database.History.Where(entry => entry.CaseId == row.Id && acts.Contains(entry.Act)).OrderByDescending(entry => entry.Seq).Select(entry => (DateTimeOffset?)entry.At).FirstOrDefault(),
                    Address = database.Contacts.Where(contact => contact.Id == row.ContactId && own != null && contact.Number.StartsWith(own)).Select(contact => contact.Number).FirstOrDefault(),
                })
                .ToListAsync(cancellationToken);
            return [.. rows.Select(row => Show(row.Case, row.UpdatedAt ?? row.Case.RegisteredAt, row.Address))];
        });

    public ValueTask<IReadOnlyList<PublicCaseStep>> ListStepsAsync(PublicCaseQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<PublicCaseStep>>(async database =>
        {
            var acts = Steps.Keys.ToList();
            var visible = Visible(database, query);
            var rows = await database.History
                .Where(entry => acts.Contains(entry.Act) && entry.At >= query.From && entry.At < query.To)
                .Join(visible, entry => entry.CaseId, row => row.Id, (entry, row) => new { entry.CaseId, entry.Seq, entry.Act, entry.At, row.Number })
                .OrderBy(step => step.At).ThenBy(step => step.Number).ThenBy(step => step.Seq)
                .Skip((query.Page - 1) * Size(query)).Take(Size(query)).ToListAsync(cancellationToken);
            return [.. rows.Select(step => new PublicCaseStep($"{step.Number}-{step.Seq}", step.Number, Steps[step.Act].Open, Steps[step.Act].Words, step.At))];
        });

    public ValueTask<string?> FindNumberAsync(string externalId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(database => database.Cases
            .Where(row => database.Contacts.Any(contact => contact.Id == row.ContactId && contact.Medium == Medium.Open311 && contact.ExternalId == externalId))
            .Select(row => row.Number).FirstOrDefaultAsync(cancellationToken));

    private static IQueryable<Case> Visible(HotlineDbContext database, PublicCaseQuery query)
    {
        var own = OwnPrefix(query);
        var cases = database.Cases.Where(row => database.Contacts.Any(contact => contact.Id == row.ContactId && contact.Medium == Medium.Open311
            && ((!row.Confidential && row.RequestType != RequestType.Report) || (own != null && contact.Number.StartsWith(own)))));
        if (query.Numbers.Count > 0)
        {
            var numbers = query.Numbers.ToList();
            cases = cases.Where(row => numbers.Contains(row.Number));
        }

        if (query.Categories.Count > 0)
        {
            var codes = query.Categories.ToList();
            cases = cases.Where(row => codes.Contains(row.CategoryCode));
        }

        return query.Open is { } open ? cases.Where(row => Over.Contains(row.State) != open) : cases;
    }

    private PublicCase Show(Case row, DateTimeOffset updatedAt, string? address)
    {
        var closed = Over.Contains(row.State);
        return new PublicCase(
            row.Number,
            !closed,
            row.CategoryCode,
            book.Of(row).CategoryName(row.CategoryCode),
            row.UnitName,
            row.RegisteredAt,
            updatedAt,
            address is null ? null : new OwnPublicCase(row.Text, row.Place, closed ? row.ReplyText : null, address));
    }

    private static string? OwnPrefix(PublicCaseQuery query) => query.Application is { } application ? $"{application}/" : null;

    private static int Size(PublicCaseQuery query) => Math.Clamp(query.Size, 1, MostRows);
}
