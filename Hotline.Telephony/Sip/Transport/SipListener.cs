using System.Net;
using System.Net.Sockets;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>What peers of one IP family reach us by: UDP and TCP on one address and port, TLS on another.</summary>
internal sealed class SipListener(UdpTransport udp, TcpTransport tcp, TcpTransport? tls, ListeningSockets bound, IPAddress? advertised) : IAsyncDisposable
{
    public UdpTransport Udp => udp;

    public TcpTransport Tcp => tcp;

    public TcpTransport? Tls => tls;

    /// <summary>What UDP and TCP are bound to.</summary>
    public IPEndPoint EndPoint { get; } = (IPEndPoint)bound.Tcp.LocalEndPoint!;

    /// <summary>What TLS is bound to; null without it.</summary>
    public IPEndPoint? TlsEndPoint { get; } = (IPEndPoint?)bound.Tls?.LocalEndPoint;

    public AddressFamily Family => EndPoint.AddressFamily;

    /// <summary>What peers are told of UDP and TCP.</summary>
    public IPEndPoint Told { get; } = Tell((IPEndPoint)bound.Tcp.LocalEndPoint!, advertised);

    /// <summary>What peers are told of TLS; null without it.</summary>
    public IPEndPoint? TlsTold { get; } = bound.Tls is null ? null : Tell((IPEndPoint)bound.Tls.LocalEndPoint!, advertised);

    public void Start()
    {
        udp.Start();
        tcp.Start();
        tls?.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await udp.DisposeAsync();
        await tcp.DisposeAsync();
        if (tls is not null)
        {
            await tls.DisposeAsync();
        }
    }

    private static IPEndPoint Tell(IPEndPoint bound, IPAddress? advertised) => new(advertised ?? bound.Address, bound.Port);
}
