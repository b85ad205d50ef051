using System.Diagnostics.CodeAnalysis;
using System.Text;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Parsing;

/// <summary>
/// Reads one whole message (RFC 3261 §7, §25): pure. The message keeps slices of the bytes given; the caller gives them up.
/// Lines end in CR LF and nothing else: a lone CR or LF read as a line end lets two elements see two different messages.
/// </summary>
internal static class SipParser
{
    /// <summary>
    /// Reads a message that fills <paramref name="bytes"/>. Bytes behind the announced body are left out (RFC 3261 §18.3); without
    /// Content-Length the body is all that follows.
    /// </summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        SipLimits limits,
        [NotNullWhen(true)] out SipMessage? message,
        [NotNullWhen(false)] out SipRejection? rejection)
    {
        message = null;
        var span = bytes.Span;
        if (span.Length > limits.MaxMessageBytes)
        {
            rejection = new SipRejection("message too large", limits.MaxMessageBytes, SipStatus.MessageTooLarge);
            return false;
        }

        var start = 0;
        while (span[start..].StartsWith("\r\n"u8))
        {
            start += 2; // RFC 3261 §7.5: empty lines before the start line are ignored
        }

        var lineEnd = span[start..].IndexOf("\r\n"u8);
        if (lineEnd <= 0 || span.Slice(start, lineEnd).IndexOfAny((byte)'\r', (byte)'\n') >= 0)
        {
            rejection = new SipRejection("no start line ended by CR LF", start);
            return false;
        }

        var startLine = bytes.Slice(start, lineEnd);
        rejection = startLine.Span.StartsWith("SIP/"u8)
            ? ParseResponse(bytes, startLine.Span, start, limits, out message)
            : ParseRequest(bytes, startLine.Span, start, limits, out message);
        return rejection is null;
    }

    /// <summary>The method a start line begins with; empty where it is none, as that of a response.</summary>
    public static string MethodOf(ReadOnlySpan<byte> startLine)
    {
        var end = startLine.IndexOf((byte)' ');
        return end <= 0 || !SipScanner.IsToken(startLine[..end]) ? "" : SipMethod.NameOf(startLine[..end]);
    }

    private static SipRejection? ParseRequest(ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> line, int start, SipLimits limits, out SipMessage? message)
    {
        message = null;
        var methodEnd = line.IndexOf((byte)' ');
        var uriEnd = line.LastIndexOf((byte)' ');
        var method = MethodOf(line);
        if (method.Length == 0)
        {
            return new SipRejection("no method", start);
        }

        var headers = new SipHeaders();
        var fault = SipHeaderReader.Read(bytes, start + line.Length + 2, limits, headers, out var bodyStart);
        SipRejection Refuse(string reason, int offset, int status = SipStatus.BadRequest) => new(reason, offset, status) { Method = method, Headers = headers };
        if (fault is not null)
        {
            return fault with { Method = method, Headers = headers };
        }

        if (uriEnd <= methodEnd)
        {
            return Refuse("no Request-URI", start + methodEnd);
        }

        var version = line[(uriEnd + 1)..];
        if (!Ascii.EqualsIgnoreCase(version, "SIP/2.0"u8))
        {
            var isVersion = version.Length > 4 && Ascii.EqualsIgnoreCase(version[..4], "SIP/"u8);
            return Refuse("unknown version", start + uriEnd, isVersion ? SipStatus.VersionNotSupported : SipStatus.BadRequest);
        }

        var uriBytes = line[(methodEnd + 1)..uriEnd];
        if (uriBytes.Length > limits.MaxUriBytes)
        {
            return Refuse("Request-URI too long", start + methodEnd + 1, SipStatus.RequestUriTooLong);
        }

        // RFC 3261 §19.1.1: no headers in a Request-URI
        if (!SipUri.TryParse(uriBytes, out var uri) || uri.Headers is not null)
        {
            return Refuse("malformed Request-URI", start + methodEnd + 1);
        }

        if (TakeBody(bytes, bodyStart, headers, out var body) is { } bodyFault)
        {
            return Refuse(bodyFault.Reason, bodyFault.Offset);
        }

        var request = new SipRequest(method, uri, headers, body);
        if (MandatoryHeaders.FindFault(request, bytes, start) is { } headerFault)
        {
            return Refuse(headerFault.Reason, headerFault.Offset);
        }

        if (request.CSeq.Method != method)
        {
            return Refuse("CSeq names another method", start);
        }

        message = request;
        return null;
    }

    private static SipRejection? ParseResponse(ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> line, int start, SipLimits limits, out SipMessage? message)
    {
        message = null;
        if (line.Length < 11 || !line.StartsWith("SIP/2.0 "u8) || (line.Length > 11 && line[11] != (byte)' ')
            || line[8..11].ContainsAnyExceptInRange((byte)'0', (byte)'9') || line[8] is < (byte)'1' or > (byte)'6')
        {
            return new SipRejection("malformed status line", start);
        }

        var status = ((line[8] - '0') * 100) + ((line[9] - '0') * 10) + line[10] - '0';
        var phrase = line.Length > 12 ? line[12..] : default;
        var usual = SipStatus.PhraseOf(status);
        var reason = Ascii.Equals(phrase, usual) ? usual : Encoding.UTF8.GetString(phrase);
        var headers = new SipHeaders();
        if (SipHeaderReader.Read(bytes, start + line.Length + 2, limits, headers, out var bodyStart) is { } fault)
        {
            return fault;
        }

        if (TakeBody(bytes, bodyStart, headers, out var body) is { } bodyFault)
        {
            return bodyFault;
        }

        var response = new SipResponse(status, reason, headers, body);
        if (MandatoryHeaders.FindFault(response, bytes, start) is { } headerFault)
        {
            return headerFault;
        }

        message = response;
        return null;
    }

    private static SipRejection? TakeBody(ReadOnlyMemory<byte> bytes, int bodyStart, SipHeaders headers, out ReadOnlyMemory<byte> body)
    {
        body = bytes[bodyStart..];
        if (!headers.Has(HeaderName.ContentLength))
        {
            return null;
        }

        if (headers.Number(HeaderName.ContentLength) is not { } length)
        {
            return new SipRejection("malformed Content-Length", bodyStart);
        }

        if (length > body.Length)
        {
            return new SipRejection("body shorter than announced", bytes.Length);
        }

        body = body[..(int)length];
        return null;
    }
}
