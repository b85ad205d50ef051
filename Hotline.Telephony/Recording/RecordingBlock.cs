namespace Hotline.Telephony.Recording;

/// <summary>A stretch of recorded sound on its way to the disk.</summary>
internal sealed class RecordingBlock
{
    /// <summary>About one second of two codes per sample.</summary>
    public const int Capacity = 16_384;

    /// <summary>Interleaved codes.</summary>
    public byte[] Codes { get; } = new byte[Capacity];

    /// <summary>Bytes used.</summary>
    public int Length { get; set; }

    /// <summary>Where it belongs, in frames from the start of the recording.</summary>
    public long Position { get; set; }
}
