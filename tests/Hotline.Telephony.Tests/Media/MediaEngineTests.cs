using System.Net;
using Hotline.Telephony.Media;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Media;

/// <summary>Ports, threads and the end.</summary>
public sealed class MediaEngineTests : MediaEngineFixture
{
    [Fact]
    public async Task Ports_run_out_clearly_and_come_back()
    {
        var first = await FreeRangeAsync(6);
        await using var engine = new MediaEngine(
            new MediaEngineOptions { Addresses = [IPAddress.Loopback], FirstPort = first, LastPort = first + 5 },
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
        await using (var engine = new MediaEngine(new MediaEngineOptions { Addresses = [IPAddress.Loopback], Loops = 3 }, TimeProvider.System, log))
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

    private static async Task<int> FreeRangeAsync(int ports)
    {
        // A range is free when an engine can open all of it; another program may be quicker, so look again.
        for (var tries = 0; tries < 50; tries++)
        {
            var start = 30_000 + (Random.Shared.Next(10_000) * 2);
            await using var probe = new MediaEngine(
                new MediaEngineOptions { Addresses = [IPAddress.Loopback], FirstPort = start, LastPort = start + ports - 1, Loops = 1 },
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
}
