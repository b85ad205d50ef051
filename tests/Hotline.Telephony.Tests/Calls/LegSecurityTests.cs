using System.Net;
using System.Text;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Media;
using Hotline.Telephony.Sdp;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;
using Hotline.Telephony.Tests.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Calls;

/// <summary>Two legs of ours that agree with one another by their descriptions.</summary>
public sealed class LegSecurityTests : IAsyncDisposable
{
    private readonly MediaEngine engine = new(new MediaEngineOptions { Addresses = [IPAddress.Loopback], Loops = 1 }, TimeProvider.System, NullLogger<MediaEngine>.Instance);
    private readonly Locksmith locksmith = new([IPAddress.Loopback], [], TimeProvider.System, NullLogger<Locksmith>.Instance);

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        locksmith.Dispose();
    }

    [Fact]
    public async Task Two_over_TLS_speak_under_keys_and_hold_changes_nothing_about_them()
    {
        var (caller, called) = (Leg(SipProtocol.Tls), Leg(SipProtocol.Tls));
        var answer = called.Answer(caller.Offer)!;
        Assert.Contains("a=crypto:1 AEAD_AES_128_GCM inline:", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        Assert.True(caller.Conclude(answer));
        await HearAsync(caller, called, 400);
        await HearAsync(called, caller, 700);

        // The same keys go on with the same count of packets: a peer that took the count anew would drop them all.
        var (_, before) = (caller.Audio!.Ours, called.Audio!.Ours);
        var verdict = called.Renegotiate(caller.Reoffer(MediaDirection.SendReceive));
        Assert.True(caller.Conclude(verdict.Sdp));
        Assert.Equal(before, called.Audio!.Ours);
        await HearAsync(caller, called, 1000);
        await HearAsync(called, caller, 1300);
        Assert.Equal((0, 0), (caller.Port.Statistics.Unusable, called.Port.Statistics.Unusable));
    }

    [Fact]
    public async Task Who_has_no_keys_is_heard_in_the_clear()
    {
        var (caller, called) = (Leg(SipProtocol.Tls), Leg(null));
        Assert.True(caller.Conclude(called.Answer(caller.Offer)!));
        Assert.Null(caller.Audio!.Ours);
        await HearAsync(caller, called, 400);
    }

    [Fact]
    public async Task A_phone_that_takes_nothing_but_keys_is_offered_nothing_else()
    {
        var (caller, called) = (Leg(SipProtocol.Tls), Leg(SipProtocol.Tls));
        Assert.Contains(" RTP/AVP ", Encoding.UTF8.GetString(caller.Offer), StringComparison.Ordinal);
        Assert.True(caller.TryInsistOnKeys());
        Assert.Contains(" RTP/SAVP ", Encoding.UTF8.GetString(caller.Offer), StringComparison.Ordinal);
        Assert.True(caller.Conclude(called.Answer(caller.Offer)!));
        await HearAsync(caller, called, 400);
        Assert.False(caller.TryInsistOnKeys());
        Assert.False(Leg(SipProtocol.Udp).TryInsistOnKeys());
    }

    [Fact]
    public void Keys_that_travelled_in_the_clear_are_not_taken()
    {
        var offer = Encoding.UTF8.GetString(Leg(SipProtocol.Tls).Offer).Replace("RTP/AVP", "RTP/SAVP", StringComparison.Ordinal);
        Assert.Null(Leg(SipProtocol.Udp).Answer(Encoding.UTF8.GetBytes(offer)));
        Assert.Null(Leg(SipProtocol.Tcp).Answer(Encoding.UTF8.GetBytes(offer)));
        Assert.NotNull(Leg(SipProtocol.Tls).Answer(Encoding.UTF8.GetBytes(offer)));
    }

    [Fact]
    public void Keys_that_are_none_are_refused()
    {
        var offer = Encoding.UTF8.GetString(Leg(SipProtocol.Tls).Offer).Replace("RTP/AVP", "RTP/SAVP", StringComparison.Ordinal).Replace("inline:", "inline:!", StringComparison.Ordinal);
        Assert.Null(Leg(SipProtocol.Tls).Answer(Encoding.UTF8.GetBytes(offer)));
    }

    [Fact]
    public void A_browser_is_offered_what_browsers_take_and_keeps_its_names_until_it_changes_them()
    {
        var (browser, ours) = (Leg(SipProtocol.Wss), Leg(SipProtocol.Wss));
        Assert.True(ours.Conclude(browser.Answer(ours.Offer)!));
        Assert.True(ours.Audio!.FindsPeer);
        Assert.Equal(HandshakeRole.Passive, ((BrowserProtection)ours.Audio.Theirs!).Role);
        var names = (BrowserProtection)ours.Audio.Ours!;

        // Held and taken back: the same names, or ICE would begin anew.
        var verdict = ours.Renegotiate(browser.Reoffer(MediaDirection.SendOnly));
        Assert.Equal(SipStatus.Ok, verdict.Status);
        Assert.True(ours.HoldsUs);
        Assert.Equal(names.Fragment, ((BrowserProtection)ours.Audio.Ours!).Fragment);

        // Its network changed: new names of both.
        var offer = Encoding.UTF8.GetString(browser.Reoffer(MediaDirection.SendReceive));
        var fragment = ((BrowserProtection)ours.Audio.Theirs!).Fragment;
        verdict = ours.Renegotiate(Encoding.UTF8.GetBytes(offer.Replace(fragment, "moved", StringComparison.Ordinal)));
        Assert.Equal(SipStatus.Ok, verdict.Status);
        Assert.NotEqual(names.Fragment, ((BrowserProtection)ours.Audio.Ours!).Fragment);
    }

    private CallLeg Leg(SipProtocol? signalling)
    {
        Assert.True(engine.TryOpen(out var port));
        var flow = signalling is { } protocol ? new SipFlow { Protocol = protocol, Local = new IPEndPoint(IPAddress.Loopback, 1), Remote = new IPEndPoint(IPAddress.Loopback, 2) } : null;
        return new CallLeg(port, TimeProvider.System, locksmith.For(flow, port.Local));
    }

    private static async Task HearAsync(CallLeg speaks, CallLeg listens, int hertz)
    {
        _ = speaks.Port.PlayAsync([new Prompt("voice", Tone.Samples(hertz, TimeSpan.FromSeconds(1), 0.4))], loop: true);
        await Ear.On(listens.Port).HearsAsync(hertz);
    }
}
