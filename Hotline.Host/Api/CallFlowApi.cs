using Hotline.Host.Access;
using Hotline.Telephony;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Host.Api;

/// <summary>Call flows while calls go on: what is in use, reading them again, and the notice that callers hear before the line.</summary>
internal static class CallFlowApi
{
    public static void MapCallFlows(this IEndpointRouteBuilder api)
    {
        var flows = api.MapGroup("/call-flows").WithTags("Switchboard");
        flows.MapGet("/", (ICallFlowDesk desk) => desk.View).Needs(Right.WatchSwitchboard).WithName("getCallFlows");
        flows.MapPost("/reload", Reload).Needs(Right.SteerCallFlows).WithName("reloadCallFlows")
            .Produces<CallFlowView>().ProducesProblem(StatusCodes.Status409Conflict);
        flows.MapGet("/incident", ReadIncident).Needs(Right.WatchSwitchboard).WithName("getIncident")
            .Produces<IncidentNotice>().Produces(StatusCodes.Status204NoContent);
        flows.MapPut("/incident", SetIncident).Needs(Right.SteerCallFlows).WithName("setIncident")
            .Produces<IncidentNotice>().ProducesProblem(StatusCodes.Status400BadRequest);
        flows.MapDelete("/incident", ClearIncident).Needs(Right.SteerCallFlows).WithName("clearIncident")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Reload(ICallFlowDesk desk) => desk.Reload() is { Count: > 0 } faults
        ? Problems.Of(StatusCodes.Status409Conflict, "call-flows-refused", string.Join('\n', faults))
        : TypedResults.Ok(desk.View);

    private static IResult ReadIncident(ICallFlowDesk desk) => desk.Incident is { } notice ? TypedResults.Ok(notice) : TypedResults.NoContent();

    private static IResult SetIncident(IncidentRequest body, ICallFlowDesk desk, HttpContext context, TimeProvider time)
    {
        var notice = new IncidentNotice
        {
            Prompts = body.Prompts ?? [],
            Numbers = body.Numbers ?? [],
            Until = body.Until,
            SetBy = context.Account().UserName,
            SetAt = time.GetUtcNow(),
        };
        return desk.SetIncident(notice) is { } fault ? Invalid(fault) : TypedResults.Ok(notice);
    }

    private static Results<NoContent, ProblemHttpResult> ClearIncident(ICallFlowDesk desk) =>
        desk.ClearIncident() ? TypedResults.NoContent() : Problems.NotFound("incident");

    // "prompts: what is wrong with them"
    private static ProblemHttpResult Invalid(string fault) =>
        fault.IndexOf(": ", StringComparison.Ordinal) is var colon && colon > 0 ? Problems.Invalid(fault[..colon], fault[(colon + 2)..]) : Problems.Invalid("prompts", fault);
}

/// <summary>What callers are to hear before the line: names of prompts, to callers of these numbers (none: all), until then.</summary>
internal sealed record IncidentRequest(IReadOnlyList<string>? Prompts, IReadOnlyList<string>? Numbers, DateTimeOffset? Until);
