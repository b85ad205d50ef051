using System.Text.Json.Serialization;

namespace Hotline.Telephony.Acd;

/// <summary>One input of the distributor, as its log keeps it.</summary>
/// <param name="At">When it was let in.</param>
[JsonDerivedType(typeof(PlanAdopted), "plan")]
[JsonDerivedType(typeof(AgentKnown), "known")]
[JsonDerivedType(typeof(PhoneCame), "phone")]
[JsonDerivedType(typeof(PhoneWent), "phone-lost")]
[JsonDerivedType(typeof(ReadyAsked), "ready")]
[JsonDerivedType(typeof(NotReadyAsked), "not-ready")]
[JsonDerivedType(typeof(CallerCame), "caller")]
[JsonDerivedType(typeof(CallerWent), "caller-left")]
[JsonDerivedType(typeof(PlaceKept), "place-kept")]
[JsonDerivedType(typeof(TurnAwaited), "turn-awaited")]
[JsonDerivedType(typeof(OfferTaken), "answer")]
[JsonDerivedType(typeof(OfferDeclined), "decline")]
[JsonDerivedType(typeof(AgentJoined), "join")]
[JsonDerivedType(typeof(AgentParted), "part")]
[JsonDerivedType(typeof(TalkOver), "talk-over")]
[JsonDerivedType(typeof(SiteTook), "site-took")]
[JsonDerivedType(typeof(SiteRefused), "site-refused")]
[JsonDerivedType(typeof(SiteMoved), "site")]
[JsonDerivedType(typeof(TimePassed), "time")]
[JsonDerivedType(typeof(DistributionClosed), "close")]
internal abstract record AcdInput(Moment At);

internal sealed record PlanAdopted(QueuePlan Plan, Moment At) : AcdInput(At);

internal sealed record AgentKnown(string AgentId, AgentStanding Standing, Moment At) : AcdInput(At);

internal sealed record PhoneCame(string AgentId, Moment At) : AcdInput(At);

internal sealed record PhoneWent(string AgentId, Moment At) : AcdInput(At);

internal sealed record ReadyAsked(string AgentId, Moment At) : AcdInput(At);

internal sealed record NotReadyAsked(string AgentId, string Reason, Moment At) : AcdInput(At);

internal sealed record CallerCame(CallerRequest Request, Moment At) : AcdInput(At);

internal sealed record CallerWent(CallId CallId, Moment At) : AcdInput(At);

internal sealed record PlaceKept(CallId CallId, Moment At) : AcdInput(At);

internal sealed record TurnAwaited(CallId CallId, Moment At) : AcdInput(At);

internal sealed record OfferTaken(long OfferId, CallId? On, Moment At) : AcdInput(At);

internal sealed record OfferDeclined(long OfferId, WithdrawalCause Cause, Moment At) : AcdInput(At);

internal sealed record AgentJoined(string AgentId, CallId CallId, Moment At) : AcdInput(At);

internal sealed record AgentParted(string AgentId, Moment At) : AcdInput(At);

internal sealed record TalkOver(CallId CallId, Moment At) : AcdInput(At);

internal sealed record SiteTook(CallId CallId, string Site, Moment At) : AcdInput(At);

internal sealed record SiteRefused(CallId CallId, string Site, bool IsFinal, Moment At) : AcdInput(At);

internal sealed record SiteMoved(string Site, bool IsUp, Moment At) : AcdInput(At);

internal sealed record TimePassed(Moment At) : AcdInput(At);

internal sealed record DistributionClosed(Moment At) : AcdInput(At);
