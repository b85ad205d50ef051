namespace Hotline.Telephony.Rtp;

/// <summary>Sends a datagram from a leg's RTP socket.</summary>
internal delegate void GuardSend(ReadOnlySpan<byte> datagram, PeerAddress to);

/// <summary>
/// What stands between a leg's sockets and its sound: keeps strangers out, encrypts, and where the far end says so finds where it is. Every method runs on the
/// loop that has the leg.
/// </summary>
internal interface IMediaGuard : IDisposable
{
    /// <summary>True where it finds the far end's address itself (ICE), and the one in the SDP counts for nothing.</summary>
    bool FindsPeer { get; }

    /// <summary>The address it found: sound goes there and comes from there only; null until then.</summary>
    PeerAddress? Peer { get; }

    /// <summary>Takes what is neither RTP nor RTCP (RFC 7983); false for what is not the far end's.</summary>
    bool Take(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> source, GuardSend send);

    /// <summary>Every 20 ms.</summary>
    void Beat(long now, GuardSend send);

    /// <summary>Opens a packet where it stands; false for one that is not the far end's.</summary>
    bool TryOpen(Span<byte> datagram, bool control, out int length);

    /// <summary>Protects a packet where it stands; false while there are no keys yet.</summary>
    /// <param name="buffer">The packet, and room for 20 bytes more.</param>
    /// <param name="control">True for RTCP.</param>
    /// <param name="length">Of the packet; afterwards of the protected one.</param>
    bool TrySeal(Span<byte> buffer, bool control, ref int length);
}
