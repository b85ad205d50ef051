using Hotline.Telephony.Sip.Transactions;
using static Hotline.Telephony.Sip.Transactions.TransactionActions;
using static Hotline.Telephony.Sip.Transactions.TransactionInput;
using static Hotline.Telephony.Sip.Transactions.TransactionState;

namespace Hotline.Telephony.Tests.Sip.Transactions;

/// <summary>The tables of RFC 3261 §17 and RFC 6026, line by line. Pairs not listed must change nothing.</summary>
public sealed class TransactionMachineTests
{
    private static readonly (TransactionState From, TransactionInput Input, TransactionState To, TransactionActions Actions)[] InviteClient =
    [
        (Initial, Start, Calling, Send | SetRetransmit | SetTimeout),
        (Calling, RetransmitTimer, Calling, Resend | SetRetransmit),
        (Calling, TimeoutTimer, Terminated, ReportTimeout),
        (Calling, Provisional, Proceeding, PassUp),
        (Calling, Success, Accepted, PassUp | SetTimerLM),
        (Calling, Failure, Completed, PassUp | SendAck | SetTimerD),
        (Calling, TransportError, Terminated, ReportTransportError),
        (Proceeding, Provisional, Proceeding, PassUp),
        (Proceeding, Success, Accepted, PassUp | SetTimerLM),
        (Proceeding, Failure, Completed, PassUp | SendAck | SetTimerD),
        (Proceeding, TransportError, Terminated, ReportTransportError),
        (Completed, Failure, Completed, SendAck),
        (Completed, LingerTimer, Terminated, None),
        (Completed, TransportError, Terminated, None),
        (Accepted, Success, Accepted, PassUp),
        (Accepted, LingerTimer, Terminated, None),
    ];

    private static readonly (TransactionState From, TransactionInput Input, TransactionState To, TransactionActions Actions)[] NonInviteClient =
    [
        (Initial, Start, Trying, Send | SetRetransmit | SetTimeout),
        (Trying, RetransmitTimer, Trying, Resend | SetRetransmit),
        (Trying, TimeoutTimer, Terminated, ReportTimeout),
        (Trying, Provisional, Proceeding, PassUp),
        (Trying, Success, Completed, PassUp | SetTimerIK),
        (Trying, Failure, Completed, PassUp | SetTimerIK),
        (Trying, TransportError, Terminated, ReportTransportError),
        (Proceeding, RetransmitTimer, Proceeding, Resend | SetRetransmit),
        (Proceeding, TimeoutTimer, Terminated, ReportTimeout),
        (Proceeding, Provisional, Proceeding, PassUp),
        (Proceeding, Success, Completed, PassUp | SetTimerIK),
        (Proceeding, Failure, Completed, PassUp | SetTimerIK),
        (Proceeding, TransportError, Terminated, ReportTransportError),
        (Completed, LingerTimer, Terminated, None),
    ];

    private static readonly (TransactionState From, TransactionInput Input, TransactionState To, TransactionActions Actions)[] InviteServer =
    [
        (Initial, Request, Proceeding, PassUp),
        (Proceeding, Request, Proceeding, Resend),
        (Proceeding, Provisional, Proceeding, Send),
        (Proceeding, Success, Accepted, Send | SetTimerLM),
        (Proceeding, Failure, Completed, Send | SetRetransmit | SetTimeout),
        (Proceeding, TransportError, Terminated, ReportTransportError),
        (Completed, Request, Completed, Resend),
        (Completed, RetransmitTimer, Completed, Resend | SetRetransmit),
        (Completed, TimeoutTimer, Terminated, ReportTimeout),
        (Completed, Ack, Confirmed, SetTimerIK),
        (Completed, TransportError, Terminated, ReportTransportError),
        (Confirmed, LingerTimer, Terminated, None),
        (Accepted, Success, Accepted, Send),
        (Accepted, Ack, Accepted, PassUp),
        (Accepted, LingerTimer, Terminated, None),
    ];

    private static readonly (TransactionState From, TransactionInput Input, TransactionState To, TransactionActions Actions)[] NonInviteServer =
    [
        (Initial, Request, Trying, PassUp),
        (Trying, Provisional, Proceeding, Send),
        (Trying, Success, Completed, Send | SetTimerJ),
        (Trying, Failure, Completed, Send | SetTimerJ),
        (Trying, TransportError, Terminated, ReportTransportError),
        (Proceeding, Request, Proceeding, Resend),
        (Proceeding, Provisional, Proceeding, Send),
        (Proceeding, Success, Completed, Send | SetTimerJ),
        (Proceeding, Failure, Completed, Send | SetTimerJ),
        (Proceeding, TransportError, Terminated, ReportTransportError),
        (Completed, Request, Completed, Resend),
        (Completed, LingerTimer, Terminated, None),
        (Completed, TransportError, Terminated, None),
    ];

    [Fact]
    public void An_invite_sent_goes_by_its_table() => Check(InviteClientMachine.Next, InviteClient);

    [Fact]
    public void Another_request_sent_goes_by_its_table() => Check(NonInviteClientMachine.Next, NonInviteClient);

    [Fact]
    public void An_invite_received_goes_by_its_table() => Check(InviteServerMachine.Next, InviteServer);

    [Fact]
    public void Another_request_received_goes_by_its_table() => Check(NonInviteServerMachine.Next, NonInviteServer);

    private static void Check(
        Func<TransactionState, TransactionInput, TransactionStep> next,
        (TransactionState From, TransactionInput Input, TransactionState To, TransactionActions Actions)[] table)
    {
        var listed = table.ToDictionary(line => (line.From, line.Input), line => new TransactionStep(line.To, line.Actions));
        foreach (var state in Enum.GetValues<TransactionState>())
        {
            foreach (var input in Enum.GetValues<TransactionInput>())
            {
                Assert.Equal(listed.GetValueOrDefault((state, input), new TransactionStep(state, None)), next(state, input));
            }
        }
    }
}
