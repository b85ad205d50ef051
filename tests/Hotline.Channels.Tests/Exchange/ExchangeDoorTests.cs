using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hotline.Channels.Exchange;
using Hotline.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Tests.Exchange;

public sealed class ExchangeDoorTests : IAsyncLifetime
{
    private const string Key = "a-key-that-both-offices-have-in-their-settings";
    private const string OtherKey = "the-key-that-is-to-come-after-the-first-of-them";

    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly FakeMemory memory;
    private readonly Window window = new();
    private WebApplication? app;
    private int nonces;

    public ExchangeDoorTests() => memory = new(time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ExchangeOptions Peer => new() { Name = "city", KeyId = "k1", Key = Key, OtherKeyId = "k2", OtherKey = OtherKey };

    public async ValueTask InitializeAsync() => app = await OpenAsync();

    public async ValueTask DisposeAsync() => await app!.DisposeAsync();

    [Fact]
    public async Task A_signed_letter_is_taken_under_either_key()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Letter(1)));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Letter(2), key: ("k2", OtherKey)));
        Assert.Equal([("city", 1), ("city", 2)], window.Taken.Select(row => (row.Peer, row.Letter.Seq)));
        Assert.Equal("""{"text":"好","more":1}""", window.Taken[0].Letter.Body);
    }

    [Fact]
    public async Task What_is_not_signed_fresh_and_new_is_refused_alike()
    {
        var body = Letter(1);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, key: ("k1", OtherKey)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, key: ("k3", Key)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, at: time.GetUtcNow().AddSeconds(-301)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, at: time.GetUtcNow().AddSeconds(301)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, signed: Letter(2)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, signedPath: "/doors/exchange/files/x"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, nonce: "short"));
        Assert.Empty(window.Taken);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, nonce: "0123456789abcdef"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, nonce: "0123456789abcdef"));

        // Also after a restart: the nonce is with what is remembered.
        await app!.DisposeAsync();
        app = await OpenAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(body, nonce: "0123456789abcdef"));
        Assert.Single(window.Taken);
    }

    [Fact]
    public async Task What_could_not_be_stored_may_come_again_as_it_was()
    {
        window.Fails = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(Letter(1), nonce: "0123456789abcdef"));
        window.Fails = false;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Letter(1), nonce: "0123456789abcdef"));
    }

    [Fact]
    public async Task Oversized_and_malformed_letters_are_refused_with_what_is_wrong()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new string(' ', 128 * 1024) + "{}"));
        foreach (var wrong in new[] { "", "null", "[]", "{", """{"id":"x"}""", Letter(1).Replace("\"body\"", "\"corpus\"", StringComparison.Ordinal), Letter(1).Replace("progress/1", new string('p', 41), StringComparison.Ordinal) })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(wrong));
        }

        Assert.Empty(window.Taken);
    }

    [Fact]
    public async Task A_file_is_fetched_and_the_rest_of_a_broken_one_from_where_it_broke()
    {
        var content = RandomNumberGenerator.GetBytes(100_000);
        content[0] = 0xFF;
        content[1] = 0xD8;
        content[2] = 0xFF;
        window.Files["abc"] = content;
        using var line = new ExchangeLine([Peer with { Url = app!.Urls.First() }], time);

        using var into = new MemoryStream();
        await into.WriteAsync(content.AsMemory(0, 60_001), Token);
        var answer = await line.FetchAsync("city", "abc", into, content.Length, Token);
        Assert.Equal((SendVerdict.Accepted, "image/jpeg"), (answer.Verdict, answer.MediaType));
        Assert.Equal(content, into.ToArray());

        using var small = new MemoryStream();
        Assert.Equal(SendVerdict.Refused, (await line.FetchAsync("city", "abc", small, 50_000, Token)).Verdict);
        Assert.Equal(SendVerdict.Refused, (await line.FetchAsync("city", "nothing", small, 1, Token)).Verdict);
        Assert.Equal(SendVerdict.NotConfigured, (await line.FetchAsync("nobody", "abc", small, 1, Token)).Verdict);
    }

    [Fact]
    public async Task A_letter_goes_over_the_line_and_its_answer_names_the_case_and_what_is_missing()
    {
        using var line = new ExchangeLine([Peer with { Url = app!.Urls.First() }, new ExchangeOptions { Name = "far", KeyId = "k9", Key = Key }], time);
        Assert.True(line.Reaches("city"));
        Assert.False(line.Reaches("far"));
        window.Says = new(WireVerdict.Held, 1, [2, 3], "20261122000009", null);
        var answer = await line.SendAsync("city", new WireLetter(Guid.NewGuid(), Guid.NewGuid(), 4, "progress/1", time.GetUtcNow(), """{"text":"好"}"""), Token);
        Assert.Equal((SendVerdict.Accepted, "20261122000009"), (answer.Verdict, answer.CaseNumber));
        Assert.Equal([2, 3], answer.Missing);

        foreach (var (verdict, sending) in new[] { (WireVerdict.OutOfDate, SendVerdict.Refused), (WireVerdict.Malformed, SendVerdict.Refused), (WireVerdict.Unknown, SendVerdict.Refused), (WireVerdict.Known, SendVerdict.Accepted) })
        {
            window.Says = new(verdict, 1, [], null, "why");
            Assert.Equal(sending, (await line.SendAsync("city", new WireLetter(Guid.NewGuid(), Guid.NewGuid(), 4, "progress/1", time.GetUtcNow(), "{}"), Token)).Verdict);
        }

        window.Fails = true;
        Assert.Equal(SendVerdict.Later, (await line.SendAsync("city", new WireLetter(Guid.NewGuid(), Guid.NewGuid(), 4, "progress/1", time.GetUtcNow(), "{}"), Token)).Verdict);
    }

    [Fact]
    public async Task A_404_counts_as_the_doors_own_only_where_it_names_what_was_asked_for()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var bare = builder.Build();
        bare.MapFallback(() => Microsoft.AspNetCore.Http.Results.Problem(statusCode: 404, extensions: new Dictionary<string, object?> { ["code"] = "not-found" }));
        await bare.StartAsync(Token);
        using var line = new ExchangeLine([Peer with { Url = bare.Urls.First() }], time);
        using var into = new MemoryStream();

        var letter = new WireLetter(Guid.NewGuid(), Guid.NewGuid(), 4, "progress/1", time.GetUtcNow(), "{}");
        foreach (var answer in new[] { await line.SendAsync("city", letter, Token), await line.FetchAsync("city", "abc", into, 1, Token) })
        {
            Assert.Equal((SendVerdict.Later, "HTTP 404: no exchange at that address", false), (answer.Verdict, answer.Reason, answer.Silent));
        }

        await bare.StopAsync(Token);
        Assert.True((await line.SendAsync("city", letter, Token)).Silent);
    }

    [Fact]
    public void A_wrong_address_is_shown_without_what_may_be_a_password()
    {
        Assert.Contains("'http://example.org/x'", Assert.Single(ExchangeOptions.Errors([Peer with { Url = "http://who:secret@example.org/x?key=secret" }])), StringComparison.Ordinal);
        Assert.Contains("'somewhere'", Assert.Single(ExchangeOptions.Errors([Peer with { Url = "somewhere" }])), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_cannot_be_are_named_all_at_once()
    {
        var errors = ExchangeOptions.Errors([Peer with { Url = "http://example.org/", Key = "short", OtherKeyId = null }, Peer with { Name = "a b", Timeout = TimeSpan.FromMinutes(5) }]).ToList();
        Assert.Equal(6, errors.Count);
        Assert.Empty(ExchangeOptions.Errors([Peer with { Url = "https://district.example.org/12345" }]));
    }

    private static string Letter(int seq) =>
        $$"""{"id":"{{Guid.CreateVersion7()}}","exchange":"0193a000-0000-7000-8000-000000000001","seq":{{seq}},"name":"progress/1","at":"2026-11-22T08:00:00Z","body":{"text":"好","more":1} }""";

    private async Task<WebApplication> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IChannelMemory>(memory);
        builder.Services.AddSingleton<IExchangeWindow>(window);
        builder.Services.AddSingleton<IInboundMessageSink, CollectingSink>();
        builder.Services.AddHotlineChannels(new ChannelOptions { Exchange = [Peer] });
        var opened = builder.Build();
        opened.MapHotlineChannels();
        await opened.StartAsync(Token);
        return opened;
    }

    /// <summary>Signed by its own reckoning, as the page says.</summary>
    private async Task<HttpStatusCode> PostAsync(
        string body, (string Id, string Key)? key = null, DateTimeOffset? at = null, string? nonce = null, string? signed = null, string signedPath = "/doors/exchange/letters")
    {
        var (id, secret) = key ?? ("k1", Key);
        var timestamp = (at ?? time.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        nonce ??= $"nonce{++nonces:D20}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signed ?? body)));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}\nPOST\n{signedPath}\n{timestamp}\n{nonce}\n{hash}")));
        using var http = new HttpClient { BaseAddress = new Uri(app!.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/doors/exchange/letters") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Hotline-Key", id);
        request.Headers.Add("X-Hotline-Timestamp", timestamp);
        request.Headers.Add("X-Hotline-Nonce", nonce);
        request.Headers.Add("X-Hotline-Signature", signature);
        using var answer = await http.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private sealed class Window : IExchangeWindow
    {
        public List<(string Peer, WireLetter Letter)> Taken { get; } = [];

        public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

        public WireTaking Says { get; set; } = new(WireVerdict.Taken, 1, [], null, null);

        public bool Fails { get; set; }

        public ValueTask<WireTaking> TakeAsync(string peer, WireLetter letter, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                throw new IOException("the disk is full");
            }

            Taken.Add((peer, letter));
            return new(Says);
        }

        public ValueTask<(string MediaType, Stream Content)?> OpenFileAsync(string peer, string sha256, CancellationToken cancellationToken) =>
            new(Files.TryGetValue(sha256, out var content) ? ("image/jpeg", new MemoryStream(content)) : null);
    }
}
