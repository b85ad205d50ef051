namespace Hotline.Channels;

/// <summary>
/// A provider with an interface of its own over HTTP, described by templates. Placeholders in <see cref="Url"/>, <see cref="Headers"/> and
/// <see cref="Body"/>: <c>{to}</c>, <c>{from}</c> (our number with its extension code), <c>{extension}</c>, <c>{text}</c>, <c>{signature}</c>, <c>{key}</c>
/// (our own key of the message), <c>{template}</c>, <c>{case}</c>, <c>{code}</c>. Each is written as its place asks: percent-encoded in an address and a form, as the
/// inside of a string in JSON.
/// </summary>
public sealed record HttpSmsOptions : SmsProviderOptions
{
    /// <summary>Where messages go, with placeholders in path or query only. The host is the only one ever spoken to.</summary>
    public required string Url { get; init; }

    /// <summary>GET, POST or PUT. Default POST.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Header fields, as <c>Authorization: Bearer abc</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What kind the body is: <c>application/json</c> or <c>application/x-www-form-urlencoded</c>. Default JSON.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The body. Default empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>What an answer must say to mean "taken": <c>path=value|value</c>, as <c>code=0</c>. Null: any 2xx.</summary>
    public string? Taken { get; init; }

    /// <summary>What an answer says when the message can never be sent (number or text), as <c>code=1001|1002</c>: the next provider is not tried.</summary>
    public string? Refused { get; init; }

    /// <summary>What an answer says when we send too fast, as <c>code=429</c>; HTTP 429 means so too.</summary>
    public string? Throttled { get; init; }

    /// <summary>Where the provider's id stands in the answer, as <c>data.0.id</c>. Null: our own key is the id.</summary>
    public string? Id { get; init; }

    /// <summary>Where a code of the failure stands in the answer, as <c>code</c>.</summary>
    public string? Error { get; init; }

    /// <summary>The provider's template for each kind of message (<c>survey</c>, <c>receipt</c>, <c>code</c>); a kind without one is not sent here when any is set.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the host may have an address of a private network: an own gateway in the city's network. Default no.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>
    /// The secret of calls from the provider to <c>/doors/sms/NAME/report</c> and <c>/doors/sms/NAME/reply</c>; without it there are none. Each carries
    /// <c>X-Timestamp</c> (Unix seconds, at most 5 minutes away) and <c>X-Signature</c>: HMAC-SHA256 in hexadecimal of the timestamp, a full stop and the body.
    /// </summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Where in a call the entries stand, where it holds several, as <c>reports</c>. Null: the call is one entry, or a list of them.</summary>
    public string? Entries { get; init; }

    /// <summary>Where in an entry of a report the id of <see cref="Id"/> stands. Default <c>id</c>.</summary>
    public string ReportId { get; init; } = "id";

    /// <summary>Where in an entry of a report the state stands. Default <c>state</c>.</summary>
    public string ReportState { get; init; } = "state";

    /// <summary>States that mean "delivered". Default <c>DELIVRD</c>.</summary>
    public IReadOnlyList<string> Delivered { get; init; } = ["DELIVRD"];

    /// <summary>States that mean "on its way". Default none.</summary>
    public IReadOnlyList<string> UnderWay { get; init; } = [];

    /// <summary>Where in an entry of a reply the provider's id stands. Default <c>id</c>.</summary>
    public string ReplyId { get; init; } = "id";

    /// <summary>Where in an entry of a reply the sender's number stands. Default <c>from</c>.</summary>
    public string ReplyFrom { get; init; } = "from";

    /// <summary>Where in an entry of a reply the number written to stands. Default <c>to</c>.</summary>
    public string ReplyTo { get; init; } = "to";

    /// <summary>Where in an entry of a reply the words stand. Default <c>text</c>.</summary>
    public string ReplyText { get; init; } = "text";

    internal bool IsForm => string.Equals(ContentType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    internal override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
        {
            yield return error;
        }

        if (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Authority.AsSpan().IndexOfAny("{}%") >= 0 || uri.UserInfo.Length > 0)
        {
            yield return $"{Key(nameof(Url))}: a web address without placeholders in its host is expected";
        }
        else if (uri.Scheme == "http" && !AllowPrivate)
        {
            yield return $"{Key(nameof(Url))}: https is expected; http only to a private network (AllowPrivate)";
        }

        if (Method is not ("GET" or "POST" or "PUT"))
        {
            yield return $"{Key(nameof(Method))}: GET, POST or PUT is expected";
        }

        if (!IsForm && !string.Equals(ContentType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{Key(nameof(ContentType))}: application/json or application/x-www-form-urlencoded is expected";
        }

        foreach (var (name, rule) in new[] { (nameof(Taken), Taken), (nameof(Refused), Refused), (nameof(Throttled), Throttled) })
        {
            if (rule is not null && rule.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                yield return $"{Key(name)}: path=value is expected";
            }
        }

        if (WebhookSecret is { Length: < 16 })
        {
            yield return $"{Key(nameof(WebhookSecret))}: at least 16 characters are expected";
        }
    }
}
