using System.Net;
using System.Net.Http.Headers;
using Hotline.Cases;
using Hotline.Host.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Access;

/// <summary>Every route against every role: the matrix comes from the routes and the table of rights, so a new route is in it by itself.</summary>
public sealed class RouteRuleTests(TestProduct product) : IClassFixture<TestProduct>
{
    private static readonly (string UserName, Role Role)[] People =
    [
        ("agent1", Role.Agent),
        ("leader", Role.ShiftLeader),
        ("dispatcher", Role.Dispatcher),
        ("unit1", Role.Handler),
        ("supervisor", Role.Supervisor),
        ("admin", Role.Admin),
    ];

    private const string Json = "application/json";

    [Fact]
    public void Every_route_has_a_rule() =>
        Assert.Empty(RouteRules.WithoutRule(product.Services.GetRequiredService<EndpointDataSource>()));

    [Fact]
    public void A_route_without_a_rule_is_found()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapGet("/open", () => "").Needs(Right.Anybody);
        app.MapGet("/forgotten", () => "");

        var found = RouteRules.WithoutRule(new CompositeEndpointDataSource(((IEndpointRouteBuilder)app).DataSources));

        Assert.Contains("/forgotten", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_only_the_open_routes_answer()
    {
        using var stranger = product.Stranger();
        foreach (var (method, path, right, takes) in Routes().Where(route => route.Right != Right.Anybody))
        {
            var (status, body) = await stranger.AskAsync(method, path, BodyFor(method, takes), "matrix");
            Assert.True(status == HttpStatusCode.Unauthorized && body.Text("code") == "signed-out", $"{method} {path} ({right}): {status}");
        }
    }

    [Fact]
    public async Task Each_role_reaches_what_the_table_gives_it_and_nothing_else()
    {
        foreach (var (userName, role) in People)
        {
            using var seat = await product.SignInAsync(userName);
            foreach (var (method, path, right, takes) in Routes().Where(route => route is not { Right: Right.Anybody } and not { Path: "/api/session", Method.Method: "DELETE" }))
            {
                var (status, body) = await seat.AskAsync(method, path, BodyFor(method, takes), "matrix");
                var forbidden = status == HttpStatusCode.Forbidden && body.Text("code") == "forbidden";
                Assert.True((int)status < 500, $"{userName} {method} {path}: {status}");
                Assert.True(status != HttpStatusCode.Unauthorized, $"{userName} {method} {path}: {status}");
                Assert.True(forbidden != RightsTable.Holders(right).Contains(role), $"{userName} {method} {path} ({right}): {status}");
            }
        }
    }

    private IEnumerable<(HttpMethod Method, string Path, Right Right, string Takes)> Routes() =>
        from route in product.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where route.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (new HttpMethod(method), PathOf(route.RoutePattern.RawText!), route.Metadata.GetMetadata<RouteRule>()!.Right, route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0] ?? Json);

    private static string PathOf(string pattern) => pattern.TrimEnd('/')
        .Replace(":guid", "", StringComparison.Ordinal)
        .Replace("{number}", "none", StringComparison.Ordinal)
        .Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{holdId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{attachmentId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{callId}", Guid.Empty.ToString(), StringComparison.Ordinal);

    // Another type than a route takes is refused before it is asked who sends it.
    private static object? BodyFor(HttpMethod method, string takes) =>
        method == HttpMethod.Get ? null : takes == Json ? new { } : new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue(takes) } };
}
