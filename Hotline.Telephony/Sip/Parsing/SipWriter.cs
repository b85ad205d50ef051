using System.Globalization;
using System.Text;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Parsing;

/// <summary>Writes messages: long header names, headers in their order, Content-Length last and always right.</summary>
internal static class SipWriter
{
    public static byte[] Write(SipMessage message)
    {
        var startLine = message switch
        {
            SipRequest request => $"{request.Method} {request.Uri} SIP/2.0",
            SipResponse response => string.Create(CultureInfo.InvariantCulture, $"SIP/2.0 {response.Status} {response.Reason}"),
            _ => throw new ArgumentException("Neither request nor response.", nameof(message)),
        };
        if (startLine.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException("The start line holds a line end.", nameof(message));
        }

        var contentLength = string.Create(CultureInfo.InvariantCulture, $"{HeaderName.ContentLength}: {message.Body.Length}\r\n\r\n");
        var size = Encoding.UTF8.GetByteCount(startLine) + 2 + contentLength.Length + message.Body.Length;
        foreach (ref readonly var line in message.Headers.Lines)
        {
            size += IsLength(line) ? 0 : line.Name.Length + line.Value.Length + 4;
        }

        var bytes = new byte[size];
        var position = Encoding.UTF8.GetBytes(startLine, bytes);
        position += Put(bytes, position, "\r\n"u8);
        foreach (ref readonly var line in message.Headers.Lines)
        {
            if (!IsLength(line))
            {
                position += Encoding.ASCII.GetBytes(line.Name, bytes.AsSpan(position));
                position += Put(bytes, position, ": "u8);
                position += Put(bytes, position, line.Value.Span);
                position += Put(bytes, position, "\r\n"u8);
            }
        }

        position += Encoding.ASCII.GetBytes(contentLength, bytes.AsSpan(position));
        Put(bytes, position, message.Body.Span);
        return bytes;
    }

    private static bool IsLength(in SipHeader line) => line.Name.Equals(HeaderName.ContentLength, StringComparison.OrdinalIgnoreCase);

    private static int Put(byte[] target, int position, ReadOnlySpan<byte> source)
    {
        source.CopyTo(target.AsSpan(position));
        return source.Length;
    }
}
