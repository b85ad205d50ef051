namespace Hotline.Telephony.Sip.Messages;

/// <summary>A user name and its password, for one realm: a challenge of another realm is not answered, so that a stranger cannot collect hashes.</summary>
internal sealed record SipCredentials(string UserName, string Password, string Realm)
{
    /// <summary>The header that answers a 401 or 407; null where we cannot or will not answer it.</summary>
    public (string Name, string Value)? Answer(SipResponse refusal, string method, SipUri uri) =>
        DigestChallenge.Of(refusal) is { } challenge && challenge.Realm == Realm
            ? (refusal.Status == SipStatus.Unauthorized ? HeaderName.Authorization : HeaderName.ProxyAuthorization, challenge.Answer(UserName, Password, method, uri))
            : null;
}
