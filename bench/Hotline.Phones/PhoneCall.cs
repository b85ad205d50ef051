using System.Net;
using Hotline.Telephony.Sdp;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Phones;

/// <summary>How a call ended.</summary>
/// <param name="ByUs">Whether our side hung up.</param>
/// <param name="Media">What was sent and heard.</param>
/// <param name="Talked">On our clock, from the moment both sides knew of the answer (our ACK came, or their 200) until someone hung up.</param>
/// <param name="Connected">From the answer's sending until both sides knew the end (our BYE was answered, or theirs came): the other side's view lies between.</param>
internal sealed record CallEnd(bool ByUs, MediaCount Media, TimeSpan Talked, TimeSpan Connected);

/// <summary>One call of one phone: the dialog and its speech.</summary>
internal sealed class PhoneCall
{
    private static readonly TimeSpan ByePatience = TimeSpan.FromSeconds(32);

    private readonly PhoneRack rack;
    private readonly SmallPhone phone;
    private readonly MediaLeg leg;
    private readonly TaskCompletionSource confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string localTag = SipToken.NewTag();
    private readonly long sessionId = Random.Shared.NextInt64(1, int.MaxValue);
    private SipRequest? incoming;
    private SipResponse? lastAnswer;
    private SipRequest? lastAck;
    private NameAddress? remote;
    private SipUri? target;
    private uint sequence;
    private long answeredAt;
    private long confirmedAt;
    private int ending;

    internal PhoneCall(PhoneRack rack, SmallPhone phone, string callId)
    {
        (this.rack, this.phone, CallId) = (rack, phone, callId);
        leg = rack.Media.Open(phone.ToneHertz);
    }

    internal string CallId { get; }

    /// <summary>Whose phone it is.</summary>
    internal string LocalUser => phone.User;

    /// <summary>Who is at the other end, as it says.</summary>
    internal string RemoteUser => remote?.Uri.User ?? "";

    /// <summary>Completes when either side has hung up and all is counted.</summary>
    internal Task<CallEnd> Ended => ended.Task;

    /// <summary>Completes when the caller has confirmed our answer.</summary>
    internal Task Confirmed => confirmed.Task;

    /// <summary>The share of one frequency in the last second heard, 0 to 1.</summary>
    internal double HeardShareOf(int hertz) => leg.HeardShareOf(hertz);

    /// <summary>The product's RTP address of this leg; null before anything is agreed.</summary>
    internal IPEndPoint? ProductSound => leg.Remote;

    /// <summary>Keys the other side pressed, in order.</summary>
    internal string HeardKeys => leg.HeardKeys;

    /// <summary>Presses keys (RFC 4733), one every 260 ms.</summary>
    internal void Press(string digits) => rack.Media.Press(leg, digits);

    private LocalAudio Ours => new() { Rtp = leg.Local, SessionId = sessionId };

    internal async Task InviteAsync(SipUri whom, TimeSpan patience, CancellationToken cancellationToken)
    {
        (target, remote) = (whom, new NameAddress { Uri = whom });
        var offer = OfferAnswer.Offer(Ours);
        try
        {
            var answer = await rack.AskAsync(Request(SipMethod.Invite, offer), patience, null, cancellationToken);
            if (!answer.IsSuccess)
            {
                throw new PhoneException($"INVITE: {answer.Status} {answer.Reason}");
            }

            remote = answer.To;
            target = ContactOf(answer) ?? target;
            lastAck = Request(SipMethod.Ack, null, answer.CSeq.Number);
            await rack.SendAsync(lastAck);
            if (!SdpReader.TryRead(answer.Sdp.Span, out var theirs, out var error) || OfferAnswer.Conclude(offer, theirs) is not { } audio)
            {
                throw new PhoneException($"INVITE: no usable answer to our offer: {error}");
            }

            rack.Media.Agree(leg, audio);
            answeredAt = confirmedAt = TimeProvider.System.GetTimestamp();
        }
        catch
        {
            await EndAsync(byUs: true);
            throw;
        }
    }

    /// <summary>Rings.</summary>
    internal async Task RingAsync(SipRequest invite)
    {
        incoming = invite;
        remote = invite.From;
        target = ContactOf(invite) ?? invite.From.Uri;
        await AnswerAsync(invite, SipStatus.Ringing, null);
    }

    /// <summary>Takes the call off the hook and waits until the caller has confirmed it.</summary>
    /// <exception cref="PhoneException">The offer was not usable, or nobody confirmed.</exception>
    internal async Task AnswerAsync()
    {
        var invite = incoming ?? throw new InvalidOperationException("This call is ours; the other side answers it.");
        if (!SdpReader.TryRead(invite.Sdp.Span, out var offer, out var error) || OfferAnswer.Answer(offer, Ours) is not { } agreed)
        {
            await AnswerAsync(invite, SipStatus.NotAcceptableHere, null);
            await EndAsync(byUs: true);
            throw new PhoneException($"no usable offer: {error}");
        }

        rack.Media.Agree(leg, agreed.Audio);
        lastAnswer = Response(invite, SipStatus.Ok, agreed.Answer);
        answeredAt = TimeProvider.System.GetTimestamp();
        await rack.RepeatAsync(lastAnswer, Task.WhenAny(confirmed.Task, ended.Task));
        if (!confirmed.Task.IsCompleted)
        {
            throw new PhoneException("our answer was not confirmed");
        }
    }

    /// <summary>Refuses a call that rings: 486.</summary>
    internal async Task RejectAsync()
    {
        await AnswerAsync(incoming ?? throw new InvalidOperationException("This call is ours."), SipStatus.BusyHere, null);
        await EndAsync(byUs: true);
    }

    /// <summary>Hangs up; the outcome counts what was heard until then.</summary>
    internal async Task<CallEnd> HangUpAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref ending) == 0)
        {
            var talked = Since(confirmedAt);
            var answer = await rack.AskAsync(Request(SipMethod.Bye, null), ByePatience, null, cancellationToken);

            // 481: the other side hung up in the same moment.
            if (!answer.IsSuccess && answer.Status != SipStatus.CallDoesNotExist)
            {
                throw new PhoneException($"BYE: {answer.Status} {answer.Reason}");
            }

            await EndAsync(byUs: true, talked);
        }

        return await ended.Task;
    }

    internal Task AcknowledgeAgainAsync() => lastAck is null ? Task.CompletedTask : rack.SendAsync(lastAck);

    internal async Task TakeAsync(SipRequest request)
    {
        switch (request.Method)
        {
            case SipMethod.Ack:
                Interlocked.CompareExchange(ref confirmedAt, TimeProvider.System.GetTimestamp(), 0);
                confirmed.TrySetResult();
                break;
            case SipMethod.Bye:
                await AnswerAsync(request, SipStatus.Ok, null);
                await EndAsync(byUs: false);
                break;
            case SipMethod.Cancel:
                await AnswerAsync(request, SipStatus.Ok, null);
                if (incoming is not null && answeredAt == 0)
                {
                    await AnswerAsync(incoming, SipStatus.RequestTerminated, null);
                    await EndAsync(byUs: false);
                }

                break;
            case SipMethod.Invite when incoming?.Via.Branch == request.Via.Branch:
                if (lastAnswer is not null)
                {
                    await rack.SendAsync(lastAnswer);
                }

                break;
            case SipMethod.Invite:
                await AgreeAgainAsync(request);
                break;
            case SipMethod.Options or SipMethod.Info:
                await AnswerAsync(request, SipStatus.Ok, null);
                break;
            default:
                await AnswerAsync(request, SipStatus.MethodNotAllowed, null);
                break;
        }
    }

    // A re-INVITE (RFC 3261 §14.2): hold, or another place for the speech.
    private async Task AgreeAgainAsync(SipRequest request)
    {
        if (SdpReader.TryRead(request.Sdp.Span, out var offer, out _)
            && OfferAnswer.Answer(offer, Ours with { Version = 2 }) is { } agreed)
        {
            rack.Media.Agree(leg, agreed.Audio);
            await AnswerAsync(request, SipStatus.Ok, agreed.Answer);
        }
        else
        {
            await AnswerAsync(request, SipStatus.NotAcceptableHere, null);
        }
    }

    private Task AnswerAsync(SipRequest request, int status, SessionDescription? body)
    {
        var answer = Response(request, status, body);
        if (request.Method == SipMethod.Invite)
        {
            lastAnswer = answer;
        }

        return rack.SendAsync(answer);
    }

    private async Task EndAsync(bool byUs, TimeSpan? talked = null)
    {
        if (Interlocked.Exchange(ref ending, 1) == 0)
        {
            var (talk, connected) = (talked ?? Since(confirmedAt), Since(answeredAt));
            ended.SetResult(new CallEnd(byUs, await rack.Media.CloseAsync(leg), talk, connected));
        }
    }

    private static TimeSpan Since(long moment) => moment == 0 ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(moment);

    private SipRequest Request(string method, SessionDescription? body, uint? number = null)
    {
        var headers = rack.Begin();
        headers.Add(HeaderName.From, $"<{SipUri.Of(phone.User, rack.Local)}>;tag={localTag}");
        headers.Add(HeaderName.To, remote!.ToString());
        headers.Add(HeaderName.CallId, CallId);
        headers.Add(HeaderName.CSeq, new CSeq(number ?? ++sequence, method).ToString());
        headers.Add(HeaderName.Contact, phone.Contact);
        if (body is not null)
        {
            headers.Add(HeaderName.ContentType, "application/sdp");
        }

        return new SipRequest(method, target!, headers, body is null ? default : SdpWriter.Write(body));
    }

    private SipResponse Response(SipRequest request, int status, SessionDescription? body)
    {
        var response = SipResponse.For(request, status, localTag, sdp: body is null ? default : SdpWriter.Write(body));
        response.Headers.Add(HeaderName.Contact, phone.Contact);
        return response;
    }

    private static SipUri? ContactOf(SipMessage message) =>
        message.Headers.TryGetAddresses(HeaderName.Contact, out var contacts) && contacts.Count > 0 ? contacts[0].Uri : null;
}
