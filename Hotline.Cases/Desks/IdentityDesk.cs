using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>See <see cref="IIdentityDesk"/>.</summary>
internal sealed class IdentityDesk(Ledger ledger, TimeProvider time) : IIdentityDesk
{
    private const int LongestReason = 500;

    public ValueTask<IReadOnlyList<IdentityView>> ListAsync(Actor actor, Guid contactId, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<IdentityView>>(async database =>
            await FindAsync(database, actor, contactId, cancellationToken) is { } contact ? await ShowAsync(database, contact, cancellationToken) : []);

    public ValueTask<ActResult<IReadOnlyList<IdentityView>>> LinkAsync(Actor actor, Guid contactId, Guid? evidenceContactId, string? note, CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<IReadOnlyList<IdentityView>>>(
            async database =>
            {
                var contact = await FindAsync(database, actor, contactId, cancellationToken);
                var evidence = evidenceContactId is { } id ? await FindAsync(database, actor, id, cancellationToken) : null;
                if (contact is null)
                {
                    return new ActResult<IReadOnlyList<IdentityView>>.NotFound();
                }

                if (ContactAddress.IsPhone(contact.Medium) || contact.Medium is Medium.Platform)
                {
                    return Wrong("contactId", "只有微信、电子邮件、网页等来件的地址可以关联到电话号码");
                }

                if (evidence is null || !IsEvidence(evidence))
                {
                    return Wrong("evidenceContactId", "须为本人来电（已接听）、来短信或到窗口的记录，且有号码");
                }

                if (string.IsNullOrWhiteSpace(note) || note.Length > LongestReason)
                {
                    return Wrong("note", $"请写明依据，不超过{LongestReason}字");
                }

                var held = await database.IdentityLinks.SingleOrDefaultAsync(row => row.AddressKey == contact.NumberKey && row.EndedAt == null, cancellationToken);
                if (held is { Evidence: IdentityLink.ByCode } && held.PhoneKey != evidence.NumberKey)
                {
                    return new ActResult<IReadOnlyList<IdentityView>>.NotAllowed("stronger-evidence", null, "本人已用验证码关联到另一号码；请先解除", []);
                }

                if (held?.PhoneKey != evidence.NumberKey)
                {
                    var now = time.GetUtcNow();
                    held?.End(now);
                    await database.SaveChangesAsync(cancellationToken);
                    database.IdentityLinks.Add(IdentityLink.Of(contact.NumberKey, evidence.Number, $"contact:{evidence.Id}", now));
                    database.Audit.Add(AuditEntry.Of(actor, AuditEntry.IdentityLinked, contact.Id.ToString(), note.Trim(), now));
                    await database.SaveChangesAsync(cancellationToken);
                }

                return new ActResult<IReadOnlyList<IdentityView>>.Done(await ShowAsync(database, contact, cancellationToken), Repeated: false);
            },
            cancellationToken);

    public ValueTask<ActResult<IReadOnlyList<IdentityView>>> EndAsync(Actor actor, Guid contactId, Guid? linkId, string? reason, CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<IReadOnlyList<IdentityView>>>(
            async database =>
            {
                var contact = await FindAsync(database, actor, contactId, cancellationToken);
                var link = contact is null ? null : await Links(database, contact).SingleOrDefaultAsync(row => row.Id == linkId, cancellationToken);
                if (contact is null || link is null)
                {
                    return new ActResult<IReadOnlyList<IdentityView>>.NotFound();
                }

                if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
                {
                    return Wrong("reason", $"请写明理由，不超过{LongestReason}字");
                }

                if (link.EndedAt is null)
                {
                    link.End(time.GetUtcNow());
                    database.Audit.Add(AuditEntry.Of(actor, AuditEntry.IdentityEnded, contact.Id.ToString(), reason.Trim(), time.GetUtcNow()));
                    await database.SaveChangesAsync(cancellationToken);
                }

                return new ActResult<IReadOnlyList<IdentityView>>.Done(await ShowAsync(database, contact, cancellationToken), Repeated: false);
            },
            cancellationToken);

    /// <summary>Somebody was there: what is only signalled or written into a sender's field is no evidence of who it is.</summary>
    private static bool IsEvidence(Contact contact) => contact.NumberKey.Length >= 5
        && contact.Medium is Medium.Phone or Medium.Sms or Medium.Counter && (contact.Medium != Medium.Phone || contact.AnsweredAt is not null);

    private static async Task<Contact?> FindAsync(HotlineDbContext database, Actor actor, Guid contactId, CancellationToken cancellationToken) =>
        actor.SeesContacts() ? await database.Contacts.SingleOrDefaultAsync(row => row.Id == contactId, cancellationToken) : null;

    private static IQueryable<IdentityLink> Links(HotlineDbContext database, Contact contact) => ContactAddress.IsPhone(contact.Medium)
        ? database.IdentityLinks.Where(row => row.PhoneKey == contact.NumberKey && contact.NumberKey != "")
        : database.IdentityLinks.Where(row => row.AddressKey == contact.NumberKey);

    private static async Task<IReadOnlyList<IdentityView>> ShowAsync(HotlineDbContext database, Contact contact, CancellationToken cancellationToken) =>
        [.. (await Links(database, contact).OrderBy(row => row.EndedAt != null).ThenByDescending(row => row.LinkedAt).ToListAsync(cancellationToken))
            .Select(row => new IdentityView(row.Id, row.AddressKey, row.Phone, row.Evidence, row.LinkedAt, row.EndedAt))];

    private static ActResult<IReadOnlyList<IdentityView>>.Invalid Wrong(string field, string words) => new(ActErrand.Error(field, words));
}
