using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Transport;

/// <summary>SIP on a WebSocket that somebody accepted.</summary>
public sealed class WebSocketTransportTests : ITransportUser, IAsyncDisposable
{
    private readonly Channel<SipMessage> _received = Channel.CreateUnbounded<SipMessage>();
    private readonly SipTransport _transport;

    public WebSocketTransportTests()
    {
        _transport = SipTransport.Bind(
            [new IPEndPoint(IPAddress.Loopback, 0)], [], this, Doors.Open(), SipLimits.Default, TransportLimits.Default, new ManualTimeProvider(), NullLogger.Instance);
        _transport.Start();
    }

    void ITransportUser.OnMessage(SipMessage message, SipFlow flow) => Assert.True(_received.Writer.TryWrite(message));

    void ITransportUser.OnFlowLost(SipFlow flow)
    {
    }

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    [Theory]
    [InlineData(WebSocketMessageType.Text)]
    [InlineData(WebSocketMessageType.Binary)]
    public async Task Answers_a_ping_and_reads_on(WebSocketMessageType type)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Deadline.Token());
        using var far = await listener.AcceptTcpClientAsync(Deadline.Token());
        using var page = WebSocket.CreateFromStream(near.GetStream(), new WebSocketCreationOptions { IsServer = false });
        using var accepted = WebSocket.CreateFromStream(far.GetStream(), new WebSocketCreationOptions { IsServer = true });
        var serving = _transport.ServeAsync(accepted, (IPEndPoint)near.Client.LocalEndPoint!, isSecure: false, CancellationToken.None);

        await page.SendAsync("\r\n"u8.ToArray(), type, endOfMessage: true, Deadline.Token()); // no ping, and no answer
        await page.SendAsync("\r\n\r\n"u8.ToArray(), type, endOfMessage: true, Deadline.Token());
        await page.SendAsync(SipWriter.Write(Parsing.Messages.Of("OPTIONS", branch: "z9hG4bK-ws")), type, endOfMessage: true, Deadline.Token());

        var buffer = new byte[16];
        var pong = await page.ReceiveAsync(buffer, Deadline.Token());
        Assert.Equal(("\r\n", true), (Encoding.ASCII.GetString(buffer, 0, pong.Count), pong.EndOfMessage));
        Assert.Equal("OPTIONS", Assert.IsType<SipRequest>(await _received.Reader.ReadAsync(Deadline.Token())).Method);

        await page.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Deadline.Token());
        Assert.True(await serving.InTime());
    }
}
