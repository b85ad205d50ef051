using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hotline.Host.Tests;

/// <summary>A browser at the product's door: keeps cookies, sends what the contract asks for, and judges every status.</summary>
internal sealed class Seat : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public Seat(Uri address)
    {
        Address = address;
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public CookieCollection Cookies => cookies.GetCookies(Address);

    public Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Get, path, null, expected);

    public Task<JsonElement> PostAsync(string path, object? body, HttpStatusCode expected = HttpStatusCode.OK, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body, expected, key ?? Guid.NewGuid().ToString());

    /// <summary>Bytes as they are.</summary>
    public async Task<JsonElement> PutUpAsync(string path, byte[] content, string mediaType, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        request.Headers.Add("X-Hotline", "1");
        request.Content.Headers.ContentType = new(mediaType);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{path}: {(int)response.StatusCode} instead of {(int)expected}\n{text}");
        return JsonElement.Parse(text);
    }

    public Task<JsonElement> DeleteAsync(string path, HttpStatusCode expected) => SendAsync(HttpMethod.Delete, path, null, expected);

    /// <summary>Sends a request as it is, with the session's cookie and nothing else.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    /// <summary>The answer of any status.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Hotline", "1");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        request.Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body));
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 || response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true ? default : JsonElement.Parse(text));
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected, string? key = null)
    {
        var (status, answer) = await AskAsync(method, path, body, key);
        Assert.True(status == expected, $"{method} {path}: {(int)status} instead of {(int)expected}\n{answer}");
        return answer;
    }
}

/// <summary>Reading answers.</summary>
internal static class Answers
{
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static JsonElement[] List(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray()];
}
