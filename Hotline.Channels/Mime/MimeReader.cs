using System.Text;

namespace Hotline.Channels.Mime;

/// <summary>Reads a mail (RFC 5322, 2045, 2046): pure, liberal, and within limits whatever is in it.</summary>
internal static class MimeReader
{
    private static readonly IReadOnlyDictionary<string, string> NoParameters = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The mail, or why it was not read.</summary>
    internal static (MimePart? Mail, MimeRejection? Rejection) Read(ReadOnlyMemory<byte> mail, MimeLimits limits)
    {
        var reading = new Reading(mail, limits);
        var root = mail.Length > limits.MaxBytes ? reading.Refuse(MimeFault.TooLarge, limits.MaxBytes) : reading.ReadPart(0, mail.Length, 0, "text/plain");
        if (root is { Fields.Count: 0 })
        {
            reading.Refuse(MimeFault.NoHeader, 0);
        }

        return reading.Rejection is { } rejection ? (null, rejection) : (root, null);
    }

    private sealed class Reading(ReadOnlyMemory<byte> mail, MimeLimits limits)
    {
        private int parts;

        internal MimeRejection? Rejection { get; private set; }

        internal MimePart? Refuse(MimeFault fault, int offset)
        {
            Rejection ??= new MimeRejection(fault, offset);
            return null;
        }

        internal MimePart? ReadPart(int start, int end, int depth, string standardType)
        {
            if (depth > limits.MaxDepth)
            {
                return Refuse(MimeFault.TooDeep, start);
            }

            if (++parts > limits.MaxParts)
            {
                return Refuse(MimeFault.TooManyParts, start);
            }

            var fields = new List<MimeField>();
            var body = ReadHeader(start, end, fields);
            if (Rejection is not null)
            {
                return null;
            }

            string? contentType = null;
            foreach (var field in fields)
            {
                if (field.Name == "content-type")
                {
                    contentType = field.Value;
                    break;
                }
            }

            var (type, parameters) = contentType is null ? (standardType, NoParameters) : HeaderParameters.Read(contentType);
            type = type.Contains('/', StringComparison.Ordinal) ? type : standardType;
            var part = new MimePart(fields, mail[body..end], type, parameters);
            if (type.StartsWith("multipart/", StringComparison.Ordinal) && parameters.GetValueOrDefault("boundary") is { Length: > 0 and <= 200 } boundary)
            {
                ReadChildren(part, body, end, depth, Encoding.Latin1.GetBytes("--" + boundary));
                if (part.Children.Count == 0)
                {
                    // No delimiter anywhere: what is there is text, not nothing.
                    part = new MimePart(fields, mail[body..end], "text/plain", NoParameters);
                }
            }
            else if (type == "message/rfc822" && IsPlain(part) && ReadPart(body, end, depth + 1, "text/plain") is { } inside)
            {
                part.Children.Add(inside);
            }

            return Rejection is null ? part : null;
        }

        private static bool IsPlain(MimePart part) => part.Field("content-transfer-encoding")?.ToLowerInvariant() is null or "7bit" or "8bit" or "binary";

        private void ReadChildren(MimePart part, int start, int end, int depth, byte[] delimiter)
        {
            var standard = part.MediaType == "multipart/digest" ? "message/rfc822" : "text/plain";
            var span = mail.Span;
            var begun = -1;
            for (var at = start; Rejection is null;)
            {
                var found = FindDelimiter(span[..end], at, start, delimiter);
                if (begun >= 0)
                {
                    // The line break before a delimiter belongs to it (RFC 2046 §5.1.1).
                    var until = found < 0 ? end : found;
                    until -= until > begun && found >= 0 && span[until - 1] == '\n' ? 1 : 0;
                    until -= until > begun && found >= 0 && span[until - 1] == '\r' ? 1 : 0;
                    if (ReadPart(begun, until, depth + 1, standard) is { } child)
                    {
                        part.Children.Add(child);
                    }
                }

                if (found < 0)
                {
                    return;
                }

                var after = found + delimiter.Length;
                var line = span[after..end].IndexOf((byte)'\n');
                if (line < 0 || (after + 1 < end && span[after] == '-' && span[after + 1] == '-'))
                {
                    return;
                }

                begun = at = after + line + 1;
            }
        }

        /// <summary>Where a line begins with the delimiter and nothing but "--" or space follows it; -1 for nowhere.</summary>
        private static int FindDelimiter(ReadOnlySpan<byte> span, int from, int start, byte[] delimiter)
        {
            while (true)
            {
                var found = span[from..].IndexOf(delimiter);
                if (found < 0)
                {
                    return -1;
                }

                found += from;
                var next = found + delimiter.Length;
                if ((found == start || span[found - 1] == '\n') && (next >= span.Length || span[next] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t' or (byte)'-'))
                {
                    return found;
                }

                from = next;
            }
        }

        /// <summary>Reads fields up to the empty line; says where the body begins.</summary>
        private int ReadHeader(int start, int end, List<MimeField> fields)
        {
            var span = mail.Span[..end];
            var at = start;
            while (at < end)
            {
                if (at - start > limits.MaxHeaderBytes)
                {
                    Refuse(MimeFault.HeaderTooLong, at);
                    return at;
                }

                if (span[at] == '\n' || (span[at] == '\r' && at + 1 < end && span[at + 1] == '\n'))
                {
                    return at + (span[at] == '\n' ? 1 : 2);
                }

                var stop = EndOfField(span, at);
                var line = span[at..stop];
                var colon = line.IndexOf((byte)':');
                if (colon > 0)
                {
                    fields.Add(new MimeField(Encoding.Latin1.GetString(line[..colon]).Trim().ToLowerInvariant(), Unfold(line[(colon + 1)..])));
                }
                else if (fields.Count > 0 && line.IndexOf((byte)' ') >= 0 && !line.StartsWith(">From "u8))
                {
                    // Text where a field should be: the empty line was forgotten.
                    return at;
                }

                at = stop;
            }

            return end;
        }

        private static int EndOfField(ReadOnlySpan<byte> span, int at)
        {
            while (true)
            {
                var line = span[at..].IndexOf((byte)'\n');
                if (line < 0)
                {
                    return span.Length;
                }

                at += line + 1;
                if (at >= span.Length || span[at] is not ((byte)' ' or (byte)'\t'))
                {
                    return at;
                }

                // A line of nothing but space ends the header all the same.
                var rest = span[at..].IndexOf((byte)'\n');
                if (span[at..(rest < 0 ? span.Length : at + rest)].Trim(" \t\r"u8).Length == 0)
                {
                    return at;
                }
            }
        }

        private static string Unfold(ReadOnlySpan<byte> value)
        {
            var text = Encoding.Latin1.GetString(value);
            return text.Contains('\n', StringComparison.Ordinal)
                ? string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) : text.Trim();
        }
    }
}
