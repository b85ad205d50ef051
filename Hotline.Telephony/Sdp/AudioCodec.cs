namespace Hotline.Telephony.Sdp;

/// <summary>The speech codecs we carry, by their static payload numbers (RFC 3551 §6).</summary>
internal enum AudioCodec
{
    /// <summary>G.711 µ-law.</summary>
    Pcmu = 0,

    /// <summary>G.711 A-law, the codec of Chinese networks.</summary>
    Pcma = 8,
}

/// <summary>Which way media flows, seen from the side that says it (RFC 8866 §6.7).</summary>
internal enum MediaDirection
{
    SendReceive,
    SendOnly,
    ReceiveOnly,
    Inactive,
}
