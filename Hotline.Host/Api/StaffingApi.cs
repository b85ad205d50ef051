using System.Globalization;
using System.Text;
using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>How many agents a day needs: as a table, as CSV, for a chart.</summary>
internal static class StaffingApi
{
    public static void MapStaffing(this IEndpointRouteBuilder api)
    {
        var staffing = api.MapGroup("/staffing").WithTags("Staffing");
        Describe(staffing.MapGet("/days/{day}", PlanAsync), "planStaffing").Produces<StaffingDayView>();
        Describe(staffing.MapGet("/days/{day}/csv", WriteAsync), "planStaffingCsv").Produces(StatusCodes.Status200OK, contentType: "text/csv");
        Describe(staffing.MapGet("/days/{day}/chart", DrawAsync), "planStaffingChart").Produces<ChartView>();
        Describe(staffing.MapGet("/agents", Reckon), "reckonAgents").Produces<StaffingView>();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name) => route.Needs(Right.PlanStaff).WithName(name)
        .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> PlanAsync(DateOnly day, [AsParameters] StaffingParameters given, IStaffingDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.PlanAsync(context.Actor(), given.QueryOf(day), cancellationToken)).ToAnswer();

    private static async Task<IResult> WriteAsync(DateOnly day, [AsParameters] StaffingParameters given, IStaffingDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.PlanAsync(context.Actor(), given.QueryOf(day), cancellationToken)).ToAnswer(done => TypedResults.File(
            Encoding.UTF8.GetBytes(Write(done.View)), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"staffing-{day:yyyy-MM-dd}.csv")));

    private static async Task<IResult> DrawAsync(DateOnly day, [AsParameters] StaffingParameters given, IStaffingDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.PlanAsync(context.Actor(), given.QueryOf(day), cancellationToken)).ToAnswer(done => TypedResults.Ok(Draw(done.View)));

    private static IResult Reckon(double? callsPerHour, double? handlingSeconds, int? agents, [AsParameters] StaffingParameters given, IStaffingDesk desk, HttpContext context) =>
        desk.Reckon(context.Actor(), callsPerHour, handlingSeconds, agents, given.QueryOf(null)).ToAnswer();

    private static string Write(StaffingDayView plan)
    {
        var text = new StringBuilder("start,calls,handlingSeconds,erlangs,agents,scheduled,serviceLevel,meanWaitSeconds,occupancy\r\n");
        foreach (var row in plan.HalfHours)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Start},{row.Calls:0.##},{row.HandlingSeconds:0.#},{row.Erlangs:0.###},{row.Agents},{row.Scheduled},");
            text.Append(CultureInfo.InvariantCulture, $"{row.ServiceLevel:0.####},{row.MeanWaitSeconds:0.##},{row.Occupancy:0.####}\r\n");
        }

        return text.ToString();
    }

    private static ChartView Draw(StaffingDayView plan)
    {
        return new ChartView(
            [.. plan.HalfHours.Select(row => row.Start)],
            [
                Line("calls", "预计来电", row => row.Calls), Line("agents", "在线坐席", row => row.Agents), Line("scheduled", "排班人数", row => row.Scheduled),
                Line("serviceLevel", "服务水平", row => row.ServiceLevel), Line("occupancy", "坐席利用率", row => row.Occupancy),
            ]);

        ChartSeriesView Line(string name, string title, Func<HalfHourView, double> value) => new(name, title, [.. plan.HalfHours.Select(value)]);
    }
}

/// <summary>What is wanted of the line; what is left out is as the desk has it.</summary>
internal sealed record StaffingParameters(string? Group, int? Weeks, double? ServiceLevel, double? WithinSeconds, double? Shrinkage, double? MostOccupied, int? AtLeast)
{
    private static readonly StaffingQuery Standard = new();

    public StaffingQuery QueryOf(DateOnly? day) => new()
    {
        Day = day,
        Group = Group,
        Weeks = Weeks ?? Standard.Weeks,
        ServiceLevel = ServiceLevel ?? Standard.ServiceLevel,
        WithinSeconds = WithinSeconds ?? Standard.WithinSeconds,
        Shrinkage = Shrinkage ?? Standard.Shrinkage,
        MostOccupied = MostOccupied ?? Standard.MostOccupied,
        AtLeast = AtLeast ?? Standard.AtLeast,
    };
}
