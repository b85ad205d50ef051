using System.Buffers.Text;

namespace Hotline.Channels.Mime;

/// <summary>Content-Transfer-Encoding (RFC 2045 §6), read liberally: what is no part of the encoding is skipped.</summary>
internal static class TransferEncoding
{
    internal static byte[] Decode(string? encoding, ReadOnlySpan<byte> body) => encoding?.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64Of(body),
        "quoted-printable" => QuotedPrintable(body, underscoreIsSpace: false),
        _ => body.ToArray(),
    };

    internal static byte[] Base64Of(ReadOnlySpan<byte> body)
    {
        // Line breaks are skipped by the decoder itself; anything else stranger is weeded out first.
        var decoded = new byte[(body.Length + 3) / 4 * 3];
        if (Base64.DecodeFromUtf8(body, decoded, out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            return decoded[..length];
        }

        var clean = new byte[body.Length + 3];
        var count = 0;
        foreach (var octet in body)
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'+' or (byte)'/')
            {
                clean[count++] = octet;
            }
            else if (octet == (byte)'=')
            {
                break;
            }
        }

        if (count % 4 == 1)
        {
            count--;
        }

        while (count % 4 != 0)
        {
            clean[count++] = (byte)'=';
        }

        Base64.DecodeFromUtf8(clean.AsSpan(0, count), decoded, out _, out length);
        return decoded[..length];
    }

    internal static byte[] QuotedPrintable(ReadOnlySpan<byte> body, bool underscoreIsSpace)
    {
        var decoded = new byte[body.Length];
        var count = 0;
        for (var at = 0; at < body.Length;)
        {
            var octet = body[at];
            if (octet != (byte)'=')
            {
                decoded[count++] = underscoreIsSpace && octet == (byte)'_' ? (byte)' ' : octet;
                at++;
            }
            else if (at + 2 < body.Length && Hex(body[at + 1]) is >= 0 and var high && Hex(body[at + 2]) is >= 0 and var low)
            {
                decoded[count++] = (byte)((high << 4) | low);
                at += 3;
            }
            else
            {
                // A soft line break, with the spaces that mailers put before its end.
                var rest = body[(at + 1)..];
                var space = rest.IndexOfAnyExcept(" \t\r"u8);
                if (space < 0)
                {
                    break;
                }

                if (rest[space] == (byte)'\n')
                {
                    at += space + 2;
                }
                else
                {
                    decoded[count++] = octet;
                    at++;
                }
            }
        }

        return decoded[..count];
    }

    private static int Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        _ => -1,
    };
}
