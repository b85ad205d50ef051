using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>Which recordings there are, who may hear them, and who did. The sound itself is elsewhere. Thread-safe.</summary>
public interface IRecordingStore
{
    /// <summary>One recording; null where there is none that this person may find.</summary>
    ValueTask<RecordingSummary?> FindAsync(Actor actor, Guid recordingId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes into the audit trail that this person is about to listen, and why; only then sound may be handed out.
    /// Invalid without a reason; not found for those who may not find the recording.
    /// </summary>
    ValueTask<ActResult<RecordingPlay>> PlayAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken);

    /// <summary>Whether this play was written for this person and this recording, no more than 12 hours ago (one shift).</summary>
    ValueTask<bool> MayHearAsync(Actor actor, Guid recordingId, Guid playId, CancellationToken cancellationToken);
}

/// <summary>A play that is in the audit trail.</summary>
/// <param name="PlayId">The play.</param>
/// <param name="RecordingId">The recording.</param>
public sealed record RecordingPlay(Guid PlayId, Guid RecordingId);
