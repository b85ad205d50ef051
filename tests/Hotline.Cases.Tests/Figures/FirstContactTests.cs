using Hotline.Cases.Figures;

namespace Hotline.Cases.Tests.Figures;

public sealed class FirstContactTests
{
    private static readonly DateTimeOffset Arrived = new(2026, 3, 2, 4, 7, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Arrived.AddDays(5);

    private static readonly CallRow Call = new()
    {
        ContactId = Guid.NewGuid(),
        NumberKey = "13800000001",
        ArrivedAt = Arrived,
        QueuedAt = Arrived,
        AnsweredAt = Arrived.AddSeconds(5),
        EndedAt = Arrived.AddSeconds(65),
    };

    [Fact]
    public void Whoever_rings_again_within_72_hours_was_not_helped()
    {
        Assert.True(Verdict(Call, []));
        Assert.False(Verdict(Call, [Arrived.AddHours(71)]));
        Assert.True(Verdict(Call, [Arrived.AddHours(72)]));
        Assert.True(Verdict(Call, [Arrived.AddHours(-1)]));
        Assert.False(Verdict(Call, [Arrived.AddHours(-1), Arrived.AddTicks(1)]));
    }

    [Fact]
    public void A_case_that_went_to_a_unit_was_not_resolved_by_the_call()
    {
        Assert.False(Verdict(Call, [], sent: Arrived.AddMinutes(10)));
        Assert.True(Verdict(Call, [], sent: Arrived.AddHours(72)));
    }

    [Fact]
    public void Nothing_is_said_of_calls_without_a_number_an_answer_or_72_hours_behind_them()
    {
        Assert.Null(Verdict(Call with { NumberKey = "" }, []));
        Assert.Null(Verdict(Call with { AnsweredAt = null }, []));
        Assert.Null(Verdict(Call with { Outbound = true }, []));
        Assert.Null(FirstContact.Judge([Call], [], new Dictionary<Guid, DateTimeOffset>(), Arrived.AddHours(72))[0].Resolved);

        // The whole quarter at once: it ended at 04:15.
        Assert.True(FirstContact.Judge([Call], [], new Dictionary<Guid, DateTimeOffset>(), Arrived.AddHours(72).AddMinutes(8))[0].Resolved);
    }

    private static bool? Verdict(CallRow call, DateTimeOffset[] others, DateTimeOffset? sent = null) => FirstContact.Judge(
        [call],
        [(call.NumberKey, call.ArrivedAt), ("13900000009", Arrived.AddHours(1)), .. others.Select(at => (call.NumberKey, at))],
        sent is { } at ? new Dictionary<Guid, DateTimeOffset> { [call.ContactId] = at } : [],
        Later)[0].Resolved;
}
