using FsCheck;
using FsCheck.Fluent;
using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

/// <summary>Random working days, judged by a second book kept from the outcomes alone.</summary>
public sealed class DistributionHistoryTests
{
    public enum Deed { Register, Lose, Ready, NotReady, Come, GiveUp, Answer, AnswerLate, Reject, HangUp, Wait }

    [Fact]
    public void No_caller_or_agent_is_ever_offered_twice_and_the_order_is_kept()
    {
        var step =
            from deed in Gen.Elements(Enum.GetValues<Deed>())
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
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(150));
    }

    public sealed record Step(Deed Deed, int Who, int Seconds);

    private sealed class Day
    {
        private readonly Distributor distributor = new(new AcdOptions
        {
            RingTimeout = TimeSpan.FromSeconds(15),
            WrapUp = TimeSpan.FromSeconds(10),
        });

        private readonly Dictionary<string, AgentState> states = [];
        private readonly Dictionary<string, TimeSpan> idleSince = [];
        private readonly HashSet<string> registered = [];
        private readonly List<CallId> line = [];
        private readonly List<Offer> open = [];
        private readonly List<Offer> dead = [];
        private readonly Dictionary<CallId, string> talks = [];
        private double seconds;
        private int calls;

        private Moment Now => new(DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(seconds));

        public void Live(Step step)
        {
            seconds += step.Seconds;
            var agent = "agent-" + step.Who;
            switch (step.Deed)
            {
                case Deed.Register:
                    registered.Add(agent);
                    distributor.PhoneRegistered(agent, Now);
                    break;
                case Deed.Lose:
                    registered.Remove(agent);
                    distributor.PhoneLost(agent, Now);
                    break;
                case Deed.Ready:
                    distributor.SetReady(agent, Now);
                    break;
                case Deed.NotReady:
                    distributor.SetNotReady(agent, "break", Now);
                    break;
                case Deed.Come:
                    var call = new CallId(new Guid(++calls, 0, 0, new byte[8]));
                    line.Add(call);
                    distributor.Enter(new CallerRequest(call), Now);
                    break;
                case Deed.GiveUp when line.Count > 0:
                    var leaving = line[step.Who % line.Count];
                    line.Remove(leaving);
                    distributor.Leave(leaving, Now);
                    break;
                case Deed.Answer when open.Count > 0:
                    var answered = open[step.Who % open.Count];
                    open.Remove(answered);
                    line.Remove(answered.CallId);
                    talks.Add(answered.CallId, answered.AgentId);
                    Assert.True(distributor.Answer(answered.Id, Now), "an open offer could not be answered");
                    break;
                case Deed.AnswerLate when dead.Count > 0:
                    Assert.False(distributor.Answer(dead[step.Who % dead.Count].Id, Now), "a dead offer was answered");
                    break;
                case Deed.Reject when open.Count > 0:
                    distributor.Decline(open[step.Who % open.Count].Id, WithdrawalCause.Rejected, Now);
                    break;
                case Deed.HangUp when talks.Count > 0:
                    var over = talks.Keys.ElementAt(step.Who % talks.Count);
                    talks.Remove(over);
                    distributor.TalkEnded(over, Now);
                    break;
                case Deed.Wait:
                    distributor.Advance(Now);
                    Assert.True(distributor.NextDue is not { } due || due > Now.Elapsed, "something due was left undone");
                    break;
            }

            foreach (var outcome in distributor.Drain())
            {
                Note(outcome);
            }

            Assert.Equal(line, distributor.Waiting.Select(caller => caller.CallId));
            Assert.False(
                states.ContainsValue(AgentState.Ready) && line.Exists(caller => !open.Exists(offer => offer.CallId == caller)),
                "a caller waits beside a ready agent");
        }

        private void Note(AcdOutcome outcome)
        {
            switch (outcome)
            {
                case AgentMoved moved:
                    Assert.True(moved.State == AgentState.Offline || moved.State == AgentState.Talking || registered.Contains(moved.AgentId));
                    if (moved.State == AgentState.Ringing)
                    {
                        Assert.Equal(AgentState.Ready, states[moved.AgentId]);
                        Assert.Equal(
                            states.Where(pair => pair.Value == AgentState.Ready).Min(pair => idleSince[pair.Key]),
                            idleSince[moved.AgentId]);
                    }
                    else if (moved.State == AgentState.Ready && states[moved.AgentId] != AgentState.Ringing)
                    {
                        idleSince[moved.AgentId] = moved.At.Elapsed;
                    }

                    states[moved.AgentId] = moved.State;
                    break;
                case OfferMade made:
                    Assert.Equal(AgentState.Ringing, states[made.Offer.AgentId]);
                    Assert.DoesNotContain(open, offer => offer.AgentId == made.Offer.AgentId || offer.CallId == made.Offer.CallId);
                    Assert.False(talks.ContainsValue(made.Offer.AgentId), "an agent who talks was rung");
                    Assert.Equal(line.First(caller => !open.Exists(offer => offer.CallId == caller)), made.Offer.CallId);
                    open.Add(made.Offer);
                    break;
                case OfferWithdrawn withdrawn:
                    Assert.True(open.Remove(withdrawn.Offer), "what was not open was withdrawn");
                    dead.Add(withdrawn.Offer);
                    break;
            }
        }
    }
}
