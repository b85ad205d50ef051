using System.Globalization;
using System.Text;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.WeChat;
using Hotline.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;

namespace Hotline.Channels.Tests.WeChat;

/// <summary>The platform waits 5 s and brings a message that was not answered again; here nothing is stored until the test lets it.</summary>
public sealed class SlowStoreTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private readonly CollectingSink sink = new();
    private readonly WeChatOptions options = new() { AppId = "wx1", AppSecret = "secret", Token = "token1", Mode = WeChatMode.Plain };
    private readonly TaskCompletionSource store = new();
    private WeChatPlatform platform = null!;
    private GuardedHttp http = null!;
    private WeChatDoor door = null!;
    private WeChatCallback callback = null!;

    public async ValueTask InitializeAsync()
    {
        platform = await WeChatPlatform.StartAsync();
        http = new GuardedHttp(platform.Address, []);
        var memory = new FakeMemory(time);
        var api = new WeChatApi(options with { Api = platform.Address }, new AccessToken(memory, time), http, time);
        var desk = new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance);
        var talks = new TalkDesk(new HeldMemory(memory, store.Task), new FakeWindow(), desk, new Lazy<IMessageSender>(() => throw new InvalidOperationException()), time);
        door = new WeChatDoor(options, api, talks, desk, memory, new ChannelBoard(time), time, NullLogger<WeChatDoor>.Instance);
        callback = new WeChatCallback(options, talks, door, time, NullLogger<WeChatCallback>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        store.TrySetResult();
        door.Dispose();
        http.Dispose();
        sink.Dispose();
        await platform.DisposeAsync();
    }

    [Fact]
    public async Task What_is_not_stored_in_time_is_not_called_a_success_and_its_reply_follows_as_a_customer_message()
    {
        Assert.True(options.ReplyWithin < TimeSpan.FromSeconds(5));
        Assert.Equal(503, await TimeOutAsync(callback.TakeAsync(Request())));

        store.SetResult();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (platform.Customer.IsEmpty)
        {
            await Task.Delay(20, deadline.Token);
        }

        Assert.Contains("反映", Assert.Single(platform.Customer)["text"]!["content"]!.ToString(), StringComparison.Ordinal);

        // The platform's repeat is told that all is well, and the reply is not given twice.
        Assert.Equal("success", Assert.IsType<ContentHttpResult>(await callback.TakeAsync(Request())).ResponseContent);
        Assert.Single(platform.Customer);
    }

    [Fact]
    public async Task A_repeat_that_waits_when_it_is_stored_gets_the_reply_itself()
    {
        Assert.Equal(503, await TimeOutAsync(callback.TakeAsync(Request())));

        var repeat = callback.TakeAsync(Request());
        store.SetResult();
        Assert.Contains("反映", Assert.IsType<ContentHttpResult>(await repeat).ResponseContent, StringComparison.Ordinal);
        Assert.Empty(platform.Customer);
    }

    private async Task<int> TimeOutAsync(Task<IResult> answer)
    {
        while (!answer.IsCompleted)
        {
            if (time.PendingTimers > 0)
            {
                time.Advance(options.ReplyWithin);
            }

            await Task.Yield();
        }

        return Assert.IsType<StatusCodeHttpResult>(await answer).StatusCode;
    }

    private HttpRequest Request()
    {
        var stamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new DefaultHttpContext().Request;
        request.Query = new QueryCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["timestamp"] = stamp,
            ["nonce"] = "n1",
            ["signature"] = new WeChatCipher(options.Token, null, options.AppId).Sign(stamp, "n1"),
        });
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(
            "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text</MsgType><Content>帮助</Content><MsgId>7</MsgId></xml>"));
        return request;
    }

    /// <summary>Notes that are written when the test lets them.</summary>
    private sealed class HeldMemory(IChannelMemory notes, Task until) : IChannelMemory
    {
        public ValueTask<(string Value, int Version)?> FindAsync(string key, CancellationToken cancellationToken) => notes.FindAsync(key, cancellationToken);

        public ValueTask<IReadOnlyList<string>> ListQuietAsync(string beginning, DateTimeOffset since, CancellationToken cancellationToken) =>
            notes.ListQuietAsync(beginning, since, cancellationToken);

        public async ValueTask<bool> TryKeepAsync(IReadOnlyList<ChannelNote> changes, CancellationToken cancellationToken)
        {
            await until;
            return await notes.TryKeepAsync(changes, cancellationToken);
        }
    }
}
