namespace Hotline.Telephony.Acd;

/// <summary>A caller's place and what it means.</summary>
/// <param name="Position">1 being next.</param>
/// <param name="EstimatedWait">Null while there is nothing to estimate from.</param>
/// <param name="AgentsAtWork">False while no agent is ready, ringing, talking or wrapping up.</param>
/// <param name="AgentRings">An agent's phone rings for this caller.</param>
internal readonly record struct LinePlace(int Position, TimeSpan? EstimatedWait, bool AgentsAtWork, bool AgentRings);
