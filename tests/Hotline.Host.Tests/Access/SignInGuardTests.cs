using System.Globalization;
using System.Net;
using Hotline.Host.Access;
using Hotline.Testing;

namespace Hotline.Host.Tests.Access;

public sealed class SignInGuardTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");

    private readonly ManualTimeProvider time = new();
    private readonly SignInGuard guard;

    public SignInGuardTests() => guard = new SignInGuard(time);

    [Fact]
    public void The_fifth_failure_makes_a_name_wait_and_each_further_one_doubles_it()
    {
        Fail("agent1", 5);
        Assert.Equal(TimeSpan.FromSeconds(30), guard.Begin("AGENT1", Here));

        time.Advance(TimeSpan.FromSeconds(30));
        Fail("agent1", 1);
        Assert.Equal(TimeSpan.FromSeconds(60), guard.Begin("agent1", Here));
    }

    [Fact]
    public void No_wait_is_longer_than_a_quarter_of_an_hour()
    {
        for (var i = 0; i < 19; i++)
        {
            time.Advance(guard.Begin("agent1", Here));
        }

        Assert.Equal(TimeSpan.FromMinutes(15), guard.Begin("agent1", Here));
    }

    [Fact]
    public void Others_at_the_same_address_go_on()
    {
        Fail("agent1", 5);
        Assert.Equal(TimeSpan.Zero, guard.Begin("agent2", Here));
    }

    [Fact]
    public void Many_names_from_one_address_make_the_address_wait()
    {
        for (var i = 0; i < SignInGuard.FailuresPerAddress; i++)
        {
            Fail(string.Create(CultureInfo.InvariantCulture, $"name{i}"), 1);
        }

        Assert.True(guard.Begin("agent1", Here) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, guard.Begin("agent1", IPAddress.Loopback));
    }

    [Fact]
    public void One_name_from_many_addresses_makes_the_name_wait()
    {
        for (var i = 1; i <= SignInGuard.FailuresPerName; i++)
        {
            guard.Begin("agent1", new IPAddress([192, 0, 2, (byte)i]));
        }

        Assert.True(guard.Begin("agent1", IPAddress.Loopback) > TimeSpan.Zero);
    }

    [Fact]
    public void Success_and_a_quiet_quarter_of_an_hour_clear_it()
    {
        Fail("agent1", 5);
        guard.Succeeded("agent1", Here);
        Fail("agent1", 4);
        time.Advance(TimeSpan.FromMinutes(15));

        Fail("agent1", 5);
    }

    [Fact]
    public void A_clock_that_is_put_back_makes_nobody_wait()
    {
        var clock = new WallClock { Now = time.GetUtcNow() };
        var stepped = new SignInGuard(clock);
        Assert.Equal(TimeSpan.Zero, stepped.Begin("agent1", Here));
        stepped.Succeeded("agent1", Here);
        clock.Now -= TimeSpan.FromHours(1);

        Assert.Equal(TimeSpan.Zero, stepped.Begin("agent2", Here));
        Assert.Equal(TimeSpan.Zero, stepped.Begin("agent1", Here));
    }

    [Fact]
    public void A_shift_that_signs_in_at_once_never_waits()
    {
        // On the machine's clock: it moves between two threads' looks at it.
        var live = new SignInGuard(TimeProvider.System);
        Parallel.For(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var userName = string.Create(CultureInfo.InvariantCulture, $"agent{i}");
            Assert.Equal(TimeSpan.Zero, live.Begin(userName, Here));
            live.Succeeded(userName, Here);
        });
    }

    [Fact]
    public void A_shift_that_signs_in_behind_one_address_never_waits()
    {
        for (var i = 0; i < 3 * SignInGuard.FailuresPerAddress; i++)
        {
            var userName = string.Create(CultureInfo.InvariantCulture, $"agent{i}");
            Fail(userName, 1);
            guard.Succeeded(userName, Here);
        }
    }

    [Fact]
    public void Attempts_at_once_are_counted_before_any_of_them_is_decided()
    {
        var allowed = Enumerable.Range(0, 100).AsParallel().WithDegreeOfParallelism(8).Count(_ => guard.Begin("agent1", Here) == TimeSpan.Zero);

        Assert.Equal(SignInGuard.FailuresPerPair, allowed);
    }

    [Fact]
    public void A_flood_of_names_leaves_the_memory_bounded_and_the_newest_counted()
    {
        for (var i = 0; i < SignInGuard.MostEntries; i++)
        {
            guard.Begin(string.Create(CultureInfo.InvariantCulture, $"name{i}"), new IPAddress(0x0A000000 + i));
        }

        Assert.InRange(guard.Entries, 1, SignInGuard.MostEntries + 3);
        Fail("agent1", 5);
        Assert.True(guard.Begin("agent1", Here) > TimeSpan.Zero);
    }

    private void Fail(string userName, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(TimeSpan.Zero, guard.Begin(userName, Here));
        }
    }

    /// <summary>A clock that people can put back.</summary>
    private sealed class WallClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
