using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.Telephony.Media;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>IPv4 and IPv6 at once: each phone is spoken to, and heard, by its own.</summary>
public sealed class DualStackTests : NodeTests
{
    private static readonly IPAddress Four = IPAddress.Loopback;
    private static readonly IPAddress Six = IPAddress.IPv6Loopback;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_citizen_and_an_agent_hear_each_other_whatever_each_is_reached_by(bool citizenBySix, bool agentBySix)
    {
        Assert.SkipUnless(DualStack.IsHere, DualStack.Absent);
        var node = await NodeAsync(options => options with { Sip = DualStack.Any });
        var agent = await ReadyAsync(node, agentBySix ? Six : Four);
        var citizen = Keep(await TestPhone.StartAsync(node, "13800138000", citizenBySix ? Six : Four, citizenBySix ? Six : Four));

        var (call, ringing) = await TalkAsync(citizen, agent);
        call.Speak(400);
        ringing.Speak(1000);
        await call.Ear.HearsAsync(1000);
        await ringing.Ear.HearsAsync(400);
        Assert.Equal(citizenBySix ? Six : Four, call.Leg.Audio!.Remote.Address);
        Assert.Equal(agentBySix ? Six : Four, ringing.Leg.Audio!.Remote.Address);
        await Deadline.Until(() => call.Heard > 100, "too little was heard");
        await call.HangUpAsync();

        await BothRecordedAsync(node);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_phone_may_hear_by_another_family_than_it_speaks_SIP_by(bool hearsBySix)
    {
        Assert.SkipUnless(DualStack.IsHere, DualStack.Absent);
        var node = await NodeAsync(options => options with { Sip = DualStack.Any });
        var agent = await ReadyAsync(node, Four);
        var citizen = Keep(await TestPhone.StartAsync(node, "13800138000", hearsBySix ? Four : Six, hearsBySix ? Six : Four));

        var (call, ringing) = await TalkAsync(citizen, agent);
        call.Speak(400);
        ringing.Speak(1000);
        await call.Ear.HearsAsync(1000);
        await ringing.Ear.HearsAsync(400);
        await call.HangUpAsync();

        await BothRecordedAsync(node);
    }

    [Fact]
    public async Task A_phone_that_moves_to_IPv6_in_the_talk_is_followed_and_recorded_on()
    {
        Assert.SkipUnless(DualStack.IsHere, DualStack.Absent);
        var node = await NodeAsync(options => options with { Sip = DualStack.Any });
        var agent = await ReadyAsync(node, Four);
        var citizen = Keep(await TestPhone.StartAsync(node, "13800138000", Four, Four));
        await using var elsewhere = new MediaEngine(new MediaEngineOptions { Addresses = [Six], Loops = 1 }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<MediaEngine>.Instance);
        var (call, ringing) = await TalkAsync(citizen, agent);
        call.Speak(400);
        ringing.Speak(1000);
        await call.Ear.HearsAsync(1000);
        await ringing.Ear.HearsAsync(400);

        Assert.True(elsewhere.TryOpen(out var moved));
        Assert.Equal("sendrecv", await call.ReofferAsync("sendrecv", moved));
        _ = moved.PlayAsync([new Prompt("voice", Tone.Samples(700, TimeSpan.FromSeconds(1), 0.4))], loop: true);
        var ear = Hotline.Telephony.Tests.Media.Ear.On(moved);

        await ear.HearsAsync(1000);
        await ringing.Ear.HearsAsync(700);
        await call.HangUpAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        await node.AllFreedAsync();
        var wav = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", ended.Recording!.File));
        Assert.True(Tone.Level(wav.Samples(0), 400) > 0.02 && Tone.Level(wav.Samples(0), 700) > 0.02, "both of what the citizen said is recorded");
    }

    [Fact]
    public async Task Sound_that_cannot_be_reached_is_refused_with_the_reason_and_the_next_call_is_taken()
    {
        var node = await NodeAsync();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(Four, 0));
        var local = (IPEndPoint)socket.LocalEndPoint!;
        var sdp = "v=0\r\no=- 1 1 IN IP6 2001:db8::9\r\ns=-\r\nc=IN IP6 2001:db8::9\r\nt=0 0\r\nm=audio 30000 RTP/AVP 8\r\n";
        await socket.SendToAsync(
            Encoding.ASCII.GetBytes(
                $"INVITE sip:12345@{node.Address} SIP/2.0\r\nVia: SIP/2.0/UDP {local};rport;branch=z9hG4bK1\r\nMax-Forwards: 70\r\nFrom: <sip:1@h>;tag=1\r\nTo: <sip:12345@h>\r\n"
                + $"Call-ID: c\r\nCSeq: 1 INVITE\r\nContact: <sip:1@{local}>\r\nContent-Type: application/sdp\r\nContent-Length: {sdp.Length}\r\n\r\n{sdp}"),
            node.Address,
            Deadline.Token());

        var answer = await FinalAsync(socket);
        Assert.Equal(SipStatus.NotAcceptableHere, answer.Status);
        Assert.Equal($"301 {node.Address} \"Incompatible network address formats\"", answer.Headers.Text(HeaderName.Warning));
        await node.AllFreedAsync();
        await (await Keep(await node.PhoneAsync("1")).CallAsync()).HangUpAsync();
    }

    [Fact]
    public async Task A_trunk_known_by_IPv6_only_carries_a_call_out()
    {
        Assert.SkipUnless(DualStack.IsHere, DualStack.Absent);
        await using var carrier = await TestPhone.StartTrunkAsync(Six);
        var node = await NodeAsync(options => options with
        {
            Sip = DualStack.Any,
            Trunks = [new TrunkOptions { Name = "carrier", Host = carrier.Address.ToString(), HealthInterval = TimeSpan.Zero }],
        });
        var agent = await ReadyAsync(node, Four);

        Assert.Equal(SwitchboardAnswer.Done, (await node.Switchboard.CallAsync("agent-8001", "13900000001", CancellationToken.None)).Answer);
        var own = await agent.RingsAsync();
        Assert.True(own.Answer());
        var outside = await carrier.RingsAsync();
        Assert.True(outside.Answer());
        own.Speak(400);
        outside.Speak(1000);
        await own.Ear.HearsAsync(1000);
        await outside.Ear.HearsAsync(400);
        Assert.Equal(Six, outside.Leg.Audio!.Remote.Address);
        await own.HangUpAsync();
        await outside.Ended.InTime();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Two_addresses_of_one_family_or_TLS_without_its_family_stop_the_start()
    {
        var refused = await Assert.ThrowsAsync<TelephonyConfigurationException>(() => RunningNode.StartAsync(
            Folder, decide: options => options with { Sip = [new IPEndPoint(Four, 0), new IPEndPoint(Four, 5062)], SipTls = [new IPEndPoint(Six, 0)] }));

        Assert.Contains("Sip: expected at most one address of IPv4 and one of IPv6", refused.Faults);
        Assert.Contains("SipTls: expected addresses of the IP families that Sip has", refused.Faults);
    }

    [Fact]
    public async Task An_address_that_is_not_of_this_machine_is_named()
    {
        Assert.SkipUnless(DualStack.IsHere, DualStack.Absent);
        var refused = await Assert.ThrowsAsync<TelephonyConfigurationException>(() => RunningNode.StartAsync(
            Folder, decide: options => options with { Sip = [new IPEndPoint(Four, 0), IPEndPoint.Parse("[2001:db8::77]:5060")] }));

        Assert.Equal(["SIP cannot listen on [2001:db8::77]:5060: the address is not one of this machine."], refused.Faults);
    }

    private async Task<TestPhone> ReadyAsync(RunningNode node, IPAddress at)
    {
        var phone = Keep(await TestPhone.StartAsync(node, "8001", at, at));
        await phone.RegisterAsync(RunningNode.Password);
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.NotReady, "the agent did not sign in");
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetReadyAsync("agent-8001", CancellationToken.None));
        return phone;
    }

    private static async Task<(PhoneCall Citizen, PhoneCall Agent)> TalkAsync(TestPhone citizen, TestPhone agent)
    {
        var call = await citizen.CallAsync();
        var ringing = await agent.RingsAsync();
        Assert.True(ringing.Answer());
        return (call, ringing);
    }

    private static async Task BothRecordedAsync(RunningNode node)
    {
        var ended = await node.Events.WaitForAsync<CallEnded>();
        await node.AllFreedAsync();
        var wav = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", ended.Recording!.File));
        Assert.InRange(Tone.Level(wav.Samples(0), 400), 0.1, 0.5);
        Assert.InRange(Tone.Level(wav.Samples(0), 1000), 0, 0.02);
        Assert.InRange(Tone.Level(wav.Samples(1), 1000), 0.1, 0.5);
        Assert.InRange(Tone.Level(wav.Samples(1), 400), 0, 0.02);
    }

    private static async Task<SipResponse> FinalAsync(Socket socket)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, Deadline.Token());
            Assert.True(SipParser.TryParse(buffer.AsMemory(0, length), SipLimits.Default, out var message, out _));
            if (message is SipResponse { IsProvisional: false } response)
            {
                return response;
            }
        }
    }
}
