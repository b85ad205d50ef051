using System.Globalization;
using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>What units answer for (问责).</summary>
internal static class AccountabilityApi
{
    private const string WrongMonth = "is a month such as 2026-03";

    public static void MapAccountability(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accountability").WithTags("Supervision");
        accounts.MapGet("/", ListAsync).Needs(Right.ReadSupervision).WithName("listAccountability")
            .Produces<PageOf<UnitAccountView>>().ProducesValidationProblem();
        accounts.MapGet("/{unit}/cases", CasesAsync).Needs(Right.ReadSupervision).WithName("listAccountedCases")
            .Produces<PageOf<AccountedCaseView>>().ProducesValidationProblem();
    }

    private static async Task<IResult> ListAsync(
        string? month, string? unit, int? page, int? size, IAccountabilityDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        TryMonth(month, out var day)
            ? TypedResults.Ok(await desk.ListAsync(
                context.Actor(), new AccountabilityQuery { Month = day, UnitId = unit, Page = page ?? 1, Size = size ?? 20 }, cancellationToken))
            : Problems.Invalid("month", WrongMonth);

    private static async Task<IResult> CasesAsync(
        string unit, string? month, string measure, string over, int? page, int? size, IAccountabilityDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        TryMonth(month, out var day)
            ? TypedResults.Ok(await desk.CasesAsync(
                context.Actor(),
                new AccountedCasesQuery { UnitId = unit, Month = day, Measure = measure, Over = over, Page = page ?? 1, Size = size ?? 20 },
                cancellationToken))
            : Problems.Invalid("month", WrongMonth);

    private static bool TryMonth(string? month, out DateOnly? day)
    {
        var right = DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        day = right ? first : null;
        return right || month is null;
    }
}
