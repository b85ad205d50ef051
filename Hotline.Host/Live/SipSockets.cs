using System.Net;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Live;

/// <summary>
/// The door for browser phones: SIP over WebSocket (RFC 7118) at <c>/sip</c>. Anybody may knock; whoever has no telephone account is told so by SIP itself, which
/// asks for credentials of its own and takes no cookie.
/// </summary>
internal static class SipSockets
{
    public const string Path = "/sip";

    /// <summary>A page whose network changed leaves a connection that says nothing: found dead after two of these.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    public static void MapSipSockets(this IEndpointRouteBuilder routes) =>
        routes.Map(Path, ServeAsync).Needs(Right.Anybody).ExcludeFromDescription();

    private static async Task ServeAsync(HttpContext context, ISipWebSockets phones, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(ISipWebSockets.Subprotocol, StringComparer.OrdinalIgnoreCase))
        {
            await Problems.Write(context, StatusCodes.Status400BadRequest, "websocket-expected", "This address speaks SIP over WebSocket, subprotocol sip.");
            return;
        }

        var connection = context.Connection;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = ISipWebSockets.Subprotocol,
            KeepAliveInterval = KeepAlive,
            KeepAliveTimeout = KeepAlive,
        });
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var remote = new IPEndPoint(connection.RemoteIpAddress ?? IPAddress.None, connection.RemotePort);
        if (!await phones.ServeAsync(socket, remote, context.Request.IsHttps, ends.Token))
        {
            socket.Abort();
        }
    }
}
