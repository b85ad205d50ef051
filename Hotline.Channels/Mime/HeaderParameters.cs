using System.Globalization;
using System.Text;

namespace Hotline.Channels.Mime;

/// <summary>A value with parameters, as Content-Type has them (RFC 2045 §5.1), continued and encoded ones among them (RFC 2231).</summary>
internal static class HeaderParameters
{
    private const int MostParameters = 100;

    internal static (string Value, IReadOnlyDictionary<string, string> Parameters) Read(string field)
    {
        // Some mailers forget the semicolon after the type.
        var semicolon = field.IndexOfAny([';', ' ', '\t']);
        var value = (semicolon < 0 ? field : field[..semicolon]).Trim().ToLowerInvariant();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var pieces = new SortedDictionary<(string Name, int Place), (string Text, bool Encoded)>();
        var at = semicolon < 0 ? field.Length : semicolon + 1;
        for (var count = 0; at < field.Length && count < MostParameters; count++)
        {
            var (name, text) = Next(field, ref at);
            if (name.Length == 0)
            {
                continue;
            }

            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
            {
                found.TryAdd(name, HeaderText.Decode(text));
                continue;
            }

            var encoded = name.EndsWith('*');
            var number = name[(star + 1)..].TrimEnd('*');
            var place = number.Length == 0 ? 0 : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : -1;
            if (place >= 0)
            {
                pieces.TryAdd((name[..star], place), (text, encoded));
            }
        }

        foreach (var group in pieces.GroupBy(piece => piece.Key.Name, StringComparer.Ordinal))
        {
            found[group.Key] = Join([.. group.Select(piece => piece.Value)]);
        }

        return (value, found);
    }

    private static (string Name, string Text) Next(string field, ref int at)
    {
        var equals = field.IndexOfAny(['=', ';'], at);
        if (equals < 0 || field[equals] == ';')
        {
            at = equals < 0 ? field.Length : equals + 1;
            return ("", "");
        }

        var name = field[at..equals].Trim().ToLowerInvariant();
        at = equals + 1;
        while (at < field.Length && field[at] is ' ' or '\t')
        {
            at++;
        }

        if (at < field.Length && field[at] == '"')
        {
            var quoted = new StringBuilder();
            for (at++; at < field.Length && field[at] != '"'; at++)
            {
                at += field[at] == '\\' && at + 1 < field.Length ? 1 : 0;
                quoted.Append(field[at]);
            }

            var next = field.IndexOf(';', Math.Min(at, field.Length));
            at = next < 0 ? field.Length : next + 1;
            return (name, quoted.ToString());
        }

        var end = field.IndexOf(';', at);
        var text = (end < 0 ? field[at..] : field[at..end]).Trim();
        at = end < 0 ? field.Length : end + 1;
        return (name, text);
    }

    private static string Join(IReadOnlyList<(string Text, bool Encoded)> pieces)
    {
        var octets = new List<byte>();
        string? charset = null;
        for (var place = 0; place < pieces.Count; place++)
        {
            var (text, encoded) = pieces[place];
            if (place == 0 && encoded && text.Split('\'', 3) is [var named, _, var rest])
            {
                (charset, text) = (named, rest);
            }

            octets.AddRange(encoded ? Percent(text) : Encoding.Latin1.GetBytes(text));
        }

        return Charsets.Decode(charset, [.. octets]);
    }

    private static byte[] Percent(string text) => TransferEncoding.QuotedPrintable(Encoding.Latin1.GetBytes(text.Replace("=", "%3D", StringComparison.Ordinal).Replace('%', '=')), underscoreIsSpace: false);
}
