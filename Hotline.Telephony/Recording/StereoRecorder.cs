using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>
/// Writes one conversation: caller left, agent right, G.711 as it came. Give it to <see cref="MediaEngine.Bridge"/>; its clock starts when it is made,
/// so make it at the moment the agent answers. Several bridges may follow one another on it; what lies between is silence.
/// </summary>
internal sealed class StereoRecorder : IAudioTap
{
    /// <summary>Names the file. A version 7 UUID.</summary>
    public Guid RecordingId { get; }

    /// <summary>When its first sample was taken, UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>
    /// Completes the file and seals it. Call it after the last bridge's <see cref="MediaBridge.EndAsync"/> has returned.
    /// </summary>
    /// <param name="talkTime">How long the two were connected, measured by the caller of this method.</param>
    /// <returns>The facts once file and seal are on the disk.</returns>
    public Task<RecordingFacts> CloseAsync(TimeSpan talkTime) => throw new NotSupportedException("not built yet");

    void IAudioTap.Begin(long now) => throw new NotSupportedException("not built yet");

    void IAudioTap.Take(in TappedSound sound) => throw new NotSupportedException("not built yet");

    void IAudioTap.Beat(long now) => throw new NotSupportedException("not built yet");

    void IAudioTap.End(long now) => throw new NotSupportedException("not built yet");
}
