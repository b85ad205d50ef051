using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Hotline.Channels.Email;

/// <summary>What a person wrote in a mail, without the markup and without the mails they answer.</summary>
internal static partial class MailText
{
    private static readonly string[] Separators =
        ["-----Original Message-----", "-----原始邮件-----", "------------------ 原始邮件 ------------------", "-------- 转发邮件信息 --------", "________________________________"];

    /// <summary>The new words; <paramref name="folded"/> where history was left out. A mail of nothing but history stays as it is.</summary>
    internal static string Fold(string text, out bool folded)
    {
        var kept = new List<string>();
        folded = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var bare = line.Trim();
            if (bare.StartsWith('>'))
            {
                folded = true;
                continue;
            }

            if (Separators.Any(separator => bare.StartsWith(separator, StringComparison.OrdinalIgnoreCase)) || Introduction().IsMatch(bare))
            {
                folded = true;
                if (kept.Exists(earlier => earlier.Trim().Length > 0))
                {
                    break;
                }

                continue;
            }

            kept.Add(line.TrimEnd());
        }

        var words = string.Join('\n', kept).Trim();
        if (words.Length > 0)
        {
            return words;
        }

        folded = false;
        return text.Trim();
    }

    /// <summary>The words of a page: tags away, blocks on lines of their own. In one pass, whatever is in it.</summary>
    internal static string OfHtml(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            text.Append(html, at, (open < 0 ? html.Length : open) - at);
            if (open < 0)
            {
                break;
            }

            if (html.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal))
            {
                at = After(html, "-->", open);
                continue;
            }

            var end = html.IndexOf('>', open);
            if (end < 0)
            {
                break;
            }

            var tag = html.AsSpan(open + 1, Math.Min(12, end - open - 1)).Trim('/').ToString().Split([' ', '\t', '\r', '\n', '/'], 2)[0].ToLowerInvariant();
            at = tag is "style" or "script" && html[open + 1] != '/' ? After(html, $"</{tag}", end) : end + 1;
            if (tag is "br" or "p" or "div" or "tr" or "li" or "h1" or "h2" or "h3" or "blockquote" or "table")
            {
                text.Append('\n');
            }
        }

        var plain = WebUtility.HtmlDecode(text.ToString()).Replace('\u00a0', ' ');
        return string.Join('\n', plain.Split('\n').Select(line => line.Trim()).Where((line, index) => line.Length > 0)).Trim();
    }

    private static int After(string html, string mark, int from)
    {
        var found = html.IndexOf(mark, from, StringComparison.OrdinalIgnoreCase);
        var close = found < 0 ? -1 : html.IndexOf('>', found);
        return close < 0 ? html.Length : close + 1;
    }

    [GeneratedRegex(@"^(On .{1,200} wrote:|在.{1,100}写道[:：]|.{1,100}于.{1,60}写道[:：]|发件人[:：].{0,200}|From: .{1,200}@.{1,100})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Introduction();
}
