using Hotline.Cases.Staffing;

namespace Hotline.Cases.Tests.Staffing;

public sealed class ErlangCTests
{
    private static readonly TimeSpan ThreeMinutes = TimeSpan.FromMinutes(3);

    /// <summary>Loads at which 1 % and 5 % are lost, as the usual tables of the loss formula print them (ITU-T E.520, table 1).</summary>
    [Theory]
    [InlineData(5, 1.361, 0.01)]
    [InlineData(10, 4.461, 0.01)]
    [InlineData(20, 12.03, 0.01)]
    [InlineData(50, 37.90, 0.01)]
    [InlineData(100, 84.06, 0.01)]
    [InlineData(5, 2.219, 0.05)]
    [InlineData(10, 6.216, 0.05)]
    [InlineData(20, 15.25, 0.05)]
    [InlineData(100, 95.24, 0.05)]
    public void The_loss_formula_is_that_of_the_tables(int agents, double load, double lost) =>
        Assert.Equal(lost, ErlangC.LossProbability(load, agents), 0.0001);

    /// <summary>Call Centre Helper, “Erlang C Formula – Made Simple With an Easy Worked Example”: 100 calls in 30 minutes of 180 s; 80 % in 20 s, 85 %, 30 %.</summary>
    [Fact]
    public void The_worked_example_of_Call_Centre_Helper()
    {
        var within = TimeSpan.FromSeconds(20);

        Assert.Equal(14, ErlangC.Agents(10, ThreeMinutes, 0.8, within, 0.85));
        Assert.Equal(0.174, ErlangC.WaitProbability(10, 14), 0.0005);
        Assert.Equal(0.888, ErlangC.ServiceLevel(10, 14, ThreeMinutes, within), 0.0005);
        Assert.Equal(7.8, ErlangC.MeanWait(10, 14, ThreeMinutes)!.Value.TotalSeconds, 0.05);
        Assert.Equal(20, HalfHourNeed.OnRoster(14, 0.3));
    }

    /// <summary>The Westbay and Mitan example: 360 calls in 30 minutes of 240 s, 55 agents: 23.9 % wait, 8.2 s on average.</summary>
    [Fact]
    public void Three_hundred_and_sixty_calls_and_fifty_five_agents()
    {
        Assert.Equal(0.239, ErlangC.WaitProbability(48, 55), 0.0005);
        Assert.Equal(8.2, ErlangC.MeanWait(48, 55, TimeSpan.FromMinutes(4))!.Value.TotalSeconds, 0.05);
    }

    [Fact]
    public void One_and_two_agents_are_as_their_closed_forms_say()
    {
        foreach (var busy in new[] { 0.01, 0.3, 0.7, 0.99 })
        {
            Assert.Equal(busy, ErlangC.WaitProbability(busy, 1), 1e-12);
            Assert.Equal(2 * busy * busy / (1 + busy), ErlangC.WaitProbability(2 * busy, 2), 1e-12);
        }
    }

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    public void The_recursion_is_the_sum_of_the_textbook(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var agents = random.Next(1, 60);
            var load = random.NextDouble() * agents;
            double term = 1, sum = 0;
            for (var k = 0; k < agents; k++)
            {
                sum += term;
                term *= load / (k + 1);
            }

            var waiting = term * agents / (agents - load);
            Assert.Equal(waiting / (sum + waiting), ErlangC.WaitProbability(load, agents), 1e-10);
        }
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    public void Large_loads_stay_numbers(double load)
    {
        var agents = ErlangC.Agents(load, ThreeMinutes, 0.95, TimeSpan.FromSeconds(15), 1);

        // Of heavy traffic (Halfin and Whitt 1981): some square roots of the load above the load.
        Assert.InRange((agents - load) / Math.Sqrt(load), 0.1, 3);
        Assert.InRange(ErlangC.WaitProbability(load, agents), 0.0001, 0.9999);
        Assert.True(ErlangC.ServiceLevel(load, agents, ThreeMinutes, TimeSpan.FromSeconds(15)) >= 0.95);
        Assert.True(ErlangC.ServiceLevel(load, agents - 1, ThreeMinutes, TimeSpan.FromSeconds(15)) < 0.95);
    }

    [Theory]
    [InlineData(61)]
    [InlineData(62)]
    public void The_fewest_agents_are_enough_and_one_fewer_is_not(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var (load, handling) = (random.NextDouble() * 80, TimeSpan.FromSeconds(30 + random.Next(600)));
            var (target, within, cap) = (0.5 + (random.NextDouble() * 0.49), TimeSpan.FromSeconds(random.Next(60)), 0.5 + (random.NextDouble() * 0.5));

            var agents = ErlangC.Agents(load, handling, target, within, cap);

            Assert.True(IsEnough(agents));
            Assert.False(IsEnough(agents - 1));

            bool IsEnough(int n) => n > load && load / n <= cap && ErlangC.ServiceLevel(load, n, handling, within) >= target;
        }
    }

    [Fact]
    public void Nobody_calls_nobody_waits_and_too_few_never_catch_up()
    {
        Assert.Equal(0, ErlangC.Agents(0, ThreeMinutes, 0.95, TimeSpan.Zero, 1));
        Assert.Equal((0, 1), (ErlangC.WaitProbability(0, 3), ErlangC.ServiceLevel(0, 0, ThreeMinutes, TimeSpan.Zero)));
        Assert.Equal((1, 0), (ErlangC.WaitProbability(10, 10), ErlangC.ServiceLevel(10, 10, ThreeMinutes, TimeSpan.FromHours(1))));
        Assert.Null(ErlangC.MeanWait(10, 10, ThreeMinutes));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErlangC.LossProbability(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErlangC.LossProbability(-1, 1));
    }

    [Fact]
    public void Who_is_on_the_roster_is_no_hair_too_many()
    {
        Assert.Equal(10, HalfHourNeed.OnRoster(7, 0.3));
        Assert.Equal(11, HalfHourNeed.OnRoster(8, 0.25));
        Assert.Equal(0, HalfHourNeed.OnRoster(0, 0.3));
        Assert.Equal(5, HalfHourNeed.OnRoster(5, 0));
    }
}
