using System.Buffers.Text;
using System.Globalization;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>The place of a request in its dialog (RFC 3261 §20.16).</summary>
/// <param name="Number">0 to 2³¹−1 (RFC 3261 §8.1.1.5).</param>
/// <param name="Method">The method, with case.</param>
internal sealed record CSeq(uint Number, string Method)
{
    public static bool TryParse(ReadOnlySpan<byte> value, out CSeq cseq)
    {
        cseq = null!;
        if (!Utf8Parser.TryParse(value, out uint number, out var used) || number > int.MaxValue || used == 0
            || used >= value.Length || value[used] is not ((byte)' ' or (byte)'\t'))
        {
            return false;
        }

        var method = value[used..].Trim(" \t"u8);
        if (!SipScanner.IsToken(method))
        {
            return false;
        }

        cseq = new CSeq(number, SipMethod.NameOf(method));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Method}");
}
