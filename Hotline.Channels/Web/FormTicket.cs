using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>
/// What a form carries: sealed, and bound to the browser it was given to by a cookie, so that no other site can fill it in (CSRF). The same form sent
/// twice is the same report, with the same query code.
/// </summary>
internal sealed class FormTicket(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Cookie = "hotline-form";

    /// <summary>Long enough to fetch a photograph from home.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private readonly IDataProtector protector = protection.CreateProtector("hotline.web.form");

    /// <summary>A new ticket for whoever asks.</summary>
    internal Ticket Draw(HttpContext context)
    {
        var browser = context.Request.Cookies[Cookie];
        if (browser is not { Length: 32 })
        {
            browser = RandomNumberGenerator.GetHexString(32, lowercase: true);
            context.Response.Cookies.Append(
                Cookie, browser, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/report", IsEssential = true });
        }

        return new Ticket(RandomNumberGenerator.GetHexString(32, lowercase: true), QueryCode.Draw(), browser, time.GetUtcNow());
    }

    internal string Seal(Ticket ticket) => protector.Protect(JsonSerializer.Serialize(ticket));

    /// <summary>The ticket of a form that came back; null where it is none of this browser's, or too old.</summary>
    internal Ticket? Open(HttpContext context, string? seal)
    {
        if (string.IsNullOrEmpty(seal) || context.Request.Cookies[Cookie] is not { Length: 32 } browser)
        {
            return null;
        }

        try
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(protector.Unprotect(seal))!;
            return ticket.Browser == browser && ticket.At + Life > time.GetUtcNow() ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A form given out.</summary>
/// <param name="Key">Names the report.</param>
/// <param name="Code">Its query code.</param>
/// <param name="Browser">To whom it was given.</param>
/// <param name="At">When.</param>
internal sealed record Ticket(string Key, string Code, string Browser, DateTimeOffset At);
