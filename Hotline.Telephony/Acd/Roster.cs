namespace Hotline.Telephony.Acd;

/// <summary>The agents, their changes of state, and what follows for the groups they belong to.</summary>
internal sealed class Roster(AcdOptions options, DueTimes dues, HashSet<GroupLine> touched, Action<AcdOutcome> decided)
{
    private readonly Dictionary<string, Agent> agents = new(StringComparer.Ordinal);
    private readonly Dictionary<CallId, List<Agent>> talking = [];

    public IReadOnlyCollection<Agent> All => agents.Values;

    public Agent? Find(string agentId) => agents.GetValueOrDefault(agentId);

    /// <summary>The agents talking on a call.</summary>
    public IReadOnlyList<Agent> On(CallId call) => talking.TryGetValue(call, out var on) ? on : [];

    public void Add(Agent agent, IReadOnlyList<Membership> memberships)
    {
        agent.Memberships = memberships;
        agents.Add(agent.Id, agent);
    }

    public void BecomeReady(Agent agent, Moment now, bool keepPlace = false) => Move(agent, () => agent.BecomeReady(now, keepPlace));

    public void BecomeNotReady(Agent agent, string reason, Moment now) => Move(agent, () => agent.BecomeNotReady(reason, now));

    public void GoOffline(Agent agent, Moment now) => Move(agent, () => agent.GoOffline(now));

    public void Ring(Agent agent, Offer offer, SkillGroup group) => Move(agent, () => agent.Ring(offer, group));

    public void Talk(Agent agent, CallId call, SkillGroup? group, Moment now)
    {
        Move(agent, () => agent.Talk(call, group, now));
        if (!talking.TryGetValue(call, out var on))
        {
            talking.Add(call, on = []);
        }

        on.Add(agent);
    }

    /// <summary>One agent's conversation is over: wrap-up, or off line where the phone is gone.</summary>
    public void EndTalk(Agent agent, Moment now)
    {
        var call = agent.Call!.Value;
        if (talking.TryGetValue(call, out var on) && on.Remove(agent) && on.Count == 0)
        {
            talking.Remove(call);
        }

        if (!agent.Registered)
        {
            GoOffline(agent, now);
            return;
        }

        Move(agent, () => agent.WrapUp(now));
        if (WrapUpOf(agent) == TimeSpan.Zero)
        {
            Settle(agent, now);
        }
    }

    /// <summary>Back to what the agent stood for before.</summary>
    public void Settle(Agent agent, Moment now)
    {
        if (agent.Standing.Ready)
        {
            BecomeReady(agent, now);
        }
        else
        {
            BecomeNotReady(agent, agent.Standing.Reason ?? AgentStanding.SignedIn, now);
        }
    }

    /// <summary>Gives an agent other groups.</summary>
    public void Regroup(Agent agent, IReadOnlyList<Membership> memberships)
    {
        Leave(agent);
        agent.Memberships = memberships;
        Join(agent);
    }

    // The keys of the free agents' order change only while the agent is out of it.
    private void Move(Agent agent, Action change)
    {
        var before = (agent.State, agent.Reason);
        Leave(agent);
        change();
        Join(agent);
        dues.Set(agent, DueOf(agent));
        if (before != (agent.State, agent.Reason))
        {
            decided(new AgentMoved(agent.Id, agent.State, agent.Reason, agent.Since));
        }
    }

    private static void Leave(Agent agent)
    {
        foreach (var membership in agent.Memberships)
        {
            membership.Group.Free.Remove(membership);
            membership.Group.Working -= agent.Working ? 1 : 0;
        }
    }

    private void Join(Agent agent)
    {
        foreach (var membership in agent.Memberships)
        {
            membership.Group.Working += agent.Working ? 1 : 0;
            if (agent.State == AgentState.Ready)
            {
                membership.Group.Free.Add(membership);
            }

            touched.Add(membership.Group);
        }
    }

    private TimeSpan WrapUpOf(Agent agent) => agent.ServedGroup?.WrapUp ?? options.WrapUp;

    private TimeSpan? DueOf(Agent agent) => agent.State switch
    {
        AgentState.Ringing => agent.Since.Elapsed + options.RingTimeout,
        AgentState.WrapUp => agent.Since.Elapsed + WrapUpOf(agent),
        AgentState.Offline or AgentState.NotReady or AgentState.Ready or AgentState.Talking => null,
    };
}
