using System.Globalization;
using System.Text;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Api;

/// <summary>SIP messages of single calls, on demand. Every order and every look stands in the audit trail.</summary>
internal static class TraceApi
{
    public static void MapTraces(this IEndpointRouteBuilder api)
    {
        var traces = api.MapGroup("/traces").WithTags("Switchboard");
        traces.MapGet("/", (ICallTraceDesk desk) => TraceListAnswer.Of(desk)).Needs(Right.TraceCalls).WithName("listTraces");
        traces.MapPut("/next", NextAsync).Needs(Right.TraceCalls).WithName("traceNextCalls")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest);
        traces.MapPost("/{callId:guid}", BeginAsync).Needs(Right.TraceCalls).WithName("traceCall")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        traces.MapGet("/{callId:guid}", ReadAsync).Needs(Right.TraceCalls).WithName("getTrace")
            .Produces<TraceAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        traces.MapGet("/{callId:guid}/text", ExportAsync).Needs(Right.TraceCalls).WithName("exportTrace")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        traces.MapDelete("/{callId:guid}", ForgetAsync).Needs(Right.TraceCalls).WithName("deleteTrace")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> NextAsync(TraceNextRequest body, ICallTraceDesk desk, IAuditTrail audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.Calls is < 0 or > ICallTraceDesk.MaxTraces)
        {
            return Problems.Invalid("calls", $"must be 0 to {ICallTraceDesk.MaxTraces}");
        }

        await audit.NoteAsync(context.Actor(), AuditedAct.TraceNext, body.Calls.ToString(CultureInfo.InvariantCulture), null, cancellationToken);
        desk.TraceNext(body.Calls);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> BeginAsync(Guid callId, ICallTraceDesk desk, IAuditTrail audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (!desk.Begin(new CallId(callId)))
        {
            return Problems.NotFound("call");
        }

        await audit.NoteAsync(context.Actor(), AuditedAct.TraceBegin, new CallId(callId).ToString(), null, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ReadAsync(Guid callId, ICallTraceDesk desk, IAuditTrail audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (desk.Find(new CallId(callId)) is not { } trace)
        {
            return Problems.NotFound("trace");
        }

        await audit.NoteAsync(context.Actor(), AuditedAct.TraceRead, new CallId(callId).ToString(), null, cancellationToken);
        return TypedResults.Ok(TraceAnswer.Of(trace));
    }

    private static async Task<IResult> ExportAsync(Guid callId, ICallTraceDesk desk, IAuditTrail audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (desk.Find(new CallId(callId)) is not { } trace)
        {
            return Problems.NotFound("trace");
        }

        await audit.NoteAsync(context.Actor(), AuditedAct.TraceExport, new CallId(callId).ToString(), null, cancellationToken);
        return TypedResults.File(Encoding.UTF8.GetBytes(TextOf(trace)), "text/plain; charset=utf-8", $"sip-{trace.CallId}.txt");
    }

    private static async Task<IResult> ForgetAsync(Guid callId, ICallTraceDesk desk, IAuditTrail audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (!desk.Forget(new CallId(callId)))
        {
            return Problems.NotFound("trace");
        }

        await audit.NoteAsync(context.Actor(), AuditedAct.TraceDelete, new CallId(callId).ToString(), null, cancellationToken);
        return TypedResults.NoContent();
    }

    // As tools that read traces, and people, expect it: a line about each message, and the message.
    private static string TextOf(CallTrace trace)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# call {trace.CallId}, {trace.Messages.Count} messages, {trace.NotKept} not kept; secrets are struck out\n");
        foreach (var message in trace.Messages)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{message.At:yyyy-MM-ddTHH:mm:ss.ffffffZ} {(message.IsOurs ? "to" : "from")} {message.Party} {message.Address} {message.Transport}\n");
            text.Append(message.Text.ReplaceLineEndings("\n").TrimEnd('\n')).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>How many of the next calls are to be traced; 0 for none any more.</summary>
internal sealed record TraceNextRequest(int Calls);

/// <summary>The traces there are, and how many of the next calls will be traced of at most so many.</summary>
internal sealed record TraceListAnswer(int Waiting, int Most, IReadOnlyList<TraceSummaryAnswer> Traces)
{
    public static TraceListAnswer Of(ICallTraceDesk desk) => new(
        desk.Waiting,
        ICallTraceDesk.MaxTraces,
        [.. desk.Traces.Select(trace => new TraceSummaryAnswer(trace.CallId.ToString(), trace.Since, trace.IsOver, trace.Messages))]);
}

/// <summary>A trace without its messages.</summary>
internal sealed record TraceSummaryAnswer(string CallId, DateTimeOffset Since, bool IsOver, int Messages);

/// <summary>The messages of one call.</summary>
internal sealed record TraceAnswer(string CallId, DateTimeOffset Since, bool IsOver, int NotKept, IReadOnlyList<TracedMessageAnswer> Messages)
{
    public static TraceAnswer Of(CallTrace trace) => new(
        trace.CallId.ToString(),
        trace.Since,
        trace.IsOver,
        trace.NotKept,
        [.. trace.Messages.Select(one => new TracedMessageAnswer(one.At, one.Party, one.Address, one.Transport, one.IsOurs, one.Summary, one.Text))]);
}

/// <summary>One SIP message.</summary>
internal sealed record TracedMessageAnswer(DateTimeOffset At, string Party, string Address, string Transport, bool IsOurs, string Summary, string Text);
