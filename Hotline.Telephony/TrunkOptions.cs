namespace Hotline.Telephony;

/// <summary>A line to the public network: another exchange that takes our calls.</summary>
public sealed record TrunkOptions
{
    /// <summary>Its name on boards and in call records; letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Its host, or host and port: <c>10.0.0.1:5060</c>, <c>[2001:db8::1]</c>, <c>sip.example.cn</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The user name it knows us by; null where it knows us by our address.</summary>
    public string? UserName { get; init; }

    /// <summary>The password with that name.</summary>
    public string? Password { get; init; }

    /// <summary>The realm of its challenges; others are not answered, so that a stranger cannot collect hashes. Null for its host's name.</summary>
    public string? Realm { get; init; }
}
