using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

/// <summary>The auditor finds what it is there to find.</summary>
public sealed class LineAuditTests
{
    private readonly LineAudit audit = new(new QueuePlan { Groups = [new SkillGroup { Name = "agents" }] });

    [Fact]
    public void A_clean_day_has_nothing_against_it()
    {
        Ready("a");
        Queue(1, at: 10);
        var offer = Offer(1, 1, "a");
        Take(25, new OfferAnswered(offer));
        Queue(2, at: 30);
        Take(31, new CallerUnqueued(Call(2)));

        Assert.Equal((2, 1, 1), (audit.Offered, audit.Answered, audit.Abandoned));
        Assert.Equal((0, 0, 0), (audit.DoubleOffers, audit.OffersToUnready, audit.OrderViolations));
        Assert.Equal(0.5, audit.ServiceLevel(TimeSpan.FromSeconds(15)));
        Assert.Equal(0, audit.ServiceLevel(TimeSpan.FromSeconds(14.9)));
    }

    [Fact]
    public void Two_agents_rung_for_one_caller_is_a_double_offer()
    {
        Ready("a");
        Ready("b");
        Queue(1, at: 10);
        Offer(1, 1, "a");
        Offer(2, 1, "b");

        Assert.Equal(1, audit.DoubleOffers);
    }

    [Fact]
    public void One_agent_rung_for_two_callers_is_a_double_offer_to_somebody_not_ready()
    {
        Ready("a");
        Queue(1, at: 10);
        Queue(2, at: 11);
        Offer(1, 1, "a");
        Offer(2, 2, "a");

        Assert.Equal((1, 1), (audit.DoubleOffers, audit.OffersToUnready));
    }

    [Fact]
    public void Answered_twice_is_a_double_offer()
    {
        Ready("a");
        Queue(1, at: 10);
        var offer = Offer(1, 1, "a");
        Take(12, new OfferAnswered(offer));
        Take(13, new OfferAnswered(offer));

        Assert.NotEqual(0, audit.DoubleOffers);
    }

    [Fact]
    public void A_phone_that_is_gone_must_not_be_rung()
    {
        Ready("a");
        audit.Take(new PhoneWent("a", At(5)), []);
        Queue(1, at: 10);
        Offer(1, 1, "a");

        Assert.Equal(1, audit.OffersToUnready);
    }

    [Fact]
    public void Whoever_came_before_must_not_be_passed_by()
    {
        Ready("a");
        Queue(1, at: 10);
        Queue(2, at: 11);
        Offer(1, 2, "a");

        Assert.Equal(1, audit.OrderViolations);
    }

    [Fact]
    public void A_caller_beside_a_free_agent_is_seen()
    {
        Ready("a");
        Queue(1, at: 10);

        Assert.Equal(1, audit.LeftBesideAFreeAgent());
    }

    private static Moment At(double seconds) => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private static CallId Call(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private void Ready(string agentId) =>
        audit.Take(new PhoneCame(agentId, At(0)), [new AgentMoved(agentId, AgentState.NotReady, "signed-in", At(0)), new AgentMoved(agentId, AgentState.Ready, null, At(0))]);

    private void Queue(int call, int at) => Take(at, new CallerQueued(Call(call), "agents", TimeSpan.Zero, At(at)));

    private Offer Offer(int id, int call, string agentId)
    {
        var offer = new Offer(id, Call(call), agentId, At(12));
        Take(12, new AgentMoved(agentId, AgentState.Ringing, null, At(12)), new OfferMade(offer));
        return offer;
    }

    private void Take(int at, params AcdOutcome[] outcomes) => audit.Take(new TimePassed(At(at)), outcomes);
}
