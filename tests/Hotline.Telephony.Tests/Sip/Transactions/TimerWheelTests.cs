using Hotline.Telephony.Sip.Transactions;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Sip.Transactions;

/// <summary>Many timers behind one: none early, none later than a grain, none that was taken back.</summary>
public sealed class TimerWheelTests : IDisposable
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider clock = new();
    private readonly TimerWheel wheel;
    private int fired;

    public TimerWheelTests() => wheel = new TimerWheel(clock);

    public void Dispose() => wheel.Dispose();

    [Fact]
    public async Task No_timer_fires_early_none_a_grain_late_and_long_ones_by_ten_at_most()
    {
        var random = new Random(20261123);
        var begun = clock.GetTimestamp();
        var dues = new List<(TimeSpan At, TimeSpan Late)>();
        for (var i = 0; i < 2000; i++)
        {
            // Some beyond a turn of the wheel, which is 41 s.
            var after = TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromSeconds(i % 10 == 0 ? 200 : 35).Ticks));
            dues.Add((clock.GetElapsedTime(begun) + after, (after < TimeSpan.FromSeconds(5) ? TimerWheel.Grain : 10 * TimerWheel.Grain) + Millisecond));
            Set(after);
            clock.Advance(TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromMilliseconds(20).Ticks)));
        }

        while (wheel.Count > 0)
        {
            Assert.True(clock.PendingTimers == 1, "many timers are one of the clock's");
            clock.Advance(TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromSeconds(1).Ticks)));
            var now = clock.GetElapsedTime(begun);
            Assert.InRange(wheel.Count, dues.Count(due => due.At > now), dues.Count(due => due.At > now - due.Late));
        }

        await FiredAsync(2000);
    }

    [Fact]
    public async Task A_timer_taken_back_does_not_fire_and_one_set_anew_fires_at_its_new_time()
    {
        var (kept, takenBack, moved) = (Set(TimeSpan.FromSeconds(32)), Set(TimeSpan.FromSeconds(32)), Set(TimeSpan.FromSeconds(32)));
        takenBack.Dispose();
        Assert.False(takenBack.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        Assert.True(moved.Change(TimeSpan.FromMilliseconds(500), Timeout.InfiniteTimeSpan));
        Assert.Equal(2, wheel.Count);

        clock.Advance(TimeSpan.FromMilliseconds(511));
        Assert.Equal(1, wheel.Count);
        await FiredAsync(1);

        Assert.True(kept.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((0, 1), (wheel.Count, fired));
    }

    [Fact]
    public async Task A_timer_with_a_period_fires_until_it_is_taken_back()
    {
        var timer = wheel.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(50));
        for (var times = 1; times <= 3; times++)
        {
            clock.Advance(TimeSpan.FromSeconds(times == 1 ? 1.02 : 50.02));
            await FiredAsync(times);
        }

        await timer.DisposeAsync();
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public async Task It_goes_on_after_a_long_rest_with_no_timer_set()
    {
        Set(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromHours(1));
        await FiredAsync(1);
        Set(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1) - Millisecond);
        Assert.Equal(1, wheel.Count);
        clock.Advance(TimerWheel.Grain + (2 * Millisecond));
        await FiredAsync(2);
    }

    [Fact]
    public async Task Time_outs_of_the_runtime_hold_by_it()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5), wheel);
        var delay = Task.Delay(TimeSpan.FromSeconds(3), wheel, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(3) + TimerWheel.Grain);
        await delay.WaitAsync(Deadline.Token());
        Assert.False(source.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(2));
        await Deadline.Until(() => source.IsCancellationRequested, "the time-out did not come");
    }

    [Fact]
    public async Task Each_setting_fires_once_where_timers_are_set_again_while_the_wheel_turns()
    {
        const int Timers = 200_000, SetAgain = 50, Rounds = 5;
        var rung = new RungClock();
        using var turning = new TimerWheel(rung);
        var counts = new int[Timers];
        var timers = Enumerable.Range(0, Timers)
            .Select(at => turning.CreateTimer(_ => Interlocked.Increment(ref counts[at]), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).ToArray();
        for (var round = 1; round <= Rounds; round++)
        {
            Array.ForEach(timers, SetShort);
            var first = Task.Run(rung.Ring, TestContext.Current.CancellationToken);
            var deadline = Deadline.Token();
            while (turning.Count > 0)
            {
                deadline.ThrowIfCancellationRequested();
                Thread.SpinWait(20);
            }

            // The first turn has taken them all, and may be about to fire the last ones yet.
            Array.ForEach(timers[^SetAgain..], SetShort);
            rung.Ring();
            await first;
            var (once, twice) = (round, 2 * round);
            await Deadline.Until(() => counts.Sum() >= ((Timers - SetAgain) * once) + (SetAgain * twice), $"a setting of round {round} did not fire");
            Assert.DoesNotContain(counts[..^SetAgain], count => count != once);
            Assert.DoesNotContain(counts[^SetAgain..], count => count != twice);
        }

        void SetShort(ITimer timer) => timer.Change(TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
    }

    private ITimer Set(TimeSpan after) => wheel.CreateTimer(_ => Interlocked.Increment(ref fired), null, after, Timeout.InfiniteTimeSpan);

    private Task FiredAsync(int times) => Deadline.Until(() => Volatile.Read(ref fired) == times, $"{times} were to fire");

    // A clock that several threads may ring at once: each time 20 ms later.
    private sealed class RungClock : TimeProvider
    {
        private long now;
        private Action? alarm;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            alarm = () => callback(state);
            return new Bell();
        }

        public void Ring()
        {
            Interlocked.Add(ref now, 20 * TimeSpan.TicksPerMillisecond);
            alarm!();
        }

        private sealed class Bell : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
