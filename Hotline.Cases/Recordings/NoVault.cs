namespace Hotline.Cases.Recordings;

/// <summary>Stands where the process provides no vault: nothing is packed, and nothing can be deleted.</summary>
internal sealed class NoVault : IRecordingVault
{
    public bool CanPack => false;

    public ValueTask<PackedRecording?> PackAsync(Guid recordingId, CancellationToken cancellationToken) => ValueTask.FromResult<PackedRecording?>(null);

    public ValueTask DeleteAsync(Guid recordingId, CancellationToken cancellationToken) => throw new IOException("There is no vault to delete from.");
}
