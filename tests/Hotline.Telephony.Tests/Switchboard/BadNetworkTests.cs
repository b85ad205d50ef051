using System.Globalization;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Rtp;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Whole calls over networks that lose, hold up, double and reorder packets: what arrives, what is recorded, and what is said of it afterwards.</summary>
public sealed class BadNetworkTests : NodeTests
{
    // A hole of 20 ms has cells of 5 ms in it that are wholly silent, wherever it begins; made-up sound after two losses in a row fades to 0.11.
    private const int Cell = BadWire.PacketSamples / 4;
    private const double Quiet = 0.05;

    // Packets in which two losses fall at the least, even of 2 %.
    private const int Steady = 110;

    [Fact]
    public async Task What_is_passed_on_loses_nothing_more_and_the_loss_and_jitter_of_each_leg_are_kept_with_the_call()
    {
        var node = await NodeAsync();
        var (call, ringing) = await TalkAsync(node);
        await using var citizen = new BadWire(400, new WirePlan(12345, LossEvery: 50, TimeSpan.FromMilliseconds(40)));
        await using var agent = new BadWire(700, new WirePlan(5, LossEvery: 20, TimeSpan.FromMilliseconds(20), DoubledEvery: 50, OvertakenEvery: 30));
        var inside = node.CallOf(node.Switchboard.View.Calls.Single().CallId);
        var (callerLeg, agentLeg) = (inside.Caller, inside.AnsweringLeg!);
        var (toCitizen, toAgent) = ((await call.MoveAsync(citizen.Address)).Remote, (await ringing.MoveAsync(agent.Address)).Remote);

        var (steadyCaller, steadyAgent) = (new Steadiness(callerLeg, citizen), new Steadiness(agentLeg, agent));

        // As long as it takes until both phones have reported, and, however busy the machine, what was measured is what was done.
        await Task.WhenAll(
            citizen.SpeakAsync(toCitizen, () => steadyCaller.Sees() && citizen.Reported is not null && agent.Reported > 0 && Measured(callerLeg, citizen)),
            agent.SpeakAsync(toAgent, () => steadyAgent.Sees() && agent.Reported > 0 && citizen.Reported is not null && Measured(agentLeg, agent)));
        await Deadline.Until(() => agent.Heard.Count == citizen.Sent && citizen.Heard.Count == agent.Sent, () => $"citizen {citizen.Sent} → {agent.Heard.Count}, agent {agent.Sent} → {citizen.Heard.Count}");
        await Deadline.Until(() => callerLeg.Port.Statistics.LostByFarEnd == citizen.Reported && agentLeg.Port.Statistics.LostByFarEnd == agent.Reported, "the phones' reports did not come");
        await call.HangUpAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        await node.AllFreedAsync();

        CheckPassedOn(citizen, agent);
        CheckPassedOn(agent, citizen);
        CheckQuality(ended.CallerQuality!, citizen, doubled: 0);
        CheckQuality(ended.AgentQuality!, agent, doubled: agent.Order.Count - agent.Order.Distinct().Count());
        var wav = await RecordingAsync(node, ended);
        CheckRecorded(wav, channel: 0, citizen);
        CheckRecorded(wav, channel: 1, agent);
    }

    [Fact]
    public async Task Where_it_is_decoded_and_mixed_what_was_lost_is_not_heard_as_a_hole_at_the_phone_nor_in_the_recording()
    {
        var node = await NodeAsync();
        var (call, ringing) = await TalkAsync(node);
        await using var citizen = new BadWire(400, new WirePlan(12345, LossEvery: 20, TimeSpan.FromMilliseconds(20)));
        await using var agent = new BadWire(700, new WirePlan(5, LossEvery: 50, TimeSpan.FromMilliseconds(20), DoubledEvery: 50));
        var id = node.Switchboard.View.Calls.Single().CallId;
        var (toCitizen, toAgent) = ((await call.MoveAsync(citizen.Address)).Remote, (await ringing.MoveAsync(agent.Address)).Remote);
        var supervisor = Keep(await node.ReadyPhoneAsync("8003"));
        var ordered = node.Switchboard.OrderAsync(id, new Supervise("agent-8003", SupervisionMode.Listen), CancellationToken.None);
        Assert.True((await supervisor.RingsAsync()).Answer());
        Assert.Equal(SwitchboardAnswer.Done, await ordered);

        // Two seconds of the citizen's sound without a hole: of 100 packets five were lost, and each would be one.
        await Task.WhenAll(
            citizen.SpeakAsync(toCitizen, () => citizen.Sent > 120 && citizen.Sent % 10 == 0 && WholeAt(SoundOf(agent), 100) >= 0),
            agent.SpeakAsync(toAgent, () => agent.Sent > 120 && citizen.Lost.Count > 5 && WholeAt(SoundOf(agent), 100) >= 0));
        await call.HangUpAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        await node.AllFreedAsync();

        var heard = SoundOf(agent);
        var stretch = heard.AsSpan(WholeAt(heard, 100), 100 * BadWire.PacketSamples);
        Assert.InRange(Tone.Level(stretch, 400), 0.32, 0.44);
        Assert.InRange(Rms(stretch), 0.4 / Math.Sqrt(2) * 0.85, 0.4 / Math.Sqrt(2) * 1.1);
        Assert.InRange(Tone.Level(stretch, 700), 0, 0.03);

        // The mixer's own packets are numbered without a hole.
        var numbers = agent.Heard.Where(packet => packet.Sequence != 0).Select(packet => packet.Sequence).ToList();
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.InRange((ushort)(pair.Second - pair.First), (ushort)1, (ushort)2));
        Assert.InRange(ended.CallerQuality!.Lost, citizen.Lost.Count, citizen.Lost.Count);

        var wav = await RecordingAsync(node, ended);
        Assert.True(WholeAt(wav.Samples(0), 50) >= 0, "the recording has a hole for each packet that was lost");
        Assert.True(WholeAt(wav.Samples(1), 50) >= 0, "the agent is not heard in the recording");
    }

    // What was done, give or take a third of it: a busy machine holds packets up on both sides.
    private static bool Measured(CallLeg leg, BadWire wire) =>
        leg.Port.Statistics is var now && now.Received == wire.Sent && (now.Jitter - wire.Jitter).Duration() < wire.Jitter / 3;

    private static void CheckPassedOn(BadWire from, BadWire to)
    {
        var heard = to.Heard;
        var first = heard[0].Sequence;
        Assert.Equal(from.Order, heard.Select(packet => (int)(ushort)(packet.Sequence - first)));
        Assert.All(from.Order.Zip(heard), pair => Assert.Equal(from.Codes(pair.First), pair.Second.Payload));
        Assert.All(from.Order.Zip(heard), pair => Assert.Equal(heard[0].Timestamp + (uint)(pair.First * BadWire.PacketSamples), pair.Second.Timestamp));
    }

    private static void CheckQuality(LegQuality quality, BadWire wire, int doubled)
    {
        Assert.Equal(wire.Sent, quality.Received);
        Assert.Equal(wire.Lost.Count - doubled, quality.Lost);
        Assert.True(quality.LostByPhone == wire.Reported, $"the phone reported {wire.Reported} lost, kept is {quality.LostByPhone}");
        Assert.NotNull(quality.RoundTrip);

        // What came held up by up to 20 or 40 ms differs by a third of that from packet to packet.
        Assert.True(quality.Jitter > TimeSpan.FromMilliseconds(2), $"jitter {quality.Jitter}");
    }

    // Each packet stands in the recording once, code by code; where one was lost there is silence as long as it.
    private static void CheckRecorded(WavFile wav, int channel, BadWire wire)
    {
        var samples = wav.Samples(channel);
        var places = new SortedDictionary<int, int>();
        foreach (var index in wire.Order.Distinct())
        {
            short[] wanted = [.. wire.Codes(index).Select(code => G711.Decode(G711Law.A, code))];
            if (samples.AsSpan().IndexOf(wanted) is >= 0 and var place)
            {
                places[index] = place;
            }
        }

        // Around the longest stretch in which each is where it belongs. All of it is one where the machine has time.
        var (longest, from, begin) = (0, 0, 0);
        for (var index = 0; index <= wire.Order.Max(); index++)
        {
            if (!wire.Lost.Contains(index) && (!places.TryGetValue(index, out var place) || (places.TryGetValue(begin, out var first) && place - first != (index - begin) * BadWire.PacketSamples)))
            {
                begin = places.ContainsKey(index) ? index : index + 1;
            }

            if (index - begin >= longest)
            {
                (longest, from) = (index - begin + 1, begin);
            }
        }

        Assert.True(longest >= Steady, string.Create(CultureInfo.InvariantCulture, $"no more than {longest} packets stand one after the other"));
        var holes = wire.Lost.Where(index => index > from && index < from + longest).ToList();
        Assert.NotEmpty(holes);
        Assert.All(holes, index => Assert.Equal(0, Rms(samples.AsSpan(places[from] + ((index - from) * BadWire.PacketSamples), BadWire.PacketSamples)), 0.001));
    }

    private static async Task<WavFile> RecordingAsync(RunningNode node, CallEnded ended)
    {
        var recording = ended.Recording!;
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(recording.RecordingId, Deadline.Token()));
        Assert.InRange(recording.Duration - recording.TalkTime, TimeSpan.FromSeconds(-3), TimeSpan.FromSeconds(3));
        Assert.Equal(2, recording.Legs.Count(leg => leg.Talked > TimeSpan.Zero && leg.Talked - leg.Stored < RecordingFellShort.Tolerated));
        return WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", recording.File));
    }

    // What is heard by a phone, in the order of the numbers.
    private static short[] SoundOf(BadWire wire)
    {
        var samples = new List<short>();
        foreach (var packet in wire.Heard)
        {
            samples.AddRange(packet.Payload.Select(code => G711.Decode(G711Law.A, code)));
        }

        return [.. samples];
    }

    // Where so many packets' worth of sound begins, in samples, in which no 5 ms are quiet; -1 for nowhere.
    private static int WholeAt(short[] samples, int packets)
    {
        var whole = 0;
        for (var end = Cell; end <= samples.Length; end += Cell)
        {
            whole = Rms(samples.AsSpan(end - Cell, Cell)) < Quiet ? 0 : whole + Cell;
            if (whole == packets * BadWire.PacketSamples)
            {
                return end - whole;
            }
        }

        return -1;
    }

    private static double Rms(ReadOnlySpan<short> samples)
    {
        var power = 0.0;
        foreach (var sample in samples)
        {
            power += sample / 32768.0 * (sample / 32768.0);
        }

        return Math.Sqrt(power / samples.Length);
    }

    private async Task<(PhoneCall Caller, PhoneCall Agent)> TalkAsync(RunningNode node)
    {
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var call = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        var ringing = await phone.RingsAsync();
        Assert.True(ringing.Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        return (call, ringing);
    }

    /// <summary>Knows when the machine had time for so many packets one after the other: none was sent, or taken in, more than 150 ms late.</summary>
    private sealed class Steadiness(CallLeg leg, BadWire wire)
    {
        private int since;
        private bool was;

        public bool Sees()
        {
            since = wire.Behind < TimeSpan.FromMilliseconds(150) && wire.Sent - leg.Port.Statistics.Received < 8 ? since + 1 : 0;
            was |= since > Steady + 10 && wire.Sent > 250;
            return was;
        }
    }
}
