using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.Exchange;

/// <summary>Calls other installations, each call signed anew.</summary>
internal sealed class ExchangeLine : IExchangeLine, IDisposable
{
    private const int HeadLength = 512;

    private readonly Dictionary<string, Line> lines;
    private readonly TimeProvider time;

    public ExchangeLine(IReadOnlyList<ExchangeOptions> peers, TimeProvider time)
    {
        this.time = time;
        lines = peers.Where(peer => peer.Url is not null).ToDictionary(
            peer => peer.Name,
            peer => new Line(peer, new Uri(peer.Url!.TrimEnd('/')), new GuardedHttp(new Uri(peer.Url!), [], peer.AllowPrivate || new Uri(peer.Url!).IsLoopback)),
            StringComparer.Ordinal);
    }

    public bool Reaches(string peer) => lines.ContainsKey(peer);

    public ValueTask<LineAnswer> SendAsync(string peer, WireLetter letter, CancellationToken cancellationToken) =>
        AskAsync(peer, HttpMethod.Post, ExchangeDoor.LettersPath, ExchangeWords.Write(letter), null, async (response, late) =>
        {
            var content = await GuardedHttp.ReadAsync(response, ExchangeWords.LargestAnswer, late);
            return Judge(letter, response.StatusCode, ExchangeWords.ReadAnswer(content));
        }, cancellationToken);

    public ValueTask<LineAnswer> FetchAsync(string peer, string sha256, Stream into, long bytes, CancellationToken cancellationToken) =>
        AskAsync(peer, HttpMethod.Get, $"{ExchangeDoor.FilesPath}{sha256}", [], into.Length, async (response, late) =>
        {
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            {
                var said = ExchangeWords.ReadAnswer(await GuardedHttp.ReadAsync(response, ExchangeWords.LargestAnswer, late));
                return Status(response.StatusCode, ours: said?.Sha256 == sha256);
            }

            // Whoever does not know ranges sends it all again.
            var from = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From : 0;
            if (from != into.Length)
            {
                into.SetLength(0);
                if (from != 0)
                {
                    return new LineAnswer(SendVerdict.Later, "another part than asked for");
                }
            }

            into.Seek(0, SeekOrigin.End);
            return await CopyAsync(response, into, bytes, late) ? new LineAnswer(SendVerdict.Accepted, null) { MediaType = await LookAsync(into, late) }
                : new LineAnswer(SendVerdict.Refused, "larger than announced");
        }, cancellationToken);

    public void Dispose()
    {
        foreach (var line in lines.Values)
        {
            line.Http.Dispose();
        }
    }

    private async ValueTask<LineAnswer> AskAsync(
        string peer, HttpMethod method, string path, byte[] body, long? from, Func<HttpResponseMessage, CancellationToken, Task<LineAnswer>> judge, CancellationToken cancellationToken)
    {
        if (!lines.TryGetValue(peer, out var line))
        {
            return new(SendVerdict.NotConfigured, "not in the settings");
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var clock = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), late, line.Options.Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        try
        {
            using var request = Request(line, method, path, body);
            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            using var response = await line.Http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
            return await judge(response, late.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SendVerdict.Later, "no answer in time") { Silent = true };
        }
        catch (HttpRequestException fault)
        {
            return new(SendVerdict.Later, $"not reached: {fault.HttpRequestError}") { Silent = true };
        }
        catch (IOException)
        {
            return new(SendVerdict.Later, "link lost") { Silent = true };
        }
    }

    private HttpRequestMessage Request(Line line, HttpMethod method, string path, byte[] body)
    {
        var address = new Uri($"{line.Url.AbsoluteUri.TrimEnd('/')}{path}");
        var (timestamp, nonce) = (time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(32, lowercase: true));
        var request = new HttpRequestMessage(method, address);
        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        // A proxy before them may take away the beginning of the path: they see, and both sign, what stands after their address.
        request.Headers.Add(ExchangeSignature.KeyHeader, line.Options.KeyId);
        request.Headers.Add(ExchangeSignature.TimestampHeader, timestamp);
        request.Headers.Add(ExchangeSignature.NonceHeader, nonce);
        request.Headers.Add(ExchangeSignature.SignatureHeader, ExchangeSignature.Sign((line.Options.KeyId, line.Options.Key), method.Method, path, timestamp, nonce, body));
        return request;
    }

    private static LineAnswer Judge(WireLetter letter, HttpStatusCode status, ExchangeWords.Answered? said) =>
        status != HttpStatusCode.OK ? Status(status, ours: said?.Id == letter.Id)
        : said is { Id: { } id, State: "taken" or "held" or "known" } && id == letter.Id
            ? new(SendVerdict.Accepted, null) { Missing = said.Missing ?? [], CaseNumber = said.Case }
            : new(SendVerdict.Later, "an answer that cannot be read");

    /// <summary>
    /// 400, 409, 413 and 422 judge what was asked, and so does a 404 that names it; any other 404 is from a server that has no such door yet, or a wrong address, as a key
    /// that is not known there may be tomorrow.
    /// </summary>
    private static LineAnswer Status(HttpStatusCode status, bool ours) => status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => new(SendVerdict.Refused, $"HTTP {(int)status}"),
        HttpStatusCode.NotFound => ours ? new(SendVerdict.Refused, "HTTP 404") : new(SendVerdict.Later, "HTTP 404: no exchange at that address"),
        _ => new(SendVerdict.Later, $"HTTP {(int)status}"),
    };

    /// <summary>False where more comes than was announced.</summary>
    private static async Task<bool> CopyAsync(HttpResponseMessage response, Stream into, long bytes, CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (into.Length + count > bytes)
            {
                return false;
            }

            await into.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return true;
    }

    private static async Task<string> LookAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        content.Position = 0;
        var count = await content.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        return ContentSniffer.Look(head.AsSpan(0, count)).MediaType;
    }

    private sealed record Line(ExchangeOptions Options, Uri Url, GuardedHttp Http);
}
