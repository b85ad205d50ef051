using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.WeChat;

/// <summary>The platform's interface as far as we use it. Thread-safe.</summary>
internal sealed class WeChatApi(WeChatOptions options, AccessToken token, GuardedHttp http, TimeProvider time)
{
    /// <summary>The platform wants Chinese as it is, not escaped: escapes count against the message's 2,048 bytes.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text to somebody who wrote in the last 48 hours (客服消息).</summary>
    internal Task<WeChatAnswer> SendTextAsync(string openId, string text, CancellationToken cancellationToken) =>
        PostAsync("/cgi-bin/message/custom/send", new JsonObject { ["touser"] = openId, ["msgtype"] = "text", ["text"] = new JsonObject { ["content"] = text } }, cancellationToken);

    /// <summary>A template message (模板消息); the platform itself sends one key only once (client_msg_id).</summary>
    internal Task<WeChatAnswer> SendTemplateAsync(string openId, string templateId, JsonObject data, string key, CancellationToken cancellationToken) =>
        PostAsync(
            "/cgi-bin/message/template/send",
            new JsonObject { ["touser"] = openId, ["template_id"] = templateId, ["client_msg_id"] = key, ["data"] = data },
            cancellationToken);

    /// <summary>A photograph, voice or video by its id. Null with a code where the platform has none; a video may lead on to another address.</summary>
    internal async Task<(byte[]? Content, WeChatAnswer Answer)> GetMediaAsync(string mediaId, CancellationToken cancellationToken)
    {
        string? bad = null;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (await TokenAsync(bad, cancellationToken) is not { } good)
            {
                return (null, new WeChatAnswer(WeChatFault.NotReached, 0));
            }

            var (content, isText, answer) = await FetchAsync(
                new Uri(options.Api, $"/cgi-bin/media/get?access_token={Uri.EscapeDataString(good)}&media_id={Uri.EscapeDataString(mediaId)}"), cancellationToken);
            if (content is null || !isText)
            {
                return (content, answer);
            }

            var said = Parse(content);
            if (said?["video_url"]?.GetValue<string>() is { } address && Uri.TryCreate(address, UriKind.Absolute, out var video))
            {
                var (film, _, fate) = await FetchAsync(video, cancellationToken);
                return (film, fate);
            }

            var meant = WeChatAnswer.Of(said?["errcode"]?.GetValue<int>() ?? -1);
            if (meant.Fault != WeChatFault.Token)
            {
                return (null, meant);
            }

            bad = good;
        }

        return (null, new WeChatAnswer(WeChatFault.Later, 40001));
    }

    private async Task<WeChatAnswer> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        string? bad = null;
        var answer = new WeChatAnswer(WeChatFault.NotReached, 0);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (await TokenAsync(bad, cancellationToken) is not { } good)
            {
                return new WeChatAnswer(WeChatFault.NotReached, 0);
            }

            using var content = JsonContent.Create(body, options: Json);
            var uri = new Uri(options.Api, $"{path}?access_token={Uri.EscapeDataString(good)}");
            answer = await AskAsync(
                async quick =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
                    using var response = await http.Client.SendAsync(request, quick);
                    return (int)response.StatusCode >= 500 ? new WeChatAnswer(WeChatFault.NoAnswer, (int)response.StatusCode)
                        : WeChatAnswer.Of(Parse(await response.Content.ReadAsByteArrayAsync(quick))?["errcode"]?.GetValue<int>() ?? 0);
                },
                cancellationToken);
            if (answer.Fault != WeChatFault.Token)
            {
                return answer;
            }

            bad = good;
        }

        return answer with { Fault = WeChatFault.Later };
    }

    private async Task<(byte[]? Content, bool IsText, WeChatAnswer Answer)> FetchAsync(Uri uri, CancellationToken cancellationToken)
    {
        byte[]? content = null;
        var isText = false;
        var answer = await AskAsync(
            async quick =>
            {
                var fetched = await http.GetAsync(uri, options.MaxMediaBytes, quick);
                (content, isText) = (fetched.Content, fetched.MediaType is "text/plain" or "application/json");
                return fetched.Fault is null ? default : new WeChatAnswer(fetched.MayPass ? WeChatFault.Later : WeChatFault.Refused, 0);
            },
            cancellationToken);
        return (content, isText, answer);
    }

    private async ValueTask<string?> TokenAsync(string? bad, CancellationToken cancellationToken) =>
        await token.GetAsync(bad, FetchTokenAsync, cancellationToken);

    private async Task<(string Token, TimeSpan Life)?> FetchTokenAsync(CancellationToken cancellationToken)
    {
        JsonNode? said = null;
        var uri = new Uri(
            options.Api, $"/cgi-bin/token?grant_type=client_credential&appid={Uri.EscapeDataString(options.AppId)}&secret={Uri.EscapeDataString(options.AppSecret)}");
        await AskAsync(
            async quick =>
            {
                said = Parse(await http.Client.GetByteArrayAsync(uri, quick));
                return default;
            },
            cancellationToken);
        return said?["access_token"]?.GetValue<string>() is { Length: > 0 } fetched
            ? (fetched, TimeSpan.FromSeconds(said["expires_in"]?.GetValue<int>() ?? 0)) : null;
    }

    /// <summary>One request; what may go wrong on the way is an answer too.</summary>
    private async Task<WeChatAnswer> AskAsync(Func<CancellationToken, Task<WeChatAnswer>> ask, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.ApiTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new WeChatAnswer(WeChatFault.NoAnswer, 0);
        }
        catch (HttpRequestException fault)
        {
            // Before anything was sent, sending again is safe; after it, nobody can say.
            return new WeChatAnswer(fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                ? WeChatFault.NotReached : WeChatFault.NoAnswer, 0);
        }
    }

    private static JsonNode? Parse(byte[] content)
    {
        try
        {
            return JsonNode.Parse(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
