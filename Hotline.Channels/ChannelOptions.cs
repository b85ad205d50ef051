using System.Text;

namespace Hotline.Channels;

/// <summary>Which doors are open, and how. A door without settings is closed: what should leave through it is held.</summary>
public sealed record ChannelOptions
{
    /// <summary>The SMS provider over SMPP 3.4; null where none is configured.</summary>
    public SmppOptions? Smpp { get; init; }

    /// <summary>The e-mail letterbox; null where none is configured.</summary>
    public EmailOptions? Email { get; init; }

    /// <summary>The WeChat official account; null where none is configured.</summary>
    public WeChatOptions? WeChat { get; init; }

    /// <summary>The report form on our own web pages; null where it is closed.</summary>
    public WebFormOptions? Web { get; init; }

    /// <summary>Open311 GeoReport v2; null where it is closed.</summary>
    public Open311Options? Open311 { get; init; }
}

/// <summary>One SMPP 3.4 provider.</summary>
public sealed record SmppOptions
{
    /// <summary>Host name or address of the message centre.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port. Default 2775, the one registered for SMPP.</summary>
    public int Port { get; init; } = 2775;

    /// <summary>system_id of the bind (SMPP 3.4 §5.2.1), at most 15 characters.</summary>
    public required string SystemId { get; init; }

    /// <summary>password of the bind (§5.2.2), at most 8 characters.</summary>
    public required string Password { get; init; }

    /// <summary>Our own number, before any extension code. Default 12345.</summary>
    public string SourceNumber { get; init; } = "12345";

    /// <summary>Requests under way at once. Default 10; §2.9 suggests no more.</summary>
    public int Window { get; init; } = 10;

    /// <summary>How long an answer may take (§7.2 response_timer). Default 10 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A quiet link is tested this often (§7.2 enquire_link_timer). Default 30 s.</summary>
    public TimeSpan EnquireLinkInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause between attempts to connect; it doubles from 1 s. Default 60 s. A refused bind waits this long at once.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>submit_sm per second at most, each part of a long text counted; 0 for no limit. Default 50; the provider's contract says.</summary>
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>
    /// How long the parts of an incoming long text are waited for; then what came is handed on with gaps marked. Default 15 min.
    /// Stops parts that never come from being kept for ever.
    /// </summary>
    public TimeSpan LongTextExpiry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Incoming long texts put together at once. Default 1,000; the oldest gives way. Stops a flood of first parts from filling memory.</summary>
    public int MaxLongTexts { get; init; } = 1000;

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        if (string.IsNullOrWhiteSpace(Host))
        {
            yield return "Sms:Smpp:Host: a host name or address is expected";
        }

        if (Port is < 1 or > 65535)
        {
            yield return "Sms:Smpp:Port: 1 to 65535 is expected";
        }

        if (SystemId.Length is 0 or > 15 || !Ascii.IsValid(SystemId))
        {
            yield return "Sms:Smpp:SystemId: 1 to 15 ASCII characters are expected (SMPP 3.4 §5.2.1)";
        }

        if (Password.Length > 8 || !Ascii.IsValid(Password))
        {
            yield return "Sms:Smpp:Password: at most 8 ASCII characters are expected (SMPP 3.4 §5.2.2)";
        }

        if (SourceNumber.Length is 0 or > 20 || !SourceNumber.All(char.IsAsciiDigit))
        {
            yield return "Sms:Smpp:SourceNumber: 1 to 20 digits are expected (SMPP 3.4 §5.2.8)";
        }

        if (Window is < 1 or > 1000)
        {
            yield return "Sms:Smpp:Window: 1 to 1000 is expected";
        }

        if (MessagesPerSecond < 0)
        {
            yield return "Sms:Smpp:MessagesPerSecond: 0 or more is expected";
        }

        if (MaxLongTexts < 1)
        {
            yield return "Sms:Smpp:MaxLongTexts: 1 or more is expected";
        }

        foreach (var (name, value) in new[]
        {
            (nameof(ResponseTimeout), ResponseTimeout), (nameof(EnquireLinkInterval), EnquireLinkInterval),
            (nameof(MaxReconnectDelay), MaxReconnectDelay), (nameof(LongTextExpiry), LongTextExpiry),
        })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            {
                yield return $"Sms:Smpp:{name}: more than zero and at most a day is expected";
            }
        }
    }
}
