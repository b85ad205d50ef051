using System.Net;
using System.Net.Sockets;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>What SIP is to be spoken on, bound but not listening yet: UDP and TCP on one address and port, TLS on another of the same IP family where it is served.</summary>
internal sealed record ListeningSockets(Socket Udp, Socket Tcp, Socket? Tls)
{
    private const int PortAttempts = 32;

    /// <summary>Binds each address, or none. A port in use or a foreign address is one <see cref="IOException"/> that names it.</summary>
    /// <param name="listen">At most one address of each IP family. Port 0: one that is free for UDP and TCP alike.</param>
    /// <param name="tls">Of the families in <paramref name="listen"/>.</param>
    public static IReadOnlyList<ListeningSockets> Bind(IReadOnlyList<IPEndPoint> listen, IReadOnlyList<IPEndPoint> tls)
    {
        var bound = new List<ListeningSockets>();
        try
        {
            foreach (var address in listen)
            {
                bound.Add(Bind(address, tls.FirstOrDefault(secure => secure.AddressFamily == address.AddressFamily)));
            }

            return bound;
        }
        catch
        {
            bound.ForEach(sockets => sockets.Close());
            throw;
        }
    }

    private static ListeningSockets Bind(IPEndPoint listen, IPEndPoint? tls)
    {
        var secure = tls is null ? null : BindOne(SocketType.Stream, ProtocolType.Tcp, tls);
        for (var attempt = 1; ; attempt++)
        {
            Socket? tcp = null;
            try
            {
                tcp = BindOne(SocketType.Stream, ProtocolType.Tcp, listen);
                return new ListeningSockets(BindOne(SocketType.Dgram, ProtocolType.Udp, (IPEndPoint)tcp.LocalEndPoint!), tcp, secure);
            }
            catch (IOException fault)
            {
                tcp?.Dispose();
                if (listen.Port == 0 && attempt < PortAttempts && fault.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                {
                    continue;
                }

                secure?.Dispose();
                throw;
            }
        }
    }

    private static Socket BindOne(SocketType type, ProtocolType protocol, IPEndPoint listen)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(listen.AddressFamily, type, protocol);
            if (listen.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false; // IPv4 has an address of its own
            }

            socket.Bind(listen);
            return socket;
        }
        catch (SocketException fault)
        {
            socket?.Dispose();
            var why = fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "the port is in use",
                SocketError.AddressNotAvailable => "the address is not one of this machine",
                SocketError.AddressFamilyNotSupported => "this machine has no such addresses",
                SocketError.AccessDenied => "the system does not permit it",
                var other => other.ToString(),
            };
            throw new IOException($"SIP cannot listen on {listen}: {why}.", fault);
        }
    }

    private void Close()
    {
        Udp.Dispose();
        Tcp.Dispose();
        Tls?.Dispose();
    }
}
