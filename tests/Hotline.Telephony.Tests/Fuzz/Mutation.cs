using System.Text;

namespace Hotline.Telephony.Tests.Fuzz;

/// <summary>Bends bytes at random places: changed, cut out, repeated, cut off, or with a piece put in.</summary>
internal static class Mutation
{
    /// <summary>What breaks parsers of text.</summary>
    public static readonly byte[][] TextPieces =
        [.. new[] { "\r\n", "\r", "\n", "\0", ";", ",", "<", ">", "\"", "\\", "%", "%0", ":", "@", "[", "]", "//", "=", "?", " ", "\t", "Via: ", "sip:", ";branch=", "99999999999", "-1", "\xff\xfe" }
            .Select(Encoding.Latin1.GetBytes)];

    /// <summary>What breaks parsers of lengths and counts.</summary>
    public static readonly byte[][] BinaryPieces = [[0], [0xFF], [0xFF, 0xFF], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 1], [0x80, 0xC9, 0, 1]];

    /// <summary>A seed with up to three changes; sometimes with none.</summary>
    public static byte[] Of(Random random, byte[] seed, byte[][] pieces)
    {
        var bytes = seed.ToList();
        for (var times = random.Next(4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, pieces[random.Next(pieces.Length)]);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 80), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
