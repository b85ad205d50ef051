using static Hotline.Telephony.Sip.Transactions.TransactionActions;
using static Hotline.Telephony.Sip.Transactions.TransactionInput;
using static Hotline.Telephony.Sip.Transactions.TransactionState;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>Any other request as seen by who answers it: RFC 3261 §17.2.2. What the table does not name changes nothing.</summary>
internal static class NonInviteServerMachine
{
    public static TransactionStep Next(TransactionState state, TransactionInput input) => (state, input) switch
    {
        (Initial, Request) => new(Trying, PassUp),

        (Trying or Proceeding, Provisional) => new(Proceeding, Send),
        (Trying or Proceeding, Success or Failure) => new(Completed, Send | SetTimerJ),
        (Proceeding, Request) => new(Proceeding, Resend),
        (Trying or Proceeding, TransportError) => new(Terminated, ReportTransportError),

        (Completed, Request) => new(Completed, Resend),
        (Completed, LingerTimer or TransportError) => new(Terminated, None),

        _ => new(state, None),
    };
}
