namespace Hotline.Telephony;

/// <summary>Recordings as sound: to listen to and to look at, also while they grow. Thread-safe.</summary>
public interface IRecordingArchive
{
    /// <summary>
    /// The recording as a seekable WAV stream, caller left, agent right; null where there is none.
    /// Of a growing one: what is stored so far, with a header that fits.
    /// </summary>
    /// <param name="recordingId">The recording.</param>
    /// <param name="format">As stored (G.711 in WAV), or converted to 16-bit linear samples for players that know no G.711.</param>
    RecordingSound? Open(Guid recordingId, SoundFormat format);

    /// <summary>Peak levels for drawing, per channel; null where there is no such recording.</summary>
    /// <param name="recordingId">The recording.</param>
    /// <param name="buckets">Columns wanted, 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<Waveform?> ReadWaveformAsync(Guid recordingId, int buckets, CancellationToken cancellationToken);

    /// <summary>Compares the file with its seal.</summary>
    ValueTask<SealVerdict> VerifyAsync(Guid recordingId, CancellationToken cancellationToken);
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
}
