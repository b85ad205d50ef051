namespace Hotline.Telephony.Sip.Parsing;

/// <summary>What one message may cost us. Checked before anything is read that grows with it.</summary>
internal sealed record SipLimits
{
    public static SipLimits Default { get; } = new();

    /// <summary>Bytes of a whole message. 65,535 is what a datagram can hold (RFC 768); the same on a stream, so that one connection cannot fill memory.</summary>
    public int MaxMessageBytes { get; init; } = 65_535;

    /// <summary>Bytes before the body. Stops a stream that never ends its headers; a full Record-Route of ten proxies is under 2 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 16_384;

    /// <summary>Header lines. Stops a message made of thousands of empty headers from taking 24 bytes of table for every 4 on the wire.</summary>
    public int MaxHeaders { get; init; } = 128;

    /// <summary>Bytes of a Request-URI; more is 414. Stops log and routing work on addresses no one dials.</summary>
    public int MaxUriBytes { get; init; } = 4_096;
}
