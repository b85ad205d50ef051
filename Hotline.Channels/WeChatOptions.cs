using System.Text;

namespace Hotline.Channels;

/// <summary>How callbacks are protected (消息加解密方式).</summary>
public enum WeChatMode
{
    /// <summary>In the clear (明文模式).</summary>
    Plain,

    /// <summary>In the clear and encrypted both; the encrypted part is believed (兼容模式).</summary>
    Compatible,

    /// <summary>Encrypted only (安全模式).</summary>
    Safe,
}

/// <summary>The city's WeChat official account. Values are those of the account's own console.</summary>
public sealed record WeChatOptions
{
    /// <summary>AppID.</summary>
    public required string AppId { get; init; }

    /// <summary>AppSecret.</summary>
    public required string AppSecret { get; init; }

    /// <summary>Token of the callback's signature: 3 to 32 letters and digits.</summary>
    public required string Token { get; init; }

    /// <summary>EncodingAESKey, 43 characters; needed for every mode but <see cref="WeChatMode.Plain"/>.</summary>
    public string? EncodingAesKey { get; init; }

    /// <summary>Default: <see cref="WeChatMode.Safe"/>.</summary>
    public WeChatMode Mode { get; init; } = WeChatMode.Safe;

    /// <summary>Where the platform is. Default <c>https://api.weixin.qq.com</c>.</summary>
    public Uri Api { get; init; } = new("https://api.weixin.qq.com");

    /// <summary>Path of the callback here. Default <c>/wechat/callback</c>.</summary>
    public string CallbackPath { get; init; } = "/wechat/callback";

    /// <summary>The template message for what is said more than 48 hours after the citizen last wrote; null goes straight to SMS.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Its fields: each with <c>{number}</c> or <c>{text}</c> put in, as <c>character_string1={number}</c>.</summary>
    public IReadOnlyList<string> TemplateFields { get; init; } = ["character_string1={number}", "thing2={text}"];

    /// <summary>How long the platform may take over one request. Default 10 s.</summary>
    public TimeSpan ApiTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>By when a callback is answered. Default 4.5 s: the platform waits 5 s.</summary>
    public TimeSpan ReplyWithin { get; init; } = TimeSpan.FromSeconds(4.5);

    /// <summary>How far a callback's time may be from ours, so that one overheard cannot be played again. Default 10 min.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A report begun and left alone so long is handed in as it is. Default 30 min.</summary>
    public TimeSpan DraftExpiry { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Largest photograph, voice or video taken over, in bytes. Default 20 MiB. Stops one message from filling the disk.</summary>
    public int MaxMediaBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Hosts that a video's address may lead to, with all below them. Default <c>qq.com</c>. Stops us from being sent to fetch from elsewhere.</summary>
    public IReadOnlyList<string> MediaHosts { get; init; } = ["qq.com"];

    /// <summary>Messages per second at most; 0 for no limit. Default 20.</summary>
    public int MessagesPerSecond { get; init; } = 20;

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        if (AppId.Length == 0 || AppSecret.Length == 0)
        {
            yield return "WeChat:AppId and WeChat:AppSecret are expected";
        }

        if (Token.Length is < 3 or > 32 || !Token.All(char.IsAsciiLetterOrDigit))
        {
            yield return "WeChat:Token: 3 to 32 letters and digits are expected";
        }

        if (Mode != WeChatMode.Plain && (EncodingAesKey is not { Length: 43 } || !EncodingAesKey.All(char.IsAsciiLetterOrDigit)))
        {
            yield return "WeChat:EncodingAesKey: 43 letters and digits are expected in this mode";
        }

        if (!Api.IsAbsoluteUri || (Api.Scheme != Uri.UriSchemeHttps && !Api.IsLoopback))
        {
            yield return "WeChat:Api: an https address is expected";
        }

        if (!CallbackPath.StartsWith('/') || !Ascii.IsValid(CallbackPath))
        {
            yield return "WeChat:CallbackPath: a path beginning with / is expected";
        }

        if (TemplateFields.Any(field => field.IndexOf('=', StringComparison.Ordinal) <= 0))
        {
            yield return "WeChat:TemplateFields: entries as name={number} or name={text} are expected";
        }

        if (ReplyWithin <= TimeSpan.Zero || ReplyWithin >= TimeSpan.FromSeconds(5))
        {
            yield return "WeChat:ReplyWithin: more than zero and less than 5 s is expected";
        }

        if (ApiTimeout <= TimeSpan.Zero || DraftExpiry <= TimeSpan.Zero || Freshness <= TimeSpan.Zero || MaxMediaBytes < 1 || MessagesPerSecond < 0)
        {
            yield return "WeChat: ApiTimeout, DraftExpiry, Freshness and MaxMediaBytes are more than zero, MessagesPerSecond is not below";
        }
    }
}
