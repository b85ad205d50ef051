namespace Hotline.Telephony.Ivr;

/// <summary>What a caller hears and where they are led, from one file; unchanging once read.</summary>
internal sealed record CallFlow(string Name, FlowStep Start, IReadOnlyDictionary<string, FlowStep> Steps)
{
    /// <summary>Asked once the agent has hung up; null for nothing.</summary>
    public RatingQuestion? Rating { get; init; }

    /// <summary>The first step that leads to an agent, for callers whose step went wrong.</summary>
    public FlowStep? Queue => Steps.Values.FirstOrDefault(step => step is QueueStep);
}
