using Hotline.Cases.Figures;

namespace Hotline.Cases.Tests.Figures;

public sealed class DayWindowTests
{
    private static readonly DateTimeOffset Start = RandomDay.Start;

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void The_lowest_window_is_the_lowest_of_all_tried_one_by_one(int seed)
    {
        var calls = RandomDay.Calls(seed, 500, TimeSpan.FromDays(3));
        var (from, to) = (Start.AddMinutes(7), Start.AddDays(3).AddMinutes(-4));
        var quarters = calls.GroupBy(row => Quarter.Of(row.ArrivedAt)).Select(group => (group.Key, CallTally.Sum(group)));

        var found = DayWindow.Lowest(quarters, from, to)!.Value;

        var rates = Quarter.Within(from, to).Where(begin => begin.AddDays(1) <= to)
            .Select(begin => (Begin: begin, Rate: RateOf(calls.Where(row => row.ArrivedAt >= begin && row.ArrivedAt < begin.AddDays(1)))))
            .Where(window => window.Rate is not null).ToList();
        Assert.Equal(rates.MinBy(window => window.Rate).Begin, found.From);
        Assert.Equal(rates.Min(window => window.Rate), (double)found.Calls.Answered / (found.Calls.Answered + found.Calls.Abandoned));
    }

    [Fact]
    public void Less_than_a_day_or_a_day_without_calls_has_no_lowest_window()
    {
        Assert.Null(DayWindow.Lowest([(Start, new CallTally { Answered = 1 })], Start, Start.AddHours(23)));
        Assert.Null(DayWindow.Lowest([], Start, Start.AddDays(3)));
        Assert.Equal(Start, DayWindow.Lowest([(Start, new CallTally { Answered = 1 })], Start, Start.AddDays(1))!.Value.From);
    }

    private static double? RateOf(IEnumerable<CallRow> calls)
    {
        var decided = calls.Where(row => !row.Outbound && (row.AnsweredAt is not null || (row.QueuedAt is not null && row.EndedAt is not null && !row.CallbackAsked))).ToList();
        return decided.Count == 0 ? null : (double)decided.Count(row => row.AnsweredAt is not null) / decided.Count;
    }
}
