using Hotline.Cases.Figures;

namespace Hotline.Cases.Tests.Figures;

public sealed class CallTallyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Quarters_agents_and_groups_add_up_to_a_naive_recount(int seed)
    {
        var calls = RandomDay.Calls(seed, 800, TimeSpan.FromHours(6));
        var parts = calls.GroupBy(row => (Quarter.Of(row.ArrivedAt), row.SkillGroup, row.AgentId)).Select(CallTally.Sum).ToList();

        var sum = CallTally.Sum(parts.AsEnumerable());

        // Counted without the product's own questions: from the moments alone.
        var incoming = calls.Where(row => !row.Outbound).ToList();
        var answered = incoming.Where(row => row.AnsweredAt is not null).ToList();
        var gone = incoming.Where(row => row.AnsweredAt is null && row.QueuedAt is not null && row.EndedAt is not null && !row.CallbackAsked).ToList();
        Assert.Equal(incoming.Count, sum.Arrived);
        Assert.Equal(incoming.Count(row => row.QueuedAt is not null), sum.Queued);
        Assert.Equal(answered.Count, sum.Answered);
        Assert.Equal(gone.Count, sum.Abandoned);
        Assert.Equal(answered.Count(row => (row.AnsweredAt - row.QueuedAt)!.Value.TotalSeconds <= 15), sum.Within15);
        Assert.Equal(answered.Count(row => (row.AnsweredAt - row.QueuedAt)!.Value.TotalSeconds <= 20), sum.Within20);
        Assert.Equal(gone.Count(row => (row.EndedAt - row.QueuedAt)!.Value.TotalSeconds > 5), sum.AbandonedLate);
        Assert.Equal(calls.Count(row => row.Outbound && row.AnsweredAt is not null), sum.Outbound);
        Assert.Equal(answered.Sum(row => (row.AnsweredAt - row.QueuedAt)!.Value.TotalSeconds), sum.WaitedMs / 1000.0, answered.Count / 1000.0);
        Assert.Equal(answered.Where(row => row.EndedAt is not null).Sum(row => (row.EndedAt - row.AnsweredAt)!.Value.TotalSeconds), sum.TalkedMs / 1000.0, answered.Count / 1000.0);
        Assert.Equal(CallTally.Sum(calls), sum);
    }

    [Fact]
    public void Whom_another_site_answered_is_overflowed_and_neither_answered_nor_abandoned_here()
    {
        var sum = CallTally.Of(Answered(TimeSpan.FromSeconds(40)) with { OverflowedTo = "west" });

        Assert.Equal((1, 1, 1, 0, 0, 0), (sum.Arrived, sum.Queued, sum.Overflowed, sum.Answered, sum.Abandoned, sum.Talked));
        Assert.Equal((1, 0), (CallTally.Of(Answered(TimeSpan.FromSeconds(40)) with { OverflowedFrom = "east" }).Answered, sum.WaitedMs));
    }

    [Fact]
    public void Fifteen_seconds_are_within_fifteen_and_a_tick_more_is_not()
    {
        Assert.True(Answered(TimeSpan.FromSeconds(15)).IsWithin15);
        Assert.False(Answered(TimeSpan.FromSeconds(15) + TimeSpan.FromTicks(1)).IsWithin15);
        Assert.True(Answered(TimeSpan.FromSeconds(20)).IsWithin20);
        Assert.False(Answered(TimeSpan.FromSeconds(20) + TimeSpan.FromTicks(1)).IsWithin20);
    }

    [Fact]
    public void Whoever_asked_to_be_called_back_or_never_stood_in_line_is_not_abandoned()
    {
        var left = Answered(TimeSpan.FromSeconds(9)) with { AnsweredAt = null, EndedAt = Noon.AddSeconds(9) };

        Assert.True(left.IsAbandoned);
        Assert.False((left with { CallbackAsked = true }).IsAbandoned);
        Assert.True((left with { CallbackAsked = true }).IsCallbackAsked);
        Assert.False((left with { QueuedAt = null }).IsAbandoned);
        Assert.False((left with { EndedAt = null }).IsAbandoned);
        Assert.False((left with { Outbound = true }).IsAbandoned);
    }

    [Fact]
    public void A_call_whose_place_in_line_a_crash_took_is_answered_without_a_wait()
    {
        var call = Answered(TimeSpan.FromSeconds(40)) with { QueuedAt = null };

        Assert.True(call.IsAnswered && call.IsQueued && call.IsWithin15);
        Assert.Equal(TimeSpan.Zero, call.Waited);
    }

    [Fact]
    public void A_clock_set_back_in_a_call_gives_no_negative_time()
    {
        var call = Answered(TimeSpan.FromSeconds(-40)) with { EndedAt = Noon.AddHours(-1) };

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (call.Waited, call.Talked));
    }

    private static CallRow Answered(TimeSpan wait) => new()
    {
        ContactId = Guid.NewGuid(),
        ArrivedAt = Noon.AddSeconds(-10),
        QueuedAt = Noon,
        AnsweredAt = Noon + wait,
        EndedAt = Noon + wait + TimeSpan.FromSeconds(60),
        AgentId = "8001",
    };
}
