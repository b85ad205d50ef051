using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hotline.Telephony.WebRtc;

/// <summary>Where a handshake stands.</summary>
internal enum DtlsState
{
    /// <summary>Goes on.</summary>
    Running,

    /// <summary>The keys are there, and the certificate was the right one.</summary>
    Done,

    /// <summary>Ended in vain.</summary>
    Failed,
}

/// <summary>
/// One DTLS handshake that gives the keys for SRTP (RFC 5764). Datagrams are handed in and taken out by the caller; one thread at a time.
/// </summary>
internal sealed unsafe class DtlsHandshake : IDisposable
{
    /// <summary>Every datagram it makes is at most this long: fits each path (RFC 9147 §4.4 speaks of 1,280 bytes of IPv6).</summary>
    public const int MaxDatagram = 1200;

    private const int RecordHeaderLength = 13;
    private const string ExporterLabel = "EXTRACTOR-dtls_srtp";

    private readonly bool _asServer;
    private readonly string _fingerprint;
    private readonly nint _ssl;
    private readonly nint _incoming;
    private readonly nint _outgoing;
    private byte[] _waiting = [];

    /// <param name="certificate">Our own.</param>
    /// <param name="fingerprint">SHA-256 of the far end's certificate, from its SDP.</param>
    /// <param name="asServer">True where the far end is <c>a=setup:active</c>.</param>
    public DtlsHandshake(DtlsCertificate certificate, string fingerprint, bool asServer)
    {
        (_asServer, _fingerprint) = (asServer, fingerprint);
        _ssl = OpenSsl.New(certificate.Context);
        (_incoming, _outgoing) = (OpenSsl.PipeNew(OpenSsl.MemoryPipe()), OpenSsl.PipeNew(OpenSsl.MemoryPipe()));
        OpenSsl.SetPipes(_ssl, _incoming, _outgoing);
        OpenSsl.SetOptions(_ssl, OpenSsl.NoQueryMtu);
        OpenSsl.Control(_ssl, OpenSsl.SetMtu, MaxDatagram, 0);
        if (asServer)
        {
            OpenSsl.SetAccepting(_ssl);
        }
        else
        {
            OpenSsl.SetConnecting(_ssl);
            Advance();
        }
    }

    /// <summary>Where it stands.</summary>
    public DtlsState State { get; private set; }

    /// <summary>What protects what we receive; null until <see cref="DtlsState.Done"/>. The taker disposes it.</summary>
    public SrtpSession? Incoming { get; private set; }

    /// <summary>What protects what we send.</summary>
    public SrtpSession? Outgoing { get; private set; }

    /// <summary>Whether a datagram is DTLS and not STUN or RTP (RFC 7983 §7).</summary>
    public static bool Is(ReadOnlySpan<byte> datagram) => datagram.Length >= RecordHeaderLength && datagram[0] is >= 20 and <= 63;

    /// <summary>Takes a datagram of the far end. After the handshake, one that repeats its end is answered as the protocol wants.</summary>
    public void Take(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* bytes = datagram)
        {
            _ = OpenSsl.PipeWrite(_incoming, bytes, datagram.Length);
        }

        Advance();
    }

    /// <summary>Repeats what was lost, when its time has come (RFC 6347 §4.2.4). To be called some ten times a second.</summary>
    public void Beat()
    {
        if (State == DtlsState.Running)
        {
            OpenSsl.Control(_ssl, OpenSsl.HandleTimeout, 0, 0);
        }
    }

    /// <summary>The next datagram to send; false when there is none.</summary>
    /// <param name="target">At least <see cref="MaxDatagram"/> bytes.</param>
    /// <param name="length">Its length.</param>
    public bool TryTakeOutgoing(Span<byte> target, out int length)
    {
        length = 0;
        if (_waiting.Length == 0)
        {
            _waiting = ReadOutgoing();
        }

        // A memory pipe joins what were datagrams: they are cut again between two records, as many in one as fit.
        var rest = _waiting.AsSpan();
        while (rest.Length >= RecordHeaderLength)
        {
            var record = RecordHeaderLength + BinaryPrimitives.ReadUInt16BigEndian(rest[11..]);
            if (record > rest.Length || length + record > MaxDatagram)
            {
                break;
            }

            rest[..record].CopyTo(target[length..]);
            length += record;
            rest = rest[record..];
        }

        _waiting = length == 0 ? [] : rest.ToArray();
        return length > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => OpenSsl.Free(_ssl);

    private void Advance()
    {
        if (State == DtlsState.Failed)
        {
            return;
        }

        OpenSsl.ClearErrors();
        var result = OpenSsl.Handshake(_ssl);
        if (result == 1)
        {
            if (State == DtlsState.Running)
            {
                State = IsRightPeer() && TakeKeys() ? DtlsState.Done : DtlsState.Failed;
            }
        }
        else if (OpenSsl.ErrorOf(_ssl, result) != OpenSsl.WantRead)
        {
            State = DtlsState.Failed;
        }
    }

    private byte[] ReadOutgoing()
    {
        using var all = new MemoryStream();
        Span<byte> piece = stackalloc byte[2048];
        fixed (byte* bytes = piece)
        {
            for (int read; (read = OpenSsl.PipeRead(_outgoing, bytes, piece.Length)) > 0;)
            {
                all.Write(piece[..read]);
            }
        }

        return all.ToArray();
    }

    private bool IsRightPeer()
    {
        var certificate = OpenSsl.PeerCertificate(_ssl);
        if (certificate == 0)
        {
            return false;
        }

        var der = new byte[OpenSsl.EncodeCertificate(certificate, null)];
        fixed (byte* start = der)
        {
            var end = start;
            _ = OpenSsl.EncodeCertificate(certificate, &end);
        }

        OpenSsl.FreeCertificate(certificate);
        return string.Equals(DtlsCertificate.FingerprintOf(der), _fingerprint, StringComparison.OrdinalIgnoreCase);
    }

    // Client's key, server's key, client's salt, server's salt (RFC 5764 §4.2).
    private bool TakeKeys()
    {
        var selected = OpenSsl.SelectedProfile(_ssl);
        if (selected is null)
        {
            return false;
        }

        var profile = selected->Id == 7 ? SrtpProfile.AeadAes128Gcm : SrtpProfile.AesCm128HmacSha1;
        var (key, salt) = (SrtpProfiles.KeyLength, profile.SaltLength());
        Span<byte> material = stackalloc byte[2 * (key + salt)];
        fixed (byte* bytes = material)
        {
            if (OpenSsl.ExportKeys(_ssl, bytes, material.Length, ExporterLabel, ExporterLabel.Length, 0, 0, 0) != 1)
            {
                return false;
            }
        }

        var client = new SrtpSession(profile, material[..key], material.Slice(2 * key, salt));
        var server = new SrtpSession(profile, material.Slice(key, key), material.Slice((2 * key) + salt, salt));
        (Incoming, Outgoing) = _asServer ? (client, server) : (server, client);
        CryptographicOperations.ZeroMemory(material);
        return true;
    }
}
