using System.Buffers.Binary;

namespace Hotline.Telephony.Media;

/// <summary>Headers of WAV files at 8,000 samples a second, as we write them.</summary>
internal static class WavHeader
{
    /// <summary>Bytes before the sound of a G.711 file: RIFF, an 18-byte format chunk, a fact chunk, the data chunk's head.</summary>
    public const int G711Length = 58;

    /// <summary>Bytes before the sound of a 16-bit linear file.</summary>
    public const int Linear16Length = 44;

    /// <summary>Format tag of 16-bit linear samples.</summary>
    public const ushort Linear = 1;

    /// <summary>Format tag of A-law.</summary>
    public const ushort ALaw = 6;

    /// <summary>Format tag of µ-law.</summary>
    public const ushort MuLaw = 7;

    /// <summary>The format tag of a law.</summary>
    public static ushort Tag(G711Law law) => law == G711Law.A ? ALaw : MuLaw;

    /// <summary>Writes <see cref="G711Length"/> bytes.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="law">The law of the sound.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="frames">Samples per channel.</param>
    public static void WriteG711(Span<byte> target, G711Law law, int channels, long frames)
    {
        var bytes = checked((uint)(frames * channels));
        WriteRiff(target, bytes + G711Length - 8);
        WriteFormat(target[12..], 18, Tag(law), channels, bitsPerSample: 8);
        BinaryPrimitives.WriteUInt16LittleEndian(target[36..], 0);
        "fact"u8.CopyTo(target[38..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[42..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(target[46..], (uint)frames);
        "data"u8.CopyTo(target[50..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[54..], bytes);
    }

    /// <summary>Writes <see cref="Linear16Length"/> bytes.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="frames">Samples per channel.</param>
    public static void WriteLinear16(Span<byte> target, int channels, long frames)
    {
        var bytes = checked((uint)(frames * channels * 2));
        WriteRiff(target, bytes + Linear16Length - 8);
        WriteFormat(target[12..], 16, Linear, channels, bitsPerSample: 16);
        "data"u8.CopyTo(target[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[40..], bytes);
    }

    private static void WriteRiff(Span<byte> target, uint length)
    {
        "RIFF"u8.CopyTo(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], length);
        "WAVE"u8.CopyTo(target[8..]);
    }

    private static void WriteFormat(Span<byte> target, uint length, ushort tag, int channels, ushort bitsPerSample)
    {
        var frame = (ushort)(channels * bitsPerSample / 8);
        "fmt "u8.CopyTo(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], length);
        BinaryPrimitives.WriteUInt16LittleEndian(target[8..], tag);
        BinaryPrimitives.WriteUInt16LittleEndian(target[10..], (ushort)channels);
        BinaryPrimitives.WriteUInt32LittleEndian(target[12..], G711.SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(target[16..], (uint)G711.SampleRate * frame);
        BinaryPrimitives.WriteUInt16LittleEndian(target[20..], frame);
        BinaryPrimitives.WriteUInt16LittleEndian(target[22..], bitsPerSample);
    }
}
