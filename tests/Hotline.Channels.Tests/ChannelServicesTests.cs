using Hotline.Channels.Sms.Smpp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotline.Channels.Tests;

public sealed class ChannelServicesTests
{
    [Fact]
    public async Task Without_settings_the_door_is_closed_and_says_so()
    {
        await using var provider = Build(new ChannelOptions());

        var state = Assert.Single(provider.GetRequiredService<IChannelBoard>().Channels, door => door.Channel == ChannelKind.Sms);
        Assert.Equal(ChannelPhase.NotConfigured, state.Phase);
        Assert.False(provider.GetRequiredService<IMessageSender>().IsConfigured(ChannelKind.Sms));
        Assert.Empty(provider.GetServices<IHostedService>());
    }

    [Fact]
    public async Task With_settings_the_door_is_kept_open_by_a_hosted_service()
    {
        await using var provider = Build(new ChannelOptions { Sms = new SmsOptions { Providers = [new SmppOptions { Host = "127.0.0.1", SystemId = "a", Password = "b" }] } });

        Assert.IsType<SmppClient>(Assert.Single(provider.GetServices<IHostedService>()));
        Assert.True(provider.GetRequiredService<IMessageSender>().IsConfigured(ChannelKind.Sms));
        Assert.Equal(ChannelPhase.Down, Assert.Single(provider.GetRequiredService<IChannelBoard>().Channels, door => door.Channel == ChannelKind.Sms).Phase);
    }

    [Fact]
    public async Task What_takes_messages_may_send_some_itself()
    {
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IInboundMessageSink, AnsweringSink>()
            .AddHotlineChannels(new ChannelOptions { Sms = new SmsOptions { Providers = [new SmppOptions { Host = "127.0.0.1", SystemId = "a", Password = "b" }] } })
            .BuildServiceProvider();

        // A circle through factories is not found by the container: it would wait for itself for ever.
        var sink = await Task.Run(provider.GetRequiredService<IInboundMessageSink>).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(Assert.IsType<AnsweringSink>(sink).CanSend);
    }

    [Fact]
    public void Every_impossible_setting_is_named_at_once()
    {
        var options = new ChannelOptions
        {
            Sms = new SmsOptions
            {
                Providers = [new SmppOptions { Host = "", Port = 0, SystemId = "longer than fifteen", Password = "longer than eight", SourceNumber = "+12345", Window = 0, ResponseTimeout = default }],
            },
        };

        var error = Assert.Throws<ArgumentException>(() => Build(options));

        foreach (var name in new[] { "Host", "Port", "SystemId", "Password", "SourceNumber", "Window", "ResponseTimeout" })
        {
            Assert.Contains($"Sms:Smpp:{name}:", error.Message, StringComparison.Ordinal);
        }
    }

    private sealed class AnsweringSink(IMessageSender sender) : IInboundMessageSink
    {
        internal bool CanSend => sender.IsConfigured(ChannelKind.Sms);

        public ValueTask<InboundTaken> AcceptAsync(InboundMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(new InboundTaken(null, Joined: false));

        public ValueTask AcceptAsync(DeliveryReport report, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private static ServiceProvider Build(ChannelOptions options) => new ServiceCollection()
        .AddLogging().AddSingleton<IInboundMessageSink, CollectingSink>().AddHotlineChannels(options).BuildServiceProvider();
}
