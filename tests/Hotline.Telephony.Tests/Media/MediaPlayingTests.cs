using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Media;

/// <summary>Announcements.</summary>
public sealed class MediaPlayingTests : MediaEngineFixture
{
    [Fact]
    public async Task Plays_at_the_pace_of_the_clock()
    {
        var port = Open(_engine, _caller, G711Law.Mu);
        var codes = Codes(6);
        var ending = port.PlayAsync([new Prompt("a", G711Law.Mu, codes[..4000]), new Prompt("b", G711Law.Mu, codes[4000..8000])], loop: false);

        var heard = _caller.Receive(50);

        Assert.Equal(PlayEnding.Finished, await ending);
        Assert.Equal(codes, Joined(heard));
        var taken = TimeProvider.System.GetElapsedTime(heard[0].At, heard[^1].At);
        Assert.True(taken > TimeSpan.FromSeconds(0.9), $"{taken}");

        // 20 ms after the one before; or, where the machine let the loop stand still for longer than it makes up, a new stretch that says so.
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.True(
            pair.Second.Timestamp - pair.First.Timestamp == 160 || (pair.Second.Marker && pair.Second.Timestamp - pair.First.Timestamp > (RtpLoop.MaxBeatsAtOnce + 1) * 160)));
    }

    [Fact]
    public async Task Loops_until_stopped_and_says_how_playing_ended()
    {
        var port = Open(_engine, _caller, G711Law.A);
        var prompt = new Prompt("p", G711Law.A, Codes(7, 480));

        var looped = port.PlayAsync([prompt], loop: true);
        Assert.Equal(9, _caller.Receive(9).Count);
        port.Stop();
        Assert.Equal(PlayEnding.Stopped, await looped);

        var second = port.PlayAsync([prompt], loop: true);
        var third = port.PlayAsync([prompt], loop: true);
        Assert.Equal(PlayEnding.Stopped, await second);
        port.Dispose();
        Assert.Equal(PlayEnding.Closed, await third);
        Assert.Equal(PlayEnding.Closed, await port.PlayAsync([prompt], loop: true));
    }
}
