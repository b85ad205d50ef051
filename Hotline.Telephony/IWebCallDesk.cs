using System.Net;

namespace Hotline.Telephony;

/// <summary>Lets citizens call the hotline from the public page: a ticket for each call, good once, for the hotline's number and nothing else. Thread-safe.</summary>
public interface IWebCallDesk
{
    /// <summary>Issues a ticket, or says why not.</summary>
    /// <param name="from">Whose browser asks; of IPv6 the /64 counts.</param>
    /// <param name="leftNumber">
    /// The number they left to be called back at, where no agent answers; null or empty for none. Digits, perhaps after a plus; nobody has verified it, so it is never shown as
    /// the caller's and nothing is dialled by itself.
    /// </param>
    WebCallAnswer Issue(IPAddress from, string? leftNumber);
}

/// <summary>How calls from the public page are limited.</summary>
public sealed record WebCallOptions
{
    /// <summary>Calls from one address (IPv6: /64) at once, and then one every <see cref="Refill"/>. Default 5: an office behind one address.</summary>
    public int PerAddress { get; init; } = 5;

    /// <summary>After how long one address may call once more. Default 2 min.</summary>
    public TimeSpan Refill { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Calls begun in one minute by all together. Default 30. Stops a crowd of addresses from filling the line.</summary>
    public int PerMinute { get; init; } = 30;

    /// <summary>Calls in one day of the city by all together. Default 5,000.</summary>
    public int PerDay { get; init; } = 5000;

    /// <summary>Such calls at one time, waiting and talking. Default 50. Leaves the line to those who ring by telephone.</summary>
    public int AtOnce { get; init; } = 50;

    /// <summary>How long a ticket is good. Default 60 s: a page asks for it when the button is pressed.</summary>
    public TimeSpan TicketLife { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Only while offices are open (<see cref="ICityHours"/>). Default false: whenever the line is.</summary>
    public bool InOfficeHours { get; init; }
}

/// <summary>Why no ticket was issued.</summary>
public enum WebCallRefusal
{
    /// <summary>One was.</summary>
    None,

    /// <summary>The city offers no calls from the page.</summary>
    NotOffered,

    /// <summary>Offices are closed.</summary>
    Closed,

    /// <summary>This address called too often.</summary>
    TooMany,

    /// <summary>As many call from the page as may.</summary>
    Busy,

    /// <summary>The number left is none.</summary>
    NoNumber,
}

/// <summary>What became of asking.</summary>
/// <param name="Refusal">Why not.</param>
/// <param name="Ticket">Null where it was refused.</param>
/// <param name="RetryAfter">When asking again may help; zero where that is not known.</param>
public sealed record WebCallAnswer(WebCallRefusal Refusal, WebCallTicket? Ticket, TimeSpan RetryAfter);

/// <summary>What a page calls with, over <c>/sip</c> of its own origin. Never logged.</summary>
/// <param name="UserName">The SIP user name.</param>
/// <param name="Password">For one call.</param>
/// <param name="Realm">The realm of digest authentication, and the host of the address to call.</param>
/// <param name="Number">The one number that can be called.</param>
/// <param name="Until">Until when the call must have begun, UTC.</param>
public sealed record WebCallTicket(string UserName, string Password, string Realm, string Number, DateTimeOffset Until)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => UserName;
}
