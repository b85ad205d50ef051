using System.Globalization;
using System.Text;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sms.Http;
using Hotline.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Sms.Http;

public sealed class HttpWebhooksTests : IDisposable
{
    private const string Secret = "sixteen characters or more";

    private readonly ManualTimeProvider clock = new();
    private readonly CollectingSink sink = new();
    private readonly HttpWebhooks webhooks;

    public HttpWebhooksTests()
    {
        var options = new HttpSmsOptions
        {
            Name = "cloud", Url = "https://example.com/", WebhookSecret = Secret, Entries = "list", Delivered = ["0"], UnderWay = ["8"], ReportState = "status.code",
        };
        webhooks = new HttpWebhooks([options, new HttpSmsOptions { Name = "silent", Url = "https://example.com/" }],
            new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance), clock);
    }

    public void Dispose() => sink.Dispose();

    [Fact]
    public async Task Reports_are_taken_all_or_asked_for_again_and_once()
    {
        const string Body = """{"list":[{"id":"m1","status":{"code":0}},{"id":"m2","status":{"code":"8"}},{"id":"m3","status":{"code":"REJECT"}}]}""";
        sink.Refuse(times: 1);

        Assert.Equal(503, await ReportAsync(Body));
        Assert.Equal(200, await ReportAsync(Body));
        Assert.Equal(200, await ReportAsync(Body));

        Assert.Equal([("cloud/m1", true, "0"), ("cloud/m3", false, "REJECT")], sink.Reports.Select(report => (report.ProviderId, report.Delivered, report.State)));
    }

    [Fact]
    public async Task A_reply_meets_its_question_by_the_extension_code()
    {
        Assert.Equal(200, await ReplyAsync("""{"list":{"id":"r1","from":"8613800000001","to":"123450042","text":"满意"}}"""));
        Assert.Equal(200, await ReplyAsync("""{"list":{"id":"r1","from":"8613800000001","to":"123450042","text":"满意"}}"""));

        var reply = Assert.Single(sink.Messages);
        Assert.Equal(("cloud/r1", "13800000001", "0042", "满意"), (reply.ExternalId, reply.From, reply.ExtensionCode, reply.Text));
    }

    [Theory]
    [InlineData("changed", 403)]
    [InlineData("stale", 403)]
    [InlineData("unsigned", 403)]
    [InlineData("stranger", 404)]
    [InlineData("silent", 404)]
    [InlineData("fresh", 200)]
    public async Task Only_what_is_signed_and_fresh_is_read(string how, int expected)
    {
        const string Body = """{"list":{"id":"r1","from":"13800000001","text":"路灯不亮"}}""";
        var stamp = Stamp(clock.GetUtcNow() - (how == "stale" ? TimeSpan.FromMinutes(6) : TimeSpan.FromMinutes(4)));
        var signature = how == "unsigned" ? "" : HttpWebhooks.Sign(Secret, stamp, Encoding.UTF8.GetBytes(Body));
        var name = how is "stranger" or "silent" ? how : "cloud";

        Assert.Equal(expected, await CallAsync(webhooks.ReplyAsync, name, how == "changed" ? Body.Replace("r1", "r2", StringComparison.Ordinal) : Body, stamp, signature));
        Assert.Equal(expected == 200 ? 1 : 0, sink.Messages.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("{\"list\":[]}")]
    [InlineData("{\"list\":[{\"id\":\"\",\"from\":\"1\",\"text\":\"x\"}]}")]
    [InlineData("{\"list\":[{\"id\":{},\"from\":\"1\",\"text\":\"x\"}]}")]
    public async Task What_cannot_be_read_is_refused_whole(string body)
    {
        Assert.Equal(400, await ReplyAsync(body));
        Assert.Empty(sink.Messages);
    }

    private Task<int> ReportAsync(string body) => SignedAsync(webhooks.ReportAsync, body);

    private Task<int> ReplyAsync(string body) => SignedAsync(webhooks.ReplyAsync, body);

    private Task<int> SignedAsync(Func<string, HttpRequest, Task<IResult>> call, string body) =>
        CallAsync(call, "cloud", body, Stamp(clock.GetUtcNow()), HttpWebhooks.Sign(Secret, Stamp(clock.GetUtcNow()), Encoding.UTF8.GetBytes(body)));

    private static string Stamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static async Task<int> CallAsync(Func<string, HttpRequest, Task<IResult>> call, string name, string body, string stamp, string signature)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.Headers[HttpWebhooks.TimestampHeader] = stamp;
        context.Request.Headers[HttpWebhooks.SignatureHeader] = signature;
        return Assert.IsType<IStatusCodeHttpResult>(await call(name, context.Request), exactMatch: false).StatusCode ?? 200;
    }
}
