using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Tests.WorkGroup;

/// <summary>
/// A robot's and an office automation's side on loopback, as their documents describe it: it refuses what is not signed, and answers, stays silent or fails
/// as it is told to. Signatures are reckoned here by themselves, not by the product's code.
/// </summary>
public sealed class GroupReceiver : IAsyncDisposable
{
    public const string Secret = "a-secret-of-24-characters";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task<IResult?>>> next = new();

    private GroupReceiver(WebApplication app) => this.app = app;

    /// <summary>What was accepted, in order.</summary>
    public ConcurrentQueue<JsonNode> Accepted { get; } = new();

    /// <summary>Calls that were refused for their signature.</summary>
    public int Refused { get; private set; }

    public string Oa => $"{app.Urls.First()}/oa";

    public string DingTalk => $"{app.Urls.First()}/robot/send?access_token=t";

    public string WeCom => $"{app.Urls.First()}/cgi-bin/webhook/send?key=k";

    /// <summary>The next call is answered with that status instead, and not taken.</summary>
    public void Fail(int status) => next.Enqueue(_ => Task.FromResult<IResult?>(Results.StatusCode(status)));

    /// <summary>The next call is answered so, and not taken.</summary>
    public void Say(string json) => next.Enqueue(_ => Task.FromResult<IResult?>(Results.Text(json, "application/json")));

    /// <summary>The next call is taken, and not answered before the caller gives up.</summary>
    public void Keep() => next.Enqueue(async context =>
    {
        await TakeAsync(context);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return Results.StatusCode(StatusCodes.Status408RequestTimeout);
    });

    /// <summary>The next call is taken and answered without saying that it was received.</summary>
    public void Mumble() => next.Enqueue(async context =>
    {
        await TakeAsync(context);
        return Results.Accepted();
    });

    public static async Task<GroupReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var receiver = new GroupReceiver(web);
        web.MapPost("/oa", (HttpRequest request) => receiver.AnswerAsync(request.HttpContext, OaSigned, StatusCodes.Status403Forbidden, said => Results.Json(new { received = said["id"]!.ToString() })));
        web.MapPost("/robot/send", (HttpRequest request) => receiver.AnswerAsync(request.HttpContext, DingTalkSigned, null, _ => Code(0)));
        web.MapPost("/cgi-bin/webhook/send", (HttpRequest request) => receiver.AnswerAsync(request.HttpContext, (asked, _) => asked.Query["key"] == "k", null, _ => Code(0)));
        await web.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>The headers of a call to us.</summary>
    public static IReadOnlyDictionary<string, string> Headers(string body, DateTimeOffset now, string nonce, string secret = Secret)
    {
        var stamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Hotline-Timestamp"] = stamp,
            ["X-Hotline-Nonce"] = nonce,
            ["X-Hotline-Signature"] = Hash(secret, $"{stamp}\n{nonce}\n{body}"),
        };
    }

    private static string Hash(string secret, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    private static bool OaSigned(HttpRequest request, string body)
    {
        var (stamp, nonce) = (request.Headers["X-Hotline-Timestamp"].ToString(), request.Headers["X-Hotline-Nonce"].ToString());
        return nonce.Length >= 8 && request.Headers["X-Hotline-Signature"] == Hash(Secret, $"{stamp}\n{nonce}\n{body}");
    }

    private static bool DingTalkSigned(HttpRequest request, string body)
    {
        var stamp = request.Query["timestamp"].ToString();
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{stamp}\n{Secret}")));
        return stamp.Length == 13 && request.Query["sign"] == sign && request.Query["access_token"] == "t";
    }

    private async Task<IResult> AnswerAsync(HttpContext context, Func<HttpRequest, string, bool> signed, int? refusal, Func<JsonNode, IResult> answer)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        if (!signed(context.Request, body))
        {
            Refused++;
            return refusal is { } status ? Results.StatusCode(status) : Code(310000);
        }

        if (next.TryDequeue(out var otherwise) && await otherwise(context) is { } told)
        {
            return told;
        }

        return answer(await TakeAsync(context));
    }

    private async Task<JsonNode> TakeAsync(HttpContext context)
    {
        context.Request.Body.Position = 0;
        var said = (await JsonNode.ParseAsync(context.Request.Body))!;
        Accepted.Enqueue(said);
        return said;
    }

    private static IResult Code(int code) => Results.Text(JsonSerializer.Serialize(new { errcode = code, errmsg = code == 0 ? "ok" : "as documented" }), "application/json");
}
