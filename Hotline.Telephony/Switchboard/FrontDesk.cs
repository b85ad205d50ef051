using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// Decides about every INVITE. The hotline's numbers: anyone, up to the number of calls admitted. The feature codes: an agent's phone, by digest.
/// A call that an agent's phone makes in the middle of a talk: a consultation, see <see cref="AgentLines"/>. Everything else is refused, alike whether an account exists
/// or not.
/// </summary>
internal sealed class FrontDesk(Exchange exchange, SwitchboardDesk desk, ILoggerFactory loggers) : ISipUser
{
    /// <summary>The reason of an agent who dialled the code for not ready.</summary>
    public const string PhoneReason = "phone";

    /// <summary>Longer claims of who calls are cut: no number is (E.164 allows 15 digits), and nobody else's memory is ours to fill.</summary>
    private const int MaxCallerLength = 64;

    private readonly bool mayAnyoneCall = (exchange.Options.Callers ?? (exchange.Options.Trunks.Count == 0 ? CallerAdmission.Anyone : CallerAdmission.Trunks)) == CallerAdmission.Anyone;

    private readonly AgentLines lines = new(exchange);

    private volatile bool closed;

    /// <summary>Admits no more calls.</summary>
    public void Close() => closed = true;

    public async Task OnInviteAsync(IncomingInvite invite, CancellationToken stopping)
    {
        if (closed)
        {
            Refuse(invite, SipStatus.ServiceUnavailable);
            return;
        }

        // A trunk is whose address it is, whatever it says; anybody else is whose credentials they are.
        SipAccount? account = null;
        var trunk = exchange.Trunks.Find(exchange.Door.SourceOf(invite.Request, invite.Flow));
        var isPinned = trunk is not null;
        if (trunk is null && HasCredentials(invite))
        {
            account = invite.AuthenticateOrChallenge();
            if (account is null)
            {
                return;
            }

            if (exchange.WebCallers.Owns(account))
            {
                await AdmitWebAsync(invite, account);
                return;
            }

            trunk = exchange.Agents.Find(account.UserName) is null ? exchange.Trunks.FindBy(account.UserName) : null;
        }

        if (invite.Request.Headers.Has(HeaderName.Replaces))
        {
            await ServeAgentAsync(invite, account, trunk, known => lines.MoveAsync(invite, known));
            return;
        }

        var called = trunk is null ? invite.CalledUser : NumberRule.Apply(trunk.Options.NumbersIn, invite.CalledUser);
        if (exchange.Flows.For(called) is { } guidance)
        {
            if (trunk is not null && isPinned && guidance.Set.Queues.SiteBehind(trunk.Options.Name) is { } site && invite.Request.Headers.Text(SentCaller.Header) is { } header)
            {
                await AdmitSentAsync(invite, called, guidance, trunk, site, header);
            }
            else if (trunk is not null)
            {
                await AdmitAsync(invite, called, guidance, trunk);
            }
            else if ((mayAnyoneCall && !IsBrowser(invite)) || account is not null || invite.AuthenticateOrChallenge() is not null)
            {
                await AdmitAsync(invite, called, guidance);
            }
        }
        else if (called.Length > 0 && (called == exchange.Options.ReadyCode || called == exchange.Options.NotReadyCode))
        {
            if ((account ?? invite.AuthenticateOrChallenge()) is { } known)
            {
                await ServeCodeAsync(invite, called, known);
            }
        }
        else if (account is not null || (trunk is null && exchange.Sip.Bindings.Knows(invite.Flow)))
        {
            await ServeAgentAsync(invite, account, trunk, known => lines.ConsultAsync(invite, called, known));
        }
        else
        {
            Refuse(invite, SipStatus.NotFound);
        }
    }

    // Whoever calls from a browser shows a ticket or an account, also where any telephone may ring: the page's limits hold.
    private static bool IsBrowser(IncomingInvite invite) => invite.Flow.Protocol is SipProtocol.Ws or SipProtocol.Wss;

    // A ticket leads to the hotline's number, once.
    private async Task AdmitWebAsync(IncomingInvite invite, SipAccount account)
    {
        if (invite.Request.Headers.Has(HeaderName.Replaces) || invite.CalledUser != exchange.Options.HotlineNumber
            || exchange.Flows.For(invite.CalledUser) is not { } guidance || !exchange.WebCallers.TryBegin(account, out var leftNumber))
        {
            Refuse(invite, SipStatus.Forbidden);
            return;
        }

        try
        {
            await AdmitAsync(invite, invite.CalledUser, guidance, web: new WebCaller(leftNumber));
        }
        finally
        {
            exchange.WebCallers.End();
        }
    }

    // An agent's phone, by its credentials. A trunk's are not an agent's.
    private async Task ServeAgentAsync(IncomingInvite invite, SipAccount? account, TrunkLine? trunk, Func<SipAccount, Task<int>> serve)
    {
        if (trunk is not null)
        {
            Refuse(invite, SipStatus.Forbidden);
        }
        else if ((account ?? invite.AuthenticateOrChallenge()) is { } known && await serve(known) is var status and not SipStatus.Ok)
        {
            Refuse(invite, status);
        }
    }

    // Answered as soon as it came: the flow speaks.
    private async Task NoteCallerAsync(LegRecord row, Call call)
    {
        var ended = row with { EndedAt = exchange.Time.GetUtcNow(), Status = SipStatus.RequestTerminated };
        exchange.Legs.Note(call.Caller.Dialog is not { } dialog ? ended : ended with
        {
            SipCallId = dialog.CallId,
            AnsweredAt = call.Facts.Sent is null ? row.BeganAt : call.AnsweredAt,
            Status = SipStatus.Ok,
            EndedBy = LegRecord.Of(await dialog.Ended),
            Quality = call.Caller.Port.Statistics.ToQuality(),
        });
    }

    // A caller of another site, who stands in line there too: whatever is refused here costs them nothing.
    private async Task AdmitSentAsync(IncomingInvite invite, string called, Guidance guidance, TrunkLine trunk, Site site, string header)
    {
        var sent = SentCaller.Read(header);
        var refusal = sent is null || sent.Path[^1] != site.Name ? SipStatus.BadRequest
            : sent.Path.Contains(guidance.Set.Queues.SiteName, StringComparer.Ordinal) ? SipStatus.LoopDetected
            : sent.Path.Count > CallerRequest.MostSites ? SipStatus.TooManyHops
            : !exchange.Distribution.Decide((acd, _) => acd.IsStaffed(sent.Group ?? guidance.Profile.Group)) ? SipStatus.TemporarilyUnavailable
            : SipStatus.Ok;
        if (refusal == SipStatus.Ok)
        {
            await AdmitAsync(invite, called, guidance, trunk, sent);
        }
        else
        {
            Refuse(invite, refusal);
        }
    }

    private async Task AdmitAsync(IncomingInvite invite, string called, Guidance guidance, TrunkLine trunk, SentCaller? sent = null)
    {
        if (!trunk.TryTakePlace())
        {
            Refuse(invite, Full(sent));
            return;
        }

        try
        {
            await AdmitAsync(invite, called, guidance, trunk.Options, sent);
        }
        finally
        {
            trunk.GiveBack();
        }
    }

    // A site that is full is not one that is down (TrunkHealth).
    private static int Full(SentCaller? sent) => sent is null ? SipStatus.ServiceUnavailable : SipStatus.BusyHere;

    private async Task AdmitAsync(IncomingInvite invite, string called, Guidance guidance, TrunkOptions? trunk = null, SentCaller? sent = null, WebCaller? web = null)
    {
        // One hop is left to the agent's phone (RFC 7332 §4). Let in, such a call would make every agent it rings unreachable.
        if (invite.MaxForwards < 2)
        {
            Refuse(invite, SipStatus.TooManyHops);
            return;
        }

        if (!exchange.Calls.TryTakePlace())
        {
            Refuse(invite, Full(sent));
            return;
        }

        if (Answer(invite) is not { } answered)
        {
            exchange.Calls.GiveBack();
            return;
        }

        var now = exchange.Time.GetUtcNow();
        var facts = new CallFacts(CallId.At(now), web is null ? CallerOf(invite, trunk) : "", called, now) { Tag = sent?.Tag ?? guidance.Profile.Tag, Sent = sent?.Origin, Web = web };
        using var session = Enter(new Call(facts, answered.Leg), guidance);
        exchange.Traces.Follow(session.Call.Id, invite.Request.CallId, CallTraces.Citizen);
        exchange.Events.Report(new CallArrived { At = now, CallId = session.Call.Id, Caller = session.Call.Facts.Caller, Called = session.Call.Facts.Called });
        var row = exchange.Legs.Begin(session.Call.Id, "Incoming", session.Call.Facts.Caller) with { Trunk = trunk?.Name };
        await (sent is null ? session.RunAsync(invite, answered.Sdp) : session.RunAsync(invite, answered.Sdp, sent));
        await NoteCallerAsync(row, session.Call);
    }

    /// <summary>Makes a call for an agent, who does not learn the number where it is a blind one.</summary>
    public (SwitchboardAnswer Answer, CallId? CallId) MakeCall(string agentId, string number, bool blind)
    {
        if (!exchange.Agents.Of(agentId).Any())
        {
            return (SwitchboardAnswer.Unknown, null);
        }

        if (closed || exchange.Routes.ToNumber(number) is null || exchange.Routes.ToAgent(agentId, blind ? exchange.Options.HotlineNumber : number) is not { } ownPhone
            || !exchange.MayDial(agentId, number) || !exchange.Calls.TryTakePlace())
        {
            return (SwitchboardAnswer.Refused, null);
        }

        var facts = MadeFor(agentId, number) with { Blind = blind };
        if (!exchange.Engage(agentId, facts.Id))
        {
            exchange.Calls.GiveBack();
            return (SwitchboardAnswer.Refused, null);
        }

        return Begin(facts, ownPhone) ? (SwitchboardAnswer.Done, facts.Id) : (SwitchboardAnswer.Refused, null);
    }

    /// <summary>Calls somebody back at their turn, for the agent who is free: the agent's phone first, then theirs.</summary>
    public void CallBack(Offer offer)
    {
        var made = CallId.At(exchange.Time.GetUtcNow());
        if (exchange.Distribution.Claim(offer, made) is not { } number)
        {
            return;
        }

        var facts = MadeFor(offer.AgentId, number) with { Id = made, IsCallback = true };
        if (closed || exchange.Routes.ToAgent(offer.AgentId, number) is not { } ownPhone || !exchange.Calls.TryTakePlace())
        {
            exchange.Part(offer.AgentId);
            exchange.Callbacks.Called(number, offer.AgentId, reached: false);
        }
        else if (!Begin(facts, ownPhone))
        {
            exchange.Callbacks.Called(number, offer.AgentId, reached: false);
        }
    }

    private CallFacts MadeFor(string agentId, string number)
    {
        var now = exchange.Time.GetUtcNow();
        return new CallFacts(CallId.At(now), exchange.Options.HotlineNumber, number, now) { MadeBy = agentId };
    }

    // False, with the agent and the place given back, where no ports are free.
    private bool Begin(CallFacts facts, Route ownPhone)
    {
        if (!exchange.Media.TryOpen(out var port))
        {
            exchange.Part(facts.MadeBy);
            exchange.Calls.GiveBack();
            return false;
        }

        var session = Enter(new Call(facts, new CallLeg(port, exchange.Time)), guidance: null);
        exchange.Sip.Start(async () =>
        {
            using (session)
            {
                await session.RunAsync(() => Originating.Begin(session, ownPhone));
            }
        });
        return true;
    }

    // A call is on the table, on the board and in the journal.
    private CallSession Enter(Call call, Guidance? guidance)
    {
        var session = new CallSession(call, exchange, guidance, loggers.CreateLogger<CallSession>());
        exchange.Traces.Arrived(call.Id);
        exchange.Calls.Add(session);
        exchange.Distribution.Arrived(new CallView
        {
            CallId = call.Id,
            Caller = call.Facts.Citizen,
            ByWeb = call.Facts.Web is not null,
            LeftNumber = call.Facts.Web?.LeftNumber,
            AgentId = call.Facts.MadeBy,
            ArrivedAt = call.Facts.ArrivedAt,
            Outbound = call.Facts.Outbound,
            OverflowedFrom = call.Facts.Sent?.Site,
        });
        exchange.Note(call, recording: null);
        exchange.Metrics.Arrived();
        return session;
    }

    // A call of a second: the phone hears that it was taken, and nothing else.
    private async Task ServeCodeAsync(IncomingInvite invite, string code, SipAccount account)
    {
        var outcome = code == exchange.Options.ReadyCode ? desk.SetReady(account.AgentId) : desk.SetNotReady(account.AgentId, PhoneReason);
        if (outcome != SwitchboardAnswer.Done)
        {
            Refuse(invite, SipStatus.TemporarilyUnavailable);
            return;
        }

        if (Answer(invite) is not { } answered)
        {
            return;
        }

        using (answered.Leg)
        {
            if (invite.TryAccept(answered.Sdp, out var dialog))
            {
                await Task.WhenAny(dialog.Acknowledged, dialog.Ended);
                await dialog.ByeAsync(CancellationToken.None);
            }
        }
    }

    // A leg with its answer, or null where the call was refused: no ports (503) or no codec in common (488).
    private (CallLeg Leg, byte[] Sdp)? Answer(IncomingInvite invite)
    {
        if (!exchange.Media.TryOpen(out var port, invite.Flow.Remote.AddressFamily))
        {
            Refuse(invite, SipStatus.ServiceUnavailable);
            return null;
        }

        var leg = new CallLeg(port, exchange.Time, exchange.Locksmith.For(invite.Flow, port.Local));
        var sdp = invite.Offer.IsEmpty ? leg.Offer : leg.Answer(invite.Offer);
        if (sdp is null)
        {
            var warning = leg.IsOutOfReach(invite.Offer) ? SipWarning.IncompatibleAddresses : null;
            leg.Dispose();
            exchange.Metrics.Refused(SipStatus.NotAcceptableHere);
            invite.Reject(SipStatus.NotAcceptableHere, warning: warning);
            return null;
        }

        return (leg, sdp);
    }

    private void Refuse(IncomingInvite invite, int status)
    {
        exchange.Metrics.Refused(status);
        invite.Reject(status);
    }

    private static bool HasCredentials(IncomingInvite invite) =>
        invite.Request.Headers.Has(HeaderName.Authorization) || invite.Request.Headers.Has(HeaderName.ProxyAuthorization);

    // Shown on screens, and sent on to agents' phones: only what numbers and user names are made of. Who asks for privacy is shown to nobody (RFC 3323 §4.1,
    // RFC 3325 §9.3); what a trunk asserts counts before what the caller's phone says.
    private static string CallerOf(IncomingInvite invite, TrunkOptions? trunk)
    {
        if (invite.WantsPrivacy)
        {
            return "";
        }

        var claimed = trunk is { TrustsIdentity: true } ? invite.AssertedUser ?? invite.CallerUser : invite.CallerUser;
        return Plain(trunk is null ? claimed : NumberRule.Apply(trunk.NumbersIn, claimed));
    }

    private static string Plain(string caller) => new(
        [.. caller.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '*' or '#' or '.' or '-' or '_').Take(MaxCallerLength)]);
}
