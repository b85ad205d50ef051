using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hotline.Testing;

namespace Hotline.Host.Tests.Live;

/// <summary>A browser phone on a bare WebSocket (RFC 7118), plain and over TLS.</summary>
public sealed partial class SipSocketsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder = new();
    private readonly TestCertificates certificates = new(TimeProvider.System);
    private TestProduct? product;

    public async ValueTask InitializeAsync()
    {
        product = new TestProduct
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Https"] = "127.0.0.1:0",
                ["SipTls"] = "127.0.0.1:0",
                ["Tls:Certificate"] = certificates.Write(folder).Certificate,
            },
        };
        await product.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await product!.DisposeAsync();
        certificates.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_browser_phone_registers_and_is_on_the_board(bool secure)
    {
        using var phone = await ConnectAsync(secure, origin: null);
        var via = secure ? "WSS" : "WS";
        Assert.StartsWith("SIP/2.0 401 ", await AskAsync(phone, Register(via, 1, "")), StringComparison.Ordinal);
        var challenge = await AskAsync(phone, Register(via, 2, ""));
        var nonce = NonceOf().Match(challenge).Groups["nonce"].Value;

        var ha1 = Md5("8001:hotline:hotline-sample");
        var response = Md5($"{ha1}:{nonce}:00000001:abc:auth:{Md5("REGISTER:sip:hotline")}");
        var accepted = await AskAsync(phone, Register(via, 3, $"Authorization: Digest username=\"8001\", realm=\"hotline\", nonce=\"{nonce}\", uri=\"sip:hotline\", response=\"{response}\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"abc\"\r\n"));

        Assert.StartsWith("SIP/2.0 200 ", accepted, StringComparison.Ordinal);
        Assert.Contains("browser.invalid;transport=ws", accepted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_is_not_let_in()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(secure: false, origin: "https://evil.example"));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_speaks_no_SIP_is_told_so()
    {
        using var stranger = product!.Stranger();
        Assert.Equal("websocket-expected", (await stranger.GetAsync("/sip", System.Net.HttpStatusCode.BadRequest)).Text("code"));
    }

    private async Task<ClientWebSocket> ConnectAsync(bool secure, string? origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("sip");
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        // The authority is the test's own.
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == certificates.Authority.Subject;
        var address = new UriBuilder(secure ? product!.Https! : product!.Http) { Scheme = secure ? "wss" : "ws", Path = "/sip" };
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await socket.ConnectAsync(address.Uri, patience.Token);
            Assert.Equal("sip", socket.SubProtocol);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> AskAsync(ClientWebSocket socket, string request)
    {
        using var patience = new CancellationTokenSource(Patience);
        await socket.SendAsync(Encoding.UTF8.GetBytes(request), WebSocketMessageType.Text, true, patience.Token);
        var buffer = new byte[8192];
        var answer = await socket.ReceiveAsync(buffer, patience.Token);
        Assert.True(answer.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, answer.Count);
    }

    private static string Register(string via, int sequence, string authorization) =>
        $"REGISTER sip:hotline SIP/2.0\r\nVia: SIP/2.0/{via} browser.invalid;branch=z9hG4bK{sequence}\r\nMax-Forwards: 70\r\nFrom: <sip:8001@hotline>;tag=a\r\nTo: <sip:8001@hotline>\r\n"
        + $"Call-ID: browser\r\nCSeq: {sequence} REGISTER\r\nContact: <sip:x@browser.invalid;transport=ws>;expires=300\r\n{authorization}Content-Length: 0\r\n\r\n";

#pragma warning disable CA5351 // what telephones can do (RFC 7616 §3.3)
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("nonce=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NonceOf();
}
