using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>
/// An id in the lowest bit of 16-bit samples, the same bit on both sides of a frame: 32 bits of beginning, 128 of the id, over and over. A piece of 40 ms holds
/// all of it once.
/// </summary>
internal sealed class Watermark
{
    /// <summary>Frames of one whole mark.</summary>
    public const int Frames = 32 + 128;

    // Unlike any shift of itself, and found by chance once in 2^32 places.
    private const uint Beginning = 0xE9A3_5C17;

    private readonly bool[] _bits = new bool[Frames];

    public Watermark(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = 0; i < Frames; i++)
        {
            _bits[i] = i < 32 ? (Beginning >> (31 - i) & 1) != 0 : (bytes[(i - 32) / 8] >> (7 - ((i - 32) % 8)) & 1) != 0;
        }
    }

    /// <summary>The sample as it goes out.</summary>
    public short On(short sample, long frame) => (short)((sample & ~1) | (_bits[(int)(frame % Frames)] ? 1 : 0));

    /// <summary>The id in the bits of consecutive frames; null where two whole marks that agree are not among them.</summary>
    public static Guid? Read(ReadOnlySpan<bool> bits)
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var start = 0; start + (2 * Frames) <= bits.Length; start++)
        {
            if (!Begins(bits[start..]) || !bits.Slice(start, Frames).SequenceEqual(bits.Slice(start + Frames, Frames)))
            {
                continue;
            }

            bytes.Clear();
            for (var i = 0; i < 128; i++)
            {
                bytes[i / 8] |= (byte)(bits[start + 32 + i] ? 1 << (7 - (i % 8)) : 0);
            }

            return new Guid(bytes, bigEndian: true);
        }

        return null;
    }

    /// <summary>The lowest bits of the left side of a WAV file of ours, from any even place in it.</summary>
    public static bool[] BitsOf(ReadOnlySpan<byte> wav)
    {
        var sound = wav.Length > WavHeader.Linear16Length && wav[..4].SequenceEqual("RIFF"u8) ? wav[WavHeader.Linear16Length..] : wav;
        var bits = new bool[sound.Length / 4];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = (sound[i * 4] & 1) != 0;
        }

        return bits;
    }

    private static bool Begins(ReadOnlySpan<bool> bits)
    {
        for (var i = 0; i < 32; i++)
        {
            if (bits[i] != ((Beginning >> (31 - i) & 1) != 0))
            {
                return false;
            }
        }

        return true;
    }
}
