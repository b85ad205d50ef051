using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>UDP and TCP on one address and port, TLS on another, WebSockets that others accepted. Parses what comes, answers what is malformed without keeping anything, writes what goes.</summary>
internal sealed partial class SipTransport : IAsyncDisposable
{
    private const int PortAttempts = 32;

    private readonly ITransportUser _user;
    private readonly Doorkeeper _door;
    private readonly SipLimits _limits;
    private readonly ILogger _logger;
    private readonly IPEndPoint _local;
    private readonly UdpTransport _udp;
    private readonly TcpTransport _tcp;
    private readonly TcpTransport? _tls;
    private readonly TlsOpening? _tlsOpening;
    private readonly IPEndPoint? _tlsLocal;
    private readonly WebSocketTransport _webSockets;
    private readonly ServerLocator _servers;

    private SipTransport(
        Socket udp,
        Socket tcp,
        Socket? tls,
        TlsSettings? tlsSettings,
        IPAddress? advertised,
        ITransportUser user,
        Doorkeeper door,
        SipLimits limits,
        TransportLimits transportLimits,
        TimeProvider time,
        ILogger logger)
    {
        (_user, _door, _limits, _logger, LocalEndPoint) = (user, door, limits, logger, (IPEndPoint)tcp.LocalEndPoint!);
        _local = new IPEndPoint(advertised ?? LocalEndPoint.Address, LocalEndPoint.Port);
        _servers = new ServerLocator(transportLimits.NameServer, time, logger);
        _udp = new UdpTransport(udp, OnDatagram, logger);
        _tcp = Streams(tcp, SipProtocol.Tcp, new PlainOpening());
        _webSockets = new WebSocketTransport(OnWebSocketMessage, user.OnFlowLost, limits.MaxMessageBytes, transportLimits, logger);
        if (tls is not null)
        {
            TlsEndPoint = (IPEndPoint)tls.LocalEndPoint!;
            _tlsLocal = new IPEndPoint(advertised ?? TlsEndPoint.Address, TlsEndPoint.Port);
            _tlsOpening = new TlsOpening(tlsSettings!);
            _tls = Streams(tls, SipProtocol.Tls, _tlsOpening);
        }

        TcpTransport Streams(Socket listener, SipProtocol protocol, IStreamOpening opening) => new(
            listener,
            opening,
            (bytes, remote) => OnBytes(bytes, FlowTo(protocol, remote)),
            (rejection, remote) => Refuse(rejection, FlowTo(protocol, remote)),
            remote => user.OnFlowLost(FlowTo(protocol, remote)),
            door,
            limits,
            transportLimits,
            time,
            logger);
    }

    /// <summary>Sees what comes and goes; null for nobody. Set before the start.</summary>
    public ISipTap? Tap { get; set; }

    /// <summary>What UDP and TCP are bound to.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>What is told to peers.</summary>
    public IPEndPoint AdvertisedEndPoint => _local;

    /// <summary>What TLS is bound to; null without it.</summary>
    public IPEndPoint? TlsEndPoint { get; }

    /// <summary>Binds all, without listening yet. A port in use or a foreign address is one <see cref="IOException"/> that names it.</summary>
    /// <param name="listen">Port 0: one that is free for both.</param>
    /// <param name="advertised">The address told to peers; needed where <paramref name="listen"/> is the any-address.</param>
    /// <param name="user">Takes what comes.</param>
    /// <param name="door">Who is listened to.</param>
    /// <param name="limits">What one message may cost.</param>
    /// <param name="transportLimits">What peers may make us hold.</param>
    /// <param name="time">For patience with slow peers.</param>
    /// <param name="logger">The log.</param>
    /// <param name="tls">Null for no TLS.</param>
    public static SipTransport Bind(
        IPEndPoint listen,
        IPAddress? advertised,
        ITransportUser user,
        Doorkeeper door,
        SipLimits limits,
        TransportLimits transportLimits,
        TimeProvider time,
        ILogger logger,
        TlsSettings? tls = null)
    {
        var secure = tls is null ? null : BindTls(tls.Listen);
        for (var attempt = 1; ; attempt++)
        {
            var tcp = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            var udp = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                tcp.Bind(listen);
                var bound = (IPEndPoint)tcp.LocalEndPoint!;
                udp.Bind(bound);
                return new SipTransport(udp, tcp, secure, tls, advertised, user, door, limits, transportLimits, time, logger);
            }
            catch (SocketException fault)
            {
                tcp.Dispose();
                udp.Dispose();
                if (listen.Port == 0 && attempt < PortAttempts && fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
                {
                    continue;
                }

                secure?.Dispose();
                throw CannotListen(listen, fault);
            }
        }
    }

    private static Socket BindTls(IPEndPoint listen)
    {
        var socket = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(listen);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw CannotListen(listen, fault);
        }
    }

    private static IOException CannotListen(IPEndPoint listen, SocketException fault)
    {
        var why = fault.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "the port is in use",
            SocketError.AddressNotAvailable => "the address is not one of this machine",
            SocketError.AccessDenied => "the system does not permit it",
            var other => other.ToString(),
        };
        return new IOException($"SIP cannot listen on {listen}: {why}.", fault);
    }

    public void Start()
    {
        _udp.Start();
        _tcp.Start();
        _tls?.Start();
    }

    /// <summary>Speaks SIP on a WebSocket somebody accepted, until it ends. False where too many are open.</summary>
    public Task<bool> ServeAsync(WebSocket socket, IPEndPoint remote, bool isSecure, CancellationToken cancellationToken) =>
        _webSockets.ServeAsync(socket, FlowTo(isSecure ? SipProtocol.Wss : SipProtocol.Ws, remote), cancellationToken);

    public SipFlow FlowTo(SipProtocol protocol, IPEndPoint remote) => new()
    {
        Protocol = protocol,
        Local = protocol is SipProtocol.Tls ? _tlsLocal! : _local,
        Remote = Plain(remote),
    };

    /// <summary>
    /// The way to an address: its <c>transport</c> or UDP; by its port, else by the SRV records of its name, else by 5060 (RFC 3263 §4, without NAPTR records).
    /// Null where it has no sip scheme or its host is not known.
    /// </summary>
    public async ValueTask<SipFlow?> FindWayAsync(SipUri uri, CancellationToken cancellationToken) =>
        await FindWaysAsync(uri, cancellationToken) is [var first, ..] ? first : null;

    /// <summary>Every way to an address, the best first.</summary>
    public async ValueTask<IReadOnlyList<SipFlow>> FindWaysAsync(SipUri uri, CancellationToken cancellationToken)
    {
        SipProtocol? protocol = uri.Parameters["transport"]?.ToLowerInvariant() switch
        {
            "tls" => _tlsOpening is null ? null : SipProtocol.Tls,
            "tcp" => SipProtocol.Tcp,
            "ws" or "wss" => null, // a browser can be reached by its own connection only (RFC 7118 §5)
            _ => SipProtocol.Udp,
        };
        if (uri.Scheme != SipUri.Sip || protocol is not { } chosen)
        {
            return [];
        }

        var servers = uri.HostPort.Address is { } address
            ? [new IPEndPoint(address, uri.Port == 0 ? ServerLocator.PortOf(chosen) : uri.Port)]
            : await _servers.FindAsync(uri.HostPort, chosen, _local.AddressFamily, cancellationToken);
        if (chosen is SipProtocol.Tls)
        {
            foreach (var server in servers)
            {
                _tlsOpening!.Expect(server, uri.Host.Trim('[', ']')); // the name dialled, not the one an SRV record gave (RFC 5922 §4)
            }
        }

        return [.. servers.Select(server => FlowTo(chosen, server))];
    }

    /// <summary>Whether what is sent by the flow can arrive: always for UDP, for the others while the connection stands.</summary>
    public bool IsOpen(SipFlow flow) => flow.Protocol switch
    {
        SipProtocol.Udp => true,
        SipProtocol.Tcp => _tcp.IsOpen(flow.Remote),
        SipProtocol.Tls => _tls!.IsOpen(flow.Remote),
        SipProtocol.Ws or SipProtocol.Wss => _webSockets.IsOpen(flow),
    };

    /// <summary>Sends; false where that failed at once. A TCP failure that shows later comes as a lost flow.</summary>
    public bool TrySend(SipMessage message, SipFlow flow) => TrySend(SipWriter.Write(message), flow);

    /// <inheritdoc cref="TrySend(SipMessage, SipFlow)"/>
    public bool TrySend(ReadOnlyMemory<byte> bytes, SipFlow flow)
    {
        if (Tap is { IsListening: true } tap)
        {
            tap.Take(CallIdOf(bytes.Span), bytes.Span, flow, isOurs: true);
        }

        return Send(bytes, flow);
    }

    private bool Send(ReadOnlyMemory<byte> bytes, SipFlow flow) => flow.Protocol switch
    {
        SipProtocol.Udp => _udp.TrySend(bytes, flow.Remote),
        SipProtocol.Tcp => _tcp.TrySend(bytes, flow.Remote),
        SipProtocol.Tls => _tls!.TrySend(bytes, flow.Remote),
        SipProtocol.Ws or SipProtocol.Wss => _webSockets.TrySend(bytes, flow),
    };

    /// <summary>The way back to whoever sent a request (RFC 3261 §18.2.2): where it came from, at the port its Via names unless it asked for rport.</summary>
    public static SipFlow ReplyFlow(SipMessage request, SipFlow flow)
    {
        var via = request.Via;
        if (flow.IsReliable || via.Parameters.Has("rport"))
        {
            return flow;
        }

        var port = via.SentBy.Port == 0 ? 5060 : via.SentBy.Port;
        return port == flow.Remote.Port ? flow : flow with { Remote = new IPEndPoint(flow.Remote.Address, port) };
    }

    public async ValueTask DisposeAsync()
    {
        await _udp.DisposeAsync();
        await _tcp.DisposeAsync();
        await _webSockets.DisposeAsync();
        if (_tls is not null)
        {
            await _tls.DisposeAsync();
        }
    }

    private void OnWebSocketMessage(byte[] bytes, SipFlow flow)
    {
        if (bytes.AsSpan().ContainsAnyExcept("\r\n\0 "u8))
        {
            OnBytes(bytes, flow); // anything else is a keep-alive, as some stacks send it
        }
    }

    private void OnDatagram(ReadOnlyMemory<byte> bytes, IPEndPoint remote)
    {
        if (bytes.Span.ContainsAnyExcept("\r\n\0 "u8))
        {
            OnBytes(bytes, FlowTo(SipProtocol.Udp, remote)); // anything else is a keep-alive (RFC 5626 §4.4, and habits of phones)
        }
    }

    private void OnBytes(ReadOnlyMemory<byte> bytes, SipFlow flow)
    {
        if (!_door.Admits(flow.Remote.Address))
        {
            return;
        }

        if (!SipParser.TryParse(bytes, _limits, out var message, out var rejection))
        {
            Refuse(rejection, flow);
            return;
        }

        if (Tap is { IsListening: true } tap)
        {
            tap.Take(message.CallId, bytes.Span, flow, isOurs: false);
        }

        if (message is SipRequest request)
        {
            message.NoteSource(flow.Remote);
            if (_door.SourceOf(request, flow) is var source && !source.Equals(flow.Remote.Address) && _door.IsBanned(source))
            {
                return; // passed on by a proxy of ours
            }
        }

        _user.OnMessage(message, flow);
    }

    // Of a message of our own writing.
    private static string CallIdOf(ReadOnlySpan<byte> message)
    {
        var start = message.IndexOf("\r\nCall-ID: "u8);
        if (start < 0)
        {
            return "";
        }

        var value = message[(start + "\r\nCall-ID: ".Length)..];
        return System.Text.Encoding.UTF8.GetString(value[..value.IndexOf((byte)'\r')]);
    }

    private void Refuse(SipRejection rejection, SipFlow flow)
    {
        LogRefused(rejection.Reason, rejection.Offset, rejection.Status);
        if (rejection.Answer() is { } answer)
        {
            answer.NoteSource(flow.Remote);
            TrySend(answer, answer.TryReadVia() ? ReplyFlow(answer, flow) : flow);
        }
    }

    private static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;

    [LoggerMessage(Level = LogLevel.Debug, Message = "A SIP message was refused: {Reason} at byte {Offset}, status {Status}")]
    private partial void LogRefused(string reason, int offset, int status);
}
