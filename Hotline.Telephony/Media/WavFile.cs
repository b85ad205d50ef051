using System.Buffers.Binary;
using System.Text;

namespace Hotline.Telephony.Media;

/// <summary>A WAV file in memory: 16-bit linear, A-law or µ-law, at 8,000 samples a second.</summary>
internal sealed class WavFile
{
    private const ushort Extensible = 0xFFFE;

    /// <summary>An hour of stereo recording; a prompt is far below. Stops a wrong file from filling the memory.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly byte[] _bytes;
    private readonly Range _data;

    private WavFile(byte[] bytes, Range data, G711Law? law, int channels) => (_bytes, _data, Law, Channels) = (bytes, data, law, channels);

    /// <summary>The law of the codes, or null for linear samples.</summary>
    public G711Law? Law { get; }

    /// <summary>1 or 2.</summary>
    public int Channels { get; }

    /// <summary>The sound, interleaved, as stored.</summary>
    public ReadOnlySpan<byte> Data => _bytes.AsSpan(_data);

    /// <summary>Samples per channel.</summary>
    public int Frames => Data.Length / (Channels * (Law is null ? 2 : 1));

    /// <summary>Length of the sound.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Frames / G711.SampleRate);

    /// <summary>Reads a file.</summary>
    /// <exception cref="WavException">It is no such WAV; the message names the file, what was expected and what was found.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WavFile Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= MaxBytes
            ? Parse(path, File.ReadAllBytes(path))
            : throw new WavException($"{path}: expected a WAV file of at most {MaxBytes} bytes, found {length}.");
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="name">Named in errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="WavException">It is no such WAV.</exception>
    public static WavFile Parse(string name, byte[] bytes)
    {
        if (bytes.Length < 12 || !bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !bytes.AsSpan(8, 4).SequenceEqual("WAVE"u8))
        {
            throw new WavException($"{name}: expected a WAV file (RIFF … WAVE at its start), found something else.");
        }

        (G711Law? Law, int Channels)? format = null;
        for (long at = 12; at + 8 <= bytes.Length;)
        {
            var id = bytes.AsSpan((int)at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)at + 4));
            var start = at + 8;
            var end = start + length;
            if (end > bytes.Length)
            {
                throw new WavException(
                    $"{name}: expected a chunk '{Encoding.Latin1.GetString(id)}' of {length} bytes at offset {at}, found only {bytes.Length - start}: the file is cut short.");
            }

            if (id.SequenceEqual("fmt "u8))
            {
                format = ReadFormat(name, bytes.AsSpan((int)start, (int)length));
            }
            else if (id.SequenceEqual("data"u8))
            {
                var (law, channels) = format ?? throw new WavException($"{name}: expected a format chunk before the data chunk, found none.");
                var frame = channels * (law is null ? 2 : 1);
                return new WavFile(bytes, (int)start..(int)(end - (length % frame)), law, channels);
            }

            // Chunks start at even offsets.
            at = end + (length & 1);
        }

        throw new WavException($"{name}: expected a data chunk, found none.");
    }

    /// <summary>The samples of one channel as linear values.</summary>
    /// <param name="channel">0 is the left or only one.</param>
    public short[] Samples(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, Channels);
        var samples = new short[Frames];
        for (var i = 0; i < samples.Length; i++)
        {
            var place = (i * Channels) + channel;
            samples[i] = Law is { } law ? G711.Decode(law, Data[place]) : BinaryPrimitives.ReadInt16LittleEndian(Data[(place * 2)..]);
        }

        return samples;
    }

    private static (G711Law? Law, int Channels) ReadFormat(string name, ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
        {
            throw new WavException($"{name}: expected a format chunk of at least 16 bytes, found {chunk.Length}.");
        }

        var tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (tag == Extensible && chunk.Length >= 26)
        {
            // The first two bytes of the sub-format are the tag proper.
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        G711Law? law = (tag, bits) switch
        {
            (WavHeader.Linear, 16) => null,
            (WavHeader.ALaw, 8) => G711Law.A,
            (WavHeader.MuLaw, 8) => G711Law.Mu,
            _ => throw new WavException(
                $"{name}: expected 16-bit PCM (tag 1), A-law (tag 6) or µ-law (tag 7), found tag {tag} with {bits} bits. `sox {Path.GetFileName(name)} -r 8000 -c 1 -b 16 out.wav` converts it."),
        };
        if (rate != G711.SampleRate)
        {
            throw new WavException(
                $"{name}: expected {G711.SampleRate} samples a second, found {rate}. `sox {Path.GetFileName(name)} -r 8000 -c 1 -b 16 out.wav` converts it.");
        }

        return channels is 1 or 2 ? (law, channels) : throw new WavException($"{name}: expected 1 or 2 channels, found {channels}.");
    }
}
