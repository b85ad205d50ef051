using System.Data.Common;
using System.Net;
using System.Text;
using System.Text.Json;
using Hotline.Host.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Host.Tests.Api;

/// <summary>Whatever goes wrong is a problem with a code (RFC 9457).</summary>
public sealed class ProblemTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Theory]
    [InlineData("{\"userName\":", "application/json", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("userName=agent1", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType, "not-json")]
    [InlineData("{\"userName\":7}", "application/json", HttpStatusCode.BadRequest, "invalid")]
    public async Task A_body_that_cannot_be_read(string body, string type, HttpStatusCode status, string code)
    {
        using var response = await PostAsync(new StringContent(body, Encoding.UTF8, type));

        Assert.Equal((status, code), (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()).Text("code")));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_body_beyond_any_form()
    {
        using var response = await PostAsync(new StringContent($"{{\"userName\":\"{new string('x', 300 * 1024)}\"}}", Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()).Text("code")));
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_have()
    {
        using var stranger = product.Stranger();

        var (status, problem) = await stranger.AskAsync(HttpMethod.Put, "/api/session");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), (status, problem.Text("code")));
    }

    [Fact]
    public async Task A_parameter_that_cannot_be_read()
    {
        using var agent = await product.SignInAsync("agent1");

        Assert.Equal("malformed", (await agent.GetAsync("/api/cases?page=first", HttpStatusCode.BadRequest)).Text("code"));
    }

    [Fact]
    public async Task A_database_that_does_not_answer()
    {
        var context = new DefaultHttpContext { RequestServices = product.Services };
        using var body = new MemoryStream();
        context.Response.Body = body;

        Assert.True(await new RequestFaults(NullLogger<RequestFaults>.Instance).TryHandleAsync(context, new DatabaseAway(), CancellationToken.None));

        Assert.Equal((503, "5"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
        Assert.Equal("database-unavailable", JsonElement.Parse(body.ToArray()).Text("code"));
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using var stranger = product.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session") { Content = content };
        request.Headers.Add("X-Hotline", "1");
        return await stranger.SendAsync(request);
    }

    private sealed class DatabaseAway : DbException;
}
