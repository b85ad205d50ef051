using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Hotline.Cases;

namespace Hotline.Host.Access;

/// <summary>
/// The signed-in person of a request. The cookie holds only who it is and a stamp of their password; roles are read from the register
/// each time, so a right taken away is gone at the next request, and a new password ends every older session.
/// </summary>
internal static class Session
{
    private const string StampClaim = "stamp";
    private const string SessionClaim = "session";

    /// <summary>Begins a session: the cookie goes out with the answer.</summary>
    public static Task BeginAsync(HttpContext context, StaffAccount account)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, account.Id.ToString("N")),
                new Claim(StampClaim, StampOf(account)),
                new Claim(SessionClaim, RandomNumberGenerator.GetHexString(16, lowercase: true)),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(new ClaimsPrincipal(identity));
    }

    /// <summary>Ends the session.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync();

    /// <summary>Gives the roles to a session that still holds, and ends one that does not.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var staff = context.HttpContext.RequestServices.GetRequiredService<StaffRegister>();
        if (!Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            || staff.ById(id) is not { Disabled: null } account
            || context.Principal!.FindFirstValue(StampClaim) != StampOf(account))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
            return;
        }

        context.HttpContext.Features.Set(account);
    }

    /// <summary>Who is signed in. Only on routes whose rule asks for a session.</summary>
    public static StaffAccount Account(this HttpContext context) =>
        context.Features.Get<StaffAccount>() ?? throw new InvalidOperationException("This route's rule asks for no session.");

    /// <summary>Which of the person's sessions it is; empty in one begun before sessions had names.</summary>
    public static string SessionName(this HttpContext context) => context.User.FindFirstValue(SessionClaim) ?? "";

    /// <summary>The signed-in person as the one who asks or acts.</summary>
    public static Actor Actor(this HttpContext context) => context.Account().ToActor();

    private static string StampOf(StaffAccount account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.PasswordHash)))[..16];
}
