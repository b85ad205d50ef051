namespace Hotline.Cases.Views;

/// <summary>Everything about a recording.</summary>
/// <param name="Recording">The row as in lists; its seal is that of the file as it was stored.</param>
/// <param name="Completeness">Seconds stored over seconds talked, the worst leg's; null where unknown.</param>
/// <param name="Legs">Each leg.</param>
/// <param name="Marks">What is to be seen on its timeline, in order.</param>
/// <param name="Holds">Bans on deleting it, ended ones too.</param>
/// <param name="KeepUntil">May be deleted from then on, UTC.</param>
/// <param name="Basis">What the time of keeping rests on.</param>
/// <param name="Packed">The packed file; null where it lies as stored.</param>
/// <param name="Deletion">The certificate of its deletion; null where it was not deleted.</param>
public sealed record RecordingView(
    RecordingSummary Recording,
    double? Completeness,
    IReadOnlyList<RecordedLegView> Legs,
    IReadOnlyList<RecordingMarkView> Marks,
    IReadOnlyList<RecordingHoldView> Holds,
    DateTimeOffset KeepUntil,
    string Basis,
    PackedView? Packed,
    DeletionView? Deletion);

/// <summary>One leg of a recording.</summary>
/// <param name="Party"><c>citizen</c>, an agent's telephone identity, or a number.</param>
/// <param name="TalkedSeconds">Sound that came from it.</param>
/// <param name="StoredSeconds">Of that, what is stored.</param>
public sealed record RecordedLegView(string Party, double TalkedSeconds, double StoredSeconds);

/// <summary>A mark on the timeline.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="FromSeconds">From the start of the recording.</param>
/// <param name="ToSeconds">To; null for a moment.</param>
/// <param name="Text">Why, as <c>payment</c>, or what was noted.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
public sealed record RecordingMarkView(RecordingMarkKind Kind, double FromSeconds, double? ToSeconds, string Text, string By, DateTimeOffset At);

/// <summary>A ban on deleting a recording.</summary>
/// <param name="Id">The ban.</param>
/// <param name="Reason">Why.</param>
/// <param name="SetAt">Since when, UTC.</param>
/// <param name="SetBy">By whom.</param>
/// <param name="EndedAt">Lifted, UTC; null where it holds.</param>
/// <param name="EndedBy">By whom.</param>
/// <param name="EndReason">Why it was lifted.</param>
public sealed record RecordingHoldView(Guid Id, string Reason, DateTimeOffset SetAt, string SetBy, DateTimeOffset? EndedAt, string? EndedBy, string? EndReason);

/// <summary>A copy of a recording for outside.</summary>
/// <param name="Id">The export; every sample of the copy is marked with it.</param>
/// <param name="RecordingId">The recording.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="AskedAt">When, UTC.</param>
/// <param name="AskedBy">By whom; only they fetch it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DecidedAt">When, UTC.</param>
/// <param name="DecidedBy">By whom.</param>
/// <param name="Decision">Their note.</param>
/// <param name="ExpiresAt">Until when it may be fetched, UTC.</param>
/// <param name="Fetched">How often it was.</param>
public sealed record RecordingExportView(
    Guid Id,
    Guid RecordingId,
    string Reason,
    DateTimeOffset AskedAt,
    string AskedBy,
    ExportState State,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    string? Decision,
    DateTimeOffset? ExpiresAt,
    int Fetched);

/// <summary>A call of which sound is missing in the recording.</summary>
/// <param name="Id">The alarm.</param>
/// <param name="CallId">The call.</param>
/// <param name="RecordingId">Its recording; null where there is none.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Party">Whose sound.</param>
/// <param name="MissingSeconds">How much; null where there is no recording at all.</param>
/// <param name="RaisedAt">When, UTC.</param>
/// <param name="ClosedAt">When somebody had looked into it, UTC; null where nobody has.</param>
/// <param name="ClosedBy">Who.</param>
/// <param name="Note">What they found.</param>
public sealed record RecordingAlarmView(
    Guid Id,
    string CallId,
    Guid? RecordingId,
    string? AgentId,
    string Party,
    double? MissingSeconds,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    string? Note);

/// <summary>A packed recording.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Bytes">Size of the packed file.</param>
/// <param name="Sha256">Its seal.</param>
public sealed record PackedView(DateTimeOffset At, long Bytes, string Sha256);

/// <summary>The certificate of a deletion.</summary>
/// <param name="BegunAt">Decided, UTC.</param>
/// <param name="DeletedAt">Gone, UTC; null while it may still be there.</param>
/// <param name="Rule">The rule that it was deleted under.</param>
/// <param name="Sha256">The seal of what was deleted.</param>
/// <param name="Hash">SHA-256 over the certificate.</param>
/// <param name="Intact">Whether the certificate is as it was written.</param>
public sealed record DeletionView(DateTimeOffset BegunAt, DateTimeOffset? DeletedAt, string Rule, string Sha256, string Hash, bool Intact);
