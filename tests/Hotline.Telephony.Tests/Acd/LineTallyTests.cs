using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

public sealed class LineTallyTests
{
    private readonly LineTally tally = new();

    [Fact]
    public void Nothing_is_shared_out_before_anybody_left_the_line()
    {
        var figures = tally.Read(At(0));

        Assert.Null(figures.ConnectRate);
        Assert.Null(figures.ServiceLevel15);
        Assert.Null(figures.MeanWait);
    }

    [Fact]
    public void Answered_within_15_and_20_seconds_and_abandoned_are_told_apart()
    {
        foreach (var (call, wait) in new[] { (1, 15.0), (2, 15.1), (3, 20.0), (4, 60.0) })
        {
            Queue(call, at: 100);
            Take(100 + wait, new OfferAnswered(new Offer(call, Call(call), "a", At(100))));
        }

        Queue(5, at: 100);
        Take(110, new CallerUnqueued(Call(5)));
        Queue(6, at: 100);

        var figures = tally.Read(At(200));
        Assert.Equal((4, 1, 1, 3), (figures.Answered, figures.Abandoned, figures.AnsweredWithin15, figures.AnsweredWithin20));
        Assert.Equal((0.8, 0.2, 0.6), (figures.ConnectRate, figures.ServiceLevel15, figures.ServiceLevel20));
        Assert.Equal(TimeSpan.FromSeconds((15 + 15.1 + 20 + 60) / 4), figures.MeanWait);
    }

    [Fact]
    public void What_is_older_than_a_day_is_forgotten_also_where_nothing_came_since()
    {
        Queue(1, at: 0);
        Take(10, new CallerUnqueued(Call(1)));

        Assert.Equal(1, tally.Read(At(TimeSpan.FromHours(23.9).TotalSeconds)).Abandoned);
        Assert.Equal(0, tally.Read(At(TimeSpan.FromHours(24.1).TotalSeconds)).Abandoned);
        Queue(2, at: 86_400);
        Take(86_410, new CallerUnqueued(Call(2)));
        Assert.Equal(1, tally.Read(At(86_420)).Abandoned);
    }

    private static Moment At(double seconds) => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private static CallId Call(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private void Queue(int call, double at) => Take(at, new CallerQueued(Call(call), "agents", TimeSpan.Zero, At(at)));

    private void Take(double at, AcdOutcome outcome) => tally.Take(outcome, At(at));
}
