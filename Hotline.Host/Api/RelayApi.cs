using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Api;

/// <summary>A unit calls a requester through the switchboard: its own phone rings first, then theirs, and neither sees the other's number.</summary>
internal static class RelayApi
{
    public static void MapRelay(this IEndpointRouteBuilder api) =>
        // Refused while a call of theirs is under way: a repeat rings nobody twice, and needs no idempotency key.
        api.MapPost("/cases/{number}/call", CallAsync).Needs(Right.HandleCases).WithName("callRequester").WithTags("Cases")
            .Produces<CallMadeAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> CallAsync(string number, IRelayDesk desk, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken)
    {
        var (actor, phone) = (context.Actor(), context.Account().Phone);
        if (await desk.FindAsync(actor, number, cancellationToken) is var found && found is not ActResult<RelayNumber>.Done)
        {
            return found.ToAnswer();
        }

        if (phone is null)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "no-phone", "This account has no telephone: write to the requester through the platform instead.");
        }

        var (answer, callId) = await switchboard.RelayAsync(phone.AgentId, ((ActResult<RelayNumber>.Done)found).View.Number, cancellationToken);
        if (callId is not { } made)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "refused", answer == SwitchboardAnswer.Unknown
                ? "This telephone is not known to the switchboard."
                : "Not possible now: no phone is registered, a call is under way, or no trunk leads to the requester.");
        }

        await desk.NoteAsync(actor, number, made.ToString(), cancellationToken);
        return TypedResults.Accepted((string?)null, new CallMadeAnswer(made.ToString()));
    }
}
