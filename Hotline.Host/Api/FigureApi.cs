using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;
using Hotline.Host.Live;

namespace Hotline.Host.Api;

/// <summary>The figures of the line and of its seats, their history, and the rows they were counted from.</summary>
internal static class FigureApi
{
    public static void MapFigures(this IEndpointRouteBuilder api)
    {
        var figures = api.MapGroup("/figures").WithTags("Figures");
        figures.MapGet("/formulas", (IFigureDesk desk) => desk.Formulas).Needs(Right.ReadFigures).WithName("listFormulas");
        Describe<FiguresView>(figures.MapGet("/", ReadAsync), Right.ReadFigures, "getFigures");
        Describe<IReadOnlyList<QuarterFiguresView>>(figures.MapGet("/quarters", ReadHistoryAsync), Right.ReadFigures, "listFigureQuarters");
        Describe<LowestDayView>(figures.MapGet("/lowest-day", FindLowestAsync), Right.ReadFigures, "getLowestDay");
        Describe<PageOf<CallRowView>>(figures.MapGet("/{name}/calls", ListCallsAsync), Right.ReadFigures, "listFigureCalls");
        Describe<PageOf<SeatSpellView>>(figures.MapGet("/{name}/spells", ListSpellsAsync), Right.ReadFigures, "listFigureSpells");
        Describe<RecountView>(figures.MapPost("/recount", RecountAsync), Right.RecountFigures, "recountFigures");
        api.MapGet("/wallboard", (WallCaster wall, CancellationToken cancellationToken) => wall.ReadAsync(cancellationToken))
            .Needs(Right.WatchSwitchboard).WithName("getWallboard").WithTags("Figures").Produces<WallboardMessage>();
    }

    private static void Describe<T>(RouteHandlerBuilder route, Right right, string name) => route.Needs(right).WithName(name)
        .Produces<T>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ReadAsync(
        DateTimeOffset? from, DateTimeOffset? to, string? group, string? agent, IFigureDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.ReadAsync(context.Actor(), QueryOf(from, to, group, agent), cancellationToken)).ToAnswer();

    private static async Task<IResult> ReadHistoryAsync(
        DateTimeOffset? from, DateTimeOffset? to, string? group, string? agent, IFigureDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.ReadHistoryAsync(context.Actor(), QueryOf(from, to, group, agent), cancellationToken)).ToAnswer();

    private static async Task<IResult> FindLowestAsync(
        DateTimeOffset? from, DateTimeOffset? to, string? group, string? agent, IFigureDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.FindLowestAsync(context.Actor(), QueryOf(from, to, group, agent), cancellationToken)).ToAnswer();

    private static async Task<IResult> ListCallsAsync(
        string name, DateTimeOffset? from, DateTimeOffset? to, string? group, string? agent, string? of, int? page, int? size,
        IFigureDesk desk, HttpContext context, CancellationToken cancellationToken) => of is null or "part" or "whole"
        ? (await desk.ListCallsAsync(context.Actor(), QueryOf(from, to, group, agent), new FigureRows(name, of == "whole", page ?? 1, size ?? 20), cancellationToken)).ToAnswer()
        : Problems.Invalid("of", "is part or whole");

    private static async Task<IResult> ListSpellsAsync(
        string name, DateTimeOffset? from, DateTimeOffset? to, string? agent, string? of, int? page, int? size,
        IFigureDesk desk, HttpContext context, CancellationToken cancellationToken) => of is null or "part" or "whole"
        ? (await desk.ListSpellsAsync(context.Actor(), QueryOf(from, to, null, agent), new FigureRows(name, of == "whole", page ?? 1, size ?? 20), cancellationToken)).ToAnswer()
        : Problems.Invalid("of", "is part or whole");

    private static async Task<IResult> RecountAsync(RecountRequest body, IFigureDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.RecountAsync(context.Actor(), body.From, body.To, body.Reason, cancellationToken)).ToAnswer();

    private static FigureQuery QueryOf(DateTimeOffset? from, DateTimeOffset? to, string? group, string? agent) =>
        new() { From = from, To = to, Group = group, AgentId = agent };
}

internal sealed record RecountRequest(DateTimeOffset? From, DateTimeOffset? To, string? Reason);
