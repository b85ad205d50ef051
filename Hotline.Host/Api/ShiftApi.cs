using System.Globalization;
using System.Text;
using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Groups, the duty roster and its changes, the shift leader's list, handovers, adherence.</summary>
internal static class ShiftApi
{
    private const int RowsAtOnce = 200;

    public static void MapShifts(this IEndpointRouteBuilder api)
    {
        var shifts = api.MapGroup("/shifts").WithTags("Shifts");
        shifts.MapGet("/rules", (IRosterDesk desk) => desk.Rules).Needs(Right.ReadRoster).WithName("getShiftRules");
        shifts.MapGet("/groups", (IRosterDesk desk, CancellationToken cancellationToken) => desk.ListGroupsAsync(cancellationToken)).Needs(Right.ReadRoster).WithName("listShiftGroups");
        Describe<ShiftGroupView>(shifts.MapPost("/groups", OpenGroupAsync), Right.KeepRoster, "openShiftGroup");
        Describe<ShiftGroupView>(shifts.MapPut("/groups/{id:guid}", SetGroupAsync), Right.KeepRoster, "setShiftGroup");
        Describe<RosterPlanView>(shifts.MapPost("/plans", PlanAsync), Right.KeepRoster, "planRoster");
        Describe<PageOf<DutyView>>(shifts.MapGet("/duties", ListDutiesAsync), Right.ReadRoster, "listDuties");
        Describe(shifts.MapGet("/duties/csv", WriteDutiesAsync), Right.ReadRoster, "listDutiesCsv").Produces(StatusCodes.Status200OK, contentType: "text/csv");
        shifts.MapGet("/on-duty", ListOnDutyAsync).Needs(Right.ReadRoster).WithName("listOnDuty").Produces<IReadOnlyList<DutyView>>();
        Describe<RosterFaultsView>(shifts.MapGet("/faults", FindFaultsAsync), Right.LeadShifts, "findRosterFaults");
        shifts.MapGet("/changes", ListChangesAsync).Needs(Right.ReadRoster).WithName("listRosterChanges").Produces<PageOf<RosterChangeView>>().ProducesValidationProblem();
        Describe<RosterChangeView>(shifts.MapPost("/changes", AskAsync), Right.AskRosterChanges, "askRosterChange");
        Describe<RosterChangeView>(shifts.MapPost("/changes/{id:guid}/answer", AnswerAsync), Right.ReadRoster, "answerRosterChange");
        Describe<RosterChangeView>(shifts.MapPost("/changes/{id:guid}/undo", UndoAsync), Right.AskRosterChanges, "undoRosterChange");
        Describe<ShiftListView>(shifts.MapGet("/list", ReadListAsync), Right.LeadShifts, "getShiftList");
        shifts.MapGet("/handovers", ListHandoversAsync).Needs(Right.LeadShifts).WithName("listHandovers").Produces<PageOf<HandoverView>>();
        Describe<HandoverView>(shifts.MapPost("/handovers", HandOverAsync), Right.KeepRoster, "handOver");
        Describe<HandoverView>(shifts.MapPost("/handovers/{id:guid}/acknowledgement", TakeOverAsync), Right.LeadShifts, "takeOver");
        Describe<PageOf<AdherenceView>>(shifts.MapGet("/adherence", ReadAdherenceAsync), Right.ReadRoster, "listAdherence");
        Describe(shifts.MapGet("/adherence/csv", WriteAdherenceAsync), Right.ReadRoster, "listAdherenceCsv").Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, Right right, string name) => route.Needs(right).WithName(name)
        .ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static void Describe<T>(RouteHandlerBuilder route, Right right, string name) => Describe(route, right, name).Produces<T>();

    private static async Task<IResult> OpenGroupAsync(ShiftGroupForm body, IRosterDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.SetGroupAsync(context.Actor(), null, body, cancellationToken)).ToAnswer();

    private static async Task<IResult> SetGroupAsync(Guid id, ShiftGroupForm body, IRosterDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.SetGroupAsync(context.Actor(), id, body, cancellationToken)).ToAnswer();

    private static async Task<IResult> PlanAsync(RosterPlanForm body, IRosterDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.PlanAsync(context.Actor(), body, cancellationToken)).ToAnswer();

    private static async Task<IResult> ListDutiesAsync([AsParameters] RosterParameters given, IRosterDesk desk, CancellationToken cancellationToken) =>
        (await desk.ListDutiesAsync(given.Query, cancellationToken)).ToAnswer();

    private static Task<IResult> WriteDutiesAsync([AsParameters] RosterParameters given, IRosterDesk desk, CancellationToken cancellationToken) => WriteAsync(
        "roster",
        "day,dayKind,shift,shiftName,userName,name,agentId,from,to",
        page => desk.ListDutiesAsync(given.Query with { Page = page, Size = RowsAtOnce }, cancellationToken),
        row => [
            row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.DayKind, row.Shift, row.ShiftName, row.Person?.UserName, row.Person?.Name, row.Person?.AgentId,
            Utc(row.From), Utc(row.To),
        ]);

    private static async Task<IResult> ListOnDutyAsync(DateTimeOffset? at, IRosterDesk desk, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(await desk.ListOnDutyAsync(at ?? time.GetUtcNow(), cancellationToken));

    private static async Task<IResult> FindFaultsAsync(
        [AsParameters] RosterParameters given, string? skillGroup, int? weeks, double? serviceLevel, double? withinSeconds, double? shrinkage, double? mostOccupied, int? atLeast,
        IRosterDesk desk, HttpContext context, CancellationToken cancellationToken) => (await desk.FindFaultsAsync(
            context.Actor(),
            given.Query,
            new StaffingParameters(skillGroup, weeks, serviceLevel, withinSeconds, shrinkage, mostOccupied, atLeast).QueryOf(null),
            cancellationToken)).ToAnswer();

    private static async Task<IResult> ListChangesAsync(
        string? state, bool? mine, int? page, int? size, IRosterChanges desk, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<RosterChangeState>(state, out var wanted)
            ? TypedResults.Ok(await desk.ListAsync(context.Actor(), wanted, mine ?? false, page ?? 1, size ?? 20, cancellationToken))
            : Problems.Invalid("state", "is no state of a change");

    private static async Task<IResult> AskAsync(RosterChangeForm body, IRosterChanges desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.AskAsync(context.Actor(), body, cancellationToken)).ToAnswer();

    private static async Task<IResult> AnswerAsync(Guid id, RosterAnswerRequest body, IRosterChanges desk, HttpContext context, CancellationToken cancellationToken) =>
        body.Agree is not { } agree ? Problems.Invalid("agree", "must be given")
            : (await desk.AnswerAsync(context.Actor(), id, agree, body.Reason, cancellationToken)).ToAnswer();

    private static async Task<IResult> UndoAsync(Guid id, ReasonRequest body, IRosterChanges desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.UndoAsync(context.Actor(), id, body.Reason, cancellationToken)).ToAnswer();

    private static async Task<IResult> ReadListAsync(IShiftLeadership desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.ReadListAsync(context.Actor(), cancellationToken)).ToAnswer();

    private static async Task<IResult> ListHandoversAsync(int? page, int? size, IShiftLeadership desk, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(await desk.ListHandoversAsync(context.Actor(), page ?? 1, size ?? 20, cancellationToken));

    private static async Task<IResult> HandOverAsync(HandoverRequest body, IShiftLeadership desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.HandOverAsync(context.Actor(), body.Note, cancellationToken)).ToAnswer();

    private static async Task<IResult> TakeOverAsync(Guid id, TakeOverRequest body, IShiftLeadership desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.TakeOverAsync(context.Actor(), id, body.Remark, cancellationToken)).ToAnswer();

    private static async Task<IResult> ReadAdherenceAsync([AsParameters] RosterParameters given, IShiftLeadership desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.ReadAdherenceAsync(context.Actor(), given.Query, cancellationToken)).ToAnswer();

    private static Task<IResult> WriteAdherenceAsync([AsParameters] RosterParameters given, IShiftLeadership desk, HttpContext context, CancellationToken cancellationToken) => WriteAsync(
        "adherence",
        "userName,name,agentId,duties,plannedSeconds,presentSeconds,adherence",
        page => desk.ReadAdherenceAsync(context.Actor(), given.Query with { Page = page, Size = RowsAtOnce }, cancellationToken),
        row => [
            row.Person.UserName, row.Person.Name, row.Person.AgentId, row.Duties.ToString(CultureInfo.InvariantCulture),
            row.PlannedSeconds.ToString("0.###", CultureInfo.InvariantCulture), row.PresentSeconds.ToString("0.###", CultureInfo.InvariantCulture),
            row.Figure.Value?.ToString("0.####", CultureInfo.InvariantCulture),
        ]);

    private static async Task<IResult> WriteAsync<T>(string name, string head, Func<int, ValueTask<ActResult<PageOf<T>>>> read, Func<T, string?[]> cells)
    {
        // With a mark of its encoding: spreadsheets take Chinese text for something else without one.
        var text = new StringBuilder("\uFEFF").Append(head).Append("\r\n");
        for (var page = 1; ; page++)
        {
            var answer = await read(page);
            if (answer is not ActResult<PageOf<T>>.Done { View: var found })
            {
                return answer.ToAnswer();
            }

            foreach (var row in found.Items)
            {
                text.AppendJoin(',', cells(row).Select(Cell)).Append("\r\n");
            }

            if (found.Items.Count < RowsAtOnce)
            {
                return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{name}.csv");
            }
        }
    }

    // RFC 4180; what a spreadsheet would take for a formula is text.
    private static string Cell(string? value) =>
        value is null ? "" : (value.Length > 0 && value[0] is '=' or '+' or '-' or '@' ? $"'{value}" : value) is var safe && safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Which days, group and person.</summary>
internal sealed record RosterParameters(DateOnly? From, DateOnly? To, Guid? Group, string? Person, int? Page, int? Size)
{
    public RosterQuery Query => new() { From = From, To = To, Group = Group, Person = Person, Page = Page ?? 1, Size = Size ?? 50 };
}

internal sealed record RosterAnswerRequest(bool? Agree, string? Reason);

internal sealed record HandoverRequest(string? Note);

internal sealed record TakeOverRequest(string? Remark);
