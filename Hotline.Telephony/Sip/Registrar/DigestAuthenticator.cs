using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Registrar;

/// <summary>
/// Tells who sent a request (RFC 3261 §22, RFC 7616, RFC 8760). An unknown account and a wrong password take the same steps and get the same
/// answer, so that nobody learns which names exist.
/// </summary>
internal sealed class DigestAuthenticator(
    IAgentDirectory agents, Doorkeeper door, string realm, IReadOnlyList<DigestAlgorithm> challenges, string product, TimeProvider time)
{
    private static readonly string DecoySha256 = DigestHash.OfAccount(DigestAlgorithm.Sha256, SipToken.NewTag(), "", SipToken.NewTag());
    private static readonly string DecoyMd5 = DigestHash.OfAccount(DigestAlgorithm.Md5, SipToken.NewTag(), "", SipToken.NewTag());

    private readonly Nonces _nonces = new(time);

    /// <summary>The account whose credentials the request carries; null with the refusal to send: 401, 403, or 400.</summary>
    public SipAccount? Authenticate(SipRequest request, SipFlow flow, string localTag, out SipResponse? refusal)
    {
        refusal = null;
        var source = door.SourceOf(request, flow);
        if (CredentialsOf(request) is not { } credentials)
        {
            refusal = Challenge(request, source, localTag, isStale: false);
            return null;
        }

        // Before the password is looked at: told only of right ones that their nonce is stale, a guesser with a nonce of his own making would know them.
        if (_nonces.Judge(credentials.Nonce, source, out var at) is not NonceVerdict.Fresh)
        {
            refusal = Challenge(request, source, localTag, isStale: true);
            return null;
        }

        var account = agents.Find(credentials.UserName);
        var ha1 = credentials.Algorithm switch
        {
            DigestAlgorithm.Sha256 => account?.Ha1Sha256 ?? DecoySha256,
            DigestAlgorithm.Md5 => account?.Ha1Md5 ?? DecoyMd5,
        };
        var expected = DigestHash.Response(
            credentials.Algorithm, ha1, request.Method, credentials.Uri, credentials.Nonce, credentials.NonceCount, credentials.ClientNonce);
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(credentials.Response.ToLowerInvariant()));
        if (!isRight || account is null || door.IsBarred(source, credentials.UserName))
        {
            door.Failed(source, credentials.UserName);
            refusal = Refuse(request, SipStatus.Forbidden, localTag);
            return null;
        }

        if (!IsAddressedTo(credentials.Uri, request))
        {
            refusal = Refuse(request, SipStatus.BadRequest, localTag);
            return null;
        }

        if (!_nonces.TryUse(credentials.Nonce, at, credentials.Count))
        {
            refusal = Challenge(request, source, localTag, isStale: true);
            return null;
        }

        door.Succeeded(source);
        return account;
    }

    private DigestCredentials? CredentialsOf(SipRequest request)
    {
        foreach (ref readonly var line in request.Headers.Lines)
        {
            if (line.Name == HeaderName.Authorization && DigestCredentials.TryParse(line.Value.Span, out var credentials) && credentials.Realm == realm)
            {
                return credentials;
            }
        }

        return null;
    }

    // Credentials overheard on one request are not good for another (RFC 7616 §3.4.6). Phones hash their proxy's port in, or their own
    // name into a REGISTER: whom a call is for has to agree, and the host.
    private static bool IsAddressedTo(string uri, SipRequest request) =>
        SipUri.TryParse(uri, out var hashed)
        && hashed.Host.Equals(request.Uri.Host, StringComparison.OrdinalIgnoreCase)
        && (request.Method == SipMethod.Register || hashed.User.Equals(request.Uri.User, StringComparison.Ordinal));

    private SipResponse Challenge(SipRequest request, IPAddress source, string localTag, bool isStale)
    {
        var response = Refuse(request, SipStatus.Unauthorized, localTag);
        var nonce = _nonces.New(source);
        foreach (var algorithm in challenges)
        {
            response.Headers.Add(
                HeaderName.WwwAuthenticate,
                new DigestChallenge { Algorithm = algorithm, Realm = realm, Nonce = nonce, IsStale = isStale }.ToString());
        }

        return response;
    }

    private SipResponse Refuse(SipRequest request, int status, string localTag)
    {
        var response = SipResponse.For(request, status, localTag);
        response.Headers.Add(HeaderName.Server, product);
        return response;
    }
}
