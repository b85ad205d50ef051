using System.Text.Json;
using Hotline.Channels.Sending;
using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Tests.Sms.Http;

/// <summary>Against a web server on loopback that answers as it is told.</summary>
public sealed class HttpProviderTests : IAsyncLifetime
{
    private readonly List<(string Method, string Target, string Body, Dictionary<string, string> Headers)> asked = [];
    private WebApplication server = null!;
    private int status = 200;
    private string answer = "{\"code\":0,\"data\":[{\"id\":\"m1\"}]}";
    private TaskCompletionSource? hold;

    private string Url => server.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            asked.Add((context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}", await reader.ReadToEndAsync(),
                context.Request.Headers.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            if (hold is not null)
            {
                await hold.Task;
            }

            context.Response.StatusCode = status;
            if (status == 302)
            {
                context.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
            }

            await context.Response.WriteAsync(answer);
        });
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        hold?.TrySetResult();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_JSON_body_is_filled_and_stays_JSON_whatever_is_said()
    {
        var outcome = await SendAsync(Options(), text: "【榕江区】“路灯”\"坏了\"\\ \r\n{to}");

        Assert.Equal((SendVerdict.Accepted, "m1"), (outcome.Verdict, outcome.Id));
        var (method, target, body, headers) = Assert.Single(asked);
        Assert.Equal(("POST", "/send?k=key%2F1"), (method, target));
        Assert.Equal("Bearer abc key/1", headers["Authorization"]);
        var said = JsonDocument.Parse(body).RootElement;
        Assert.Equal("【榕江区】“路灯”\"坏了\"\\ \r\n{to}", said.GetProperty("content").GetString());
        Assert.Equal(("13800000001", "123450042", "T-survey", "20261122000001"), (
            said.GetProperty("mobile").GetString(), said.GetProperty("from").GetString(), said.GetProperty("template").GetString(), said.GetProperty("vars").GetProperty("case").GetString()));
    }

    [Fact]
    public async Task A_form_is_percent_encoded_and_a_header_takes_no_line_break()
    {
        await SendAsync(
            Options() with
            {
                ContentType = "application/x-www-form-urlencoded",
                Body = "to={to}&text={text}",
                Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Text"] = "{text}" },
            },
            text: "a&to=2\r\nX-Evil: 1");

        var (_, _, body, headers) = Assert.Single(asked);
        Assert.Equal("to=13800000001&text=a%26to%3D2%0D%0AX-Evil%3A%201", body);
        Assert.Equal("a&to=2X-Evil: 1", headers["X-Text"]);
        Assert.False(headers.ContainsKey("X-Evil"));
    }

    [Theory]
    [InlineData(200, "{\"code\":1001}", SendVerdict.Refused, "HTTP 200, 1001", false)]
    [InlineData(200, "{\"code\":1002}", SendVerdict.Refused, "HTTP 200, 1002", false)]
    [InlineData(200, "{\"code\":\"slow\"}", SendVerdict.Later, "HTTP 200, slow", true)]
    [InlineData(200, "{\"code\":5}", SendVerdict.Later, "HTTP 200, 5", false)]
    [InlineData(200, "{\"code\":\"13800000001 is no number\"}", SendVerdict.Later, "HTTP 200, ", false)]
    [InlineData(200, "<html>", SendVerdict.Unknown, "an answer that cannot be read", false)]
    [InlineData(401, "{}", SendVerdict.Later, "HTTP 401", false)]
    [InlineData(429, "{}", SendVerdict.Later, "HTTP 429", true)]
    [InlineData(503, "", SendVerdict.Later, "HTTP 503", true)]
    [InlineData(502, "", SendVerdict.Unknown, "HTTP 502", false)]
    [InlineData(302, "", SendVerdict.Later, "HTTP 302", false)]
    public async Task The_answer_gives_the_verdict(int code, string said, SendVerdict verdict, string reason, bool throttled)
    {
        (status, answer) = (code, said);

        var outcome = await SendAsync(Options());

        Assert.Equal((verdict, reason, throttled), (outcome.Verdict, outcome.Reason, outcome.Throttled));
        Assert.Single(asked);
    }

    [Fact]
    public async Task No_answer_in_time_leaves_it_unknown_and_nobody_there_means_later()
    {
        hold = new TaskCompletionSource();
        Assert.Equal(SendVerdict.Unknown, (await SendAsync(Options() with { ResponseTimeout = TimeSpan.FromMilliseconds(300) })).Verdict);

        Assert.Equal((SendVerdict.Later, "not reached: ConnectionError"), (await SendAsync(Options() with { Url = "http://127.0.0.1:1/send" })) is { } outcome ? (outcome.Verdict, outcome.Reason) : default);
    }

    [Fact]
    public async Task A_private_address_is_refused_unless_the_settings_allow_it()
    {
        var outcome = await SendAsync(Options() with { AllowPrivate = false });

        Assert.Equal(SendVerdict.Later, outcome.Verdict);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task A_kind_without_a_template_is_for_another_provider()
    {
        Assert.Equal((SendVerdict.Later, "no template for receipt"), (await SendAsync(Options(), kind: "receipt")) is { } outcome ? (outcome.Verdict, outcome.Reason) : default);
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("https://{to}.example.com/", false)]
    [InlineData("https://a:b@example.com/", false)]
    [InlineData("http://example.com/", false)]
    [InlineData("https://example.com/{to}", true)]
    public void A_message_never_chooses_the_host(string url, bool fine) => Assert.Equal(fine, !new HttpSmsOptions { Name = "x", Url = url }.Errors().Any());

    private HttpSmsOptions Options() => new()
    {
        Name = "cloud",
        Url = $"{Url}/send?k={{key}}",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer abc {key}" },
        Body = """{"mobile":"{to}","from":"{from}","content":"{text}","template":"{template}","vars":{"case":"{case}"}}""",
        Taken = "code=0",
        Refused = "code=1001|1002",
        Throttled = "code=slow",
        Id = "data.0.id",
        Error = "code",
        Templates = new Dictionary<string, string>(StringComparer.Ordinal) { ["survey"] = "T-survey" },
        AllowPrivate = true,
        ResponseTimeout = TimeSpan.FromSeconds(20),
    };

    private static async Task<SubmitOutcome> SendAsync(HttpSmsOptions options, string text = "1", string kind = "survey")
    {
        using var provider = new HttpProvider(options, new ChannelBoard(TimeProvider.System), TimeProvider.System);
        var message = new OutboundMessage { Channel = ChannelKind.Sms, Key = "key/1", To = "13800000001", Text = text, Kind = kind, ExtensionCode = "0042", CaseNumber = "20261122000001" };
        return await provider.SubmitAsync(new SmsText(message, text, "榕江区"));
    }
}
