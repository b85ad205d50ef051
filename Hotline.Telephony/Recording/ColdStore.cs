using System.Security.Cryptography;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>
/// Recordings that were put away: <c>id.flac</c> with the seal <c>id.archive.json</c>, where <c>id.wav</c> was. What is played is unpacked into
/// <c>unpacked/</c> and stays there for an hour after its last use.
/// </summary>
internal sealed class ColdStore(RecordingFolder folder, FlacProgram? flac, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeptUnpacked = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim turn = new(1);

    public bool CanCompress => flac is not null;

    public ArchiveSeal? Seal(Guid recordingId) => RecordingJson.Read(SealFile(recordingId), RecordingJson.Default.ArchiveSeal);

    public string Flac(Guid recordingId) => Path.ChangeExtension(folder.Wav(recordingId), ".flac");

    /// <summary>Packs a recording whose stored file is the one that was sealed.</summary>
    public async ValueTask<ArchivedFile?> PackAsync(Guid recordingId, RecordingSeal seal, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (Seal(recordingId) is not { } packed)
            {
                if (flac is null || !await IsAsSealedAsync(recordingId, seal, cancellationToken))
                {
                    return null;
                }

                packed = await PackAsync(flac, recordingId, seal, cancellationToken);
            }

            File.Delete(folder.Wav(recordingId));
            return packed.ToFile();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The file as it was stored, unpacked; null where none is packed.</summary>
    /// <exception cref="IOException">It cannot be unpacked.</exception>
    public async ValueTask<string?> UnpackAsync(Guid recordingId, CancellationToken cancellationToken)
    {
        if (!File.Exists(Flac(recordingId)))
        {
            return null;
        }

        var unpacked = Unpacked(recordingId);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow().UtcDateTime;
            Directory.CreateDirectory(Path.GetDirectoryName(unpacked)!);
            foreach (var old in Directory.EnumerateFiles(Path.GetDirectoryName(unpacked)!).Where(file => file != unpacked && File.GetLastWriteTimeUtc(file) < now - KeptUnpacked))
            {
                File.Delete(old);
            }

            if (!File.Exists(unpacked))
            {
                var unfinished = unpacked + ".part";
                var program = flac ?? throw new IOException("The recording is archived, and flac is not installed to unpack it.");
                var packed = Seal(recordingId) ?? throw new IOException("The recording is archived, and its newer seal is gone.");
                await using (var target = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
                {
                    await program.UnpackAsync(Flac(recordingId), samples => ExactSamples.ReadAsync(samples, packed.Law, packed.Frames, target, cancellationToken), cancellationToken);
                }

                File.Move(unfinished, unpacked, overwrite: true);
            }

            File.SetLastWriteTimeUtc(unpacked, now);
            return unpacked;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>SHA-256 of what is packed, as it was stored; null where there is no decoder.</summary>
    /// <exception cref="IOException">The packed file is damaged.</exception>
    public async ValueTask<string?> HashContentAsync(ArchiveSeal packed, CancellationToken cancellationToken) =>
        flac is null ? null : await HashContentAsync(flac, packed.RecordingId, packed.Law, packed.Frames, cancellationToken);

    /// <summary>Removes all that is packed or unpacked.</summary>
    public void Delete(Guid recordingId)
    {
        File.Delete(Flac(recordingId));
        File.Delete(SealFile(recordingId));
        if (File.Exists(Unpacked(recordingId)))
        {
            File.Delete(Unpacked(recordingId));
        }
    }

    public void Dispose() => turn.Dispose();

    private string SealFile(Guid recordingId) => Path.ChangeExtension(folder.Wav(recordingId), ".archive.json");

    private string Unpacked(Guid recordingId) => Path.Combine(folder.Root, "unpacked", $"{recordingId:N}.wav");

    private async Task<bool> IsAsSealedAsync(Guid recordingId, RecordingSeal seal, CancellationToken cancellationToken) =>
        File.Exists(folder.Wav(recordingId))
        && string.Equals(await RecordingSeal.HashAsync(folder.Wav(recordingId), cancellationToken), seal.Sha256, StringComparison.Ordinal);

    private async Task<ArchiveSeal> PackAsync(FlacProgram program, Guid recordingId, RecordingSeal seal, CancellationToken cancellationToken)
    {
        var (target, unfinished) = (Flac(recordingId), Flac(recordingId) + ".part");
        var (law, frames) = await ExactSamples.DescribeAsync(folder.Wav(recordingId), cancellationToken);
        try
        {
            await program.PackAsync(samples => ExactSamples.WriteAsync(folder.Wav(recordingId), samples, cancellationToken), unfinished, cancellationToken);
            await using (var written = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: true);
            if (await HashContentAsync(program, recordingId, law, frames, cancellationToken) != seal.Sha256)
            {
                File.Delete(target);
                throw new IOException($"packed, recording {recordingId} is not what was sealed; it stays as it is");
            }
        }
        finally
        {
            File.Delete(unfinished);
        }

        var packed = new ArchiveSeal
        {
            RecordingId = recordingId,
            File = Path.ChangeExtension(RecordingFolder.RelativeWav(recordingId), ".flac"),
            ArchivedAt = time.GetUtcNow(),
            Bytes = new FileInfo(target).Length,
            Sha256 = await RecordingSeal.HashAsync(target, cancellationToken),
            StoredSha256 = seal.Sha256,
            Law = law,
            Frames = frames,
        };
        RecordingJson.Write(SealFile(recordingId), packed, RecordingJson.Default.ArchiveSeal);
        return packed;
    }

    private async Task<string> HashContentAsync(FlacProgram program, Guid recordingId, G711Law law, long frames, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using (var target = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            await program.UnpackAsync(Flac(recordingId), samples => ExactSamples.ReadAsync(samples, law, frames, target, cancellationToken), cancellationToken);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }
}
