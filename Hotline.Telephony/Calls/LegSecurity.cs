using System.Net;
using Hotline.Telephony.Rtp;
using Hotline.Telephony.Sdp;
using Hotline.Telephony.Sip.Transport;
using Hotline.Telephony.WebRtc;

namespace Hotline.Telephony.Calls;

/// <summary>
/// How one leg's sound is protected: what our descriptions say of it, and the guard that comes of both sides' words. A browser (WebSocket) is offered ICE and
/// DTLS, a phone that signals over TLS keys it may leave out (RFC 8643), all others sound in the clear. Used by whoever uses the leg.
/// </summary>
internal sealed class LegSecurity(Locksmith locksmith, SipProtocol signalling, IPEndPoint local)
{
    // Kept for the leg's life, as the guard is, while the far end says the same.
    private Protection? ours;
    private Protection? theirs;
    private Protection? guarded;
    private IMediaGuard? guard;

    /// <summary>What our first offer says; null for in the clear.</summary>
    public Protection? Offer() => ours = signalling switch
    {
        SipProtocol.Ws or SipProtocol.Wss => Browser(HandshakeRole.Either),
        SipProtocol.Tls => new KeyedProtection([.. Enum.GetValues<SrtpProfile>().Reverse().Select((profile, index) => SdesKey.New(index + 1, profile).Write())], IsRequired: false),
        SipProtocol.Udp or SipProtocol.Tcp => null,
    };

    /// <summary>The keys we offered, as a condition; null where we offered none, or as one already.</summary>
    public Protection? Insist() => ours = ours is KeyedProtection { IsRequired: false } keys ? keys with { IsRequired = true } : null;

    /// <summary>What we answer; null where we cannot, or will not: keys that came over signalling in the clear are nobody's secret.</summary>
    public Protection? Answer(Protection offered)
    {
        ours = offered switch
        {
            BrowserProtection peer => Answer(peer),
            KeyedProtection peer when signalling is SipProtocol.Tls or SipProtocol.Wss => peer == theirs ? ours : Answer(peer),
            _ => null,
        };
        return ours;
    }

    /// <summary>The guard of what was agreed; null in the clear, and the same one while the far end stays the same.</summary>
    public IMediaGuard? Guard(AgreedAudio agreed)
    {
        if (agreed.Theirs == theirs && agreed.Ours == guarded)
        {
            return guard;
        }

        guard = (agreed.Ours, agreed.Theirs) switch
        {
            (BrowserProtection own, BrowserProtection peer) => Guard(own, peer),
            (KeyedProtection own, KeyedProtection peer) => Guard(own, peer),
            _ => null,
        };
        (theirs, guarded) = (agreed.Theirs, agreed.Ours);
        return guard;
    }

    // New names only for new names: those alone would make the browser begin ICE anew.
    private BrowserProtection? Answer(BrowserProtection peer)
    {
        var role = peer.Role == HandshakeRole.Passive ? HandshakeRole.Active : HandshakeRole.Passive;
        return ours is BrowserProtection own && theirs is BrowserProtection before && before with { Role = peer.Role } == peer
            ? own with { Role = role }
            : Browser(role);
    }

    // Of the suites offered the first that we know; the same tag answers (RFC 4568 §5.1.2).
    private static KeyedProtection? Answer(KeyedProtection peer)
    {
        foreach (var line in peer.Lines)
        {
            if (SdesKey.TryRead(line, out var key))
            {
                return peer with { Lines = [SdesKey.New(key.Tag, key.Profile).Write()] };
            }
        }

        return null;
    }

    private BrowserProtection? Browser(HandshakeRole role)
    {
        if (locksmith.Certificate is not { } certificate)
        {
            return null;
        }

        var names = IceCredentials.New();
        return new BrowserProtection
        {
            Fragment = names.Fragment,
            Password = names.Password,
            Fingerprint = certificate.Fingerprint,
            Role = role,
            Candidates = [.. locksmith.Addresses.Where(address => address.AddressFamily == local.AddressFamily).Select(address => new IPEndPoint(address, local.Port))],
        };
    }

    private BrowserGuard Guard(BrowserProtection own, BrowserProtection peer)
    {
        var names = new IceCredentials(own.Fragment, own.Password);

        // The same certificate under other names is the same browser on another network (RFC 8842 §5.5): its keys stay.
        if (guard is BrowserGuard standing && theirs is BrowserProtection before && before.Fingerprint == peer.Fingerprint)
        {
            standing.Restart(names, peer.Fragment);
            return standing;
        }

        return new BrowserGuard(locksmith.Certificate!, names, new BrowserPeer(peer.Fragment, peer.Fingerprint, peer.Role != HandshakeRole.Passive));
    }

    // The answer names one of the offer's lines by its tag.
    private SdesGuard? Guard(KeyedProtection own, KeyedProtection peer)
    {
        foreach (var line in peer.Lines)
        {
            if (SdesKey.TryRead(line, out var key)
                && own.Lines.Select(text => SdesKey.TryRead(text, out var one) ? one : null).FirstOrDefault(one => one?.Tag == key.Tag && one.Profile == key.Profile) is { } named)
            {
                // A key of ours that goes on keeps its count of packets: the same number twice under one key gives the sound away (RFC 3711 §9.1).
                if (guard is SdesGuard standing && standing.IsUnder(named))
                {
                    standing.Rekey(key);
                    return standing;
                }

                return new SdesGuard(named, key);
            }
        }

        return null;
    }
}
