using Hotline.Telephony;

namespace Hotline.Host.Tests;

/// <summary>Events of one call, as the telephone node reports them.</summary>
internal sealed class Calls(DateTimeOffset arrivedAt, string caller = "13800000001", string agentId = "8001")
{
    public CallId Id { get; } = CallId.At(arrivedAt);

    public Guid RecordingId { get; } = Guid.NewGuid();

    public CallOffered Offered => new() { At = arrivedAt.AddSeconds(3), CallId = Id, AgentId = agentId, Caller = caller };

    public CallAnswered Answered => new()
    {
        At = arrivedAt.AddSeconds(5),
        CallId = Id,
        AgentId = agentId,
        Caller = caller,
        Called = "12345",
        ArrivedAt = arrivedAt,
        RecordingId = RecordingId,
    };

    public CallEnded Ended => new()
    {
        At = arrivedAt.AddSeconds(65),
        CallId = Id,
        Caller = caller,
        Called = "12345",
        ArrivedAt = arrivedAt,
        AnsweredAt = arrivedAt.AddSeconds(5),
        AgentId = agentId,
        Ending = CallEnding.CallerHungUp,
        Recording = new RecordingFacts
        {
            RecordingId = RecordingId,
            CallId = Id,
            File = $"2026/11/22/{RecordingId:N}.wav",
            StartedAt = arrivedAt.AddSeconds(5),
            Duration = TimeSpan.FromSeconds(60),
            TalkTime = TimeSpan.FromSeconds(60),
            Bytes = 960_058,
            Sha256 = new string('a', 64),
        },
    };

    public CallEnded Abandoned => new()
    {
        At = arrivedAt.AddSeconds(30),
        CallId = Id,
        Caller = caller,
        Called = "12345",
        ArrivedAt = arrivedAt,
        Ending = CallEnding.Abandoned,
    };
}
