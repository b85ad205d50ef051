using System.Buffers.Binary;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Tests.Media;

public sealed class WavFileTests
{
    /// <summary>A WAV file put together by hand.</summary>
    internal static byte[] Wav(ushort tag, int rate, ushort channels, ushort bits, byte[] data)
    {
        var wav = new byte[44 + data.Length];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(20), tag);
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(22), channels);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), rate * channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(32), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(34), bits);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), data.Length);
        data.CopyTo(wav, 44);
        return wav;
    }

    [Fact]
    public void Reads_linear_samples_of_each_channel()
    {
        var wav = WavFile.Parse("a.wav", Wav(1, 8000, 2, 16, [1, 0, 255, 255, 2, 0, 254, 255]));
        Assert.Equal([1, 2], wav.Samples(0));
        Assert.Equal([-1, -2], wav.Samples(1));
        Assert.Equal((null, 2), (wav.Law, wav.Frames));
    }

    [Fact]
    public void Reads_codes_of_either_law()
    {
        Assert.Equal([G711.Decode(G711Law.A, 0x12)], WavFile.Parse("a.wav", Wav(6, 8000, 1, 8, [0x12])).Samples(0));
        Assert.Equal([G711.Decode(G711Law.Mu, 0x12)], WavFile.Parse("a.wav", Wav(7, 8000, 1, 8, [0x12])).Samples(0));
    }

    [Fact]
    public void Passes_over_chunks_it_does_not_need()
    {
        var wav = Wav(7, 8000, 1, 8, [1, 2, 3]);
        byte[] list = [.. "LIST"u8, 3, 0, 0, 0, 9, 9, 9, 0];
        Assert.Equal(3, WavFile.Parse("a.wav", [.. wav[..36], .. list, .. wav[36..]]).Frames);
    }

    [Fact]
    public void Reads_back_the_headers_we_write()
    {
        var header = new byte[WavHeader.G711Length + 6];
        WavHeader.WriteG711(header, G711Law.Mu, channels: 2, frames: 3);
        var wav = WavFile.Parse("a.wav", header);
        Assert.Equal((G711Law.Mu, 2, 3), (wav.Law, wav.Channels, wav.Frames));

        var linear = new byte[WavHeader.Linear16Length + 12];
        WavHeader.WriteLinear16(linear, channels: 2, frames: 3);
        Assert.Equal(3, WavFile.Parse("a.wav", linear).Frames);
    }

    [Theory]
    [InlineData(1, 16000, 1, 16, "expected 8000 samples a second, found 16000")]
    [InlineData(1, 8000, 3, 16, "expected 1 or 2 channels, found 3")]
    [InlineData(1, 8000, 1, 24, "found tag 1 with 24 bits")]
    [InlineData(3, 8000, 1, 32, "found tag 3 with 32 bits")]
    public void Says_what_was_expected(int tag, int rate, int channels, int bits, string message)
    {
        var error = Assert.Throws<WavException>(() => WavFile.Parse("city/greeting.wav", Wav((ushort)tag, rate, (ushort)channels, (ushort)bits, new byte[48])));
        Assert.StartsWith("city/greeting.wav: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_prefix_is_refused()
    {
        var wav = Wav(6, 8000, 1, 8, [1, 2, 3, 4]);
        for (var length = 0; length < wav.Length; length++)
        {
            Assert.Throws<WavException>(() => WavFile.Parse("a.wav", wav[..length]));
        }

        Assert.Equal(4, WavFile.Parse("a.wav", wav).Frames);
    }

    [Fact]
    public void Survives_any_changed_byte()
    {
        var wav = Wav(6, 8000, 1, 8, new byte[100]);
        var random = new Random(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var changed = wav.ToArray();
            for (var i = 0; i < 3; i++)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.InRange(WavFile.Parse("a.wav", changed).Frames, 0, changed.Length);
            }
            catch (WavException)
            {
                // Refused: the other outcome allowed.
            }
        }
    }
}
