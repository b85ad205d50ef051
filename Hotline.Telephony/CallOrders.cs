using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Hotline.Telephony;

/// <summary>How a supervisor takes part in a call.</summary>
public enum SupervisionMode
{
    /// <summary>Hears all, and is heard by nobody (监听).</summary>
    Listen,

    /// <summary>Is heard by the agent alone (耳语).</summary>
    Whisper,

    /// <summary>Is heard by everybody (强插).</summary>
    Barge,
}

/// <summary>Something to be done with a call that goes on. Every one of them leaves the one recording of the call unbroken.</summary>
public abstract record CallOrder
{
    /// <summary>
    /// The agent who orders it, who must be the one talking to the citizen; null where a supervisor or the system orders it, who may on every call.
    /// </summary>
    public string? By { get; init; }
}

/// <summary>The citizen hears music and, by re-INVITE, is told to be on hold. Refused where they are already.</summary>
public sealed record HoldCall : CallOrder;

/// <summary>Agent and citizen talk again. Refused where the citizen is not on hold, or somebody is being consulted.</summary>
public sealed record ResumeCall : CallOrder;

/// <summary>
/// Puts the citizen on hold and rings somebody for the agent alone. Then <see cref="CompleteTransfer"/>, <see cref="JoinCall"/> or <see cref="ReturnToCall"/>.
/// Where nobody answers, agent and citizen talk again by themselves.
/// </summary>
/// <param name="To">An agent's id, or a number of 3 to 20 digits, with or without a leading +.</param>
public sealed record ConsultOn(string To) : CallOrder;

/// <summary>The agent leaves: the citizen talks to whom the agent consulted, or waits for them to answer.</summary>
public sealed record CompleteTransfer : CallOrder;

/// <summary>Agent, citizen and whom the agent consulted all talk (三方通话).</summary>
public sealed record JoinCall : CallOrder;

/// <summary>Drops whom the agent consulted or brought in; agent and citizen talk again.</summary>
public sealed record ReturnToCall : CallOrder;

/// <summary>
/// The agent leaves at once; the citizen hears music until somebody else answers. Where nobody does, the citizen goes back into the line. Also for a call
/// in announcements or in line: it is taken out and sent there (redirect).
/// </summary>
/// <param name="To">As in <see cref="ConsultOn"/>.</param>
public sealed record TransferCall(string To) : CallOrder;

/// <summary>
/// One key to an emergency centre (110, 119, 120 …): agent and citizen go on talking while it rings, and when it answers all three talk. The agent keeps the
/// citizen until the centre has agreed to take them, and leaves by <see cref="CompleteTransfer"/>.
/// </summary>
/// <param name="To">One of <see cref="TelephonyOptions.EmergencyNumbers"/>; refused otherwise.</param>
public sealed record CallEmergency(string To) : CallOrder;

/// <summary>Presses keys towards whom the agent consults, else towards the citizen: RFC 4733, or INFO where the phone takes no telephone-events.</summary>
/// <param name="Keys">1 to 32 of 0–9, *, #, A–D.</param>
public sealed record SendKeys(string Keys) : CallOrder
{
    /// <summary>Keys in one order, at most: 32.</summary>
    public const int MaxKeys = 32;

    private static readonly SearchValues<char> Known = SearchValues.Create("0123456789*#ABCD");

    /// <summary>Whether a text is keys that can be sent.</summary>
    public static bool CanSend([NotNullWhen(true)] string? keys) => keys is { Length: >= 1 and <= MaxKeys } && !keys.AsSpan().ContainsAnyExcept(Known);
}

/// <summary>
/// Writes silence into the recording from now on, of all sides. Ends by <see cref="ResumeRecording"/>, when the agent leaves the call, and after
/// <see cref="TelephonyOptions.RecordingPauseLimit"/>. Who, when and why stays with the recording.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record PauseRecording(PauseReason Reason) : CallOrder;

/// <summary>Records again. Refused where nothing is paused.</summary>
public sealed record ResumeRecording : CallOrder;

/// <summary>Rings a supervisor's phone and lets them take part in a conversation; given again, changes how.</summary>
/// <param name="AgentId">Whose phone; not one who rings or talks.</param>
/// <param name="Mode">How.</param>
public sealed record Supervise(string AgentId, SupervisionMode Mode) : CallOrder;

/// <summary>The supervisor leaves.</summary>
public sealed record EndSupervision : CallOrder;
