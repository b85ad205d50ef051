using System.Text;

namespace Hotline.Channels.Sms;

/// <summary>One text as the messages it takes: in the GSM alphabet if every character is in it, else in UCS-2.</summary>
internal sealed record SmsParts
{
    // 3GPP TS 23.040 §9.2.3.24: 140 octets of user data, 160 septets; six octets (seven septets) of header in each part of several.
    private const int SeptetsAlone = 160;
    private const int SeptetsJoined = 153;
    private const int OctetsAlone = 140;
    private const int OctetsJoined = 134;

    /// <summary>data_coding for every part.</summary>
    public required byte DataCoding { get; init; }

    /// <summary>Tells the parts of one text from those of another (3GPP TS 23.040 §9.2.3.24.1).</summary>
    public required byte Reference { get; init; }

    /// <summary>The text of each part, in order, without any header.</summary>
    public required IReadOnlyList<byte[]> Pieces { get; init; }

    /// <summary>Splits; null where it would take more than the 255 parts an 8-bit count can say.</summary>
    /// <param name="text">What to send.</param>
    /// <param name="reference">See <see cref="Reference"/>.</param>
    internal static SmsParts? Split(string text, byte reference)
    {
        var (coding, units) = Units(text);
        var (alone, joined) = coding == SmsCoding.Gsm ? (SeptetsAlone, SeptetsJoined) : (OctetsAlone, OctetsJoined);
        return Of(coding, Fill(units, units.Sum(unit => unit.Length) <= alone ? alone : joined), reference);
    }

    /// <summary>As one piece, however long, for a centre that splits by itself; null where 255 parts would not hold it.</summary>
    internal static SmsParts? Whole(string text, byte reference)
    {
        var (coding, units) = Units(text);
        var octets = units.SelectMany(unit => unit).ToArray();
        return octets.Length > byte.MaxValue * OctetsJoined ? null : Of(coding, [octets], reference);
    }

    /// <summary>Splits for a gateway whose plain coding is ASCII, seven bits packed into no fewer octets; all else in UCS-2.</summary>
    internal static SmsParts? SplitAscii(string text, byte reference)
    {
        var isAscii = text.All(character => character is >= ' ' and <= '~');
        var units = isAscii ? text.Select(character => (byte[])[(byte)character]).ToList() : Ucs2Units(text).ToList();
        var alone = isAscii ? SeptetsAlone : OctetsAlone;
        return Of(isAscii ? SmsCoding.PlainAscii : SmsCoding.Ucs2, Fill(units, units.Sum(unit => unit.Length) <= alone ? alone : OctetsJoined), reference);
    }

    /// <summary>A part with the user data header of concatenation in front (3GPP TS 23.040 §9.2.3.24.1).</summary>
    internal byte[] WithHeader(int index) => [5, 0, 3, Reference, (byte)Pieces.Count, (byte)(index + 1), .. Pieces[index]];

    private static SmsParts? Of(byte coding, List<byte[]> pieces, byte reference) =>
        pieces.Count > byte.MaxValue ? null : new SmsParts { DataCoding = coding, Reference = reference, Pieces = pieces };

    private static (byte Coding, List<byte[]> Units) Units(string text) =>
        text.All(character => GsmAlphabet.Encode(character) is not null)
            ? (SmsCoding.Gsm, text.Select(character => GsmAlphabet.Encode(character)!).ToList())
            : (SmsCoding.Ucs2, Ucs2Units(text).ToList());

    // A surrogate pair stays together; an escape and its septet already are one unit.
    private static IEnumerable<byte[]> Ucs2Units(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            yield return Encoding.BigEndianUnicode.GetBytes(text, i, length);
            i += length - 1;
        }
    }

    private static List<byte[]> Fill(IEnumerable<byte[]> units, int capacity)
    {
        var pieces = new List<byte[]>();
        var piece = new List<byte>(capacity);
        foreach (var unit in units)
        {
            if (piece.Count + unit.Length > capacity)
            {
                pieces.Add([.. piece]);
                piece.Clear();
            }

            piece.AddRange(unit);
        }

        pieces.Add([.. piece]);
        return pieces;
    }
}
