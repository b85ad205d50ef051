using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>What is written down when a recording begins: enough to complete it after a crash.</summary>
internal sealed record RecordingMark
{
    /// <summary>The recording.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The law of the file.</summary>
    public required G711Law Law { get; init; }

    /// <summary>Stretches not to be recorded, so far.</summary>
    public IReadOnlyList<RecordingPause> Pauses { get; init; } = [];
}

/// <summary>What is written beside a finished recording. The same facts go out with the call's end.</summary>
internal sealed record RecordingSeal
{
    /// <summary>The recording.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>Below the recordings folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Length of the stored sound.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long the two were connected.</summary>
    public required TimeSpan TalkTime { get; init; }

    /// <summary>Silence in the place of sound that a slow disk did not take.</summary>
    public required TimeSpan Gap { get; init; }

    /// <summary>Sound, of both sides together, that arrived too late to be stored.</summary>
    public required TimeSpan Late { get; init; }

    /// <summary>Completed after a crash: up to 2 s of the end are missing, and the talk time is the stored length.</summary>
    public required bool Repaired { get; init; }

    /// <summary>What is stored of each leg.</summary>
    public IReadOnlyList<RecordedLeg> Legs { get; init; } = [];

    /// <summary>Stretches that were not to be recorded.</summary>
    public IReadOnlyList<RecordingPause> Pauses { get; init; } = [];

    /// <summary>Size of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The facts as told to the outside.</summary>
    public RecordingFacts ToFacts() => new()
    {
        RecordingId = RecordingId,
        CallId = new CallId(CallId),
        File = File,
        StartedAt = StartedAt,
        Duration = Duration,
        TalkTime = TalkTime,
        Bytes = Bytes,
        Sha256 = Sha256,
        Gap = Gap,
        Legs = Legs,
        Pauses = Pauses,
    };

    /// <summary>Hashes a file; lower-case hex.</summary>
    public static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}

/// <summary>Reads and writes marks and seals.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecordingMark))]
[JsonSerializable(typeof(RecordingSeal))]
[JsonSerializable(typeof(ArchiveSeal))]
internal sealed partial class RecordingJson : JsonSerializerContext
{
    /// <summary>Writes a small file so that after a crash it is there whole or not at all.</summary>
    public static void Write<T>(string file, T content, JsonTypeInfo<T> type)
    {
        var unfinished = file + ".part";
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, content, type);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    /// <summary>Reads it; null where there is no such file.</summary>
    /// <exception cref="JsonException">It is not what it should be.</exception>
    public static T? Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("The file holds null.");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
