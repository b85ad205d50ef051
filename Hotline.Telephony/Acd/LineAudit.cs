namespace Hotline.Telephony.Acd;

/// <summary>
/// Judges a log of distribution without taking part in it: keeps books of its own from inputs and outcomes alone, and counts what must never be.
/// </summary>
internal sealed class LineAudit(QueuePlan startPlan)
{
    private readonly Dictionary<string, AgentState> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AgentState> statesBefore = new(StringComparer.Ordinal);
    private readonly HashSet<string> phones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Offer> offerByAgent = new(StringComparer.Ordinal);
    private readonly Dictionary<CallId, Entry> waiting = [];
    private readonly Dictionary<CallId, string?> wanted = [];
    private readonly HashSet<CallId> answered = [];
    private readonly Dictionary<CallId, string> elsewhere = [];
    private readonly List<TimeSpan> waits = [];
    private QueuePlan plan = startPlan;

    /// <summary>Callers who entered a line.</summary>
    public int Offered { get; private set; }

    public int Answered => waits.Count;

    /// <summary>Left the line without an agent.</summary>
    public int Abandoned { get; private set; }

    /// <summary>Answered by an agent of another site.</summary>
    public int Overflowed { get; private set; }

    /// <summary>Offers to an agent who had one or talked, for a caller who had one or was answered, and answers to offers that did not stand.</summary>
    public int DoubleOffers { get; private set; }

    /// <summary>Offers to an agent who was not ready, or had no phone.</summary>
    public int OffersToUnready { get; private set; }

    /// <summary>Offers that passed by somebody the agent could have served who came before.</summary>
    public int OrderViolations { get; private set; }

    /// <summary>Callers who stand in line now.</summary>
    public IReadOnlyCollection<CallId> Waiting => waiting.Keys;

    /// <summary>The share of those who left the line that an agent answered within this time of entering it; 1 where nobody left it.</summary>
    public double ServiceLevel(TimeSpan within) =>
        Answered + Abandoned == 0 ? 1 : (double)waits.Count(wait => wait <= within) / (Answered + Abandoned);

    /// <summary>Takes one input with what was decided on it.</summary>
    public void Take(AcdInput input, IReadOnlyList<AcdOutcome> outcomes)
    {
        switch (input)
        {
            case SiteRefused refused when elsewhere.GetValueOrDefault(refused.CallId) == refused.Site:
                elsewhere.Remove(refused.CallId);
                break;
            case PlanAdopted adopted:
                plan = adopted.Plan;
                foreach (var (call, entry) in waiting)
                {
                    entry.Groups.Clear();
                    entry.Groups.Add(Known(wanted[call]));
                }

                break;
            case CallerCame came:
                wanted.TryAdd(came.Request.CallId, came.Request.Group);
                break;
            case PhoneCame came:
                phones.Add(came.AgentId);
                break;
            case PhoneWent went:
                phones.Remove(went.AgentId);
                break;
        }

        foreach (var outcome in outcomes)
        {
            Take(outcome, input.At);
        }
    }

    /// <summary>Callers for whom no phone rings while an agent is ready who could serve them.</summary>
    public int LeftBesideAFreeAgent() => waiting.Values.Count(entry => entry is { Offers: 0, Parked: false }
        && states.Any(pair => pair.Value == AgentState.Ready && Serves(pair.Key, entry)));

    private void Take(AcdOutcome outcome, Moment at)
    {
        switch (outcome)
        {
            case CallerQueued queued:
                Offered++;
                waiting.Add(queued.CallId, new Entry(queued.Since, queued.Since.Elapsed - queued.HeadStart, Offered) { Groups = { queued.Group } });
                break;
            case CallerOverflowed overflowed:
                waiting[overflowed.CallId].Groups.Add(overflowed.Group);
                break;
            case CallerParked parked:
                waiting[parked.CallId].Parked = true;
                break;
            case CallerUnparked unparked:
                waiting[unparked.CallId].Parked = false;
                break;
            case CallerUnqueued left:
                Abandoned += waiting.Remove(left.CallId) && !left.IsTakenBack ? 1 : 0;
                break;
            case SiteAsked asked:
                DoubleOffers += waiting.ContainsKey(asked.CallId) && elsewhere.TryAdd(asked.CallId, asked.Site) ? 0 : 1;
                break;
            case SiteTakenBack back:
                elsewhere.Remove(back.CallId);
                break;
            case CallerTakenElsewhere taken:
                Overflowed++;
                DoubleOffers += waiting.Remove(taken.CallId) && elsewhere.Remove(taken.CallId, out var site) && site == taken.Site ? 0 : 1;
                break;
            case OfferMade made:
                Judge(made.Offer);
                break;
            case OfferWithdrawn withdrawn:
                Close(withdrawn.Offer);
                break;
            case OfferAnswered taken:
                Close(taken.Offer);
                if (waiting.Remove(taken.Offer.CallId, out var entry) && answered.Add(taken.Offer.CallId))
                {
                    waits.Add(at.Elapsed - entry.Since.Elapsed);
                }
                else
                {
                    DoubleOffers++;
                }

                break;
            case AgentMoved moved:
                statesBefore[moved.AgentId] = states.GetValueOrDefault(moved.AgentId);
                states[moved.AgentId] = moved.State;
                break;
        }
    }

    private void Judge(Offer offer)
    {
        // The phone begins to ring with the offer: what counts is what the agent was before.
        if (statesBefore.GetValueOrDefault(offer.AgentId) != AgentState.Ready || !phones.Contains(offer.AgentId))
        {
            OffersToUnready++;
        }

        if (!waiting.TryGetValue(offer.CallId, out var caller) || caller.Parked || !offerByAgent.TryAdd(offer.AgentId, offer) || caller.Offers >= MostOffers(caller))
        {
            DoubleOffers++;
            return;
        }

        if (caller.Offers == 0 && waiting.Values.Any(other => other is { Offers: 0, Parked: false } && other.IsBefore(caller) && Serves(offer.AgentId, other)))
        {
            OrderViolations++;
        }

        caller.Offers++;
    }

    private void Close(Offer offer)
    {
        if (!offerByAgent.TryGetValue(offer.AgentId, out var open) || open.Id != offer.Id)
        {
            DoubleOffers++;
            return;
        }

        offerByAgent.Remove(offer.AgentId);
        if (waiting.TryGetValue(offer.CallId, out var caller))
        {
            caller.Offers--;
        }
    }

    private bool Serves(string agentId, Entry entry) =>
        plan.Groups.Any(group => entry.Groups.Contains(group.Name) && plan.LevelOf(agentId, group) is not null);

    private int MostOffers(Entry entry) => plan.Groups.Where(group => entry.Groups.Contains(group.Name)).Max(group => group.RingAtOnce);

    private string Known(string? group) => plan.Groups.Any(one => one.Name == group) ? group! : plan.Groups[0].Name;

    private sealed record Entry(Moment Since, TimeSpan Rank, int Order)
    {
        public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

        public int Offers { get; set; }

        public bool Parked { get; set; }

        public bool IsBefore(Entry other) => (Rank, Order).CompareTo((other.Rank, other.Order)) < 0;
    }
}
