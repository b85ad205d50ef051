namespace Hotline.Telephony.Acd;

/// <summary>Lets noted inputs in again: a decision that was questioned can be seen being made.</summary>
internal static class AcdReplay
{
    /// <summary>Lets one noted input in.</summary>
    public static void Apply(Distributor distributor, AcdInput input)
    {
        switch (input)
        {
            case PlanAdopted adopted:
                distributor.Adopt(adopted.Plan, adopted.At);
                break;
            case AgentKnown known:
                distributor.Know(known.AgentId, known.Standing, known.At);
                break;
            case PhoneCame came:
                distributor.PhoneRegistered(came.AgentId, came.At);
                break;
            case PhoneWent went:
                distributor.PhoneLost(went.AgentId, went.At);
                break;
            case ReadyAsked asked:
                distributor.SetReady(asked.AgentId, asked.At);
                break;
            case NotReadyAsked asked:
                distributor.SetNotReady(asked.AgentId, asked.Reason, asked.At);
                break;
            case CallerCame came:
                distributor.Enter(came.Request, came.At);
                break;
            case CallerWent went:
                distributor.Leave(went.CallId, went.At);
                break;
            case PlaceKept kept:
                distributor.KeepPlace(kept.CallId, kept.At);
                break;
            case TurnAwaited awaited:
                distributor.AwaitTurn(awaited.CallId, awaited.At);
                break;
            case OfferTaken taken:
                distributor.Answer(taken.OfferId, taken.At, taken.On);
                break;
            case OfferDeclined declined:
                distributor.Decline(declined.OfferId, declined.Cause, declined.At);
                break;
            case AgentJoined joined:
                distributor.Join(joined.AgentId, joined.CallId, joined.At);
                break;
            case AgentParted parted:
                distributor.Part(parted.AgentId, parted.At);
                break;
            case TalkOver over:
                distributor.TalkEnded(over.CallId, over.At);
                break;
            case SiteTook took:
                distributor.TakenElsewhere(took.CallId, took.Site, took.At);
                break;
            case SiteRefused refused:
                distributor.RefusedElsewhere(refused.CallId, refused.Site, refused.IsFinal, refused.At);
                break;
            case SiteMoved moved:
                distributor.SiteIs(moved.Site, moved.IsUp, moved.At);
                break;
            case TimePassed passed:
                distributor.Advance(passed.At);
                break;
            case DistributionClosed closed:
                distributor.Close(closed.At);
                break;
            default:
                throw new InvalidOperationException($"No such input: {input.GetType().Name}.");
        }
    }
}
