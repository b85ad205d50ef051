namespace Hotline.Cases;

/// <summary>
/// Which addresses belong to one person, as far as the evidence goes (identity links). Nothing is ever merged: contacts and cases stay as they came, a link
/// only lets them be seen together, and ending it takes that back. Every link keeps its evidence, also when it is over. Thread-safe.
/// </summary>
public interface IIdentityDesk
{
    /// <summary>All links, ended ones too, of a contact's address: of an openid or an e-mail address its phones, of a phone its addresses. Those that hold first, then the newest.</summary>
    ValueTask<IReadOnlyList<IdentityView>> ListAsync(Actor actor, Guid contactId, CancellationToken cancellationToken);

    /// <summary>
    /// Links the address of a contact by message to the phone of another contact, by which the citizen said so: a call answered, a short message, a visit.
    /// A link that the citizen proved by a code is stronger and stays: it is ended first, by whoever may.
    /// </summary>
    ValueTask<ActResult<IReadOnlyList<IdentityView>>> LinkAsync(Actor actor, Guid contactId, Guid? evidenceContactId, string? note, CancellationToken cancellationToken);

    /// <summary>Ends a link, with the reason; in the audit trail like the linking.</summary>
    ValueTask<ActResult<IReadOnlyList<IdentityView>>> EndAsync(Actor actor, Guid contactId, Guid? linkId, string? reason, CancellationToken cancellationToken);
}

/// <summary>A link of an address to a phone.</summary>
/// <param name="Id">The link.</param>
/// <param name="Address">The address with its door before it, as <c>email:wang@example.org</c>.</param>
/// <param name="Phone">The phone.</param>
/// <param name="Evidence">What it rests on: <c>code-by-sms</c>, or <c>contact:</c> and the contact in which the citizen said so.</param>
/// <param name="LinkedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it holds.</param>
public sealed record IdentityView(Guid Id, string Address, string Phone, string Evidence, DateTimeOffset LinkedAt, DateTimeOffset? EndedAt);
