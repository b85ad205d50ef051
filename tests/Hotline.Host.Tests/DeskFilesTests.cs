using System.Net;
using Hotline.Testing;

namespace Hotline.Host.Tests;

public sealed class DeskFilesTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder desk = new();
    private readonly TestProduct product;

    public DeskFilesTests()
    {
        File.WriteAllText(desk.File("index.html"), "<!doctype html><title>desk</title>");
        Directory.CreateDirectory(desk.File("assets"));
        File.WriteAllText(desk.File("assets/index-abc.js"), $"// {new string('x', 4000)}");
        product = new TestProduct { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Desk"] = desk.Path } };
    }

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public async ValueTask DisposeAsync() => await product.DisposeAsync();

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/cases/20261122000001")]
    [InlineData("/wallboard")]
    public async Task A_place_in_the_desk_is_its_page(string path)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<title>desk", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Contains("frame-ancestors 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_name_are_kept_by_the_browser_and_sent_compressed()
    {
        using var response = await GetAsync("/assets/index-abc.js", "br");

        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        Assert.Equal("br", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 1, 400);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/assets/gone.js")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/..%2f..%2fsecret.txt")]
    public async Task What_is_not_there_is_a_problem_and_not_the_page(string path)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Health_needs_no_session()
    {
        using var stranger = product.Stranger();

        Assert.Equal("ready", (await stranger.GetAsync("/health")).Text("status"));
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? encoding = null)
    {
        using var seat = product.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{product.Http.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (encoding is not null)
        {
            request.Headers.Add("Accept-Encoding", encoding);
        }

        return await seat.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
