namespace Hotline.Telephony.Sip.Registrar;

/// <summary>How long and how many registrations may be.</summary>
internal sealed record RegistrarLimits
{
    public static RegistrarLimits Default { get; } = new();

    /// <summary>The shortest taken; less is 423 (RFC 3261 §10.3 step 7). Stops phones from registering every second. Default 60 s.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest given, whatever the phone asks: how long a dead phone can look alive. Default 1 h, the value of RFC 3261 §10.2.1.1.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Phones per account. Stops one account's password from filling memory. Default 10.</summary>
    public int MaxBindings { get; init; } = 10;
}
