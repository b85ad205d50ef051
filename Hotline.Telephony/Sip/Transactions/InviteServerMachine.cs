using static Hotline.Telephony.Sip.Transactions.TransactionActions;
using static Hotline.Telephony.Sip.Transactions.TransactionInput;
using static Hotline.Telephony.Sip.Transactions.TransactionState;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>INVITE as seen by who answers it: RFC 3261 §17.2.1 with RFC 6026 §7.1. What the table does not name changes nothing.</summary>
internal static class InviteServerMachine
{
    public static TransactionStep Next(TransactionState state, TransactionInput input) => (state, input) switch
    {
        (Initial, Request) => new(Proceeding, PassUp),

        (Proceeding, Request) => new(Proceeding, Resend),
        (Proceeding, Provisional) => new(Proceeding, Send),
        (Proceeding, Success) => new(Accepted, Send | SetTimerLM),
        (Proceeding, Failure) => new(Completed, Send | SetRetransmit | SetTimeout),
        (Proceeding, TransportError) => new(Terminated, ReportTransportError),

        (Completed, Request) => new(Completed, Resend),
        (Completed, RetransmitTimer) => new(Completed, Resend | SetRetransmit),
        (Completed, TimeoutTimer) => new(Terminated, ReportTimeout),
        (Completed, Ack) => new(Confirmed, SetTimerIK),
        (Completed, TransportError) => new(Terminated, ReportTransportError),

        (Confirmed, LingerTimer) => new(Terminated, None),

        // the user repeats its 2xx itself (RFC 3261 §13.3.1.4); a repeated INVITE is swallowed
        (Accepted, Success) => new(Accepted, Send),
        (Accepted, Ack) => new(Accepted, PassUp),
        (Accepted, LingerTimer) => new(Terminated, None),

        _ => new(state, None),
    };
}
