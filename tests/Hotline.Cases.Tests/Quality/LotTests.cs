using Hotline.Cases.Quality;

namespace Hotline.Cases.Tests.Quality;

public sealed class LotTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draws_as_many_as_asked_for_each_once_whatever_the_order_they_are_read_in(int seed)
    {
        var random = new Random(seed);
        var calls = Calls(random, random.Next(60));
        var (count, perAgent) = (random.Next(1, 20), random.Next(2) == 0);

        var drawn = Lot.Draw(calls, seed, count, perAgent);

        Assert.Equal(drawn.Count, drawn.Distinct().Count());
        Assert.Subset(calls.ToHashSet(), drawn.ToHashSet());
        Assert.Equal(perAgent ? calls.GroupBy(call => call.AgentId).Sum(agent => Math.Min(count, agent.Count())) : Math.Min(count, calls.Count), drawn.Count);
        var shuffled = calls.ToArray();
        random.Shuffle(shuffled);
        Assert.Equal(drawn, Lot.Draw(shuffled, seed, count, perAgent));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Calls_that_come_to_light_later_only_push_others_out(int seed)
    {
        var random = new Random(seed);
        var (known, late) = (Calls(random, 40), Calls(random, 5));

        var after = Lot.Draw([.. known, .. late], seed, 10, perAgent: false);

        Assert.Subset(Lot.Draw(known, seed, 10, perAgent: false).Concat(late).ToHashSet(), after.ToHashSet());
    }

    [Fact]
    public void Every_call_is_drawn_as_often_as_any_other_over_many_seeds()
    {
        var calls = Calls(new Random(7), 10);

        var times = Enumerable.Range(0, 4000).SelectMany(seed => Lot.Draw(calls, seed, 3, perAgent: false)).CountBy(call => call).ToDictionary();

        // 1,200 expected, standard deviation 29: six of them.
        Assert.All(calls, call => Assert.InRange(times[call], 1026, 1374));
    }

    [Fact]
    public void The_rank_is_the_digest_of_seed_and_call()
    {
        // printf '0000002a00112233445566778899aabbccddeeff' | xxd -r -p | sha256sum: 849b20b8…, with fe as the last byte d2b1babe….
        var one = new Candidate(new Guid("00112233-4455-6677-8899-aabbccddeeff"), Guid.Empty, "8001", default);
        var other = one with { ContactId = new Guid("00112233-4455-6677-8899-aabbccddeefe") };

        Assert.Equal(one, Assert.Single(Lot.Draw([one, other], 42, 1, perAgent: false)));
    }

    private static List<Candidate> Calls(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var id = new byte[16];
        random.NextBytes(id);
        return new Candidate(new Guid(id), Guid.Empty, $"80{random.Next(1, 5):D2}", default);
    })];
}
