using Hotline.Channels;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Smpp;
using Hotline.Phones;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Bench;

/// <summary>Short messages through the product's own sender over a real socket to a message centre in this process, whose reports come back meanwhile.</summary>
internal static class SubmitSpeed
{
    internal static async Task<double> RunAsync(int window, int seconds, Report report, CancellationToken cancellationToken)
    {
        await using var centre = new SmallSmsc("hotline", "secret");
        var options = new SmppOptions { Host = "127.0.0.1", Port = centre.Port, SystemId = "hotline", Password = "secret", Window = window, MessagesPerSecond = 0 };
        var board = new ChannelBoard(TimeProvider.System);
        var sink = new DeafSink();
        using var client = new SmppClient(
            options, new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance), board, TimeProvider.System, NullLogger<SmppClient>.Instance);
        var sender = new MessageSender([new SmsDoor(new SmsOptions { Providers = [options] }, [client], board, TimeProvider.System)], TimeProvider.System);
        await client.StartAsync(cancellationToken);
        while (!client.IsUp)
        {
            await Task.Delay(10, cancellationToken);
        }

        report.Say($"SMPP: as fast as a window of {window} lets, for {seconds} s");
        await SendAsync(sender, window, 0, TimeSpan.FromSeconds(1), cancellationToken);
        var begun = TimeProvider.System.GetTimestamp();
        var sent = await SendAsync(sender, window, 1, TimeSpan.FromSeconds(seconds), cancellationToken);
        var speed = Math.Round(sent / TimeProvider.System.GetElapsedTime(begun).TotalSeconds);
        report.Say($"{sent} accepted, {speed} a second; {sink.Reports} reports came back");
        await client.StopAsync(CancellationToken.None);
        return speed;
    }

    private static async Task<int> SendAsync(MessageSender sender, int window, int round, TimeSpan length, CancellationToken cancellationToken)
    {
        var (begun, accepted, next) = (TimeProvider.System.GetTimestamp(), 0, 0);
        await Task.WhenAll(Enumerable.Range(0, window).Select(_ => Task.Run(
            async () =>
            {
                while (TimeProvider.System.GetElapsedTime(begun) < length)
                {
                    var number = Interlocked.Increment(ref next);
                    var outcome = await sender.SendAsync(
                        new OutboundMessage { Channel = ChannelKind.Sms, Key = $"{round}-{number}", To = $"139{number:D8}", Text = "【榕江区12345】您反映的问题已办结，满意请回复1。", ExtensionCode = "0042" },
                        cancellationToken);
                    if (outcome.Verdict == SendVerdict.Accepted)
                    {
                        Interlocked.Increment(ref accepted);
                    }
                    else
                    {
                        throw new BenchException($"a message was not taken: {outcome.Reason}");
                    }
                }
            },
            cancellationToken)));
        return accepted;
    }

    private sealed class DeafSink : IInboundMessageSink
    {
        private int reports;

        internal int Reports => reports;

        public ValueTask<InboundTaken> AcceptAsync(InboundMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(new InboundTaken(null, Joined: false));

        public ValueTask AcceptAsync(DeliveryReport report, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref reports);
            return ValueTask.CompletedTask;
        }
    }
}
