using System.Collections.Concurrent;
using System.Text;

namespace Hotline.Channels.Mime;

/// <summary>Charsets as mails name them.</summary>
internal static class Charsets
{
    private static readonly ConcurrentDictionary<string, Encoding?> Known = new(StringComparer.OrdinalIgnoreCase);
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text; where the charset is missing or unknown, UTF-8 if it is that, else GB 18030: what Chinese mailers leave unnamed.</summary>
    internal static string Decode(string? charset, ReadOnlySpan<byte> content)
    {
        if (charset is not null && string.Equals(charset.Trim(), "utf-7", StringComparison.OrdinalIgnoreCase))
        {
            return Utf7(content);
        }

        if (Find(charset) is { } encoding)
        {
            return encoding.GetString(content.StartsWith(encoding.Preamble) && encoding.Preamble.Length > 0 ? content[encoding.Preamble.Length..] : content);
        }

        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030").GetString(content);
        }
    }

    private static Encoding? Find(string? charset)
    {
        // US-ASCII is named by mailers that then write anything: judged like no name.
        if (string.IsNullOrWhiteSpace(charset) || charset.Length > 40)
        {
            return null;
        }

        return Known.Count < 500 || Known.ContainsKey(charset) ? Known.GetOrAdd(charset, Make) : Make(charset);
    }

    private static Encoding? Make(string charset)
    {
        var name = charset.Trim().Trim('"', '\'').ToLowerInvariant();
        name = name switch
        {
            // Each a subset of GB 18030, and used as if it were that.
            "gb2312" or "gbk" or "gb_2312-80" or "x-gbk" or "cp936" or "euc-cn" or "gb-2312" => "gb18030",
            "us-ascii" or "ascii" or "" or "unknown-8bit" or "x-unknown" or "default" => "",
            "ks_c_5601-1987" or "ks_c_5601" or "cp949" => "ks_c_5601-1987",
            "utf8" => "utf-8",
            "cp1252" => "windows-1252",
            _ when name.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(name[2..], out var page) => page is 1250 or 1251 or 1253 or 1254 or 1255 or 1256 or 1257 or 1258 ? $"windows-{page}" : $"cp{page}",
            _ => name,
        };
        try
        {
            return name.Length == 0 ? null : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>RFC 2152; .NET has its own switched off, for it is unsafe where charsets are guessed, which nobody does here.</summary>
    private static string Utf7(ReadOnlySpan<byte> content)
    {
        var text = new StringBuilder();
        for (var at = 0; at < content.Length;)
        {
            if (content[at] != (byte)'+')
            {
                text.Append((char)content[at++]);
                continue;
            }

            var end = at + 1;
            while (end < content.Length && (char.IsAsciiLetterOrDigit((char)content[end]) || content[end] is (byte)'+' or (byte)'/'))
            {
                end++;
            }

            text.Append(end == at + 1 ? "+" : Encoding.BigEndianUnicode.GetString(Even(TransferEncoding.Base64Of(content[(at + 1)..end]))));
            at = end < content.Length && content[end] == (byte)'-' ? end + 1 : end;
        }

        return text.ToString();
    }

    private static byte[] Even(byte[] octets) => octets.Length % 2 == 0 ? octets : octets[..^1];
}
