using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;

namespace Hotline.Telephony.Switchboard;

/// <summary>What may happen about a phone that vanished.</summary>
internal enum ParkingTurn
{
    /// <summary>The connection it signalled by broke.</summary>
    WayLost,

    /// <summary>Time to look again.</summary>
    Due,

    /// <summary>The agent has registered a phone.</summary>
    PhoneBack,
}

/// <summary>
/// An agent's phone that vanishes in the middle of a talk: a page loaded anew, another network, a cable pulled. The citizen is not lost.
/// <code>
/// connection broken → a second without sound → music → the agent's phone registers → it is rung, answers by itself → they talk on
///                     ↳ sound goes on: only the signalling blinked     ↳ ReturnTimeout without → back in line, by the time they came
/// the page says that it hears no more → the same              a phone of which nothing was ever heard ↗
/// </code>
/// Used by the call's own task only.
/// </summary>
internal sealed class Parking(CallSession session) : IDisposable
{
    /// <summary>50 packets: whoever talks on is heard by then.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>Why an agent of whose phone nothing is heard is offered no more.</summary>
    private const string NoSound = "no-sound";

    private ITimer? timer;
    private CallLeg? suspect;
    private long packets;
    private string? agent;

    public async Task TakeAsync(Vanished input)
    {
        switch (input.Turn)
        {
            case ParkingTurn.WayLost when CanPark(input.Leg):
                (suspect, packets) = (input.Leg, input.Leg!.Port.Statistics.Received);
                Wake(Silence);
                break;
            case ParkingTurn.Due when agent is { } parked:
                await GiveUpAsync(parked);
                break;
            case ParkingTurn.Due when suspect is { Dialog.IsWayLost: true } && CanPark(suspect):
                Look(suspect);
                break;
            case ParkingTurn.PhoneBack when agent is { } awaited:
                Ring(awaited);
                break;
        }
    }

    /// <summary>The agent's phone has gone without a word; false where there is nobody to wait for.</summary>
    public bool TryPark(LegGone gone)
    {
        if (gone.Ending is DialogEnding.RemoteBye or DialogEnding.LocalBye || !CanPark(gone.Leg))
        {
            return false;
        }

        if (gone.Leg.Port.Statistics.Received > 0)
        {
            Park();
        }
        else
        {
            // There again, or answered, without a way for sound: rung once more it would be the same.
            var name = Leave().AgentId!;
            session.Exchange.Distribution.Decide((acd, now) => acd.SetNotReady(name, NoSound, now));
            session.Exchange.Part(name);
            NotAnswered(name);
        }

        return true;
    }

    /// <summary>The agent is back.</summary>
    public void Answered(Party near)
    {
        Forget();
        var talk = session.Call.Conversation!;
        talk.Near = near;

        // Whoever held the citizen by a key of a phone that is no more cannot take them back by it.
        if (talk.IsHeldByPhone)
        {
            Holding.Set(session, held: false);
        }

        talk.Arrange();
        session.Report(CallAct.Returned, near.Name);
    }

    /// <summary>The agent's phone is there, and nobody takes the call.</summary>
    public void NotAnswered(string name)
    {
        Forget();
        Transferring.PutBackInLine(session, name);
    }

    public void Dispose() => Forget();

    private bool CanPark(CallLeg? leg) =>
        leg is not null && session.Call is { Phase: CallPhase.Talking, Conversation: { Third: null, Near: { AgentId: not null } near } } && near.Leg == leg
        && Transferring.Ringing(session) is null;

    private void Look(CallLeg leg)
    {
        var received = leg.Port.Statistics.Received;
        if (received == packets)
        {
            Park();
            return;
        }

        packets = received;
        Wake(Silence);
    }

    private void Park()
    {
        var near = Leave();
        (suspect, agent) = (null, near.AgentId!);
        session.Report(CallAct.Parked, near.Name);
        session.Exchange.Awaited[agent] = session;
        Wake(session.Exchange.Options.ReturnTimeout);
        Ring(agent);
    }

    // The citizen hears music; the phone that has gone is let go.
    private Party Leave()
    {
        var talk = session.Call.Conversation!;
        var near = talk.Near!;
        talk.Near = null;
        talk.Arrange();
        session.Outcalls.Drop(near.Leg);
        return near;
    }

    private void Ring(string agentId)
    {
        if (session.Outcalls.For(OutcallPurpose.Return) is null && session.Exchange.Routes.ToAgent(agentId, session.Call.Facts.Shown) is { Invite: { } invite } route)
        {
            session.Outcalls.TryRing(route with { Invite = invite with { AnswersItself = true } }, OutcallPurpose.Return, session.MaxForwards);
        }
    }

    private async Task GiveUpAsync(string agentId)
    {
        if (session.Outcalls.For(OutcallPurpose.Return) is { } ringing)
        {
            await session.Outcalls.CancelAsync(ringing);
            return;
        }

        session.Exchange.Part(agentId);
        NotAnswered(agentId);
    }

    private void Wake(TimeSpan after)
    {
        timer?.Dispose();
        timer = session.Exchange.Time.CreateTimer(_ => session.Post(new Vanished(ParkingTurn.Due)), null, after, Timeout.InfiniteTimeSpan);
    }

    private void Forget()
    {
        timer?.Dispose();
        if (agent is not null)
        {
            session.Exchange.Awaited.TryRemove(KeyValuePair.Create(agent, session));
        }

        (timer, suspect, agent) = (null, null, null);
    }
}
