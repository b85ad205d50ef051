using System.Net;
using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Rtp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Media;

public sealed class MediaEngineTests : IAsyncLifetime
{
    private const byte Events = 101;

    private readonly MediaEngine _engine = Engine(managed: false);
    private readonly RtpPeer _caller = new() { Ssrc = 0xAAAA_0001 };
    private readonly RtpPeer _agent = new() { Ssrc = 0xBBBB_0002, Sequence = 7, Timestamp = 5 };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _caller.Dispose();
        _agent.Dispose();
    }

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
    public async Task Plays_at_the_pace_of_the_clock()
    {
        var port = Open(_engine, _caller, G711Law.Mu);
        var codes = Codes(6);
        var ending = port.PlayAsync([new Prompt("a", G711Law.Mu, codes[..4000]), new Prompt("b", G711Law.Mu, codes[4000..8000])], loop: false);

        var heard = _caller.Receive(50);

        Assert.Equal(PlayEnding.Finished, await ending);
        Assert.Equal(codes, Joined(heard));
        var taken = TimeProvider.System.GetElapsedTime(heard[0].At, heard[^1].At);
        Assert.InRange(taken, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1.5));
        Assert.Equal(49u * 160, heard[^1].Timestamp - heard[0].Timestamp);
    }

    [Fact]
    public async Task Loops_until_stopped_and_says_how_playing_ended()
    {
        var port = Open(_engine, _caller, G711Law.A);
        var prompt = new Prompt("p", G711Law.A, Codes(7, 480));

        var looped = port.PlayAsync([prompt], loop: true);
        Assert.Equal(9, _caller.Receive(9).Count);
        port.Stop();
        Assert.Equal(PlayEnding.Stopped, await looped);

        var second = port.PlayAsync([prompt], loop: true);
        var third = port.PlayAsync([prompt], loop: true);
        Assert.Equal(PlayEnding.Stopped, await second);
        port.Dispose();
        Assert.Equal(PlayEnding.Closed, await third);
        Assert.Equal(PlayEnding.Closed, await port.PlayAsync([prompt], loop: true));
    }

    [Fact]
    public async Task Drops_and_counts_what_comes_from_elsewhere()
    {
        using var stranger = new RtpPeer { Ssrc = _caller.Ssrc };
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        await BridgedAsync(_engine, first, second);

        stranger.Send(first.Local, G711Law.A, Codes(8));
        await UntilAsync(() => first.Statistics.Foreign == 50);
        _caller.Send(first.Local, G711Law.A, Codes(9, 160));

        Assert.Equal(Codes(9, 160), Joined(_agent.Receive(1)));
        Assert.Equal(1, first.Statistics.Received);
    }

    [Fact]
    public async Task Learns_a_new_source_only_when_it_is_negotiated()
    {
        using var moved = new RtpPeer();
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        await BridgedAsync(_engine, first, second);
        _caller.Send(first.Local, G711Law.A, Codes(1, 160));
        Assert.Single(_agent.Receive(1));

        first.Connect(moved.Remote(G711Law.A));
        await SettledAsync(first);
        _caller.Send(first.Local, G711Law.A, Codes(2, 160));
        await UntilAsync(() => first.Statistics.Foreign == 1);
        moved.Send(first.Local, G711Law.A, Codes(3, 160));

        Assert.Equal(Codes(3, 160), Joined(_agent.Receive(1)));
    }

    [Fact]
    public async Task Reports_each_key_once_and_passes_events_on()
    {
        var keys = new List<char>();
        Assert.True(_engine.TryOpen(out var first));
        first.KeyPressed = key =>
        {
            lock (keys)
            {
                keys.Add(key);
            }
        };
        first.Connect(_caller.Remote(G711Law.A, Events));
        var second = Open(_engine, _agent, G711Law.A, events: 96);
        await BridgedAsync(_engine, first, second);

        foreach (var key in (byte[])[1, 2, 11])
        {
            for (var i = 1; i <= 6; i++)
            {
                var ended = i > 3 ? 0x80 : 0;
                _caller.Send(first.Local, Events, [key, (byte)(10 | ended), 0, (byte)(Math.Min(i, 4) * 40)], marker: i == 1, _caller.Timestamp);
            }

            _caller.Timestamp += 800;
        }

        await UntilAsync(() => Keys().Length == 3);
        Assert.Equal("12#", Keys());
        var heard = _agent.Receive(18);
        Assert.All(heard, packet => Assert.Equal(96, packet.PayloadType));
        Assert.Equal(3, heard.Select(packet => packet.Timestamp).Distinct().Count());

        string Keys()
        {
            lock (keys)
            {
                return string.Concat(keys);
            }
        }
    }

    [Fact]
    public async Task Leaves_no_hole_where_the_other_leg_takes_no_events()
    {
        Assert.True(_engine.TryOpen(out var first));
        first.Connect(_caller.Remote(G711Law.A, Events));
        var second = Open(_engine, _agent, G711Law.A);
        await BridgedAsync(_engine, first, second);

        _caller.Send(first.Local, G711Law.A, Codes(1, 320));
        _caller.Send(first.Local, Events, [5, 10, 0, 160], marker: true, _caller.Timestamp);
        _caller.Send(first.Local, Events, [5, 0x8A, 1, 64], marker: false, _caller.Timestamp);
        _caller.Timestamp += 320;
        _caller.Send(first.Local, G711Law.A, Codes(1).AsSpan(320, 320));

        var heard = _agent.Receive(4);
        Assert.Equal([0, 1, 2, 3], heard.Select(packet => (ushort)(packet.Sequence - heard[0].Sequence)));
        Assert.Equal([0u, 160u, 640u, 800u], heard.Select(packet => packet.Timestamp - heard[0].Timestamp));
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
    public async Task Ports_run_out_clearly_and_come_back()
    {
        var first = await FreeRangeAsync(6);
        await using var engine = new MediaEngine(
            new MediaEngineOptions { Address = IPAddress.Loopback, FirstPort = first, LastPort = first + 5 },
            TimeProvider.System,
            NullLogger<MediaEngine>.Instance);
        var ports = new List<MediaPort>();
        while (engine.TryOpen(out var port))
        {
            ports.Add(port);
        }

        Assert.Equal([first, first + 2, first + 4], ports.Select(port => port.Local.Port).Order());
        ports[1].Dispose();
        await UntilAsync(() => engine.OpenPorts == 2);
        Assert.True(engine.TryOpen(out var again));
        Assert.Equal(ports[1].Local.Port, again.Local.Port);
        Assert.False(engine.TryOpen(out _));
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
    public async Task Closing_the_engine_ends_everything()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        var bridge = await BridgedAsync(_engine, first, second);
        var alone = Open(_engine, _caller, G711Law.A);
        var playing = alone.PlayAsync([new Prompt("p", G711Law.A, Codes(1))], loop: true);

        await _engine.DisposeAsync();

        await bridge.EndAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(PlayEnding.Closed, await playing);
        Assert.Equal(PlayEnding.Closed, await alone.PlayAsync([new Prompt("p", G711Law.A, Codes(1))], loop: true));
        Assert.Throws<ObjectDisposedException>(() => _engine.TryOpen(out _));
    }

    [Fact]
    public async Task Any_order_of_requests_from_many_threads_ends_well()
    {
        var log = new CountingLog();
        var bridges = new System.Collections.Concurrent.ConcurrentBag<MediaBridge>();
        var plays = new System.Collections.Concurrent.ConcurrentBag<Task<PlayEnding>>();
        await using (var engine = new MediaEngine(new MediaEngineOptions { Address = IPAddress.Loopback, Loops = 3 }, TimeProvider.System, log))
        {
            var ports = Enumerable.Range(0, 12).Select(_ => Open(engine, _caller, G711Law.A)).ToArray();
            var prompt = new Prompt("p", G711Law.A, Codes(1, 320));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Ask(engine, ports, prompt, new Random(seed)), TestContext.Current.CancellationToken)));
        }

        await Task.WhenAll(bridges.Select(bridge => bridge.EndAsync())).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Task.WhenAll(plays).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(0, log.Errors);

        void Ask(MediaEngine engine, MediaPort[] ports, Prompt prompt, Random random)
        {
            for (var i = 0; i < 2000; i++)
            {
                var place = random.Next(ports.Length);
                var (port, other) = (Volatile.Read(ref ports[place]), Volatile.Read(ref ports[(place + 1 + random.Next(ports.Length - 1)) % ports.Length]));
                switch (random.Next(8))
                {
                    case 0 or 1 or 2 when port != other:
                        bridges.Add(engine.Bridge(port, other, null));
                        break;
                    case 3:
                        plays.Add(port.PlayAsync([prompt], loop: true));
                        break;
                    case 4:
                        port.Stop();
                        break;
                    case 5 when !bridges.IsEmpty && bridges.TryPeek(out var bridge):
                        _ = bridge.EndAsync();
                        break;
                    case 6:
                        port.Connect(_agent.Remote(G711Law.Mu));
                        break;
                    case 7 when random.Next(4) == 0:
                        port.Dispose();
                        Volatile.Write(ref ports[place], Open(engine, _caller, G711Law.A));
                        break;
                }
            }
        }
    }

    [Fact]
    public async Task Reports_by_rtcp_and_reads_the_far_ends_report()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        await BridgedAsync(_engine, first, second);
        _caller.Send(first.Local, G711Law.A, Codes(1));

        var report = _agent.ReceiveControl();

        Assert.NotNull(report);
        Assert.Equal(0, report.Length % 4);
        Assert.True(Hotline.Telephony.Rtp.Rtcp.TryRead(report, 0, out _));
        Assert.Contains(report[1], (byte[])[200, 201]);
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

    private static MediaEngine Engine(bool managed) => new(
        new MediaEngineOptions { Address = IPAddress.Loopback, Loops = 2, ManagedSockets = managed },
        TimeProvider.System,
        NullLogger<MediaEngine>.Instance);

    private static MediaPort Open(MediaEngine engine, RtpPeer peer, G711Law law, byte? events = null)
    {
        Assert.True(engine.TryOpen(out var port));
        port.Connect(peer.Remote(law, events));
        return port;
    }

    /// <summary>Bridges and waits until both loops have done it: what is sent from now on is carried.</summary>
    private static async Task<MediaBridge> BridgedAsync(MediaEngine engine, MediaPort first, MediaPort second, IAudioTap? tap = null)
    {
        var bridge = engine.Bridge(first, second, tap);
        await SettledAsync(first);
        await SettledAsync(second);
        return bridge;
    }

    private static async Task SettledAsync(MediaPort port)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        port.Post(_ => done.SetResult());
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    private static byte[] Codes(int seed, int count = 8000)
    {
        var codes = new byte[8000];
        new Random(seed).NextBytes(codes);
        return codes[..count];
    }

    private static byte[] Joined(IEnumerable<Heard> packets) => [.. packets.SelectMany(packet => packet.Payload)];

    private static async Task<int> FreeRangeAsync(int ports)
    {
        // A range is free when an engine can open all of it; another program may be quicker, so look again.
        for (var tries = 0; tries < 50; tries++)
        {
            var start = 30_000 + (Random.Shared.Next(10_000) * 2);
            await using var probe = new MediaEngine(
                new MediaEngineOptions { Address = IPAddress.Loopback, FirstPort = start, LastPort = start + ports - 1, Loops = 1 },
                TimeProvider.System,
                NullLogger<MediaEngine>.Instance);
            var opened = 0;
            while (probe.TryOpen(out _))
            {
                opened++;
            }

            if (opened == ports / 2)
            {
                return start;
            }
        }

        throw new InvalidOperationException("No free range of ports.");
    }

    private sealed class CountingLog : ILogger<MediaEngine>
    {
        private int _errors;

        public int Errors => _errors;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                Interlocked.Increment(ref _errors);
            }
        }
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

    /// <summary>Reads the loop thread's own allocation counter between packets.</summary>
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
