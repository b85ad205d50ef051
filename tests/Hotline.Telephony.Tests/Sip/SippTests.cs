using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>SIPp, a peer none of us wrote, as a phone that registers, calls, and is called. Skipped where it is not installed (Debian: sip-tester).</summary>
public sealed class SippTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Register =
        """
        <?xml version="1.0" encoding="ISO-8859-1" ?>
        <scenario name="register">
        <send retrans="500"><![CDATA[
        REGISTER sip:[remote_ip] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:8001@[remote_ip]>;tag=[call_number]
        To: <sip:8001@[remote_ip]>
        Call-ID: [call_id]
        CSeq: 1 REGISTER
        Contact: <sip:8001@[local_ip]:[local_port]>
        Expires: 300
        Content-Length: 0

        ]]></send>
        <recv response="401" auth="true"/>
        <send retrans="500"><![CDATA[
        REGISTER sip:[remote_ip] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:8001@[remote_ip]>;tag=[call_number]
        To: <sip:8001@[remote_ip]>
        Call-ID: [call_id]
        CSeq: 2 REGISTER
        Contact: <sip:8001@[local_ip]:[local_port]>
        [authentication username=8001 password=secret]
        Expires: 300
        Content-Length: 0

        ]]></send>
        <recv response="200"/>
        </scenario>
        """;

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Registers_with_digest(string transport)
    {
        await using var hotline = await RunningEndpoint.StartAsync(("8001", "secret"));
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("register.xml"), Register, CancellationToken.None);

        await RunAsync(hotline.Address, transport, "-sf", folder.File("register.xml"), "-m", "1");

        if (transport == "u1") // over TCP the binding goes with SIPp's connection
        {
            Assert.Single(hotline.Endpoint.Bindings.For("8001"));
        }
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Calls_and_hangs_up_fifty_times(string transport)
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        var ended = 0;
        hotline.OnCall = async (invite, _) =>
        {
            invite.Progress(SipStatus.Ringing);
            Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));
            Assert.Equal(DialogEnding.RemoteBye, await dialog.Ended);
            Interlocked.Increment(ref ended);
        };

        await RunAsync(hotline.Address, transport, "-sn", "uac", "-s", "12345", "-m", "50", "-r", "50", "-d", "100");

        await Deadline.Until(() => Volatile.Read(ref ended) == 50, "not every call ended");
    }

    [Fact]
    public async Task Is_called_and_hung_up_on()
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        var free = FreePort();
        await using var sipp = Start(["-sn", "uas", "-i", "127.0.0.1", "-p", free.Port.ToString(CultureInfo.InvariantCulture), "-m", "1"]);
        InviteOutcome outcome = new(0, null, default);
        while (outcome.Status != SipStatus.Ok) // until SIPp listens
        {
            outcome = await hotline.Endpoint.InviteAsync(
                new OutgoingInvite { Target = SipUri.Of("8001", HostPort.Of(free)), FromUser = "12345", Offer = TestSdp.Offer }, Deadline.Token()).InTime();
        }

        await outcome.Dialog!.ByeAsync(Deadline.Token()).InTime();
        Assert.Equal(0, await sipp.WaitForExitAsync(Patience));
    }

    // SIPp must be told its port. Above 61000 Linux gives none to others by itself, so that what is free stays free until SIPp takes it.
    private static IPEndPoint FreePort()
    {
        while (true)
        {
            var candidate = new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(61_000, 65_000));
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(candidate);
                tcp.Bind(candidate);
                return candidate;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }
    }

    private static async Task RunAsync(IPEndPoint target, string transport, params string[] arguments)
    {
        await using var sipp = Start([target.ToString(), "-i", "127.0.0.1", "-p", FreePort().Port.ToString(CultureInfo.InvariantCulture), "-t", transport, "-timeout_error", .. arguments]);
        Assert.True(await sipp.WaitForExitAsync(Patience) == 0, sipp.Output);
    }

    private static PeerProcess Start(string[] arguments)
    {
        Assert.SkipUnless(PeerProcess.Exists("sipp"), "SIPp is not installed (apt-get install sip-tester)");
        return PeerProcess.Start("sipp", [.. arguments, "-nostdin", "-timeout", "20"], Path.GetTempPath());
    }
}
