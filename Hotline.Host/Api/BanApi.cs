using System.Net;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Api;

/// <summary>Addresses the telephone node does not listen to.</summary>
internal static partial class BanApi
{
    public static void MapBans(this IEndpointRouteBuilder api)
    {
        var bans = api.MapGroup("/bans").WithTags("Switchboard");
        bans.MapGet("/", (IBanDesk desk) => desk.Bans.Select(BanAnswer.Of)).Needs(Right.LiftBans).WithName("listBans");
        bans.MapDelete("/{address}", LiftAsync).Needs(Right.LiftBans).WithName("liftBan")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> LiftAsync(string address, IBanDesk desk, IAuditTrail audit, HttpContext context, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (!IPAddress.TryParse(address, out var banned))
        {
            return Problems.Invalid("address", "is no address");
        }

        if (!desk.Lift(banned))
        {
            return Problems.NotFound("ban");
        }

        await audit.NoteAsync(context.Actor(), AuditedAct.BanLift, banned.ToString(), null, cancellationToken);
        Lifted(loggers.CreateLogger(typeof(BanApi)), banned, context.Account().Id);
        return TypedResults.NoContent();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} is listened to again: the ban was lifted by account {Account}")]
    private static partial void Lifted(ILogger logger, IPAddress address, Guid account);
}

/// <summary>A ban.</summary>
internal sealed record BanAnswer(string Address, DateTimeOffset Since, DateTimeOffset Until, int Failures)
{
    public static BanAnswer Of(BannedAddress ban) => new(ban.Address.ToString(), ban.Since, ban.Until, ban.Failures);
}
