using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Bridges;

/// <summary>The recordings of the case core lie with telephony.</summary>
internal sealed class VaultInTelephony(IRecordingArchive archive) : IRecordingVault
{
    public bool CanPack => archive.CanCompress;

    public async ValueTask<PackedRecording?> PackAsync(Guid recordingId, CancellationToken cancellationToken) =>
        await archive.ArchiveAsync(recordingId, cancellationToken) is { } packed ? new PackedRecording(packed.File, packed.Bytes, packed.Sha256) : null;

    public ValueTask DeleteAsync(Guid recordingId, CancellationToken cancellationToken) => archive.DeleteAsync(recordingId, cancellationToken);
}
