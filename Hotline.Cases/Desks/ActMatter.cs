using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What an act refers to besides its case.</summary>
/// <param name="Contact">The contact it names.</param>
/// <param name="Joined">That contact is about this case already.</param>
/// <param name="Lead">The case to go with, or gone with so far.</param>
/// <param name="Leads">Other cases follow this one.</param>
internal sealed record ActMatter(Contact? Contact = null, bool Joined = false, Case? Lead = null, bool Leads = false)
{
    public static async Task<ActMatter> LoadAsync(HotlineDbContext database, Case concerned, Actor actor, CaseAct act, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case CaseAct.Supplement { ContactId: { } contactId } when actor.SeesContacts():
                return new(
                    await database.Contacts.SingleOrDefaultAsync(row => row.Id == contactId, cancellationToken),
                    Joined: await database.CaseContacts.AnyAsync(row => row.CaseId == concerned.Id && row.ContactId == contactId, cancellationToken));
            case CaseAct.Merge { Into: { } into } when actor.SeesAllCases():
                return new(
                    Lead: await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == into.Trim(), cancellationToken),
                    Leads: await database.Cases.AnyAsync(row => row.LeadId == concerned.Id && Merging.Following.Contains(row.State), cancellationToken));
            case CaseAct.Unmerge when concerned.LeadId is { } leadId:
                return new(Lead: await database.Cases.SingleAsync(row => row.Id == leadId, cancellationToken));
            default:
                return new();
        }
    }
}
