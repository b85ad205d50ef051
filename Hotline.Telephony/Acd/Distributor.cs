namespace Hotline.Telephony.Acd;

/// <summary>
/// Brings callers and agents together, one to one: of the callers somebody free can serve, the one served first by rank; of the agents who can,
/// the best by the group's strategy. Pure: it opens nothing, waits for nothing and reads no clock. Not thread-safe; its owner lets one input in
/// at a time, then takes the outcomes with <see cref="Drain"/>. The same inputs give the same outcomes (<see cref="AcdReplay"/>).
/// </summary>
internal sealed class Distributor
{
    private readonly DueTimes dues = new();
    private readonly Roster roster;
    private readonly Queueing queueing;
    private readonly SiteQueueing sites;
    private readonly Matching matching;
    private QueuePlan plan;
    private List<AcdOutcome> outcomes = [];
    private long lastOrder;

    public Distributor(AcdOptions options)
    {
        plan = options.Plan;
        var touched = new HashSet<GroupLine>();
        roster = new Roster(options, dues, touched, Decided);
        sites = new SiteQueueing(Decided);
        queueing = new Queueing(dues, sites, touched, Decided);
        matching = new Matching(roster, queueing, touched, Decided);
        queueing.Adopt(plan, default);
    }

    /// <summary>Told of every input before it is let in, to be replayed later.</summary>
    public Action<AcdInput>? Noted { get; set; }

    public IReadOnlyCollection<Agent> Agents => roster.All;

    public IReadOnlyList<WaitingCaller> Waiting => queueing.Callers;

    /// <summary>When <see cref="Advance"/> has something to do next; null for never.</summary>
    public TimeSpan? NextDue => dues.Next;

    /// <summary>What was decided since the last call, in order.</summary>
    public IReadOnlyList<AcdOutcome> Drain()
    {
        if (outcomes.Count == 0)
        {
            return [];
        }

        var drained = outcomes;
        outcomes = [];
        return drained;
    }

    public Agent? FindAgent(string agentId) => roster.Find(agentId);

    public bool IsWaiting(CallId call) => queueing.Find(call) is not null;

    /// <summary>A caller in line; null for one who is not.</summary>
    public WaitingCaller? FindCaller(CallId call) => queueing.Find(call);

    /// <summary>Where a caller stands; null for a call that is not in line.</summary>
    public LinePlace? PlaceOf(CallId call, Moment now)
    {
        if (queueing.Find(call) is not { } caller)
        {
            return null;
        }

        var position = caller.Home.Line.PositionOf(caller);
        var atWork = caller.Lines.Exists(group => group.Working > 0);
        return new LinePlace(position, atWork ? caller.Home.Throughput.Estimate(position, now) : null, atWork, caller.Offers.Count > 0);
    }

    /// <summary>From now on nobody is rung: the node stops.</summary>
    public void Close(Moment now)
    {
        Noted?.Invoke(new DistributionClosed(now));
        matching.Close();
        sites.Close();
    }

    /// <summary>Works by another plan from now on. Nobody loses their place; whoever rings or talks goes on.</summary>
    public void Adopt(QueuePlan next, Moment now)
    {
        Noted?.Invoke(new PlanAdopted(next, now));
        plan = next;
        queueing.Adopt(plan, now);
        foreach (var agent in roster.All)
        {
            roster.Regroup(agent, queueing.MembershipsOf(agent));
        }

        matching.Distribute(now);
    }

    /// <summary>Makes an agent known, off line. Known agents are left as they are.</summary>
    public void Know(string agentId, AgentStanding standing, Moment now)
    {
        if (roster.Find(agentId) is null)
        {
            Noted?.Invoke(new AgentKnown(agentId, standing, now));
            Add(agentId, standing, now);
        }
    }

    public void PhoneRegistered(string agentId, Moment now)
    {
        Noted?.Invoke(new PhoneCame(agentId, now));
        var agent = roster.Find(agentId) ?? Add(agentId, AgentStanding.Newcomer, now);
        agent.Registered = true;
        if (agent.State == AgentState.Offline)
        {
            roster.Settle(agent, now);
        }

        matching.Distribute(now);
    }

    public void PhoneLost(string agentId, Moment now)
    {
        Noted?.Invoke(new PhoneWent(agentId, now));
        if (roster.Find(agentId) is not { Registered: true } agent)
        {
            return;
        }

        agent.Registered = false;
        if (agent.State == AgentState.Ringing)
        {
            matching.Withdraw(agent.Offer!, WithdrawalCause.PhoneLost, now);
        }
        else if (agent.State != AgentState.Talking)
        {
            roster.GoOffline(agent, now);
        }

        matching.Distribute(now);
    }

    public SwitchboardAnswer SetReady(string agentId, Moment now)
    {
        Noted?.Invoke(new ReadyAsked(agentId, now));
        if (roster.Find(agentId) is not { } agent)
        {
            return SwitchboardAnswer.Unknown;
        }

        switch (agent.State)
        {
            case AgentState.Offline or AgentState.Ringing or AgentState.Talking:
                return SwitchboardAnswer.Refused;
            case AgentState.NotReady or AgentState.WrapUp:
                roster.BecomeReady(agent, now);
                matching.Distribute(now);
                break;
        }

        return SwitchboardAnswer.Done;
    }

    public SwitchboardAnswer SetNotReady(string agentId, string reason, Moment now)
    {
        Noted?.Invoke(new NotReadyAsked(agentId, reason, now));
        if (roster.Find(agentId) is not { } agent)
        {
            return SwitchboardAnswer.Unknown;
        }

        switch (agent.State)
        {
            case AgentState.Offline:
                return SwitchboardAnswer.Refused;
            case AgentState.Talking:
                agent.BecomeNotReadyLater(reason);
                break;
            case AgentState.Ringing:
                matching.Withdraw(agent.Offer!, WithdrawalCause.AgentNotReady, now, reason);
                break;
            default:
                roster.BecomeNotReady(agent, reason, now);
                break;
        }

        matching.Distribute(now);
        return SwitchboardAnswer.Done;
    }

    /// <summary>Puts a caller into line. Whoever stands in one already keeps that place.</summary>
    public LinePlace Enter(CallerRequest request, Moment now)
    {
        Noted?.Invoke(new CallerCame(request, now));
        if (queueing.Find(request.CallId) is null)
        {
            var caller = new WaitingCaller(request, queueing.HeadStartOf(request), request.WaitingSince ?? now, ++lastOrder);
            queueing.Add(caller, now);
            matching.Distribute(now);
            caller.LeftWaiting |= caller.Offers.Count == 0;
        }

        return PlaceOf(request.CallId, now)!.Value;
    }

    /// <summary>Takes a caller out of the line; the agents being rung, if any, keep their place among the idle. False where the caller was not in line.</summary>
    public bool Leave(CallId call, Moment now)
    {
        Noted?.Invoke(new CallerWent(call, now));
        if (queueing.Find(call) is not { } caller)
        {
            return false;
        }

        queueing.Remove(caller);
        Decided(new CallerUnqueued(call, IsTakenBack: caller.Request.Passed is not null));
        matching.WithdrawAll(caller, WithdrawalCause.CallerLeft, now);
        DistributeEverywhere(now);
        return true;
    }

    /// <summary>
    /// The caller will hang up and keep the place, to be called back; nobody is rung for them until <see cref="AwaitTurn"/>. False where they are not in
    /// line, or a phone rings for them already.
    /// </summary>
    public bool KeepPlace(CallId call, Moment now)
    {
        Noted?.Invoke(new PlaceKept(call, now));
        var parked = queueing.Find(call) is { } caller && queueing.Park(caller);
        DistributeEverywhere(now);
        return parked;
    }

    /// <summary>Who kept the place is served when their turn comes. Without effect for anybody else.</summary>
    public void AwaitTurn(CallId call, Moment now)
    {
        Noted?.Invoke(new TurnAwaited(call, now));
        if (queueing.Find(call) is { Parked: true } caller)
        {
            queueing.Unpark(caller);
            matching.Distribute(now);
        }
    }

    /// <summary>The agent picked up. False where the offer no longer stands: hang up on the agent.</summary>
    /// <param name="offerId">The offer.</param>
    /// <param name="now">The moment.</param>
    /// <param name="on">The call they talk on, where it is another than the one in line: a callback.</param>
    public bool Answer(long offerId, Moment now, CallId? on = null)
    {
        Noted?.Invoke(new OfferTaken(offerId, on, now));
        if (matching.Take(offerId) is not { } offer)
        {
            return false;
        }

        var caller = queueing.Find(offer.CallId)!;
        var home = caller.Home;
        queueing.Remove(caller);
        caller.Offers.Remove(offer);
        Decided(new OfferAnswered(offer));
        var agent = roster.Find(offer.AgentId)!;
        roster.Talk(agent, on ?? offer.CallId, agent.ServedGroup, now);
        if (caller.LeftWaiting && home.Throughput.StarvedUntil(now) > caller.StarvedAtEntry)
        {
            home.Throughput.Answered(now);
        }

        matching.WithdrawAll(caller, WithdrawalCause.AnsweredElsewhere, now);
        DistributeEverywhere(now);
        return true;
    }

    /// <summary>An agent of another site picked up. False where the caller has an agent here, or has gone: hang up there.</summary>
    public bool TakenElsewhere(CallId call, string site, Moment now)
    {
        Noted?.Invoke(new SiteTook(call, site, now));
        if (queueing.Find(call) is not { } caller || !SiteQueueing.Took(caller, site))
        {
            return false;
        }

        queueing.Remove(caller);
        Decided(new CallerTakenElsewhere(call, site));
        matching.WithdrawAll(caller, WithdrawalCause.AnsweredElsewhere, now);
        matching.Distribute(now);
        return true;
    }

    /// <summary>Another site did not take the caller, and never will where that is final; they stand here as before.</summary>
    public void RefusedElsewhere(CallId call, string site, bool isFinal, Moment now)
    {
        Noted?.Invoke(new SiteRefused(call, site, isFinal, now));
        if (queueing.Find(call) is { } caller && sites.TryRefuse(caller, site, isFinal, now))
        {
            queueing.LookForOverflow(caller, now);
            DistributeEverywhere(now);
        }
    }

    /// <summary>Another site went down or came up.</summary>
    public void SiteIs(string site, bool isUp, Moment now)
    {
        Noted?.Invoke(new SiteMoved(site, isUp, now));
        sites.Moved(site, isUp, queueing.Find);
        DistributeEverywhere(now);
    }

    /// <summary>Whether anybody is at work who could take a caller of this group: not only signed in, but ready, ringing, talking or wrapping up.</summary>
    public bool IsStaffed(string? group) => queueing.GroupOf(group).Working > 0;

    /// <summary>The agent's phone did not take the call. Without effect where the offer no longer stands.</summary>
    public void Decline(long offerId, WithdrawalCause cause, Moment now)
    {
        Noted?.Invoke(new OfferDeclined(offerId, cause, now));
        if (matching.Find(offerId) is { } offer)
        {
            matching.Withdraw(offer, cause, now);
            matching.Distribute(now);
        }
    }

    /// <summary>
    /// An agent talks on a call that was not offered to them: a consultation, a transfer, a call of their own. False where they ring or talk already,
    /// or have no phone.
    /// </summary>
    public bool Join(string agentId, CallId call, Moment now)
    {
        Noted?.Invoke(new AgentJoined(agentId, call, now));
        if (roster.Find(agentId) is not { State: AgentState.Ready or AgentState.NotReady or AgentState.WrapUp } agent)
        {
            return false;
        }

        roster.Talk(agent, call, null, now);
        matching.Distribute(now);
        return true;
    }

    /// <summary>One agent's conversation is over, whoever else goes on talking. Without effect for one who does not talk.</summary>
    public void Part(string agentId, Moment now)
    {
        Noted?.Invoke(new AgentParted(agentId, now));
        if (roster.Find(agentId) is { State: AgentState.Talking } agent)
        {
            roster.EndTalk(agent, now);
            matching.Distribute(now);
        }
    }

    /// <summary>A conversation is over for every agent in it.</summary>
    public void TalkEnded(CallId call, Moment now)
    {
        Noted?.Invoke(new TalkOver(call, now));
        foreach (var agent in roster.On(call).ToArray())
        {
            roster.EndTalk(agent, now);
        }

        sites.Free(call);
        DistributeEverywhere(now);
    }

    /// <summary>Lets time pass: ends ringing and wrap-up that have lasted long enough, and lets callers overflow.</summary>
    public void Advance(Moment now)
    {
        Noted?.Invoke(new TimePassed(now));
        while (dues.Take(now.Elapsed) is { } due)
        {
            switch (due)
            {
                case WaitingCaller caller:
                    queueing.LookForOverflow(caller, now);
                    break;
                case Agent { State: AgentState.Ringing } agent:
                    matching.Withdraw(agent.Offer!, WithdrawalCause.NoAnswer, now);
                    break;
                case Agent agent:
                    roster.Settle(agent, now);
                    break;
            }
        }

        matching.Distribute(now);
    }

    // Agents here come first; room at a site is for whom none of them is free, and whoever is looked at again for it may stand in another line by now.
    private void DistributeEverywhere(Moment now)
    {
        matching.Distribute(now);
        queueing.FillSites(now);
        matching.Distribute(now);
    }

    private void Decided(AcdOutcome outcome) => outcomes.Add(outcome);

    private Agent Add(string agentId, AgentStanding standing, Moment now)
    {
        var agent = new Agent(agentId, standing, now, ++lastOrder);
        roster.Add(agent, queueing.MembershipsOf(agent));
        return agent;
    }
}
