using static Hotline.Telephony.Sip.Transactions.TransactionActions;
using static Hotline.Telephony.Sip.Transactions.TransactionInput;
using static Hotline.Telephony.Sip.Transactions.TransactionState;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>INVITE as seen by who sends it: RFC 3261 §17.1.1 with RFC 6026 §8.4. What the table does not name changes nothing.</summary>
internal static class InviteClientMachine
{
    public static TransactionStep Next(TransactionState state, TransactionInput input) => (state, input) switch
    {
        (Initial, Start) => new(Calling, Send | SetRetransmit | SetTimeout),

        (Calling, RetransmitTimer) => new(Calling, Resend | SetRetransmit),
        (Calling, TimeoutTimer) => new(Terminated, ReportTimeout),
        (Calling or Proceeding, Provisional) => new(Proceeding, PassUp),
        (Calling or Proceeding, Success) => new(Accepted, SetTimerLM | PassUp),
        (Calling or Proceeding, Failure) => new(Completed, SendAck | SetTimerD | PassUp),
        (Calling or Proceeding, TransportError) => new(Terminated, ReportTransportError),

        (Completed, Failure) => new(Completed, SendAck),
        (Completed, LingerTimer or TransportError) => new(Terminated, None),

        (Accepted, Success) => new(Accepted, PassUp),
        (Accepted, LingerTimer) => new(Terminated, None),

        _ => new(state, None),
    };
}
