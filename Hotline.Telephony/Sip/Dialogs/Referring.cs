using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>
/// REFER inside a dialog (RFC 3515): the peer's transfer key. What it refers to is not obeyed but handed up; how it came out goes back by NOTIFY, and where the transfer
/// has begun the phone is hung up. Replaces in it (RFC 3891) names another line of the phone, whose peer is us as well.
/// </summary>
internal static class Referring
{
    public static void Receive(Dialog dialog, ServerTransaction transaction)
    {
        var request = transaction.Request;
        var tag = dialog.Key.LocalTag;
        if (!request.Headers.TryGetAddresses(HeaderName.ReferTo, out var targets) || targets is not [var target])
        {
            transaction.Respond(dialog.Layer.Respond(request, SipStatus.BadRequest, tag));
            return;
        }

        if (dialog.OnRefer is not { } onRefer || !Replaces.TryRead(target.Uri, out var replaces) || !(target.Uri.IsSip || target.Uri.Scheme == SipUri.Tel)
            || (target.Uri.Parameters["method"] is { } method && !method.Equals(SipMethod.Invite, StringComparison.OrdinalIgnoreCase)))
        {
            transaction.Respond(dialog.Layer.Respond(request, SipStatus.Decline, tag));
            return;
        }

        // As INVITE with it would be answered (RFC 3891 §3), told at once
        var replaced = replaces is null ? null : dialog.Layer.Table.Find(replaces);
        if (replaces is not null && (replaced is null || replaced == dialog || replaces.EarlyOnly))
        {
            transaction.Respond(dialog.Layer.Respond(request, SipStatus.Decline, tag));
            return;
        }

        var accepted = dialog.Layer.Respond(request, SipStatus.Accepted, tag);
        accepted.Headers.Add(HeaderName.Contact, DialogLayer.ContactOn(transaction.Flow, dialog.LocalUser).ToString());
        transaction.Respond(accepted);
        dialog.Layer.Tasks.Start(() => CarryOutAsync(dialog, request.CSeq.Number, new Referral(target.Uri, replaced), onRefer));
    }

    // The subscription that a REFER makes lives for two notices (RFC 3515 §2.4.4).
    private static async Task CarryOutAsync(Dialog dialog, uint sequence, Referral referral, Func<Referral, Task<bool>> onRefer)
    {
        using var patience = new CancellationTokenSource(SipTimers.Timeout, dialog.Layer.Time);
        await NotifyAsync(dialog, sequence, "SIP/2.0 100 Trying", "active;expires=60", patience.Token);
        var begun = await onRefer(referral);
        await NotifyAsync(dialog, sequence, begun ? "SIP/2.0 200 OK" : "SIP/2.0 603 Decline", "terminated;reason=noresource", patience.Token);
        if (begun)
        {
            await Ending.HangUpAsync(dialog, DialogEnding.LocalBye, patience.Token);
        }
    }

    private static Task<SipResponse> NotifyAsync(Dialog dialog, uint sequence, string fragment, string state, CancellationToken cancellationToken) => dialog.AskAsync(
        SipMethod.Notify,
        [
            (HeaderName.Contact, DialogLayer.ContactOn(dialog.Flow, dialog.LocalUser).ToString()),
            (HeaderName.Event, $"refer;id={sequence}"),
            (HeaderName.SubscriptionState, state),
            (HeaderName.ContentType, "message/sipfrag;version=2.0"),
        ],
        Encoding.ASCII.GetBytes(fragment + "\r\n"),
        cancellationToken);
}
