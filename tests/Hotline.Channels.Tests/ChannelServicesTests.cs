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
    public async Task A_door_that_answers_citizens_starts_though_what_it_asks_sends_through_the_doors()
    {
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IInboundMessageSink, AnsweringSink>()
            .AddSingleton<IChannelMemory>(new FakeMemory(TimeProvider.System))
            .AddSingleton<ICitizenWindow, SendingWindow>()
            .AddHotlineChannels(new ChannelOptions { WeChat = new WeChatOptions { AppId = "wx1", AppSecret = "s", Token = "token", Mode = WeChatMode.Plain } })
            .BuildServiceProvider();

        var services = await Task.Run(provider.GetServices<IHostedService>).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Single(services);
        Assert.True(provider.GetRequiredService<IMessageSender>().IsConfigured(ChannelKind.Wechat));
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

    /// <summary>As the case core is: it tells citizens of their cases, and its outbox needs the sender.</summary>
    private sealed class SendingWindow(IMessageSender sender) : ICitizenWindow
    {
        public ValueTask<IReadOnlyList<WindowCase>> ListCasesAsync(ChannelKind channel, string address, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<WindowCase>>([]);

        public ValueTask<bool> UrgeAsync(ChannelKind channel, string address, string caseNumber, string externalId, CancellationToken cancellationToken) => ValueTask.FromResult(sender.IsConfigured(channel));

        public ValueTask<bool> RateAsync(ChannelKind channel, string address, string text, string externalId, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public ValueTask<CitizenDone> ObjectAsync(ChannelKind channel, string address, string caseNumber, string text, string externalId, CancellationToken cancellationToken) => ValueTask.FromResult(CitizenDone.NotFound);

        public ValueTask<string?> LinkedPhoneAsync(ChannelKind channel, string address, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

        public ValueTask LinkAsync(ChannelKind channel, string address, string phone, string evidence, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<bool> UnlinkAsync(ChannelKind channel, string address, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public ValueTask<WindowAnswer?> AnswerAsync(string question, CancellationToken cancellationToken) => ValueTask.FromResult<WindowAnswer?>(null);
    }

    private static ServiceProvider Build(ChannelOptions options) => new ServiceCollection()
        .AddLogging().AddSingleton<IInboundMessageSink, CollectingSink>().AddHotlineChannels(options).BuildServiceProvider();
}
