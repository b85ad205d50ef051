using System.Globalization;
using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Phones;

/// <summary>What came of many calls.</summary>
/// <param name="Whole">Calls that went from the caller's INVITE to both sides' BYE.</param>
/// <param name="Failed">Calls that were refused, or not over in time.</param>
/// <param name="Repeats">Messages that had to be sent again.</param>
/// <param name="SetUp">From the caller's INVITE to the confirmation of the agent's answer.</param>
internal sealed record CallLoadCount(int Whole, int Failed, int Repeats, DelayCount SetUp);

/// <summary>
/// Calls to the hotline without sound: INVITE, answer, ACK; the agent's phone rings and answers at once, and hangs up when its answer is confirmed; the
/// product hangs up the caller. Runs on the thread of <see cref="SignalLoad"/>.
/// </summary>
internal sealed class CallLoad(SignalWire wire)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Call> byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Call> byAgentsCallId = new(StringComparer.Ordinal);
    private long numbers = 13_900_000_000;
    private DelayCount setUp = new();
    private int whole;
    private int failed;
    private int repeats;

    internal bool IsIdle => byNumber.Count == 0;

    internal CallLoadCount TakeCount()
    {
        var count = new CallLoadCount(whole, failed, repeats, setUp);
        (whole, failed, repeats, setUp) = (0, 0, 0, new DelayCount());
        return count;
    }

    internal void Begin()
    {
        var number = (++numbers).ToString(CultureInfo.InvariantCulture);
        var call = new Call(number, new Repeated(wire, asCaller: true), new Repeated(wire, asCaller: false));
        byNumber[number] = call;
        call.Caller.Send(string.Create(
            CultureInfo.InvariantCulture,
            $"INVITE sip:12345@{wire.Server} SIP/2.0\r\nVia: SIP/2.0/UDP {wire.Callers};branch=z9hG4bK{wire.NewName()};rport\r\nMax-Forwards: 70\r\nFrom: <sip:{number}@{wire.Callers}>;tag={number}\r\nTo: <sip:12345@{wire.Server}>\r\nCall-ID: {number}@load\r\nCSeq: 1 INVITE\r\nContact: <sip:{number}@{wire.Callers}>\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE\r\nSupported: timer\r\nUser-Agent: load\r\nContent-Type: application/sdp\r\nContent-Length: {wire.Sdp.Length}\r\n\r\n{Encoding.ASCII.GetString(wire.Sdp)}"));
    }

    internal void TakeAsCaller(SipMessage message)
    {
        // Either way the caller's number is in the address that is not the hotline's.
        var number = message is SipRequest ? message.To.Uri.User : message.From.Uri.User;
        switch (message)
        {
            case SipResponse { IsProvisional: false } response when response.CSeq.Method == SipMethod.Invite:
                Acknowledge(response, byNumber.GetValueOrDefault(number));
                break;
            case SipRequest { Method: SipMethod.Bye } bye:
                Answer(bye, SipStatus.Ok, asCaller: true);
                if (byNumber.TryGetValue(number, out var call))
                {
                    call.CallerOver = true;
                    FinishIfOver(call);
                }

                break;
        }
    }

    internal void TakeAsAgent(SipMessage message)
    {
        switch (message)
        {
            case SipRequest { Method: SipMethod.Invite } invite:
                Ring(invite);
                break;
            case SipRequest { Method: SipMethod.Ack } ack when byAgentsCallId.TryGetValue(ack.CallId, out var call) && call is { Invite: { } invite, AgentConfirmed: false }:
                call.AgentConfirmed = true;
                setUp.Take((ushort)Math.Min(ushort.MaxValue, TimeProvider.System.GetElapsedTime(call.Began) / DelayCount.Step));
                call.Agent.Send($"BYE {ContactOf(invite)} SIP/2.0\r\nVia: SIP/2.0/UDP {wire.Agents};branch=z9hG4bK{wire.NewName()};rport\r\nMax-Forwards: 70\r\nFrom: {invite.Headers.Text(HeaderName.To)};tag={call.Number}\r\nTo: {invite.Headers.Text(HeaderName.From)}\r\nCall-ID: {ack.CallId}\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n");
                break;
            case SipRequest { Method: SipMethod.Bye or SipMethod.Cancel or SipMethod.Options } request:
                Answer(request, SipStatus.Ok, asCaller: false);
                break;
            case SipResponse { IsProvisional: false } response when byAgentsCallId.TryGetValue(response.CallId, out var call):
                call.Agent.Stop();
                call.AgentOver = response.IsSuccess;
                FinishIfOver(call);
                break;
        }
    }

    internal void Look()
    {
        foreach (var call in byNumber.Values.ToArray())
        {
            call.Caller.Look();
            call.Agent.Look();
            if (TimeProvider.System.GetElapsedTime(call.Began) > Patience)
            {
                failed++;
                Finish(call);
            }
        }
    }

    private void Ring(SipRequest invite)
    {
        if (!byNumber.TryGetValue(invite.From.Uri.User, out var call))
        {
            return;
        }

        if (call.Invite?.CallId != invite.CallId)
        {
            (call.Invite, byAgentsCallId[invite.CallId]) = (invite, call);
            wire.Send(asCaller: false, SipWriter.Write(SipResponse.For(invite, SipStatus.Ringing, call.Number)));
            var answer = SipResponse.For(invite, SipStatus.Ok, call.Number, sdp: wire.Sdp);
            answer.Headers.Add(HeaderName.Contact, $"<sip:{invite.Uri.User}@{wire.Agents}>");
            call.Agent.Send(SipWriter.Write(answer));
        }
    }

    private void Acknowledge(SipResponse response, Call? call)
    {
        call?.Caller.Stop();
        var (target, via) = response.IsSuccess
            ? (ContactOf(response).ToString(), $"SIP/2.0/UDP {wire.Callers};branch=z9hG4bK{wire.NewName()};rport")
            : ($"sip:12345@{wire.Server}", response.Headers.Text(HeaderName.Via)!);
        wire.Send(asCaller: true, Encoding.UTF8.GetBytes(
            $"ACK {target} SIP/2.0\r\nVia: {via}\r\nMax-Forwards: 70\r\nFrom: {response.Headers.Text(HeaderName.From)}\r\nTo: {response.Headers.Text(HeaderName.To)}\r\nCall-ID: {response.CallId}\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n"));
        if (!response.IsSuccess && call is not null)
        {
            failed++;
            Finish(call);
        }
    }

    private void Answer(SipRequest request, int status, bool asCaller) => wire.Send(asCaller, SipWriter.Write(SipResponse.For(request, status)));

    private void FinishIfOver(Call call)
    {
        if (call is { CallerOver: true, AgentOver: true })
        {
            whole++;
            Finish(call);
        }
    }

    private void Finish(Call call)
    {
        repeats += call.Caller.Repeats + call.Agent.Repeats;
        byNumber.Remove(call.Number);
        if (call.Invite is { } invite)
        {
            byAgentsCallId.Remove(invite.CallId);
        }
    }

    private static SipUri ContactOf(SipMessage message) => message.Headers.TryGetAddresses(HeaderName.Contact, out var contacts) && contacts.Count > 0
        ? contacts[0].Uri
        : throw new PhoneException("the product gave no Contact");

    private sealed class Call(string number, Repeated caller, Repeated agent)
    {
        internal string Number => number;

        internal long Began { get; } = TimeProvider.System.GetTimestamp();

        /// <summary>What the caller sends: INVITE.</summary>
        internal Repeated Caller => caller;

        /// <summary>What the agent's phone sends: its answer, then BYE.</summary>
        internal Repeated Agent => agent;

        /// <summary>The agent's.</summary>
        internal SipRequest? Invite { get; set; }

        internal bool AgentConfirmed { get; set; }

        internal bool AgentOver { get; set; }

        internal bool CallerOver { get; set; }
    }
}
