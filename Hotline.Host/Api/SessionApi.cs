using System.Globalization;
using System.Net;
using Hotline.Cases;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Signing in and out.</summary>
internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session");
        session.MapPost("/", BeginAsync).Needs(Right.Anybody).WithName("signIn")
            .Produces<SessionUser>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        session.MapGet("/", (HttpContext context) => SessionUser.Of(context.Account())).Needs(Right.SignedIn).WithName("getSession");
        session.MapPost("/phone", OpenPhone).Needs(Right.AnswerCalls).WithName("openBrowserPhone")
            .Produces<BrowserPhone>().ProducesProblem(StatusCodes.Status409Conflict);
        session.MapDelete("/", (Delegate)EndAsync).Needs(Right.SignedIn).WithName("signOut").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> BeginAsync(SignInRequest request, SignIn signIn, IAuditTrail audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.UserName) || string.IsNullOrEmpty(request.Password))
        {
            return Problems.Invalid(request.Missing());
        }

        var answer = signIn.Check(request.UserName, request.Password, context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (answer.Wait > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(answer.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-attempts", "Too many attempts failed; wait before the next one.");
        }

        if (answer.Account is null)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "sign-in-failed", "User name or password is wrong.");
        }

        if (answer.Account.Disabled is not null)
        {
            await audit.NoteAsync(answer.Account.ToActor(), AuditedAct.SessionRefuse, answer.Account.UserName, null, cancellationToken);
            return Problems.Of(StatusCodes.Status401Unauthorized, "account-disabled", "This account is disabled; an administrator can enable it.");
        }

        await Session.BeginAsync(context, answer.Account);
        return TypedResults.Ok(SessionUser.Of(answer.Account));
    }

    private static IResult OpenPhone(BrowserPhones browsers, HttpContext context) =>
        context.Account() is { Phone: { } phone } account
            ? TypedResults.Ok(browsers.Open(phone, account.Name, context.SessionName()))
            : Problems.Of(StatusCodes.Status409Conflict, "refused", "This account has no telephone.");

    private static async Task<IResult> EndAsync(BrowserPhones browsers, HttpContext context)
    {
        if (context.Account().Phone is { } phone)
        {
            browsers.Close(phone, context.SessionName());
        }

        await Session.EndAsync(context);
        return TypedResults.NoContent();
    }
}

/// <summary>A name and a password.</summary>
internal sealed record SignInRequest(string? UserName, string? Password)
{
    private static readonly string[] MustBeGiven = ["must be given"];

    /// <summary>What is missing, by field.</summary>
    public IEnumerable<KeyValuePair<string, string[]>> Missing()
    {
        if (string.IsNullOrEmpty(UserName))
        {
            yield return KeyValuePair.Create("userName", MustBeGiven);
        }

        if (string.IsNullOrEmpty(Password))
        {
            yield return KeyValuePair.Create("password", MustBeGiven);
        }
    }
}

/// <summary>Who is signed in.</summary>
internal sealed record SessionUser(Guid Id, string UserName, string Name, IReadOnlyList<Role> Roles, SessionUnit? Unit, string? AgentId)
{
    public static SessionUser Of(StaffAccount account) => new(
        account.Id,
        account.UserName,
        account.Name,
        account.Roles,
        account.Unit is { } unit ? new SessionUnit(unit.Id, unit.Name, unit.Level) : null,
        account.Phone?.AgentId);
}

/// <summary>The unit that somebody works for.</summary>
internal sealed record SessionUnit(string Id, string Name, int Level);
