using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Which page was asked for, once brought into range.</summary>
internal readonly record struct Paging(int Page, int Size, int Total, bool More = false)
{
    private const int MostOnAPage = 200;

    public static int PageOf(int page) => Math.Clamp(page, 1, int.MaxValue / MostOnAPage);

    public static int SizeOf(int size) => Math.Clamp(size, 1, MostOnAPage);

    public PageOf<T> Of<T>(IReadOnlyList<T> items) => new(items, Page, Size, Total, More);
}

/// <summary>What lists leave out.</summary>
internal static class Filters
{
    /// <summary>Rows of a list are counted up to here; beyond it the page says that there are more.</summary>
    private const int MostCounted = 500;

    /// <summary>So many signs of a number or an address already tell whose it is.</summary>
    private const int FewestOfANumber = 3;

    /// <summary>Fewer digits than a day's date are the beginning of too many numbers.</summary>
    private const int FewestDigits = 8;

    /// <summary>The cases of a list that a person may see, as they come and in the order of the list: the newest first, the late ones those first that are late longest.</summary>
    public static async Task<(IQueryable<Case> Rows, IQueryable<Case> Ordered)> ListAsync(
        this HotlineDbContext database, CaseQuery query, Actor actor, CaseRules rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var words = string.IsNullOrWhiteSpace(query.Words) ? null : query.Words.Trim();
        var ofUnit = actor.SeesAllCases() ? null : actor.UnitId;
        var many = ofUnit is not null && (words is not null || query.Late
            || await database.Assignments.Where(row => row.UnitId == ofUnit).Take(MostCounted + 1).CountAsync(cancellationToken) > MostCounted);
        var rows = database.Cases.VisibleTo(actor, database, many);
        if (query.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (query.UnitId is { } unit)
        {
            rows = rows.Where(row => row.UnitId == unit);
        }

        if (query.Supervised)
        {
            rows = rows.Where(row => row.Supervised);
        }

        if (query.Mine)
        {
            rows = rows.Where(row => row.RegisteredById == actor.Id || (row.AgentId != null && row.AgentId == actor.AgentId));
        }

        var open = database.Countdowns.Where(clock => clock.EndedAt == null);
        open = ofUnit is null ? open : open.Where(clock => clock.Name != ClockName.Objection);
        var late = open.Where(clock => clock.LateAfter < now);
        if (words is not null)
        {
            var some = query.Late ? rows.Where(row => late.Any(clock => clock.CaseId == row.Id)) : rows;
            return With(actor.SeesAllCases() ? some : some.NotNaming(words, rules, ofUnit, database), words, ofUnit, database);
        }

        if (!query.Late)
        {
            return (rows, rows.OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Number));
        }

        // Of the late clocks of a case the one that is late longest, so that the index gives the order and only a page is read.
        var first = late.Where(clock => !open.Any(other => other.CaseId == clock.CaseId
            && (other.LateAfter < clock.LateAfter || (other.LateAfter == clock.LateAfter && other.Id.CompareTo(clock.Id) < 0))));
        var since = first.Join(rows, clock => clock.CaseId, row => row.Id, (clock, row) => new { clock.LateAfter, row });
        return (since.Select(pair => pair.row), since.OrderBy(pair => pair.LateAfter).ThenBy(pair => pair.row.Number).Select(pair => pair.row));
    }

    public static IQueryable<Recording> Matching(this IQueryable<Recording> rows, RecordingQuery query, HotlineDbContext database)
    {
        if (query.From is { } from)
        {
            rows = rows.Where(row => row.StartedAt >= from);
        }

        if (query.To is { } to)
        {
            rows = rows.Where(row => row.StartedAt < to);
        }

        if (query.Number is { } number)
        {
            var key = PhoneNumber.Key(number);
            rows = rows.Where(row => row.NumberKey == key);
        }

        if (query.AgentId is { } agent)
        {
            rows = rows.Where(row => row.AgentId == agent);
        }

        if (query.CaseNumber is { } caseNumber)
        {
            rows = rows.Where(row => database.Cases.Any(found => found.Number == caseNumber && found.Contacts.Any(link => link.ContactId == row.ContactId)));
        }

        return rows;
    }

    /// <summary>One page, and how many rows there are: counted as far as is worth it, since nobody pages through a million.</summary>
    /// <param name="ordered">The rows in their order.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="size">Rows on a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="rows">The same without an order, where counting is quicker then.</param>
    public static async Task<(List<T> Rows, Paging Page)> TakeAsync<T>(
        this IQueryable<T> ordered, int page, int size, CancellationToken cancellationToken, IQueryable<T>? rows = null)
    {
        var (wanted, most) = (Paging.PageOf(page), Paging.SizeOf(size));
        var before = (wanted - 1) * most;
        var found = await ordered.Skip(before).Take(most).ToListAsync(cancellationToken);
        if (found.Count < most && (found.Count > 0 || before == 0))
        {
            return (found, new Paging(wanted, most, before + found.Count));
        }

        var counted = Math.Max(MostCounted, before + most);
        var total = await (rows ?? ordered).Take(counted + 1).CountAsync(cancellationToken);
        return (found, new Paging(wanted, most, Math.Min(total, counted), total > counted));
    }

    /// <summary>
    /// Without the cases whose masked requester is named by what is looked for: a list that a name or a number leads to would say whose case it is.
    /// Parts of a name or of a number lead to none of them either.
    /// </summary>
    private static IQueryable<Case> NotNaming(this IQueryable<Case> rows, string words, CaseRules rules, string? unit, HotlineDbContext database)
    {
        var branch = unit is null ? [] : rules.Units.All.Select(other => other.Id).Where(other => rules.Units.InOneBranch(other, unit)).ToList();
        foreach (var (word, digits) in Veil.Sought(words))
        {
            var (number, address) = (digits.Length >= FewestOfANumber, word.Length >= FewestOfANumber);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Becomes SQL: the database makes small letters.
            rows = rows.Where(row => !(row.Confidential || row.RequestType == RequestType.Report || (row.AgainstUnitId != null && branch.Contains(row.AgainstUnitId)))
                || !((row.RequesterName != null && (row.RequesterName.ToLower().Contains(word) || word.Contains(row.RequesterName.ToLower())))
                    || (number && row.RequesterPhoneKey != "" && (row.RequesterPhoneKey.Contains(digits) || digits.Contains(row.RequesterPhoneKey)))
                    || database.CaseContacts.Any(link => link.CaseId == row.Id && database.Contacts.Any(contact => contact.Id == link.ContactId && contact.NumberKey != ""
                        && ((number && (contact.NumberKey.Contains(digits) || digits.Contains(contact.NumberKey))) || (address && contact.NumberKey.ToLower().Contains(word)))))));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        return rows;
    }

    /// <summary>
    /// Words in text and place; digits also as the beginning of a case number and, for those who may know it, as the requester's telephone.
    /// </summary>
    private static (IQueryable<Case> Rows, IQueryable<Case> Ordered) With(IQueryable<Case> rows, string words, string? ofUnit, HotlineDbContext database)
    {
        var texts = database.WithWords(rows, words, ofUnit);
        if (words.Length < FewestDigits || !words.All(char.IsAsciiDigit))
        {
            return texts;
        }

        // ':' comes after '9': all that begins with these digits.
        var (end, key) = ($"{words}:", PhoneNumber.Key(words));
#pragma warning disable CA1309 // Becomes SQL: the database compares.
        var numbers = database.Cases.Where(row => string.Compare(row.Number, words) >= 0 && string.Compare(row.Number, end) < 0).Select(row => row.Number);
#pragma warning restore CA1309
        var called = database.Cases.Where(row => row.RequesterPhoneKey == key).Select(row => row.Number);
        var all = numbers.Union(called).Union(texts.Rows.Select(row => row.Number));
        var found = rows.Where(row => all.Contains(row.Number));
        return (found, found.OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Number));
    }
}
