namespace Hotline.Cases.Storage;

/// <summary>A request that was carried out, so that its repeat is known.</summary>
internal sealed class HandledKey
{
    public required Guid ActorId { get; init; }

    public required string Key { get; init; }

    /// <summary>What was done, such as <c>register</c> or <c>20261122000001/dispatch</c>: the same key for something else is a client's mistake.</summary>
    public required string Act { get; init; }

    /// <summary>SHA-256 of all that was asked for: the same key with another body is a client's mistake too. Empty for what is older than this column.</summary>
    public required string Digest { get; init; }

    public required string CaseNumber { get; init; }

    public required DateTimeOffset At { get; init; }
}
