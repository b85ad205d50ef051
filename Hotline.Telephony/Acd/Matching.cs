namespace Hotline.Telephony.Acd;

/// <summary>Who is held out to whom, and taken back.</summary>
/// <param name="roster">The agents.</param>
/// <param name="queueing">The callers.</param>
/// <param name="touched">The groups where something changed since the last match; emptied by <see cref="Distribute"/>.</param>
/// <param name="decided">Told of what is decided.</param>
internal sealed class Matching(Roster roster, Queueing queueing, HashSet<GroupLine> touched, Action<AcdOutcome> decided)
{
    private const string NoAnswer = "no-answer";
    private const string Rejected = "rejected";
    private const string Unreachable = "unreachable";

    private readonly Dictionary<long, Offer> offers = [];
    private long lastOffer;
    private bool closed;

    /// <summary>From now on nobody is rung.</summary>
    public void Close() => closed = true;

    /// <summary>The offer, where it stands.</summary>
    public Offer? Find(long offerId) => offers.GetValueOrDefault(offerId);

    /// <summary>The offer, where it stands; it does no longer.</summary>
    public Offer? Take(long offerId) => offers.Remove(offerId, out var offer) ? offer : null;

    // Nobody waits beside a free agent who could serve them, but in the lines that were just touched.
    public void Distribute(Moment now)
    {
        while (!closed && NextServed() is { } caller)
        {
            Serve(caller, now);
        }

        foreach (var group in touched)
        {
            group.Throughput.Observe(group.Starved, now);
        }

        touched.Clear();
    }

    private WaitingCaller? NextServed()
    {
        WaitingCaller? next = null;
        foreach (var group in touched)
        {
            if (group.Free.Count > 0 && group.Unoffered.First is { } first && (next is null || WaitingCaller.InOrder.Compare(first, next) < 0))
            {
                next = first;
            }
        }

        return next;
    }

    private void Serve(WaitingCaller caller, Moment now)
    {
        var group = caller.Lines.Find(line => line.Free.Count > 0)!;
        var rings = 1 + Math.Clamp(group.Free.Count - group.Unoffered.Count, 0, group.Settings.RingAtOnce - 1);
        if (LastAgentOf(caller) is { } known)
        {
            Offer(known, caller, now);
            return;
        }

        for (var i = 0; i < rings; i++)
        {
            Offer(group.Free.Min!, caller, now);
        }
    }

    private Membership? LastAgentOf(WaitingCaller caller) =>
        caller.Request.LastAgent is { } agentId && roster.Find(agentId) is { State: AgentState.Ready } agent
            ? agent.Memberships.FirstOrDefault(membership => caller.Lines.Contains(membership.Group))
            : null;

    private void Offer(Membership chosen, WaitingCaller caller, Moment now)
    {
        var offer = new Offer(++lastOffer, caller.CallId, chosen.Agent.Id, now);
        offers.Add(offer.Id, offer);
        queueing.Offered(caller, offer);
        roster.Ring(chosen.Agent, offer, chosen.Group.Settings);
        decided(new OfferMade(offer));
    }

    public void WithdrawAll(WaitingCaller caller, WithdrawalCause cause, Moment now)
    {
        foreach (var offer in caller.Offers.ToArray())
        {
            Withdraw(offer, cause, now);
        }
    }

    public void Withdraw(Offer offer, WithdrawalCause cause, Moment now, string reason = "")
    {
        offers.Remove(offer.Id);
        if (queueing.Find(offer.CallId) is { } caller)
        {
            queueing.TakenBack(caller, offer);
            caller.LeftWaiting |= caller.Offers.Count == 0;
        }

        decided(new OfferWithdrawn(offer, cause));
        var agent = roster.Find(offer.AgentId)!;
        switch (cause)
        {
            case WithdrawalCause.NoAnswer:
                roster.BecomeNotReady(agent, NoAnswer, now);
                break;
            case WithdrawalCause.Rejected:
                roster.BecomeNotReady(agent, Rejected, now);
                break;
            case WithdrawalCause.Unreachable:
                roster.BecomeNotReady(agent, Unreachable, now);
                break;
            case WithdrawalCause.AgentNotReady:
                roster.BecomeNotReady(agent, reason, now);
                break;
            case WithdrawalCause.PhoneLost:
                roster.GoOffline(agent, now);
                break;
            case WithdrawalCause.CallerLeft or WithdrawalCause.AnsweredElsewhere:
                roster.BecomeReady(agent, now, keepPlace: true);
                break;
        }
    }
}
