using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hotline.Cases;
using Hotline.Host.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline.Host.Api;

/// <summary>The description of the HTTP interface (OpenAPI 3.1), made from the routes themselves.</summary>
internal static class InterfaceDescription
{
    private const string DocumentName = "v1";

    // Chinese as it is read, not as escapes.
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IServiceCollection AddInterfaceDescription(this IServiceCollection services) => services.AddOpenApi(DocumentName, openApi =>
    {
        openApi.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("PageOfOf", "PageOf", StringComparison.Ordinal);
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Hotline", Version = Product.Version, Description = "docs/contract.md says what it means." };
            document.Servers = [];
            return Task.CompletedTask;
        });
        openApi.AddOperationTransformer((operation, context, _) =>
        {
            AddHeaders(operation, context);
            return Task.CompletedTask;
        });
        openApi.AddSchemaTransformer((schema, context, _) =>
        {
            Correct(schema, context.JsonTypeInfo, context.JsonPropertyInfo);
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
        return JsonNode.Parse(json)!.ToJsonString(Written) + "\n";
    }

    private static void AddHeaders(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.HttpMethod == HttpMethods.Get)
        {
            return;
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(Header(RequestGate.Header, "1: this is no forged form."));
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IdempotencyKey>().Any())
        {
            operation.Parameters.Add(Header(IdempotencyKey.Header, "Chosen by the client, 1 to 100 visible characters; the same again changes nothing."));
        }

        static OpenApiParameter Header(string name, string description) => new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = true,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    private static void Correct(OpenApiSchema schema, JsonTypeInfo json, JsonPropertyInfo? field)
    {
        var type = Nullable.GetUnderlyingType(json.Type) ?? json.Type;
        var orNull = type == json.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (orNull, "date-time");
        }
        else if (type == typeof(string))
        {
            // Text has a reader of our own (TextConverter), of which the describer knows nothing.
            schema.Type = field is { IsGetNullable: true } or { IsSetNullable: true } ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }
        else if (json.Kind == JsonTypeInfoKind.Enumerable && json.ElementType == typeof(string))
        {
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (type.IsEnum)
        {
            schema.Type = orNull;
        }
        else if (type.IsAssignableTo(typeof(ProblemDetails)))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What programs may rely on: docs/contract.md lists them." };
        }
        else if (type.Name.EndsWith("Request", StringComparison.Ordinal) || type == typeof(NewCase) || type == typeof(SimilarQuery) || type == typeof(CoHandlerForm))
        {
            // What comes in may lack anything; the answer names what is missing.
            schema.Required = null;
        }
        else if (schema.Properties is { Count: > 0 } properties)
        {
            // What goes out is whole: an absent value is null, never left out.
            schema.Required = new HashSet<string>(properties.Keys, StringComparer.Ordinal);
        }
    }
}
