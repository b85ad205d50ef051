using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// What becomes of recordings: how long they are kept, what must stay, who takes a copy out. Every act is in the audit trail. Thread-safe.
/// </summary>
public interface IRecordingCustody
{
    /// <summary>Everything about one recording; null where there is none that this person may find.</summary>
    ValueTask<RecordingView?> FindAsync(Actor actor, Guid recordingId, CancellationToken cancellationToken);

    /// <summary>Forbids deletion, for a reason (supervisors). Not allowed once the deletion has begun.</summary>
    ValueTask<ActResult<RecordingHoldView>> HoldAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken);

    /// <summary>Lifts such a ban, for a reason (supervisors).</summary>
    ValueTask<ActResult<RecordingHoldView>> EndHoldAsync(Actor actor, Guid recordingId, Guid holdId, string? reason, CancellationToken cancellationToken);

    /// <summary>Asks for a copy outside the product, for a reason (shift leaders, supervisors).</summary>
    ValueTask<ActResult<RecordingExportView>> AskExportAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken);

    /// <summary>Copies asked for, the newest first, at most 500: a supervisor's and administrator's view of all, others' of their own.</summary>
    ValueTask<IReadOnlyList<RecordingExportView>> ListExportsAsync(Actor actor, ExportState? state, CancellationToken cancellationToken);

    /// <summary>One of them; null where there is none that this person may see in the list.</summary>
    ValueTask<RecordingExportView?> FindExportAsync(Actor actor, Guid exportId, CancellationToken cancellationToken);

    /// <summary>Approves or refuses a copy (supervisors, administrators); never one's own. A refusal has a note.</summary>
    ValueTask<ActResult<RecordingExportView>> DecideExportAsync(Actor actor, Guid exportId, bool approve, string? note, CancellationToken cancellationToken);

    /// <summary>Writes into the audit trail that the one who asked fetches the copy; only then it may be handed out, marked with the export's id.</summary>
    ValueTask<ActResult<RecordingExportView>> FetchExportAsync(Actor actor, Guid exportId, CancellationToken cancellationToken);

    /// <summary>Deletes what has been kept for long enough, with a certificate, and packs what is no longer fresh: some of each, the oldest first.</summary>
    /// <returns>How many recordings were deleted or packed.</returns>
    ValueTask<int> SweepAsync(CancellationToken cancellationToken);
}

/// <summary>Calls of which sound is missing in the recording: a list for shift leaders and supervisors. Thread-safe.</summary>
public interface IRecordingAlarms
{
    /// <summary>Puts a call on the list, or adds to what is known of it; repeated reports change nothing.</summary>
    ValueTask RaiseAsync(MissingSound missing, CancellationToken cancellationToken);

    /// <summary>The list, the newest first, at most 500.</summary>
    ValueTask<IReadOnlyList<RecordingAlarmView>> ListAsync(Actor actor, bool openOnly, CancellationToken cancellationToken);

    /// <summary>Somebody has looked into it; the note says what was found.</summary>
    ValueTask<ActResult<RecordingAlarmView>> CloseAsync(Actor actor, Guid alarmId, string? note, CancellationToken cancellationToken);
}

/// <summary>Where the sound itself lies. The process provides it.</summary>
public interface IRecordingVault
{
    /// <summary>Recordings can be packed here.</summary>
    bool CanPack { get; }

    /// <summary>Packs a recording; null where that cannot be done with it: it is gone, or not the file that was sealed.</summary>
    /// <exception cref="IOException">Not now.</exception>
    ValueTask<PackedRecording?> PackAsync(Guid recordingId, CancellationToken cancellationToken);

    /// <summary>Removes a recording for good; harmless where it is gone.</summary>
    /// <exception cref="IOException">Not now.</exception>
    ValueTask DeleteAsync(Guid recordingId, CancellationToken cancellationToken);
}

/// <summary>A packed recording.</summary>
/// <param name="File">Path below the recordings folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of the packed file, lower-case hex.</param>
public sealed record PackedRecording(string File, long Bytes, string Sha256);
