using System.Net;
using System.Net.Sockets;

namespace Hotline.Telephony.Rtp;

/// <summary>A far end's address and port in the operating system's own form, so that comparing and sending need no conversion.</summary>
internal sealed class PeerAddress
{
    private readonly byte[] _bytes;
    private readonly bool _v6;

    public PeerAddress(IPEndPoint endPoint)
    {
        System = endPoint.Serialize();
        _bytes = System.Buffer.Span[..System.Size].ToArray();
        _v6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
    }

    /// <summary>The bytes of <c>sockaddr_in</c> or <c>sockaddr_in6</c>.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The same for managed sockets.</summary>
    public SocketAddress System { get; }

    /// <summary>Whether a datagram from <paramref name="source"/> came from this address and port.</summary>
    public bool Matches(ReadOnlySpan<byte> source)
    {
        // Family (2), port (2), then the address at 4 (IPv4) or, after the flow label, at 8 (IPv6).
        if (source.Length < (_v6 ? 24 : 8) || !source[..4].SequenceEqual(_bytes.AsSpan(0, 4)))
        {
            return false;
        }

        return _v6 ? source[8..24].SequenceEqual(_bytes.AsSpan(8, 16)) : source[4..8].SequenceEqual(_bytes.AsSpan(4, 4));
    }
}
