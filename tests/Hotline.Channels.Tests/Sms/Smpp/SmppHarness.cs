using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Cmpp;
using Hotline.Channels.Sms.Smpp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Sms.Smpp;

/// <summary>A running provider with its sink and sender, as the application puts them together.</summary>
internal sealed class SmppHarness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChannelBoard board = new(TimeProvider.System);
    private readonly LinkedProvider client;

    internal SmppHarness(LinkedSmsOptions options)
    {
        var desk = new InboundDesk(new Lazy<IInboundMessageSink>(Sink), NullLogger<InboundDesk>.Instance);
        client = options switch
        {
            SmppOptions smpp => new SmppClient(smpp, desk, board, TimeProvider.System, NullLogger<SmppClient>.Instance),
            CmppOptions cmpp => new CmppClient(cmpp, desk, board, TimeProvider.System, NullLogger<CmppClient>.Instance),
            _ => throw new ArgumentException("No link of that kind.", nameof(options)),
        };
        Sender = new MessageSender([new SmsDoor(new SmsOptions { Providers = [options] }, [client], board, TimeProvider.System)], TimeProvider.System);
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

    internal static async Task<SmppHarness> StartAsync(LinkedSmsOptions options)
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

    /// <summary>Asks again, as the outbox does, until the message is taken; tells how often it was not.</summary>
    internal async Task<(SendOutcome Outcome, int Refusals)> SendUntilAcceptedAsync(string key, string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var refusals = 0; ; refusals++)
        {
            if (await SendAsync(key, text) is { Verdict: SendVerdict.Accepted } accepted)
            {
                return (accepted, refusals);
            }

            await beat.WaitForNextTickAsync(deadline.Token);
        }
    }

    internal Task StopAsync() => client.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        client.Dispose();
        Sink.Dispose();
    }
}
