using System.Net;
using System.Net.Sockets;
using Hotline.Channels.Email;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Http;
using Hotline.Channels.Tests.WeChat;
using Hotline.Channels.WeChat;
using Hotline.Channels.WorkGroup;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Sending;

/// <summary>
/// Each door keeps to its own limit: of two messages at one moment, where one in ten minutes (or seconds) is allowed, the second is left for later by us and never
/// reaches the provider. Nobody listens there: what passes the limit is not reached.
/// </summary>
public sealed class DoorRateTests : IDisposable
{
    private readonly ManualTimeProvider time = new();
    private readonly CollectingSink sink = new();
    private readonly List<IDisposable> opened = [];
    private readonly string nobody = Nobody();

    public void Dispose()
    {
        opened.ForEach(one => one.Dispose());
        sink.Dispose();
    }

    [Fact]
    public Task WeChat()
    {
        var options = new WeChatOptions
        {
            AppId = "wx1", AppSecret = "secret", Token = "token1", Mode = WeChatMode.Plain, Api = new Uri(nobody), MessagesPerSecond = 1, ApiTimeout = TimeSpan.FromMilliseconds(500),
        };
        var (memory, http) = (new FakeMemory(time), Open(new GuardedHttp(options.Api, [])));
        var talks = new TalkDesk(memory, new FakeWindow(), Desk(), new Lazy<IMessageSender>(() => throw new InvalidOperationException()), time);
        var api = new WeChatApi(options, new AccessToken(memory, time), http, time);
        return SecondIsLeftAsync(Open(new WeChatDoor(options, api, talks, Desk(), memory, new ChannelBoard(time), time, NullLogger<WeChatDoor>.Instance)), "o1");
    }

    [Fact]
    public Task Mail()
    {
        var server = new MailServerOptions { Host = "127.0.0.1", Port = new Uri(nobody).Port, Security = MailSecurity.None };
        var options = new EmailOptions
        {
            Address = "12345@city.example",
            Imap = server with { UserName = "u", Password = "p" },
            Smtp = server,
            MailsPerSecond = 1,
            Timeout = TimeSpan.FromMilliseconds(500),
        };
        return SecondIsLeftAsync(Open(new EmailDoor(options, Desk(), new FakeMemory(time), new ChannelBoard(time), time, NullLogger<EmailDoor>.Instance)), "wang@example.org");
    }

    [Theory]
    [InlineData(WorkGroupKind.WeCom)]
    [InlineData(WorkGroupKind.Oa)]
    public Task A_work_group(WorkGroupKind kind)
    {
        var options = new WorkGroupOptions { Name = "g1", Kind = kind, Url = nobody, Secret = "a-secret-of-24-characters", MessagesPerMinute = 1, Timeout = TimeSpan.FromSeconds(10) };
        return SecondIsLeftAsync(Open(new GroupDoor(options.Channel, [options], Desk(), new ChannelBoard(time), time)), "g1");
    }

    [Fact]
    public async Task A_provider_of_short_messages()
    {
        var options = new HttpSmsOptions { Url = nobody, AllowPrivate = true, SourceNumber = "12345", MessagesPerSecond = 1, ResponseTimeout = TimeSpan.FromMilliseconds(500) };
        var provider = Open(new HttpProvider(options, new ChannelBoard(time), time));
        var text = new SmsText(new OutboundMessage { Channel = ChannelKind.Sms, Key = "k", To = "13800000001", Text = "x" }, "x", null);

        Assert.NotEqual("our own rate limit", (await provider.SubmitAsync(text)).Reason);
        var second = await provider.SubmitAsync(text);
        Assert.Equal((SendVerdict.Later, "our own rate limit", true), (second.Verdict, second.Reason, second.Throttled));
    }

    private static async Task SecondIsLeftAsync(IOutboundDoor door, string to)
    {
        var message = new OutboundMessage { Channel = door.Channel, Key = "k1", To = to, Text = "x" };
        Assert.NotEqual("our own rate limit", (await door.SendAsync(message)).Reason);
        var second = await door.SendAsync(message with { Key = "k2" });
        Assert.Equal((SendVerdict.Later, "our own rate limit"), (second.Verdict, second.Reason));
    }

    private InboundDesk Desk() => new(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance);

    private T Open<T>(T one)
        where T : IDisposable
    {
        opened.Add(one);
        return one;
    }

    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
    }
}
