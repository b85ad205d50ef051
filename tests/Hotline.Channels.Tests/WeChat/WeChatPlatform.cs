using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Tests.WeChat;

/// <summary>The platform's interface on loopback, as its documents describe it: one good token at a time, error codes in a 200.</summary>
public sealed class WeChatPlatform : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<int> codes = new();
    private int tokens;

    private WeChatPlatform(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>The one token that is good now.</summary>
    public string Token => $"token-{Volatile.Read(ref tokens)}";

    public int TokensGiven => Volatile.Read(ref tokens);

    public ConcurrentQueue<JsonNode> Customer { get; } = new();

    public ConcurrentQueue<JsonNode> Templates { get; } = new();

    public ConcurrentDictionary<string, byte[]> Media { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Fetched { get; } = new();

    /// <summary>Where a request for this media id leads.</summary>
    public ConcurrentDictionary<string, string> Redirects { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests wait for this before they are answered; null for not at all.</summary>
    public Task? Hold { get; set; }

    /// <summary>The next sendings are answered with these codes.</summary>
    public void Answer(params int[] next)
    {
        foreach (var code in next)
        {
            codes.Enqueue(code);
        }
    }

    /// <summary>Ends the good token, as the platform does when another fetches one.</summary>
    public void EndToken() => Interlocked.Increment(ref tokens);

    public static async Task<WeChatPlatform> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var platform = new WeChatPlatform(web);
        web.MapGet("/cgi-bin/token", (HttpRequest request) => request.Query["secret"] == "secret"
            ? Results.Json(new { access_token = $"token-{Interlocked.Increment(ref platform.tokens)}", expires_in = 7200 })
            : Results.Json(new { errcode = 40125, errmsg = "invalid appsecret" }));
        web.MapPost("/cgi-bin/message/custom/send", (HttpRequest request) => platform.SendAsync(request, platform.Customer));
        web.MapPost("/cgi-bin/message/template/send", (HttpRequest request) => platform.SendAsync(request, platform.Templates));
        web.MapGet("/cgi-bin/media/get", platform.GetMedia);
        await web.StartAsync();
        return platform;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> SendAsync(HttpRequest request, ConcurrentQueue<JsonNode> kept)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        if (Hold is { } hold)
        {
            await hold;
        }

        if (request.Query["access_token"] != Token)
        {
            return Error(40001);
        }

        if (codes.TryDequeue(out var code) && code != 0)
        {
            return Error(code);
        }

        kept.Enqueue(body);
        return Error(0);
    }

    private IResult GetMedia(HttpRequest request)
    {
        var id = request.Query["media_id"].ToString();
        if (request.Query["access_token"] != Token)
        {
            return Error(42001);
        }

        Fetched.Enqueue(id);
        return Redirects.TryGetValue(id, out var elsewhere) ? Results.Redirect(elsewhere)
            : Media.TryGetValue(id, out var content) ? Results.Bytes(content, id.StartsWith("video", StringComparison.Ordinal) ? "application/json" : "image/jpeg")
            : Error(40007);
    }

    private static IResult Error(int code) => Results.Text(JsonSerializer.Serialize(new { errcode = code, errmsg = code == 0 ? "ok" : "as documented" }), "application/json");
}
