using System.Globalization;
using System.Security.Cryptography;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>An INVITE inside a dialog (RFC 3261 §14.2): hold, a moved phone, another codec.</summary>
internal static class Reinviting
{
    public static void Receive(Dialog dialog, ServerTransaction transaction)
    {
        if (TryBegin(dialog, transaction))
        {
            transaction.Respond(dialog.Layer.Respond(transaction.Request, SipStatus.Trying, dialog.Key.LocalTag));
            dialog.Layer.Tasks.Start(() => AnswerAsync(dialog, transaction));
        }
    }

    /// <summary>Whether the peer's offer may be made now; where not, it has been refused.</summary>
    public static bool TryBegin(Dialog dialog, ServerTransaction transaction)
    {
        var request = transaction.Request;
        var tag = dialog.Key.LocalTag;
        var start = dialog.TryBeginOffer(ours: false);
        if (start is OfferStart.OursIsOpen)
        {
            transaction.Respond(dialog.Layer.Respond(request, SipStatus.RequestPending, tag));
            return false;
        }

        if (start is OfferStart.TheirsIsOpen)
        {
            // one at a time; the peer tries again after 0 to 10 s (RFC 3261 §14.2)
            var busy = dialog.Layer.Respond(request, SipStatus.ServerInternalError, tag);
            busy.Headers.Add(HeaderName.RetryAfter, RandomNumberGenerator.GetInt32(0, 11).ToString(CultureInfo.InvariantCulture));
            transaction.Respond(busy);
            return false;
        }

        return true;
    }

    private static async Task AnswerAsync(Dialog dialog, ServerTransaction transaction)
    {
        var request = transaction.Request;
        var layer = dialog.Layer;
        using var givenUp = new CancellationTokenSource();
        transaction.OnCancelled = () =>
        {
            if (transaction.Respond(layer.Respond(request, SipStatus.RequestTerminated, dialog.Key.LocalTag)))
            {
                layer.Tasks.Start(() => givenUp.CancelAsync());
            }
        };
        var verdict = new OfferVerdict(SipStatus.ServerInternalError, default);
        try
        {
            verdict = dialog.OnOffer is { } onOffer && (request.Body.IsEmpty || !request.Sdp.IsEmpty)
                ? await onOffer(request.Sdp, givenUp.Token)
                : new OfferVerdict(SipStatus.NotAcceptableHere, default);
        }
        finally
        {
            transaction.OnCancelled = null;
            dialog.EndOffer();
            Respond(dialog, transaction, verdict);
        }
    }

    private static void Respond(Dialog dialog, ServerTransaction transaction, OfferVerdict verdict)
    {
        var request = transaction.Request;
        var response = dialog.Layer.Respond(request, verdict.Status, dialog.Key.LocalTag, sdp: verdict.Sdp);
        if (!response.IsSuccess)
        {
            DialogLayer.AddWarning(response, transaction.Flow, verdict.Warning);
            transaction.Respond(response);
            return;
        }

        DialogLayer.AddDialogHeaders(response, request, transaction.Flow);
        dialog.Session.Refreshed(request, response);
        dialog.Session.Described(verdict.Sdp);
        if (DialogFacts.ContactOf(request) is { } target)
        {
            dialog.Retarget(target);
        }

        // Awaited before it is sent: on a fast network the ACK is here before Respond returns.
        var answer = new UnacknowledgedAnswer(
            request.CSeq.Number,
            resend: () => transaction.Respond(response),
            givenUp: () => dialog.Layer.Tasks.Start(() => Ending.HangUpAsync(dialog, DialogEnding.NeverAcknowledged, CancellationToken.None)),
            dialog.Layer.Time)
        {
            Acknowledged = verdict.Answered,
        };
        if (dialog.Await(answer) && !transaction.Respond(response))
        {
            dialog.AwaitNoMore(answer);
        }
    }
}
