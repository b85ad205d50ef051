namespace Hotline.Channels;

/// <summary>How a work group is spoken to.</summary>
public enum WorkGroupKind
{
    /// <summary>WeCom group robot (企业微信群机器人): the address holds its key; nothing is signed.</summary>
    WeCom,

    /// <summary>DingTalk group robot (钉钉自定义机器人), signed (加签).</summary>
    DingTalk,

    /// <summary>A unit's office automation, or anything else that speaks our own signed webhook (docs/workgroups.md).</summary>
    Oa,
}

/// <summary>A robot or office automation that is told of cases, and may answer.</summary>
public sealed record WorkGroupOptions
{
    /// <summary>The name by which <c>policies/workgroups.yaml</c> refers to it: letters, digits and hyphens, at most 50.</summary>
    public required string Name { get; init; }

    /// <summary>How it is spoken to.</summary>
    public required WorkGroupKind Kind { get; init; }

    /// <summary>Where messages are posted; https, or this machine.</summary>
    public required string Url { get; init; }

    /// <summary>
    /// DingTalk: the robot's 加签 secret. OA: the secret of both directions' signatures, 16 characters or more. WeCom robots sign nothing, but may call us with it.
    /// Null where nothing is signed: then nothing is taken in either.
    /// </summary>
    public string? Secret { get; init; }

    /// <summary>Whether the address may lead into a private network, as an OA's does. Default: no.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>How long it may take over one message. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages per minute at most; 0 for no limit. Default 20, which is what WeCom and DingTalk robots take.</summary>
    public int MessagesPerMinute { get; init; } = 20;

    /// <summary>The door it stands behind.</summary>
    internal ChannelKind Channel => Kind == WorkGroupKind.Oa ? ChannelKind.Oa : ChannelKind.WorkGroup;

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Name.Length is 0 or > 50 || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            yield return $"WorkGroups:{Name}: letters, digits and hyphens are expected, at most 50";
        }

        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback) || url.UserInfo.Length > 0)
        {
            yield return $"WorkGroups:{Name}:Url: an https address is expected";
        }

        if (Kind != WorkGroupKind.WeCom && Secret is null)
        {
            yield return $"WorkGroups:{Name}:Secret is expected";
        }

        if (Secret is { Length: < 16 })
        {
            yield return $"WorkGroups:{Name}:Secret: 16 characters or more are expected";
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromSeconds(30) || MessagesPerMinute < 0)
        {
            yield return $"WorkGroups:{Name}: a Timeout above zero and at most 30 s, and MessagesPerMinute not below zero are expected";
        }
    }
}
