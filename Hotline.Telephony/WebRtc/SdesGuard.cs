using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.WebRtc;

/// <summary>Sound under keys that came with the SDP (RFC 4568): worth what the signalling is worth, so offered and taken over TLS only.</summary>
internal sealed class SdesGuard(SdesKey ours, SdesKey theirs) : IMediaGuard
{
    private readonly SrtpSession _outgoing = new(ours.Profile, ours.Key, ours.Salt);
    private SrtpSession _incoming = new(theirs.Profile, theirs.Key, theirs.Salt);
    private SrtpSession? _next;

    /// <inheritdoc/>
    public bool FindsPeer => false;

    /// <inheritdoc/>
    public PeerAddress? Peer => null;

    /// <summary>Whether we send under this key.</summary>
    public bool IsUnder(SdesKey key) => key.Profile == ours.Profile && key.Key.AsSpan().SequenceEqual(ours.Key) && key.Salt.AsSpan().SequenceEqual(ours.Salt);

    /// <summary>The far end sends under another key from now on. Any thread.</summary>
    public void Rekey(SdesKey key) => Interlocked.Exchange(ref _next, new SrtpSession(key.Profile, key.Key, key.Salt))?.Dispose();

    /// <inheritdoc/>
    public bool Take(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> source, GuardSend send) => false;

    /// <inheritdoc/>
    public void Beat(long now, GuardSend send)
    {
        // Nothing is repeated.
    }

    /// <inheritdoc/>
    public bool TryOpen(Span<byte> datagram, bool control, out int length)
    {
        if (Volatile.Read(ref _next) is not null && Interlocked.Exchange(ref _next, null) is { } next)
        {
            _incoming.Dispose();
            _incoming = next;
        }

        return control ? _incoming.TryOpenControl(datagram, out length) : _incoming.TryOpen(datagram, out length);
    }

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
        _next?.Dispose();
    }
}
