using Hotline.Telephony.Media;

namespace Hotline.Telephony.Calls;

/// <summary>Tones of the telephone network, as a Chinese caller knows them (GF 002-9002.1): 450 Hz.</summary>
internal static class CallTones
{
    private const double Hertz = 450;
    private const double Level = 0.1;

    /// <summary>Speak after the tone: half a second.</summary>
    public static IReadOnlyList<Prompt> Record { get; } = [new Prompt("record", Tone.Samples(Hertz * 2, TimeSpan.FromMilliseconds(500), Level))];

    /// <summary>The called phone rings: 1 s on, 4 s off.</summary>
    public static IReadOnlyList<Prompt> Ringback { get; } =
        [new Prompt("ringback", [.. Tone.Samples(Hertz, TimeSpan.FromSeconds(1), Level), .. new short[4 * G711.SampleRate]])];
}
