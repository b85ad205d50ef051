using System.Globalization;
using System.Net;

namespace Hotline.Telephony.Sdp;

/// <summary>What we bring to an audio session.</summary>
internal sealed record LocalAudio
{
    /// <summary>Where we receive RTP.</summary>
    public required IPEndPoint Rtp { get; init; }

    /// <summary>Codecs we take, the preferred first.</summary>
    public IReadOnlyList<AudioCodec> Codecs { get; init; } = [AudioCodec.Pcma, AudioCodec.Pcmu];

    /// <summary>What we want to do; the peer's direction narrows it.</summary>
    public MediaDirection Direction { get; init; } = MediaDirection.SendReceive;

    /// <summary>Identity of our session, the same in all descriptions of one dialog (RFC 3264 §8).</summary>
    public required long SessionId { get; init; }

    /// <summary>Grows by one with each description in which something changed.</summary>
    public long Version { get; init; } = 1;

    /// <summary>How we offer to protect the sound; null for in the clear.</summary>
    public Protection? Protection { get; init; }

    /// <summary>Whether sound can be sent to an address; a medium at one it cannot be sent to is none we can use. Null for any.</summary>
    public Func<IPAddress, bool>? Reaches { get; init; }

    /// <summary>What we answer to a protection offered; null refuses it. A null function refuses all.</summary>
    public Func<Protection, Protection?>? Protect { get; init; }
}

/// <summary>What both sides agreed on.</summary>
internal sealed record AgreedAudio
{
    public required AudioCodec Codec { get; init; }

    /// <summary>The payload number to send speech with; what comes in carries <see cref="ReceivedPayloadType"/>.</summary>
    public required byte PayloadType { get; init; }

    public required byte ReceivedPayloadType { get; init; }

    /// <summary>The payload number to send telephone-events with (RFC 4733); null where the peer takes none.</summary>
    public byte? TelephoneEvent { get; init; }

    /// <summary>The payload number telephone-events come in with; null where none were agreed.</summary>
    public byte? ReceivedTelephoneEvent { get; init; }

    /// <summary>Where we send RTP. The any-address means: hold, by the old way (RFC 3264 §8.4).</summary>
    public required IPEndPoint Remote { get; init; }

    /// <summary>Where we send RTCP (RFC 3605, else one above RTP).</summary>
    public required IPEndPoint RemoteRtcp { get; init; }

    /// <summary>What we do: with <see cref="MediaDirection.ReceiveOnly"/> or <see cref="MediaDirection.Inactive"/> we send nothing.</summary>
    public required MediaDirection Direction { get; init; }

    /// <summary>Length of one packet the peer wishes to receive; 20 ms where it names none.</summary>
    public required TimeSpan PacketTime { get; init; }

    /// <summary>How our sound is protected; null in the clear.</summary>
    public Protection? Ours { get; init; }

    /// <summary>How theirs is; null as ours is.</summary>
    public Protection? Theirs { get; init; }

    /// <summary>The peer is found by ICE: <see cref="Remote"/> counts for nothing, and RTCP shares the port.</summary>
    public bool FindsPeer => Theirs is BrowserProtection;

    /// <summary>Held by the old way: an address nothing can be sent to (RFC 3264 §8.4).</summary>
    public bool IsHeldByAddress => !FindsPeer && OfferAnswer.IsHold(Remote.Address);
}

/// <summary>The answer we give, and what it fixes.</summary>
internal sealed record Answered(SessionDescription Answer, AgreedAudio Audio);

/// <summary>Offer and answer (RFC 3264) for one G.711 audio stream with telephone-events: pure.</summary>
internal static class OfferAnswer
{
    // The number most phones use for telephone-event; any from 96 to 127 would do (RFC 3551 §6)
    private const byte UsualTelephoneEvent = 101;

    // The one medium of an offer of ours (RFC 5888 §4); browsers want it named.
    private const string OwnMedium = "0";

    /// <summary>An address that says: send nothing (RFC 3264 §8.4).</summary>
    public static bool IsHold(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>Whether an offer has sound, but all of it at addresses we cannot send to: 488 with Warning 301 (RFC 3261 §20.43).</summary>
    public static bool IsOutOfReach(SessionDescription offer, Func<IPAddress, bool> reaches)
    {
        var heard = offer.Media.Where(medium => medium is { Kind: "audio", Port: not 0 } && medium.Protocol != Protection.BrowserProtocol)
            .Select(medium => (medium.Connection ?? offer.Connection)?.Address).ToList();
        return heard.Count > 0 && heard.TrueForAll(address => address is null || (!IsHold(address) && !reaches(address)));
    }

    /// <summary>Our offer.</summary>
    public static SessionDescription Offer(LocalAudio local)
    {
        List<PayloadFormat> formats = [.. local.Codecs.Select(codec => new PayloadFormat((byte)codec, NameOf(codec))), PayloadFormat.Events(UsualTelephoneEvent)];
        var medium = local.Protection is BrowserProtection ? OwnMedium : null;
        return Describe(local, local.Protection, medium, [Audio(local, local.Protection?.Protocol ?? Protection.PlainProtocol, formats, local.Direction, local.Protection, medium)]);
    }

    /// <summary>
    /// Our answer; null where no medium and codec is common to both (488). Of the codecs offered we take the one we prefer; media other than
    /// the first usable audio are refused with port 0 (RFC 3264 §6).
    /// </summary>
    public static Answered? Answer(SessionDescription offer, LocalAudio local)
    {
        for (var index = 0; index < offer.Media.Count; index++)
        {
            var medium = offer.Media[index];
            if (medium.Kind != "audio" || medium.Port == 0 || !Protection.TryRead(offer, medium, out var theirs) || Remote(offer, medium, theirs) is not { } remote)
            {
                continue;
            }

            if (theirs is not BrowserProtection && !IsHold(remote.Address) && local.Reaches?.Invoke(remote.Address) == false)
            {
                continue;
            }

            var ours = theirs is null ? null : local.Protect?.Invoke(theirs);
            if (ours is null && theirs is not (null or KeyedProtection { IsRequired: false }))
            {
                continue;
            }

            var formats = PayloadFormat.Read(medium);
            if (Preferred(formats, local.Codecs) is not { } speech)
            {
                continue;
            }

            var events = formats.FirstOrDefault(format => format.IsEvents);
            var direction = Narrow(local.Direction, Reverse(DirectionOf(offer, medium)));
            var name = medium.Attribute("mid");
            var answer = Audio(local, medium.Protocol, events is null ? [speech] : [speech, events], direction, ours, name);
            var audio = Guarded(Agree(offer, medium, remote, direction, speech, events, speech, events), ours, ours is null ? null : theirs);
            var bundle = IsBundled(offer, name) ? name : null;
            return new Answered(Describe(local, ours, bundle, [.. offer.Media.Select((other, i) => i == index ? answer : Refuse(other))]), audio);
        }

        return null;
    }

    /// <summary>What the peer's answer to our offer fixed; null where it took nothing of it, or answered what was not offered (RFC 3264 §6).</summary>
    public static AgreedAudio? Conclude(SessionDescription offer, SessionDescription answer)
    {
        if (answer.Media is not [{ Kind: "audio", Port: not 0 } medium, ..]
            || medium.Protocol != offer.Media[0].Protocol
            || !Protection.TryRead(answer, medium, out var protection)
            || Remote(answer, medium, protection) is not { } remote)
        {
            return null;
        }

        // Keys that may be left out were, or were not: what the answer says counts (RFC 8643 §3.2).
        Protection.TryRead(offer, offer.Media[0], out var offered);
        if (protection is not null && offered is null)
        {
            return null;
        }

        var ours = PayloadFormat.Read(offer.Media[0]);
        var theirs = PayloadFormat.Read(medium);
        foreach (var speech in theirs)
        {
            if (speech.Codec is not { } codec || ours.FirstOrDefault(format => format.Codec == codec) is not { } own)
            {
                continue;
            }

            var ownEvents = ours.FirstOrDefault(format => format.IsEvents);
            var events = ownEvents is null ? null : theirs.FirstOrDefault(format => format.IsEvents);
            var direction = Narrow(DirectionOf(offer, offer.Media[0]), Reverse(DirectionOf(answer, medium)));
            var agreed = Agree(answer, medium, remote, direction, speech, events, own, events is null ? null : ownEvents);
            return Guarded(agreed, protection is null ? null : offered, protection);
        }

        return null;
    }

    private static AgreedAudio Agree(
        SessionDescription theirs,
        MediaDescription medium,
        IPEndPoint remote,
        MediaDirection direction,
        PayloadFormat speech,
        PayloadFormat? events,
        PayloadFormat receivedSpeech,
        PayloadFormat? receivedEvents) => new()
        {
            Codec = speech.Codec!.Value,
            PayloadType = speech.PayloadType,
            ReceivedPayloadType = receivedSpeech.PayloadType,
            TelephoneEvent = events?.PayloadType,
            ReceivedTelephoneEvent = receivedEvents?.PayloadType,
            Remote = remote,
            RemoteRtcp = RemoteRtcp(theirs, medium, remote),
            Direction = direction,
            PacketTime = PacketTimeOf(medium),
        };

    private static AgreedAudio Guarded(AgreedAudio audio, Protection? ours, Protection? theirs)
    {
        var guarded = audio with { Ours = ours, Theirs = theirs };
        return guarded.IsHeldByAddress ? guarded with { Direction = Narrow(guarded.Direction, MediaDirection.ReceiveOnly) } : guarded;
    }

    private static PayloadFormat? Preferred(IReadOnlyList<PayloadFormat> formats, IReadOnlyList<AudioCodec> codecs)
    {
        foreach (var codec in codecs)
        {
            if (formats.FirstOrDefault(format => format.Codec == codec) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string NameOf(AudioCodec codec) => codec switch
    {
        AudioCodec.Pcma => "PCMA/8000",
        AudioCodec.Pcmu => "PCMU/8000",
    };

    private static SessionDescription Describe(LocalAudio local, Protection? protection, string? bundle, IReadOnlyList<MediaDescription> media)
    {
        var address = ConnectionAddress.Of(local.Rtp.Address);
        return new SessionDescription
        {
            Origin = new SessionOrigin(
                "-", local.SessionId.ToString(CultureInfo.InvariantCulture), local.Version.ToString(CultureInfo.InvariantCulture), address),
            Connection = address,
            Attributes =
            [
                .. protection is BrowserProtection ? [new SdpAttribute("ice-lite")] : Array.Empty<SdpAttribute>(),
                .. bundle is null ? [] : new[] { new SdpAttribute("group", $"BUNDLE {bundle}") },
            ],
            Media = media,
        };
    }

    private static MediaDescription Audio(
        LocalAudio local, string protocol, IReadOnlyList<PayloadFormat> formats, MediaDirection direction, Protection? protection, string? name) => new()
    {
        Kind = "audio",
        Port = local.Rtp.Port,
        Protocol = protocol,
        Formats = [.. formats.Select(format => format.PayloadType.ToString(CultureInfo.InvariantCulture))],
        Attributes =
        [
            .. formats.Select(format => new SdpAttribute("rtpmap", string.Create(CultureInfo.InvariantCulture, $"{format.PayloadType} {format.Encoding}"))),
            .. formats.Where(format => format.IsEvents).Select(format => new SdpAttribute("fmtp", string.Create(CultureInfo.InvariantCulture, $"{format.PayloadType} 0-15"))),
            new SdpAttribute("ptime", "20"),
            new SdpAttribute(NameOf(direction)),
            .. name is null ? [] : new[] { new SdpAttribute("mid", name) },
            .. protection?.Attributes ?? [],
        ],
    };

    // As offered, with port 0 (RFC 3264 §6); attributes of a refused medium mean nothing
    private static MediaDescription Refuse(MediaDescription offered) => new()
    {
        Kind = offered.Kind,
        Port = 0,
        Protocol = offered.Protocol,
        Formats = offered.Formats,
    };

    // a=group:BUNDLE 0 1 (RFC 9143 §5)
    private static bool IsBundled(SessionDescription offer, string? name) => name is not null
        && offer.Attributes.Any(attribute => attribute.Name == "group" && attribute.Value?.Split(' ') is ["BUNDLE", .. var names] && names.Contains(name, StringComparer.Ordinal));

    // A browser may name itself by a host of its own making, or not at all: ICE finds it.
    private static IPEndPoint? Remote(SessionDescription session, MediaDescription medium, Protection? protection) =>
        (medium.Connection ?? session.Connection)?.Address is { } address ? new IPEndPoint(address, medium.Port)
        : protection is BrowserProtection ? new IPEndPoint(IPAddress.Any, medium.Port)
        : null;

    // a=rtcp:53020 IN IP4 126.16.64.4 (RFC 3605 §2.1)
    private static IPEndPoint RemoteRtcp(SessionDescription session, MediaDescription medium, IPEndPoint rtp)
    {
        if ((medium.Attribute("rtcp") ?? session.Attribute("rtcp"))?.Split(' ') is not { } words || !ushort.TryParse(words[0], out var port) || port == 0)
        {
            return new IPEndPoint(rtp.Address, Math.Min(rtp.Port + 1, IPEndPoint.MaxPort));
        }

        return new IPEndPoint(words is [_, _, _, var host] && IPAddress.TryParse(host, out var address) ? address : rtp.Address, port);
    }

    // Packets longer than 200 ms would be heard as stutter, and 10 ms is the shortest G.711 is sent in
    private static TimeSpan PacketTimeOf(MediaDescription medium) =>
        double.TryParse(medium.Attribute("ptime"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 10 and <= 200
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.FromMilliseconds(20);

    private static MediaDirection DirectionOf(SessionDescription session, MediaDescription medium) =>
        DirectionAmong(medium.Attributes) ?? DirectionAmong(session.Attributes) ?? MediaDirection.SendReceive;

    private static MediaDirection? DirectionAmong(IReadOnlyList<SdpAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            MediaDirection? direction = attribute.Name switch
            {
                "sendrecv" => MediaDirection.SendReceive,
                "sendonly" => MediaDirection.SendOnly,
                "recvonly" => MediaDirection.ReceiveOnly,
                "inactive" => MediaDirection.Inactive,
                _ => null,
            };
            if (direction is not null)
            {
                return direction;
            }
        }

        return null;
    }

    private static string NameOf(MediaDirection direction) => direction switch
    {
        MediaDirection.SendReceive => "sendrecv",
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.ReceiveOnly => "recvonly",
        MediaDirection.Inactive => "inactive",
    };

    // what they send we receive
    private static MediaDirection Reverse(MediaDirection direction) => direction switch
    {
        MediaDirection.SendReceive => MediaDirection.SendReceive,
        MediaDirection.SendOnly => MediaDirection.ReceiveOnly,
        MediaDirection.ReceiveOnly => MediaDirection.SendOnly,
        MediaDirection.Inactive => MediaDirection.Inactive,
    };

    private static MediaDirection Narrow(MediaDirection left, MediaDirection right) => (Sends(left) && Sends(right), Receives(left) && Receives(right)) switch
    {
        (true, true) => MediaDirection.SendReceive,
        (true, false) => MediaDirection.SendOnly,
        (false, true) => MediaDirection.ReceiveOnly,
        (false, false) => MediaDirection.Inactive,
    };

    private static bool Sends(MediaDirection direction) => direction is MediaDirection.SendReceive or MediaDirection.SendOnly;

    private static bool Receives(MediaDirection direction) => direction is MediaDirection.SendReceive or MediaDirection.ReceiveOnly;
}
