using Hotline.Telephony.Sip.Dialogs;

namespace Hotline.Telephony.Sip;

/// <summary>Whoever sits on top of the stack and decides about calls.</summary>
internal interface ISipUser
{
    /// <summary>
    /// A new call. Runs outside the receive loop for as long as it likes; the endpoint owns the task and awaits it when it stops.
    /// Returning or throwing without a final answer sends 500; what was accepted stays up.
    /// </summary>
    /// <param name="invite">The call to answer, refuse or let ring.</param>
    /// <param name="stopping">Fires when the endpoint stops.</param>
    Task OnInviteAsync(IncomingInvite invite, CancellationToken stopping);
}
