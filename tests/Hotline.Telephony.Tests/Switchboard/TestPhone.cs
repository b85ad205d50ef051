using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Media;
using Hotline.Telephony.Sdp;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Tests.Media;
using Hotline.Telephony.Tests.Sip;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>A phone on sockets of its own: the product's stack used from the other side.</summary>
internal sealed class TestPhone : IAsyncDisposable
{
    private readonly RunningNode node;
    private readonly RunningEndpoint endpoint;
    private readonly MediaEngine media;
    private int registrations;
    private readonly Channel<PhoneCall> ringing = Channel.CreateUnbounded<PhoneCall>();

    private TestPhone(RunningNode node, string user, RunningEndpoint endpoint, IPAddress? hears = null)
    {
        (this.node, User, this.endpoint) = (node, user, endpoint);
        media = new MediaEngine(new MediaEngineOptions { Addresses = [hears ?? endpoint.Address.Address], Loops = 1 }, TimeProvider.System, NullLogger<MediaEngine>.Instance);
        endpoint.OnCall = RingAsync;
    }

    public string User { get; }

    /// <summary>Final status given to calls instead of ringing; 0 rings.</summary>
    public int Refusal { get; set; }

    public static async Task<TestPhone> StartAsync(RunningNode node, string user) => new(node, user, await RunningEndpoint.StartAsync());

    /// <summary>One that speaks SIP on one address, and hears on another.</summary>
    public static async Task<TestPhone> StartAsync(RunningNode node, string user, IPAddress speaks, IPAddress hears) =>
        new(node, user, await RunningEndpoint.StartAsync(settings => settings with { Listen = [new IPEndPoint(speaks, 0)] }), hears);

    /// <summary>Where the node is for this phone: at its address of the same IP family.</summary>
    private IPEndPoint NodeAddress => node.Address.AddressFamily == endpoint.Address.AddressFamily ? node.Address : node.OtherAddress;

    /// <summary>The other end of a trunk: it is called, and calls nobody.</summary>
    public static async Task<TestPhone> StartTrunkAsync(IPAddress? at = null) =>
        new(null!, "trunk", await RunningEndpoint.StartAsync(settings => settings with { Listen = [new IPEndPoint(at ?? IPAddress.Loopback, 0)] }));

    public IPEndPoint Address => endpoint.Address;

    /// <summary>Registers; over TCP, by another address than the node's own, where one is given; as one flow of several (RFC 5626) where that has a number.</summary>
    public async Task RegisterAsync(string password, int expires = 300, IPEndPoint? overTcp = null, int? flow = null)
    {
        var response = await AskToRegisterAsync(new SipCredentials(User, password, FixedAgents.Realm), expires, overTcp, flow);
        Assert.Equal(200, response.Status);
    }

    /// <summary>Tries to register with credentials of somebody's; gives the status.</summary>
    public async Task<int> TryRegisterAsync(SipCredentials credentials) => (await AskToRegisterAsync(credentials, 300, overTcp: null)).Status;

    private Task<SipResponse> AskToRegisterAsync(SipCredentials credentials, int expires, IPEndPoint? overTcp, int? flow = null)
    {
        var to = HostPort.Of(NodeAddress);
        var target = new SipUri { Scheme = SipUri.Sip, HostPort = overTcp is null ? to : HostPort.Of(overTcp) };
        var contact = $"<{endpoint.UriOf(User, tcp: overTcp is not null)}>" + (flow is { } number ? new PhoneFlow($"\"<urn:x:{User}>\"", number).ToString() : "");
        return endpoint.Endpoint.RequestAsync(
            new OutgoingRequest
            {
                Method = SipMethod.Register,
                Target = overTcp is null ? target : target with { Parameters = SipParameters.None.With("transport", "tcp") },
                From = new NameAddress { Uri = SipUri.Of(User, to) },
                To = new NameAddress { Uri = SipUri.Of(User, to) },
                Headers = [(HeaderName.Contact, contact), (HeaderName.Expires, expires.ToString(System.Globalization.CultureInfo.InvariantCulture)), (HeaderName.Supported, flow is null ? "path" : "path, outbound")],
                Credentials = credentials,
                CallId = "registration-" + User,
                Sequence = (uint)Interlocked.Add(ref registrations, 2),
            },
            Deadline.Token());
    }

    /// <summary>Calls; the outcome's call is null where it was refused.</summary>
    public async Task<(int Status, PhoneCall? Call)> TryCallAsync(string number, bool withCredentials = false, bool withOffer = true, SipCredentials? credentials = null, IPEndPoint? overTcp = null, CancellationToken cancellationToken = default)
    {
        Assert.True(media.TryOpen(out var port));
        var leg = new CallLeg(port, TimeProvider.System);
        var outcome = await endpoint.Endpoint.InviteAsync(
            new OutgoingInvite
            {
                Target = overTcp is null
                    ? SipUri.Of(number, HostPort.Of(NodeAddress))
                    : SipUri.Of(number, HostPort.Of(overTcp)) with { Parameters = SipParameters.None.With("transport", "tcp") },
                FromUser = User,
                Offer = withOffer ? leg.Offer : default,
                Credentials = credentials ?? (withCredentials ? new SipCredentials(User, RunningNode.Password, FixedAgents.Realm) : null),
            },
            cancellationToken).InTime();
        if (outcome.Dialog is null)
        {
            leg.Dispose();
            return (outcome.Status, null);
        }

        Assert.True(!withOffer || leg.Conclude(outcome.Answer));
        var call = new PhoneCall(media, leg, null);
        call.Establish(outcome.Dialog);
        return (outcome.Status, call);
    }

    /// <summary>
    /// Calls in the place of another call (RFC 3891), with the phone's credentials; the outcome's call is null where it was refused.
    /// </summary>
    /// <param name="replaces">The header.</param>
    /// <param name="via">A call of this phone, whose way the new one goes too.</param>
    public async Task<(int Status, PhoneCall? Call)> TryTakeAsync(string replaces, PhoneCall via)
    {
        Assert.True(media.TryOpen(out var port));
        var leg = new CallLeg(port, TimeProvider.System);
        var (layer, flow) = (via.Leg.Dialog!.Layer, via.Leg.Dialog.Flow);
        var (callId, tag) = (SipToken.NewCallId(), SipToken.NewTag());
        var target = SipUri.Of("12345", HostPort.Of(node.Address));
        var (invite, response) = await InviteAsync(1, null);
        if (response.Status == SipStatus.Unauthorized)
        {
            (invite, response) = await InviteAsync(2, new SipCredentials(User, RunningNode.Password, FixedAgents.Realm).Answer(response, SipMethod.Invite, target));
        }

        if (!response.IsSuccess)
        {
            leg.Dispose();
            return (response.Status, null);
        }

        Assert.True(leg.Conclude(response.Sdp));
        var call = new PhoneCall(media, leg, null);
        var dialog = new Dialog(layer, DialogFacts.OfAnswered(invite, response, flow));
        dialog.AcknowledgedByUs();
        call.Establish(dialog);
        layer.Transport.TrySend(dialog.NewRequest(SipMethod.Ack, invite.CSeq.Number), flow);
        return (response.Status, call);

        async Task<(SipRequest, SipResponse)> InviteAsync(uint sequence, (string Name, string Value)? credentials)
        {
            var headers = new SipHeaders();
            headers.Add(HeaderName.Via, flow.NewVia());
            headers.Add(HeaderName.MaxForwards, "70");
            headers.Add(HeaderName.From, $"<sip:{User}@h>;tag={tag}");
            headers.Add(HeaderName.To, $"<{target}>");
            headers.Add(HeaderName.CallId, callId);
            headers.Add(HeaderName.CSeq, new CSeq(sequence, SipMethod.Invite).ToString());
            headers.Add(HeaderName.Contact, DialogLayer.ContactOn(flow, User).ToString());
            headers.Add(HeaderName.Require, "replaces");
            headers.Add(HeaderName.Replaces, replaces);
            if (credentials is { } given)
            {
                headers.Add(given.Name, given.Value);
            }

            headers.Add(HeaderName.ContentType, "application/sdp");
            var request = new SipRequest(SipMethod.Invite, target, headers, leg.Offer);
            var final = new TaskCompletionSource<SipResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
            layer.Transactions.Send(request, flow, answer =>
            {
                if (!answer.IsProvisional)
                {
                    final.TrySetResult(answer);
                }
            });
            return (request, await final.Task.InTime());
        }
    }

    public async Task<PhoneCall> CallAsync(string number = "12345")
    {
        var (status, call) = await TryCallAsync(number);
        Assert.Equal(200, status);
        return call!;
    }

    /// <summary>The next call that rings here.</summary>
    public async Task<PhoneCall> RingsAsync() => await ringing.Reader.ReadAsync(Deadline.Token());

    public bool HasRung => ringing.Reader.Count > 0;

    public async ValueTask DisposeAsync()
    {
        await endpoint.DisposeAsync();
        await media.DisposeAsync();
    }

    private async Task RingAsync(IncomingInvite invite, CancellationToken stopping)
    {
        if (Refusal != 0)
        {
            invite.Reject(Refusal);
            return;
        }

        Assert.True(media.TryOpen(out var port));
        var call = new PhoneCall(media, new CallLeg(port, TimeProvider.System), invite);
        invite.Progress(SipStatus.Ringing);
        await ringing.Writer.WriteAsync(call, stopping);
        await call.Done.WaitAsync(stopping);
    }
}

/// <summary>A call as a phone has it.</summary>
internal sealed class PhoneCall(MediaEngine media, CallLeg leg, IncomingInvite? invite)
{
    private readonly TaskCompletionSource done = new();
    private readonly ConcurrentQueue<char> keys = new();
    private int version = 1;

    /// <summary>The number that was dialled here.</summary>
    public string Dialled => invite!.CalledUser;

    /// <summary>The other side asks us to pick up by ourselves.</summary>
    public bool IsToAnswerItself => invite!.Request.Headers.Text(HeaderName.AnswerMode) == "Auto";

    /// <summary>What is heard here; from its first use on.</summary>
    public Ear Ear => field ??= Ear.On(leg.Port);

    /// <summary>Keys pressed by the other side.</summary>
    public string Keys => string.Concat(keys);

    /// <summary>The other side does not want to hear us: we are on hold.</summary>
    public bool IsHeld => leg.HoldsUs;

    /// <summary>The number shown.</summary>
    public string Shown => invite!.CallerUser;

    public Task Done => done.Task;

    public Task<DialogEnding> Ended => leg.Dialog!.Ended;

    public CallLeg Leg => leg;

    public long Heard => leg.Port.Statistics.Received;

    /// <summary>Picks up; false where the caller had gone.</summary>
    public bool Answer()
    {
        var sdp = leg.Answer(invite!.Offer);
        var accepted = invite.TryAccept(sdp, out var dialog);
        if (accepted)
        {
            Establish(dialog!);
        }

        done.TrySetResult();
        return accepted;
    }

    /// <summary>The call is up: offers of the other side are answered, and its keys kept.</summary>
    public void Establish(Dialog dialog)
    {
        leg.KeyPressed = keys.Enqueue;
        leg.Establish(dialog);
        dialog.OnOffer = (offer, _) => ValueTask.FromResult(leg.Renegotiate(offer));
    }

    /// <summary>The other side takes the ringing back.</summary>
    public async Task CancelledAsync()
    {
        await Deadline.Until(() => invite!.Aborted.IsCancellationRequested, "the ringing was not taken back");
        done.TrySetResult();
    }

    public void Reject(int status)
    {
        invite!.Reject(status);
        done.TrySetResult();
    }

    /// <summary>Talks: a tone, over and over.</summary>
    public void Speak(int hertz) => _ = leg.Port.PlayAsync([new Prompt("voice", Tone.Samples(hertz, TimeSpan.FromSeconds(1), 0.4))], loop: true);

    public MediaPort OpenAnotherPort()
    {
        Assert.True(media.TryOpen(out var port));
        return port;
    }

    /// <summary>Sends a re-INVITE that says what we want to do and where we hear; gives the direction of the answer.</summary>
    public async Task<string> ReofferAsync(string direction, MediaPort? moved = null)
    {
        var (answer, agreed) = await OfferAsync((moved ?? leg.Port).Local, direction);
        if (moved is not null)
        {
            moved.Connect(new MediaRemote { Rtp = agreed.Remote, Rtcp = agreed.RemoteRtcp, Law = leg.Law, PayloadType = agreed.PayloadType });
        }

        return answer.Media[0].Attributes.Select(attribute => attribute.Name).SingleOrDefault(name => name is "sendonly" or "recvonly" or "inactive", "sendrecv");
    }

    /// <summary>Sends a re-INVITE that says that we hear elsewhere; gives what was agreed.</summary>
    public async Task<AgreedAudio> MoveAsync(IPEndPoint hears) => (await OfferAsync(hears, "sendrecv")).Agreed;

    private async Task<(SessionDescription Answer, AgreedAudio Agreed)> OfferAsync(IPEndPoint hears, string direction)
    {
        var offer = OfferAnswer.Offer(new LocalAudio
        {
            Rtp = hears,
            SessionId = 4711,
            Version = ++version,
            Direction = direction switch { "sendonly" => MediaDirection.SendOnly, "inactive" => MediaDirection.Inactive, _ => MediaDirection.SendReceive },
        });
        var response = await AskAsync(SipMethod.Invite, "application/sdp", SdpWriter.Write(offer));
        Assert.Equal(200, response.Status);
        var dialog = leg.Dialog!;
        dialog.Layer.Transport.TrySend(dialog.NewRequest(SipMethod.Ack, response.CSeq.Number), dialog.Flow);
        Assert.True(SdpReader.TryRead(response.Sdp.Span, out var answer, out _));
        return (answer, OfferAnswer.Conclude(offer, answer)!);
    }

    /// <summary>Sends a re-INVITE without an offer, and answers ours in the ACK with another port.</summary>
    public async Task AskForOfferAsync(MediaPort moved)
    {
        var response = await AskAsync(SipMethod.Invite, null, []);
        Assert.Equal(200, response.Status);
        Assert.True(SdpReader.TryRead(response.Sdp.Span, out var offer, out _));
        var answered = OfferAnswer.Answer(offer, new LocalAudio { Rtp = moved.Local, SessionId = 4711, Version = ++version })!;
        moved.Connect(new MediaRemote { Rtp = answered.Audio.Remote, Rtcp = answered.Audio.RemoteRtcp, Law = leg.Law, PayloadType = answered.Audio.PayloadType });
        var dialog = leg.Dialog!;
        var bare = dialog.NewRequest(SipMethod.Ack, response.CSeq.Number);
        bare.Headers.Add(HeaderName.ContentType, "application/sdp");
        dialog.Layer.Transport.TrySend(new SipRequest(SipMethod.Ack, bare.Uri, bare.Headers, SdpWriter.Write(answered.Answer)), dialog.Flow);
    }

    /// <summary>Presses a key, sent by INFO.</summary>
    public async Task SendInfoAsync(char key) =>
        Assert.Equal(200, (await AskAsync(SipMethod.Info, "application/dtmf-relay", Encoding.ASCII.GetBytes($"Signal={key}\r\nDuration=160\r\n"))).Status);

    /// <summary>This call as the other side knows it, for a Replaces.</summary>
    public Replaces AsReplaced => new(leg.Dialog!.CallId, leg.Dialog.Key.RemoteTag, leg.Dialog.Key.LocalTag, EarlyOnly: false);

    /// <summary>Presses the transfer key: REFER, naming another line of the phone in an attended one. Gives the status.</summary>
    public async Task<int> ReferAsync(string number, PhoneCall? other = null)
    {
        var dialog = leg.Dialog!;
        var headers = other is null ? "" : "?Replaces=" + Uri.EscapeDataString(other.AsReplaced.ToString());
        var response = await dialog.AskAsync(
            SipMethod.Refer,
            [(HeaderName.ReferTo, $"<sip:{number}@hotline{headers}>"), (HeaderName.Contact, DialogLayer.ContactOn(dialog.Flow, "phone").ToString())],
            default,
            Deadline.Token());
        return response.Status;
    }

    public async Task HangUpAsync()
    {
        await leg.HangUpAsync(Deadline.Token());
        leg.Dispose();
    }

    /// <summary>As a browser's phone does (JsSIP) whose way for sound broke: nobody hung up.</summary>
    public async Task HangUpUnheardAsync()
    {
        var dialog = leg.Dialog!;
        Assert.Equal(SipStatus.Ok, (await AskAsync(SipMethod.Bye, null, [], (HeaderName.Reason, "SIP ;cause=408; text=\"RTP Timeout\""))).Status);
        Assert.True(dialog.TryEnd(DialogEnding.LocalBye));
        leg.Dispose();
    }

    private async Task<SipResponse> AskAsync(string method, string? type, byte[] body, params (string Name, string Value)[] headers)
    {
        var dialog = leg.Dialog!;
        var bare = dialog.NewRequest(method);
        if (type is not null)
        {
            bare.Headers.Add(HeaderName.ContentType, type);
        }

        bare.Headers.Add(HeaderName.Contact, DialogLayer.ContactOn(dialog.Flow, "phone").ToString());
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
        return await final.Task.InTime();
    }
}
