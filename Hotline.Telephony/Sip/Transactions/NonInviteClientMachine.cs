using static Hotline.Telephony.Sip.Transactions.TransactionActions;
using static Hotline.Telephony.Sip.Transactions.TransactionInput;
using static Hotline.Telephony.Sip.Transactions.TransactionState;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>Any other request as seen by who sends it: RFC 3261 §17.1.2. What the table does not name changes nothing.</summary>
internal static class NonInviteClientMachine
{
    public static TransactionStep Next(TransactionState state, TransactionInput input) => (state, input) switch
    {
        (Initial, Start) => new(Trying, Send | SetRetransmit | SetTimeout),

        (Trying or Proceeding, RetransmitTimer) => new(state, Resend | SetRetransmit),
        (Trying or Proceeding, TimeoutTimer) => new(Terminated, ReportTimeout),
        (Trying or Proceeding, Provisional) => new(Proceeding, PassUp),
        (Trying or Proceeding, Success or Failure) => new(Completed, SetTimerIK | PassUp),
        (Trying or Proceeding, TransportError) => new(Terminated, ReportTransportError),

        (Completed, LingerTimer) => new(Terminated, None),

        _ => new(state, None),
    };
}
