namespace Hotline.Telephony.Sip.Messages;

/// <summary>What is said beside a refusal of a description (RFC 3261 §20.43).</summary>
/// <param name="Code">300 to 399.</param>
/// <param name="Text">For people.</param>
internal sealed record SipWarning(int Code, string Text)
{
    /// <summary>The sound is at addresses of an IP family, or of a kind, that cannot be sent to from here.</summary>
    public static SipWarning IncompatibleAddresses { get; } = new(301, "Incompatible network address formats");

    /// <param name="agent">Who says it.</param>
    public string ToString(HostPort agent) => System.FormattableString.Invariant($"{Code} {agent} \"{Text}\"");
}
