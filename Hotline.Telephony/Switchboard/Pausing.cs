namespace Hotline.Telephony.Switchboard;

/// <summary>Nothing is recorded while the citizen pays or proves who they are.</summary>
internal static class Pausing
{
    public static SwitchboardAnswer Pause(CallSession session, PauseRecording order)
    {
        if (session.Call.Conversation is not { Near: not null, IsPaused: false } talk)
        {
            return SwitchboardAnswer.Refused;
        }

        talk.Pause(order.Reason, order.By ?? "");
        session.Report(CallAct.RecordingPaused, order.By, pause: order.Reason);
        return SwitchboardAnswer.Done;
    }

    public static SwitchboardAnswer Resume(CallSession session)
    {
        if (session.Call.Conversation is not { IsPaused: true } talk)
        {
            return SwitchboardAnswer.Refused;
        }

        talk.Resume();
        session.Report(CallAct.RecordingResumed, talk.Near?.AgentId);
        return SwitchboardAnswer.Done;
    }

    /// <summary>Ends a pause that somebody forgot.</summary>
    public static void EndForgotten(CallSession session)
    {
        if (session.Call.Conversation is { } talk && talk.PausedFor > session.Exchange.Options.RecordingPauseLimit)
        {
            Resume(session);
        }
    }
}
