namespace Hotline.Telephony.Media;

/// <summary>The two companding laws of ITU-T G.711. The value is the static RTP payload type (RFC 3551 §6).</summary>
internal enum G711Law
{
    /// <summary>µ-law, payload type 0 (PCMU).</summary>
    Mu = 0,

    /// <summary>A-law, payload type 8 (PCMA).</summary>
    A = 8,
}

/// <summary>ITU-T G.711, bit-exact to the reference of ITU-T G.191; samples are 16-bit linear, 8,000 a second.</summary>
internal static class G711
{
    /// <summary>Samples per second.</summary>
    public const int SampleRate = 8000;

    private static readonly short[] AToLinear = TableOf(DecodeA);
    private static readonly short[] MuToLinear = TableOf(DecodeMu);
    private static readonly byte[] LinearToA = TableOf(EncodeA);
    private static readonly byte[] LinearToMu = TableOf(EncodeMu);
    private static readonly byte[] AToMu = TableOf(AToLinear, LinearToMu);
    private static readonly byte[] MuToA = TableOf(MuToLinear, LinearToA);

    /// <summary>The code of silence (the smallest positive value).</summary>
    public static byte Silence(G711Law law) => law == G711Law.A ? (byte)0xD5 : (byte)0xFF;

    /// <summary>256 linear values, one per code.</summary>
    public static ReadOnlySpan<short> Decoder(G711Law law) => law == G711Law.A ? AToLinear : MuToLinear;

    /// <summary>One sample from its code.</summary>
    public static short Decode(G711Law law, byte code) => Decoder(law)[code];

    /// <summary>The code of one sample.</summary>
    public static byte Encode(G711Law law, short sample) => (law == G711Law.A ? LinearToA : LinearToMu)[(ushort)sample];

    /// <summary>Encodes as many samples as <paramref name="samples"/> holds.</summary>
    public static void Encode(G711Law law, ReadOnlySpan<short> samples, Span<byte> codes)
    {
        var table = law == G711Law.A ? LinearToA : LinearToMu;
        for (var i = 0; i < samples.Length; i++)
        {
            codes[i] = table[(ushort)samples[i]];
        }
    }

    /// <summary>256 codes of the other law, one per code of <paramref name="from"/>: decoded to linear and encoded again.</summary>
    public static ReadOnlySpan<byte> Transcoder(G711Law from) => from == G711Law.A ? AToMu : MuToA;

    /// <summary>Turns codes of one law into codes of the other where they stand.</summary>
    public static void Transcode(G711Law from, Span<byte> codes)
    {
        var table = Transcoder(from);
        foreach (ref var code in codes)
        {
            code = table[code];
        }
    }

    // Sign, three bits of segment, four bits of step; even bits inverted (G.711 table 1a).
    private static byte EncodeA(short sample)
    {
        var magnitude = (sample < 0 ? ~sample : sample) >> 4;
        if (magnitude > 15)
        {
            var segment = 1;
            while (magnitude > 31)
            {
                magnitude >>= 1;
                segment++;
            }

            magnitude += (segment << 4) - 16;
        }

        return (byte)((sample < 0 ? magnitude : magnitude | 0x80) ^ 0x55);
    }

    private static short DecodeA(byte code)
    {
        var bits = (code ^ 0x55) & 0x7F;
        var segment = bits >> 4;
        var step = bits & 0x0F;
        var magnitude = ((segment == 0 ? step : step + 16) << 4) + 8;
        magnitude <<= Math.Max(0, segment - 1);
        return (short)(code < 0x80 ? -magnitude : magnitude);
    }

    // 14-bit magnitude with a bias of 33; all bits inverted (G.711 table 2a). Clipping at 8191 as in G.191.
    private static byte EncodeMu(short sample)
    {
        var magnitude = Math.Min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1FFF);
        var segment = 1;
        for (var rest = magnitude >> 6; rest != 0; rest >>= 1)
        {
            segment++;
        }

        var bits = ((8 - segment) << 4) | (0x0F - ((magnitude >> segment) & 0x0F));
        return (byte)(sample < 0 ? bits : bits | 0x80);
    }

    private static short DecodeMu(byte code)
    {
        var inverted = ~code;
        var segment = (inverted >> 4) & 7;
        var step = 8 << segment;
        var magnitude = (0x80 << segment) + (step * (inverted & 0x0F)) + (step / 2) - (4 * 33);
        return (short)(code < 0x80 ? -magnitude : magnitude);
    }

    private static short[] TableOf(Func<byte, short> decode)
    {
        var table = new short[256];
        for (var code = 0; code < 256; code++)
        {
            table[code] = decode((byte)code);
        }

        return table;
    }

    private static byte[] TableOf(Func<short, byte> encode)
    {
        var table = new byte[65536];
        for (var sample = 0; sample < 65536; sample++)
        {
            table[sample] = encode((short)sample);
        }

        return table;
    }

    private static byte[] TableOf(short[] decode, byte[] encode)
    {
        var table = new byte[256];
        for (var code = 0; code < 256; code++)
        {
            table[code] = encode[(ushort)decode[code]];
        }

        return table;
    }
}
