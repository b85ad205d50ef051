using System.Globalization;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>An Authorization or Proxy-Authorization header (RFC 7616 §3.4).</summary>
internal sealed record DigestCredentials
{
    private const int NonceCountDigits = 8;

    public required DigestAlgorithm Algorithm { get; init; }

    public required string UserName { get; init; }

    public required string Realm { get; init; }

    public required string Nonce { get; init; }

    /// <summary>The address as the client hashed it.</summary>
    public required string Uri { get; init; }

    public required string Response { get; init; }

    /// <summary>Eight hex digits, as the client hashed them.</summary>
    public required string NonceCount { get; init; }

    public required string ClientNonce { get; init; }

    /// <summary>How often the client used the nonce.</summary>
    public uint Count => uint.Parse(NonceCount, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>False for a count that is not eight hex digits, and for other schemes, algorithms and qualities than <c>Digest</c> with <c>qop=auth</c>: without qop there is no count to tell a replay by.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out DigestCredentials credentials)
    {
        credentials = null!;
        if (DigestFields.Read(value) is not { } fields || DigestFields.AlgorithmOf(fields) is not { } algorithm
            || !fields.TryGetValue("username", out var userName) || !fields.TryGetValue("realm", out var realm)
            || !fields.TryGetValue("nonce", out var nonce) || !fields.TryGetValue("uri", out var uri)
            || !fields.TryGetValue("response", out var response) || !fields.TryGetValue("nc", out var count)
            || count.Length != NonceCountDigits || !count.All(char.IsAsciiHexDigit)
            || !fields.TryGetValue("cnonce", out var clientNonce)
            || !fields.TryGetValue("qop", out var quality) || !quality.Equals("auth", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        credentials = new DigestCredentials
        {
            Algorithm = algorithm,
            UserName = userName,
            Realm = realm,
            Nonce = nonce,
            Uri = uri,
            Response = response,
            NonceCount = count,
            ClientNonce = clientNonce,
        };
        return true;
    }

    public override string ToString() =>
        $"Digest username={SipScanner.Quote(UserName)}, realm={SipScanner.Quote(Realm)}, nonce={SipScanner.Quote(Nonce)}, uri={SipScanner.Quote(Uri)}, "
        + $"response={SipScanner.Quote(Response)}, algorithm={DigestHash.NameOf(Algorithm)}, cnonce={SipScanner.Quote(ClientNonce)}, qop=auth, nc={NonceCount}";
}
