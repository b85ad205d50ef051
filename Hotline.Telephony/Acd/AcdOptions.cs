namespace Hotline.Telephony.Acd;

/// <summary>The times of distribution, and who takes whose calls.</summary>
internal sealed record AcdOptions
{
    /// <summary>How long one agent is rung.</summary>
    public required TimeSpan RingTimeout { get; init; }

    /// <summary>How long after a conversation the agent is left alone; zero for none.</summary>
    public required TimeSpan WrapUp { get; init; }

    public QueuePlan Plan { get; init; } = QueuePlan.OneLine;
}
