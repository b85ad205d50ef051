using Hotline.Telephony.Media;
using Microsoft.Win32.SafeHandles;

namespace Hotline.Telephony.Recording;

/// <summary>How a recording ended.</summary>
internal sealed record RecordingEnd
{
    /// <summary>Frames it should hold.</summary>
    public required long Frames { get; init; }

    /// <summary>How long the two were connected.</summary>
    public required TimeSpan TalkTime { get; init; }

    /// <summary>Silence in the place of sound.</summary>
    public required TimeSpan Gap { get; init; }

    /// <summary>Sound that came too late.</summary>
    public required TimeSpan Late { get; init; }

    /// <summary>What is stored of each leg.</summary>
    public IReadOnlyList<RecordedLeg> Legs { get; init; } = [];

    /// <summary>Stretches that were not to be recorded.</summary>
    public IReadOnlyList<RecordingPause> Pauses { get; init; } = [];

    /// <summary>Completed after a crash.</summary>
    public bool Repaired { get; init; }
}

/// <summary>
/// A growing WAV file, playable at any moment: the sound is written first, then the header that counts it. One thread at a time; a failed write may simply be
/// followed by the next, which fills the hole with silence.
/// </summary>
internal sealed class RecordingFile(RecordingFolder folder, RecordingMark mark) : IDisposable
{
    private static readonly byte[] SilentA = Silence(G711Law.A);
    private static readonly byte[] SilentMu = Silence(G711Law.Mu);

    private SafeFileHandle? _handle;
    private long _frames;
    private long _lost;

    /// <summary>What it is.</summary>
    public RecordingMark Mark => mark;

    /// <summary>Frames that the disk refused.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Counts a block that the disk refused.</summary>
    public void Lose(RecordingBlock block) => Interlocked.Add(ref _lost, block.Length / 2);

    /// <summary>Notes what is not to be recorded, so that a crash does not make it forgotten.</summary>
    public void Note(IReadOnlyList<RecordingPause> pauses)
    {
        Open();
        RecordingJson.Write(folder.Mark(mark.RecordingId), mark with { Pauses = pauses }, RecordingJson.Default.RecordingMark);
    }

    /// <summary>Writes the mark, creates the file. Does nothing the second time.</summary>
    public void Open()
    {
        if (_handle is not null)
        {
            return;
        }

        var wav = folder.Wav(mark.RecordingId);
        Directory.CreateDirectory(folder.Marks);
        Directory.CreateDirectory(Path.GetDirectoryName(wav)!);
        RecordingJson.Write(folder.Mark(mark.RecordingId), mark, RecordingJson.Default.RecordingMark);
        _handle = File.OpenHandle(wav, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        WriteHeader(_handle);
    }

    /// <summary>Writes one block where it belongs, into the open file.</summary>
    public void Append(RecordingBlock block)
    {
        PadTo(block.Position);
        Write(block.Codes.AsSpan(0, block.Length));
        WriteHeader(_handle!);
    }

    /// <summary>Brings the file to its length and to the disk, closes it, hashes it, seals it.</summary>
    public async Task<RecordingSeal> SealAsync(RecordingEnd end, CancellationToken cancellationToken)
    {
        Open();
        PadTo(end.Frames);
        WriteHeader(_handle!);
        RandomAccess.FlushToDisk(_handle!);
        var bytes = RandomAccess.GetLength(_handle!);
        Dispose();

        var wav = folder.Wav(mark.RecordingId);
        var seal = new RecordingSeal
        {
            RecordingId = mark.RecordingId,
            CallId = mark.CallId,
            File = RecordingFolder.RelativeWav(mark.RecordingId),
            StartedAt = mark.StartedAt,
            Duration = TimeSpan.FromSeconds((double)_frames / G711.SampleRate),
            TalkTime = end.TalkTime,
            Gap = end.Gap,
            Late = end.Late,
            Repaired = end.Repaired,
            Legs = end.Legs,
            Pauses = end.Pauses,
            Bytes = bytes,
            Sha256 = await RecordingSeal.HashAsync(wav, cancellationToken),
        };
        RecordingJson.Write(folder.Seal(mark.RecordingId), seal, RecordingJson.Default.RecordingSeal);
        return seal;
    }

    /// <summary>Takes over a file that a crash left: what was written counts, a torn frame at the end does not.</summary>
    /// <returns>Its frames.</returns>
    public long Recover()
    {
        _handle = File.OpenHandle(folder.Wav(mark.RecordingId), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        _frames = Math.Max(0, RandomAccess.GetLength(_handle) - WavHeader.G711Length) / 2;
        RandomAccess.SetLength(_handle, WavHeader.G711Length + (_frames * 2));
        return _frames;
    }

    /// <summary>Closes the file as it is.</summary>
    public void Dispose()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private static byte[] Silence(G711Law law)
    {
        var silence = new byte[RecordingBlock.Capacity];
        Array.Fill(silence, G711.Silence(law));
        return silence;
    }

    private void PadTo(long position)
    {
        var silence = mark.Law == G711Law.A ? SilentA : SilentMu;
        while (_frames < position)
        {
            Write(silence.AsSpan(0, (int)Math.Min(silence.Length, (position - _frames) * 2)));
        }
    }

    private void Write(ReadOnlySpan<byte> frames)
    {
        RandomAccess.Write(_handle!, frames, WavHeader.G711Length + (_frames * 2));
        _frames += frames.Length / 2;
    }

    private void WriteHeader(SafeFileHandle handle)
    {
        Span<byte> header = stackalloc byte[WavHeader.G711Length];
        WavHeader.WriteG711(header, mark.Law, channels: 2, _frames);
        RandomAccess.Write(handle, header, 0);
    }
}
