namespace Hotline.Cases.Views;

/// <summary>Whom the switchboard rings for a unit. Never part of an answer over HTTP; nothing prints it.</summary>
/// <param name="Number">The requester's number.</param>
public sealed record RelayNumber(string Number)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(RelayNumber);
}
