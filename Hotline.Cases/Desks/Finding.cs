using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Looks for cases that a matter may already be, and gathers repeated complaints into a rectification.</summary>
internal static class Finding
{
    private const int Shown = 10;

    /// <summary>Cases compared at most, the newest first: an agent waits for the answer while typing.</summary>
    private const int MostCompared = 500;

    /// <summary>Cases of its class, the newest, with which the place of a registered one is compared.</summary>
    private const int MostGathered = 1000;

    private const int UsualWindowDays = 30;

    public static async Task<SimilarView> FindSimilarAsync(
        this HotlineDbContext database, Actor actor, SimilarQuery query, CaseRules rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.Agent, Role.ShiftLeader, Role.Dispatcher))
        {
            return new([], []);
        }

        var open = database.Cases.Where(row => row.State != CaseState.Archived);
        var same = await SameCallerAsync(database, open, query, cancellationToken);
        var window = TimeSpan.FromDays(Group(rules)?.Settings.Number("window-days", UsualWindowDays) ?? UsualWindowDays);
        var since = now - window;
        var code = query.CategoryCode == CaseRules.OutsideTree ? null : query.CategoryCode;
        var beginning = code is { Length: > 2 } && rules.Policy.Categories.Find(code)?.Parent is { } minor ? minor : null;
        var classes = beginning is null ? null : rules.Policy.Categories.Children(beginning).Select(category => category.Code).ToList();
        var asked = new Matter(
            code, query.Place ?? "", MapPoint.Of(query.Longitude, query.Latitude), query.Text ?? "", now);
        var found = (await open.Where(row => row.RegisteredAt >= since && row.LeadId == null && (classes == null || classes.Contains(row.CategoryCode)))
                .OrderByDescending(row => row.RegisteredAt).Take(MostCompared).ToListAsync(cancellationToken))
            .Select(row => (Case: row, Parts: Likeness.Compare(asked, Matter.Of(row), window, rules.Policy.Categories)))
            .Select(row => (row.Case, row.Parts, Score: row.Parts.Sum(part => part.Points)))
            .Where(row => row.Score >= Likeness.Suggested).OrderByDescending(row => row.Score).ThenByDescending(row => row.Case.RegisteredAt).Take(Shown).ToList();
        var shown = await database.ShowAsync([.. found.Select(row => row.Case)], now, cancellationToken);
        return new(await database.ShowAsync(same, now, cancellationToken), [.. found.Zip(shown, (row, summary) => new SimilarCase(summary, row.Score, row.Parts))]);
    }

    /// <summary>Puts a new case into the open rectification of its class and place, or opens one at the policy's number of contacts.</summary>
    /// <returns>That rectification, or null.</returns>
    public static async Task<Rectification?> GatherAsync(this HotlineDbContext database, Case opened, Occasion occasion, CancellationToken cancellationToken)
    {
        if (Group(occasion.Rules) is not { } rule || opened.CategoryCode == CaseRules.OutsideTree)
        {
            return null;
        }

        var (code, metres) = (opened.CategoryCode, rule.Settings.Number("near-metres", 1));
        var here = Spot.Of(opened);
        if (Spot.Near(await database.OpenGroupsAsync(code, cancellationToken), here, metres) is [var joined, ..])
        {
            var known = await database.GroupAsync(joined, cancellationToken);
            known.Take(opened, occasion);
            return known;
        }

        var since = occasion.At.AddDays(-rule.Settings.Number("window-days", UsualWindowDays));
        var near = Spot.Near(await database.UngatheredAsync(code, since, MostGathered, cancellationToken), here, metres);
        var contacts = near.Count == 0
            ? []
            : await database.CaseContacts.Where(link => near.Contains(link.CaseId)).GroupBy(link => link.CaseId).Select(links => links.Count()).ToListAsync(cancellationToken);
        if (contacts.Sum() + (near.Count - contacts.Count) + 1 < rule.Settings.Number("min-contacts", 2))
        {
            return null;
        }

        var group = Rectification.Of(opened, occasion);
        database.Rectifications.Add(group);
        foreach (var earlier in await database.Cases.ForDecision().Where(row => near.Contains(row.Id)).OrderBy(row => row.Number).ToListAsync(cancellationToken))
        {
            group.Take(earlier, occasion);
        }

        group.Take(opened, occasion);
        return group;
    }

    private static PolicyPractice? Group(CaseRules rules) => rules.Policy.Practice(PracticeName.RectificationGroup);

    private static async Task<List<Case>> SameCallerAsync(HotlineDbContext database, IQueryable<Case> open, SimilarQuery query, CancellationToken cancellationToken)
    {
        var phone = PhoneNumber.Key(query.RequesterPhone);
        var contact = query.ContactId is { } id
            ? await database.Contacts.Where(row => row.Id == id).Select(row => row.NumberKey).SingleOrDefaultAsync(cancellationToken) ?? ""
            : "";
        return phone.Length == 0 && contact.Length == 0
            ? []
            : await open.Where(row => (phone != "" && row.RequesterPhoneKey == phone) || (contact != "" && row.RequesterPhoneKey == contact))
                .OrderByDescending(row => row.RegisteredAt).Take(Shown).ToListAsync(cancellationToken);
    }
}
