namespace Hotline.Channels;

/// <summary>How another installation is reached, and how each knows the other (docs/exchange.md).</summary>
public sealed record ExchangeOptions
{
    /// <summary>The name by which <c>policies/exchange.yaml</c> refers to it: letters, digits and hyphens, at most 50.</summary>
    public required string Name { get; init; }

    /// <summary>Where that installation is: https, or this machine. Null where it cannot be reached from here: then what is for it is held.</summary>
    public string? Url { get; init; }

    /// <summary>The name of the key: letters, digits and hyphens, at most 50; the same on both sides, and of no other platform.</summary>
    public required string KeyId { get; init; }

    /// <summary>The key of both directions' signatures, 32 characters or more.</summary>
    public required string Key { get; init; }

    /// <summary>While keys are changed: the name of another key that is taken besides. Ours go out under <see cref="KeyId"/>.</summary>
    public string? OtherKeyId { get; init; }

    /// <summary>That key.</summary>
    public string? OtherKey { get; init; }

    /// <summary>Whether the address may lead into a private network, as government networks are. Default: no.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>How long it may take over one letter or one file. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Every key that is taken, by its name.</summary>
    internal IEnumerable<(string Id, string Key)> Keys => OtherKeyId is { } id && OtherKey is { } key ? [(KeyId, Key), (id, key)] : [(KeyId, Key)];

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal static IEnumerable<string> Errors(IReadOnlyList<ExchangeOptions> all)
    {
        foreach (var twice in all.SelectMany(peer => peer.Keys, (peer, key) => key.Id).GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"Exchange: the key name '{twice.Key}' stands twice; by it we know who calls";
        }

        foreach (var error in all.SelectMany(peer => peer.Errors()))
        {
            yield return error;
        }
    }

    private IEnumerable<string> Errors()
    {
        if (!IsName(Name))
        {
            yield return $"Exchange:{Name}: letters, digits and hyphens are expected, at most 50";
        }

        if (Url is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            || url.UserInfo.Length > 0 || url.Query.Length > 0))
        {
            yield return $"Exchange:{Name}:Url: an https address, or http on this machine, without user and query is expected, not '{Shown(address)}'";
        }

        if (!IsName(KeyId) || (OtherKeyId is not null && !IsName(OtherKeyId)))
        {
            yield return $"Exchange:{Name}:KeyId and OtherKeyId: letters, digits and hyphens are expected, at most 50";
        }

        if (Key.Length < 32 || OtherKey is { Length: < 32 })
        {
            yield return $"Exchange:{Name}:Key and OtherKey: 32 characters or more are expected";
        }

        if (OtherKeyId is null != OtherKey is null)
        {
            yield return $"Exchange:{Name}:OtherKeyId and OtherKey are given together";
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromSeconds(60))
        {
            yield return $"Exchange:{Name}:Timeout: above zero and at most 60 s is expected, not {Timeout}";
        }
    }

    /// <summary>Without what may be a password.</summary>
    private static string Shown(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path | UriComponents.KeepDelimiter, UriFormat.UriEscaped) : address;

    private static bool IsName(string name) => name.Length is > 0 and <= 50 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
