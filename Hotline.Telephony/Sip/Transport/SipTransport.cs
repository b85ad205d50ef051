using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>
/// UDP and TCP on one address of each IP family, TLS beside them, WebSockets that others accepted. A peer is spoken with from our address of its own family.
/// Parses what comes, answers what is malformed without keeping anything, writes what goes.
/// </summary>
internal sealed partial class SipTransport : IAsyncDisposable
{
    private static readonly byte[] WebSocketPong = "\r\n"u8.ToArray();

    private readonly ITransportUser _user;
    private readonly Doorkeeper _door;
    private readonly SipLimits _limits;
    private readonly ILogger _logger;
    private readonly SipListener[] _listeners;
    private readonly TlsOpening? _tlsOpening;
    private readonly WebSocketTransport _webSockets;
    private readonly ServerLocator _servers;

    private SipTransport(
        IReadOnlyList<ListeningSockets> bound,
        TlsSettings? tls,
        IReadOnlyList<IPAddress> advertised,
        ITransportUser user,
        Doorkeeper door,
        SipLimits limits,
        TransportLimits transportLimits,
        TimeProvider time,
        ILogger logger)
    {
        (_user, _door, _limits, _logger) = (user, door, limits, logger);
        _servers = new ServerLocator(transportLimits.NameServer, time, logger);
        _webSockets = new WebSocketTransport(OnWebSocketMessage, user.OnFlowLost, limits.MaxMessageBytes, transportLimits, logger);
        _tlsOpening = tls is null ? null : new TlsOpening(tls);
        var plain = new PlainOpening();
        _listeners =
        [
            .. bound.Select(sockets => new SipListener(
                new UdpTransport(sockets.Udp, OnDatagram, logger),
                Streams(sockets.Tcp, SipProtocol.Tcp, plain),
                sockets.Tls is null ? null : Streams(sockets.Tls, SipProtocol.Tls, _tlsOpening!),
                sockets,
                advertised.FirstOrDefault(address => address.AddressFamily == sockets.Tcp.AddressFamily))),
        ];

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

    /// <summary>What UDP and TCP are bound to, an address of each family served.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => listener.EndPoint)];

    /// <summary>What TLS is bound to; none without it.</summary>
    public IReadOnlyList<IPEndPoint> TlsEndPoints => [.. _listeners.Select(listener => listener.TlsEndPoint).OfType<IPEndPoint>()];

    /// <summary>Binds all, without listening yet. A port in use or a foreign address is one <see cref="IOException"/> that names it.</summary>
    /// <param name="listen">At most one address of each IP family, the preferred first. Port 0: one that is free for both.</param>
    /// <param name="advertised">The addresses told to peers, at most one of each family; needed for a family that listens on the any-address.</param>
    /// <param name="user">Takes what comes.</param>
    /// <param name="door">Who is listened to.</param>
    /// <param name="limits">What one message may cost.</param>
    /// <param name="transportLimits">What peers may make us hold.</param>
    /// <param name="time">For patience with slow peers.</param>
    /// <param name="logger">The log.</param>
    /// <param name="tls">Null for no TLS.</param>
    public static SipTransport Bind(
        IReadOnlyList<IPEndPoint> listen,
        IReadOnlyList<IPAddress> advertised,
        ITransportUser user,
        Doorkeeper door,
        SipLimits limits,
        TransportLimits transportLimits,
        TimeProvider time,
        ILogger logger,
        TlsSettings? tls = null) =>
        new(ListeningSockets.Bind(listen, tls?.Listen ?? []), tls, advertised, user, door, limits, transportLimits, time, logger);

    public void Start() => Array.ForEach(_listeners, listener => listener.Start());

    /// <summary>Speaks SIP on a WebSocket somebody accepted, until it ends. False where too many are open.</summary>
    public Task<bool> ServeAsync(WebSocket socket, IPEndPoint remote, bool isSecure, CancellationToken cancellationToken) =>
        _webSockets.ServeAsync(socket, FlowTo(isSecure ? SipProtocol.Wss : SipProtocol.Ws, remote), cancellationToken);

    /// <summary>The way to a peer, from our address of its IP family; one of a family we do not serve, as a WebSocket may have, is told the first.</summary>
    public SipFlow FlowTo(SipProtocol protocol, IPEndPoint remote)
    {
        var peer = Plain(remote);
        var listener = ListenerFor(peer) ?? _listeners[0];
        return new SipFlow { Protocol = protocol, Local = protocol is SipProtocol.Tls ? listener.TlsTold ?? listener.Told : listener.Told, Remote = peer };
    }

    /// <summary>
    /// The way to an address: its <c>transport</c> or UDP; by its port, else by the SRV records of its name, else by 5060 (RFC 3263 §4, without NAPTR records).
    /// Null where it has no sip scheme, its host is not known, or all its addresses are of a family we do not serve.
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
            : await _servers.FindAsync(uri.HostPort, chosen, [.. _listeners.Select(listener => listener.Family)], cancellationToken);
        IPEndPoint[] reachable = [.. servers.Select(Plain).Where(server => ListenerFor(server) is { } listener && (chosen is not SipProtocol.Tls || listener.Tls is not null))];
        if (chosen is SipProtocol.Tls)
        {
            foreach (var server in reachable)
            {
                _tlsOpening!.Expect(server, uri.Host.Trim('[', ']')); // the name dialled, not the one an SRV record gave (RFC 5922 §4)
            }
        }

        return [.. reachable.Select(server => FlowTo(chosen, server))];
    }

    /// <summary>Whether what is sent by the flow can arrive: always for UDP, for the others while the connection stands.</summary>
    public bool IsOpen(SipFlow flow) => flow.Protocol switch
    {
        SipProtocol.Udp => true,
        SipProtocol.Tcp => ListenerFor(flow.Remote)?.Tcp.IsOpen(flow.Remote) == true,
        SipProtocol.Tls => ListenerFor(flow.Remote)?.Tls?.IsOpen(flow.Remote) == true,
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
        SipProtocol.Udp => ListenerFor(flow.Remote)?.Udp.TrySend(bytes, flow.Remote) == true,
        SipProtocol.Tcp => ListenerFor(flow.Remote)?.Tcp.TrySend(bytes, flow.Remote) == true,
        SipProtocol.Tls => ListenerFor(flow.Remote)?.Tls?.TrySend(bytes, flow.Remote) == true,
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
        await _webSockets.DisposeAsync();
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }
    }

    private SipListener? ListenerFor(IPEndPoint remote)
    {
        foreach (var listener in _listeners)
        {
            if (listener.Family == remote.AddressFamily)
            {
                return listener;
            }
        }

        return null;
    }

    private void OnWebSocketMessage(byte[] bytes, SipFlow flow)
    {
        if (bytes.AsSpan().ContainsAnyExcept("\r\n\0 "u8))
        {
            OnBytes(bytes, flow); // anything else is a keep-alive, as some stacks send it
        }
        else if (bytes.AsSpan().SequenceEqual("\r\n\r\n"u8))
        {
            _webSockets.TrySend(WebSocketPong, flow); // RFC 5626 §4.4.1
        }
    }

    private void OnDatagram(ReadOnlyMemory<byte> bytes, IPEndPoint remote)
    {
        if (StunKeepAlive.Is(bytes.Span))
        {
            if (_door.Admits(remote.Address) && StunKeepAlive.Answer(bytes.Span, Plain(remote)) is { Length: > 0 } answer)
            {
                Send(answer, FlowTo(SipProtocol.Udp, remote));
            }
        }
        else if (bytes.Span.ContainsAnyExcept("\r\n\0 "u8))
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
