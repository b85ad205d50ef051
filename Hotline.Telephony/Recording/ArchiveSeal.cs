using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>What is written beside a packed recording. The seal of the day it was recorded stays beside it, unchanged, and holds for what is in it.</summary>
internal sealed record ArchiveSeal
{
    /// <summary>The recording.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>Below the recordings folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>When it was packed, UTC.</summary>
    public required DateTimeOffset ArchivedAt { get; init; }

    /// <summary>Size of the packed file.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the packed file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>That of the file it was made from, as in its seal.</summary>
    public required string StoredSha256 { get; init; }

    /// <summary>The law of that file.</summary>
    public required G711Law Law { get; init; }

    /// <summary>Samples per side of it.</summary>
    public required long Frames { get; init; }

    public ArchivedFile ToFile() => new() { File = File, Bytes = Bytes, Sha256 = Sha256 };
}
