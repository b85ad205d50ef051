using System.Text.RegularExpressions;

namespace Hotline.Channels.Sms;

/// <summary>The name in 【】 at the head of a short message, which Chinese carriers want there and registered.</summary>
internal static partial class SmsSignature
{
    /// <summary>A message with the head that this provider wants: one, and the registered one.</summary>
    internal static SmsText Put(OutboundMessage message, SmsProviderOptions provider, string? general)
    {
        var head = Head().Match(message.Text);
        var words = message.Text[head.Length..];
        var signature = provider.Signature ?? general ?? (head.Success ? head.Groups["name"].Value : null);
        return new SmsText(message, signature is not null && provider.SignedBy == SignatureWriter.Us ? $"【{signature}】{words}" : words, signature);
    }

    [GeneratedRegex("^【(?<name>[^【】]{1,30})】", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();
}
