using System.Globalization;
using System.Net;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>One hop (RFC 3261 §20.42), with <c>received</c> (§18.2.1) and <c>rport</c> (RFC 3581).</summary>
internal sealed record Via
{
    /// <summary>Branches that begin so are unique for one transaction (RFC 3261 §8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    /// <summary>Upper case: UDP, TCP, TLS, WS, WSS, or another token.</summary>
    public required string Transport { get; init; }

    public required HostPort SentBy { get; init; }

    public SipParameters Parameters { get; init; }

    public string? Branch => Parameters["branch"];

    /// <summary>True where the branch is one of RFC 3261: the cookie and something behind it.</summary>
    public bool HasUniqueBranch => Branch is { } branch && branch.Length > MagicCookie.Length && branch.StartsWith(MagicCookie, StringComparison.OrdinalIgnoreCase);

    public static bool TryParse(ReadOnlySpan<byte> value, out Via via)
    {
        var scanner = new SipScanner(value);
        scanner.SkipWhite();
        return TryTake(ref scanner, keep: true, out via) && IsEnd(ref scanner);
    }

    /// <summary>Whether every hop of a comma-separated list could be read; allocates nothing.</summary>
    public static bool AreLegible(ReadOnlySpan<byte> value) => TryParseFirst(value, keep: false, out _, out _);

    /// <summary>The first of a comma-separated list; the whole list must be well formed.</summary>
    public static bool TryParseFirst(ReadOnlySpan<byte> value, out Via via, out int length) => TryParseFirst(value, keep: true, out via, out length);

    private static bool TryParseFirst(ReadOnlySpan<byte> value, bool keep, out Via via, out int length)
    {
        var scanner = new SipScanner(value);
        scanner.SkipWhite();
        length = 0;
        if (!TryTake(ref scanner, keep, out via))
        {
            return false;
        }

        length = scanner.Position;
        while (scanner.TryTakeSeparator((byte)','))
        {
            if (!TryTake(ref scanner, keep: false, out _))
            {
                return false;
            }
        }

        return IsEnd(ref scanner);
    }

    /// <summary>Whether a request came by one hop, as nearly every one does.</summary>
    public static bool IsOnly(SipHeaders headers) =>
        headers.CountOf(HeaderName.Via) == 1 && headers.TryGet(HeaderName.Via, out var only) && !only.Contains((byte)',');

    /// <summary>Every hop, the topmost first, as far as they are well formed.</summary>
    public static IEnumerable<Via> All(SipHeaders headers)
    {
        var hops = new List<Via>();
        foreach (ref readonly var line in headers.Lines)
        {
            if (line.Name == HeaderName.Via && !TryTakeAll(line.Value.Span, hops))
            {
                break;
            }
        }

        return hops;
    }

    /// <summary>The hop as the server notes it (itself where there is nothing to note): where the request really came from (RFC 3261 §18.2.1, RFC 3581 §4).</summary>
    public Via WithSource(IPEndPoint source)
    {
        var address = source.Address.IsIPv4MappedToIPv6 ? source.Address.MapToIPv4() : source.Address;
        var asksForPort = Parameters.Has("rport");
        if (!asksForPort && address.Equals(SentBy.Address))
        {
            return this;
        }

        var parameters = Parameters.With("received", address.ToString());
        return this with
        {
            Parameters = asksForPort ? parameters.With("rport", source.Port.ToString(CultureInfo.InvariantCulture)) : parameters,
        };
    }

    public override string ToString() => $"SIP/2.0/{Transport} {SentBy}{Parameters}";

    private static bool TryTakeAll(ReadOnlySpan<byte> value, List<Via> hops)
    {
        var scanner = new SipScanner(value);
        scanner.SkipWhite();
        do
        {
            if (!TryTake(ref scanner, keep: true, out var hop))
            {
                return false;
            }

            hops.Add(hop);
        }
        while (scanner.TryTakeSeparator((byte)','));
        return IsEnd(ref scanner);
    }

    private static bool IsEnd(ref SipScanner scanner)
    {
        scanner.SkipWhite();
        return scanner.AtEnd;
    }

    private static bool TryTake(ref SipScanner scanner, bool keep, out Via via)
    {
        via = null!;
        if (!Ascii.EqualsIgnoreCase(scanner.TakeToken(), "SIP"u8) || !scanner.TryTakeSeparator((byte)'/')
            || !scanner.TakeToken().SequenceEqual("2.0"u8) || !scanner.TryTakeSeparator((byte)'/'))
        {
            return false;
        }

        var transport = scanner.TakeToken();
        var before = scanner.Position;
        scanner.SkipWhite();
        if (transport.IsEmpty || scanner.Position == before || !TryTakeSentBy(ref scanner, keep, out var sentBy)
            || !SipParameters.TryTake(ref scanner, out var parameters, keep))
        {
            return false;
        }

        via = !keep ? null! : new Via { Transport = TransportName(transport), SentBy = sentBy, Parameters = parameters };
        return true;
    }

    // sent-by = host [ COLON port ], and COLON may have white space around it
    private static bool TryTakeSentBy(ref SipScanner scanner, bool keep, out HostPort sentBy)
    {
        if (!HostPort.TryTake(ref scanner, out sentBy, keep))
        {
            return false;
        }

        if (sentBy.Port != 0 || !scanner.TryTakeSeparator((byte)':'))
        {
            return true;
        }

        var digits = scanner.TakeToken();
        if (!System.Buffers.Text.Utf8Parser.TryParse(digits, out ushort port, out var used) || used != digits.Length || port == 0)
        {
            return false;
        }

        sentBy = sentBy with { Port = port };
        return true;
    }

    private static string TransportName(ReadOnlySpan<byte> transport) =>
        Ascii.EqualsIgnoreCase(transport, "UDP"u8) ? "UDP"
        : Ascii.EqualsIgnoreCase(transport, "TCP"u8) ? "TCP"
        : Ascii.EqualsIgnoreCase(transport, "TLS"u8) ? "TLS"
        : Encoding.ASCII.GetString(transport).ToUpperInvariant();
}
