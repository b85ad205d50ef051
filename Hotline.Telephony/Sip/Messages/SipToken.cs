using System.Security.Cryptography;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>Identifiers nobody can guess (RFC 3261 §19.3: at least 32 random bits; here 96).</summary>
internal static class SipToken
{
    public static string NewTag() => New();

    public static string NewCallId() => New();

    public static string NewBranch() => Via.MagicCookie + New();

    private static string New() => RandomNumberGenerator.GetHexString(24, lowercase: true);
}
