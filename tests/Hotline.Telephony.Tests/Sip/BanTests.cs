using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>Guessing, flooding and hijacking over the wire (reliability S4, S5).</summary>
public sealed class BanTests
{
    [Fact]
    public async Task A_guesser_is_heard_ten_times_and_others_meanwhile()
    {
        await using var hotline = await ClosedAsync();
        using var guesser = new Stranger(hotline.Address);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(SipStatus.Forbidden, await guesser.RegisterAsync("8001", "guess" + i));
        }

        using var again = new Stranger(hotline.Address); // another port is the same machine
        using var other = new Stranger(hotline.Address, "127.0.0.3");
        guesser.Send("REGISTER", "sip:h", from: "8001");
        again.Send("OPTIONS", "sip:h");
        Assert.Equal(SipStatus.Ok, await other.AskAsync("OPTIONS", "sip:h"));
        Assert.True(guesser.HearsNothing);
        Assert.True(again.HearsNothing);

        using (var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            connection.Bind(new IPEndPoint(guesser.Address.Address, 0));
            await connection.ConnectAsync(hotline.Address, Deadline.Token());
            Assert.Equal(0, await ReadAsync(connection)); // closed at once
        }

        await using var phone = await RunningEndpoint.StartAsync();
        Assert.Equal(SipStatus.Ok, (await phone.RegisterAsync(hotline, "8001", "secret").InTime()).Status);
    }

    [Fact]
    public async Task Nobody_can_have_another_address_banned()
    {
        // Both at one hotline: the guesser asks for a nonce, and sends it with a wrong password as if from the victim's address.
        await using var hotline = await ClosedAsync();
        using var guesser = new Stranger(hotline.Address);
        using var victim = new Stranger(hotline.Address, "127.0.0.3");
        guesser.Send("REGISTER", "sip:h", "", "8001", "sip:8001@h");
        var nonce = DigestChallenge.Of(await guesser.AnswerAsync())!;
        var uri = new SipUri { Scheme = SipUri.Sip, HostPort = new HostPort("h", 0) };
        for (var i = 0; i < 20; i++)
        {
            var credentials = nonce.Answer("8001", "wrong", SipMethod.Register, uri);
            Assert.Equal(SipStatus.Unauthorized, await victim.AskAsync("REGISTER", "sip:h", $"Authorization: {credentials}", "8001", "sip:8001@h"));
        }

        Assert.Equal(SipStatus.Ok, await victim.RegisterAsync("8001", "secret"));
    }

    [Fact]
    public async Task A_flood_of_one_address_is_cut_and_another_is_heard()
    {
        await using var hotline = await ClosedAsync(new DoorLimits { MessagesPerSecond = 5, BurstSeconds = 2 });
        using var flood = new Stranger(hotline.Address);
        using var other = new Stranger(hotline.Address, "127.0.0.3");
        for (var i = 0; i < 500; i++)
        {
            flood.Send("OPTIONS", "sip:h");
        }

        Assert.Equal(SipStatus.Ok, await other.AskAsync("OPTIONS", "sip:h"));
        await Deadline.Until(() => hotline.Endpoint.TransactionCount == 0, "something was kept"); // the last answer may be read before it is forgotten
    }

    [Fact]
    public async Task Bindings_stay_as_they_were_whatever_a_stranger_and_another_agent_send()
    {
        await using var hotline = await ClosedAsync();
        await using var phone = await RunningEndpoint.StartAsync();
        await phone.RegisterAsync(hotline, "8001", "secret").InTime();
        var before = Assert.Single(hotline.Endpoint.Bindings.For("8001"));
        using var other = new Stranger(hotline.Address);
        var mine = $"Contact: <sip:8001@{other.Address}>";

        Assert.Equal(SipStatus.Forbidden, await other.RegisterAsync("8002", "other", to: "8001", contact: mine));
        Assert.Equal(SipStatus.Forbidden, await other.RegisterAsync("8002", "other", to: "8001", contact: "Contact: *\nExpires: 0"));
        Assert.Equal(SipStatus.Unauthorized, await other.AskAsync("REGISTER", "sip:h", mine, "8001", "sip:8001@h"));
        Assert.Equal(SipStatus.Unauthorized, await other.AskAsync("REGISTER", "sip:h", "Contact: *\nExpires: 0", "8001", "sip:8001@h"));

        Assert.Equal([before], hotline.Endpoint.Bindings.For("8001"));
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        await using var sink = await RunningEndpoint.StartAsync();
        var rung = 0;
        sink.OnCall = (_, _) => Task.FromResult(++rung);
        using var phone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        phone.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var calling = hotline.Endpoint.InviteAsync(
            new() { Target = SipUri.Of("8001", HostPort.Of((IPEndPoint)phone.LocalEndPoint!)), FromUser = "12345", Offer = TestSdp.Offer }, Deadline.Token());
        var buffer = new byte[65_536];
        var invite = Assert.IsType<SipRequest>(Parsing.Messages.Parse(buffer[..await phone.ReceiveAsync(buffer, Deadline.Token())]));
        var moved = SipResponse.For(invite, 302, "t");
        moved.Headers.Add(HeaderName.Contact, $"<{sink.UriOf("0086900")}>");
        await phone.SendToAsync(Telephony.Sip.Parsing.SipWriter.Write(moved), hotline.Address, Deadline.Token());

        Assert.Equal((302, null), ((await calling.InTime()).Status, (await calling).Dialog));
        await hotline.DisposeAsync();
        Assert.Equal(0, rung);
    }

    private static Task<RunningEndpoint> ClosedAsync(DoorLimits? limits = null) =>
        RunningEndpoint.StartAsync(settings => settings with { Edges = [], DoorLimits = limits ?? DoorLimits.Default }, ("8001", "secret"), ("8002", "other"));

    // 0 where the other side has closed, by a reset too.
    private static async Task<int> ReadAsync(Socket connection)
    {
        try
        {
            return await connection.ReceiveAsync(new byte[1], Deadline.Token());
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
