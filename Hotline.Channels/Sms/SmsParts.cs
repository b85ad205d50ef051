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

    /// <summary>Whether each part begins with a user data header.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>User data of each part, header and all, in order.</summary>
    public required IReadOnlyList<byte[]> Parts { get; init; }

    /// <summary>Splits; null where it would take more than the 255 parts an 8-bit count can say.</summary>
    /// <param name="text">What to send.</param>
    /// <param name="reference">Tells the parts of one text from those of another (3GPP TS 23.040 §9.2.3.24.1).</param>
    internal static SmsParts? Split(string text, byte reference)
    {
        var inGsm = text.All(character => GsmAlphabet.Encode(character) is not null);
        var units = inGsm ? text.Select(character => GsmAlphabet.Encode(character)!) : Ucs2Units(text);
        var (alone, joined) = inGsm ? (SeptetsAlone, SeptetsJoined) : (OctetsAlone, OctetsJoined);
        var pieces = Fill(units, units.Sum(unit => unit.Length) <= alone ? alone : joined);
        if (pieces.Count > byte.MaxValue)
        {
            return null;
        }

        return new SmsParts
        {
            DataCoding = inGsm ? SmsCoding.Gsm : SmsCoding.Ucs2,
            HasHeader = pieces.Count > 1,
            Parts = pieces.Count == 1
                ? pieces
                : [.. pieces.Select((piece, i) => (byte[])[5, 0, 3, reference, (byte)pieces.Count, (byte)(i + 1), .. piece])],
        };
    }

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
