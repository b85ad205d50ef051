namespace Hotline.Telephony.Sip.Messages;

/// <summary>A WWW-Authenticate or Proxy-Authenticate header (RFC 7616 §3.3).</summary>
internal sealed record DigestChallenge
{
    public required DigestAlgorithm Algorithm { get; init; }

    public required string Realm { get; init; }

    public required string Nonce { get; init; }

    public string? Opaque { get; init; }

    /// <summary>The credentials were right and the nonce too old: try again without asking the person.</summary>
    public bool IsStale { get; init; }

    /// <summary>False for challenges we cannot answer.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out DigestChallenge challenge)
    {
        challenge = null!;
        if (DigestFields.Read(value) is not { } fields || DigestFields.AlgorithmOf(fields) is not { } algorithm
            || !fields.TryGetValue("realm", out var realm) || !fields.TryGetValue("nonce", out var nonce)
            || !fields.TryGetValue("qop", out var quality)
            || !quality.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        challenge = new DigestChallenge
        {
            Algorithm = algorithm,
            Realm = realm,
            Nonce = nonce,
            Opaque = fields.GetValueOrDefault("opaque"),
            IsStale = fields.TryGetValue("stale", out var stale) && stale.Equals("true", StringComparison.OrdinalIgnoreCase),
        };
        return true;
    }

    /// <summary>The first challenge of a 401 or 407 we can answer (the peer lists what it prefers first, RFC 8760 §2.4).</summary>
    public static DigestChallenge? Of(SipResponse refusal)
    {
        foreach (ref readonly var line in refusal.Headers.Lines)
        {
            if (line.Name is HeaderName.WwwAuthenticate or HeaderName.ProxyAuthenticate && TryParse(line.Value.Span, out var challenge))
            {
                return challenge;
            }
        }

        return null;
    }

    /// <summary>Our credentials for a request; each challenge is answered once, so the count is always one.</summary>
    public string Answer(string userName, string password, string method, SipUri uri)
    {
        const string Once = "00000001";
        var clientNonce = SipToken.NewTag();
        var ha1 = DigestHash.OfAccount(Algorithm, userName, Realm, password);
        var credentials = new DigestCredentials
        {
            Algorithm = Algorithm,
            UserName = userName,
            Realm = Realm,
            Nonce = Nonce,
            Uri = uri.ToString(),
            Response = DigestHash.Response(Algorithm, ha1, method, uri.ToString(), Nonce, Once, clientNonce),
            NonceCount = Once,
            ClientNonce = clientNonce,
        };
        return Opaque is null ? credentials.ToString() : $"{credentials}, opaque={SipScanner.Quote(Opaque)}";
    }

    public override string ToString() =>
        $"Digest realm={SipScanner.Quote(Realm)}, qop=\"auth\", nonce=\"{Nonce}\", algorithm={DigestHash.NameOf(Algorithm)}" + (IsStale ? ", stale=true" : "");
}
