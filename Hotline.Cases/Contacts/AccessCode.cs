using System.Security.Cryptography;
using System.Text;

namespace Hotline.Cases.Contacts;

/// <summary>
/// A code asked for to look at one's own cases. Kept for numbers that have cases and for those that have none alike, so that limits tell nothing. Neither the
/// code nor what it opens is kept, only their hashes.
/// </summary>
internal sealed class AccessCode
{
    /// <summary>As long as a text message may take, and no longer.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    /// <summary>What a code opens stays open so long.</summary>
    public static readonly TimeSpan Visit = TimeSpan.FromMinutes(15);

    /// <summary>Five guesses at six digits, for at most five codes a day.</summary>
    private const int MostWrong = 5;

    private AccessCode()
    {
    }

    public Guid Id { get; private set; }

    public string PhoneKey { get; private set; } = "";

    /// <summary>A hash of the network address that asked.</summary>
    public string AddressHash { get; private set; } = "";

    /// <summary>Empty where the number has no case: nothing fits it.</summary>
    public string CodeHash { get; private set; } = "";

    public DateTimeOffset IssuedAt { get; private set; }

    public int Wrong { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public string? TicketHash { get; private set; }

    public static (AccessCode Row, string Code) Issue(string phoneKey, string address, bool known, DateTimeOffset now)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
        var row = new AccessCode { Id = Guid.CreateVersion7(now), PhoneKey = phoneKey, AddressHash = Hash(address), IssuedAt = now };
        row.CodeHash = known ? row.HashOf(code) : "";
        return (row, code);
    }

    /// <summary>Uses the code up. The ticket to what it opens; null where it is wrong, used, or too old.</summary>
    public string? Use(string code, DateTimeOffset now)
    {
        if (UsedAt is not null || Wrong >= MostWrong || now >= IssuedAt + Lasting)
        {
            return null;
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(code.Trim())), Encoding.ASCII.GetBytes(CodeHash)))
        {
            Wrong++;
            return null;
        }

        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        (UsedAt, TicketHash) = (now, Hash(ticket));
        return ticket;
    }

    public bool OpenAt(DateTimeOffset now) => UsedAt is { } used && now < used + Visit;

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string HashOf(string code) => Hash($"{Id:N}/{code}");
}
