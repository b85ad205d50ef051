namespace Hotline.Telephony.Recording;

/// <summary>Completes recordings that a crash left open. Run at start, before the first call.</summary>
internal static class CrashRepair
{
    /// <summary>Fixes the header of every open recording, seals it and marks it as repaired.</summary>
    /// <param name="folder">The recordings folder.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The facts of each; the talk time is not known any more and given as the stored length.</returns>
    public static Task<IReadOnlyList<RecordingFacts>> RunAsync(string folder, CancellationToken cancellationToken) => throw new NotSupportedException("not built yet");
}
