using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Rows of lists, each list with a fixed number of queries however long it is.</summary>
internal static class RowViews
{
    public static async Task<IReadOnlyList<ContactSummary>> ShowAsync(
        this HotlineDbContext database, IReadOnlyList<Contact> contacts, bool maskNumber, CancellationToken cancellationToken)
    {
        if (contacts.Count == 0)
        {
            return [];
        }

        var numbers = await database.CaseNumbersAsync([.. contacts.Select(contact => contact.Id)], cancellationToken);
        return [.. contacts.Select(contact => new ContactSummary
        {
            Id = contact.Id,
            Medium = contact.Medium,
            Number = maskNumber ? "" : contact.Number,
            ArrivedAt = contact.ArrivedAt,
            AnsweredAt = contact.AnsweredAt,
            EndedAt = contact.EndedAt,
            AgentId = contact.AgentId,
            Tag = contact.Tag,
            Rating = contact.Rating,
            CaseNumbers = [.. numbers[contact.Id]],
        })];
    }

    public static async Task<IReadOnlyList<CaseSummary>> ShowAsync(
        this HotlineDbContext database, IReadOnlyList<Case> cases, DateTimeOffset now, CancellationToken cancellationToken, IReadOnlyDictionary<Guid, Veil>? veils = null, bool toUnit = false)
    {
        if (cases.Count == 0)
        {
            return [];
        }

        var ids = cases.Select(row => row.Id).ToList();
        var clocks = (await database.Countdowns.Where(row => ids.Contains(row.CaseId) && row.EndedAt == null)
            .Select(row => new { row.CaseId, row.Name, row.Due, row.LateAfter }).ToListAsync(cancellationToken))
            .Where(row => !toUnit || row.Name != ClockName.Objection).ToLookup(row => row.CaseId);
        return [.. cases.Select(row => new CaseSummary
        {
            Number = row.Number,
            State = row.State,
            RequestType = CaseReader.Code(row.RequestType),
            Category = new CategoryRef(row.CategoryCode, row.CategoryPath),
            Place = veils?.GetValueOrDefault(row.Id)?.Over(row.Place) ?? row.Place,
            Text = veils?.GetValueOrDefault(row.Id)?.Over(row.Text) ?? row.Text,
            Hazard = row.Hazard,
            Supervised = row.Supervised,
            Confidential = row.Confidential,
            RegisteredAt = row.RegisteredAt,
            Unit = UnitOf(row),
            NextDue = clocks[row.Id].MinBy(clock => clock.Due) is { } next ? NextDue(next.Name, next.Due, next.LateAfter, now) : null,
        })];
    }

    public static UnitRef? UnitOf(Case row) => row.UnitId is { } unit ? new UnitRef(unit, row.UnitName ?? "") : null;

    public static NextDueView NextDue(ClockName name, DateTimeOffset due, DateTimeOffset lateAfter, DateTimeOffset now) => new(Expiring.Code(name), due, now > lateAfter);

    public static async Task<IReadOnlyList<RecordingSummary>> ShowAsync(
        this HotlineDbContext database, IReadOnlyList<Recording> recordings, CancellationToken cancellationToken)
    {
        if (recordings.Count == 0)
        {
            return [];
        }

        var agents = recordings.Select(row => row.AgentId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var names = await database.Staff.Where(row => row.AgentId != null && agents.Contains(row.AgentId))
            .ToDictionaryAsync(row => row.AgentId!, row => row.Name, StringComparer.Ordinal, cancellationToken);
        var numbers = await database.CaseNumbersAsync([.. recordings.Select(row => row.ContactId)], cancellationToken);
        return [.. recordings.Select(row => new RecordingSummary(
            row.Id,
            row.CallId,
            row.ContactId,
            row.StartedAt,
            row.DurationSeconds,
            row.TalkSeconds,
            row.Number,
            row.AgentId,
            row.AgentId is null ? null : names.GetValueOrDefault(row.AgentId),
            [.. numbers[row.ContactId]],
            row.Sealed,
            row.Sha256,
            row.File,
            row.Sounds,
            row.Opinion))];
    }

    private static async Task<ILookup<Guid, string>> CaseNumbersAsync(this HotlineDbContext database, List<Guid> contactIds, CancellationToken cancellationToken) =>
        (await database.CaseContacts.Where(link => contactIds.Contains(link.ContactId))
            .Join(database.Cases, link => link.CaseId, row => row.Id, (link, row) => new { link.ContactId, row.Number })
            .OrderBy(row => row.Number).ToListAsync(cancellationToken)).ToLookup(row => row.ContactId, row => row.Number);
}
