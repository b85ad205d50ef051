using System.Globalization;
using System.Net;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Api;

/// <summary>Calls from the public page: a ticket for one call.</summary>
internal static class WebCallApi
{
    public static void MapWebCalls(this IEndpointRouteBuilder api) =>
        api.MapPost("/web-calls", Issue).Needs(Right.Anybody).WithName("askForWebCall").WithTags("Switchboard")
            .Produces<WebCallPass>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static IResult Issue(WebCallRequest body, IWebCallDesk desk, HttpContext context)
    {
        var answer = desk.Issue(context.Connection.RemoteIpAddress ?? IPAddress.None, body.Phone?.Trim());
        if (answer.RetryAfter > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(answer.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return answer.Refusal switch
        {
            WebCallRefusal.None => TypedResults.Created((string?)null, WebCallPass.Of(answer.Ticket!)),
            WebCallRefusal.NotOffered => Problems.NotFound("way to call from this page"),
            WebCallRefusal.Closed => Problems.Of(StatusCodes.Status409Conflict, "closed", "Calls from the page are taken in office hours."),
            WebCallRefusal.TooMany => Problems.Of(StatusCodes.Status429TooManyRequests, "too-many", "Too many calls from this address. Try again later."),
            WebCallRefusal.Busy => Problems.Of(StatusCodes.Status503ServiceUnavailable, "busy", "As many call from the page as can. Try again later."),
            WebCallRefusal.NoNumber => Problems.Invalid("phone", "must be 3 to 20 digits, perhaps after a plus"),
        };
    }
}

internal sealed record WebCallRequest(string? Phone);

/// <summary>What the page calls with, once. Never logged.</summary>
internal sealed record WebCallPass(string UserName, string Password, string Realm, string Number, DateTimeOffset Until)
{
    public static WebCallPass Of(WebCallTicket ticket) => new(ticket.UserName, ticket.Password, ticket.Realm, ticket.Number, ticket.Until);

    /// <summary>Without the password.</summary>
    public override string ToString() => UserName;
}
