using System.Buffers.Binary;
using System.Text.Json;
using Hotline.Telephony.Media;
using Microsoft.Win32.SafeHandles;

namespace Hotline.Telephony.Recording;

/// <summary>The recordings on disk. Thread-safe, keeps nothing in memory.</summary>
internal sealed class RecordingArchive : IRecordingArchive, IDisposable
{
    private const int MaxBuckets = 10_000;

    /// <summary>A mark is looked for in so much of a file: a minute of both sides.</summary>
    private const int MarkSearched = 60 * G711.SampleRate * 4;

    private readonly RecordingFolder _folder;
    private readonly ColdStore _cold;

    /// <param name="folder">The recordings folder.</param>
    /// <param name="time">Says how long what was unpacked is kept; null for the machine's clock.</param>
    /// <param name="withFlac">False does without the encoder even where it is installed.</param>
    public RecordingArchive(string folder, TimeProvider? time = null, bool withFlac = true)
    {
        _folder = new RecordingFolder(folder);
        _cold = new ColdStore(_folder, withFlac ? FlacProgram.Find() : null, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public bool CanCompress => _cold.CanCompress;

    /// <inheritdoc/>
    public ValueTask<RecordingSound?> OpenAsync(Guid recordingId, SoundFormat format, CancellationToken cancellationToken) =>
        OpenAsync(recordingId, format, mark: null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecordingSound?> OpenMarkedAsync(Guid recordingId, Guid mark, CancellationToken cancellationToken) =>
        OpenAsync(recordingId, SoundFormat.Linear16, new Watermark(mark), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Guid?> ReadMarkAsync(Stream wav, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wav);
        var bytes = new byte[WavHeader.Linear16Length + MarkSearched];
        var read = await wav.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Watermark.Read(Watermark.BitsOf(bytes.AsSpan(0, read)));
    }

    /// <inheritdoc/>
    public async ValueTask<string?> HashAsync(Guid recordingId, CancellationToken cancellationToken)
    {
        foreach (var file in new[] { _folder.Wav(recordingId), _cold.Flac(recordingId) })
        {
            try
            {
                return await RecordingSeal.HashAsync(file, cancellationToken);
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                // The other form, or none.
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<ArchivedFile?> ArchiveAsync(Guid recordingId, CancellationToken cancellationToken) =>
        RecordingJson.Read(_folder.Seal(recordingId), RecordingJson.Default.RecordingSeal) is { } seal
            ? await _cold.PackAsync(recordingId, seal, cancellationToken)
            : null;

    /// <inheritdoc/>
    public ValueTask DeleteAsync(Guid recordingId, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.GetDirectoryName(_folder.Wav(recordingId))))
        {
            File.Delete(_folder.Wav(recordingId));
            _cold.Delete(recordingId);
            File.Delete(_folder.Seal(recordingId));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _cold.Dispose();

    private async ValueTask<RecordingSound?> OpenAsync(Guid recordingId, SoundFormat format, Watermark? mark, CancellationToken cancellationToken)
    {
        if (await OpenFileAsync(recordingId, cancellationToken) is not { } found)
        {
            return null;
        }

        var isSealed = File.Exists(_folder.Seal(recordingId));
        var (handle, law, frames) = found;
        return new RecordingSound
        {
            // A sealed file goes out byte for byte, even one that was changed since: what it is compared with is its seal.
            Content = isSealed && format == SoundFormat.Stored
                ? new FileStream(handle, FileAccess.Read)
                : new RecordingSoundStream(handle, law, frames, format, mark),
            Sealed = isSealed,
            Duration = TimeSpan.FromSeconds((double)frames / G711.SampleRate),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Waveform?> ReadWaveformAsync(Guid recordingId, int buckets, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, MaxBuckets);
        if (await OpenFileAsync(recordingId, cancellationToken) is not { } found)
        {
            return null;
        }

        var (handle, law, frames) = found;
        using (handle)
        {
            var (caller, agent) = (new float[buckets], new float[buckets]);
            var codes = new byte[64 * 1024];
            for (long frame = 0; frame < frames;)
            {
                var wanted = (int)Math.Min(codes.Length, (frames - frame) * 2);
                var read = await RandomAccess.ReadAsync(handle, codes.AsMemory(0, wanted), WavHeader.G711Length + (frame * 2), cancellationToken) & ~1;
                if (read == 0)
                {
                    break;
                }

                for (var i = 0; i < read; i += 2, frame++)
                {
                    var bucket = (int)(frame * buckets / frames);
                    caller[bucket] = Math.Max(caller[bucket], Level(law, codes[i]));
                    agent[bucket] = Math.Max(agent[bucket], Level(law, codes[i + 1]));
                }
            }

            return new Waveform { Duration = TimeSpan.FromSeconds((double)frames / G711.SampleRate), Caller = caller, Agent = agent };
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SealVerdict> VerifyAsync(Guid recordingId, CancellationToken cancellationToken)
    {
        RecordingSeal? seal;
        try
        {
            seal = RecordingJson.Read(_folder.Seal(recordingId), RecordingJson.Default.RecordingSeal);
        }
        catch (JsonException)
        {
            return SealVerdict.Altered;
        }

        if (!File.Exists(_folder.Wav(recordingId)))
        {
            return File.Exists(_cold.Flac(recordingId)) ? await VerifyPackedAsync(recordingId, seal, cancellationToken) : SealVerdict.Missing;
        }

        if (seal is null)
        {
            // Every recording begins with a mark; one without mark and seal has lost its seal.
            return File.Exists(_folder.Mark(recordingId)) ? SealVerdict.Open : SealVerdict.Altered;
        }

        try
        {
            var hash = await RecordingSeal.HashAsync(_folder.Wav(recordingId), cancellationToken);
            return string.Equals(hash, seal.Sha256, StringComparison.Ordinal) ? SealVerdict.Intact : SealVerdict.Altered;
        }
        catch (FileNotFoundException)
        {
            return SealVerdict.Missing;
        }
    }

    private async ValueTask<SealVerdict> VerifyPackedAsync(Guid recordingId, RecordingSeal? seal, CancellationToken cancellationToken)
    {
        try
        {
            if (seal is null || _cold.Seal(recordingId) is not { } packed || packed.StoredSha256 != seal.Sha256
                || await RecordingSeal.HashAsync(_cold.Flac(recordingId), cancellationToken) != packed.Sha256)
            {
                return SealVerdict.Altered;
            }

            return await _cold.HashContentAsync(packed, cancellationToken) is not { } content ? SealVerdict.Packed
                : content == seal.Sha256 ? SealVerdict.Intact : SealVerdict.Altered;
        }
        catch (Exception damaged) when (damaged is IOException or JsonException)
        {
            return SealVerdict.Altered;
        }
    }

    private static float Level(G711Law law, byte code) => Math.Abs((int)G711.Decode(law, code)) / 32768f;

    // The header counts what is safely stored; the file may be longer by a block that is being written, or shorter where someone cut it.
    private async ValueTask<(SafeFileHandle Handle, G711Law Law, long Frames)?> OpenFileAsync(Guid recordingId, CancellationToken cancellationToken) =>
        OpenFile(_folder.Wav(recordingId)) ?? (await _cold.UnpackAsync(recordingId, cancellationToken) is { } unpacked ? OpenFile(unpacked) : null);

    private static (SafeFileHandle Handle, G711Law Law, long Frames)? OpenFile(string wav)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(
                wav, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        Span<byte> header = stackalloc byte[WavHeader.G711Length];
        if (RandomAccess.Read(handle, header, 0) < header.Length)
        {
            handle.Dispose();
            return null;
        }

        var law = BinaryPrimitives.ReadUInt16LittleEndian(header[20..]) == WavHeader.ALaw ? G711Law.A : G711Law.Mu;
        var counted = BinaryPrimitives.ReadUInt32LittleEndian(header[54..]) / 2;
        var stored = (RandomAccess.GetLength(handle) - WavHeader.G711Length) / 2;
        return (handle, law, Math.Min(counted, stored));
    }
}
