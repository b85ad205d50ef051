namespace Hotline.Telephony.Acd;

/// <summary>What an agent returns to when their phone registers; outlives the process.</summary>
/// <param name="Ready">May be rung at once.</param>
/// <param name="Reason">Why not, where <paramref name="Ready"/> is false.</param>
internal sealed record AgentStanding(bool Ready, string? Reason)
{
    /// <summary>The reason of an agent who has just come.</summary>
    public const string SignedIn = "signed-in";

    public static AgentStanding Newcomer { get; } = new(false, SignedIn);
}

/// <summary>An agent as the distributor sees them. Changed only by <see cref="Roster"/>.</summary>
internal sealed class Agent(string id, AgentStanding standing, Moment now, long order) : Timed(order)
{
    public string Id { get; } = id;

    public AgentState State { get; private set; } = AgentState.Offline;

    public string? Reason { get; private set; }

    public Moment Since { get; private set; } = now;

    /// <summary>What they return to when the phone registers, and after a conversation.</summary>
    public AgentStanding Standing { get; private set; } = standing;

    public bool Registered { get; set; }

    /// <summary>Idle since; the longest idle is rung first. Kept when a caller leaves while it rings.</summary>
    public TimeSpan IdleSince { get; private set; }

    /// <summary>Conversations since they signed in.</summary>
    public int Talks { get; private set; }

    /// <summary>The last offer made to them; 0 for none.</summary>
    public long LastOffer { get; private set; }

    /// <summary>The call that rings or is talked on.</summary>
    public CallId? Call { get; private set; }

    /// <summary>The group whose caller they have; null for a call from nowhere in line.</summary>
    public SkillGroup? ServedGroup { get; private set; }

    /// <summary>The offer being rung.</summary>
    public Offer? Offer { get; private set; }

    /// <summary>The groups they belong to.</summary>
    public IReadOnlyList<Membership> Memberships { get; set; } = [];

    public bool Working => State is AgentState.Ready or AgentState.Ringing or AgentState.Talking or AgentState.WrapUp;

    public void BecomeReady(Moment now, bool keepPlace)
    {
        if (!keepPlace)
        {
            IdleSince = now.Elapsed;
        }

        Standing = new AgentStanding(true, null);
        Enter(AgentState.Ready, null, now);
    }

    public void BecomeNotReady(string reason, Moment now)
    {
        Standing = new AgentStanding(false, reason);
        Enter(AgentState.NotReady, reason, now);
    }

    public void Ring(Offer offer, SkillGroup group)
    {
        Enter(AgentState.Ringing, null, offer.Since);
        (Offer, Call, ServedGroup, LastOffer) = (offer, offer.CallId, group, offer.Id);
    }

    public void Talk(CallId call, SkillGroup? group, Moment now)
    {
        Enter(AgentState.Talking, null, now);
        (Call, ServedGroup) = (call, group);
        Talks++;
    }

    /// <summary>Not ready once the conversation is over.</summary>
    public void BecomeNotReadyLater(string reason) => Standing = new AgentStanding(false, reason);

    public void WrapUp(Moment now)
    {
        var group = ServedGroup;
        Enter(AgentState.WrapUp, null, now);
        ServedGroup = group;
    }

    public void GoOffline(Moment now)
    {
        // Whoever was ready and left comes back as a newcomer: an empty chair must not be rung. A break stays a break.
        if (Standing.Ready)
        {
            Standing = AgentStanding.Newcomer;
        }

        Talks = 0;
        Enter(AgentState.Offline, null, now);
    }

    private void Enter(AgentState state, string? reason, Moment now) =>
        (State, Reason, Since, Call, Offer, ServedGroup) = (state, reason, now, null, null, null);
}
