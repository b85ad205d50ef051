using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.WebRtc;

/// <summary>Sound under keys that came with the SDP (RFC 4568): worth what the signalling is worth, so offered and taken over TLS only.</summary>
internal sealed class SdesGuard(SdesKey ours, SdesKey theirs) : IMediaGuard
{
    private readonly SrtpSession _outgoing = new(ours.Profile, ours.Key, ours.Salt);
    private readonly SrtpSession _incoming = new(theirs.Profile, theirs.Key, theirs.Salt);

    /// <inheritdoc/>
    public bool FindsPeer => false;

    /// <inheritdoc/>
    public PeerAddress? Peer => null;

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> source, GuardSend send)
    {
        // Nothing but sound is agreed.
    }

    /// <inheritdoc/>
    public void Beat(long now, GuardSend send)
    {
        // Nothing is repeated.
    }

    /// <inheritdoc/>
    public bool TryOpen(Span<byte> datagram, bool control, out int length) =>
        control ? _incoming.TryOpenControl(datagram, out length) : _incoming.TryOpen(datagram, out length);

    /// <inheritdoc/>
    public bool TrySeal(Span<byte> buffer, bool control, ref int length)
    {
        if (control)
        {
            length = _outgoing.SealControl(buffer, length);
            return true;
        }

        return _outgoing.TrySeal(buffer, ref length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _outgoing.Dispose();
        _incoming.Dispose();
    }
}
