namespace Hotline.Telephony.Switchboard;

/// <summary>What is said of a call that a crash cut off.</summary>
internal static class InterruptedCall
{
    /// <summary>From its note and, where somebody talked, its completed recording.</summary>
    public static CallEnded End(OpenCall call, RecordingFacts? recording) => new()
    {
        At = recording is null ? call.AnsweredAt ?? call.ArrivedAt : recording.StartedAt + recording.Duration,
        CallId = call.CallId,
        Caller = call.Caller,
        Called = call.Called,
        ArrivedAt = call.ArrivedAt,
        AnsweredAt = call.AnsweredAt ?? (call.IsMessage ? null : recording?.StartedAt),
        AgentId = call.AgentId,
        Outbound = call.Outbound,
        Ending = call.IsMessage ? CallEnding.LeftMessage : call is { OverflowedFrom: not null, AnsweredAt: null } && recording is null ? CallEnding.TakenBack : CallEnding.Failed,
        Tag = call.Tag,
        Line = call.Line,
        OverflowedTo = call.OverflowedTo,
        OverflowedFrom = call.OverflowedFrom,
        ByWeb = call.ByWeb,
        LeftNumber = call.LeftNumber,
        Recording = recording,
    };

    /// <summary>From the recording alone, where the disk did not take the note or the end was taken and only the recording's mark was left.</summary>
    public static CallEnded End(RecordingFacts recording, string called) => new()
    {
        At = recording.StartedAt + recording.Duration,
        CallId = recording.CallId,
        Caller = "",
        Called = called,
        ArrivedAt = recording.StartedAt,
        AnsweredAt = recording.StartedAt,
        Ending = CallEnding.Failed,
        Recording = recording,
    };
}
