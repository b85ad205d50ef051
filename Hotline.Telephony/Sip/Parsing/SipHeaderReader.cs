using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Parsing;

/// <summary>Splits the lines between start line and body into headers (RFC 3261 §7.3.1).</summary>
internal static class SipHeaderReader
{
    /// <summary>Adds the headers found from <paramref name="start"/> on. Null, or what is wrong; what was read before stays.</summary>
    public static SipRejection? Read(ReadOnlyMemory<byte> bytes, int start, SipLimits limits, SipHeaders headers, out int bodyStart)
    {
        var span = bytes.Span;
        var position = start;
        bodyStart = span.Length;
        while (true)
        {
            if (position > limits.MaxHeaderBytes)
            {
                return new SipRejection("headers too large", position, SipStatus.MessageTooLarge);
            }

            // One CR LF after the last line is enough for the end where nothing follows: some phones leave the empty line out.
            if (position >= span.Length)
            {
                return headers.Count == 0 ? new SipRejection("no headers", position) : null;
            }

            if (span[position..].StartsWith("\r\n"u8))
            {
                bodyStart = position + 2;
                return null;
            }

            if (headers.Count == limits.MaxHeaders)
            {
                return new SipRejection("too many headers", position, SipStatus.MessageTooLarge);
            }

            if (TakeLine(bytes, ref position, limits, headers) is { } fault)
            {
                return fault;
            }
        }
    }

    private static SipRejection? TakeLine(ReadOnlyMemory<byte> bytes, ref int position, SipLimits limits, SipHeaders headers)
    {
        var span = bytes.Span;
        var lineStart = position;
        var folded = false;
        int end;
        while (true)
        {
            var rest = span[position..];
            var stop = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if (stop < 0)
            {
                return new SipRejection("line without end", span.Length);
            }

            end = position + stop;
            if (rest[stop] != (byte)'\r' || stop + 1 >= rest.Length || rest[stop + 1] != (byte)'\n')
            {
                return new SipRejection("line end that is not CR LF", end);
            }

            position = end + 2;
            if (position >= span.Length || span[position] is not ((byte)' ' or (byte)'\t'))
            {
                break;
            }

            if (position > limits.MaxHeaderBytes)
            {
                return new SipRejection("headers too large", position, SipStatus.MessageTooLarge);
            }

            folded = true;
        }

        var line = span[lineStart..end];
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        if (!SipScanner.IsToken(name))
        {
            return new SipRejection("line without header name", lineStart);
        }

        var valueStart = lineStart + colon + 1;
        var value = folded ? Unfold(span[valueStart..end]) : bytes[valueStart..end];
        headers.Add(new SipHeader(HeaderName.Of(name), Trim(value)));
        return null;
    }

    // A fold, with the white space around it, is one space (RFC 3261 §7.3.1)
    private static ReadOnlyMemory<byte> Unfold(ReadOnlySpan<byte> value)
    {
        var joined = new byte[value.Length];
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != (byte)'\r')
            {
                joined[length++] = value[i];
                continue;
            }

            while (length > 0 && joined[length - 1] is (byte)' ' or (byte)'\t')
            {
                length--;
            }

            while (i + 1 < value.Length && value[i + 1] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
            {
                i++;
            }

            joined[length++] = (byte)' ';
        }

        return joined.AsMemory(0, length);
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> value)
    {
        var span = value.Span;
        var start = 0;
        var end = span.Length;
        while (start < end && span[start] is (byte)' ' or (byte)'\t')
        {
            start++;
        }

        while (end > start && span[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        return value[start..end];
    }
}
