namespace Hotline.Telephony.Rtp;

/// <summary>
/// How well speech got through, estimated by the E-model (ITU-T G.107) with everything at its default but loss and delay: G.711 with concealment (ITU-T G.113 Appendix I:
/// Ie 0, Bpl 25.1), losses that fall at random, no echo.
/// </summary>
internal static class VoiceQuality
{
    /// <summary>R with everything at its default (G.107 §7.7: 93.2).</summary>
    public const double Best = 93.2;

    private const double Robustness = 25.1;

    // Where a delay begins to hurt conversation by itself: Id in the form that R. G. Cole and J. H. Rosenbluth fitted to G.107 (2001), for one way in milliseconds.
    private const double TalkedOverMs = 177.3;

    /// <summary>The rating R, 0 to 93.2.</summary>
    /// <param name="lossPercent">Packets lost, 0 to 100.</param>
    /// <param name="oneWay">Delay from mouth to ear; zero where it is not known.</param>
    public static double Rate(double lossPercent, TimeSpan oneWay)
    {
        var ms = oneWay.TotalMilliseconds;
        var delayed = (0.024 * ms) + (0.11 * Math.Max(0, ms - TalkedOverMs));
        var lost = 95 * lossPercent / (lossPercent + Robustness);
        return Math.Clamp(Best - delayed - lost, 0, Best);
    }

    /// <summary>What listeners would say on average, 1 to 4.41 (G.107 Annex B).</summary>
    public static double Opinion(double rating) => Math.Max(1, 1 + (0.035 * rating) + (7e-6 * rating * (rating - 60) * (100 - rating)));
}
