using System.Text;

namespace Hotline.Channels.Sms;

/// <summary>How octets of an SMS become text, and back (SMPP 3.4 §5.2.19, 3GPP TS 23.038 §4).</summary>
internal static class SmsCoding
{
    /// <summary>"SMSC default alphabet": taken as the GSM 7 bit default alphabet, unpacked.</summary>
    internal const byte Gsm = 0x00;

    /// <summary>Plain ASCII, as CMPP's msg_fmt 0 says.</summary>
    internal const byte PlainAscii = 0x00;

    /// <summary>UCS-2, big end first.</summary>
    internal const byte Ucs2 = 0x08;

    // Reserved in SMPP 3.4; China's gateways use it for GB18030, as CMPP 2.0 does (msg_fmt 15).
    private const byte Chinese = 0x0F;

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>Text of any coding we know; octets of another (binary ones) as hexadecimal digits, so that nothing is lost.</summary>
    internal static string Decode(byte dataCoding, ReadOnlySpan<byte> octets) => dataCoding switch
    {
        Gsm => GsmAlphabet.Decode(octets),
        0x01 => Encoding.ASCII.GetString(octets),
        0x03 => Encoding.Latin1.GetString(octets),
        Ucs2 => Encoding.BigEndianUnicode.GetString(octets),
        Chinese => Gb18030.GetString(octets),
        _ => "0x" + Convert.ToHexString(octets),
    };
}
