using System.Text;
using System.Text.Json;

namespace Hotline.Cases.Imports;

/// <summary>A row of a file.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Values">By column; null where the row itself cannot be read.</param>
/// <param name="Fault">What is wrong with the row itself.</param>
/// <param name="Source">As it stood in the file.</param>
internal sealed record ImportRow(int Line, IReadOnlyDictionary<string, string>? Values, string? Fault, string Source);

/// <summary>The rows of a file, or why there are none to be had.</summary>
internal sealed record ImportRows(IReadOnlyList<string> Columns, IReadOnlyList<ImportRow> Rows, ImportFault? Fault, string Header)
{
    /// <summary>Comma-separated values (RFC 4180), the first line naming the columns. Quoted fields may hold line breaks; empty lines are none.</summary>
    public static ImportRows FromCsv(string text, char separator)
    {
        var records = Records(text, separator).ToList();
        if (records.Count == 0)
        {
            return new([], [], new ImportFault(1, "", "expected a first line with the names of the columns"), "");
        }

        var columns = records[0].Fields.Select(field => field.Trim()).ToList();
        if (columns.Count != columns.Distinct(StringComparer.Ordinal).Count())
        {
            return new(columns, [], new ImportFault(1, "", "expected each column once"), "");
        }

        return new(columns, [.. records.Skip(1).Select(record => record.Fault is null && record.Fields.Count == columns.Count
            ? new ImportRow(record.Line, columns.Zip(record.Fields).ToDictionary(field => field.First, field => field.Second.Trim(), StringComparer.Ordinal), null, record.Source)
            : new ImportRow(record.Line, null, record.Fault ?? $"expected {columns.Count} fields, found {record.Fields.Count}", record.Source))], null, records[0].Source);
    }

    /// <summary>A list of flat objects, somewhere in a JSON document.</summary>
    public static ImportRows FromJson(string text, IReadOnlyList<string> path)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var rows = new List<ImportRow>();
        try
        {
            reader.Read();
            foreach (var key in path)
            {
                if (!Enter(ref reader, key))
                {
                    return new([], [], new ImportFault(Line(bytes, reader), key, $"expected the rows under {string.Join('.', path)}"), "");
                }
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return new([], [], new ImportFault(Line(bytes, reader), "", "expected a list of rows"), "");
            }

            var columns = new HashSet<string>(StringComparer.Ordinal);
            var (line, counted) = (1, 0);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var begin = (int)reader.TokenStartIndex;
                line += bytes.AsSpan(counted, begin - counted).Count((byte)'\n');
                counted = begin;
                var element = JsonElement.ParseValue(ref reader);
                var row = RowOf(element, line);
                columns.UnionWith(row.Values?.Keys ?? []);
                rows.Add(row);
            }

            return new([.. columns], rows, null, "");
        }
        catch (JsonException wrong)
        {
            return new([], [], new ImportFault((int)(wrong.LineNumber ?? 0) + 1, "", "expected valid JSON"), "");
        }
    }

    private static ImportRow RowOf(JsonElement element, int line)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new(line, null, "expected an object", element.GetRawText());
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                continue;
            }

            values[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? "" : member.Value.ToString().Trim();
        }

        return new(line, values, null, element.GetRawText());
    }

    private static bool Enter(ref Utf8JsonReader reader, string key)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(key);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static int Line(byte[] bytes, Utf8JsonReader reader) => 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');

    private static IEnumerable<(int Line, List<string> Fields, string? Fault, string Source)> Records(string text, char separator)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var (begin, first) = (at, line);
            var fields = new List<string>();
            var field = new StringBuilder();
            var (quoted, wasQuoted) = (false, false);
            for (; at < text.Length; at++)
            {
                var letter = text[at];
                if (quoted)
                {
                    line += letter == '\n' ? 1 : 0;
                    if (letter != '"')
                    {
                        field.Append(letter);
                    }
                    else if (at + 1 < text.Length && text[at + 1] == '"')
                    {
                        field.Append(text[at++]);
                    }
                    else
                    {
                        quoted = false;
                    }
                }
                else if (letter == '"' && field.Length == 0 && !wasQuoted)
                {
                    (quoted, wasQuoted) = (true, true);
                }
                else if (letter == separator)
                {
                    fields.Add(field.ToString());
                    field.Clear();
                    wasQuoted = false;
                }
                else if (letter is '\n' or '\r')
                {
                    break;
                }
                else
                {
                    field.Append(letter);
                }
            }

            fields.Add(field.ToString());
            var source = text[begin..at];
            at += at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
            line++;
            if (source.Length > 0)
            {
                yield return (first, fields, quoted ? "expected the quotation mark to be closed" : null, source);
            }
        }
    }
}
