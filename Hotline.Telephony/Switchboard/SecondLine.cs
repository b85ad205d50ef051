using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// An agent's phone consults somebody by its own keys: it holds the talk, calls from a second line, and connects the two (RFC 3891 in REFER), or hangs the second line up.
/// For the call that is the consultation that the desk orders too; the agent hears it on the second line.
/// <code>
/// first line    talk → held by the phone . . . . . . . . . . . REFER with Replaces → both lines end, the citizen is with the third
/// second line         INVITE → the third rings → consultation ↗
///                                                             ↘ BYE, or the third goes → the first line, as the phone has it
/// </code>
/// Used by the call's own task only.
/// </summary>
internal sealed class SecondLine(CallSession session)
{
    /// <summary>The first line, while the agent is on the second; null where there is one line only.</summary>
    public CallLeg? First { get; private set; }

    /// <summary>The phone calls somebody. 200 where it is connected and they ring; else the refusal.</summary>
    public async Task<int> BeginAsync(SecondLineWanted wanted)
    {
        if (First is not null || session.Call.Conversation is not { Near: { } near } talk || near.AgentId != wanted.AgentId)
        {
            return SipStatus.Forbidden;
        }

        switch (Transferring.Consult(session, wanted.To))
        {
            case SwitchboardAnswer.Unknown:
                return SipStatus.NotFound;
            case SwitchboardAnswer.Refused:
                return SipStatus.Forbidden;
            case SwitchboardAnswer.Done:
                break;
        }

        if (!wanted.Invite.TryAccept(wanted.Sdp, out var dialog))
        {
            await session.Outcalls.CancelAsync(Transferring.Ringing(session));
            return SipStatus.RequestTerminated;
        }

        First = near.Leg;
        talk.Near = near with { Leg = wanted.Leg };
        session.Establish(wanted.Leg, dialog);
        talk.Arrange();
        return SipStatus.Ok;
    }

    /// <summary>The phone goes on from another of the agent's phones (RFC 3891 in INVITE). 200 where it does; else the refusal.</summary>
    public int Move(LineMoved moved)
    {
        if (session.Call is not { Phase: CallPhase.Talking, Conversation: { Near: { } near } talk } || First is not null || near.AgentId != moved.AgentId || near.Leg.Dialog != moved.Replaced)
        {
            return SipStatus.Forbidden;
        }

        if (!moved.Invite.TryAccept(moved.Sdp, out var dialog))
        {
            return SipStatus.RequestTerminated;
        }

        session.Establish(moved.Leg, dialog);
        talk.Near = near with { Leg = moved.Leg };

        // Whoever held the citizen by a key of the other phone cannot take them back by it.
        if (talk.IsHeldByPhone)
        {
            Holding.Set(session, held: false);
        }

        talk.Arrange();
        session.Outcalls.Drop(near.Leg);
        session.Report(CallAct.Returned, near.Name);
        return SipStatus.Ok;
    }

    /// <summary>The transfer key was pressed on one line, and the other is whom to transfer to.</summary>
    public SwitchboardAnswer Connect(Referred referred)
    {
        var lines = (First?.Dialog, session.Call.Conversation?.Near?.Leg.Dialog);
        var named = (referred.Leg.Dialog, referred.Replaced);
        return lines.Item1 is not null && (lines == named || lines == (named.Item2, named.Item1))
            ? Transferring.Complete(session, referred.Leg)
            : SwitchboardAnswer.Refused;
    }

    /// <summary>The phone hung up one of two lines; false where it had one only, or another phone has gone.</summary>
    public async Task<bool> TryEndAsync(CallLeg leg)
    {
        if (First is not { } first)
        {
            return false;
        }

        if (first == leg)
        {
            First = null;
            session.Outcalls.Drop(leg);
            return true;
        }

        return session.Call.Conversation?.Near?.Leg == leg && await Transferring.ReturnAsync(session) == SwitchboardAnswer.Done;
    }

    /// <summary>The consultation is over: the agent is on the first line again, as the phone has it. False where there was no second one.</summary>
    public bool TryReturn()
    {
        if (First is not { } first || session.Call.Conversation is not { } talk)
        {
            return false;
        }

        First = null;
        if (talk.Near is { } near)
        {
            session.Outcalls.Drop(near.Leg);
            talk.Near = near with { Leg = first };
        }

        Holding.Set(session, held: first.HoldsUs);
        talk.IsHeldByPhone = first.HoldsUs;
        return true;
    }

    /// <summary>The agent leaves: the first line, which nobody needs any more.</summary>
    public CallLeg? Release()
    {
        var first = First;
        First = null;
        return first;
    }
}
