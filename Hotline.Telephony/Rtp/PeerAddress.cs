using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hotline.Telephony.Rtp;

/// <summary>A far end's address and port in the operating system's own form, so that comparing and sending need no conversion.</summary>
internal sealed class PeerAddress
{
    // In the object itself: two of these are looked at for every packet, and each step to another object is a wait for memory.
    private readonly Form _form;
    private readonly int _length;
    private readonly bool _v6;

    public PeerAddress(IPEndPoint endPoint)
    {
        System = endPoint.Serialize();
        _length = System.Size;
        System.Buffer.Span[.._length].CopyTo(_form);
        _v6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
    }

    /// <summary>The bytes of <c>sockaddr_in</c> or <c>sockaddr_in6</c>.</summary>
    public ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_form)[.._length];

    /// <summary>The same for managed sockets.</summary>
    public SocketAddress System { get; }

    /// <summary>Whether a datagram from <paramref name="source"/> came from this address and port.</summary>
    public bool Matches(ReadOnlySpan<byte> source)
    {
        // Family (2), port (2), then the address at 4 (IPv4) or, after the flow label, at 8 (IPv6).
        ReadOnlySpan<byte> own = _form;
        if (!_v6)
        {
            return source.Length >= 8 && MemoryMarshal.Read<ulong>(source) == MemoryMarshal.Read<ulong>(own);
        }

        return source.Length >= 24 && source[..4].SequenceEqual(own[..4]) && source[8..24].SequenceEqual(own[8..24]);
    }

    /// <summary><c>sockaddr_in6</c>, the longer of the two.</summary>
    [InlineArray(28)]
    private struct Form
    {
        private byte _first;
    }
}
