using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

/// <summary>Who is chosen, for whom, in a room of several groups.</summary>
public sealed class SkillGroupTests
{
    private static readonly AcdOptions Times = new() { RingTimeout = TimeSpan.FromSeconds(15), WrapUp = TimeSpan.FromSeconds(10) };

    [Fact]
    public void A_caller_is_served_only_by_agents_of_their_group()
    {
        var room = Room(Groups("general", "enterprise"), ("a", "general", 5), ("b", "enterprise", 5));
        Ready(room, "a", 1);
        Ready(room, "b", 2);

        Assert.Equal("b", Enter(room, 10, "enterprise").AgentId);
        room.Enter(new CallerRequest(Call(11), "enterprise"), At(11));
        Assert.Empty(Offers(room));
        Assert.Equal(AgentState.Ready, room.FindAgent("a")!.State);
    }

    [Fact]
    public void A_higher_level_comes_before_a_longer_idle()
    {
        var room = Room(Groups("general"), ("a", "general", 3), ("b", "general", 8));
        Ready(room, "a", 1);
        Ready(room, "b", 2);

        Assert.Equal("b", Enter(room, 10).AgentId);
        Assert.Equal("a", Enter(room, 11).AgentId);
    }

    [Fact]
    public void A_group_may_ask_for_a_level()
    {
        var room = Room([new SkillGroup { Name = "general", Level = 6 }], ("a", "general", 5), ("b", "general", 6));
        Ready(room, "a", 1);
        Ready(room, "b", 2);

        Assert.Equal("b", Enter(room, 10).AgentId);
        room.Enter(new CallerRequest(Call(11)), At(11));
        Assert.Empty(Offers(room));
    }

    [Fact]
    public void Least_calls_chooses_who_talked_least_often_since_signing_in()
    {
        var room = Room([new SkillGroup { Name = "general", Strategy = DistributionStrategy.LeastCalls }]);
        Ready(room, "a", 1);
        Ready(room, "b", 2);
        Talk(room, Enter(room, 10), 20);
        Talk(room, Enter(room, 21), 30);
        Assert.Equal((1, 1), (room.FindAgent("a")!.Talks, room.FindAgent("b")!.Talks));
        room.Advance(At(100));
        room.SetNotReady("b", "break", At(101));
        Talk(room, Enter(room, 102), 110);
        room.SetReady("b", At(150));
        room.Advance(At(200));

        // a has been free since 120 s, b since 150 s; b talked once, a twice.
        Assert.Equal("b", Enter(room, 300).AgentId);
    }

    [Fact]
    public void Round_robin_goes_on_with_the_next_even_where_nobody_answered()
    {
        var room = Room([new SkillGroup { Name = "general", Strategy = DistributionStrategy.RoundRobin }]);
        foreach (var agent in new[] { "a", "b", "c" })
        {
            Ready(room, agent, 1);
        }

        var rung = new List<string>();
        for (var at = 10; at < 16; at++)
        {
            var offer = Enter(room, at);
            rung.Add(offer.AgentId);
            room.Leave(offer.CallId, At(at));
            room.Drain();
        }

        Assert.Equal(["a", "b", "c", "a", "b", "c"], rung);
    }

    [Fact]
    public void Ring_several_gives_the_call_to_the_first_who_answers_and_the_others_lose_nothing()
    {
        var room = Room([new SkillGroup { Name = "general", RingAtOnce = 3 }]);
        Ready(room, "a", 1);
        Ready(room, "b", 2);
        Ready(room, "c", 3);
        room.Enter(new CallerRequest(Call(10)), At(10));
        var offers = Offers(room);
        Assert.Equal(["a", "b", "c"], offers.Select(offer => offer.AgentId));

        Assert.True(room.Answer(offers[1].Id, At(12)));

        Assert.False(room.Answer(offers[0].Id, At(12)));
        Assert.Equal(2, room.Drain().OfType<OfferWithdrawn>().Count(withdrawn => withdrawn.Cause == WithdrawalCause.AnsweredElsewhere));
        room.Enter(new CallerRequest(Call(20)), At(20));
        Assert.Equal(["a", "c"], Offers(room).Select(offer => offer.AgentId));
    }

    [Fact]
    public void Ring_several_takes_no_agent_whom_another_caller_waits_for()
    {
        var room = Room([new SkillGroup { Name = "general", RingAtOnce = 3 }]);
        for (var call = 1; call <= 2; call++)
        {
            room.Enter(new CallerRequest(Call(call)), At(call));
        }

        Ready(room, "a", 10);
        Ready(room, "b", 11);

        Assert.Equal([(Call(1), "a"), (Call(2), "b")], Offers(room).Select(offer => (offer.CallId, offer.AgentId)));
    }

    [Fact]
    public void Ring_several_gives_up_on_a_caller_only_when_nobody_rings_any_more()
    {
        var room = Room([new SkillGroup { Name = "general", RingAtOnce = 2 }]);
        Ready(room, "a", 1);
        Ready(room, "b", 2);
        room.Enter(new CallerRequest(Call(10)), At(10));
        var offers = Offers(room);
        Ready(room, "c", 11);

        room.Decline(offers[0].Id, WithdrawalCause.Rejected, At(12));
        Assert.Empty(Offers(room));
        room.Decline(offers[1].Id, WithdrawalCause.Rejected, At(13));
        Assert.Equal("c", Offers(room).Single().AgentId);
    }

    [Fact]
    public void A_priority_goes_first_but_starves_nobody()
    {
        var room = Room(Groups("general") with { Priorities = new Dictionary<string, TimeSpan> { ["elderly"] = TimeSpan.FromSeconds(60), ["hazard"] = TimeSpan.FromDays(1) } });
        room.Enter(new CallerRequest(Call(1)), At(0));
        room.Enter(new CallerRequest(Call(2)), At(30));
        room.Enter(new CallerRequest(Call(3), Priority: "elderly"), At(70));
        room.Enter(new CallerRequest(Call(4), Priority: "hazard"), At(80));
        room.Enter(new CallerRequest(Call(5), Priority: "unheard-of"), At(81));

        // The elderly one is taken to have come at 0:10: before the second, after the first.
        Assert.Equal([4, 1, 3, 2, 5], room.Waiting.Select(caller => Number(caller.CallId)));
        Assert.Equal(1, room.PlaceOf(Call(4), At(82))!.Value.Position);
        Assert.Equal(3, room.PlaceOf(Call(3), At(82))!.Value.Position);
    }

    [Fact]
    public void Across_groups_an_agent_serves_who_waited_longest()
    {
        var room = Room(Groups("general", "enterprise"));
        room.Enter(new CallerRequest(Call(1), "enterprise"), At(1));
        room.Enter(new CallerRequest(Call(2), "general"), At(2));
        room.Enter(new CallerRequest(Call(3), "enterprise"), At(3));
        foreach (var (agent, at) in new[] { ("a", 10), ("b", 11), ("c", 12) })
        {
            Ready(room, agent, at);
        }

        Assert.Equal([1, 2, 3], Offers(room).Select(offer => Number(offer.CallId)));
    }

    [Fact]
    public void A_repeat_caller_gets_the_agent_who_knows_the_matter_where_they_are_free()
    {
        var room = Room(Groups("general"));
        Ready(room, "a", 1);
        Ready(room, "b", 2);
        room.Enter(new CallerRequest(Call(1), LastAgent: "b"), At(10));
        Assert.Equal("b", Offers(room).Single().AgentId);
        room.Enter(new CallerRequest(Call(2), LastAgent: "b"), At(11));
        Assert.Equal("a", Offers(room).Single().AgentId);
    }

    [Fact]
    public void After_a_wait_another_group_helps_and_the_place_is_kept()
    {
        var plan = new QueuePlan
        {
            Groups =
            [
                new SkillGroup { Name = "general", Overflows = [new Overflow { To = "backup", After = TimeSpan.FromSeconds(30) }] },
                new SkillGroup { Name = "backup" },
            ],
        };
        var room = Room(plan, ("z", "backup", 5), ("a", "general", 5));
        Ready(room, "z", 1);
        room.Enter(new CallerRequest(Call(10)), At(10));
        room.Enter(new CallerRequest(Call(11), "backup"), At(11));
        room.Answer(Offers(room).Single().Id, At(12));
        room.Enter(new CallerRequest(Call(12), "backup"), At(12));
        Assert.Equal(TimeSpan.FromSeconds(40), room.NextDue);

        room.Advance(At(40));
        room.TalkEnded(Call(11), At(41));
        room.SetReady("z", At(41));

        Assert.Equal(10, Number(Offers(room).Single().CallId));
    }

    [Fact]
    public void Overflow_by_time_of_day_waits_for_its_hour()
    {
        var overflow = new Overflow { To = "night", From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) };
        var plan = new QueuePlan { Groups = [new SkillGroup { Name = "day", Overflows = [overflow] }, new SkillGroup { Name = "night" }] };
        var room = Room(plan, ("n", "night", 5));
        Ready(room, "n", 1);
        var nine = TimeSpan.FromHours(21).TotalSeconds;
        room.Enter(new CallerRequest(Call(1), "day"), At(nine));
        Assert.Empty(Offers(room));
        Assert.Equal(TimeSpan.FromHours(22), room.NextDue);

        room.Advance(At(TimeSpan.FromHours(22).TotalSeconds));
        Assert.Equal("n", Offers(room).Single().AgentId);
    }

    [Fact]
    public void Inside_its_hours_overflow_is_at_once_also_after_midnight()
    {
        var overflow = new Overflow { To = "night", From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) };
        var plan = new QueuePlan { Groups = [new SkillGroup { Name = "day", Overflows = [overflow] }, new SkillGroup { Name = "night" }] };
        var room = Room(plan, ("n", "night", 5));
        Ready(room, "n", 1);
        room.Enter(new CallerRequest(Call(1), "day"), At(TimeSpan.FromHours(2).TotalSeconds));

        Assert.Equal("n", Offers(room).Single().AgentId);
    }

    [Fact]
    public void Overflow_by_length_waits_until_the_line_is_long()
    {
        var plan = new QueuePlan
        {
            Groups = [new SkillGroup { Name = "general", Overflows = [new Overflow { To = "backup", LongerThan = 1 }] }, new SkillGroup { Name = "backup" }],
        };
        var room = Room(plan, ("z", "backup", 5));
        Ready(room, "z", 1);
        room.Enter(new CallerRequest(Call(1)), At(1));
        Assert.Empty(Offers(room));
        room.Enter(new CallerRequest(Call(2)), At(2));

        Assert.Equal(2, Number(Offers(room).Single().CallId));
    }

    [Fact]
    public void Wrap_up_is_the_groups_own_and_holds_across_groups()
    {
        var plan = new QueuePlan { Groups = [new SkillGroup { Name = "general" }, new SkillGroup { Name = "enterprise", WrapUp = TimeSpan.FromSeconds(60) }] };
        var room = Room(plan);
        Ready(room, "a", 1);
        Talk(room, Enter(room, 10, "enterprise"), 20);
        room.Enter(new CallerRequest(Call(30), "general"), At(30));
        room.Advance(At(79));

        Assert.Empty(Offers(room));
        Assert.Equal(AgentState.WrapUp, room.FindAgent("a")!.State);
        room.Advance(At(80));
        Assert.Equal(30, Number(Offers(room).Single().CallId));
    }

    [Fact]
    public void A_phone_that_rings_in_vain_holds_up_nobody_else()
    {
        var room = Room(Groups("general"));
        Ready(room, "slow", 1);
        Ready(room, "b", 2);
        var slow = Enter(room, 10);
        Assert.Equal("slow", slow.AgentId);

        Assert.Equal("b", Enter(room, 11).AgentId);
        Ready(room, "c", 12);
        Assert.Equal("c", Enter(room, 13).AgentId);
    }

    [Fact]
    public void After_a_transfer_each_agent_wraps_up_when_they_part()
    {
        var room = Room(Groups("general"));
        Ready(room, "a", 1);
        Ready(room, "b", 2);
        var offer = Enter(room, 10);
        room.Answer(offer.Id, At(11));
        Assert.True(room.Join("b", offer.CallId, At(60)));
        room.Part("a", At(70));
        Assert.Equal((AgentState.WrapUp, AgentState.Talking), (room.FindAgent("a")!.State, room.FindAgent("b")!.State));

        room.TalkEnded(offer.CallId, At(100));
        Assert.Equal(AgentState.WrapUp, room.FindAgent("b")!.State);
        Assert.Equal(TimeSpan.FromSeconds(80), room.NextDue);
    }

    [Fact]
    public void Nobody_joins_a_call_who_rings_talks_or_has_no_phone()
    {
        var room = Room(Groups("general"));
        Ready(room, "a", 1);
        var offer = Enter(room, 10);
        Assert.False(room.Join("a", Call(99), At(11)));
        room.Answer(offer.Id, At(12));
        Assert.False(room.Join("a", Call(99), At(13)));
        room.Know("b", AgentStanding.Newcomer, At(14));
        Assert.False(room.Join("b", Call(99), At(15)));
        Assert.False(room.Join("stranger", Call(99), At(15)));
    }

    [Fact]
    public void A_new_plan_moves_callers_without_losing_their_place()
    {
        var room = Room(Groups("general", "enterprise"));
        room.Enter(new CallerRequest(Call(1), "enterprise"), At(1));
        room.Enter(new CallerRequest(Call(2), "general"), At(2));
        room.Adopt(Groups("general"), At(3));

        Assert.Equal(1, room.PlaceOf(Call(1), At(4))!.Value.Position);
        Assert.Equal(2, room.PlaceOf(Call(2), At(4))!.Value.Position);
        Ready(room, "a", 5);
        Assert.Equal(1, Number(Offers(room).Single().CallId));
    }

    [Fact]
    public void Who_waited_before_elsewhere_keeps_the_time()
    {
        var room = Room(Groups("general"));
        room.Enter(new CallerRequest(Call(1)), At(50));
        room.Enter(new CallerRequest(Call(2), WaitingSince: At(10)), At(60));

        Assert.Equal(1, room.PlaceOf(Call(2), At(61))!.Value.Position);
    }

    private static QueuePlan Groups(params string[] names) => new() { Groups = [.. names.Select(name => new SkillGroup { Name = name })] };

    private static Distributor Room(SkillGroup[] groups, params (string Agent, string Skill, int Level)[] skills) => Room(new QueuePlan { Groups = groups }, skills);

    private static Distributor Room(QueuePlan plan, params (string Agent, string Skill, int Level)[] skills) => new(Times with
    {
        Plan = plan with
        {
            Skills = skills.GroupBy(skill => skill.Agent).ToDictionary(
                agent => agent.Key,
                agent => (IReadOnlyDictionary<string, int>)agent.ToDictionary(skill => skill.Skill, skill => skill.Level)),
        },
    });

    private static Moment At(double seconds) => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private static CallId Call(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static int Number(CallId call) => BitConverter.ToInt32(call.Value.ToByteArray());

    private static void Ready(Distributor room, string agentId, int at)
    {
        room.PhoneRegistered(agentId, At(at));
        Assert.Equal(SwitchboardAnswer.Done, room.SetReady(agentId, At(at)));
    }

    private static Offer Enter(Distributor room, int at, string? group = null)
    {
        room.Drain();
        room.Enter(new CallerRequest(Call(at), group), At(at));
        return Offers(room).Single();
    }

    private static void Talk(Distributor room, Offer offer, int until)
    {
        Assert.True(room.Answer(offer.Id, offer.Since));
        room.TalkEnded(offer.CallId, At(until));
        room.Drain();
    }

    private static IReadOnlyList<Offer> Offers(Distributor room) => [.. room.Drain().OfType<OfferMade>().Select(made => made.Offer)];
}
