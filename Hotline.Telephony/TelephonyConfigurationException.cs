namespace Hotline.Telephony;

/// <summary>The telephone node cannot start as it is set up. Holds every fault found, each a line that says where and what was expected.</summary>
public sealed class TelephonyConfigurationException : Exception
{
    /// <summary>All faults at once.</summary>
    public TelephonyConfigurationException(IReadOnlyList<string> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>One line per fault.</summary>
    public IReadOnlyList<string> Faults { get; }
}
