using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Switchboard;

/// <summary>Everything with a third: consultation, attended and blind transfer, conference, emergency centre, redirection.</summary>
internal static class Transferring
{
    /// <summary>The third's phone that rings; null where none does.</summary>
    public static Outcall? Ringing(CallSession session) =>
        session.Outcalls.For(OutcallPurpose.Consultation, OutcallPurpose.Emergency, OutcallPurpose.Transfer, OutcallPurpose.FlowTransfer);

    public static SwitchboardAnswer Consult(CallSession session, string to) => Ring(session, to, OutcallPurpose.Consultation);

    public static SwitchboardAnswer CallEmergency(CallSession session, string to) =>
        session.Exchange.Options.EmergencyNumbers.Contains(to, StringComparer.Ordinal)
            ? Ring(session, to, OutcallPurpose.Emergency)
            : SwitchboardAnswer.Refused;

    public static SwitchboardAnswer Join(CallSession session)
    {
        if (session.Call.Conversation is not { Near: not null, Third: { } third, IsJoined: false } talk)
        {
            return SwitchboardAnswer.Refused;
        }

        talk.IsJoined = true;
        Holding.Set(session, held: false);
        talk.Arrange();
        session.Report(CallAct.Joined, third.Name);
        return SwitchboardAnswer.Done;
    }

    /// <param name="session">The call.</param>
    /// <param name="referrer">The line of the agent's phone that asked for it, and is hung up once it was told how that came out; null for none.</param>
    public static SwitchboardAnswer Complete(CallSession session, CallLeg? referrer = null)
    {
        if (session.Call.Conversation is not { Near: { } near } talk || (talk.Third is null && session.Outcalls.For(OutcallPurpose.Consultation) is null))
        {
            return SwitchboardAnswer.Refused;
        }

        HandOver(session);
        foreach (var line in new[] { near.Leg, session.SecondLine.Release() }.OfType<CallLeg>())
        {
            if (line == referrer)
            {
                line.Dispose();
            }
            else
            {
                session.Outcalls.Drop(line);
            }
        }

        return SwitchboardAnswer.Done;
    }

    public static async Task<SwitchboardAnswer> ReturnAsync(CallSession session)
    {
        if (session.Call.Conversation is not { Near: not null } talk)
        {
            return SwitchboardAnswer.Refused;
        }

        if (talk.Third is { } third)
        {
            DropThird(session, third);
            return SwitchboardAnswer.Done;
        }

        if (session.Outcalls.For(OutcallPurpose.Consultation, OutcallPurpose.Emergency) is { } ringing)
        {
            await session.Outcalls.CancelAsync(ringing);
            return SwitchboardAnswer.Done;
        }

        return SwitchboardAnswer.Refused;
    }

    /// <summary>Blind transfer of a talk; redirection of a call in announcements or in line.</summary>
    /// <param name="session">The call.</param>
    /// <param name="to">Whither.</param>
    /// <param name="hangUp">False where the agent's phone asked for it and is hung up once it was told how that came out.</param>
    public static async Task<SwitchboardAnswer> TransferAsync(CallSession session, string to, bool hangUp = true)
    {
        var (call, exchange) = (session.Call, session.Exchange);
        var near = call.Conversation?.Near;
        if (call.Phase is not (CallPhase.Led or CallPhase.Talking) || (call.Phase == CallPhase.Talking && near is null)
            || call.Conversation?.Third is not null || Ringing(session) is not null)
        {
            return SwitchboardAnswer.Refused;
        }

        if (TryRing(session, to, OutcallPurpose.Transfer) is var answer && answer != SwitchboardAnswer.Done)
        {
            return answer;
        }

        if (near is null)
        {
            exchange.Distribution.Decide((acd, now) => acd.Leave(call.Id, now));
            await session.StopFlowAsync();
            PlayMusic(session);
        }
        else
        {
            Leave(session, near);
            if (hangUp)
            {
                session.Outcalls.Drop(near.Leg);
            }
            else
            {
                near.Leg.Dispose();
            }
        }

        session.Report(CallAct.Rung, to);
        return SwitchboardAnswer.Done;
    }

    public static SwitchboardAnswer SendKeys(CallSession session, string keys)
    {
        if (session.Call.Conversation is not { Near: not null } talk)
        {
            return SwitchboardAnswer.Refused;
        }

        session.Outcalls.Dial(talk.Third?.Leg ?? session.Call.Caller, keys);
        return SwitchboardAnswer.Done;
    }

    /// <summary>A phone that was rung, not by the distributor, has answered.</summary>
    public static async Task AnsweredAsync(CallSession session, Outcall outcall)
    {
        var party = outcall.Ringing.Party;
        switch (outcall.Purpose)
        {
            case OutcallPurpose.Supervision:
                Supervising.Answered(session, party);
                break;
            case OutcallPurpose.OwnPhone:
                Originating.OwnPhoneAnswered(session, party);
                break;
            case OutcallPurpose.Citizen:
                Originating.CitizenAnswered(session);
                break;
            case OutcallPurpose.Transfer or OutcallPurpose.FlowTransfer when session.Call.Phase == CallPhase.Led:
                await session.StopFlowAsync();
                session.Connect(party);
                break;
            case OutcallPurpose.Transfer or OutcallPurpose.FlowTransfer:
                session.Call.Conversation!.Near = party;
                Holding.Set(session, held: false);
                session.Call.Conversation.Arrange();
                session.TakenOver(party);
                break;
            case OutcallPurpose.Consultation or OutcallPurpose.Emergency:
                var talk = session.Call.Conversation!;
                (talk.Third, talk.ThirdRings, talk.IsJoined) = (party, false, outcall.Purpose == OutcallPurpose.Emergency);
                talk.Arrange();
                session.Report(talk.IsJoined ? CallAct.Joined : CallAct.PartyAnswered, party.Name);
                break;
            case OutcallPurpose.Return:
                session.Parking.Answered(party);
                break;
            case OutcallPurpose.Offer or OutcallPurpose.Site:
                throw new InvalidOperationException("An offer is answered to the distributor.");
        }
    }

    /// <summary>A phone that was rung, not by the distributor, has refused, or was given up.</summary>
    public static void NotAnswered(CallSession session, Outcall outcall)
    {
        var ringing = outcall.Ringing;
        session.Exchange.Part(ringing.AgentId);
        switch (outcall.Purpose)
        {
            case OutcallPurpose.Consultation or OutcallPurpose.Emergency:
                session.Call.Conversation!.ThirdRings = false;
                Resume(session);
                session.Call.Conversation.Arrange();
                session.Report(CallAct.PartyGone, ringing.Name);
                break;
            case OutcallPurpose.Transfer:
                PutBackInLine(session, ringing.Name);
                break;
            case OutcallPurpose.Return:
                session.Parking.NotAnswered(ringing.Name);
                break;
            case OutcallPurpose.FlowTransfer:
                session.Report(CallAct.PartyGone, ringing.Name);
                session.Leading!.NotReached();
                break;
            case OutcallPurpose.Supervision:
                session.Report(CallAct.SupervisionEnded, ringing.Name);
                break;
            case OutcallPurpose.OwnPhone or OutcallPurpose.Citizen:
                session.Call.Take(CallTurn.NotReached);
                break;
            case OutcallPurpose.Offer or OutcallPurpose.Site:
                throw new InvalidOperationException("An offer is declined to the distributor.");
        }
    }

    /// <summary>Somebody other than the citizen has hung up. False where that ends the call.</summary>
    public static bool PartyHasGone(CallSession session, CallLeg leg)
    {
        var talk = session.Call.Conversation;
        if (talk?.Third is { } third && third.Leg == leg)
        {
            DropThird(session, third);
            return true;
        }

        if (talk?.Supervisor?.Leg == leg)
        {
            Supervising.Drop(session);
            return true;
        }

        // An agent who hangs up in a consultation hands the citizen over, as the transfer key of a phone would.
        if (talk?.Near?.Leg == leg && (talk.Third is not null || session.Outcalls.For(OutcallPurpose.Consultation, OutcallPurpose.Emergency) is not null))
        {
            HandOver(session);
            session.Outcalls.Drop(leg);
            return true;
        }

        return false;
    }

    /// <summary>Rings somebody for a caller in the flow. False where there is no way to them.</summary>
    public static bool TryRingForFlow(CallSession session, string to) =>
        Ringing(session) is null && TryRing(session, to, OutcallPurpose.FlowTransfer) == SwitchboardAnswer.Done;

    private static SwitchboardAnswer Ring(CallSession session, string to, OutcallPurpose purpose)
    {
        if (session.Call.Conversation is not { Near: not null, Third: null } talk || Ringing(session) is not null)
        {
            return SwitchboardAnswer.Refused;
        }

        if (TryRing(session, to, purpose) is var answer && answer != SwitchboardAnswer.Done)
        {
            return answer;
        }

        talk.ThirdRings = true;
        if (purpose == OutcallPurpose.Consultation)
        {
            Holding.Set(session, held: true);
        }

        talk.Arrange();
        session.Report(CallAct.Rung, to);
        return SwitchboardAnswer.Done;
    }

    private static SwitchboardAnswer TryRing(CallSession session, string to, OutcallPurpose purpose)
    {
        var exchange = session.Exchange;
        if (exchange.Routes.Find(to, session.Call.Facts.Shown) is not { } route)
        {
            return SwitchboardAnswer.Unknown;
        }

        var isOutside = route.AgentId is null;
        if (isOutside && !exchange.MayDial(session.Call.Conversation?.Near?.AgentId, to))
        {
            return SwitchboardAnswer.Refused;
        }

        if (!exchange.Engage(route.AgentId, session.Call.Id))
        {
            return SwitchboardAnswer.Refused;
        }

        if (session.Outcalls.TryRing(route, purpose, session.MaxForwards))
        {
            return SwitchboardAnswer.Done;
        }

        exchange.Part(route.AgentId);
        return SwitchboardAnswer.Refused;
    }

    // The agent is out; the citizen is with the third, or waits for them to answer.
    private static void HandOver(CallSession session)
    {
        var talk = session.Call.Conversation!;
        var near = talk.Near!;
        if (talk.Third is not { } third)
        {
            session.Outcalls.For(OutcallPurpose.Consultation, OutcallPurpose.Emergency)!.Purpose = OutcallPurpose.Transfer;
            Leave(session, near);
            return;
        }

        (talk.Near, talk.Third, talk.IsJoined) = (third, null, false);
        Holding.Set(session, held: false);
        talk.Arrange();
        session.Exchange.Part(near.AgentId);
        session.TakenOver(third);
    }

    private static void Leave(CallSession session, Party near)
    {
        var talk = session.Call.Conversation!;
        (talk.Near, talk.ThirdRings) = (null, false);
        talk.Arrange();
        session.Exchange.Part(near.AgentId);
    }

    private static void DropThird(CallSession session, Party third)
    {
        var talk = session.Call.Conversation!;
        (talk.Third, talk.IsJoined) = (null, false);
        Resume(session);
        talk.Arrange();
        session.Outcalls.Drop(third.Leg);
        session.Exchange.Part(third.AgentId);
        session.Report(CallAct.PartyGone, third.Name);
    }

    // The agent has the citizen again, who may go on hearing music where the agent's own phone holds them.
    private static void Resume(CallSession session)
    {
        if (!session.SecondLine.TryReturn())
        {
            Holding.Set(session, held: false);
        }
    }

    /// <summary>The citizen waits for whoever is free next.</summary>
    public static void PutBackInLine(CallSession session, string name)
    {
        if (session.Call.Conversation is not null)
        {
            Holding.Set(session, held: false);
        }

        if (session.Call.Phase == CallPhase.Talking)
        {
            session.Call.Take(CallTurn.BackInLine);
        }

        PlayMusic(session);
        session.Exchange.Distribution.Decide((acd, now) => acd.Enter(new CallerRequest(session.Call.Id, WaitingSince: Arrival(session, now)), now));
        session.Report(CallAct.BackInLine, name);
    }

    // Whoever was sent in vain has waited since they came.
    private static Moment Arrival(CallSession session, Moment now)
    {
        var waited = now.Utc - session.Call.Facts.ArrivedAt;
        return waited > TimeSpan.Zero ? new Moment(now.Utc - waited, now.Elapsed - waited) : now;
    }

    private static void PlayMusic(CallSession session) => _ = session.Call.Caller.Port.PlayAsync(session.Exchange.HoldMusic, loop: true);
}
