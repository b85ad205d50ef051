namespace Hotline.Telephony.Acd;

/// <summary>A caller's place and what it means.</summary>
/// <param name="Position">1 being next.</param>
/// <param name="EstimatedWait">Null while there is nothing to estimate from.</param>
/// <param name="AgentsAtWork">False while no agent is ready, ringing, talking or wrapping up.</param>
/// <param name="AgentRings">An agent's phone rings for this caller.</param>
internal readonly record struct LinePlace(int Position, TimeSpan? EstimatedWait, bool AgentsAtWork, bool AgentRings);

/// <summary>
/// Brings callers and agents together: the longest-idle ready agent for the caller who has waited longest, one to one.
/// Pure: it opens nothing, waits for nothing and reads no clock. Not thread-safe; its owner lets one input in at a time, then takes
/// the outcomes with <see cref="Drain"/>.
/// </summary>
internal sealed class Distributor(AcdOptions options)
{
    public const string NoAnswer = "no-answer";
    public const string Rejected = "rejected";
    public const string Unreachable = "unreachable";

    private readonly Dictionary<string, Agent> agents = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Offer> offers = [];
    private readonly WaitingLine line = new();
    private readonly Throughput throughput = new();
    private List<AcdOutcome> outcomes = [];
    private long lastOffer;
    private bool closed;

    public IReadOnlyCollection<Agent> Agents => agents.Values;

    public IReadOnlyList<WaitingCaller> Waiting => line.Callers;

    /// <summary>When <see cref="Advance"/> has something to do next; null for never.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            var due = TimeSpan.MaxValue;
            foreach (var agent in agents.Values)
            {
                if (DueOf(agent) is { } at && at < due)
                {
                    due = at;
                }
            }

            return due == TimeSpan.MaxValue ? null : due;
        }
    }

    /// <summary>From now on nobody is rung: the node stops.</summary>
    public void Close() => closed = true;

    /// <summary>What was decided since the last call, in order.</summary>
    public IReadOnlyList<AcdOutcome> Drain()
    {
        var drained = outcomes;
        outcomes = [];
        return drained;
    }

    public Agent? FindAgent(string agentId) => agents.GetValueOrDefault(agentId);

    /// <summary>Makes an agent known, off line. Known agents are left as they are.</summary>
    public void Know(string agentId, AgentStanding standing, Moment now) =>
        agents.TryAdd(agentId, new Agent(agentId, standing, now));

    public void PhoneRegistered(string agentId, Moment now)
    {
        Know(agentId, AgentStanding.Newcomer, now);
        var agent = agents[agentId];
        agent.Registered = true;
        if (agent.State == AgentState.Offline)
        {
            Settle(agent, now);
        }

        Distribute(now);
    }

    public void PhoneLost(string agentId, Moment now)
    {
        if (!agents.TryGetValue(agentId, out var agent) || !agent.Registered)
        {
            return;
        }

        agent.Registered = false;
        if (agent.State == AgentState.Ringing)
        {
            Withdraw(OfferTo(agent), WithdrawalCause.PhoneLost, now);
        }
        else if (agent.State != AgentState.Talking)
        {
            Move(agent, () => agent.GoOffline(now));
        }

        Distribute(now);
    }

    public SwitchboardAnswer SetReady(string agentId, Moment now)
    {
        if (!agents.TryGetValue(agentId, out var agent))
        {
            return SwitchboardAnswer.Unknown;
        }

        switch (agent.State)
        {
            case AgentState.Offline or AgentState.Ringing or AgentState.Talking:
                return SwitchboardAnswer.Refused;
            case AgentState.NotReady or AgentState.WrapUp:
                Move(agent, () => agent.BecomeReady(now, keepPlace: false));
                Distribute(now);
                break;
        }

        return SwitchboardAnswer.Done;
    }

    public SwitchboardAnswer SetNotReady(string agentId, string reason, Moment now)
    {
        if (!agents.TryGetValue(agentId, out var agent))
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
                Withdraw(OfferTo(agent), WithdrawalCause.AgentNotReady, now, reason);
                break;
            default:
                Move(agent, () => agent.BecomeNotReady(reason, now));
                break;
        }

        Distribute(now);
        return SwitchboardAnswer.Done;
    }

    /// <summary>Puts a caller at the end of the line.</summary>
    public LinePlace Enter(CallId call, Moment now)
    {
        if (line.Find(call) is null)
        {
            line.Add(new WaitingCaller(call, now));
            Distribute(now);
        }

        return PlaceOf(call, now)!.Value;
    }

    /// <summary>
    /// Takes a caller out of the line; the agent being rung, if any, keeps their place among the idle. False where the caller was not in line.
    /// </summary>
    public bool Leave(CallId call, Moment now)
    {
        if (line.Find(call) is not { } caller)
        {
            return false;
        }

        line.Remove(caller);
        if (caller.Offer is { } offer)
        {
            Withdraw(offer, WithdrawalCause.CallerLeft, now);
        }

        Distribute(now);
        return true;
    }

    /// <summary>The agent picked up. False where the offer no longer stands: hang up on the agent.</summary>
    public bool Answer(long offerId, Moment now)
    {
        if (!offers.Remove(offerId, out var offer))
        {
            return false;
        }

        var caller = line.Find(offer.CallId)!;
        line.Remove(caller);
        var agent = agents[offer.AgentId];
        Move(agent, () => agent.Talk(offer.CallId, now));
        if (caller.Starved)
        {
            throughput.Answered(now);
        }

        Distribute(now);
        return true;
    }

    /// <summary>The agent's phone did not take the call. Without effect where the offer no longer stands.</summary>
    public void Decline(long offerId, WithdrawalCause cause, Moment now)
    {
        if (offers.TryGetValue(offerId, out var offer))
        {
            Withdraw(offer, cause, now);
            Distribute(now);
        }
    }

    /// <summary>A conversation is over.</summary>
    public void TalkEnded(CallId call, Moment now)
    {
        foreach (var agent in agents.Values)
        {
            if (agent.State == AgentState.Talking && agent.Call == call)
            {
                EndTalk(agent, now);
            }
        }

        Distribute(now);
    }

    /// <summary>Lets time pass: ends ringing and wrap-up that have lasted long enough.</summary>
    public void Advance(Moment now)
    {
        foreach (var agent in agents.Values)
        {
            if (DueOf(agent) is { } due && due <= now.Elapsed)
            {
                if (agent.State == AgentState.Ringing)
                {
                    Withdraw(OfferTo(agent), WithdrawalCause.NoAnswer, now);
                }
                else
                {
                    Settle(agent, now);
                }
            }
        }

        Distribute(now);
    }

    /// <summary>Where a caller stands; null for a call that is not in line.</summary>
    public LinePlace? PlaceOf(CallId call, Moment now) => line.PositionOf(call) is > 0 and var position
        ? new LinePlace(position, Estimate(position, now), AnyoneWorking(), line.Find(call)!.Offer is not null)
        : null;

    /// <summary>The wait for whoever stands at this place; null while there is nothing to estimate from.</summary>
    public TimeSpan? Estimate(int position, Moment now) => AnyoneWorking() ? throughput.Estimate(position, now) : null;

    public bool IsWaiting(CallId call) => line.Find(call) is not null;

    private TimeSpan? DueOf(Agent agent) => agent.State switch
    {
        AgentState.Ringing => agent.Since.Elapsed + options.RingTimeout,
        AgentState.WrapUp => agent.Since.Elapsed + options.WrapUp,
        AgentState.Offline or AgentState.NotReady or AgentState.Ready or AgentState.Talking => null,
    };

    private void Distribute(Moment now)
    {
        while (!closed && LongestIdle() is { } agent && line.FirstUnoffered() is { } caller)
        {
            var offer = new Offer(++lastOffer, caller.CallId, agent.Id, now);
            caller.Offer = offer;
            offers.Add(offer.Id, offer);
            Move(agent, () => agent.Ring(caller.CallId, now));
            outcomes.Add(new OfferMade(offer));
        }

        var starved = line.FirstUnoffered() is not null && AnyoneWorking();
        if (starved)
        {
            foreach (var caller in line.Callers)
            {
                caller.Starved |= caller.Offer is null;
            }
        }

        throughput.Observe(starved, now);
    }

    // Skills and strategies will choose here.
    private Agent? LongestIdle() =>
        agents.Values.Where(agent => agent.State == AgentState.Ready).MinBy(agent => agent.IdleSince);

    private bool AnyoneWorking() => agents.Values.Any(agent => agent.Working);

    private Offer OfferTo(Agent agent) => line.Find(agent.Call!.Value)!.Offer!;

    private void Withdraw(Offer offer, WithdrawalCause cause, Moment now, string reason = "")
    {
        offers.Remove(offer.Id);
        if (line.Find(offer.CallId) is { } caller)
        {
            caller.Offer = null;
        }

        outcomes.Add(new OfferWithdrawn(offer, cause));
        var agent = agents[offer.AgentId];
        Move(agent, cause switch
        {
            WithdrawalCause.NoAnswer => () => agent.BecomeNotReady(NoAnswer, now),
            WithdrawalCause.Rejected => () => agent.BecomeNotReady(Rejected, now),
            WithdrawalCause.Unreachable => () => agent.BecomeNotReady(Unreachable, now),
            WithdrawalCause.AgentNotReady => () => agent.BecomeNotReady(reason, now),
            WithdrawalCause.PhoneLost => () => agent.GoOffline(now),
            WithdrawalCause.CallerLeft => () => agent.BecomeReady(now, keepPlace: true),
        });
    }

    private void EndTalk(Agent agent, Moment now)
    {
        if (!agent.Registered)
        {
            Move(agent, () => agent.GoOffline(now));
        }
        else
        {
            Move(agent, () => agent.WrapUp(now));
            if (options.WrapUp == TimeSpan.Zero)
            {
                Settle(agent, now);
            }
        }
    }

    private void Settle(Agent agent, Moment now) => Move(agent, agent.Standing.Ready
        ? () => agent.BecomeReady(now, keepPlace: false)
        : () => agent.BecomeNotReady(agent.Standing.Reason ?? AgentStanding.SignedIn, now));

    private void Move(Agent agent, Action change)
    {
        var before = (agent.State, agent.Reason);
        change();
        if (before != (agent.State, agent.Reason))
        {
            outcomes.Add(new AgentMoved(agent.Id, agent.State, agent.Reason, agent.Since));
        }
    }
}
