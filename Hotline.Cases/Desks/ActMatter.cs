using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What an act refers to besides its case.</summary>
/// <param name="Contact">The contact it names.</param>
/// <param name="Joined">That contact is about this case already.</param>
/// <param name="Lead">The case to go with, or gone with so far.</param>
/// <param name="Leads">Other cases follow this one.</param>
/// <param name="Followers">Those that its reply would answer too.</param>
/// <param name="Evidence">The call or message that a contact with the requester points at; null: there is none such.</param>
/// <param name="Photos">Those of the photos named that belong to the case.</param>
/// <param name="Door">Where the requester can be written to.</param>
/// <param name="Staff">Which units could decide on what the act asks for.</param>
internal sealed record ActMatter(
    Contact? Contact = null,
    bool Joined = false,
    Case? Lead = null,
    bool Leads = false,
    IReadOnlyList<Case>? Followers = null,
    ContactEvidence? Evidence = null,
    IReadOnlyList<Guid>? Photos = null,
    NoticeDoor? Door = null,
    UnitStaff? Staff = null)
{
    public static async Task<ActMatter> LoadAsync(
        HotlineDbContext database, Case concerned, Actor actor, CaseAct act, IReadOnlyList<ExchangePeer> peers, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case CaseAct.Supplement { ContactId: { } contactId } when actor.SeesContacts():
                return await ContactAsync(database, concerned, contactId, cancellationToken);
            case CaseAct.Object { ContactId: { } contactId } when actor.SeesContacts():
                return await ContactAsync(database, concerned, contactId, cancellationToken);
            case CaseAct.Merge { Into: { } into } when actor.SeesAllCases():
                return new(
                    Lead: await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == into.Trim(), cancellationToken),
                    Leads: await database.Cases.AnyAsync(row => row.LeadId == concerned.Id && Merging.Following.Contains(row.State), cancellationToken));
            case CaseAct.OnSite { PhotoIds: { Count: > 0 } photos }:
                return new(Photos: await database.CasePhotos.Where(row => row.CaseId == concerned.Id && photos.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken));
            case CaseAct.ContactRequester { ContactId: { } contactId }:
                return new(Evidence: await CallAsync(database, concerned, contactId, cancellationToken));
            case CaseAct.ContactRequester { NoticeId: { } noticeId }:
                return new(Evidence: await database.Notices.SingleOrDefaultAsync(row => row.Id == noticeId, cancellationToken) is { } notice
                    ? new(notice.Medium, notice.SentAt, notice.CaseId == concerned.Id && notice.Kind == OutboxNotice.UnitKind)
                    : null);
            case CaseAct.Message:
                return new(Door: await database.DoorOfAsync(concerned, cancellationToken)
                    ?? (PhoneNumber.TakesMessages(concerned.RequesterPhone) ? new NoticeDoor(Medium.Sms, concerned.RequesterPhone!) : null));
            case CaseAct.Reply or CaseAct.SignOff:
                return new(
                    Followers: await database.Cases.ForDecision().Where(row => row.LeadId == concerned.Id && Merging.Open.Contains(row.State))
                        .OrderBy(row => row.Number).ToListAsync(cancellationToken),
                    Staff: await database.UnitStaffAsync(peers, cancellationToken));
            case CaseAct.Return or CaseAct.Extend or CaseAct.ApproveClosing:
                return new(Staff: await database.UnitStaffAsync(peers, cancellationToken));
            case CaseAct.Unmerge when concerned.LeadId is { } leadId:
                return new(Lead: await database.Cases.SingleAsync(row => row.Id == leadId, cancellationToken));
            default:
                return new();
        }
    }

    /// <summary>A call or message with that requester: from or to their number, an address linked to it, or already about the case.</summary>
    private static async Task<ContactEvidence?> CallAsync(HotlineDbContext database, Case concerned, Guid contactId, CancellationToken cancellationToken)
    {
        if (await database.Contacts.SingleOrDefaultAsync(row => row.Id == contactId, cancellationToken) is not { } contact)
        {
            return null;
        }

        var phone = concerned.RequesterPhoneKey;
        var theirs = (phone.Length > 0 && (contact.NumberKey == phone
                || await database.IdentityLinks.AnyAsync(row => row.AddressKey == contact.NumberKey && row.PhoneKey == phone && row.EndedAt == null, cancellationToken)))
            || await database.CaseContacts.AnyAsync(row => row.CaseId == concerned.Id && row.ContactId == contactId, cancellationToken);
        return new(contact.Medium, contact.Medium == Medium.Phone || contact.Medium == Medium.WebCall ? contact.AnsweredAt : contact.ArrivedAt, theirs);
    }

    private static async Task<ActMatter> ContactAsync(HotlineDbContext database, Case concerned, Guid contactId, CancellationToken cancellationToken) => new(
        await database.Contacts.SingleOrDefaultAsync(row => row.Id == contactId, cancellationToken),
        Joined: await database.CaseContacts.AnyAsync(row => row.CaseId == concerned.Id && row.ContactId == contactId, cancellationToken));
}
