using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

public sealed class DistributorTests
{
    private static readonly AcdOptions Times = new() { RingTimeout = TimeSpan.FromSeconds(15), WrapUp = TimeSpan.FromSeconds(10) };

    private readonly Distributor distributor = new(Times);

    [Fact]
    public void A_phone_that_registers_for_the_first_time_makes_its_agent_not_ready()
    {
        distributor.PhoneRegistered("a", At(0));

        Assert.Equal([new AgentMoved("a", AgentState.NotReady, "signed-in", At(0))], distributor.Drain());
    }

    [Fact]
    public void An_agent_known_as_ready_from_before_is_ready_when_the_phone_registers()
    {
        distributor.Know("a", new AgentStanding(true, null), At(0));
        distributor.PhoneRegistered("a", At(1));

        Assert.Equal([new AgentMoved("a", AgentState.Ready, null, At(1))], distributor.Drain());
    }

    [Fact]
    public void Nobody_becomes_ready_without_a_phone()
    {
        distributor.Know("a", AgentStanding.Newcomer, At(0));

        Assert.Equal(SwitchboardAnswer.Refused, distributor.SetReady("a", At(1)));
        Assert.Equal(SwitchboardAnswer.Unknown, distributor.SetReady("b", At(1)));
    }

    [Fact]
    public void Rings_the_agent_who_has_been_idle_longest()
    {
        Ready("a", 1);
        Ready("b", 2);
        distributor.SetNotReady("a", "break", At(3));
        Ready("a", 4);

        Assert.Equal("b", Enter(10).AgentId);
    }

    [Fact]
    public void Rings_for_the_caller_who_came_first()
    {
        var first = Call(1);
        distributor.Enter(new CallerRequest(first), At(1));
        distributor.Enter(new CallerRequest(Call(2)), At(2));
        Ready("a", 3);

        Assert.Equal(first, Offers().Single().CallId);
        Assert.Equal(1, distributor.PlaceOf(first, At(3))!.Value.Position);
        Assert.Equal(2, distributor.PlaceOf(Call(2), At(3))!.Value.Position);
    }

    [Fact]
    public void Not_answered_in_15_seconds_the_next_agent_is_rung_and_the_first_is_not_ready()
    {
        Ready("a", 1);
        Ready("b", 2);
        var offer = Enter(10);
        Assert.Equal(TimeSpan.FromSeconds(25), distributor.NextDue);

        distributor.Advance(At(24));
        Assert.Empty(distributor.Drain());
        distributor.Advance(At(25));

        var outcomes = distributor.Drain();
        Assert.Equal(new OfferWithdrawn(offer, WithdrawalCause.NoAnswer), outcomes[0]);
        Assert.Equal(new AgentMoved("a", AgentState.NotReady, "no-answer", At(25)), outcomes[1]);
        var next = outcomes.OfType<OfferMade>().Single().Offer;
        Assert.Equal(("b", offer.CallId), (next.AgentId, next.CallId));
    }

    [Fact]
    public void A_caller_nobody_answered_stays_first_in_line()
    {
        Ready("a", 1);
        var offer = Enter(10);
        distributor.Enter(new CallerRequest(Call(99)), At(11));
        distributor.Advance(At(25));

        Assert.Equal(1, distributor.PlaceOf(offer.CallId, At(25))!.Value.Position);
        Ready("b", 30);
        Assert.Equal(offer.CallId, Offers().Last().CallId);
    }

    [Theory]
    [InlineData(WithdrawalCause.Rejected, "rejected")]
    [InlineData(WithdrawalCause.Unreachable, "unreachable")]
    [InlineData(WithdrawalCause.NoAnswer, "no-answer")]
    internal void A_phone_that_declines_makes_its_agent_not_ready(WithdrawalCause cause, string reason)
    {
        Ready("a", 1);
        distributor.Decline(Enter(10).Id, cause, At(12));

        Assert.Equal((AgentState.NotReady, reason), (Agent("a").State, Agent("a").Reason));
    }

    [Fact]
    public void A_phone_lost_while_it_rings_gives_the_caller_to_the_next_agent()
    {
        Ready("a", 1);
        Ready("b", 2);
        var offer = Enter(10);
        distributor.Drain();
        distributor.PhoneLost("a", At(11));

        Assert.Equal("b", Offers().Single().AgentId);
        Assert.Equal(AgentState.Offline, Agent("a").State);
        Assert.False(distributor.Answer(offer.Id, At(12)));
    }

    [Fact]
    public void An_agent_whose_caller_gave_up_keeps_their_place_among_the_idle()
    {
        Ready("a", 1);
        Ready("b", 2);
        distributor.Leave(Enter(10).CallId, At(12));

        Assert.Equal("a", Enter(20).AgentId);
    }

    [Fact]
    public void An_answer_that_comes_after_the_caller_left_does_not_stand()
    {
        Ready("a", 1);
        var offer = Enter(10);
        distributor.Leave(offer.CallId, At(11));

        Assert.False(distributor.Answer(offer.Id, At(11)));
        Assert.Equal(AgentState.Ready, Agent("a").State);
    }

    [Fact]
    public void After_the_talk_comes_wrap_up_and_then_ready()
    {
        Ready("a", 1);
        Talk(10, 60);
        Assert.Equal(AgentState.WrapUp, Agent("a").State);
        Assert.Equal(TimeSpan.FromSeconds(70), distributor.NextDue);

        distributor.Advance(At(70));
        Assert.Equal(AgentState.Ready, Agent("a").State);
        Assert.Null(distributor.NextDue);
    }

    [Fact]
    public void Wrap_up_ends_early_when_the_agent_says_ready()
    {
        Ready("a", 1);
        Talk(10, 60);

        Assert.Equal(SwitchboardAnswer.Done, distributor.SetReady("a", At(61)));
        Assert.Equal(AgentState.Ready, Agent("a").State);
    }

    [Fact]
    public void Not_ready_asked_for_in_a_talk_holds_after_wrap_up()
    {
        Ready("a", 1);
        distributor.Answer(Enter(10).Id, At(12));
        Assert.Equal(SwitchboardAnswer.Done, distributor.SetNotReady("a", "lunch", At(20)));
        Assert.Equal(AgentState.Talking, Agent("a").State);
        distributor.TalkEnded(Agent("a").Call!.Value, At(60));
        distributor.Advance(At(70));

        Assert.Equal((AgentState.NotReady, "lunch"), (Agent("a").State, Agent("a").Reason));
    }

    [Fact]
    public void A_phone_lost_in_a_talk_makes_its_agent_off_line_only_afterwards()
    {
        Ready("a", 1);
        distributor.Answer(Enter(10).Id, At(12));
        distributor.PhoneLost("a", At(20));
        Assert.Equal(AgentState.Talking, Agent("a").State);

        distributor.TalkEnded(Agent("a").Call!.Value, At(60));
        Assert.Equal(AgentState.Offline, Agent("a").State);
    }

    [Fact]
    public void Who_left_ready_comes_back_signed_in_and_who_left_on_a_break_comes_back_on_it()
    {
        Ready("a", 1);
        Ready("b", 1);
        distributor.SetNotReady("b", "break", At(2));
        distributor.PhoneLost("a", At(3));
        distributor.PhoneLost("b", At(3));
        distributor.PhoneRegistered("a", At(4));
        distributor.PhoneRegistered("b", At(4));

        Assert.Equal("signed-in", Agent("a").Reason);
        Assert.Equal("break", Agent("b").Reason);
    }

    [Fact]
    public void A_phone_that_registers_again_changes_nothing()
    {
        Ready("a", 1);
        distributor.Drain();
        distributor.PhoneRegistered("a", At(2));

        Assert.Empty(distributor.Drain());
    }

    [Fact]
    public void Nothing_is_estimated_before_somebody_waited_and_was_answered()
    {
        Ready("a", 1);
        distributor.Answer(Enter(10).Id, At(12));

        Assert.Null(distributor.Enter(new CallerRequest(Call(50)), At(20)).EstimatedWait);
    }

    [Fact]
    public void The_wait_is_estimated_from_how_fast_the_line_moved()
    {
        Ready("a", 1);
        var first = Enter(10);
        distributor.Answer(first.Id, At(12));
        distributor.Enter(new CallerRequest(Call(50)), At(20));
        distributor.TalkEnded(first.CallId, At(190));
        distributor.Advance(At(200));
        Assert.True(distributor.Answer(Offers().Last().Id, At(205)));

        Assert.Equal(TimeSpan.FromSeconds(180), distributor.Enter(new CallerRequest(Call(51)), At(210)).EstimatedWait);
        Assert.Equal(TimeSpan.FromSeconds(360), distributor.Enter(new CallerRequest(Call(52)), At(211)).EstimatedWait);
    }

    [Fact]
    public void Nothing_is_estimated_once_nobody_is_at_work()
    {
        The_wait_is_estimated_from_how_fast_the_line_moved();
        distributor.PhoneLost("a", At(220));
        distributor.TalkEnded(Call(50), At(230));

        Assert.Null(distributor.PlaceOf(Call(51), At(231))!.Value.EstimatedWait);
    }

    private static Moment At(double seconds) =>
        new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private static CallId Call(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private Agent Agent(string id) => distributor.FindAgent(id)!;

    private void Ready(string agentId, int at)
    {
        distributor.PhoneRegistered(agentId, At(at));
        Assert.Equal(SwitchboardAnswer.Done, distributor.SetReady(agentId, At(at)));
    }

    private Offer Enter(int at)
    {
        distributor.Drain();
        distributor.Enter(new CallerRequest(Call(at)), At(at));
        return Offers().Single();
    }

    private void Talk(int from, int until)
    {
        var offer = Enter(from);
        Assert.True(distributor.Answer(offer.Id, At(from)));
        distributor.TalkEnded(offer.CallId, At(until));
    }

    private IEnumerable<Offer> Offers() => distributor.Drain().OfType<OfferMade>().Select(made => made.Offer).ToList();
}
