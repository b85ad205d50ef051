using System.Text;

namespace Hotline.Cases.Imports;

/// <summary>A file's bytes as text: by its byte order mark, else UTF-8 where it is valid, else GB18030, as Chinese spreadsheets write.</summary>
internal static class ImportText
{
    /// <summary>The text and the name of its encoding; null where it is none of these.</summary>
    public static (string Text, string Encoding)? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return Decode(bytes[3..], new UTF8Encoding(false, throwOnInvalidBytes: true), "utf-8");
        }

        if (bytes.StartsWith(Encoding.Unicode.Preamble))
        {
            return Decode(bytes[2..], new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), "utf-16le");
        }

        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Decode(bytes[2..], new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), "utf-16be");
        }

        return Decode(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true), "utf-8")
            ?? Decode(bytes, CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, "gb18030");
    }

    private static (string Text, string Encoding)? Decode(ReadOnlySpan<byte> bytes, Encoding encoding, string name)
    {
        try
        {
            return (encoding.GetString(bytes), name);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
