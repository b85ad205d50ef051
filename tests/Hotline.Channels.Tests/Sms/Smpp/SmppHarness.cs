using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.Sms.Smpp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Sms.Smpp;

/// <summary>A running SMPP client with its sink and sender, as the application puts them together.</summary>
internal sealed class SmppHarness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChannelBoard board = new(TimeProvider.System);
    private readonly SmppClient client;

    internal SmppHarness(SmppOptions options)
    {
        client = new SmppClient(options, new InboundDesk(new Lazy<IInboundMessageSink>(Sink), NullLogger<InboundDesk>.Instance), board, TimeProvider.System, NullLogger<SmppClient>.Instance);
        Sender = new MessageSender([client], TimeProvider.System);
    }

    internal CollectingSink Sink { get; } = new();

    internal MessageSender Sender { get; }

    internal ChannelState State => Assert.Single(board.Channels, door => door.Channel == ChannelKind.Sms);

    internal static SmppOptions Options(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        SystemId = "hotline",
        Password = "secret",
        ResponseTimeout = TimeSpan.FromSeconds(5),
        MaxReconnectDelay = TimeSpan.FromSeconds(2),
    };

    internal static async Task<SmppHarness> StartAsync(SmppOptions options)
    {
        var harness = new SmppHarness(options);
        await harness.client.StartAsync(CancellationToken.None);
        return harness;
    }

    internal Task WaitUpAsync() => WaitAsync(state => state.Phase == ChannelPhase.Up);

    internal async Task WaitAsync(Func<ChannelState, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!wanted(State))
        {
            await beat.WaitForNextTickAsync(deadline.Token);
        }
    }

    internal ValueTask<SendOutcome> SendAsync(string key, string text, string extension = "", string to = "13800000001") => Sender.SendAsync(
        new OutboundMessage { Channel = ChannelKind.Sms, Key = key, To = to, Text = text, ExtensionCode = extension },
        CancellationToken.None);

    internal Task StopAsync() => client.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        client.Dispose();
        Sink.Dispose();
    }
}
