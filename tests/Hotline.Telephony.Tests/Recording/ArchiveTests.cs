using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Recording;

/// <summary>Recordings that are put away, marked for export, and taken out of the world. Needs the program flac where it says so.</summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new();
    private readonly RecordingWriter writer;
    private readonly RecordingArchive archive;

    public ArchiveTests()
    {
        writer = new RecordingWriter(folder.Path, TimeSpan.FromSeconds(1), clock, NullLogger<RecordingWriter>.Instance);
        archive = new RecordingArchive(folder.Path, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        archive.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("A")]
    [InlineData("Mu")]
    public async Task What_is_packed_is_unpacked_byte_for_byte_and_both_seals_hold(string law)
    {
        NeedFlac();
        var facts = await RecordAsync(Enum.Parse<G711Law>(law));
        var (wav, bytes) = (Path.Combine(folder.Path, facts.File), await File.ReadAllBytesAsync(Path.Combine(folder.Path, facts.File), Cancel));

        var packed = (await archive.ArchiveAsync(facts.RecordingId, Cancel))!;

        Assert.False(File.Exists(wav));
        Assert.Equal(Path.ChangeExtension(facts.File, ".flac"), packed.File);
        Assert.True(packed.Bytes < facts.Bytes);
        Assert.Equal(packed.Sha256, await archive.HashAsync(facts.RecordingId, Cancel));
        Assert.Equal(SealVerdict.Intact, await archive.VerifyAsync(facts.RecordingId, Cancel));
        Assert.Equal(packed, await archive.ArchiveAsync(facts.RecordingId, Cancel));
        Assert.Equal(bytes, await ReadAsync(SoundFormat.Stored, facts.RecordingId));
        Assert.Equal(WavHeader.Linear16Length + ((bytes.Length - WavHeader.G711Length) * 2), (await ReadAsync(SoundFormat.Linear16, facts.RecordingId)).Length);
        Assert.True((await archive.ReadWaveformAsync(facts.RecordingId, 10, Cancel))!.Caller.Max() > 0.2);
    }

    [Fact]
    public async Task What_was_played_does_not_lie_about_unpacked()
    {
        NeedFlac();
        var (first, second) = (await RecordAsync(G711Law.A), await RecordAsync(G711Law.A));
        await archive.ArchiveAsync(first.RecordingId, Cancel);
        await archive.ArchiveAsync(second.RecordingId, Cancel);
        await ReadAsync(SoundFormat.Stored, first.RecordingId);
        clock.Advance(TimeSpan.FromHours(2));

        await ReadAsync(SoundFormat.Stored, second.RecordingId);

        Assert.Equal([$"{second.RecordingId:N}.wav"], Directory.GetFiles(Path.Combine(folder.Path, "unpacked")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_packed_file_that_was_changed_or_lost_is_found()
    {
        NeedFlac();
        var facts = await RecordAsync(G711Law.A);
        var packed = (await archive.ArchiveAsync(facts.RecordingId, Cancel))!;
        var file = Path.Combine(folder.Path, packed.File);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);

        Assert.Equal(SealVerdict.Altered, await archive.VerifyAsync(facts.RecordingId, Cancel));
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(SoundFormat.Stored, facts.RecordingId));
        File.Delete(file);
        Assert.Equal(SealVerdict.Missing, await archive.VerifyAsync(facts.RecordingId, Cancel));
        Assert.Null(await archive.OpenAsync(facts.RecordingId, SoundFormat.Stored, Cancel));
    }

    [Fact]
    public async Task A_file_that_is_not_the_one_sealed_is_not_packed()
    {
        var facts = await RecordAsync(G711Law.A);
        var wav = Path.Combine(folder.Path, facts.File);
        var bytes = await File.ReadAllBytesAsync(wav, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(wav, bytes, Cancel);

        Assert.Null(await archive.ArchiveAsync(facts.RecordingId, Cancel));
        Assert.Null(await archive.ArchiveAsync(Guid.NewGuid(), Cancel));

        Assert.True(File.Exists(wav));
        Assert.Equal(SealVerdict.Altered, await archive.VerifyAsync(facts.RecordingId, Cancel));
    }

    [Fact]
    public async Task Without_an_encoder_recordings_stay_as_they_are()
    {
        var facts = await RecordAsync(G711Law.A);
        using var plain = new RecordingArchive(folder.Path, clock, withFlac: false);

        Assert.False(plain.CanCompress);
        Assert.Null(await plain.ArchiveAsync(facts.RecordingId, Cancel));
        Assert.Equal(SealVerdict.Intact, await plain.VerifyAsync(facts.RecordingId, Cancel));

        Assert.SkipUnless(archive.CanCompress, "flac is not installed: apt-get install flac");
        await archive.ArchiveAsync(facts.RecordingId, Cancel);
        Assert.Equal(SealVerdict.Packed, await plain.VerifyAsync(facts.RecordingId, Cancel));
        await Assert.ThrowsAsync<IOException>(async () => await plain.OpenAsync(facts.RecordingId, SoundFormat.Stored, Cancel));
    }

    [Fact]
    public async Task An_export_is_marked_in_every_part_of_it_and_sounds_the_same()
    {
        var facts = await RecordAsync(G711Law.Mu);
        var mark = Guid.NewGuid();
        var plain = await ReadAsync(SoundFormat.Linear16, facts.RecordingId);
        var sound = (await archive.OpenMarkedAsync(facts.RecordingId, mark, Cancel))!;
        using var copy = new MemoryStream();
        await using (sound.Content)
        {
            await sound.Content.CopyToAsync(copy, Cancel);
        }

        var marked = copy.ToArray();
        Assert.Equal(plain.Length, marked.Length);
        Assert.Equal(plain[..WavHeader.Linear16Length], marked[..WavHeader.Linear16Length]);
        Assert.All(Enumerable.Range(0, 400), i => Assert.InRange(BitConverter.ToInt16(marked, 44 + (i * 2)) - BitConverter.ToInt16(plain, 44 + (i * 2)), -1, 1));
        Assert.Equal(mark, await MarkOfAsync(marked));
        Assert.Equal(mark, await MarkOfAsync(marked[(44 + 4_004)..(44 + 4_004 + (3 * Watermark.Frames * 4))]));
        Assert.Null(await MarkOfAsync(plain));
        Assert.Null(await MarkOfAsync([]));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_with_its_seals()
    {
        var (kept, gone) = (await RecordAsync(G711Law.A), await RecordAsync(G711Law.A));
        await archive.ArchiveAsync(gone.RecordingId, Cancel);

        await archive.DeleteAsync(gone.RecordingId, Cancel);
        await archive.DeleteAsync(gone.RecordingId, Cancel);
        await archive.DeleteAsync(Guid.NewGuid(), Cancel);

        Assert.Equal(["open"], Directory.EnumerateFiles(folder.Path, $"{gone.RecordingId:N}*", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file))));
        Assert.Null(await archive.HashAsync(gone.RecordingId, Cancel));
        Assert.Equal(kept.Sha256, await archive.HashAsync(kept.RecordingId, Cancel));
    }

    private void NeedFlac() => Assert.SkipUnless(archive.CanCompress, "flac is not installed: apt-get install flac");

    private async Task<Guid?> MarkOfAsync(byte[] wav)
    {
        using var stream = new MemoryStream(wav);
        return await archive.ReadMarkAsync(stream, Cancel);
    }

    private async Task<byte[]> ReadAsync(SoundFormat format, Guid recordingId)
    {
        var sound = (await archive.OpenAsync(recordingId, format, Cancel))!;
        using var copy = new MemoryStream();
        await using (sound.Content)
        {
            await sound.Content.CopyToAsync(copy, Cancel);
        }

        return copy.ToArray();
    }

    // Two seconds in which every code of the law is heard, the negative zero too.
    private async Task<RecordingFacts> RecordAsync(G711Law law)
    {
        var recorder = writer.Begin(CallId.At(clock.GetUtcNow()), law);
        IAudioTap tap = recorder;
        tap.Begin(clock.GetTimestamp());
        var codes = new byte[160];
        for (var packet = 0; packet < 100; packet++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            for (var i = 0; i < codes.Length; i++)
            {
                codes[i] = (byte)((packet * 160) + i);
            }

            tap.Take(new TappedSound { Side = TapSide.First, Codes = codes, Law = law, Ssrc = 1, RtpTimestamp = (uint)packet * 160, Arrived = clock.GetTimestamp() });
            tap.Beat(clock.GetTimestamp());
        }

        tap.End(clock.GetTimestamp());
        return await recorder.CloseAsync(TimeSpan.FromSeconds(2));
    }
}
