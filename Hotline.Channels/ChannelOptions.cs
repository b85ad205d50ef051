namespace Hotline.Channels;

/// <summary>Which doors are open, and how. A door without settings is closed: what should leave through it is held.</summary>
public sealed record ChannelOptions
{
    /// <summary>The SMS provider over SMPP 3.4; null where none is configured.</summary>
    public SmppOptions? Smpp { get; init; }
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

    /// <summary>Longest pause between attempts to connect; it doubles from 1 s. Default 60 s.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(60);
}
