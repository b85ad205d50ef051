using Hotline.Telephony.Media;

namespace Hotline.Telephony.Tests.Media;

/// <summary>Two legs that hear each other.</summary>
public sealed class MediaBridgeTests : MediaEngineFixture
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Carries_sound_both_ways_as_it_came(bool managed)
    {
        await using var engine = Engine(managed);
        var (first, second) = (Open(engine, _caller, G711Law.A), Open(engine, _agent, G711Law.A));
        await BridgedAsync(engine, first, second);

        var (fromCaller, fromAgent) = (Codes(1), Codes(2));
        _caller.Send(first.Local, G711Law.A, fromCaller);
        _agent.Send(second.Local, G711Law.A, fromAgent);

        Assert.Equal(fromCaller, Joined(_agent.Receive(50)));
        Assert.Equal(fromAgent, Joined(_caller.Receive(50)));
        Assert.Equal(50, first.Statistics.Received);
        Assert.Equal(0, first.Statistics.Lost);
        Assert.Equal(50, second.Statistics.Sent);
    }

    [Fact]
    public async Task Transcodes_where_the_laws_differ()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.Mu));
        await BridgedAsync(_engine, first, second);

        var codes = Codes(3);
        _caller.Send(first.Local, G711Law.A, codes);

        var heard = _agent.Receive(50);
        var expected = codes.ToArray();
        G711.Transcode(G711Law.A, expected);
        Assert.All(heard, packet => Assert.Equal((byte)G711Law.Mu, packet.PayloadType));
        Assert.Equal(expected, Joined(heard));
    }

    [Fact]
    public async Task Each_far_end_receives_one_continuous_stream_through_prompt_bridge_and_prompt()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        var prompt = new Prompt("p", G711Law.A, Codes(4, 1600));

        Assert.Equal(PlayEnding.Finished, await first.PlayAsync([prompt], loop: false));
        await BridgedAsync(_engine, first, second);
        _agent.Send(second.Local, G711Law.A, Codes(5, 1600));
        var heard = _caller.Receive(20);
        _ = first.PlayAsync([prompt], loop: false);
        heard.AddRange(_caller.Receive(10));

        Assert.Equal(30, heard.Count);
        Assert.Single(heard.Select(packet => packet.Ssrc).Distinct());
        Assert.NotEqual(_agent.Ssrc, heard[0].Ssrc);
        for (var i = 1; i < heard.Count; i++)
        {
            Assert.Equal((ushort)(heard[i - 1].Sequence + 1), heard[i].Sequence);
            var advance = heard[i].Timestamp - heard[i - 1].Timestamp;
            Assert.InRange(advance, 160u, 160u + 8000u);
        }

        Assert.Equal([0, 10, 20], heard.Index().Where(packet => packet.Item.Marker).Select(packet => packet.Index));
    }

    [Fact]
    public async Task Sends_nothing_to_a_far_end_that_does_not_listen()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        second.Connect(_agent.Remote(G711Law.A) with { Listens = false });
        await BridgedAsync(_engine, first, second);

        _caller.Send(first.Local, G711Law.A, Codes(1));
        await UntilAsync(() => first.Statistics.Received == 50);
        second.Connect(_agent.Remote(G711Law.A));
        await SettledAsync(second);
        _caller.Send(first.Local, G711Law.A, Codes(2, 160));

        Assert.Equal(Codes(2, 160), Joined(_agent.Receive(1)));
    }

    [Fact]
    public async Task A_bridge_ends_when_a_leg_is_closed_or_plays()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        var bridge = await BridgedAsync(_engine, first, second);
        _ = second.PlayAsync([new Prompt("p", G711Law.A, Codes(1))], loop: true);
        await bridge.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        var tap = new CountingTap();
        bridge = await BridgedAsync(_engine, first, second, tap);
        second.Dispose();
        await bridge.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await bridge.EndAsync();
        Assert.Equal((1, 1), (tap.Begun, tap.Ended));

        var dead = _engine.Bridge(first, second, tap);
        await dead.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(1, tap.Begun);
    }

    [Fact]
    public async Task Passing_a_packet_on_allocates_nothing()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.Mu));
        var meter = new AllocationTap();
        await BridgedAsync(_engine, first, second, meter);
        var codes = Codes(1);

        // The first packets let the runtime compile what they pass through.
        for (var round = 0; round < 100; round++)
        {
            _caller.Send(first.Local, G711Law.A, codes);
            Assert.Equal(50, _agent.Receive(50).Count);
            if (round == 50)
            {
                meter.Start();
            }
        }

        Assert.True(meter.Packets >= 2400, $"{meter.Packets} packets metered");
        Assert.Equal(0, meter.Allocated);
    }

    private sealed class CountingTap : IAudioTap
    {
        public int Begun { get; private set; }

        public int Ended { get; private set; }

        public void Begin(long now) => Begun++;

        public void Take(in TappedSound sound)
        {
        }

        public void Beat(long now)
        {
        }

        public void End(long now) => Ended++;
    }

    private sealed class AllocationTap : IAudioTap
    {
        private volatile bool _started;
        private long _first = -1;

        public int Packets { get; private set; }

        public long Allocated { get; private set; }

        public void Start() => _started = true;

        public void Begin(long now)
        {
        }

        public void Take(in TappedSound sound)
        {
            if (!_started)
            {
                return;
            }

            Packets++;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            _first = _first < 0 ? allocated : _first;
            Allocated = allocated - _first;
        }

        public void Beat(long now)
        {
        }

        public void End(long now)
        {
        }
    }
}
