using System.Diagnostics;
using System.Net;
using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Recording;

/// <summary>The whole way with real sockets and the real clock: phones that play tones, bridges, files.</summary>
public sealed class RecordedCallTests
{
    [Fact]
    public async Task Calls_are_recorded_as_long_as_they_lasted_each_voice_on_its_side()
    {
        const int calls = 5;
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var node = Engine();
        await using var phones = Engine();
        await using var writer = new RecordingWriter(folder.Path, TimeSpan.FromSeconds(1), TimeProvider.System, NullLogger<RecordingWriter>.Instance);

        var talks = new List<(MediaPort Caller, MediaBridge Bridge, StereoRecorder Recorder, long Since)>();
        for (var i = 0; i < calls; i++)
        {
            var (caller, agent) = (Leg(node, phones, G711Law.A, 440), Leg(node, phones, G711Law.Mu, 1000));
            var recorder = writer.Begin(CallId.At(TimeProvider.System.GetUtcNow()), G711Law.A);
            talks.Add((caller, node.Bridge(caller, agent, recorder), recorder, Stopwatch.GetTimestamp()));
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (talks.Any(talk => talk.Caller.Statistics.Received < 125))
        {
            await Task.Delay(20, deadline.Token);
        }

        foreach (var (_, bridge, recorder, since) in talks)
        {
            var talkTime = Stopwatch.GetElapsedTime(since);
            await bridge.EndAsync();
            var facts = await recorder.CloseAsync(talkTime);

            var wav = WavFile.Read(Path.Combine(folder.Path, facts.File));
            Assert.InRange((wav.Duration - talkTime).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(0.2));
            Assert.Equal(facts.Duration, wav.Duration);
            Assert.True(LoudParts(wav.Samples(0), 440) > 0.9 * Parts(wav), "the caller is on the left");
            Assert.True(LoudParts(wav.Samples(1), 1000) > 0.9 * Parts(wav), "the agent is on the right");
            Assert.Equal(0, LoudParts(wav.Samples(0), 1000));
            Assert.Equal(0, LoudParts(wav.Samples(1), 440));
        }
    }

    private static MediaEngine Engine() =>
        new(new MediaEngineOptions { Addresses = [IPAddress.Loopback], Loops = 2 }, TimeProvider.System, NullLogger<MediaEngine>.Instance);

    private static MediaPort Leg(MediaEngine node, MediaEngine phones, G711Law law, double frequency)
    {
        Assert.True(node.TryOpen(out var leg));
        Assert.True(phones.TryOpen(out var phone));
        leg.Connect(Remote(phone, law));
        phone.Connect(Remote(leg, law));
        _ = phone.PlayAsync([new Prompt("tone", Tone.Samples(frequency, TimeSpan.FromSeconds(1), 0.5))], loop: true);
        return leg;
    }

    private static MediaRemote Remote(MediaPort port, G711Law law) => new()
    {
        Rtp = port.Local,
        Rtcp = new IPEndPoint(port.Local.Address, port.Local.Port + 1),
        Law = law,
        PayloadType = (byte)law,
    };

    private static int Parts(WavFile wav) => wav.Frames / 800;

    /// <summary>Parts of 100 ms in which the tone is heard. A busy machine may hold a phone of this test up now and then.</summary>
    private static int LoudParts(short[] samples, double frequency) =>
        Enumerable.Range(0, samples.Length / 800).Count(part => Tone.Level(samples.AsSpan(part * 800, 800), frequency) > 0.35);
}
