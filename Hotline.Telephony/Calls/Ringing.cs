using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Calls;

/// <summary>One phone being rung for one call.</summary>
/// <param name="Leg">Its leg, up once the phone answered.</param>
/// <param name="AgentId">Whose phone, where it is one of ours.</param>
/// <param name="Name">The agent, or the number dialled.</param>
internal sealed record Ringing(CallLeg Leg, string? AgentId, string Name) : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>The SIP Call-ID it is being rung with; null before.</summary>
    public string? SipCallId { get; private set; }

    /// <summary>The last INVITE came to nothing on its way, not at the phone (RFC 5626 §7).</summary>
    public bool IsFlowFailed { get; private set; }

    /// <summary>Told of <see cref="SipCallId"/> before the INVITE is sent.</summary>
    public Action<string>? Begun { get; init; }

    /// <summary>It was given up.</summary>
    public bool IsCancelled => stop.IsCancellationRequested;

    public Party Party => new(Leg, AgentId, Name);

    /// <summary>Sends the INVITE, with the leg's offer, and waits for the final answer.</summary>
    /// <returns>The status; where it is 200 the leg is up and its media connected. 488 where the phone took nothing of our offer.</returns>
    public async Task<int> RingAsync(SipEndpoint sip, OutgoingInvite invite)
    {
        if (invite.Flow is { } flow && !Leg.TryFace(flow.Remote.AddressFamily))
        {
            return SipStatus.ServiceUnavailable; // no ports are free
        }

        Note(invite.CallId);
        var outcome = await sip.InviteAsync(invite with { Offer = Leg.Offer }, stop.Token);
        if (outcome.Status == SipStatus.NotAcceptableHere && !stop.IsCancellationRequested && Leg.TryInsistOnKeys())
        {
            var again = invite with { Offer = Leg.Offer, CallId = SipToken.NewCallId() };
            Note(again.CallId);
            outcome = await sip.InviteAsync(again, stop.Token);
        }

        IsFlowFailed = outcome.IsFlowFailed;
        if (outcome.Dialog is not { } dialog)
        {
            return outcome.Status;
        }

        Leg.Establish(dialog);
        return Leg.Conclude(outcome.Answer) ? SipStatus.Ok : SipStatus.NotAcceptableHere;
    }

    /// <summary>Gives up: CANCEL, or BYE where the phone has just answered.</summary>
    public Task CancelAsync() => stop.CancelAsync();

    public void Dispose() => stop.Dispose();

    private void Note(string sipCallId)
    {
        SipCallId = sipCallId;
        Begun?.Invoke(sipCallId);
    }
}
