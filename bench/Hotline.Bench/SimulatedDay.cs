using System.Diagnostics;
using Hotline.Telephony;
using Hotline.Telephony.Acd;

namespace Hotline.Bench;

/// <summary>
/// Callers and agents without telephones: the distributor under a clock of our own, with agents who answer, reject, let ring, take breaks and lose
/// their phones, and callers who give up. The same seed gives the same day.
/// </summary>
internal sealed class SimulatedDay
{
    private readonly PriorityQueue<Action, (TimeSpan At, int Order)> agenda = new();
    private readonly Random random;
    private readonly Distributor distributor;
    private readonly QueuePlan plan;
    private TimeSpan clock;
    private AcdInput? noted;
    private int order;

    public SimulatedDay(AcdOptions options, int seed)
    {
        plan = options.Plan;
        random = new Random(seed);
        distributor = new Distributor(options) { Noted = input => noted = input };
    }

    /// <summary>Every input with its outcomes; empty where not asked for.</summary>
    public List<AcdLogEntry> Log { get; } = [];

    /// <summary>What each input cost, where asked for.</summary>
    public List<TimeSpan> Costs { get; } = [];

    public bool Keeps { get; init; } = true;

    public bool Measures { get; set; }

    public int Offered { get; private set; }

    public int Waiting => distributor.Waiting.Count;

    public TimeSpan MeanTalk { get; init; } = TimeSpan.FromSeconds(120);

    public TimeSpan MeanPatience { get; init; } = TimeSpan.FromMinutes(10);

    private Moment Now => new(DateTimeOffset.UnixEpoch + clock, clock);

    public void SignIn(int agents)
    {
        for (var i = 0; i < agents; i++)
        {
            var agentId = Name(i);
            LetIn(now => distributor.PhoneRegistered(agentId, now));
            LetIn(now => distributor.SetReady(agentId, now));
        }
    }

    /// <summary>Callers come, on average so many a second, until so many have come; then, unless it is lasting, until the last has gone.</summary>
    public void Live(int callers, double perSecond, bool lasting = false)
    {
        var last = Offered + callers;
        After(Exponential(1 / perSecond), () => Come(last, perSecond));
        while (agenda.TryPeek(out _, out var next) && (Offered < last || (!lasting && Waiting > 0)))
        {
            var due = distributor.NextDue ?? TimeSpan.MaxValue;
            if (due <= next.At)
            {
                clock = due;
                LetIn(now => distributor.Advance(now));
            }
            else
            {
                clock = next.At;
                agenda.Dequeue()();
            }
        }
    }

    private static string Name(int i) => (8001 + i).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Come(int last, double perSecond)
    {
        var call = CallId.At(Now.Utc);
        Offered++;
        var group = plan.Groups[random.Next(plan.Groups.Count)].Name;
        var priority = random.Next(20) == 0 ? plan.Priorities.Keys.ElementAtOrDefault(random.Next(plan.Priorities.Count)) : null;
        LetIn(now => distributor.Enter(new CallerRequest(call, group, priority), now));
        After(Exponential(MeanPatience.TotalSeconds), () => GiveUp(call));
        if (Offered < last)
        {
            After(Exponential(1 / perSecond), () => Come(last, perSecond));
        }
    }

    private void GiveUp(CallId call)
    {
        if (distributor.IsWaiting(call))
        {
            LetIn(now => distributor.Leave(call, now));
        }
    }

    private void React(AcdOutcome outcome)
    {
        switch (outcome)
        {
            case OfferMade { Offer: var offer }:
                var mood = random.Next(100);
                if (mood < 94)
                {
                    After(random.Next(2, 7), () => LetIn(now => distributor.Answer(offer.Id, now)));
                }
                else if (mood < 97)
                {
                    After(2, () => LetIn(now => distributor.Decline(offer.Id, WithdrawalCause.Rejected, now)));
                }

                break;
            case OfferAnswered { Offer: var offer }:
                After(Exponential(MeanTalk.TotalSeconds), () => LetIn(now => distributor.TalkEnded(offer.CallId, now)));
                break;
            case AgentMoved { State: AgentState.NotReady } moved:
                After(random.Next(5, 120), () => LetIn(now => distributor.SetReady(moved.AgentId, now)));
                break;
            case AgentMoved { State: AgentState.WrapUp } moved when random.Next(50) == 0:
                After(1, () => LetIn(now => distributor.SetNotReady(moved.AgentId, "break", now)));
                break;
            case AgentMoved { State: AgentState.Ready } moved when random.Next(500) == 0:
                After(30, () => LetIn(now => distributor.PhoneLost(moved.AgentId, now)));
                After(90, () => LetIn(now => distributor.PhoneRegistered(moved.AgentId, now)));
                break;
        }
    }

    private void LetIn(Action<Moment> input)
    {
        noted = null;
        var begun = Stopwatch.GetTimestamp();
        input(Now);
        var outcomes = distributor.Drain();
        if (Measures)
        {
            Costs.Add(Stopwatch.GetElapsedTime(begun));
        }

        if (Keeps && noted is not null)
        {
            Log.Add(new AcdLogEntry([noted], outcomes));
        }

        foreach (var outcome in outcomes)
        {
            React(outcome);
        }
    }

    private double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());

    private void After(double seconds, Action what) => agenda.Enqueue(what, (clock + TimeSpan.FromSeconds(seconds), order++));
}
