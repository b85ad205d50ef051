using System.Net;

namespace Hotline.Host.Tests.Api;

/// <summary>Tickets for calls from the public page, over HTTP.</summary>
public sealed class WebCallApiTests
{
    [Fact]
    public async Task A_ticket_is_for_the_hotline_and_soon_there_are_no_more()
    {
        await using var product = await StartAsync(("WebCalls:Open", "yes"), ("WebCalls:PerAddress", "2"));
        using var citizen = product.Stranger();

        var first = await citizen.PostAsync("/api/web-calls", new { phone = "13900001111" }, HttpStatusCode.Created);
        var second = await citizen.PostAsync("/api/web-calls", new { phone = (string?)null }, HttpStatusCode.Created);
        Assert.Equal(("12345", "hotline"), (first.Text("number"), first.Text("realm")));
        Assert.NotEqual(first.Text("userName"), second.Text("userName"));
        Assert.NotEqual(first.Text("password"), second.Text("password"));
        var refused = await citizen.PostAsync("/api/web-calls", new { phone = (string?)null }, HttpStatusCode.TooManyRequests);
        Assert.Equal("too-many", refused.Text("code"));
    }

    [Fact]
    public async Task What_is_left_must_be_a_number()
    {
        await using var product = await StartAsync(("WebCalls:Open", "yes"));
        using var citizen = product.Stranger();

        await citizen.PostAsync("/api/web-calls", new { phone = "sip:me@evil.example" }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Where_the_city_offers_none_the_page_says_so_and_no_ticket_is_given()
    {
        await using var product = await StartAsync();
        using var citizen = product.Stranger();
        using var browser = new HttpClient { BaseAddress = product.Http };

        await citizen.PostAsync("/api/web-calls", new { phone = (string?)null }, HttpStatusCode.NotFound);
        var page = await browser.GetStringAsync(new Uri("/call?lang=en", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Calls from this page are not offered. Please ring 12345.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script type=\"module\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_may_use_the_microphone_and_runs_no_script_but_ours()
    {
        await using var product = await StartAsync(("WebCalls:Open", "yes"));
        using var browser = new HttpClient { BaseAddress = product.Http };
        using var answer = await browser.GetAsync(new Uri("/call", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("microphone=(self)", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("<noscript><p class=\"summary\">网页通话需要启用脚本", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<TestProduct> StartAsync(params (string Key, string Value)[] settings)
    {
        var product = new TestProduct { Settings = settings.ToDictionary(one => one.Key, one => (string?)one.Value, StringComparer.Ordinal) };
        await product.InitializeAsync();
        return product;
    }
}
