using System.Text;
using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;

namespace Hotline.Telephony.Calls;

/// <summary>Who called whom, and when.</summary>
internal sealed record CallFacts(CallId Id, string Caller, string Called, DateTimeOffset ArrivedAt);

/// <summary>
/// One citizen's call: the caller's leg, later the agent's, the bridge and the recording between them. Not thread-safe: one task owns it.
/// </summary>
internal sealed class Call(CallFacts facts, CallLeg caller)
{
    /// <summary>Keys kept; nobody means more, and a flood of them must cost nothing.</summary>
    public const int MaxDigits = 128;

    private readonly StringBuilder digits = new();
    private MediaBridge? bridge;
    private StereoRecorder? recorder;
    private long connectedAt;

    public CallFacts Facts { get; } = facts;

    public CallId Id => Facts.Id;

    public CallLeg Caller { get; } = caller;

    public CallLeg? AgentLeg { get; private set; }

    public string? AgentId { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public CallPhase Phase { get; private set; }

    /// <summary>How it ended; null while it goes on.</summary>
    public CallEnding? Ending { get; private set; }

    /// <summary>Caller's keys so far.</summary>
    public string Digits => digits.ToString();

    /// <summary>All packets that arrived from all legs.</summary>
    public long PacketsReceived => Caller.Port.Statistics.Received + (AgentLeg?.Port.Statistics.Received ?? 0);

    /// <summary>Applies the state table.</summary>
    public void Take(CallTurn turn)
    {
        (Phase, var ending) = CallPhases.Next(Phase, turn);
        Ending ??= ending;
    }

    public void Press(char key)
    {
        if (digits.Length < MaxDigits)
        {
            digits.Append(key);
        }
    }

    /// <summary>Lets caller and agent hear each other, and records them from this moment.</summary>
    /// <returns>The recording.</returns>
    public Guid Connect(string agentId, CallLeg agent, MediaEngine media, RecordingWriter recordings, TimeProvider time)
    {
        Take(CallTurn.Connected);
        AgentId = agentId;
        AgentLeg = agent;
        AnsweredAt = time.GetUtcNow();
        connectedAt = time.GetTimestamp();
        recorder = recordings.Begin(Id, Caller.Law);
        bridge = media.Bridge(Caller.Port, agent.Port, recorder);
        return recorder.RecordingId;
    }

    /// <summary>Ends the sound on all legs and seals the recording. Null where nobody talked.</summary>
    public async Task<RecordingFacts?> DisconnectAsync(TimeProvider time)
    {
        if (bridge is null || recorder is null)
        {
            return null;
        }

        var talked = time.GetElapsedTime(connectedAt);
        await bridge.EndAsync();
        return await recorder.CloseAsync(talked);
    }

    /// <summary>Gives all ports back.</summary>
    public void FreePorts()
    {
        Caller.Dispose();
        AgentLeg?.Dispose();
    }
}
