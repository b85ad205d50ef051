using System.Buffers.Binary;
using System.Text.Json;
using Hotline.Telephony.Media;
using Microsoft.Win32.SafeHandles;

namespace Hotline.Telephony.Recording;

/// <summary>The recordings on disk. Thread-safe, keeps nothing in memory.</summary>
/// <param name="folder">The recordings folder.</param>
internal sealed class RecordingArchive(string folder) : IRecordingArchive
{
    private const int MaxBuckets = 10_000;

    private readonly RecordingFolder _folder = new(folder);

    /// <inheritdoc/>
    public RecordingSound? Open(Guid recordingId, SoundFormat format)
    {
        if (OpenFile(recordingId) is not { } found)
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
                : new RecordingSoundStream(handle, law, frames, format),
            Sealed = isSealed,
            Duration = TimeSpan.FromSeconds((double)frames / G711.SampleRate),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Waveform?> ReadWaveformAsync(Guid recordingId, int buckets, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, MaxBuckets);
        if (OpenFile(recordingId) is not { } found)
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
            return SealVerdict.Missing;
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

    private static float Level(G711Law law, byte code) => Math.Abs((int)G711.Decode(law, code)) / 32768f;

    // The header counts what is safely stored; the file may be longer by a block that is being written, or shorter where someone cut it.
    private (SafeFileHandle Handle, G711Law Law, long Frames)? OpenFile(Guid recordingId)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(
                _folder.Wav(recordingId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
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
