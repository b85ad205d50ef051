using Hotline.Telephony.Calls;
using Hotline.Telephony.Sdp;

namespace Hotline.Telephony.Switchboard;

/// <summary>Hold and resumption, ordered or by the agent's own phone.</summary>
internal static class Holding
{
    public static SwitchboardAnswer Hold(CallSession session)
    {
        if (session.Call.Conversation is not { Near: not null, Third: null, IsHeld: false } || Transferring.Ringing(session) is not null)
        {
            return SwitchboardAnswer.Refused;
        }

        Set(session, held: true);
        session.Call.Conversation.Arrange();
        return SwitchboardAnswer.Done;
    }

    public static SwitchboardAnswer Resume(CallSession session)
    {
        if (session.Call.Conversation is not { Near: not null, Third: null, IsHeld: true } || Transferring.Ringing(session) is not null)
        {
            return SwitchboardAnswer.Refused;
        }

        Set(session, held: false);
        session.Call.Conversation.Arrange();
        return SwitchboardAnswer.Done;
    }

    /// <summary>The agent's phone may just have put the citizen on hold by its own key, or taken them back.</summary>
    public static void FollowPhone(CallSession session, CallLeg leg)
    {
        if (session.Call.Conversation is not { Third: null } talk || talk.Near?.Leg != leg || Transferring.Ringing(session) is not null)
        {
            return;
        }

        if (leg.HoldsUs && !talk.IsHeld)
        {
            talk.IsHeldByPhone = Hold(session) == SwitchboardAnswer.Done;
        }
        else if (!leg.HoldsUs && talk.IsHeldByPhone)
        {
            Resume(session);
        }
    }

    /// <summary>
    /// Notes that the citizen is held or not, and tells their phone (RFC 3264 §8.4): we send, and do not listen. The sound follows with the next
    /// <see cref="Conversation.Arrange"/>.
    /// </summary>
    public static void Set(CallSession session, bool held)
    {
        var talk = session.Call.Conversation!;
        if (talk.IsHeld == held)
        {
            return;
        }

        (talk.IsHeld, talk.IsHeldByPhone) = (held, false);
        session.Outcalls.Reoffer(session.Call.Caller, session.Call.Caller.Reoffer(held ? MediaDirection.SendOnly : MediaDirection.SendReceive));
        session.Report(held ? CallAct.Held : CallAct.Resumed);
    }
}
