using System.Text;

namespace Hotline.Channels.Mime;

/// <summary>A mailbox (RFC 5322 §3.4).</summary>
/// <param name="Name">The name shown, decoded; empty where there is none.</param>
/// <param name="Address">The address.</param>
internal sealed record Mailbox(string Name, string Address);

/// <summary>Words of header fields.</summary>
internal static class HeaderText
{
    private const int MostMailboxes = 1000;

    /// <summary>Encoded words decoded (RFC 2047), neighbours in one charset together: mailers cut characters in two. Raw bytes as UTF-8 or GB 18030.</summary>
    internal static string Decode(string field)
    {
        var text = new StringBuilder();
        var pending = new List<byte>();
        string? charset = null;
        void Flush()
        {
            if (charset is not null)
            {
                text.Append(Charsets.Decode(charset, [.. pending]));
                pending.Clear();
                charset = null;
            }
        }

        for (var at = 0; at < field.Length;)
        {
            var begin = field.IndexOf("=?", at, StringComparison.Ordinal);
            var word = begin < 0 ? null : Word(field, begin);
            if (begin >= 0 && word is null)
            {
                Flush();
                text.Append(Raw(field[at..(begin + 2)]));
                at = begin + 2;
                continue;
            }

            var between = begin < 0 ? field[at..] : field[at..begin];
            if (word is null || charset is null || !string.IsNullOrWhiteSpace(between))
            {
                Flush();
                text.Append(Raw(between));
            }

            if (word is null)
            {
                break;
            }

            if (charset is not null && !string.Equals(charset, word.Charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
            }

            charset = word.Charset;
            pending.AddRange(word.Octets);
            at = word.End;
        }

        Flush();
        return text.ToString();
    }

    /// <summary>The mailboxes of a list, groups among them; comments left out.</summary>
    internal static IReadOnlyList<Mailbox> Mailboxes(string field)
    {
        var found = new List<Mailbox>();
        var (piece, address) = (new StringBuilder(), (string?)null);
        var (quoted, comment) = (false, 0);
        void Close()
        {
            var words = piece.ToString().Trim();
            if (address is null && words.Contains('@', StringComparison.Ordinal))
            {
                (address, words) = (words, "");
            }

            if (!string.IsNullOrEmpty(address) && found.Count < MostMailboxes)
            {
                found.Add(new Mailbox(Decode(words).Trim(), Raw(address.Trim())));
            }

            piece.Clear();
            address = null;
        }

        for (var at = 0; at < field.Length; at++)
        {
            var letter = field[at];
            if (comment > 0)
            {
                comment += letter switch { '(' => 1, ')' => -1, _ => 0 };
            }
            else if (letter == '\\' && quoted && at + 1 < field.Length)
            {
                piece.Append(field[++at]);
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (quoted)
            {
                piece.Append(letter);
            }
            else if (letter == '(')
            {
                comment++;
            }
            else if (letter == '<')
            {
                var end = field.IndexOf('>', at);
                address = end < 0 ? field[(at + 1)..] : field[(at + 1)..end];
                at = end < 0 ? field.Length : end;
            }
            else if (letter is ',' or ';')
            {
                Close();
            }
            else if (letter == ':')
            {
                piece.Clear();
            }
            else
            {
                piece.Append(letter);
            }
        }

        Close();
        return found;
    }

    /// <summary>The ids in Message-ID, In-Reply-To, References, without their brackets; at most 50.</summary>
    internal static IReadOnlyList<string> Ids(string? field)
    {
        var ids = new List<string>();
        for (var at = 0; field is not null && at < field.Length && ids.Count < 50;)
        {
            var begin = field.IndexOf('<', at);
            var end = begin < 0 ? -1 : field.IndexOf('>', begin);
            if (end < 0)
            {
                break;
            }

            ids.Add(field[(begin + 1)..end].Trim());
            at = end + 1;
        }

        return ids;
    }

    private static string Raw(string text) => Ascii.IsValid(text) ? text : Charsets.Decode(null, Encoding.Latin1.GetBytes(text));

    private static EncodedWord? Word(string field, int begin)
    {
        var first = field.IndexOf('?', begin + 2);
        var second = first < 0 ? -1 : field.IndexOf('?', first + 1);
        var end = second < 0 ? -1 : field.IndexOf("?=", second + 1, StringComparison.Ordinal);
        if (end < 0 || second != first + 2)
        {
            return null;
        }

        var charset = field[(begin + 2)..first];
        var language = charset.IndexOf('*', StringComparison.Ordinal);
        var octets = Encoding.Latin1.GetBytes(field[(second + 1)..end]);
        return field[first + 1] switch
        {
            'B' or 'b' => new EncodedWord(language < 0 ? charset : charset[..language], TransferEncoding.Base64Of(octets), end + 2),
            'Q' or 'q' => new EncodedWord(language < 0 ? charset : charset[..language], TransferEncoding.QuotedPrintable(octets, underscoreIsSpace: true), end + 2),
            _ => null,
        };
    }

    private sealed record EncodedWord(string Charset, byte[] Octets, int End);
}
