using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.WebRtc;

/// <summary>What one side says of itself for ICE (RFC 8839 §5.4): at least 24 and 128 random bits.</summary>
/// <param name="Fragment">The user name fragment.</param>
/// <param name="Password">Signs checks.</param>
internal sealed record IceCredentials(string Fragment, string Password)
{
    /// <summary>Fresh ones.</summary>
    public static IceCredentials New() => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
}

/// <summary>What a browser said of itself in its SDP.</summary>
/// <param name="Fragment">Its ICE user name fragment.</param>
/// <param name="Fingerprint">SHA-256 of its certificate, hex with colons.</param>
/// <param name="IsActive">It begins the DTLS handshake (<c>a=setup</c> is <c>active</c>, or <c>actpass</c> in an offer).</param>
internal sealed record BrowserPeer(string Fragment, string Fingerprint, bool IsActive);

/// <summary>
/// A browser's sound: ICE-lite finds where it is (RFC 8445 §2.5), DTLS gives the keys (RFC 5764), SRTP protects. Only an address that has proven to know our
/// password may speak DTLS, and only the certificate named in the SDP gets keys. What fails a tag is dropped, and the call goes on.
/// <code>
/// browser  STUN check →          ClientHello →                    … Finished →   SRTP →
/// us               ← answer                 ← ServerHello, cert …                ← SRTP
/// </code>
/// </summary>
internal sealed class BrowserGuard : IMediaGuard
{
    // The handshake's own timer starts at a second; to look five times in it is enough.
    private const int BeatsPerLook = 10;

    private readonly DtlsHandshake _handshake;
    private readonly byte[] _buffer = new byte[DtlsHandshake.MaxDatagram];
    private volatile Passport _passport;
    private int _beats;

    /// <param name="certificate">Our certificate.</param>
    /// <param name="ours">What our SDP says.</param>
    /// <param name="peer">What theirs says.</param>
    public BrowserGuard(DtlsCertificate certificate, IceCredentials ours, BrowserPeer peer)
    {
        _passport = new Passport(ours, peer.Fragment);
        _handshake = new DtlsHandshake(certificate, peer.Fingerprint, asServer: peer.IsActive);
    }

    /// <inheritdoc/>
    public bool FindsPeer => true;

    /// <inheritdoc/>
    public PeerAddress? Peer { get; private set; }

    /// <summary>ICE begins anew, under new names (RFC 8445 §2.4); the keys stay, and the sound goes on where it is until a new path is chosen. Any thread.</summary>
    public void Restart(IceCredentials ours, string fragment) => _passport = new Passport(ours, fragment);

    /// <summary>Where the handshake stands.</summary>
    public DtlsState State => _handshake.State;

    /// <inheritdoc/>
    public bool Take(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> source, GuardSend send)
    {
        var passport = _passport;
        if (StunMessage.TryReadRequest(datagram, passport.Password, out var request) && request.UserName.SequenceEqual(passport.UserName))
        {
            Answer(request, passport, source, send);
            return true;
        }

        if (DtlsHandshake.Is(datagram) && Peer?.Matches(source) == true)
        {
            _handshake.Take(datagram);
            Flush(send);
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Beat(long now, GuardSend send)
    {
        if (_handshake.State == DtlsState.Running && Peer is not null && ++_beats % BeatsPerLook == 0)
        {
            _handshake.Beat();
            Flush(send);
        }
    }

    /// <inheritdoc/>
    public bool TryOpen(Span<byte> datagram, bool control, out int length)
    {
        length = 0;
        return _handshake.Incoming is { } session
            && (control ? session.TryOpenControl(datagram, out length) : session.TryOpen(datagram, out length));
    }

    /// <inheritdoc/>
    public bool TrySeal(Span<byte> buffer, bool control, ref int length)
    {
        if (_handshake.Outgoing is not { } session)
        {
            return false;
        }

        if (control)
        {
            length = session.SealControl(buffer, length);
            return true;
        }

        return session.TrySeal(buffer, ref length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handshake.Incoming?.Dispose();
        _handshake.Outgoing?.Dispose();
        _handshake.Dispose();
    }

    private void Answer(in StunRequest request, Passport passport, ReadOnlySpan<byte> source, GuardSend send)
    {
        var from = EndPointOf(source);
        if (Peer is null || (request.UseCandidate && !Peer.Matches(source)))
        {
            // The first path that works, until the browser chooses another; a later choice is its network changing.
            Peer = new PeerAddress(from);
        }

        Span<byte> answer = stackalloc byte[StunMessage.MaxLength];
        var length = StunMessage.WriteSuccess(answer, request.TransactionId, from, passport.Password);
        send(answer[..length], new PeerAddress(from));
        Flush(send);
    }

    private void Flush(GuardSend send)
    {
        while (Peer is { } peer && _handshake.TryTakeOutgoing(_buffer, out var length))
        {
            send(_buffer.AsSpan(0, length), peer);
        }
    }

    private static IPEndPoint EndPointOf(ReadOnlySpan<byte> source)
    {
        var v6 = source.Length >= 28;
        var address = new SocketAddress(v6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, source.Length);
        source.CopyTo(address.Buffer.Span);
        return (IPEndPoint)new IPEndPoint(v6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(address);
    }

    /// <summary>What a check must show.</summary>
    private sealed class Passport(IceCredentials ours, string fragment)
    {
        public byte[] Password { get; } = Encoding.ASCII.GetBytes(ours.Password);

        public byte[] UserName { get; } = Encoding.ASCII.GetBytes($"{ours.Fragment}:{fragment}");
    }
}
