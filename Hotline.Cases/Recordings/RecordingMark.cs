namespace Hotline.Cases.Recordings;

/// <summary>Something to be seen on the timeline of a recording.</summary>
internal sealed class RecordingMark
{
    private RecordingMark()
    {
    }

    public Guid Id { get; private set; }

    public Guid RecordingId { get; private set; }

    public RecordingMarkKind Kind { get; private set; }

    public double FromSeconds { get; private set; }

    public double? ToSeconds { get; private set; }

    /// <summary>Why, or what was noted.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Who: a telephone identity for pauses.</summary>
    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static RecordingMark Of(Guid recordingId, SealedPause pause, DateTimeOffset recordingStarted) => new()
    {
        Id = Guid.CreateVersion7(recordingStarted + pause.From),
        RecordingId = recordingId,
        Kind = RecordingMarkKind.Pause,
        FromSeconds = pause.From.TotalSeconds,
        ToSeconds = pause.To.TotalSeconds,
        Text = pause.Reason,
        By = pause.By,
        At = recordingStarted + pause.From,
    };
}
