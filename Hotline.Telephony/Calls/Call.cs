using System.Text;
using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;

namespace Hotline.Telephony.Calls;

/// <summary>Who called whom, and when.</summary>
/// <param name="Id">The call.</param>
/// <param name="Caller">The number that called; ours in a call we make.</param>
/// <param name="Called">The number that was called.</param>
/// <param name="ArrivedAt">When it began.</param>
internal sealed record CallFacts(CallId Id, string Caller, string Called, DateTimeOffset ArrivedAt)
{
    /// <summary>The agent we make the call for; null for a call that came.</summary>
    public string? MadeBy { get; init; }

    /// <summary>We make it because the citizen kept their place in line to be called back.</summary>
    public bool IsCallback { get; init; }

    /// <summary>The agent we make it for does not learn whom we call.</summary>
    public bool Blind { get; init; }

    /// <summary>What calls of the number called are marked with; null for nothing.</summary>
    public string? Tag { get; init; }

    /// <summary>The site that sent the caller; null for one who rang us.</summary>
    public SiteOrigin? Sent { get; init; }

    /// <summary>They call from the public page; null for a telephone.</summary>
    public WebCaller? Web { get; init; }

    public bool Outbound => MadeBy is not null;

    /// <summary>The number of the citizen; empty where withheld.</summary>
    public string Citizen => Outbound ? Called : Caller;

    /// <summary>Where they can be called back; empty where nowhere. Of a web caller the number left, which nobody verified.</summary>
    public string Reachable => Web is null ? Citizen : Web.LeftNumber ?? "";

    /// <summary>The number that an agent's phone shows; empty where withheld.</summary>
    public string Shown => Blind ? Caller : Citizen;
}

/// <summary>
/// One citizen's call: the citizen's leg, once answered the conversation with its recording. Not thread-safe: one task owns it.
/// </summary>
internal sealed class Call(CallFacts facts, CallLeg caller)
{
    /// <summary>Keys kept; nobody means more, and a flood of them must cost nothing.</summary>
    public const int MaxDigits = 128;

    private readonly StringBuilder digits = new();
    private long connectedAt;
    private Task<RecordingFacts>? disconnected;

    public CallFacts Facts { get; } = facts;

    public CallId Id => Facts.Id;

    /// <summary>The citizen's leg, also in a call we make.</summary>
    public CallLeg Caller { get; } = caller;

    /// <summary>Null until somebody answered.</summary>
    public Conversation? Conversation { get; private set; }

    /// <summary>The agent who answered first.</summary>
    public string? AgentId { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public CallPhase Phase { get; private set; }

    /// <summary>How it ended; null while it goes on.</summary>
    public CallEnding? Ending { get; private set; }

    /// <summary>What the caller leaves for those who are not there; null for nothing.</summary>
    public LeftMessage? Message { get; private set; }

    /// <summary>How well the caller says they were served, 1 to 5; null where they were not asked or did not say.</summary>
    public int? Rating { get; set; }

    /// <summary>When the caller first stood in line; null where they never did.</summary>
    public LineEntry? Line { get; set; }

    /// <summary>The site whose agent has the caller; null where they were served here.</summary>
    public string? OverflowedTo { get; set; }

    /// <summary>The caller hangs up, and their place in line is kept.</summary>
    public bool CallbackAsked { get; set; }

    /// <summary>Caller's keys so far.</summary>
    public string Digits => digits.ToString();

    /// <summary>All packets that arrived from all legs.</summary>
    public long PacketsReceived => Caller.Port.Statistics.Received + (Conversation?.Parties.Sum(party => party.Leg.Port.Statistics.Received) ?? 0);

    /// <summary>The leg of whoever answered; null where nobody did. What it counted stays when it has left.</summary>
    public CallLeg? AnsweringLeg { get; private set; }

    /// <summary>In a call we make: the agent's phone was answered, and the citizen's rung.</summary>
    public bool CitizenRung { get; set; }

    /// <summary>Applies the state table.</summary>
    public void Take(CallTurn turn)
    {
        (Phase, var ending) = CallPhases.Next(Phase, turn);
        Ending ??= ending is not null && Message is not null && Conversation is null ? CallEnding.LeftMessage : ending;
    }

    public void Press(char key)
    {
        if (digits.Length < MaxDigits)
        {
            digits.Append(key);
        }
    }

    /// <summary>Lets the citizen and somebody hear each other, and records them from the first time on.</summary>
    public void Connect(Party near, MediaEngine media, RecordingWriter recordings, IReadOnlyList<Prompt> holdMusic, TimeProvider time)
    {
        Take(CallTurn.Connected);
        if (Conversation is null)
        {
            AnsweredAt = time.GetUtcNow();
            connectedAt = time.GetTimestamp();
            AnsweringLeg = near.Leg;
            Conversation = new Conversation(media, recordings.Begin(Id, Caller.Law), Caller, holdMusic);
        }

        AgentId ??= near.AgentId;
        Conversation.Near = near;
        Conversation.Arrange();
    }

    /// <summary>Begins to record what the caller leaves as a message.</summary>
    public LeftMessage LeaveMessage(RecordingWriter recordings, TimeProvider time) => Message ??= new LeftMessage(Caller.Port, recordings.Begin(Id, Caller.Law), time);

    /// <summary>Ends the sound on all legs and seals the recording, once; asked again it gives the same. Null where nobody talked.</summary>
    public async Task<RecordingFacts?> DisconnectAsync(TimeProvider time)
    {
        disconnected ??= Conversation is not null ? Conversation.EndAsync(time.GetElapsedTime(connectedAt)) : Message?.SealAsync();
        return disconnected is null ? null : await disconnected;
    }

    /// <summary>Gives all ports back.</summary>
    public void FreePorts()
    {
        Caller.Dispose();
        foreach (var party in Conversation?.Parties ?? [])
        {
            party.Leg.Dispose();
        }
    }
}
