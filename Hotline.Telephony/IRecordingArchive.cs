namespace Hotline.Telephony;

/// <summary>Recordings as sound and as files: to listen to, to look at, also while they grow; to put away and to take out of the world. Thread-safe.</summary>
public interface IRecordingArchive
{
    /// <summary>Recordings can be compressed here: an encoder is installed.</summary>
    bool CanCompress { get; }

    /// <summary>
    /// The recording as a seekable WAV stream, caller left, agent right; null where there is none.
    /// Of a growing one: what is stored so far, with a header that fits. An archived one is unpacked first.
    /// </summary>
    /// <param name="recordingId">The recording.</param>
    /// <param name="format">As stored (G.711 in WAV; of an archived one, as it was stored), or converted to 16-bit linear samples for players that know no G.711.</param>
    /// <param name="cancellationToken">Gives up unpacking.</param>
    /// <exception cref="IOException">It is archived, and cannot be unpacked: no decoder, or the file is damaged.</exception>
    ValueTask<RecordingSound?> OpenAsync(Guid recordingId, SoundFormat format, CancellationToken cancellationToken);

    /// <summary>
    /// The recording as 16-bit linear WAV with a mark in the lowest bit of every sample: inaudible, and every 20 ms of a lossless copy names it
    /// (<see cref="ReadMarkAsync"/>).
    /// </summary>
    /// <exception cref="IOException">As in <see cref="OpenAsync"/>.</exception>
    ValueTask<RecordingSound?> OpenMarkedAsync(Guid recordingId, Guid mark, CancellationToken cancellationToken);

    /// <summary>The mark that a WAV file of <see cref="OpenMarkedAsync"/>, or a piece cut out of one, carries; null where it carries none.</summary>
    ValueTask<Guid?> ReadMarkAsync(Stream wav, CancellationToken cancellationToken);

    /// <summary>Peak levels for drawing, per channel; null where there is no such recording.</summary>
    /// <param name="recordingId">The recording.</param>
    /// <param name="buckets">Columns wanted, 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">As in <see cref="OpenAsync"/>.</exception>
    ValueTask<Waveform?> ReadWaveformAsync(Guid recordingId, int buckets, CancellationToken cancellationToken);

    /// <summary>Compares the file with its seal; of an archived one, the packed file with the newer seal, and what is in it with the old one.</summary>
    ValueTask<SealVerdict> VerifyAsync(Guid recordingId, CancellationToken cancellationToken);

    /// <summary>SHA-256 of the file that lies on the disk, packed or not; lower-case hex; null where there is none.</summary>
    ValueTask<string?> HashAsync(Guid recordingId, CancellationToken cancellationToken);

    /// <summary>
    /// Compresses a sealed recording without loss, proves that the stored file can be made from it again byte for byte, seals the packed file, keeps the old
    /// seal beside it and removes the stored file. Repeated, gives the same facts.
    /// </summary>
    /// <returns>Null where nothing was done: no encoder, no such recording, not sealed yet, or not the file that was sealed.</returns>
    /// <exception cref="IOException">The disk or the encoder refused; the stored file is as it was.</exception>
    ValueTask<ArchivedFile?> ArchiveAsync(Guid recordingId, CancellationToken cancellationToken);

    /// <summary>Removes every file of a recording for good, its seals too. Harmless where there is none.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    ValueTask DeleteAsync(Guid recordingId, CancellationToken cancellationToken);
}

/// <summary>A recording that was compressed and sealed anew.</summary>
public sealed record ArchivedFile
{
    /// <summary>Path below the recordings folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 over the packed file, lower-case hex.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>How sound is handed out.</summary>
public enum SoundFormat
{
    /// <summary>The stored file, byte for byte.</summary>
    Stored,

    /// <summary>16-bit linear PCM, converted while reading.</summary>
    Linear16,
}

/// <summary>An opened recording.</summary>
public sealed record RecordingSound
{
    /// <summary>The WAV bytes; seekable; the caller disposes it.</summary>
    public required Stream Content { get; init; }

    /// <summary>False while the call goes on.</summary>
    public required bool Sealed { get; init; }

    /// <summary>Length of the sound so far.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>Peaks between 0 and 1, one per column.</summary>
public sealed record Waveform
{
    /// <summary>Length of the sound drawn.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Left channel.</summary>
    public required IReadOnlyList<float> Caller { get; init; }

    /// <summary>Right channel.</summary>
    public required IReadOnlyList<float> Agent { get; init; }
}

/// <summary>What comparing a recording with its seal showed.</summary>
public enum SealVerdict
{
    /// <summary>The file is as it was sealed.</summary>
    Intact,

    /// <summary>The file differs from its seal.</summary>
    Altered,

    /// <summary>The file is gone.</summary>
    Missing,

    /// <summary>Not sealed yet: the call goes on.</summary>
    Open,

    /// <summary>Archived, and the packed file is as it was sealed; what is in it cannot be read here for want of a decoder.</summary>
    Packed,
}
