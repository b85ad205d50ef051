using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

/// <summary>Callers for whom an agent is looked for at another site: nobody loses a place by it, and nobody goes round in circles.</summary>
public sealed class SiteOverflowTests
{
    private static readonly QueuePlan Plan = new()
    {
        Groups =
        [
            new SkillGroup
            {
                Name = "general",
                Overflows = [new Overflow { Site = "west", After = TimeSpan.FromSeconds(60) }, new Overflow { Site = "north", After = TimeSpan.FromSeconds(120) }],
            },
        ],
        SiteName = "east",
        Sites = [new Site { Name = "west", Trunk = "w", Max = 2 }, new Site { Name = "north", Trunk = "n", Max = 1 }],
    };

    private readonly Distributor room = new(new AcdOptions { RingTimeout = TimeSpan.FromSeconds(15), WrapUp = TimeSpan.Zero, Plan = Plan });

    [Fact]
    public void Whoever_has_waited_long_enough_is_looked_for_an_agent_there_and_stands_here_as_before()
    {
        Enter(1, at: 0);
        Enter(2, at: 10);

        Assert.Empty(Pass(59));
        Assert.Equal([new SiteAsked(Call(1), "west")], Pass(60));
        Assert.Equal((1, 2), (room.PlaceOf(Call(1), At(61))!.Value.Position, room.PlaceOf(Call(2), At(61))!.Value.Position));
        Assert.Equal([new SiteAsked(Call(2), "west")], Pass(70));
    }

    [Fact]
    public void An_agent_there_who_picks_up_has_the_caller_and_is_counted_as_neither_answered_nor_abandoned()
    {
        var (tally, audit) = (new LineTally(), new LineAudit(Plan));
        Enter(1, at: 0, tally, audit);
        Take(new TimePassed(At(60)), () => room.Advance(At(60)), tally, audit);
        Take(new SiteTook(Call(1), "west", At(80)), () => Assert.True(room.TakenElsewhere(Call(1), "west", At(80))), tally, audit);

        Assert.False(room.IsWaiting(Call(1)));
        var figures = tally.Read(At(81));
        Assert.Equal((0, 0, 1), (figures.Answered, figures.Abandoned, figures.Overflowed));
        Assert.Equal((1, 0, 0, 1, 0), (audit.Offered, audit.Answered, audit.Abandoned, audit.Overflowed, audit.DoubleOffers));
        Assert.False(room.Leave(Call(1), At(90)));
    }

    [Fact]
    public void An_agent_here_who_is_first_has_the_caller_and_the_site_comes_too_late()
    {
        Enter(1, at: 0);
        Pass(60);
        Ready("a", 65);
        var offer = Assert.Single(room.Drain().OfType<OfferMade>()).Offer;

        Assert.True(room.Answer(offer.Id, At(66)));

        Assert.Contains(new SiteTakenBack(Call(1), "west"), room.Drain());
        Assert.False(room.TakenElsewhere(Call(1), "west", At(66)));
    }

    [Fact]
    public void A_site_that_is_first_takes_the_ringing_here_back()
    {
        Enter(1, at: 0);
        Pass(60);
        Ready("a", 65);
        room.Drain();

        Assert.True(room.TakenElsewhere(Call(1), "west", At(66)));

        Assert.Equal(WithdrawalCause.AnsweredElsewhere, Assert.Single(room.Drain().OfType<OfferWithdrawn>()).Cause);
        Assert.Equal(AgentState.Ready, room.FindAgent("a")!.State);
    }

    [Fact]
    public void Nobody_is_asked_for_whose_call_rings_here()
    {
        Enter(1, at: 0);
        Ready("a", 55);
        Assert.Empty(Pass(60).OfType<SiteAsked>());
        Assert.Equal([new SiteAsked(Call(1), "west")], Pass(80).OfType<SiteAsked>());
    }

    [Fact]
    public void A_site_takes_so_many_at_once_and_the_next_by_rank_when_one_is_over()
    {
        for (var call = 1; call <= 4; call++)
        {
            Enter(call, at: call);
        }

        Assert.Equal([1, 2], Asked(Pass(100)));
        room.TakenElsewhere(Call(1), "west", At(101));
        Assert.Empty(room.Drain().OfType<SiteAsked>());
        room.TalkEnded(Call(1), At(110));
        Assert.Equal([3], Asked(room.Drain()));
        room.Leave(Call(2), At(111));
        Assert.Equal([4], Asked(room.Drain()));
    }

    [Fact]
    public void A_site_that_refuses_is_tried_again_later_and_another_one_meanwhile()
    {
        Enter(1, at: 0);
        Pass(60);
        room.RefusedElsewhere(Call(1), "west", isFinal: false, At(61));
        Assert.Empty(Pass(90));
        Assert.Equal([new SiteAsked(Call(1), "west")], Pass(91));

        room.RefusedElsewhere(Call(1), "west", isFinal: true, At(100));
        Assert.Equal([new SiteAsked(Call(1), "north")], Pass(120));
        room.RefusedElsewhere(Call(1), "north", isFinal: true, At(121));
        Assert.Empty(Pass(10_000));
        Assert.True(room.IsWaiting(Call(1)));
    }

    [Fact]
    public void A_site_that_goes_down_gives_its_callers_back_and_has_them_again_when_it_is_up()
    {
        Enter(1, at: 0);
        Pass(60);

        room.SiteIs("west", isUp: false, At(70));
        Assert.Equal([new SiteTakenBack(Call(1), "west")], room.Drain());
        Assert.Equal(1, room.PlaceOf(Call(1), At(71))!.Value.Position);
        Assert.Empty(Pass(100).OfType<SiteAsked>());
        room.SiteIs("west", isUp: true, At(101));
        Assert.Equal([new SiteAsked(Call(1), "west")], room.Drain());
    }

    [Fact]
    public void A_caller_never_goes_back_and_not_on_and_on()
    {
        room.Enter(new CallerRequest(Call(1), WaitingSince: At(-300)) { Passed = ["west"] }, At(0));
        Assert.Equal([new SiteAsked(Call(1), "north")], room.Drain().OfType<SiteAsked>());

        room.Enter(new CallerRequest(Call(2), WaitingSince: At(-300)) { Passed = ["a", "b", "c"] }, At(1));
        Assert.Empty(room.Drain().OfType<SiteAsked>());
        Assert.Empty(Pass(500).OfType<SiteAsked>());
    }

    [Fact]
    public void Whoever_was_sent_here_keeps_the_time_they_waited_and_is_not_abandoned_when_taken_back()
    {
        var tally = new LineTally();
        Enter(1, at: 100);
        room.Enter(new CallerRequest(Call(2), WaitingSince: At(-50)) { Passed = ["west"] }, At(110));
        Assert.Equal(1, room.PlaceOf(Call(2), At(110))!.Value.Position);
        room.Leave(Call(2), At(120));

        foreach (var outcome in room.Drain())
        {
            tally.Take(outcome, At(120));
        }

        Assert.Equal(0, tally.Read(At(121)).Abandoned);
    }

    [Fact]
    public void Whoever_has_hung_up_to_be_called_back_is_brought_nowhere()
    {
        Enter(1, at: 0);
        Pass(60);
        Assert.True(room.KeepPlace(Call(1), At(61)));
        Assert.Contains(new SiteTakenBack(Call(1), "west"), room.Drain());
        room.AwaitTurn(Call(1), At(62));
        room.Enter(new CallerRequest(Call(2), WaitingSince: At(-300)) { IsAbsent = true }, At(63));
        Assert.Empty(Pass(500).OfType<SiteAsked>());
    }

    [Fact]
    public void A_plan_without_the_site_gives_its_callers_back()
    {
        Enter(1, at: 0);
        Pass(60);
        room.Adopt(Plan with { Groups = [new SkillGroup { Name = "general" }], Sites = [] }, At(61));
        Assert.Contains(new SiteTakenBack(Call(1), "west"), room.Drain());
        Assert.True(room.IsWaiting(Call(1)));
    }

    [Fact]
    public void Once_the_node_stops_nobody_is_brought_anywhere()
    {
        Enter(1, at: 0);
        room.Close(At(1));
        Assert.Empty(Pass(60).OfType<SiteAsked>());
    }

    private void Enter(int call, double at, LineTally? tally = null, LineAudit? audit = null)
    {
        var request = new CallerRequest(Call(call));
        Take(new CallerCame(request, At(at)), () => room.Enter(request, At(at)), tally, audit);
    }

    private void Take(AcdInput input, Action act, LineTally? tally, LineAudit? audit)
    {
        act();
        var outcomes = room.Drain();
        audit?.Take(input, outcomes);
        foreach (var outcome in outcomes)
        {
            tally?.Take(outcome, input.At);
        }
    }

    private void Ready(string agentId, double at)
    {
        room.PhoneRegistered(agentId, At(at));
        room.SetReady(agentId, At(at));
    }

    private IReadOnlyList<AcdOutcome> Pass(double until)
    {
        room.Advance(At(until));
        return room.Drain();
    }

    private static IEnumerable<int> Asked(IEnumerable<AcdOutcome> outcomes) =>
        outcomes.OfType<SiteAsked>().Select(asked => BitConverter.ToInt32(asked.CallId.Value.ToByteArray()));

    private static Moment At(double seconds) => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private static CallId Call(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
