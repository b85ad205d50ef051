using System.Net;
using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Rtp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Media;

/// <summary>An engine with two far ends beside it.</summary>
public abstract class MediaEngineFixture : IAsyncLifetime
{
    protected const byte Events = 101;

    private protected readonly MediaEngine _engine = Engine(managed: false);
    private protected readonly RtpPeer _caller = new() { Ssrc = 0xAAAA_0001 };
    private protected readonly RtpPeer _agent = new() { Ssrc = 0xBBBB_0002, Sequence = 7, Timestamp = 5 };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _caller.Dispose();
        _agent.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static MediaEngine Engine(bool managed) => new(
        new MediaEngineOptions { Addresses = [IPAddress.Loopback], Loops = 2, ManagedSockets = managed },
        TimeProvider.System,
        NullLogger<MediaEngine>.Instance);

    private protected static MediaPort Open(MediaEngine engine, RtpPeer peer, G711Law law, byte? events = null)
    {
        Assert.True(engine.TryOpen(out var port));
        port.Connect(peer.Remote(law, events));
        return port;
    }

    private protected static async Task<MediaBridge> BridgedAsync(MediaEngine engine, MediaPort first, MediaPort second, IAudioTap? tap = null)
    {
        var bridge = engine.Bridge(first, second, tap);
        await SettledAsync(first);
        await SettledAsync(second);
        return bridge;
    }

    private protected static async Task SettledAsync(MediaPort port)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        port.Post(_ => done.SetResult());
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private protected static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    private protected static byte[] Codes(int seed, int count = 8000)
    {
        var codes = new byte[8000];
        new Random(seed).NextBytes(codes);
        return codes[..count];
    }

    private protected static byte[] Joined(IEnumerable<Heard> packets) => [.. packets.SelectMany(packet => packet.Payload)];
}
