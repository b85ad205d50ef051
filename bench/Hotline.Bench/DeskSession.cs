using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Hotline.Bench;

/// <summary>One person signed in at the product's HTTP interface.</summary>
internal sealed class DeskSession : IDisposable
{
    /// <summary>Published password of every sample account and sample phone.</summary>
    internal const string SamplePassword = "hotline-sample";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http;

    private DeskSession(Uri address, string userName)
    {
        UserName = userName;
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-Hotline", "1");
    }

    internal string UserName { get; }

    /// <summary>Who signed in.</summary>
    internal JsonNode User { get; private set; } = new JsonObject();

    internal static async Task<DeskSession> SignInAsync(Uri address, string userName, CancellationToken cancellationToken)
    {
        var session = new DeskSession(address, userName);
        try
        {
            session.User = await session.PostAsync("/api/session", new { userName, password = SamplePassword }, cancellationToken);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    internal async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        await ReadAsync(await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken), path, cancellationToken);

    /// <summary>Asks until the answer is as wanted.</summary>
    /// <exception cref="BenchException">It was not so in time; the last answer is told.</exception>
    internal async Task<JsonNode> GetUntilAsync(string path, string what, Func<JsonNode, bool> wanted, TimeSpan within, CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(Beat);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await GetAsync(path, cancellationToken);
            if (wanted(answer))
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(begun) > within)
            {
                throw new BenchException($"not within {within.TotalSeconds} s: {what}\n  GET {path}: {answer.ToJsonString()}");
            }

            await beat.WaitForNextTickAsync(cancellationToken);
        }
    }

    internal async Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        return await ReadAsync(await http.SendAsync(request, cancellationToken), path, cancellationToken);
    }

    /// <summary>Posts an empty request again and again until it is not refused.</summary>
    /// <exception cref="BenchException">It was refused for all that time; the last refusal is told.</exception>
    internal async Task PostUntilTakenAsync(string path, TimeSpan within, CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(Beat);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await PostAsync(path, new { }, cancellationToken);
                return;
            }
            catch (BenchException) when (TimeProvider.System.GetElapsedTime(begun) < within)
            {
                await beat.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    internal Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken) => http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken);

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> ReadAsync(HttpResponseMessage answer, string path, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode
                ? (text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!)
                : throw new BenchException($"{answer.RequestMessage!.Method} {path} as {UserName}: {(int)answer.StatusCode} {text}");
        }
    }
}
