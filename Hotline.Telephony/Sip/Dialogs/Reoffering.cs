using System.Security.Cryptography;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>A re-INVITE of ours: we hold, resume, or refresh the session (RFC 3261 §14.1).</summary>
internal static class Reoffering
{
    /// <summary>
    /// Sends the offer and returns the final response; 2xx is acknowledged. Where both sides offer at once (491), or the peer's offer is still open, it waits
    /// and tries again. A refusal leaves the session as it was, but 408 and 481 end the dialog.
    /// </summary>
    public static async Task<SipResponse> ReofferAsync(this Dialog dialog, ReadOnlyMemory<byte> offer, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (dialog.TryBeginOffer(ours: true) is OfferStart.Begun)
            {
                SipResponse response;
                try
                {
                    response = await OfferAsync(dialog, offer, cancellationToken);
                }
                finally
                {
                    dialog.EndOffer();
                }

                if (response.Status != SipStatus.RequestPending)
                {
                    return response;
                }
            }

            if (dialog.Ended.IsCompleted)
            {
                throw new OperationCanceledException("The dialog is over.");
            }

            await Task.Delay(AfterGlare(dialog.IsCaller), dialog.Layer.Time, cancellationToken);
        }
    }

    // 2.1 to 4 s where the Call-ID is ours, 0 to 2 s where it is not, in steps of 10 ms (RFC 3261 §14.1)
    private static TimeSpan AfterGlare(bool ownsCallId) =>
        TimeSpan.FromMilliseconds(10 * (ownsCallId ? RandomNumberGenerator.GetInt32(210, 401) : RandomNumberGenerator.GetInt32(0, 201)));

    private static async Task<SipResponse> OfferAsync(Dialog dialog, ReadOnlyMemory<byte> offer, CancellationToken cancellationToken)
    {
        var bare = dialog.NewRequest(SipMethod.Invite);
        bare.Headers.Add(HeaderName.Contact, DialogLayer.ContactOn(dialog.Flow, dialog.LocalUser).ToString());
        bare.Headers.Add(HeaderName.Allow, DialogLayer.Allow);
        foreach (var (name, value) in dialog.Session.Headers)
        {
            bare.Headers.Add(name, value);
        }

        bare.Headers.Add(HeaderName.ContentType, "application/sdp");
        dialog.Session.Described(offer);
        var invite = new SipRequest(SipMethod.Invite, bare.Uri, bare.Headers, offer);
        var final = new TaskCompletionSource<SipResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        SipRequest? ack = null;
        dialog.Layer.Transactions.Send(invite, dialog.Flow, response =>
        {
            if (response.IsSuccess)
            {
                // A repeated 2xx is acknowledged again, by the same ACK (RFC 3261 §13.2.2.4).
                ack ??= Accept(dialog, invite, response);
                dialog.Layer.Transport.TrySend(ack, dialog.Flow);
            }

            if (!response.IsProvisional)
            {
                final.TrySetResult(response);
            }
        });
        var answer = await final.Task.WaitAsync(cancellationToken);
        if (Asking.IsLost(answer.Status))
        {
            dialog.TryEnd(DialogEnding.PeerLost);
        }

        return answer;
    }

    private static SipRequest Accept(Dialog dialog, SipRequest invite, SipResponse response)
    {
        if (DialogFacts.ContactOf(response) is { } target)
        {
            dialog.Retarget(target);
        }

        dialog.Session.Refreshed(response);
        return dialog.NewRequest(SipMethod.Ack, invite.CSeq.Number);
    }
}
