using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>How desks load what they decide on.</summary>
internal static class CaseQueries
{
    /// <summary>A case with all that decisions about it rest on; the history stays where it is, only its end is known.</summary>
    public static IQueryable<Case> ForDecision(this IQueryable<Case> cases) =>
        cases.Include(row => row.Assignments)
            .Include(row => row.Countdowns)
            .Include(row => row.Tasks)
            .Include(row => row.Surveys)
            .Include(row => row.Requests)
            .Include(row => row.CoHandlings)
            .Include(row => row.Records)
            .Include(row => row.Adjudications)
            .AsSplitQuery();

    /// <summary>How many returns of a unit were judged groundless since then.</summary>
    public static Task<int> GroundlessReturnsAsync(this HotlineDbContext database, string unitId, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.UnitRequests.CountAsync(row => row.UnitId == unitId && row.Groundless && row.DecidedAt >= since, cancellationToken);

    /// <summary>The next case number of the local day, without gaps: <c>yyyyMMdd</c> and six digits. Holds the day's row until the commit.</summary>
    public static async Task<string> NextCaseNumberAsync(this HotlineDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = ChinaTime.Day(now);
        var next = await database.NextOfDayAsync(day, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}{next:000000}");
    }

    /// <summary>The next number of a kind of letter in a year, without gaps. Holds the counter's row until the commit.</summary>
    public static async Task<int> NextLetterAsync(this HotlineDbContext database, string kind, int year, CancellationToken cancellationToken)
    {
        var raised = await database.LetterCounters.Where(row => row.Kind == kind && row.Year == year)
            .ExecuteUpdateAsync(row => row.SetProperty(counter => counter.Last, counter => counter.Last + 1), cancellationToken);
        if (raised == 0)
        {
            database.LetterCounters.Add(new() { Kind = kind, Year = year, Last = 1 });
            await database.SaveChangesAsync(cancellationToken);
        }

        return await database.LetterCounters.AsNoTracking().Where(row => row.Kind == kind && row.Year == year).Select(row => row.Last).SingleAsync(cancellationToken);
    }

    /// <summary>An extension code that no open question has: four digits, more when those are nearly used up.</summary>
    public static async Task<string> FreeExtensionCodeAsync(this HotlineDbContext database, CancellationToken cancellationToken)
    {
        for (var digits = 4; ; digits++)
        {
            // A few draws find a free one while fewer than half are taken; otherwise the codes grow by a digit.
            for (var draw = 0; draw < 8; draw++)
            {
                var first = (int)Math.Pow(10, digits - 1);
                var code = System.Security.Cryptography.RandomNumberGenerator.GetInt32(first, first * 10).ToString(CultureInfo.InvariantCulture);
                if (database.Surveys.Local.All(row => row.OpenCode != code) && !await database.Surveys.AnyAsync(row => row.OpenCode == code, cancellationToken))
                {
                    return code;
                }
            }
        }
    }

    /// <summary>The door through which a case was brought by message: there its requester is answered. Null where it came by telephone or SMS.
    /// Whoever wrote on our pages and left a number that takes messages is told there.</summary>
    public static async Task<NoticeDoor?> DoorOfAsync(this HotlineDbContext database, Case answered, CancellationToken cancellationToken)
    {
        var contact = answered.ContactId is not { } id ? null : await database.Contacts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return contact is { Medium: Medium.Wechat or Medium.Email } || (contact is { Medium: Medium.Web } && !PhoneNumber.TakesMessages(answered.RequesterPhone))
            ? new NoticeDoor(contact.Medium, contact.Number, contact.Subject, contact.Thread)
            : null;
    }

    /// <summary>The address of a contact and those linked to it now: of an openid its phone and what else has that phone, of a phone all that has it.</summary>
    public static async Task<List<string>> KeysOfAsync(this HotlineDbContext database, Contact contact, CancellationToken cancellationToken)
    {
        var key = contact.NumberKey;
        if (key.Length == 0)
        {
            return [];
        }

        var phone = ContactAddress.IsPhone(contact.Medium)
            ? key
            : await database.IdentityLinks.Where(row => row.AddressKey == key && row.EndedAt == null).Select(row => row.PhoneKey).SingleOrDefaultAsync(cancellationToken);
        return string.IsNullOrEmpty(phone)
            ? [key]
            : [.. (await database.IdentityLinks.Where(row => row.PhoneKey == phone && row.EndedAt == null).Select(row => row.AddressKey).ToListAsync(cancellationToken)).Append(phone).Append(key).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The notice that carries a survey's question.</summary>
    public static async Task<OutboxNotice?> NoticeOfAsync(this HotlineDbContext database, Survey? survey, CancellationToken cancellationToken) =>
        survey?.NoticeId is { } id ? await database.Notices.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
}
