using Hotline.Cases.Figures;

namespace Hotline.Cases.Tests.Figures;

/// <summary>Invented calls of some days, the same for the same seed: every way a call can go.</summary>
internal static class RandomDay
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);

    private static readonly string[] Groups = ["general", "consumer"];

    public static List<CallRow> Calls(int seed, int count, TimeSpan over)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Call(random, over)).OrderBy(row => row.ArrivedAt).ThenBy(row => row.ContactId)];
    }

    private static CallRow Call(Random random, TimeSpan over)
    {
        // Some on the very border of a quarter, some a tick beside it.
        var arrived = Start + (random.Next(10) == 0
            ? (Quarter.Length * random.Next((int)(over / Quarter.Length))) + TimeSpan.FromTicks(random.Next(3) - 1)
            : TimeSpan.FromTicks((long)(random.NextDouble() * over.Ticks)));
        arrived = arrived < Start ? Start : arrived;
        var outbound = random.Next(12) == 0;
        DateTimeOffset? queued = outbound || random.Next(8) == 0 ? null : arrived + TimeSpan.FromSeconds(random.NextDouble() * 20);
        var wait = random.Next(6) switch
        {
            0 => TimeSpan.FromSeconds(15),
            1 => TimeSpan.FromSeconds(20),
            2 => TimeSpan.FromSeconds(5),
            _ => TimeSpan.FromSeconds(random.NextDouble() * 60),
        };
        DateTimeOffset? answered = outbound || random.Next(4) > 0 ? (queued ?? (outbound ? arrived : null)) + wait : null;
        DateTimeOffset? ended = random.Next(20) == 0 ? null : (answered ?? queued ?? arrived) + TimeSpan.FromSeconds(random.NextDouble() * 400);
        var number = random.Next(7) == 0 ? "" : $"138{random.Next(60):D8}";
        return new CallRow
        {
            ContactId = Guid.CreateVersion7(arrived),
            CallId = Guid.NewGuid().ToString("N"),
            Number = number,
            NumberKey = number,
            ArrivedAt = arrived,
            QueuedAt = queued,
            AnsweredAt = answered,
            EndedAt = answered is null && ended is not null && queued is { } stood ? stood + wait : ended,
            SkillGroup = queued is null ? null : Groups[random.Next(2)],
            AgentId = answered is null ? null : $"80{random.Next(1, 4):D2}",
            Outbound = outbound,
            CallbackAsked = answered is null && queued is not null && random.Next(5) == 0,
            Ending = ended is null ? null : ContactEnding.CallerHungUp,
        };
    }
}
