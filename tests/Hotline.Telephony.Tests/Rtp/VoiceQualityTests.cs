using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

/// <summary>Reckoned by hand from G.107 and G.113.</summary>
public sealed class VoiceQualityTests
{
    [Theory]
    [InlineData(0, 0, 93.2)] // nothing takes anything away
    [InlineData(5, 0, 77.42)] // 95 × 5 / (5 + 25.1) = 15.78
    [InlineData(20, 0, 51.07)] // 95 × 20 / 45.1 = 42.13
    [InlineData(0, 100, 90.8)] // 0.024 × 100
    [InlineData(0, 300, 72.5)] // 0.024 × 300 + 0.11 × 122.7 = 20.70
    [InlineData(5, 300, 56.72)]
    [InlineData(100, 1000, 0)] // never below
    public void Loss_and_delay_take_away_from_93(double lossPercent, int oneWayMs, double rating) =>
        Assert.Equal(rating, VoiceQuality.Rate(lossPercent, TimeSpan.FromMilliseconds(oneWayMs)), 0.01);

    [Theory]
    [InlineData(93.2, 4.41)] // 1 + 3.262 + 0.147
    [InlineData(80, 4.02)] // 1 + 2.8 + 0.224
    [InlineData(60, 3.1)]
    [InlineData(50, 2.58)] // 1 + 1.75 − 0.175
    [InlineData(5, 1)] // the formula would fall below 1
    [InlineData(0, 1)]
    public void Ratings_are_opinions_from_1(double rating, double opinion) => Assert.Equal(opinion, VoiceQuality.Opinion(rating), 0.01);

    [Fact]
    public void A_phone_of_which_nothing_came_has_no_opinion_and_one_that_measured_no_round_trip_is_judged_by_its_losses()
    {
        Assert.Null(Heard(received: 0).Opinion);
        Assert.Equal(4.41, Heard(500).Opinion!.Value, 0.01);
        Assert.Equal(4.41, Heard(500, lost: -3).Opinion!.Value, 0.01); // doubles
        Assert.Equal(3.92, Heard(475, lost: 25).Opinion!.Value, 0.01); // R 77.42
        Assert.Equal(3.71, Heard(500, roundTrip: TimeSpan.FromMilliseconds(600)).Opinion!.Value, 0.01); // R 72.5
    }

    private static LegQuality Heard(long received, long lost = 0, TimeSpan? roundTrip = null) => new MediaStatistics
    {
        Received = received,
        Lost = lost,
        RoundTrip = roundTrip,
        Jitter = TimeSpan.Zero,
        Foreign = 0,
        Unusable = 0,
        Sent = 0,
        SendFailures = 0,
        LostByFarEnd = null,
        Sound = 0,
        Recorded = 0,
    }.ToQuality();
}
