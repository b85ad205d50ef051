using System.Text.Json;
using Hotline.Telephony.Media;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Recording;

/// <summary>Completes recordings that a crash left open. Run at start, before the first call.</summary>
internal static partial class CrashRepair
{
    /// <summary>
    /// Fixes the header of every open recording, seals it and marks it as repaired. Also finds those that were sealed while the end of their call was
    /// not noted any more.
    /// </summary>
    /// <param name="folder">The recordings folder.</param>
    /// <param name="log">Says what was repaired.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>
    /// The facts of each; the talk time of a repaired one is not known any more and given as the stored length. They come again at every start until
    /// <see cref="RecordingWriter.Acknowledge"/>.
    /// </returns>
    public static async Task<IReadOnlyList<RecordingFacts>> RunAsync(string folder, ILogger log, CancellationToken cancellationToken)
    {
        var recordings = new RecordingFolder(folder);
        var facts = new List<RecordingFacts>();
        if (!Directory.Exists(recordings.Marks))
        {
            return facts;
        }

        foreach (var file in Directory.EnumerateFiles(recordings.Marks, "*.json").Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var mark = RecordingJson.Read(file, RecordingJson.Default.RecordingMark)!;
                if (await CompleteAsync(recordings, mark, log, cancellationToken) is { } seal)
                {
                    facts.Add(seal.ToFacts());
                }
                else
                {
                    File.Delete(file);
                }
            }
            catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
            {
                // One unreadable file must not keep the telephone node down; it stays for the next start.
                LogFailure(log, Path.GetFileName(file), error);
            }
        }

        return facts;
    }

    private static async Task<RecordingSeal?> CompleteAsync(RecordingFolder recordings, RecordingMark mark, ILogger log, CancellationToken cancellationToken)
    {
        if (RecordingJson.Read(recordings.Seal(mark.RecordingId), RecordingJson.Default.RecordingSeal) is { } seal)
        {
            return seal;
        }

        if (!File.Exists(recordings.Wav(mark.RecordingId)))
        {
            return null;
        }

        using var file = new RecordingFile(recordings, mark);
        var frames = file.Recover();
        seal = await file.SealAsync(
            new RecordingEnd
            {
                Frames = frames,
                TalkTime = TimeSpan.FromSeconds((double)frames / G711.SampleRate),
                Gap = TimeSpan.Zero,
                Late = TimeSpan.Zero,
                Repaired = true,
                Pauses = [.. mark.Pauses.Select(pause => pause.To is null ? pause with { To = TimeSpan.FromSeconds((double)frames / G711.SampleRate) } : pause)],
            },
            cancellationToken);
        LogRepaired(log, mark.RecordingId, seal.Duration);
        return seal;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording {RecordingId} was left open by a crash: completed and sealed, {Duration} long")]
    private static partial void LogRepaired(ILogger log, Guid recordingId, TimeSpan duration);

    [LoggerMessage(Level = LogLevel.Error, Message = "The open recording {File} could not be completed")]
    private static partial void LogFailure(ILogger log, string file, Exception error);
}
