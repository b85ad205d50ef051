using Hotline.Channels.Receiving;
using System.Globalization;
using System.Text;

namespace Hotline.Channels.Email;

/// <summary>Writes our mails (RFC 5322): short ones of plain text, marked as a machine's (RFC 3834 §5), with a Message-ID made of the key.</summary>
internal static class MailWriter
{
    private const string IdPrefix = "hotline.";

    /// <summary>The id by which a bounce finds its notice.</summary>
    internal static string ProviderId(string key) => $"email-{key}";

    /// <summary>The key in a Message-ID of ours; null for another's.</summary>
    internal static string? KeyOf(string messageId, string ourAddress)
    {
        var end = "@" + Domain(ourAddress);
        return messageId.StartsWith(IdPrefix, StringComparison.Ordinal) && messageId.EndsWith(end, StringComparison.OrdinalIgnoreCase) && messageId.Length > IdPrefix.Length + end.Length
            ? messageId[IdPrefix.Length..^end.Length] : null;
    }

    /// <summary>Whether a mail can be sent to it: no quotes, no spaces, nothing that ends a line or a command (CVE-2026-30227).</summary>
    internal static bool IsAddress(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= 64 && at == address.LastIndexOf('@') && address.Length is > 3 and <= 254
            && address.All(letter => letter is > ' ' and < '\u007f' and not ('<' or '>' or '"' or '(' or ')' or ',' or ';' or ':' or '\\' or '[' or ']'))
            && !address.EndsWith("@invalid", StringComparison.OrdinalIgnoreCase) && address[^1] != '@';
    }

    internal static byte[] Write(OutboundMessage message, string ourAddress, DateTimeOffset now)
    {
        var mail = new StringBuilder();
        void Field(string name, string value) => mail.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");
        var heading = message.Subject is { Length: > 0 } subject ? $"Re: {Excerpt.Of(subject, 150)}" : "12345热线答复";
        Field("Date", now.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));
        Field("From", $"{Encoded("12345热线")} <{ourAddress}>");
        Field("To", $"<{message.To}>");
        Field("Subject", Encoded(message.CaseNumber is { } number && !heading.Contains(number, StringComparison.Ordinal) ? $"{heading} [{number}]" : heading));
        Field("Message-ID", $"<{IdPrefix}{message.Key}@{Domain(ourAddress)}>");
        if (message.InReplyTo is { Length: > 2 } answered && Ascii.IsValid(answered) && !answered.Any(char.IsWhiteSpace))
        {
            Field("In-Reply-To", answered);
            Field("References", answered);
        }

        Field("Auto-Submitted", "auto-replied");
        Field("X-Auto-Response-Suppress", "All");
        Field("MIME-Version", "1.0");
        Field("Content-Type", "text/plain; charset=utf-8");
        Field("Content-Transfer-Encoding", "base64");
        mail.Append("\r\n").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        return Encoding.ASCII.GetBytes(mail.ToString());
    }

    private static string Domain(string address) => address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>Encoded words of at most 75 characters each, no character cut (RFC 2047 §2, §5), on lines of their own.</summary>
    private static string Encoded(string text)
    {
        var plain = string.Concat(text.Where(letter => !char.IsControl(letter)));
        if (Ascii.IsValid(plain) && plain.Length <= 60)
        {
            return plain;
        }

        var words = new List<string>();
        var word = new StringBuilder();
        var octets = 0;
        foreach (var rune in plain.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 45)
            {
                words.Add(word.ToString());
                word.Clear();
                octets = 0;
            }

            word.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        words.Add(word.ToString());
        return string.Join(Fold, words.Select(piece => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(piece))}?="));
    }

    private const string Fold = "\r\n ";

    /// <summary>No line break gets into a field but our own folds.</summary>
    private static string OneLine(string value)
    {
        var pieces = value.Split(Fold).Select(piece => string.Concat(piece.Where(letter => letter is >= ' ' and < '\u007f')));
        return string.Join(Fold, pieces);
    }
}
