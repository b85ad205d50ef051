using System.Globalization;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>An address: <c>sip:</c> and <c>sips:</c> taken apart (RFC 3261 §19.1), any other scheme kept as it came.</summary>
internal sealed record SipUri
{
    public const string Sip = "sip";
    public const string Sips = "sips";
    public const string Tel = "tel";

    /// <summary>Lower case.</summary>
    public required string Scheme { get; init; }

    /// <summary>User and password as written, escapes included; empty where there is none. For other schemes: all after the colon.</summary>
    public string UserInfo { get; init; } = "";

    /// <summary>Empty for schemes other than sip and sips.</summary>
    public HostPort HostPort { get; init; } = new("", 0);

    public SipParameters Parameters { get; init; }

    /// <summary>The part after <c>?</c>, as written; null where absent.</summary>
    public string? Headers { get; init; }

    public bool IsSip => Scheme is Sip or Sips;

    public string Host => HostPort.Host;

    public int Port => HostPort.Port;

    /// <summary>The user without password, escapes resolved (RFC 3261 §19.1.2). For <c>tel:</c> the number.</summary>
    public string User
    {
        get
        {
            var end = IsSip ? UserInfo.IndexOf(':', StringComparison.Ordinal) : UserInfo.IndexOf(';', StringComparison.Ordinal);
            return Unescape(end < 0 ? UserInfo : UserInfo[..end]);
        }
    }

    /// <summary>A <c>sip:</c> address of this user; characters a user part may not hold are escaped.</summary>
    public static SipUri Of(string user, HostPort hostPort) => new() { Scheme = Sip, UserInfo = Escape(user), HostPort = hostPort };

    public static bool TryParse(ReadOnlySpan<byte> text, out SipUri uri) => TryParse(text, keep: true, out uri);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out SipUri)"/>
    /// <param name="text">The address.</param>
    /// <param name="keep">False to see only whether it is well formed: nothing is then given or allocated.</param>
    /// <param name="uri">What was read.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, bool keep, out SipUri uri)
    {
        uri = null!;
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || text.ContainsAnyInRange((byte)0, (byte)' ') || !IsScheme(text[..colon]))
        {
            return false;
        }

        var scheme = SchemeName(text[..colon]);
        var rest = text[(colon + 1)..];
        if (rest.IsEmpty || rest.IndexOfAny("<>\""u8) >= 0)
        {
            return false;
        }

        if (scheme is not (Sip or Sips))
        {
            uri = !keep ? null! : new SipUri { Scheme = scheme, UserInfo = Encoding.UTF8.GetString(rest) };
            return true;
        }

        var at = rest.IndexOf((byte)'@');
        var userInfo = "";
        if (at >= 0)
        {
            if (at == 0 || !EscapesAreWhole(rest[..at]))
            {
                return false;
            }

            userInfo = keep ? Encoding.UTF8.GetString(rest[..at]) : "";
            rest = rest[(at + 1)..];
        }

        var scanner = new SipScanner(rest);
        if (!HostPort.TryTake(ref scanner, out var hostPort, keep) || !TryTakeParameters(ref scanner, out var parameters, keep))
        {
            return false;
        }

        string? headers = null;
        if (scanner.TryTake((byte)'?'))
        {
            headers = keep ? Encoding.UTF8.GetString(scanner.Rest) : "";
        }
        else if (!scanner.AtEnd)
        {
            return false;
        }

        uri = !keep ? null! : new SipUri { Scheme = scheme, UserInfo = userInfo, HostPort = hostPort, Parameters = parameters, Headers = headers };
        return true;
    }

    public static bool TryParse(string text, out SipUri uri) => TryParse(Encoding.UTF8.GetBytes(text), out uri);

    /// <summary>Whether two addresses mean the same (RFC 3261 §19.1.4): user with case, the rest without; listed parameters must agree.</summary>
    public bool Matches(SipUri other)
    {
        if (Scheme != other.Scheme || !User.Equals(other.User, StringComparison.Ordinal))
        {
            return false;
        }

        return !IsSip
            ? UserInfo.Equals(other.UserInfo, StringComparison.OrdinalIgnoreCase)
            : Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase) && Port == other.Port
                && ParametersAgree(Parameters, other.Parameters) && ParametersAgree(other.Parameters, Parameters)
                && string.Equals(Headers, other.Headers, StringComparison.OrdinalIgnoreCase);
    }

    public override string ToString() => IsSip
        ? string.Concat(Scheme, ":", UserInfo.Length == 0 ? HostPort.ToString() : $"{UserInfo}@{HostPort}", Parameters.ToString())
            + (Headers is null ? "" : $"?{Headers}")
        : $"{Scheme}:{UserInfo}";

    private static bool ParametersAgree(SipParameters left, SipParameters right)
    {
        foreach (var (name, value) in left)
        {
            var key = name.ToString();
            var found = right[key];
            var mustBeInBoth = key.ToUpperInvariant() is "USER" or "TTL" or "METHOD" or "MADDR" or "TRANSPORT";
            if (found is null ? mustBeInBoth : !value.Equals(found, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    // paramchar is wider than token: "[" "]" "/" ":" "&" "$" may stand in a URI parameter (RFC 3261 §25.1)
    private static bool TryTakeParameters(ref SipScanner scanner, out SipParameters parameters, bool keep)
    {
        if (scanner.AtEnd || scanner.Peek != (byte)';')
        {
            parameters = default;
            return true;
        }

        return SipParameters.TryTake(ref scanner, out parameters, keep);
    }

    private static bool IsScheme(ReadOnlySpan<byte> text)
    {
        if (!char.IsAsciiLetter((char)text[0]))
        {
            return false;
        }

        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'+' or (byte)'-' or (byte)'.'))
            {
                return false;
            }
        }

        return true;
    }

    private static string SchemeName(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, "sip"u8) ? Sip
        : Ascii.EqualsIgnoreCase(text, "sips"u8) ? Sips
        : Ascii.EqualsIgnoreCase(text, "tel"u8) ? Tel
        : Encoding.ASCII.GetString(text).ToLower(CultureInfo.InvariantCulture);

    private static bool EscapesAreWhole(ReadOnlySpan<byte> text)
    {
        for (var i = text.IndexOf((byte)'%'); i >= 0 && i < text.Length; i++)
        {
            if (text[i] == (byte)'%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[i + 1]) || !char.IsAsciiHexDigit((char)text[i + 2]))
                {
                    return false;
                }

                i += 2;
            }
        }

        return true;
    }

    private static string Unescape(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;

    private static string Escape(string user)
    {
        // RFC 3261 §25.1: unreserved and user-unreserved
        const string Plain = "-_.!~*'()&=+$,;?/";
        var result = new StringBuilder(user.Length);
        foreach (var b in Encoding.UTF8.GetBytes(user))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || Plain.Contains((char)b, StringComparison.Ordinal))
            {
                result.Append((char)b);
            }
            else
            {
                result.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return result.ToString();
    }
}
