using System.Text.Json.Nodes;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Host.Commands;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline.Host.Api;

/// <summary>The description of the HTTP interface (OpenAPI 3.1), made from the routes themselves.</summary>
internal static class InterfaceDescription
{
    private const string DocumentName = "v1";

    public static IServiceCollection AddInterfaceDescription(this IServiceCollection services) => services.AddOpenApi(DocumentName, openApi =>
    {
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Hotline", Version = CommandLine.Version, Description = "docs/contract.md says what it means." };
            document.Servers = [];
            return Task.CompletedTask;
        });
        openApi.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
            {
                schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                schema.Format = "date-time";
            }

            // What we send is always whole: an absent value is null, never left out.
            if (schema.Properties is { Count: > 0 } properties && !type.Name.EndsWith("Request", StringComparison.Ordinal) && type != typeof(NewCase))
            {
                schema.Required = new HashSet<string>(properties.Keys, StringComparer.Ordinal);
            }

            return Task.CompletedTask;
        });
    });

    public static void MapInterfaceDescription(this IEndpointRouteBuilder api) =>
        api.MapOpenApi("/openapi.json").Needs(Right.SignedIn);

    /// <summary>The document as text, as <c>docs/api/openapi.json</c> holds it.</summary>
    public static async Task<string> WriteAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName);
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        return JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }
}
