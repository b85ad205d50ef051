using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>BYE, both ways (RFC 3261 §15).</summary>
internal static class Ending
{
    public static void Accept(Dialog dialog, ServerTransaction bye)
    {
        var ending = IsForWantOfSound(bye.Request) ? DialogEnding.PeerLost : DialogEnding.RemoteBye;
        bye.Respond(dialog.Layer.Respond(bye.Request, SipStatus.Ok, dialog.Key.LocalTag));
        bye.ForgetRequest();
        dialog.TryEnd(ending);
    }

    /// <summary>Nobody hung up: a browser whose way for sound broke says so by <c>Reason: SIP;cause=408</c> (RFC 3326).</summary>
    private static bool IsForWantOfSound(SipRequest bye) =>
        bye.Headers.Text(HeaderName.Reason)?.Split(';', StringSplitOptions.TrimEntries) is [var protocol, .. var parameters]
        && protocol.Equals("SIP", StringComparison.OrdinalIgnoreCase) && parameters.Contains("cause=408", StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Ends the dialog for us and sends BYE. A call we accepted is not hung up before its ACK came or can come no more (RFC 3261 §15):
    /// a BYE that overtakes our 200 would find no dialog.
    /// </summary>
    public static Task HangUpAsync(Dialog dialog, DialogEnding ending, CancellationToken cancellationToken)
    {
        if (!dialog.TryEnd(ending, byeFollows: true))
        {
            return Task.CompletedTask;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acknowledgement = dialog.PendingAcknowledgement;
        if (acknowledgement.IsCompleted)
        {
            SendBye(dialog, done);
        }
        else
        {
            dialog.Layer.Tasks.Start(async () =>
            {
                await acknowledgement;
                SendBye(dialog, done);
            });
        }

        return done.Task.WaitAsync(cancellationToken);
    }

    private static void SendBye(Dialog dialog, TaskCompletionSource done) =>
        dialog.Layer.Transactions.Send(dialog.NewRequest(SipMethod.Bye), dialog.Flow, response =>
        {
            if (!response.IsProvisional)
            {
                dialog.Forget();
                done.TrySetResult();
            }
        });
}
