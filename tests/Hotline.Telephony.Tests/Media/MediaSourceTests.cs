using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Rtp;

namespace Hotline.Telephony.Tests.Media;

/// <summary>Who is listened to, and what is told of it.</summary>
public sealed class MediaSourceTests : MediaEngineFixture
{
    [Fact]
    public async Task Drops_and_counts_what_comes_from_elsewhere()
    {
        using var stranger = new RtpPeer { Ssrc = _caller.Ssrc };
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        await BridgedAsync(_engine, first, second);

        stranger.Send(first.Local, G711Law.A, Codes(8));
        await UntilAsync(() => first.Statistics.Foreign == 50);
        _caller.Send(first.Local, G711Law.A, Codes(9, 160));

        Assert.Equal(Codes(9, 160), Joined(_agent.Receive(1)));
        Assert.Equal(1, first.Statistics.Received);
    }

    [Fact]
    public async Task Learns_a_new_source_only_when_it_is_negotiated()
    {
        using var moved = new RtpPeer();
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        await BridgedAsync(_engine, first, second);
        _caller.Send(first.Local, G711Law.A, Codes(1, 160));
        Assert.Single(_agent.Receive(1));

        first.Connect(moved.Remote(G711Law.A));
        await SettledAsync(first);
        _caller.Send(first.Local, G711Law.A, Codes(2, 160));
        await UntilAsync(() => first.Statistics.Foreign == 1);
        moved.Send(first.Local, G711Law.A, Codes(3, 160));

        Assert.Equal(Codes(3, 160), Joined(_agent.Receive(1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_second_of_sound_a_stranger_is_kept_out_all_the_same_and_a_new_source_still_learned(bool managed)
    {
        await using var engine = Engine(managed);
        using var moved = new RtpPeer();
        using var stranger = new RtpPeer { Ssrc = _caller.Ssrc };
        var (first, second) = (Open(engine, _caller, G711Law.A), Open(engine, _agent, G711Law.A));
        await BridgedAsync(engine, first, second);
        byte[] sound = [.. Codes(1, 4800), .. Codes(2, 4800)];
        _caller.Send(first.Local, G711Law.A, sound);
        _agent.Send(second.Local, G711Law.A, sound);
        Assert.Equal(60, _agent.Receive(60).Count);
        Assert.Equal(60, _caller.Receive(60).Count);

        stranger.Send(first.Local, G711Law.A, Codes(2, 160));
        _caller.Send(first.Local, G711Law.A, Codes(3, 160));
        Assert.Equal(Codes(3, 160), Joined(_agent.Receive(1)));
        Assert.Equal(61, first.Statistics.Received);

        // Both ways, from the same port of ours, and the old place is a stranger's now.
        first.Connect(moved.Remote(G711Law.A));
        await SettledAsync(first);
        _caller.Send(first.Local, G711Law.A, Codes(4, 160));
        moved.Send(first.Local, G711Law.A, sound);
        Assert.Equal(sound, Joined(_agent.Receive(60)));
        _agent.Send(second.Local, G711Law.A, Codes(6, 160));
        Assert.Equal(Codes(6, 160), Joined(moved.Receive(1)));
        moved.Send(first.Local, G711Law.A, Codes(7, 160));
        Assert.Equal(Codes(7, 160), Joined(_agent.Receive(1)));
        Assert.Equal(122, first.Statistics.Received);
    }

    [Fact]
    public async Task Reports_by_rtcp_and_reads_the_far_ends_report()
    {
        var (first, second) = (Open(_engine, _caller, G711Law.A), Open(_engine, _agent, G711Law.A));
        await BridgedAsync(_engine, first, second);
        _caller.Send(first.Local, G711Law.A, Codes(1));

        var report = _agent.ReceiveControl();

        Assert.NotNull(report);
        Assert.Equal(0, report.Length % 4);
        Assert.True(Hotline.Telephony.Rtp.Rtcp.TryRead(report, 0, out _));
        Assert.Contains(report[1], (byte[])[200, 201]);
    }
}
