using System.Collections.Frozen;
using System.Text;

namespace Hotline.Channels.Sms;

/// <summary>
/// The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1), one septet to an octet as SMPP carries it unpacked.
/// </summary>
internal static class GsmAlphabet
{
    private const byte Escape = 0x1B;

    // Row by row as in the table of §6.2.1; the place of the escape holds U+00A0 (§6.2.1 note 1).
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u00A0ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly (byte Septet, char Character)[] Extension =
    [
        (0x0A, '\f'), (0x14, '^'), (0x28, '{'), (0x29, '}'), (0x2F, '\\'), (0x3C, '['), (0x3D, '~'), (0x3E, ']'), (0x40, '|'), (0x65, '€'),
    ];

    private static readonly FrozenDictionary<char, byte[]> Encoding = Basic
        .Select((character, septet) => (character, octets: new[] { (byte)septet }))
        .Where(entry => entry.octets[0] != Escape)
        .Concat(Extension.Select(entry => (character: entry.Character, octets: new[] { Escape, entry.Septet })))
        .ToFrozenDictionary(entry => entry.character, entry => entry.octets);

    /// <summary>The septets of one character: one, or two with the escape; null where the alphabet has none.</summary>
    internal static byte[]? Encode(char character) => Encoding.GetValueOrDefault(character);

    /// <summary>Text from unpacked septets. An escape without a known successor becomes a space (§6.2.1.1); a set top bit is ignored.</summary>
    internal static string Decode(ReadOnlySpan<byte> septets)
    {
        var text = new StringBuilder(septets.Length);
        for (var i = 0; i < septets.Length; i++)
        {
            var septet = (byte)(septets[i] & 0x7F);
            if (septet != Escape)
            {
                text.Append(Basic[septet]);
            }
            else if (i + 1 < septets.Length && Extended(septets[i + 1]) is { } character)
            {
                text.Append(character);
                i++;
            }
            else
            {
                text.Append(' ');
            }
        }

        return text.ToString();
    }

    private static char? Extended(byte septet)
    {
        foreach (var entry in Extension)
        {
            if (entry.Septet == (septet & 0x7F))
            {
                return entry.Character;
            }
        }

        return null;
    }
}
