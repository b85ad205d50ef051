using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>Requests of ours inside a dialog, other than INVITE and BYE.</summary>
internal static class Asking
{
    /// <summary>Sends it and returns the final response; silence is 408. A peer that knows the dialog no more ends it (RFC 3261 §12.2.1.2).</summary>
    public static async Task<SipResponse> AskAsync(
        this Dialog dialog, string method, IEnumerable<(string Name, string Value)> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var bare = dialog.NewRequest(method);
        foreach (var (name, value) in headers)
        {
            bare.Headers.Add(name, value);
        }

        var final = new TaskCompletionSource<SipResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        dialog.Layer.Transactions.Send(new SipRequest(method, bare.Uri, bare.Headers, body), dialog.Flow, response =>
        {
            if (!response.IsProvisional)
            {
                final.TrySetResult(response);
            }
        });
        var answer = await final.Task.WaitAsync(cancellationToken);
        if (IsLost(answer.Status))
        {
            dialog.TryEnd(DialogEnding.PeerLost);
        }

        if (answer.IsSuccess && method == SipMethod.Update)
        {
            dialog.Session.Refreshed(answer);
        }

        return answer;
    }

    /// <summary>Sends a key by INFO (<c>application/dtmf-relay</c>), for phones that take no telephone-events.</summary>
    public static Task<SipResponse> SendKeyAsync(this Dialog dialog, char key, CancellationToken cancellationToken) => dialog.AskAsync(
        SipMethod.Info,
        [(HeaderName.ContentType, "application/dtmf-relay")],
        System.Text.Encoding.ASCII.GetBytes($"Signal={key}\r\nDuration=100\r\n"),
        cancellationToken);

    /// <summary>The peer is gone, or has forgotten the dialog.</summary>
    public static bool IsLost(int status) => status is SipStatus.CallDoesNotExist or SipStatus.RequestTimeout;
}
