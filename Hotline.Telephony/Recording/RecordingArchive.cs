namespace Hotline.Telephony.Recording;

/// <summary>The recordings on disk. Thread-safe, keeps nothing in memory.</summary>
/// <param name="folder">The recordings folder.</param>
internal sealed class RecordingArchive(string folder) : IRecordingArchive
{
    /// <inheritdoc/>
    public RecordingSound? Open(Guid recordingId, SoundFormat format) => throw new NotSupportedException(folder);

    /// <inheritdoc/>
    public ValueTask<Waveform?> ReadWaveformAsync(Guid recordingId, int buckets, CancellationToken cancellationToken) => throw new NotSupportedException("not built yet");

    /// <inheritdoc/>
    public ValueTask<SealVerdict> VerifyAsync(Guid recordingId, CancellationToken cancellationToken) => throw new NotSupportedException("not built yet");
}
