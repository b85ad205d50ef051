using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>What agents' phones ask for in the middle of a talk: a call to somebody on a second line, or the talk itself on another phone of theirs.</summary>
internal sealed class AgentLines(Exchange exchange)
{
    /// <summary>A call to anybody but the hotline. Digits, or a colleague's phone; and only by an agent who talks, for what it is good for is to consult and transfer.</summary>
    public Task<int> ConsultAsync(IncomingInvite invite, string called, SipAccount account)
    {
        var to = exchange.Agents.Find(called)?.AgentId ?? called;
        return AskAsync(invite, account, (leg, sdp, verdict) => new SecondLineWanted(invite, leg, sdp, account.AgentId, to, verdict));
    }

    /// <summary>A call that takes the place of another (RFC 3891 §3): the agent goes on from another phone.</summary>
    public async Task<int> MoveAsync(IncomingInvite invite, SipAccount account)
    {
        if (invite.Request.Headers.CountOf(HeaderName.Replaces) != 1 || Replaces.Of(invite.Request.Headers.Text(HeaderName.Replaces)!) is not { } replaces)
        {
            return SipStatus.BadRequest;
        }

        return exchange.Sip.Find(replaces) switch
        {
            null => SipStatus.CallDoesNotExist,
            { Ended.IsCompleted: true } => SipStatus.Decline,
            _ when replaces.EarlyOnly => SipStatus.BusyHere,
            var replaced => await AskAsync(invite, account, (leg, sdp, verdict) => new LineMoved(invite, leg, sdp, account.AgentId, replaced, verdict)),
        };
    }

    private async Task<int> AskAsync(IncomingInvite invite, SipAccount account, Func<CallLeg, byte[], TaskCompletionSource<int>, CallInput> ask)
    {
        if (exchange.Calls.TalkOf(account.AgentId) is not { } session)
        {
            return SipStatus.Forbidden;
        }

        if (invite.Offer.IsEmpty)
        {
            return SipStatus.NotAcceptableHere; // phones that consult say where they hear
        }

        if (!exchange.Media.TryOpen(out var port, invite.Flow.Remote.AddressFamily))
        {
            return SipStatus.ServiceUnavailable;
        }

        var leg = new CallLeg(port, exchange.Time, exchange.Locksmith.For(invite.Flow, port.Local));
        var row = exchange.Legs.Begin(session.Call.Id, "AgentLine", account.AgentId) with { AgentId = account.AgentId };
        exchange.Traces.Follow(session.Call.Id, invite.Request.CallId, account.AgentId);
        var verdict = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var status = leg.Answer(invite.Offer) is not { } sdp ? SipStatus.NotAcceptableHere
            : session.Post(ask(leg, sdp, verdict)) ? await verdict.Task
            : SipStatus.CallDoesNotExist;
        if (status != SipStatus.Ok)
        {
            leg.Dispose();
        }

        exchange.Sip.Begin(() => exchange.Legs.FollowAsync(row with { Status = status }, leg));
        return status;
    }
}
