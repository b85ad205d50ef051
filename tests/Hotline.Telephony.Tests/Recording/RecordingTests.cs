using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Recording;

public sealed class RecordingTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly RecordingWriter _writer;
    private readonly RecordingArchive _archive;
    private readonly CallId _callId;

    public RecordingTests()
    {
        _writer = new RecordingWriter(_folder.Path, TimeSpan.FromSeconds(1), _clock, NullLogger<RecordingWriter>.Instance);
        _archive = new RecordingArchive(_folder.Path);
        _callId = CallId.At(_clock.GetUtcNow());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _archive.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("A", 6)]
    [InlineData("Mu", 7)]
    public async Task Caller_is_left_agent_is_right_in_the_callers_law(string lawName, int tag)
    {
        var law = Enum.Parse<G711Law>(lawName);
        var recorder = _writer.Begin(_callId, law);
        Talk(recorder, TimeSpan.FromSeconds(3), caller: (law, 440), agent: (G711Law.A, 1000));

        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(3));

        var wav = WavFile.Read(File(facts));
        Assert.Equal((law, 2), (wav.Law, wav.Channels));
        Assert.Equal(tag, (await System.IO.File.ReadAllBytesAsync(File(facts), Cancel))[20]);
        Assert.Equal(TimeSpan.FromSeconds(3), wav.Duration);
        Assert.InRange(Tone.Level(wav.Samples(0), 440), 0.48, 0.52);
        Assert.InRange(Tone.Level(wav.Samples(0), 1000), 0, 0.01);
        Assert.InRange(Tone.Level(wav.Samples(1), 1000), 0.48, 0.52);
        Assert.InRange(Tone.Level(wav.Samples(1), 440), 0, 0.01);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Is_as_long_as_the_talk_also_when_a_side_sends_nothing(bool callerTalks, bool agentTalks)
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        var talk = TimeSpan.FromSeconds(7.3);
        Talk(recorder, talk, callerTalks ? (G711Law.A, 440) : null, agentTalks ? (G711Law.A, 1000) : null);

        var facts = await recorder.CloseAsync(talk);

        Assert.InRange((facts.Duration - talk).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(0.02));
        Assert.Equal(facts.Duration, WavFile.Read(File(facts)).Duration);
        Assert.Equal(talk, facts.TalkTime);
    }

    [Fact]
    public async Task Facts_and_seal_agree_with_the_file()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        Talk(recorder, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);

        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(1));

        var bytes = await System.IO.File.ReadAllBytesAsync(File(facts), Cancel);
        Assert.Equal($"2026/01/05/{recorder.RecordingId:N}.wav", facts.File);
        Assert.Equal(bytes.Length, facts.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), facts.Sha256);
        Assert.Equal((_callId, recorder.RecordingId, recorder.StartedAt), (facts.CallId, facts.RecordingId, facts.StartedAt));
        var seal = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(Path.ChangeExtension(File(facts), ".json"), Cancel))!;
        Assert.Equal(facts.Sha256, (string?)seal["sha256"]);
        Assert.Equal(_callId.Value, (Guid?)seal["callId"]);
        Assert.False((bool)seal["repaired"]!);
    }

    [Fact]
    public async Task Two_bridges_are_one_recording_with_silence_between()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        Talk(recorder, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Talk(recorder, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);

        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(32));

        var samples = WavFile.Read(File(facts)).Samples(0);
        Assert.Equal(32 * 8000, samples.Length);
        Assert.InRange(Tone.Level(samples.AsSpan(0, 8000), 440), 0.48, 0.52);
        Assert.Equal(8, samples[8000..(31 * 8000)].Max(Math.Abs));
        Assert.InRange(Tone.Level(samples.AsSpan(31 * 8000, 8000), 440), 0.48, 0.52);
    }

    [Fact]
    public async Task Can_be_played_while_it_grows()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        var tap = (IAudioTap)recorder;
        tap.Begin(_clock.GetTimestamp());
        Feed(tap, TimeSpan.FromSeconds(5), (G711Law.A, 440), (G711Law.A, 1000));
        await UntilAsync(async () => await _archive.OpenAsync(recorder.RecordingId, SoundFormat.Stored, Cancel) is { } sound && Closed(sound).Duration > TimeSpan.FromSeconds(3));

        var growing = Assert.IsType<RecordingSound>(await _archive.OpenAsync(recorder.RecordingId, SoundFormat.Linear16, Cancel));
        using var linear = new MemoryStream();
        await using (growing.Content)
        {
            await growing.Content.CopyToAsync(linear, Cancel);
        }

        var wav = WavFile.Parse("growing", linear.ToArray());
        Assert.False(growing.Sealed);
        Assert.Equal(growing.Duration, wav.Duration);
        Assert.InRange(Tone.Level(wav.Samples(1), 1000), 0.48, 0.52);
        Assert.Equal(WavFile.Read(Path.Combine(_folder.Path, RecordingFolder.RelativeWav(recorder.RecordingId))).Law, G711Law.A);
        Assert.Equal(SealVerdict.Open, await _archive.VerifyAsync(recorder.RecordingId, Cancel));

        tap.End(_clock.GetTimestamp());
        await recorder.CloseAsync(TimeSpan.FromSeconds(5));
        Assert.True(Closed((await _archive.OpenAsync(recorder.RecordingId, SoundFormat.Stored, Cancel))!).Sealed);
    }

    [Fact]
    public async Task Reading_in_pieces_and_after_seeking_gives_the_same_bytes()
    {
        var recorder = _writer.Begin(_callId, G711Law.Mu);
        Talk(recorder, TimeSpan.FromSeconds(0.5), (G711Law.Mu, 440), (G711Law.Mu, 1000));
        await recorder.CloseAsync(TimeSpan.FromSeconds(0.5));
        await using var stream = (await _archive.OpenAsync(recorder.RecordingId, SoundFormat.Linear16, Cancel))!.Content;
        var whole = new byte[stream.Length];
        await stream.ReadExactlyAsync(whole, Cancel);

        Assert.Equal(44 + (4000 * 2 * 2), whole.Length);
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var start = random.Next(whole.Length);
            var piece = new byte[random.Next(1, Math.Min(9000, whole.Length - start) + 1)];
            stream.Seek(start, SeekOrigin.Begin);
            await stream.ReadExactlyAsync(piece, Cancel);
            Assert.True(whole.AsSpan(start, piece.Length).SequenceEqual(piece), $"{piece.Length} bytes at {start}");
        }

        stream.Seek(10, SeekOrigin.End);
        Assert.Equal(0, await stream.ReadAsync(whole, Cancel));
    }

    [Fact]
    public async Task The_stored_form_is_the_file_byte_for_byte()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        Talk(recorder, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);
        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(1));

        await using var content = (await _archive.OpenAsync(facts.RecordingId, SoundFormat.Stored, Cancel))!.Content;
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, Cancel);

        Assert.Equal(await System.IO.File.ReadAllBytesAsync(File(facts), Cancel), bytes);
    }

    [Fact]
    public async Task The_waveform_shows_who_spoke_when()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        var tap = (IAudioTap)recorder;
        tap.Begin(_clock.GetTimestamp());
        Feed(tap, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);
        Feed(tap, TimeSpan.FromSeconds(1), null, (G711Law.A, 440));
        tap.End(_clock.GetTimestamp());
        await recorder.CloseAsync(TimeSpan.FromSeconds(2));

        var waveform = await _archive.ReadWaveformAsync(recorder.RecordingId, 20, Cancel);

        Assert.NotNull(waveform);
        Assert.Equal(TimeSpan.FromSeconds(2), waveform.Duration);
        Assert.All(waveform.Caller.Take(9), level => Assert.InRange(level, 0.45f, 0.55f));
        Assert.All(waveform.Caller.Skip(10), level => Assert.InRange(level, 0, 0.01f));
        Assert.All(waveform.Agent.Take(10), level => Assert.InRange(level, 0, 0.01f));
        Assert.All(waveform.Agent.Skip(11), level => Assert.InRange(level, 0.45f, 0.55f));
        Assert.Null(await _archive.ReadWaveformAsync(Guid.CreateVersion7(), 20, Cancel));
    }

    [Fact]
    public async Task The_seal_shows_one_changed_byte_a_lost_file_and_a_lost_seal()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        Talk(recorder, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);
        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(1));
        _writer.Acknowledge(facts.RecordingId);
        Assert.Equal(SealVerdict.Intact, await _archive.VerifyAsync(facts.RecordingId, Cancel));

        var bytes = await System.IO.File.ReadAllBytesAsync(File(facts), Cancel);
        bytes[5000] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File(facts), bytes, Cancel);
        Assert.Equal(SealVerdict.Altered, await _archive.VerifyAsync(facts.RecordingId, Cancel));

        System.IO.File.Delete(File(facts));
        Assert.Equal(SealVerdict.Missing, await _archive.VerifyAsync(facts.RecordingId, Cancel));

        await System.IO.File.WriteAllBytesAsync(File(facts), bytes, Cancel);
        System.IO.File.Delete(Path.ChangeExtension(File(facts), ".json"));
        Assert.Equal(SealVerdict.Altered, await _archive.VerifyAsync(facts.RecordingId, Cancel));
        Assert.Equal(SealVerdict.Missing, await _archive.VerifyAsync(Guid.Empty, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(-1)]
    [InlineData(-4)]
    public async Task A_file_a_crash_left_open_is_completed_and_sealed(int cut)
    {
        // As after kill -9: blocks were written, the last is torn, nothing was closed. Positive: so many bytes of the header are all there is.
        var recorder = _writer.Begin(_callId, G711Law.A);
        var tap = (IAudioTap)recorder;
        tap.Begin(_clock.GetTimestamp());
        Feed(tap, TimeSpan.FromSeconds(5), (G711Law.A, 440), null);
        var wav = Path.Combine(_folder.Path, RecordingFolder.RelativeWav(recorder.RecordingId));
        await UntilAsync(() => System.IO.File.Exists(wav) && new FileInfo(wav).Length >= 58 + (2 * 8000 * 3));
        await _writer.DisposeAsync();
        var length = new FileInfo(wav).Length;
        await using (var file = System.IO.File.OpenWrite(wav))
        {
            file.SetLength(cut >= 0 ? cut : length + cut);
        }

        var facts = Assert.Single(await CrashRepair.RunAsync(_folder.Path, NullLogger.Instance, Cancel));

        Assert.Equal((recorder.RecordingId, _callId, recorder.StartedAt), (facts.RecordingId, facts.CallId, facts.StartedAt));
        var repaired = WavFile.Read(wav);
        Assert.Equal(facts.Duration, repaired.Duration);
        Assert.Equal(cut >= 0 ? 0 : (length + cut - 58) / 2, repaired.Frames);
        Assert.Equal(SealVerdict.Intact, await _archive.VerifyAsync(facts.RecordingId, Cancel));
        Assert.True((bool)JsonNode.Parse(await System.IO.File.ReadAllTextAsync(Path.ChangeExtension(wav, ".json"), Cancel))!["repaired"]!);
        if (cut < 0)
        {
            Assert.InRange(TimeSpan.FromSeconds(5) - facts.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.InRange(Tone.Level(repaired.Samples(0), 440), 0.48, 0.52);
        }
    }

    [Fact]
    public async Task A_recording_comes_up_after_a_crash_until_its_end_is_acknowledged()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        Talk(recorder, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);
        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(facts, Assert.Single(await CrashRepair.RunAsync(_folder.Path, NullLogger.Instance, Cancel)) with { Legs = facts.Legs, Pauses = facts.Pauses });
        _writer.Acknowledge(facts.RecordingId);
        Assert.Empty(await CrashRepair.RunAsync(_folder.Path, NullLogger.Instance, Cancel));
        Assert.Equal(SealVerdict.Intact, await _archive.VerifyAsync(facts.RecordingId, Cancel));
    }

    [Fact]
    public async Task One_unreadable_mark_does_not_keep_the_others_from_repair()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        Talk(recorder, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);
        await _writer.DisposeAsync();
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.Path, "open", $"{Guid.Empty:N}.json"), "{", Cancel);

        Assert.Single(await CrashRepair.RunAsync(_folder.Path, NullLogger.Instance, Cancel));
    }

    [Fact]
    public async Task A_disk_that_does_not_keep_up_costs_silence_that_is_counted_never_the_length()
    {
        await using var small = new RecordingWriter(_folder.Path, TimeSpan.FromSeconds(1), _clock, NullLogger<RecordingWriter>.Instance, maxBlocks: 0);
        var recorder = small.Begin(_callId, G711Law.A);
        Talk(recorder, TimeSpan.FromSeconds(4), (G711Law.A, 440), (G711Law.A, 440));

        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(4), facts.Duration);
        Assert.Equal(TimeSpan.FromSeconds(4), small.Gap);
        Assert.Equal("00:00:04", (string?)JsonNode.Parse(await System.IO.File.ReadAllTextAsync(Path.ChangeExtension(File(facts), ".json"), Cancel))!["gap"]);
        Assert.Equal(8, WavFile.Read(File(facts)).Samples(0).Max(Math.Abs));
    }

    [Fact]
    public async Task A_disk_that_refuses_and_then_takes_again_leaves_a_hole_of_silence()
    {
        // A file stands where the day's folder should be.
        var year = Path.Combine(_folder.Path, "2026");
        await System.IO.File.WriteAllTextAsync(year, "", Cancel);
        var recorder = _writer.Begin(_callId, G711Law.A);
        var tap = (IAudioTap)recorder;
        tap.Begin(_clock.GetTimestamp());
        Feed(tap, TimeSpan.FromSeconds(2), (G711Law.A, 440), null);
        await UntilAsync(() => _writer.Failures >= 2);
        System.IO.File.Delete(year);
        Feed(tap, TimeSpan.FromSeconds(2), (G711Law.A, 440), null);
        tap.End(_clock.GetTimestamp());

        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(4), facts.Duration);
        Assert.InRange(facts.Gap, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(3));
        Assert.InRange(Tone.Level(WavFile.Read(File(facts)).Samples(0).AsSpan(24_000), 440), 0.48, 0.52);
    }

    [Fact]
    public async Task A_pause_is_silence_of_both_sides_and_stands_in_the_facts()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        var tap = (IAudioTap)recorder;
        tap.Begin(_clock.GetTimestamp());
        Feed(tap, TimeSpan.FromSeconds(2), (G711Law.A, 440), (G711Law.A, 1000));
        recorder.Pause(PauseReason.Payment, "8001");
        recorder.Pause(PauseReason.Identity, "8002");
        Assert.True(recorder.IsPaused);
        Feed(tap, TimeSpan.FromSeconds(3), (G711Law.A, 440), (G711Law.A, 1000));
        Assert.Equal(TimeSpan.FromSeconds(3), recorder.PausedFor);
        recorder.Resume();
        recorder.Resume();
        Feed(tap, TimeSpan.FromSeconds(2), (G711Law.A, 440), (G711Law.A, 1000));
        tap.End(_clock.GetTimestamp());

        var facts = await recorder.CloseAsync(TimeSpan.FromSeconds(7));

        var expected = new RecordingPause { From = TimeSpan.FromSeconds(2), To = TimeSpan.FromSeconds(5), Reason = PauseReason.Payment, By = "8001" };
        Assert.Equal([expected], facts.Pauses);
        Assert.Equal(TimeSpan.FromSeconds(7), facts.Duration);
        var wav = WavFile.Read(File(facts));
        foreach (var (side, tone) in new[] { (0, 440), (1, 1000) })
        {
            var samples = wav.Samples(side);
            Assert.InRange(Tone.Level(samples.AsSpan(0, 16_000), tone), 0.48, 0.52);
            Assert.Equal(8, samples[16_000..40_000].Max(Math.Abs));
            Assert.InRange(Tone.Level(samples.AsSpan(40_000, 16_000), tone), 0.48, 0.52);
        }
    }

    [Fact]
    public async Task A_pause_outlives_a_crash()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        var tap = (IAudioTap)recorder;
        tap.Begin(_clock.GetTimestamp());
        Feed(tap, TimeSpan.FromSeconds(1), (G711Law.A, 440), null);
        recorder.Pause(PauseReason.Identity, "8001");
        Feed(tap, TimeSpan.FromSeconds(4), (G711Law.A, 440), null);
        await _writer.DisposeAsync();

        var facts = Assert.Single(await CrashRepair.RunAsync(_folder.Path, NullLogger.Instance, Cancel));

        var pause = Assert.Single(facts.Pauses);
        Assert.Equal((TimeSpan.FromSeconds(1), facts.Duration, PauseReason.Identity, "8001"), (pause.From, pause.To, pause.Reason, pause.By));
    }

    [Fact]
    public async Task A_recorder_that_a_bridge_has_cannot_be_closed_nor_one_closed_twice()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        ((IAudioTap)recorder).Begin(_clock.GetTimestamp());
        await Assert.ThrowsAsync<InvalidOperationException>(() => recorder.CloseAsync(TimeSpan.Zero));
        ((IAudioTap)recorder).End(_clock.GetTimestamp());
        await recorder.CloseAsync(TimeSpan.Zero);
        await Assert.ThrowsAsync<InvalidOperationException>(() => recorder.CloseAsync(TimeSpan.Zero));
    }

    [Fact]
    public void Recording_a_packet_allocates_nothing()
    {
        var recorder = _writer.Begin(_callId, G711Law.A);
        var tap = (IAudioTap)recorder;
        tap.Begin(0);
        var codes = new byte[160];
        var now = _clock.GetTimestamp();

        // The first ten seconds take the blocks that circulate from then on.
        long allocated = 0;
        for (uint i = 0; i < 1000; i++)
        {
            allocated = i == 500 ? GC.GetAllocatedBytesForCurrentThread() : allocated;
            now += TimeSpan.TicksPerSecond / 50;
            tap.Take(new TappedSound { Side = TapSide.First, Codes = codes, Law = G711Law.A, Ssrc = 1, RtpTimestamp = i * 160, Arrived = now });
            tap.Take(new TappedSound { Side = TapSide.Second, Codes = codes, Law = G711Law.Mu, Ssrc = 2, RtpTimestamp = i * 160, Arrived = now });
            if (i % 50 != 49)
            {
                tap.Beat(now);
            }
        }

        // Per second one block and its place in the queue, per packet nothing: 1,000 packets and 10 blocks.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 11 * (RecordingBlock.Capacity + 1024));
        tap.End(now);
    }

    private static RecordingSound Closed(RecordingSound sound)
    {
        sound.Content.Dispose();
        return sound;
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    private string File(RecordingFacts facts) => Path.Combine(_folder.Path, facts.File);

    private void Talk(StereoRecorder recorder, TimeSpan length, (G711Law, double)? caller, (G711Law, double)? agent)
    {
        IAudioTap tap = recorder;
        tap.Begin(_clock.GetTimestamp());
        Feed(tap, length, caller, agent);
        tap.End(_clock.GetTimestamp());
    }

    /// <summary>Packets of 20 ms at the end of their 20 ms, and the beat, on the clock moved by hand.</summary>
    private void Feed(IAudioTap tap, TimeSpan length, (G711Law Law, double Frequency)? caller, (G711Law Law, double Frequency)? agent)
    {
        var callerCodes = Codes(caller, length);
        var agentCodes = Codes(agent, length);
        var packet = TimeSpan.FromMilliseconds(20);
        var at = TimeSpan.Zero;
        for (; at + packet <= length; at += packet)
        {
            _clock.Advance(packet);
            Hand(tap, TapSide.First, caller?.Law, callerCodes, at);
            Hand(tap, TapSide.Second, agent?.Law, agentCodes, at);
            tap.Beat(_clock.GetTimestamp());
        }

        _clock.Advance(length - at);
    }

    private void Hand(IAudioTap tap, TapSide side, G711Law? law, byte[] codes, TimeSpan at)
    {
        if (law is { } known)
        {
            var sample = (int)(at.TotalSeconds * 8000);
            tap.Take(new TappedSound
            {
                Side = side,
                Codes = codes.AsSpan(sample, 160),
                Law = known,
                Ssrc = (uint)side + 1,
                RtpTimestamp = 1_000_000 + (uint)(_clock.GetTimestamp() / (TimeSpan.TicksPerSecond / 8000)),
                Arrived = _clock.GetTimestamp(),
            });
        }
    }

    private static byte[] Codes((G711Law Law, double Frequency)? voice, TimeSpan length)
    {
        if (voice is not { } spoken)
        {
            return [];
        }

        var samples = Tone.Samples(spoken.Frequency, length, 0.5);
        var codes = new byte[samples.Length];
        G711.Encode(spoken.Law, samples, codes);
        return codes;
    }
}
