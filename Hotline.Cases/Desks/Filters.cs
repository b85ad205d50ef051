using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Which page was asked for, once brought into range.</summary>
internal readonly record struct Paging(int Page, int Size, int Total)
{
    private const int MostOnAPage = 200;

    public static int PageOf(int page) => Math.Clamp(page, 1, int.MaxValue / MostOnAPage);

    public static int SizeOf(int size) => Math.Clamp(size, 1, MostOnAPage);

    public PageOf<T> Of<T>(IReadOnlyList<T> items) => new(items, Page, Size, Total);
}

/// <summary>What lists leave out.</summary>
internal static class Filters
{
    private const string Escape = "\\";

    /// <summary>Fewer digits than this are found everywhere.</summary>
    private const int FewestDigits = 4;

    public static IQueryable<Case> Matching(this IQueryable<Case> rows, CaseQuery query, Actor actor, DateTimeOffset now)
    {
        if (query.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (query.UnitId is { } unit)
        {
            rows = rows.Where(row => row.UnitId == unit);
        }

        if (query.Late)
        {
            rows = rows.Where(row => row.Countdowns.Any(clock => clock.EndedAt == null && clock.LateAfter < now));
        }

        if (query.Mine)
        {
            rows = rows.Where(row => row.RegisteredById == actor.Id || (row.AgentId != null && row.AgentId == actor.AgentId));
        }

        return string.IsNullOrWhiteSpace(query.Words) ? rows : rows.With(query.Words.Trim(), actor.SeesAllCases());
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

    public static async Task<(List<T> Rows, Paging Page)> TakeAsync<T>(this IQueryable<T> rows, int page, int size, CancellationToken cancellationToken)
    {
        var (wanted, most) = (Paging.PageOf(page), Paging.SizeOf(size));
        var total = await rows.CountAsync(cancellationToken);
        var found = await rows.Skip((wanted - 1) * most).Take(most).ToListAsync(cancellationToken);
        return (found, new Paging(wanted, most, total));
    }

    /// <summary>A plain search for a part of the text: every row of what is left by the other filters is looked at.</summary>
    private static IQueryable<Case> With(this IQueryable<Case> rows, string words, bool phones)
    {
        var literal = string.Concat(words.Select(letter => letter is '\\' or '%' or '_' or '[' ? $"{Escape}{letter}" : $"{letter}"));
        var pattern = $"%{literal}%";
        var digits = PhoneNumber.Key(words);
        var phone = digits.Length >= FewestDigits && digits.Length == words.Length ? $"%{digits}%" : null;
        return rows.Where(row => EF.Functions.Like(row.Number, pattern, Escape)
            || EF.Functions.Like(row.Text, pattern, Escape)
            || EF.Functions.Like(row.Place, pattern, Escape)
            || (phone != null && (phones || (!row.Confidential && row.RequestType != RequestType.Report)) && EF.Functions.Like(row.RequesterPhoneKey, phone)));
    }
}
