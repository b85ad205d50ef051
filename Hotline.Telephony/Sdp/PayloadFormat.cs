using System.Globalization;

namespace Hotline.Telephony.Sdp;

/// <summary>One payload number of an audio medium and what it stands for.</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="Encoding">Name and clock rate as in <c>a=rtpmap</c>: <c>PCMA/8000</c>.</param>
internal sealed record PayloadFormat(byte PayloadType, string Encoding)
{
    public AudioCodec? Codec => Is("PCMA/8000") ? AudioCodec.Pcma : Is("PCMU/8000") ? AudioCodec.Pcmu : null;

    /// <summary>RFC 4733; only at the clock of the speech, 8000.</summary>
    public bool IsEvents => Is("telephone-event/8000");

    public static PayloadFormat Events(byte payloadType) => new(payloadType, "telephone-event/8000");

    /// <summary>The formats of an RTP medium in their order; static numbers count without rtpmap (RFC 3551 §6), others without one are left out.</summary>
    public static IReadOnlyList<PayloadFormat> Read(MediaDescription medium)
    {
        var maps = new Dictionary<byte, string>();
        foreach (var (name, value) in medium.Attributes)
        {
            if (name == "rtpmap" && value?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, var encoding, ..] && TryNumber(number, out var mapped))
            {
                maps.TryAdd(mapped, encoding.EndsWith("/8000/1", StringComparison.Ordinal) ? encoding[..^2] : encoding);
            }
        }

        var formats = new List<PayloadFormat>();
        foreach (var format in medium.Formats)
        {
            if (TryNumber(format, out var number) && (maps.GetValueOrDefault(number) ?? StaticEncoding(number)) is { } encoding)
            {
                formats.Add(new PayloadFormat(number, encoding));
            }
        }

        return formats;
    }

    private static bool TryNumber(string text, out byte number) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 128;

    private static string? StaticEncoding(byte number) => number switch
    {
        (byte)AudioCodec.Pcmu => "PCMU/8000",
        (byte)AudioCodec.Pcma => "PCMA/8000",
        _ => null,
    };

    private bool Is(string encoding) => Encoding.Equals(encoding, StringComparison.OrdinalIgnoreCase);
}
