using Hotline.Cases.Figures;

namespace Hotline.Cases.Tests.Figures;

public sealed class SeatTallyTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void However_a_stretch_is_cut_its_parts_add_up_to_the_whole(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var began = RandomDay.Start.AddTicks(random.NextInt64(TimeSpan.TicksPerHour));
            var ended = began.AddTicks(random.NextInt64(TimeSpan.TicksPerHour));
            var state = (SeatState)random.Next(1, 6);
            var (from, to) = (RandomDay.Start, RandomDay.Start.AddHours(3));
            var cuts = Enumerable.Range(0, 6).Select(_ => from.AddTicks(random.NextInt64(3 * TimeSpan.TicksPerHour))).Append(from).Append(to).Order().ToList();

            var parts = SeatTally.Sum(cuts.Zip(cuts.Skip(1), (begin, end) => SeatTally.Of(state, began, ended, begin, end)));

            Assert.Equal(SeatTally.Of(state, began, ended, from, to), parts);
            Assert.Equal((ended - began).TotalMilliseconds, parts.NotReadyMs + parts.ReadyMs + parts.RingingMs + parts.TalkingMs + parts.WrapUpMs, 1.0);
        }
    }

    [Fact]
    public void A_stretch_outside_counts_for_nothing() =>
        Assert.Equal(SeatTally.None, SeatTally.Of(SeatState.WrapUp, RandomDay.Start, RandomDay.Start.AddHours(1), RandomDay.Start.AddHours(1), RandomDay.Start.AddHours(2)));
}
