using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>A signed-in person at the HTTP API, as docs/contract.md describes it.</summary>
internal sealed class DeskClient : IDisposable
{
    private readonly HttpClient http;

    private DeskClient(HttpClient http) => this.http = http;

    public static async Task<DeskClient> SignInAsync(Uri product, string userName)
    {
#pragma warning disable CA2000 // the handler lives and dies with the client
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = product };
#pragma warning restore CA2000
        client.DefaultRequestHeaders.Add("X-Hotline", "1");
        var answer = await client.PostAsJsonAsync("/api/session", new { userName, password = "hotline-sample" });
        answer.EnsureSuccessStatusCode();
        return new DeskClient(client);
    }

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await http.GetAsync(path), path);

    public async Task<byte[]> GetBytesAsync(string path) => await http.GetByteArrayAsync(path);

    /// <param name="path">Where to.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="key">The idempotency key; null takes a new one.</param>
    public async Task<JsonNode> PostAsync(string path, object body, string? key = null) => await ReadAsync(await SendAsync(path, body, key), path);

    public async Task<HttpStatusCode> PostForStatusAsync(string path, object body)
    {
        using var answer = await SendAsync(path, body);
        return answer.StatusCode;
    }

    /// <summary>Waits until the one recording there is has been sealed, plays it, and gives it as a file.</summary>
    public async Task<string> PlayOnlyRecordingAsync(TemporaryFolder folder)
    {
        var page = await GetUntilAsync("/api/recordings", page => page["items"]!.AsArray() is [{ } first] && first["sealed"]!.GetValue<bool>(), TimeSpan.FromSeconds(20));
        var play = await PostAsync($"/api/recordings/{page["items"]![0]!["id"]}/plays", new { reason = "end-to-end test" });
        var file = folder.File("recording.wav");
        await File.WriteAllBytesAsync(file, await GetBytesAsync(play["audioUrl"]!.GetValue<string>()));
        return file;
    }

    /// <summary>Reads until the answer satisfies <paramref name="wanted"/>; fails with the last answer.</summary>
    public async Task<JsonNode> GetUntilAsync(string path, Func<JsonNode, bool> wanted, TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer))
            {
                return answer;
            }

            try
            {
                await beat.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"GET {path} did not become what was awaited within {within}. Last: {answer.ToJsonString()}", late);
            }
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString("N"));
        return await http.SendAsync(request);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, string path)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"{answer.RequestMessage?.Method} {path}: {(int)answer.StatusCode} {text}");
            }

            try
            {
                return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
            }
            catch (JsonException broken)
            {
                throw new HttpRequestException($"{path}: no JSON: {text}", broken);
            }
        }
    }
}
