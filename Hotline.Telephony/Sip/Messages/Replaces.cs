using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>The dialog a new call is to take the place of (RFC 3891 §6.1), as its receiver sees it.</summary>
/// <param name="CallId">Its Call-ID.</param>
/// <param name="ToTag">The receiver's own tag.</param>
/// <param name="FromTag">The tag of the receiver's peer.</param>
/// <param name="EarlyOnly">Only as long as it is not answered.</param>
internal sealed record Replaces(string CallId, string ToTag, string FromTag, bool EarlyOnly)
{
    /// <summary>Reads the value of the header; null where it is malformed.</summary>
    public static Replaces? Of(string text)
    {
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        if (semicolon <= 0)
        {
            return null;
        }

        string? toTag = null;
        string? fromTag = null;
        var earlyOnly = false;
        foreach (var parameter in text[semicolon..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (parameter, "") : (parameter[..equals].TrimEnd(), parameter[(equals + 1)..].TrimStart());
            switch (name.ToLowerInvariant())
            {
                case "to-tag" when toTag is null:
                    toTag = value;
                    break;
                case "from-tag" when fromTag is null:
                    fromTag = value;
                    break;
                case "early-only":
                    earlyOnly = true;
                    break;
                case "to-tag" or "from-tag":
                    return null; // each exactly once
            }
        }

        return toTag is { Length: > 0 } && fromTag is { Length: > 0 } ? new Replaces(text[..semicolon].Trim(), toTag, fromTag, earlyOnly) : null;
    }

    /// <summary>The dialog named by the address of a Refer-To, escaped as it is there (RFC 3261 §19.1.1). False where it names something that cannot be read.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="replaces">Null where it names none.</param>
    public static bool TryRead(SipUri uri, out Replaces? replaces)
    {
        replaces = null;
        foreach (var header in uri.Headers?.Split('&', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (!header.StartsWith("Replaces=", StringComparison.OrdinalIgnoreCase) || replaces is not null
                || (replaces = Of(Uri.UnescapeDataString(header["Replaces=".Length..]))) is null)
            {
                return false; // no other header of a call of ours is the referrer's to choose
            }
        }

        return true;
    }

    public override string ToString()
    {
        var text = new StringBuilder(CallId).Append(";to-tag=").Append(ToTag).Append(";from-tag=").Append(FromTag);
        return EarlyOnly ? text.Append(";early-only").ToString() : text.ToString();
    }
}
