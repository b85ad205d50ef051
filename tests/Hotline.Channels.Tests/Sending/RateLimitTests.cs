using Hotline.Channels.Sending;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sending;

public sealed class RateLimitTests
{
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public async Task Sendings_are_spaced_evenly()
    {
        var rate = new RateLimit(perSecond: 4, clock);
        Assert.True(await rate.WaitAsync(TimeSpan.Zero, default));

        var second = rate.WaitAsync(TimeSpan.FromSeconds(1), default).AsTask();
        var third = rate.WaitAsync(TimeSpan.FromSeconds(1), default).AsTask();
        clock.Advance(TimeSpan.FromMilliseconds(250));

        Assert.True(await second);
        Assert.False(third.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True(await third);
    }

    [Fact]
    public async Task A_turn_too_far_off_is_not_waited_for_and_takes_no_place()
    {
        var rate = new RateLimit(perSecond: 1, clock);
        Assert.True(await rate.WaitAsync(TimeSpan.Zero, default));

        Assert.False(await rate.WaitAsync(TimeSpan.FromMilliseconds(999), default));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await rate.WaitAsync(TimeSpan.Zero, default));
    }

    [Fact]
    public async Task Zero_is_no_limit()
    {
        var rate = new RateLimit(perSecond: 0, clock);
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(await rate.WaitAsync(TimeSpan.Zero, default));
        }
    }
}
