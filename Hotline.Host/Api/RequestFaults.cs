using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Hotline.Host.Api;

/// <summary>Exceptions of requests, as problems: a body that cannot be read names its field, a database that is away says so.</summary>
internal sealed partial class RequestFaults(ILogger<RequestFaults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BadHttpRequestException { InnerException: OddTextException { Path: ['$', '.', .. var place] } odd }:
                await Problems.Invalid(place, odd.Message).ExecuteAsync(httpContext);
                return true;

            // Broken JSON has a path too, and a reader's fault inside.
            case BadHttpRequestException { InnerException: JsonException { Path: ['$', '.', .. var field], InnerException: not JsonException } }:
                await Problems.Invalid(field, "has a value of the wrong kind").ExecuteAsync(httpContext);
                return true;
            case BadHttpRequestException bad:
                var code = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "too-large"
                    : bad.StatusCode == StatusCodes.Status415UnsupportedMediaType ? "not-json"
                    : "malformed";
                var detail = code == "too-large" ? Problems.TooLarge : "The request could not be read.";
                await Problems.Of(bad.StatusCode, code, detail).ExecuteAsync(httpContext);
                return true;
            case DbException:
                LogDatabaseAway(exception);
                httpContext.Response.Headers.RetryAfter = "5";
                await Problems.Of(StatusCodes.Status503ServiceUnavailable, "database-unavailable", "The database does not answer now; try again.").ExecuteAsync(httpContext);
                return true;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return true;
            default:
                return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database did not answer a request")]
    private partial void LogDatabaseAway(Exception fault);
}
