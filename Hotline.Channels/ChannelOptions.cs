namespace Hotline.Channels;

/// <summary>Which doors are open, and how. A door without settings is closed: what should leave through it is held.</summary>
public sealed record ChannelOptions
{
    /// <summary>Short messages; without a provider in it none is sent or received.</summary>
    public SmsOptions Sms { get; init; } = new();

    /// <summary>The e-mail letterbox; null where none is configured.</summary>
    public EmailOptions? Email { get; init; }

    /// <summary>The WeChat official account; null where none is configured.</summary>
    public WeChatOptions? WeChat { get; init; }

    /// <summary>The report form on our own web pages; null where it is closed.</summary>
    public WebFormOptions? Web { get; init; }

    /// <summary>Robots of work groups and units' office automation, by name; none unless set.</summary>
    public IReadOnlyList<WorkGroupOptions> WorkGroups { get; init; } = [];

    /// <summary>Other installations that cases are exchanged with, by name; none unless set.</summary>
    public IReadOnlyList<ExchangeOptions> Exchange { get; init; } = [];

    /// <summary>Open311 GeoReport v2; null where it is closed.</summary>
    public Open311Options? Open311 { get; init; }
}
