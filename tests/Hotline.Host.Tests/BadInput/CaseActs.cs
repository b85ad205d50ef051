using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Host.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.BadInput;

/// <summary>An act on a case as the product's own routes say it is: where, who may, and what its body has.</summary>
/// <param name="Name">What stands after the case number, as in <c>supervision/urge</c>.</param>
/// <param name="Right">Who may.</param>
/// <param name="Body">Its body.</param>
internal sealed record CaseAct(string Name, Right Right, Type Body)
{
    private const string Prefix = "/api/cases/{number}/";

    /// <summary>The fields of the body, by their names in JSON.</summary>
    public IEnumerable<(string Name, Type Type)> Fields =>
        Body.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(named => (JsonNamingPolicy.CamelCase.ConvertName(named.Name), named.PropertyType));

    public IEnumerable<string> Texts => Fields.Where(one => one.Type == typeof(string)).Select(one => one.Name);

    /// <summary>Acts that name the version of the case they were decided on.</summary>
    public bool Versioned => Fields.Any(one => one.Name == "version");

    public string On(string number) => $"/api/cases/{number}/{Name}";

    /// <summary>One of the sample staff who may.</summary>
    public string Person => RightsTable.Holders(Right) switch
    {
        var who when who.Contains(Role.ShiftLeader) => "leader",
        var who when who.Contains(Role.Handler) => "unit2",
        var who when who.Contains(Role.UnitLeader) => "head2",
        var who => throw new InvalidOperationException($"{Name}: nobody of the sample staff for {string.Join(", ", who)}"),
    };

    /// <summary>Every act with a body in JSON.</summary>
    public static List<CaseAct> All(TestProduct product) =>
    [
        .. from route in product.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where route.RoutePattern.RawText!.StartsWith(Prefix, StringComparison.Ordinal)
           let accepts = route.Metadata.GetMetadata<IAcceptsMetadata>()
           where accepts?.RequestType is not null && accepts.ContentTypes.Contains("application/json")
           select new CaseAct(route.RoutePattern.RawText![Prefix.Length..].TrimEnd('/'), route.Metadata.GetMetadata<RouteRule>()!.Right, accepts!.RequestType!),
    ];
}

/// <summary>Bodies as they are written.</summary>
internal static class RawJson
{
    public static StringContent Of(string json)
    {
        var content = new StringContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
