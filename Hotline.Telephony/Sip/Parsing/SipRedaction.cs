using System.Text;
using System.Text.RegularExpressions;

namespace Hotline.Telephony.Sip.Parsing;

/// <summary>A message as it may be shown: what is secret is struck out, everything else stands as it came, but for bytes that are no text.</summary>
internal static partial class SipRedaction
{
    /// <summary>What stands for a secret.</summary>
    public const string Struck = "***";

    /// <summary>The message as text, cut to a length.</summary>
    public static string Show(ReadOnlySpan<byte> message, int maxLength)
    {
        var text = Encoding.UTF8.GetString(message[..Math.Min(message.Length, maxLength)]);
        text = Credentials().Replace(text, $"${{kept}}{Struck}");
        text = Keys().Replace(text, $"${{kept}}{Struck}");
        text = Passwords().Replace(text, $"${{kept}}{Struck}@");
        text = Tokens().Replace(text, $"${{kept}}{Struck}");
        return Digits().Replace(text, $"${{kept}}{Struck}${{end}}");
    }

    // The scheme stays; folded lines belong to the header. "y" is Identity (RFC 8224 §8.4).
    [GeneratedRegex(@"^(?<kept>(?:Proxy-)?Authorization[ \t]*:[ \t]*\w+|Authentication-Info[ \t]*:|Proxy-Authentication-Info[ \t]*:|Identity[ \t]*:|y[ \t]*:|Cookie[ \t]*:)[^\r\n]*(?:\r\n[ \t][^\r\n]*)*", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Credentials();

    // SDES (RFC 4568), ICE (RFC 8839), the k= line (RFC 4566 §5.12)
    [GeneratedRegex(@"(?<kept>^a=crypto:[^\r\n]*?inline:|^a=ice-pwd:|^k=)[^\r\n]*", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Keys();

    [GeneratedRegex(@"(?<kept>\bsips?:[^\s:@;<>,""]+:)[^\s@<>,""]+@", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Passwords();

    // Tokens and passwords in parameters of addresses and headers, whatever their name ends in
    [GeneratedRegex(@"(?<kept>[;?&][\w-]*(?:token|secret|password|passwd|ticket)=)[^\s;&>,]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();

    // Keys pressed, which may be a code or a card (RFC 6086 with application/dtmf-relay; the key alone of application/dtmf is struck by its line)
    [GeneratedRegex(@"(?<kept>^Signal[ \t]*=[ \t]*|\r\n\r\n(?:Signal[ \t]*=[ \t]*)?)[0-9A-D*#]{1,2}(?<end>[ \t]*(?:\r|\n|$))", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
