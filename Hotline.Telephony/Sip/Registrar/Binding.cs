using System.Globalization;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Registrar;

/// <summary>A phone that registered for an account (RFC 3261 §10).</summary>
internal sealed record Binding
{
    /// <summary>The account, as it was when the phone showed its credentials.</summary>
    public required SipAccount Account { get; init; }

    /// <summary>The account's user name.</summary>
    public string UserName => Account.UserName;

    /// <summary>The address the phone gave: the Request-URI of calls to it.</summary>
    public required SipUri Contact { get; init; }

    /// <summary>The way its REGISTER came: calls to it go back by it, through any address translation.</summary>
    public required SipFlow Flow { get; init; }

    /// <summary>The proxies its REGISTER passed, which calls to it have to pass as well (RFC 3327); empty for none.</summary>
    public IReadOnlyList<NameAddress> Path { get; init; } = [];

    /// <summary>Which phone, and which of its ways to us (RFC 5626); null where it told neither, or nothing on the way keeps flows.</summary>
    public PhoneFlow? PhoneFlow { get; init; }

    /// <summary>0 to 1000: the preference in thousandths (RFC 3261 §20.10 q); 1000 where the phone gave none.</summary>
    public required int Preference { get; init; }

    /// <summary>When it was registered or refreshed, on the monotonic clock: a clock set forward must not take every phone away.</summary>
    public required long RegisteredAt { get; init; }

    /// <summary>How long from then.</summary>
    public required TimeSpan Lifetime { get; init; }

    public required string CallId { get; init; }

    public required uint CSeq { get; init; }

    /// <summary>What is left; zero or less where it has expired.</summary>
    public TimeSpan TimeLeft(TimeProvider time) => Lifetime - time.GetElapsedTime(RegisteredAt);
}

/// <summary>One of the ways that one phone keeps open to us: what a later registration by the same way takes the place of, whatever its address has become (RFC 5626 §6).</summary>
/// <param name="Instance">The phone: a URN, as it wrote it, in quotes (RFC 5626 §4.1).</param>
/// <param name="Number">Which of its ways: 1 to 2^31 - 1.</param>
internal readonly record struct PhoneFlow(string Instance, int Number)
{
    private const int LongestInstance = 256;

    /// <summary>What a Contact says; null where it says nothing of it, or nothing legible.</summary>
    public static PhoneFlow? Of(NameAddress contact) =>
        contact.Parameters["+sip.instance"] is { Length: > 2 and <= LongestInstance } instance
        && int.TryParse(contact.Parameters["reg-id"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new PhoneFlow(instance, number)
            : null;

    /// <summary>As parameters of a Contact.</summary>
    public override string ToString() => FormattableString.Invariant($";+sip.instance={Instance};reg-id={Number}");
}

/// <summary>What became of an account's phones.</summary>
/// <param name="Account">The account; by now it may no longer be known.</param>
/// <param name="IsReachable">True when its first phone came; false when its last one went or expired, or was dropped.</param>
internal sealed record ReachabilityChange(SipAccount Account, bool IsReachable);
