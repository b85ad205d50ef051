using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Switchboard;

/// <summary>A call we make for an agent (回访): first their phone, then the citizen's.</summary>
internal static class Originating
{
    /// <summary>Begins the call; how it goes on is inputs of the call.</summary>
    public static void Begin(CallSession session, Route ownPhone)
    {
        if (!session.Outcalls.TryRing(ownPhone, OutcallPurpose.OwnPhone, session.MaxForwards))
        {
            session.Call.Take(CallTurn.NotReached);
        }
    }

    public static void OwnPhoneAnswered(CallSession session, Party agent)
    {
        session.Waiting = agent;
        session.Call.CitizenRung = true;
        _ = agent.Leg.Port.PlayAsync(CallTones.Ringback, loop: true);
        if (session.Exchange.Routes.ToNumber(session.Call.Facts.Called) is not { } route
            || !session.Outcalls.TryRing(route, OutcallPurpose.Citizen, session.MaxForwards, leg: session.Call.Caller))
        {
            session.Call.Take(CallTurn.NotReached);
        }
    }

    public static void CitizenAnswered(CallSession session)
    {
        var agent = session.Waiting!;
        session.Waiting = null;
        session.Connect(agent);
        session.WatchMedia();
    }
}
