using System.Buffers.Binary;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>
/// The codes of a stored recording as 16-bit samples and back without any loss. Every code has a value of its own but for the two zeros of µ-law, of which the
/// negative goes as -1, which encodes to it again.
/// </summary>
internal static class ExactSamples
{
    private const byte NegativeZeroOfMu = 0x7F;

    /// <summary>Law and samples per side of a file of ours.</summary>
    public static async Task<(G711Law Law, long Frames)> DescribeAsync(string wav, CancellationToken cancellationToken)
    {
        await using var file = Open(wav);
        var header = new byte[WavHeader.G711Length];
        await file.ReadExactlyAsync(header, cancellationToken);
        var law = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(20)) == WavHeader.ALaw ? G711Law.A : G711Law.Mu;
        return (law, (file.Length - WavHeader.G711Length) / 2);
    }

    /// <summary>Writes the sound of a file of ours as little-endian samples.</summary>
    public static async Task WriteAsync(string wav, Stream samples, CancellationToken cancellationToken)
    {
        var (law, _) = await DescribeAsync(wav, cancellationToken);
        await using var file = Open(wav);
        file.Position = WavHeader.G711Length;
        var (codes, bytes) = (new byte[32 * 1024], new byte[64 * 1024]);
        while (await file.ReadAsync(codes, cancellationToken) is > 0 and var read)
        {
            Decode(law, codes.AsSpan(0, read), bytes);
            await samples.WriteAsync(bytes.AsMemory(0, read * 2), cancellationToken);
        }
    }

    /// <summary>Writes the file that such samples were made from: header and codes.</summary>
    /// <exception cref="IOException">They are fewer or more than they should be.</exception>
    public static async Task ReadAsync(Stream samples, G711Law law, long frames, Stream file, CancellationToken cancellationToken)
    {
        var header = new byte[WavHeader.G711Length];
        WavHeader.WriteG711(header, law, channels: 2, frames);
        await file.WriteAsync(header, cancellationToken);
        var (bytes, codes) = (new byte[64 * 1024], new byte[32 * 1024]);
        long written = 0;
        while (await samples.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
        {
            for (var i = 0; i < read / 2; i++)
            {
                codes[i] = G711.Encode(law, BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(i * 2)));
            }

            await file.WriteAsync(codes.AsMemory(0, read / 2), cancellationToken);
            written += read / 2;
        }

        if (written != frames * 2)
        {
            throw new IOException($"Unpacked, the recording has {written / 2} samples a side instead of {frames}.");
        }
    }

    private static FileStream Open(string wav) => new(wav, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static void Decode(G711Law law, ReadOnlySpan<byte> codes, Span<byte> bytes)
    {
        var decoder = G711.Decoder(law);
        for (var i = 0; i < codes.Length; i++)
        {
            var sample = law == G711Law.Mu && codes[i] == NegativeZeroOfMu ? (short)-1 : decoder[codes[i]];
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(i * 2)..], sample);
        }
    }
}
