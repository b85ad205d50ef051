using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>An address with a name and parameters: From, To, Contact, Route, Record-Route, P-Asserted-Identity (RFC 3261 §20.10, §25.1).</summary>
internal sealed record NameAddress
{
    /// <summary>Unquoted; empty where none is given.</summary>
    public string DisplayName { get; init; } = "";

    public required SipUri Uri { get; init; }

    /// <summary>The header's parameters, after the address.</summary>
    public SipParameters Parameters { get; init; }

    /// <summary>The <c>tag</c> parameter (RFC 3261 §19.3); null where absent.</summary>
    public string? Tag => Parameters["tag"];

    public static bool TryParse(ReadOnlySpan<byte> value, out NameAddress address) => TryParse(value, keep: true, out address);

    /// <summary>Whether it could be read; allocates nothing.</summary>
    public static bool IsLegible(ReadOnlySpan<byte> value) => TryParse(value, keep: false, out _);

    private static bool TryParse(ReadOnlySpan<byte> value, bool keep, out NameAddress address)
    {
        var scanner = new SipScanner(value);
        scanner.SkipWhite();
        if (!TryTake(ref scanner, keep, out address))
        {
            return false;
        }

        scanner.SkipWhite();
        return scanner.AtEnd;
    }

    /// <summary>Reads a comma-separated list, adding to <paramref name="addresses"/>; false at the first malformed entry.</summary>
    public static bool TryParseList(ReadOnlySpan<byte> value, List<NameAddress> addresses)
    {
        var scanner = new SipScanner(value);
        scanner.SkipWhite();
        do
        {
            if (!TryTake(ref scanner, keep: true, out var address))
            {
                return false;
            }

            addresses.Add(address);
        }
        while (scanner.TryTakeSeparator((byte)','));
        scanner.SkipWhite();
        return scanner.AtEnd;
    }

    public override string ToString() =>
        (DisplayName.Length == 0 ? "" : SipScanner.Quote(DisplayName) + " ") + "<" + Uri + ">" + Parameters;

    private static bool TryTake(ref SipScanner scanner, bool keep, out NameAddress address)
    {
        address = null!;
        var display = "";
        if (scanner.Peek == (byte)'"')
        {
            var quoted = scanner.TakeQuoted();
            if (quoted.IsEmpty)
            {
                return false;
            }

            display = keep ? SipScanner.Unquote(quoted) : "";
            scanner.SkipWhite();
            if (scanner.Peek != (byte)'<')
            {
                return false;
            }
        }
        else if (scanner.Peek != (byte)'<' && TryTakeDisplayTokens(ref scanner, keep, out var tokens))
        {
            display = tokens;
        }

        return scanner.TryTake((byte)'<')
            ? TryTakeBracketed(ref scanner, keep, display, out address)
            : TryTakeBare(ref scanner, keep, out address);
    }

    // *(token LWS) before "<"; without "<" it was no display name and nothing is taken
    private static bool TryTakeDisplayTokens(ref SipScanner scanner, bool keep, out string display)
    {
        display = "";
        var ahead = scanner;
        while (!ahead.TakeToken().IsEmpty)
        {
            ahead.SkipWhite();
        }

        if (ahead.Peek != (byte)'<')
        {
            return false;
        }

        display = keep ? Encoding.ASCII.GetString(scanner.Rest[..(ahead.Position - scanner.Position)]).TrimEnd() : "";
        scanner = ahead;
        return true;
    }

    private static bool TryTakeBracketed(ref SipScanner scanner, bool keep, string display, out NameAddress address)
    {
        address = null!;
        var end = scanner.Rest.IndexOf((byte)'>');
        if (end < 0 || !SipUri.TryParse(scanner.Rest[..end], keep, out var uri))
        {
            return false;
        }

        scanner.Advance(end + 1);
        if (!SipParameters.TryTake(ref scanner, out var parameters, keep))
        {
            return false;
        }

        address = !keep ? null! : new NameAddress { DisplayName = display, Uri = uri, Parameters = parameters };
        return true;
    }

    // Without brackets, what follows ";" belongs to the header, and "?" or "," may not stand in the address (RFC 3261 §20.10)
    private static bool TryTakeBare(ref SipScanner scanner, bool keep, out NameAddress address)
    {
        address = null!;
        var rest = scanner.Rest;
        var end = rest.IndexOfAny("; ,\t"u8);
        var text = end < 0 ? rest : rest[..end];
        if (text.Contains((byte)'?') || !SipUri.TryParse(text, keep, out var uri))
        {
            return false;
        }

        scanner.Advance(text.Length);
        if (!SipParameters.TryTake(ref scanner, out var parameters, keep))
        {
            return false;
        }

        address = !keep ? null! : new NameAddress { Uri = uri, Parameters = parameters };
        return true;
    }
}
