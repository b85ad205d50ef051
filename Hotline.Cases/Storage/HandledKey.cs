namespace Hotline.Cases.Storage;

/// <summary>A request that was carried out, so that its repeat is known.</summary>
internal sealed class HandledKey
{
    public required Guid ActorId { get; init; }

    public required string Key { get; init; }

    /// <summary>What was done, such as <c>register</c> or <c>20261122000001/dispatch</c>: the same key for something else is a client's mistake.</summary>
    public required string Act { get; init; }

    public required string CaseNumber { get; init; }

    public required DateTimeOffset At { get; init; }
}
