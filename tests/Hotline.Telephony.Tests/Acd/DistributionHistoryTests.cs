using FsCheck;
using FsCheck.Fluent;
using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

/// <summary>Random working days in a room of several groups, judged by a second book kept from inputs and outcomes alone.</summary>
public sealed class DistributionHistoryTests
{
    private static readonly QueuePlan Plan = new()
    {
        Groups =
        [
            new SkillGroup
            {
                Name = "general",
                Overflows = [new Overflow { To = "backup", After = TimeSpan.FromSeconds(20) }, new Overflow { Site = "west", After = TimeSpan.FromSeconds(8) }],
            },
            new SkillGroup { Name = "enterprise", Level = 4, Strategy = DistributionStrategy.LeastCalls, WrapUp = TimeSpan.FromSeconds(30) },
            new SkillGroup { Name = "hazard", Skill = "general", RingAtOnce = 3 },
            new SkillGroup { Name = "backup", Strategy = DistributionStrategy.RoundRobin },
        ],
        SiteName = "east",
        Sites = [new Site { Name = "west", Trunk = "west", Max = 2, Again = TimeSpan.FromSeconds(5) }],
        Skills = new Dictionary<string, IReadOnlyDictionary<string, int>>
        {
            ["agent-0"] = new Dictionary<string, int> { ["general"] = 9, ["enterprise"] = 3 },
            ["agent-1"] = new Dictionary<string, int> { ["general"] = 5, ["enterprise"] = 5 },
            ["agent-2"] = new Dictionary<string, int> { ["enterprise"] = 9 },
            ["agent-3"] = new Dictionary<string, int> { ["backup"] = 1 },
        },
        Priorities = new Dictionary<string, TimeSpan> { ["hazard"] = TimeSpan.FromDays(1), ["elderly"] = TimeSpan.FromSeconds(60) },
    };

    private static readonly QueuePlan OtherPlan = Plan with
    {
        Groups = [new SkillGroup { Name = "backup" }, new SkillGroup { Name = "general", RingAtOnce = 2 }],
        Sites = [],
    };

    public enum Deed { Register, Lose, Ready, NotReady, Come, ComeAgain, GiveUp, KeepPlace, AwaitTurn, Answer, AnswerLate, Reject, Join, Part, HangUp, Wait, Replan, SiteTakes, SiteTakesLate, SiteRefuses, SiteFails }

    [Fact]
    public void No_caller_or_agent_is_ever_offered_twice_and_the_order_is_kept() => ForAnyDay(1500, day => day.CheckBooks());

    [Fact]
    public void A_day_replayed_from_its_log_is_decided_alike()
    {
        ForAnyDay(300, day =>
        {
            var again = new Distributor(Times);
            foreach (var (input, outcomes) in day.Log)
            {
                AcdReplay.Apply(again, input);
                Assert.Equal(outcomes, again.Drain());
            }
        });
    }

    [Fact]
    public void Nobody_is_stuck_once_all_hang_up_and_time_passes()
    {
        ForAnyDay(500, day =>
        {
            day.GoHome();
            Assert.Empty(day.Distributor.Waiting);
            Assert.DoesNotContain(day.Distributor.Agents, agent => agent.State is AgentState.Ringing or AgentState.Talking or AgentState.WrapUp);
            Assert.Null(day.Distributor.NextDue);
        });
    }

    private static AcdOptions Times => new() { RingTimeout = TimeSpan.FromSeconds(15), WrapUp = TimeSpan.FromSeconds(10), Plan = Plan };

    private static void ForAnyDay(int days, Action<Day> judge)
    {
        // Deeds that bring about others come more often, or most days would be empty.
        var step =
            from deed in Gen.Elements([.. Enum.GetValues<Deed>(), Deed.Register, Deed.Ready, Deed.Ready, Deed.Come, Deed.Come, Deed.Answer, Deed.HangUp])
            from who in Gen.Choose(0, 4)
            from seconds in Gen.Choose(0, 12)
            select new Step(deed, who, seconds);

        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var day = new Day();
            foreach (var next in steps)
            {
                day.Live(next);
            }

            judge(day);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(days).WithEndSize(150));
    }

    public sealed record Step(Deed Deed, int Who, int Seconds);

    private sealed class Day
    {
        private readonly LineAudit audit = new(Plan);
        private readonly List<CallId> line = [];
        private readonly List<Offer> open = [];
        private readonly List<Offer> dead = [];
        private readonly List<CallId> asked = [];
        private readonly List<CallId> takenBack = [];
        private readonly HashSet<CallId> parked = [];
        private readonly List<CallId> talks = [];
        private double seconds;
        private int calls;
        private AcdInput? noted;

        public Day() => Distributor = new Distributor(Times) { Noted = input => noted = input };

        public Distributor Distributor { get; }

        public List<(AcdInput Input, IReadOnlyList<AcdOutcome> Outcomes)> Log { get; } = [];

        private Moment Now => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));

        public void Live(Step step)
        {
            seconds += step.Seconds;
            var agent = "agent-" + step.Who;
            switch (step.Deed)
            {
                case Deed.Register:
                    Distributor.PhoneRegistered(agent, Now);
                    break;
                case Deed.Lose:
                    Distributor.PhoneLost(agent, Now);
                    break;
                case Deed.Ready:
                    Distributor.SetReady(agent, Now);
                    break;
                case Deed.NotReady:
                    Distributor.SetNotReady(agent, "break", Now);
                    break;
                case Deed.Come:
                    Come(new CallerRequest(
                        new CallId(new Guid(++calls, 0, 0, new byte[8])),
                        (step.Seconds % 4) switch { 0 => "enterprise", 1 => "hazard", 2 => "unheard-of", _ => null },
                        (step.Seconds % 3) switch { 0 => "hazard", 1 => "elderly", _ => null },
                        step.Who == 1 ? "agent-1" : null));
                    break;
                case Deed.ComeAgain when line.Count > 0:
                    Distributor.Enter(new CallerRequest(line[step.Who % line.Count]), Now);
                    break;
                case Deed.GiveUp when line.Count > 0:
                    var leaving = line[step.Who % line.Count];
                    line.Remove(leaving);
                    Assert.True(Distributor.Leave(leaving, Now));
                    break;
                case Deed.KeepPlace when line.Count > 0:
                    var keeping = line[step.Who % line.Count];
                    Assert.Equal(!open.Exists(offer => offer.CallId == keeping) && parked.Add(keeping), Distributor.KeepPlace(keeping, Now));
                    break;
                case Deed.AwaitTurn when line.Count > 0:
                    parked.Remove(line[step.Who % line.Count]);
                    Distributor.AwaitTurn(line[step.Who % line.Count], Now);
                    break;
                case Deed.Answer when open.Count > 0:
                    var answered = open[step.Who % open.Count];
                    line.Remove(answered.CallId);
                    talks.Add(answered.CallId);
                    Assert.True(Distributor.Answer(answered.Id, Now), "an open offer could not be answered");
                    break;
                case Deed.AnswerLate when dead.Count > 0:
                    Assert.False(Distributor.Answer(dead[step.Who % dead.Count].Id, Now), "a dead offer was answered");
                    break;
                case Deed.Reject when open.Count > 0:
                    Distributor.Decline(open[step.Who % open.Count].Id, WithdrawalCause.Rejected, Now);
                    break;
                case Deed.Join when talks.Count > 0:
                    Distributor.Join(agent, talks[step.Seconds % talks.Count], Now);
                    break;
                case Deed.Part:
                    Distributor.Part(agent, Now);
                    break;
                case Deed.HangUp when talks.Count > 0:
                    var over = talks[step.Who % talks.Count];
                    talks.Remove(over);
                    Distributor.TalkEnded(over, Now);
                    break;
                case Deed.Wait:
                    Advance();
                    break;
                case Deed.SiteTakes when asked.Count > 0:
                    var overflowed = asked[step.Who % asked.Count];
                    line.Remove(overflowed);
                    talks.Add(overflowed);
                    Assert.True(Distributor.TakenElsewhere(overflowed, "west", Now), "a site that was asked could not take the caller");
                    break;
                case Deed.SiteTakesLate when takenBack.Count > 0 && !asked.Contains(takenBack[^1]):
                    Assert.False(Distributor.TakenElsewhere(takenBack[^1], "west", Now), "a site that was asked no more took the caller");
                    break;
                case Deed.SiteRefuses when asked.Count > 0:
                    var refused = asked[step.Who % asked.Count];
                    asked.Remove(refused);
                    Distributor.RefusedElsewhere(refused, "west", isFinal: step.Seconds == 3, Now);
                    break;
                case Deed.SiteFails:
                    Distributor.SiteIs("west", isUp: step.Seconds % 2 == 0, Now);
                    break;
                case Deed.Replan:
                    Distributor.Adopt(step.Who % 2 == 0 ? Plan : OtherPlan, Now);
                    break;
            }

            Take();
        }

        public void GoHome()
        {
            foreach (var call in line.Concat(talks).ToArray())
            {
                line.Remove(call);
                Distributor.Leave(call, Now);
                Take();
                Distributor.TalkEnded(call, Now);
                Take();
            }

            seconds += 60;
            Advance();
            Take();
        }

        public void CheckBooks()
        {
            Assert.Equal((0, 0, 0), (audit.DoubleOffers, audit.OffersToUnready, audit.OrderViolations));
            Assert.Equal(audit.Offered, audit.Answered + audit.Abandoned + audit.Overflowed + line.Count);
        }

        private void Come(CallerRequest request)
        {
            line.Add(request.CallId);
            var ahead = Distributor.Waiting.Count;
            Assert.InRange(Distributor.Enter(request, Now).Position, 1, ahead + 1);
        }

        private void Advance()
        {
            Distributor.Advance(Now);
            Assert.True(Distributor.NextDue is not { } due || due > Now.Elapsed, "something due was left undone");
        }

        private void Take()
        {
            if (noted is null)
            {
                return;
            }

            var outcomes = Distributor.Drain();
            Log.Add((noted, outcomes));
            audit.Take(noted, outcomes);
            noted = null;
            foreach (var outcome in outcomes)
            {
                switch (outcome)
                {
                    case SiteAsked site:
                        Assert.DoesNotContain(site.CallId, asked);
                        Assert.DoesNotContain(site.CallId, parked);
                        asked.Add(site.CallId);
                        Assert.InRange(asked.Count, 1, 2);
                        break;
                    case SiteTakenBack site:
                        Assert.True(asked.Remove(site.CallId), "a site that was not asked was taken back from");
                        takenBack.Add(site.CallId);
                        break;
                    case CallerTakenElsewhere site:
                        Assert.True(asked.Remove(site.CallId), "a site that was not asked took a caller");
                        break;
                    case OfferMade made:
                        open.Add(made.Offer);
                        break;
                    case OfferWithdrawn withdrawn:
                        Assert.True(open.Remove(withdrawn.Offer), "what was not open was withdrawn");
                        dead.Add(withdrawn.Offer);
                        break;
                    case OfferAnswered answered:
                        Assert.True(open.Remove(answered.Offer), "what was not open was answered");
                        break;
                }
            }

            Assert.Equal(line.Order(ById), Distributor.Waiting.Select(caller => caller.CallId).Order(ById));
            Assert.Equal(line.Order(ById), audit.Waiting.Order(ById));
            Assert.Equal(0, audit.LeftBesideAFreeAgent());
        }

        private static readonly Comparer<CallId> ById = Comparer<CallId>.Create((one, other) => one.Value.CompareTo(other.Value));
    }
}
