using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.WeChat;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.WeChat;

public sealed class WeChatDoorTests : IAsyncLifetime
{
    private static readonly OutboundMessage Message = new() { Channel = ChannelKind.Wechat, Key = "k1", To = "o1", Text = "已办结：路灯已修好。", CaseNumber = "20261122000001" };

    private readonly IChannelMemory memory = new FakeMemory(TimeProvider.System);
    private readonly CollectingSink sink = new();
    private readonly List<IDisposable> opened = [];
    private WeChatPlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await WeChatPlatform.StartAsync();

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        sink.Dispose();
        await platform.DisposeAsync();
    }

    [Fact]
    public async Task A_customer_message_goes_out_in_Chinese()
    {
        var outcome = await Door().SendAsync(Message);

        Assert.Equal(SendVerdict.Accepted, outcome.Verdict);
        var sent = Assert.Single(platform.Customer);
        Assert.Equal(("o1", "已办结：路灯已修好。"), (sent["touser"]!.ToString(), sent["text"]!["content"]!.ToString()));
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(42001)]
    [InlineData(40014)]
    public async Task A_token_that_ended_is_fetched_anew_and_the_message_sent_once(int code)
    {
        var door = Door();
        platform.Answer(code);

        Assert.Equal(SendVerdict.Accepted, (await door.SendAsync(Message)).Verdict);
        Assert.Equal(2, platform.TokensGiven);
        Assert.Single(platform.Customer);
    }

    [Theory]
    [InlineData(45009, SendVerdict.Later)]
    [InlineData(-1, SendVerdict.Later)]
    [InlineData(45015, SendVerdict.Refused)]
    [InlineData(48001, SendVerdict.Refused)]
    [InlineData(40003, SendVerdict.Refused)]
    public async Task Codes_give_their_verdicts(int code, SendVerdict verdict)
    {
        platform.Answer(code);
        var outcome = await Door().SendAsync(Message);
        Assert.Equal((verdict, $"wechat-{code}"), (outcome.Verdict, outcome.Reason));
        Assert.Empty(platform.Customer);
    }

    [Theory]
    [InlineData(45015)]
    [InlineData(48001)]
    public async Task After_48_hours_a_template_message_goes(int code)
    {
        platform.Answer(code, 0);
        Assert.Equal(SendVerdict.Accepted, (await Door(template: "tpl").SendAsync(Message)).Verdict);
        var sent = Assert.Single(platform.Templates);
        Assert.Equal(("tpl", "k1", "20261122000001"), (sent["template_id"]!.ToString(), sent["client_msg_id"]!.ToString(), sent["data"]!["character_string1"]!["value"]!.ToString()));

        platform.Answer(code, 43004);
        Assert.Equal(SendVerdict.Refused, (await Door(template: "tpl").SendAsync(Message)).Verdict);
    }

    [Fact]
    public async Task A_platform_that_does_not_answer_leaves_it_unknown_and_one_not_there_later()
    {
        var held = new TaskCompletionSource();
        platform.Hold = held.Task;
        Assert.Equal(SendVerdict.Unknown, (await Door(timeout: TimeSpan.FromSeconds(1)).SendAsync(Message)).Verdict);
        held.SetResult();

        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)nobody.LocalEndpoint).Port}");
        nobody.Stop();
        Assert.Equal(SendVerdict.Later, (await Door(api: address, memory: new FakeMemory(TimeProvider.System)).SendAsync(Message)).Verdict);
    }

    [Fact]
    public async Task Many_nodes_fetch_one_token()
    {
        var doors = Enumerable.Range(0, 8).Select(_ => Door()).ToList();
        var outcomes = await Task.WhenAll(doors.Select((door, index) => door.SendAsync(Message with { Key = $"k{index}" })));

        Assert.All(outcomes, outcome => Assert.Equal(SendVerdict.Accepted, outcome.Verdict));
        Assert.Equal(1, platform.TokensGiven);

        platform.EndToken();
        outcomes = await Task.WhenAll(doors.Select((door, index) => door.SendAsync(Message with { Key = $"l{index}" })));
        Assert.All(outcomes, outcome => Assert.Equal(SendVerdict.Accepted, outcome.Verdict));
        Assert.Equal(3, platform.TokensGiven);
        Assert.Equal(16, platform.Customer.Count);
    }

    [Fact]
    public async Task What_citizens_attached_is_fetched_once_looked_at_and_put_to_the_case()
    {
        byte[] photo = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
        platform.Media["m1"] = photo;
        await KeepErrandAsync("m1");
        await KeepErrandAsync("gone");
        var door = Door();
        await door.StartAsync(TestContext.Current.CancellationToken);
        await sink.WaitAsync(() => sink.Messages.Count == 2);
        await door.StopAsync(TestContext.Current.CancellationToken);

        var taken = sink.Messages.Single(message => message.ExternalId == "media-msg-m1");
        Assert.Equal(("20261122000001", "o1"), (taken.CaseNumber, taken.From));
        var attachment = Assert.Single(taken.Attachments);
        Assert.Equal(("image.jpg", "image/jpeg"), (attachment.FileName, attachment.MediaType));
        Assert.Equal(photo, attachment.Content.ToArray());
        Assert.Equal("media-not-available", sink.Messages.Single(message => message.ExternalId == "media-msg-gone").Quarantine);
        Assert.Equal(1, platform.Fetched.Count(id => id == "m1"));
    }

    [Fact]
    public async Task An_address_that_leads_elsewhere_is_not_followed()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        var inside = $"http://127.0.0.1:{((IPEndPoint)canary.LocalEndpoint).Port}/secret";
        platform.Redirects["m1"] = inside;
        platform.Redirects["m2"] = inside.Replace("http:", "https:", StringComparison.Ordinal);
        platform.Redirects["m3"] = "https://user@qq.com:1/";
        platform.Media["video-1"] = Encoding.UTF8.GetBytes($"{{\"video_url\":\"{inside}\"}}");
        platform.Media["video-2"] = Encoding.UTF8.GetBytes("{\"video_url\":\"https://127.0.0.1.evil.example/\"}");
        platform.Media["video-3"] = Encoding.UTF8.GetBytes("{\"video_url\":\"file:///etc/passwd\"}");
        var api = Api();

        foreach (var id in new[] { "m1", "m2", "m3", "video-1", "video-2", "video-3" })
        {
            var (content, answer) = await api.GetMediaAsync(id, TestContext.Current.CancellationToken);
            Assert.Null(content);
            Assert.Equal(WeChatFault.Refused, answer.Fault);
        }

        Assert.False(canary.Pending());
    }

    private async Task KeepErrandAsync(string mediaId) => await memory.TryKeepAsync(
        $"{TalkDesk.MediaPrefix}msg-{mediaId}",
        System.Text.Json.JsonSerializer.Serialize(new MediaErrand("o1", "gh_1", new TalkMedia($"msg-{mediaId}", mediaId, "image"), "20261122000001", 0)),
        0,
        TestContext.Current.CancellationToken);

    private WeChatApi Api(TimeSpan? timeout = null, Uri? api = null, IChannelMemory? memory = null)
    {
        var options = Options(null, timeout, api);
        var http = new GuardedHttp(options.Api, options.MediaHosts);
        opened.Add(http);
        return new WeChatApi(options, new AccessToken(memory ?? this.memory, TimeProvider.System), http, TimeProvider.System);
    }

    private WeChatDoor Door(string? template = null, TimeSpan? timeout = null, Uri? api = null, IChannelMemory? memory = null)
    {
        var desk = new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance);
        var talks = new TalkDesk(memory ?? this.memory, new FakeWindow(), desk, new Lazy<IMessageSender>(() => throw new InvalidOperationException()), TimeProvider.System);
        var door = new WeChatDoor(
            Options(template, timeout, api), Api(timeout, api, memory), talks, desk, memory ?? this.memory, new ChannelBoard(TimeProvider.System), TimeProvider.System, NullLogger<WeChatDoor>.Instance);
        opened.Add(door);
        return door;
    }

    private WeChatOptions Options(string? template, TimeSpan? timeout, Uri? api) => new()
    {
        AppId = "wx1",
        AppSecret = "secret",
        Token = "token1",
        Mode = WeChatMode.Plain,
        Api = api ?? platform.Address,
        TemplateId = template,
        ApiTimeout = timeout ?? TimeSpan.FromSeconds(60),
        MessagesPerSecond = 0,
    };
}

/// <summary>A window at which nobody has anything.</summary>
internal class FakeWindow : ICitizenWindow
{
    public ValueTask<IReadOnlyList<WindowCase>> ListCasesAsync(ChannelKind channel, string address, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<WindowCase>>([]);

    public ValueTask<bool> UrgeAsync(ChannelKind channel, string address, string caseNumber, string externalId, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<bool> RateAsync(ChannelKind channel, string address, string text, string externalId, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<CitizenDone> ObjectAsync(ChannelKind channel, string address, string caseNumber, string text, string externalId, CancellationToken cancellationToken) => ValueTask.FromResult(CitizenDone.NotFound);

    public ValueTask<string?> LinkedPhoneAsync(ChannelKind channel, string address, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public ValueTask LinkAsync(ChannelKind channel, string address, string phone, string evidence, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<bool> UnlinkAsync(ChannelKind channel, string address, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<WindowAnswer?> AnswerAsync(string question, CancellationToken cancellationToken) => ValueTask.FromResult<WindowAnswer?>(null);
}
