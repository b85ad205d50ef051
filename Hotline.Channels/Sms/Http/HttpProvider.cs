using System.Net;
using System.Text;
using System.Text.Json;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;

namespace Hotline.Channels.Sms.Http;

/// <summary>A provider with an interface of its own over HTTP, spoken to by templates.</summary>
internal sealed class HttpProvider : ISmsProvider, IDisposable
{
    private const int LargestAnswer = 64 * 1024;
    private const int LongestReason = 60;

    private readonly HttpSmsOptions options;
    private readonly GuardedHttp http;
    private readonly RateLimit rate;
    private readonly TimeProvider time;

    public HttpProvider(HttpSmsOptions options, ChannelBoard board, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        http = new GuardedHttp(new Uri(Address(options.Url, new Dictionary<string, string>(StringComparer.Ordinal))), [], options.AllowPrivate);
        rate = new RateLimit(options.MessagesPerSecond, time);
        board.NoteProvider(options, ChannelPhase.Up);
    }

    public SmsProviderOptions Settings => options;

    public bool IsUp => true;

    public async Task<SubmitOutcome> SubmitAsync(SmsText text)
    {
        if (options.Templates.Count > 0 && !options.Templates.ContainsKey(text.Message.Kind))
        {
            return SubmitOutcome.Later($"no template for {text.Message.Kind}");
        }

        if (!await rate.WaitAsync(options.ResponseTimeout, CancellationToken.None))
        {
            return SubmitOutcome.Later("our own rate limit", throttled: true);
        }

        using var late = new CancellationTokenSource(options.ResponseTimeout, time);
        try
        {
            using var request = Request(text);
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
            return Judge(text, response.StatusCode, await GuardedHttp.ReadAsync(response, LargestAnswer, late.Token));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return SubmitOutcome.Unknown("no answer in time");
        }
        catch (HttpRequestException fault)
        {
            // Before anything was sent, another may be asked; after it, nobody can say.
            return fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                ? SubmitOutcome.Later($"not reached: {fault.HttpRequestError}") : SubmitOutcome.Unknown($"link lost: {fault.HttpRequestError}");
        }
        catch (IOException)
        {
            return SubmitOutcome.Unknown("link lost while reading the answer");
        }
    }

    public void Dispose() => http.Dispose();

    // Placeholders stand in path and query only (checked at the start): the host is ours to choose, not the message's.
    private static string Address(string template, IReadOnlyDictionary<string, string> values) => SmsTemplate.Fill(template, values, Escaping.Percent);

    private HttpRequestMessage Request(SmsText text)
    {
        var values = Values(text);
        var request = new HttpRequestMessage(new HttpMethod(options.Method), Address(options.Url, values));
        foreach (var (name, value) in options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, SmsTemplate.Fill(value, values, Escaping.Header));
        }

        if (options.Method != "GET")
        {
            request.Content = new StringContent(SmsTemplate.Fill(options.Body, values, options.IsForm ? Escaping.Percent : Escaping.Json), Encoding.UTF8, options.ContentType);
        }

        return request;
    }

    private Dictionary<string, string> Values(SmsText text)
    {
        var message = text.Message;
        var values = new Dictionary<string, string>(message.Fields, StringComparer.Ordinal)
        {
            ["to"] = message.To,
            ["from"] = options.SourceNumber + message.ExtensionCode,
            ["extension"] = message.ExtensionCode,
            ["text"] = text.Text,
            ["signature"] = text.Signature ?? "",
            ["key"] = message.Key,
            ["case"] = message.CaseNumber ?? "",
            ["template"] = options.Templates.GetValueOrDefault(message.Kind) ?? "",
        };
        values.TryAdd("code", "");
        return values;
    }

    private SubmitOutcome Judge(SmsText text, HttpStatusCode status, byte[]? content)
    {
        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            return SubmitOutcome.Later($"HTTP {(int)status}", throttled: true);
        }

        // A gateway in between may have passed the message on before it failed.
        if ((int)status >= 500)
        {
            return SubmitOutcome.Unknown($"HTTP {(int)status}");
        }

        var said = Parse(content);
        var reason = said is { } answer && options.Error is { } error && JsonPath.Text(answer, error) is { } code ? $"HTTP {(int)status}, {Short(code)}" : $"HTTP {(int)status}";
        if (said is { } body)
        {
            if (options.Refused is { } refused && JsonPath.Says(body, refused))
            {
                return SubmitOutcome.Refused(reason);
            }

            if (options.Throttled is { } throttled && JsonPath.Says(body, throttled))
            {
                return SubmitOutcome.Later(reason, throttled: true);
            }
        }

        if ((int)status is < 200 or >= 300)
        {
            return SubmitOutcome.Later(reason);
        }

        if (options.Taken is { } taken)
        {
            if (said is not { } told)
            {
                return SubmitOutcome.Unknown("an answer that cannot be read");
            }

            if (!JsonPath.Says(told, taken))
            {
                return SubmitOutcome.Later(reason);
            }
        }

        var id = options.Id is { } path ? said is { } named ? JsonPath.Text(named, path) : null : text.Message.Key;
        return new SubmitOutcome(SendVerdict.Accepted, id);
    }

    // A provider's words may hold the number or the text: only what looks like a code is kept.
    private static string Short(string code) =>
        string.Concat(code.Where(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')) is var plain && plain.Count(char.IsAsciiDigit) < 8
            ? plain[..Math.Min(plain.Length, LongestReason)] : "";

    private static JsonElement? Parse(byte[]? content)
    {
        if (content is not { Length: > 0 })
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
