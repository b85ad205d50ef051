using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Switchboard;

/// <summary>A supervisor listens, whispers to the agent, or speaks to all.</summary>
internal static class Supervising
{
    public static SwitchboardAnswer Begin(CallSession session, Supervise order)
    {
        if (session.Call.Conversation is not { Near: not null } talk || session.Outcalls.For(OutcallPurpose.Supervision) is not null)
        {
            return SwitchboardAnswer.Refused;
        }

        if (talk.Supervisor is { } present)
        {
            if (present.AgentId != order.AgentId)
            {
                return SwitchboardAnswer.Refused;
            }

            talk.Supervision = order.Mode;
            talk.Arrange();
            session.Report(CallAct.Supervised, present.Name, order.Mode);
            return SwitchboardAnswer.Done;
        }

        var exchange = session.Exchange;
        if (exchange.Routes.ToAgent(order.AgentId, session.Call.Facts.Citizen) is not { } route)
        {
            return SwitchboardAnswer.Unknown;
        }

        if (!exchange.Engage(order.AgentId, session.Call.Id))
        {
            return SwitchboardAnswer.Refused;
        }

        if (!session.Outcalls.TryRing(route, OutcallPurpose.Supervision, session.MaxForwards))
        {
            exchange.Part(order.AgentId);
            return SwitchboardAnswer.Refused;
        }

        talk.Supervision = order.Mode;
        return SwitchboardAnswer.Done;
    }

    public static async Task<SwitchboardAnswer> EndAsync(CallSession session)
    {
        if (session.Outcalls.For(OutcallPurpose.Supervision) is { } ringing)
        {
            await session.Outcalls.CancelAsync(ringing);
            return SwitchboardAnswer.Done;
        }

        if (session.Call.Conversation?.Supervisor is null)
        {
            return SwitchboardAnswer.Refused;
        }

        Drop(session);
        return SwitchboardAnswer.Done;
    }

    public static void Answered(CallSession session, Party supervisor)
    {
        // The talk may be on its way to another agent meanwhile: they hear whoever comes.
        var talk = session.Call.Conversation!;
        talk.Supervisor = supervisor;
        talk.Arrange();
        session.Report(CallAct.Supervised, supervisor.Name, talk.Supervision);
    }

    public static void Drop(CallSession session)
    {
        var talk = session.Call.Conversation!;
        var supervisor = talk.Supervisor!;
        talk.Supervisor = null;
        if (session.Call.Phase == CallPhase.Talking)
        {
            talk.Arrange();
        }

        session.Outcalls.Drop(supervisor.Leg);
        session.Exchange.Part(supervisor.AgentId);
        session.Report(CallAct.SupervisionEnded, supervisor.Name);
    }
}
