using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;

namespace Hotline.Channels.WorkGroup;

/// <summary>
/// Posts to the groups of one kind of door. A robot that may have posted a message is not given it again; an office automation is, under the same key,
/// until it says that it has it.
/// </summary>
internal sealed class GroupDoor : IOutboundDoor, IDisposable
{
    /// <summary>A WeCom text holds 2,048 bytes, Chinese three each.</summary>
    private const int LongestText = 660;

    private const int LargestAnswer = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Line> lines;
    private readonly InboundDesk desk;
    private readonly ChannelBoard board;
    private readonly TimeProvider time;

    public GroupDoor(ChannelKind channel, List<WorkGroupOptions> groups, InboundDesk desk, ChannelBoard board, TimeProvider time)
    {
        (Channel, this.desk, this.board, this.time) = (channel, desk, board, time);
        lines = groups.ToDictionary(
            group => group.Name,
            group => new Line(group, new GuardedHttp(new Uri(group.Url), [], group.AllowPrivate || new Uri(group.Url).IsLoopback), new RateLimit(group.MessagesPerMinute, TimeSpan.FromMinutes(1), time)),
            StringComparer.Ordinal);
        Patience = groups.Max(group => group.Timeout) * 3;
        board.Note(channel, ChannelPhase.Up);
    }

    public ChannelKind Channel { get; }

    public TimeSpan Patience { get; }

    public async Task<SendOutcome> SendAsync(OutboundMessage message)
    {
        if (!lines.TryGetValue(message.To, out var line))
        {
            return new SendOutcome { Verdict = SendVerdict.Refused, Reason = "no such group in the settings" };
        }

        if (!await line.Rate.WaitAsync(line.Options.Timeout, CancellationToken.None))
        {
            return Later("our own rate limit");
        }

        var outcome = await PostAsync(line, message);
        board.Note(Channel, outcome.Verdict is SendVerdict.Later or SendVerdict.Unknown ? ChannelPhase.Down : ChannelPhase.Up, outcome.Reason is { } reason ? $"{line.Options.Name}: {reason}" : null);
        return outcome;
    }

    public void Dispose()
    {
        foreach (var line in lines.Values)
        {
            line.Http.Dispose();
        }
    }

    private async Task<SendOutcome> PostAsync(Line line, OutboundMessage message)
    {
        using var late = new CancellationTokenSource(line.Options.Timeout, time);
        try
        {
            using var request = Request(line.Options, message);
            using var response = await line.Http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
            var content = await GuardedHttp.ReadAsync(response, LargestAnswer, late.Token);
            return await JudgeAsync(line.Options, message, response.StatusCode, content);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return MaybeThere("no answer in time");
        }
        catch (HttpRequestException fault)
        {
            return fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                ? Later($"not reached: {fault.HttpRequestError}") : MaybeThere($"link lost: {fault.HttpRequestError}");
        }
        catch (IOException)
        {
            return MaybeThere("link lost while reading the answer");
        }
    }

    private HttpRequestMessage Request(WorkGroupOptions group, OutboundMessage message)
    {
        var text = Excerpt.Of(message.Text, LongestText);
        var words = new JsonObject { ["msgtype"] = "text", ["text"] = new JsonObject { ["content"] = text } };
        var told = new JsonObject
        {
            ["id"] = message.Key,
            ["event"] = message.Kind,
            ["group"] = group.Name,
            ["case"] = message.CaseNumber,
            ["text"] = text,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(group.Kind == WorkGroupKind.Oa ? told : words, Json);
        var address = group.Kind == WorkGroupKind.DingTalk
            ? $"{group.Url}{(group.Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{GroupSignature.DingTalk(group.Secret!, time.GetUtcNow())}" : group.Url;
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (group.Kind == WorkGroupKind.Oa)
        {
            var (timestamp, nonce) = (time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(16, lowercase: true));
            request.Headers.Add(GroupSignature.TimestampHeader, timestamp);
            request.Headers.Add(GroupSignature.NonceHeader, nonce);
            request.Headers.Add(GroupSignature.SignatureHeader, GroupSignature.Sign(group.Secret!, timestamp, nonce, body));
        }

        return request;
    }

    private async Task<SendOutcome> JudgeAsync(WorkGroupOptions group, OutboundMessage message, HttpStatusCode status, byte[]? content)
    {
        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            return Later($"HTTP {(int)status}");
        }

        if ((int)status >= 500)
        {
            return MaybeThere($"HTTP {(int)status}");
        }

        if ((int)status is < 200 or >= 300)
        {
            return new SendOutcome { Verdict = SendVerdict.Refused, Reason = $"HTTP {(int)status}" };
        }

        return group.Kind == WorkGroupKind.Oa ? await ReceivedAsync(group, message, Parse(content)) : OfRobot(message, Parse(content));
    }

    /// <summary>It says by our id that it has it, now or, by a signed receipt, later.</summary>
    private async Task<SendOutcome> ReceivedAsync(WorkGroupOptions group, OutboundMessage message, JsonNode? said)
    {
        var id = ProviderId(group.Name, message.Key);
        if (Word(said, "received") == message.Key)
        {
            await desk.TakeAsync(new DeliveryReport { Channel = ChannelKind.Oa, ProviderId = id, Delivered = true, State = "received", ReceivedAt = time.GetUtcNow() }, CancellationToken.None);
        }

        return new SendOutcome { Verdict = SendVerdict.Accepted, ProviderId = id };
    }

    /// <summary>Codes of WeCom (45009: too often) and DingTalk (-1: busy, 130101 and 410100: too often; 310000: signature, key word or address).</summary>
    private static SendOutcome OfRobot(OutboundMessage message, JsonNode? said) => Word(said, "errcode") switch
    {
        "0" => new SendOutcome { Verdict = SendVerdict.Accepted, ProviderId = $"robot-{message.Key}" },
        "-1" or "45009" or "130101" or "410100" => Later($"errcode {Word(said, "errcode")}"),
        { Length: > 0 and < 12 } code => new SendOutcome { Verdict = SendVerdict.Refused, Reason = $"errcode {code}" },
        _ => new SendOutcome { Verdict = SendVerdict.Unknown, Reason = "an answer that cannot be read" },
    };

    internal static string ProviderId(string group, string key) => $"oa-{group}-{key}";

    private static string? Word(JsonNode? said, string name) => (said as JsonObject)?[name] is JsonValue value ? value.ToString() : null;

    private SendOutcome MaybeThere(string reason) => Channel == ChannelKind.Oa ? Later(reason) : new SendOutcome { Verdict = SendVerdict.Unknown, Reason = reason };

    private static SendOutcome Later(string reason) => new() { Verdict = SendVerdict.Later, Reason = reason };

    private static JsonNode? Parse(byte[]? content)
    {
        try
        {
            return content is { Length: > 0 } ? JsonNode.Parse(content) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(WorkGroupOptions Options, GuardedHttp Http, RateLimit Rate);
}
