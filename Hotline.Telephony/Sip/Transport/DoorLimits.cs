namespace Hotline.Telephony.Sip.Transport;

/// <summary>How much one address may ask of us.</summary>
internal sealed record DoorLimits
{
    public static DoorLimits Default { get; } = new();

    /// <summary>Messages a second of an address that has never shown good credentials. Stops one machine's flood before anything is parsed. Default 100.</summary>
    public int MessagesPerSecond { get; init; } = 100;

    /// <summary>Seconds' worth of messages taken at once: a house full of phones comes back after a power cut. Default 4.</summary>
    public int BurstSeconds { get; init; } = 4;

    /// <summary>An address with good credentials may send so many times more: it may be a house of phones behind one address. Default 10.</summary>
    public int KnownFactor { get; init; } = 10;

    /// <summary>Wrong credentials within <see cref="FailureWindow"/> that ban an address. Stops guessing of passwords. Default 10.</summary>
    public int BanAfter { get; init; } = 10;

    /// <summary>
    /// The same for an address with good credentials, whatever the names: there one name that fails <see cref="BanAfter"/> times is barred by itself, so that one
    /// phone with an old password does not cut off the house. Default 100.
    /// </summary>
    public int BanKnownAfter { get; init; } = 100;

    /// <summary>Failures older than this are forgotten. Default 10 min.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a ban lasts. Default 1 h.</summary>
    public TimeSpan BanTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Good credentials make an address known for so long; phones show theirs again within the hour. Default 2 h.</summary>
    public TimeSpan KnownTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Addresses remembered, about 200 bytes each; further ones share one allowance. Stops a flood of invented addresses from filling memory. Default 20,000.</summary>
    public int MaxAddresses { get; init; } = 20_000;
}
