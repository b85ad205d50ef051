namespace Hotline.Channels.Sending;

/// <summary>A configured provider, as the sender sees it. Thread-safe.</summary>
internal interface IOutboundDoor
{
    ChannelKind Channel { get; }

    /// <summary>How long whoever sends waits for the provider's word.</summary>
    TimeSpan Patience { get; }

    /// <summary>
    /// One attempt. It may outlast <see cref="Patience"/>; it always ends, at the latest when the link to the provider ends. Never throws.
    /// </summary>
    Task<SendOutcome> SendAsync(OutboundMessage message);
}
