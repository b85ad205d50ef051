using Hotline.Cases;
using Hotline.Telephony;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Hotline.Host.Access;

/// <summary>Sign-in, sessions and rights.</summary>
internal static class AccessServices
{
    /// <summary>A shift and its overtime: an agent signs in once a day.</summary>
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    public static IServiceCollection AddAccess(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton<BrowserPhones>();
        services.AddSingleton<StaffRegister>();
        services.AddSingleton<StaffChanges>();
        services.AddSingleton<IAgentDirectory>(provider => provider.GetRequiredService<StaffRegister>());
        services.AddSingleton<IPasswordHasher<StaffAccount>, PasswordHasher<StaffAccount>>();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<SignIn>();
        services.AddHttpContextAccessor();

        services.AddDataProtection().SetApplicationName("hotline").PersistKeysToFileSystem(new DirectoryInfo(KeyFolder(dataFolder)));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "hotline";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = SessionLength;
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = Session.ValidateAsync;
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });

        // After the cookie's own, which makes what seals it.
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .PostConfigure<TimeProvider>((cookie, time) => cookie.TicketDataFormat = new KnownTickets(cookie.TicketDataFormat, time));

        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var right in Enum.GetValues<Right>())
        {
            authorization.AddPolicy(RouteRules.PolicyOf(right), policy => policy.RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)));
        }

        return services;
    }

    /// <summary>The keys that sign session cookies: whoever reads them can sign in as anybody. Nobody but our own user may.</summary>
    public static string KeyFolder(string dataFolder) => Path.Combine(dataFolder, "keys");

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
