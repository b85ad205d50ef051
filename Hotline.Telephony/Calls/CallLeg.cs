using System.Net;
using Hotline.Telephony.Media;
using Hotline.Telephony.Sdp;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Calls;

/// <summary>
/// One phone in a call: its dialog, its media port, and what both agreed on. Used by the call's own task only, but for
/// <see cref="HangUpAsync"/>, which anyone may call.
/// </summary>
internal sealed class CallLeg : IDisposable
{
    private readonly LegSecurity? security;
    private LocalAudio local;
    private SessionDescription? offer;
    private long version = 1;

    // Where the phone last said it hears; a hold by the any-address (RFC 3264 §8.4) does not change it.
    private (IPEndPoint Rtp, IPEndPoint Rtcp)? reached;

    /// <param name="port">Its sound.</param>
    /// <param name="time">Tells sessions apart.</param>
    /// <param name="security">How the sound is protected; null for in the clear.</param>
    public CallLeg(MediaPort port, TimeProvider time, LegSecurity? security = null)
    {
        (Port, this.security) = (port, security);
        port.KeyPressed = key => KeyPressed?.Invoke(key);

        // RFC 8866 §5.2 suggests the time of day, so that no session of ours repeats an earlier one's identity.
        local = new LocalAudio
        {
            Rtp = port.Local,
            SessionId = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Reaches = port.CanFace,
            Protect = security is null ? null : security.Answer,
        };
    }

    public MediaPort Port { get; }

    /// <summary>Told of each key the phone sends, by RFC 4733 or INFO, off the media loop.</summary>
    public Action<char>? KeyPressed { get; set; }

    /// <summary>Null until the leg is up.</summary>
    public Dialog? Dialog { get; private set; }

    /// <summary>Null until both have agreed.</summary>
    public AgreedAudio? Audio { get; private set; }

    public G711Law Law => Audio?.Codec == AudioCodec.Pcmu ? G711Law.Mu : G711Law.A;

    /// <summary>Our offer.</summary>
    public byte[] Offer => SdpWriter.Write(offer ??= OfferAnswer.Offer(local with { Protection = security?.Offer() }));

    /// <summary>
    /// Makes another first offer, where ours left it open whether the sound is under keys: one that does not, for a phone that takes nothing less. False where
    /// there is no such offer.
    /// </summary>
    public bool TryInsistOnKeys()
    {
        if (offer is null || security?.Insist() is not { } protection)
        {
            return false;
        }

        offer = OfferAnswer.Offer(local with { Version = ++version, Protection = protection });
        return true;
    }

    /// <summary>Our answer to a first offer, with the media connected; null where nothing is common to both (488).</summary>
    public byte[]? Answer(ReadOnlyMemory<byte> offered) =>
        Agree(offered) is { } answer ? SdpWriter.Write(answer) : null;

    /// <summary>Takes the answer to our offer. False where the phone took nothing of it.</summary>
    public bool Conclude(ReadOnlyMemory<byte> answered) =>
        offer is not null
        && SdpReader.TryRead(answered.Span, out var answer, out _)
        && OfferAnswer.Conclude(offer, answer) is { } agreed
        && TryConnect(agreed);

    /// <summary>The leg is up.</summary>
    public void Establish(Dialog dialog)
    {
        Dialog = dialog;
        dialog.OnDigit = key => KeyPressed?.Invoke(key);
    }

    /// <summary>A new offer inside the dialog: hold, resume, another address (RFC 3264 §8).</summary>
    public OfferVerdict Renegotiate(ReadOnlyMemory<byte> offered)
    {
        if (offered.IsEmpty)
        {
            // The phone wants the offer from us (RFC 3261 §14.2); its answer comes in the ACK.
            return new OfferVerdict(SipStatus.Ok, Reoffer(local.Direction));
        }

        return Agree(offered) is { } answer
            ? new OfferVerdict(SipStatus.Ok, SdpWriter.Write(answer))
            : new OfferVerdict(SipStatus.NotAcceptableHere, default) { Warning = IsOutOfReach(offered) ? SipWarning.IncompatibleAddresses : null };
    }

    /// <summary>A new offer of ours inside the dialog, saying what we want to do from now on: hold, resume.</summary>
    public byte[] Reoffer(MediaDirection direction)
    {
        local = local with { Direction = direction };

        // Who begins the handshake was settled, but an offer leaves it open all the same (RFC 8829 §5.2.2).
        var protection = Audio?.Ours is BrowserProtection browser ? browser with { Role = HandshakeRole.Either } : Audio?.Ours;
        offer = OfferAnswer.Offer(local with { Version = ++version, Protection = protection });
        return Offer;
    }

    /// <summary>Presses keys towards the phone: by RFC 4733 where it takes that, else by INFO.</summary>
    public async Task DialAsync(string keys, CancellationToken cancellationToken)
    {
        if (Audio?.TelephoneEvent is not null)
        {
            Port.Dial(keys);
            return;
        }

        foreach (var key in keys)
        {
            if (Dialog is { } dialog)
            {
                await dialog.SendKeyAsync(key, cancellationToken);
            }
        }
    }

    /// <summary>Whether the phone has put us on hold (RFC 3264 §8.4).</summary>
    public bool HoldsUs => Audio is { Direction: MediaDirection.ReceiveOnly or MediaDirection.Inactive };

    /// <summary>Sends BYE where the leg is up. Completes when the phone confirmed or stayed silent.</summary>
    public Task HangUpAsync(CancellationToken cancellationToken) => Dialog?.ByeAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Gives the ports back.</summary>
    public void Dispose() => Port.Dispose();

    /// <summary>Why an offer was refused, where it is that nothing in it can be reached from here: RFC 3261 §20.43 has a warning for that.</summary>
    public bool IsOutOfReach(ReadOnlyMemory<byte> offered) =>
        SdpReader.TryRead(offered.Span, out var description, out _) && OfferAnswer.IsOutOfReach(description, Port.CanFace);

    /// <summary>Hears by another IP family from now on, and offers that. False where no ports are free; a family we do not serve changes nothing.</summary>
    public bool TryFace(System.Net.Sockets.AddressFamily family)
    {
        if (Port.Local.AddressFamily == family || !Port.Engine.Serves(family))
        {
            return true;
        }

        if (!Port.TryFace(family))
        {
            return false;
        }

        (local, offer, reached) = (local with { Rtp = Port.Local }, null, null);
        return true;
    }

    private SessionDescription? Agree(ReadOnlyMemory<byte> offered)
    {
        var next = Audio is null ? local : local with { Version = ++version };
        if (!SdpReader.TryRead(offered.Span, out var description, out _) || OfferAnswer.Answer(description, next) is not { } answered)
        {
            return null;
        }

        // Sound of another IP family than ours, as from a phone that moved or signals by the other: our side follows (RFC 6157 §4).
        if (IsElsewhere(answered.Audio))
        {
            if (!TryFace(answered.Audio.Remote.AddressFamily) || OfferAnswer.Answer(description, next with { Rtp = Port.Local }) is not { } moved)
            {
                return null;
            }

            answered = moved;
        }

        return TryConnect(answered.Audio) ? answered.Answer : null;
    }

    // A hold by the any-address moves nobody.
    private bool IsElsewhere(AgreedAudio agreed) =>
        !agreed.FindsPeer && agreed.Remote.AddressFamily != Port.Local.AddressFamily && (!agreed.IsHeldByAddress || reached is null);

    // False where the phone names an address we cannot send to, or keys that are none.
    private bool TryConnect(AgreedAudio agreed)
    {
        if (!agreed.IsHeldByAddress)
        {
            if (!agreed.FindsPeer && (!Port.CanReach(agreed.Remote.Address) || !Port.CanReach(agreed.RemoteRtcp.Address)))
            {
                return false;
            }

            reached = (agreed.Remote, agreed.RemoteRtcp);
        }

        var guard = security?.Guard(agreed);
        if (guard is null && agreed.Theirs is not null)
        {
            return false;
        }

        Audio = agreed;
        if (reached is { } remote)
        {
            Port.Connect(new MediaRemote
            {
                Rtp = remote.Rtp,
                Rtcp = remote.Rtcp,
                Law = Law,
                PayloadType = agreed.PayloadType,
                TelephoneEventPayloadType = agreed.ReceivedTelephoneEvent,
                Listens = !agreed.IsHeldByAddress && (agreed.Direction is MediaDirection.SendReceive or MediaDirection.SendOnly),
                SharesPort = agreed.FindsPeer,
                Guard = guard,
            });
        }

        return true;
    }
}
