using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;

namespace Hotline.Host.Access;

/// <summary>
/// Session cookies opened lately, so that each request of a session does not decrypt and check the same cookie again. Whether the session still holds (its end, the person,
/// their password, their roles) is looked at with every request as before. Thread-safe.
/// </summary>
/// <param name="seal">What seals and opens them.</param>
/// <param name="time">The clock.</param>
internal sealed class KnownTickets(ISecureDataFormat<AuthenticationTicket> seal, TimeProvider time) : ISecureDataFormat<AuthenticationTicket>
{
    /// <summary>Sessions of a large centre; beyond it all are forgotten, so that cookies sent by whoever cannot fill the memory.</summary>
    private const int Most = 4096;

    /// <summary>After this a cookie is opened again: a key that was revoked no longer opens it.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (AuthenticationTicket Ticket, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    public string Protect(AuthenticationTicket data) => seal.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => seal.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        if (protectedText is null || purpose is not null)
        {
            return seal.Unprotect(protectedText, purpose);
        }

        var now = time.GetUtcNow();
        if (!known.TryGetValue(protectedText, out var kept) || kept.Until <= now)
        {
            // What does not open is not kept.
            if (seal.Unprotect(protectedText) is not { } opened)
            {
                return null;
            }

            if (known.Count >= Most)
            {
                known.Clear();
            }

            known[protectedText] = kept = (opened, now + Lasts);
        }

        // The handler may change when it ends.
        return new AuthenticationTicket(kept.Ticket.Principal, kept.Ticket.Properties.Clone(), kept.Ticket.AuthenticationScheme);
    }
}
