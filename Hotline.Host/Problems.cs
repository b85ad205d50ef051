using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hotline.Host;

/// <summary>Errors as problem details (RFC 9457), each with a code that programs may rely on.</summary>
internal static class Problems
{
    /// <summary>Refused with the limit named.</summary>
    public static string TooLarge { get; } = $"A request may have {Product.LargestBody} bytes.";

    /// <summary>A problem as the result of a route.</summary>
    public static ProblemHttpResult Of(int status, string code, string detail, params ReadOnlySpan<(string Key, object? Value)> more)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        foreach (var (key, value) in more)
        {
            extensions[key] = value;
        }

        return TypedResults.Problem(detail: detail, statusCode: status, extensions: extensions);
    }

    /// <summary>Something is missing or wrong: messages by the client's field name.</summary>
    public static ProblemHttpResult Invalid(IEnumerable<KeyValuePair<string, string[]>> errors, string? clause = null) => TypedResults.Problem(
        new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "Something is missing or wrong.",
            Extensions = clause is null ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "invalid" } : new(StringComparer.Ordinal) { ["code"] = "invalid", ["clause"] = clause },
        });

    /// <summary>One field is missing or wrong.</summary>
    public static ProblemHttpResult Invalid(string field, string message) => Invalid([KeyValuePair.Create(field, new[] { message })]);

    /// <summary>There is no such thing, as far as this person may know.</summary>
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "not-found", $"There is no such {what}.");

    /// <summary>A problem from outside a route.</summary>
    public static Task Write(HttpContext context, int status, string code, string detail)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Of(status, code, detail).ExecuteAsync(context);
    }

    /// <summary>The code of an answer that says no more than its status.</summary>
    public static void AddCode(ProblemDetails problem)
    {
        if (problem.Status == StatusCodes.Status413PayloadTooLarge)
        {
            problem.Detail ??= TooLarge;
        }

        if (!problem.Extensions.ContainsKey("code"))
        {
            problem.Extensions["code"] = problem.Status switch
            {
                StatusCodes.Status400BadRequest => "malformed",
                StatusCodes.Status401Unauthorized => "signed-out",
                StatusCodes.Status403Forbidden => "forbidden",
                StatusCodes.Status404NotFound => "not-found",
                StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
                StatusCodes.Status413PayloadTooLarge => "too-large",
                StatusCodes.Status415UnsupportedMediaType => "not-json",
                StatusCodes.Status503ServiceUnavailable => "unavailable",
                >= 500 => "internal",
                _ => $"http-{problem.Status}",
            };
        }
    }
}
