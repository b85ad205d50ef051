using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>UPDATE (RFC 3311): a new offer or a session refresh without an ACK to wait for.</summary>
internal static class Updating
{
    public static void Receive(Dialog dialog, ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.Body.IsEmpty)
        {
            Respond(dialog, transaction, new OfferVerdict(SipStatus.Ok, default));
            return;
        }

        if (!Reinviting.TryBegin(dialog, transaction))
        {
            return;
        }

        dialog.Layer.Tasks.Start(async () =>
        {
            var verdict = new OfferVerdict(SipStatus.ServerInternalError, default);
            try
            {
                verdict = dialog.OnOffer is { } onOffer && !request.Sdp.IsEmpty
                    ? await onOffer(request.Sdp, CancellationToken.None)
                    : new OfferVerdict(SipStatus.NotAcceptableHere, default);
            }
            finally
            {
                dialog.EndOffer();
                Respond(dialog, transaction, verdict);
            }
        });
    }

    private static void Respond(Dialog dialog, ServerTransaction transaction, OfferVerdict verdict)
    {
        var request = transaction.Request;
        var response = dialog.Layer.Respond(request, verdict.Status, dialog.Key.LocalTag, sdp: verdict.Sdp);
        if (response.IsSuccess)
        {
            DialogLayer.AddDialogHeaders(response, request, transaction.Flow);
            dialog.Session.Refreshed(request, response);
            dialog.Session.Described(verdict.Sdp);
            if (DialogFacts.ContactOf(request) is { } target)
            {
                dialog.Retarget(target);
            }
        }

        DialogLayer.AddWarning(response, transaction.Flow, verdict.Warning);
        transaction.Respond(response);
    }
}
