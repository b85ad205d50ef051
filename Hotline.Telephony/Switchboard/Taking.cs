using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>What a call does about each input. Run by the call's own task, one input after the other.</summary>
internal static class Taking
{
    public static async Task TakeAsync(CallSession session, CallInput input)
    {
        var call = session.Call;
        switch (input)
        {
            case Turned turned:
                call.Take(turned.Turn);
                break;
            case LegGone gone:
                await LegHasGoneAsync(session, gone);
                break;
            case TransferWanted wanted:
                Leading.Transfer(session, wanted);
                break;
            case Offered offered:
                Offering.Ring(session, offered.Offer);
                break;
            case Withdrawn withdrawn:
                await session.Outcalls.CancelAsync(session.Outcalls.ForOffer(withdrawn.OfferId));
                break;
            case SiteWanted wanted:
                Overflowing.Ring(session, wanted.Site);
                break;
            case SiteUnwanted:
                await session.Outcalls.CancelAsync(session.Outcalls.For(OutcallPurpose.Site));
                break;
            case RingingTooLong ringing:
                await session.Outcalls.CancelAsync(ringing.Outcall);
                break;
            case RingingEnded ended:
                await RingingHasEndedAsync(session, ended.Outcall, ended.Status);
                break;
            case Ordered ordered:
                ordered.Answer.TrySetResult(await CarryOutAsync(session, ordered.Order));
                break;
            case Referred referred:
                referred.Answer.TrySetResult(await ReferAsync(session, referred));
                break;
            case SecondLineWanted wanted:
                wanted.Verdict.TrySetResult(await session.SecondLine.BeginAsync(wanted));
                break;
            case LineMoved moved:
                moved.Verdict.TrySetResult(session.SecondLine.Move(moved));
                break;
            case Reoffered reoffered:
                reoffered.Verdict.TrySetResult(reoffered.Leg.Renegotiate(reoffered.Offer) with
                {
                    Answered = reoffered.Offer.IsEmpty ? answer => session.Post(new Reanswered(reoffered.Leg, answer)) : null,
                });
                Holding.FollowPhone(session, reoffered.Leg);
                break;
            case Reanswered reanswered:
                // An answer we cannot use leaves the session as it was (RFC 3261 §14.1), if there was one.
                if (!reanswered.Leg.Conclude(reanswered.Answer) && reanswered.Leg.Audio is null)
                {
                    call.Take(CallTurn.Broken);
                }

                break;
            case Vanished vanished:
                await session.Parking.TakeAsync(vanished);
                break;
            case PageDue:
                session.PageWatch.Look();
                break;
            case KeyPressed pressed:
                call.Press(pressed.Key);
                session.Leading?.Press(pressed.Key);
                break;
            case TraceWanted:
                FollowLegs(session);
                break;
            case RecordingDue:
                if (call.Phase != CallPhase.Rating)
                {
                    session.RecordingWatch.Look();
                }

                break;
            case MediaDue:
                session.SilenceWatch.Look();
                break;
        }
    }

    /// <summary>Nobody takes it any more: whoever waits is told so.</summary>
    public static void Refuse(CallSession session, CallInput late)
    {
        switch (late)
        {
            case RingingEnded ended:
                session.Outcalls.Drop(ended.Outcall.Ringing.Leg);
                break;
            case Ordered ordered:
                ordered.Answer.TrySetResult(SwitchboardAnswer.Unknown);
                break;
            case Referred referred:
                referred.Answer.TrySetResult(SwitchboardAnswer.Unknown);
                break;
            case SecondLineWanted wanted:
                wanted.Verdict.TrySetResult(SipStatus.CallDoesNotExist);
                break;
            case LineMoved moved:
                moved.Verdict.TrySetResult(SipStatus.CallDoesNotExist);
                break;
            case Reoffered reoffered:
                reoffered.Verdict.TrySetResult(new OfferVerdict(SipStatus.CallDoesNotExist, default));
                break;
            case KeyPressed pressed:
                session.Call.Press(pressed.Key);
                break;
        }
    }

    private static void FollowLegs(CallSession session)
    {
        var call = session.Call;
        var parties = (call.Conversation?.Parties ?? []).Append(session.Waiting).OfType<Party>().Select(party => (party.Leg, party.Name));
        foreach (var (leg, name) in parties.Append((call.Caller, CallTraces.Citizen)))
        {
            if (leg.Dialog is { } dialog)
            {
                session.Exchange.Traces.Follow(call.Id, dialog.CallId, name);
            }
        }

        if (session.SecondLine.First?.Dialog is { } first)
        {
            session.Exchange.Traces.Follow(call.Id, first.CallId, call.Conversation!.Near!.Name);
        }

        foreach (var ringing in session.Outcalls.Ringing.Where(ringing => ringing.SipCallId is not null))
        {
            session.Exchange.Traces.Follow(call.Id, ringing.SipCallId!, ringing.Name);
        }
    }

    // Only an agent's own phone may send the citizen on: no stranger's REFER leads out (toll fraud).
    private static async Task<SwitchboardAnswer> ReferAsync(CallSession session, Referred referred) =>
        session.Call.Conversation?.Near is not { AgentId: not null } near ? SwitchboardAnswer.Refused
        : referred.Replaced is not null ? session.SecondLine.Connect(referred)
        : near.Leg == referred.Leg ? await Transferring.TransferAsync(session, referred.To, hangUp: false)
        : SwitchboardAnswer.Refused;

    private static async Task<SwitchboardAnswer> CarryOutAsync(CallSession session, CallOrder order)
    {
        if (order.By is { } agent && agent != session.Call.Conversation?.Near?.AgentId)
        {
            return SwitchboardAnswer.Refused;
        }

        return order switch
        {
            HoldCall => Holding.Hold(session),
            ResumeCall => Holding.Resume(session),
            ConsultOn consult => Transferring.Consult(session, consult.To),
            CallEmergency emergency => Transferring.CallEmergency(session, emergency.To),
            JoinCall => Transferring.Join(session),
            CompleteTransfer => Transferring.Complete(session),
            ReturnToCall => await Transferring.ReturnAsync(session),
            TransferCall transfer => await Transferring.TransferAsync(session, transfer.To),
            PauseRecording pause => Pausing.Pause(session, pause),
            ResumeRecording => Pausing.Resume(session),
            SendKeys send => Transferring.SendKeys(session, send.Keys),
            Supervise supervise => Supervising.Begin(session, supervise),
            EndSupervision => await Supervising.EndAsync(session),
            _ => throw new InvalidOperationException($"Nobody carries out {order.GetType().Name}."),
        };
    }

    private static async Task RingingHasEndedAsync(CallSession session, Outcall outcall, int status)
    {
        session.Outcalls.Ended(outcall);
        if (outcall.Purpose == OutcallPurpose.Offer)
        {
            await Offering.EndedAsync(session, outcall, status);
        }
        else if (outcall.Purpose == OutcallPurpose.Site)
        {
            await Overflowing.EndedAsync(session, outcall, status);
        }
        else if (status == SipStatus.Ok && session.Call.Phase != CallPhase.Rating)
        {
            session.Establish(outcall.Ringing.Leg, outcall.Ringing.Leg.Dialog!);
            await Transferring.AnsweredAsync(session, outcall);
        }
        else
        {
            session.Outcalls.Drop(outcall.Ringing.Leg);
            Transferring.NotAnswered(session, outcall);
        }
    }

    private static async Task LegHasGoneAsync(CallSession session, LegGone gone)
    {
        var call = session.Call;
        if (gone.Leg == call.Caller)
        {
            call.Take(gone.Ending == DialogEnding.RemoteBye ? CallTurn.CallerGone : CallTurn.Broken);
        }
        else if (!await session.SecondLine.TryEndAsync(gone.Leg) && !Transferring.PartyHasGone(session, gone.Leg) && !session.Parking.TryPark(gone)
            && !(gone.Ending == DialogEnding.RemoteBye && await Leading.TryAskToRateAsync(session, gone.Leg))
            && (gone.Leg == call.Conversation?.Near?.Leg || gone.Leg == session.Waiting?.Leg))
        {
            call.Take(gone.Ending == DialogEnding.RemoteBye ? CallTurn.AgentGone : CallTurn.Broken);
        }
    }
}
