using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Hotline.Telephony.Rtp;

/// <summary>Two sockets side by side: RTP on the even port, RTCP on the next (RFC 3550 §11).</summary>
internal sealed record RtpSocketPair(DatagramSocket Rtp, DatagramSocket Rtcp);

/// <summary>
/// Hands out pairs of ports from a range. A returned pair goes to the end of the line, so that stray packets of an old call seldom meet a new one.
/// Thread-safe.
/// </summary>
internal sealed class RtpPortPool
{
    // Chance alone decides whether a port the system picks is even with a free neighbour; 64 tries fail about once in 2^64.
    private const int EphemeralTries = 64;

    private readonly IPAddress _address;
    private readonly Queue<int>? _free;
    private readonly Lock _gate = new();

    /// <param name="address">The address to bind to.</param>
    /// <param name="firstPort">The first RTP port, even; 0 lets the operating system choose.</param>
    /// <param name="lastPort">The last port, inclusive.</param>
    /// <exception cref="ArgumentException">The range holds no pair.</exception>
    public RtpPortPool(IPAddress address, int firstPort, int lastPort)
    {
        _address = address;
        if (firstPort == 0 && lastPort == 0)
        {
            return;
        }

        var first = firstPort + (firstPort & 1);
        if (first < 1 || lastPort > IPEndPoint.MaxPort || first + 1 > lastPort)
        {
            throw new ArgumentException($"The RTP port range {firstPort}–{lastPort} holds no pair of an even port and the next.", nameof(firstPort));
        }

        _free = new Queue<int>();
        for (var port = first; port + 1 <= lastPort; port += 2)
        {
            _free.Enqueue(port);
        }
    }

    /// <summary>The IP family of its sockets.</summary>
    public AddressFamily Family => _address.AddressFamily;

    /// <summary>Binds a free pair; false when the whole range is taken, by us or by others.</summary>
    public bool TryOpen([NotNullWhen(true)] out RtpSocketPair? pair)
    {
        for (var tries = FreeCount; tries > 0; tries--)
        {
            var port = 0;
            lock (_gate)
            {
                if (_free is not null && !_free.TryDequeue(out port))
                {
                    break;
                }
            }

            if (TryBind(port, out pair))
            {
                return true;
            }

            Return(port);
        }

        pair = null;
        return false;
    }

    /// <summary>Gives a pair back by its even port, after its sockets were closed.</summary>
    public void Return(int rtpPort)
    {
        if (_free is not null)
        {
            lock (_gate)
            {
                _free.Enqueue(rtpPort);
            }
        }
    }

    private int FreeCount
    {
        get
        {
            lock (_gate)
            {
                return _free?.Count ?? EphemeralTries;
            }
        }
    }

    // Bound again by its number: a port that the system chose itself is lost when the socket is no longer pinned to a far end (Linux, connect to AF_UNSPEC).
    private int FreePort()
    {
        using var chosen = new DatagramSocket(new IPEndPoint(_address, 0));
        return chosen.Local.Port;
    }

    private bool TryBind(int port, [NotNullWhen(true)] out RtpSocketPair? pair)
    {
        DatagramSocket? rtp = null;
        pair = null;
        try
        {
            port = port == 0 ? FreePort() : port;
            if (port % 2 == 0)
            {
                rtp = new DatagramSocket(new IPEndPoint(_address, port));
                pair = new RtpSocketPair(rtp, new DatagramSocket(new IPEndPoint(_address, port + 1)));
                return true;
            }
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            // Another program has one of the two: the next pair is tried.
        }
        finally
        {
            if (pair is null)
            {
                rtp?.Dispose();
            }
        }

        return false;
    }
}
