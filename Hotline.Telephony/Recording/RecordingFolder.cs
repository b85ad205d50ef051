using System.Buffers.Binary;
using System.Globalization;

namespace Hotline.Telephony.Recording;

/// <summary>
/// Where the files of a recording are: <c>yyyy/MM/dd/id.wav</c> and its seal <c>id.json</c>, by the UTC day in the id (a version 7 UUID), and while nobody has
/// taken note of its end a mark <c>open/id.json</c>. No name holds anything a caller said.
/// </summary>
/// <param name="Root">The recordings folder.</param>
internal sealed record RecordingFolder(string Root)
{
    /// <summary>The folder of marks.</summary>
    public string Marks => Path.Combine(Root, "open");

    /// <summary>The WAV file below the root, with forward slashes.</summary>
    public static string RelativeWav(Guid recordingId) =>
        string.Create(CultureInfo.InvariantCulture, $"{DayOf(recordingId):yyyy'/'MM'/'dd}/{recordingId:N}.wav");

    /// <summary>The WAV file.</summary>
    public string Wav(Guid recordingId) => Path.Combine(Root, RelativeWav(recordingId));

    /// <summary>The seal.</summary>
    public string Seal(Guid recordingId) => Path.ChangeExtension(Wav(recordingId), ".json");

    /// <summary>The mark.</summary>
    public string Mark(Guid recordingId) => Path.Combine(Marks, $"{recordingId:N}.json");

    // RFC 9562 §5.7: the first 48 bits are milliseconds since 1970. Any id gives some day; where no file is, there is no recording.
    private static DateTime DayOf(Guid recordingId)
    {
        Span<byte> bytes = stackalloc byte[16];
        recordingId.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
        return DateTime.UnixEpoch.AddMilliseconds(Math.Min(milliseconds, 253_402_300_799_999));
    }
}
