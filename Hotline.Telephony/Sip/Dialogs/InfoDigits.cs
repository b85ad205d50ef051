using System.Text;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>Keys sent by INFO, as older phones do: <c>application/dtmf-relay</c> (<c>Signal=5</c>) and <c>application/dtmf</c> (the key alone).</summary>
internal static class InfoDigits
{
    private const string Keys = "0123456789*#ABCD";

    /// <summary>Reports the key and returns the status for the INFO.</summary>
    public static int Receive(Dialog dialog, SipRequest info)
    {
        if (info.Body.IsEmpty)
        {
            return SipStatus.Ok; // RFC 6086 §4.2.1: an INFO without a body asks whether we live
        }

        if (info.ContentType is not ("application/dtmf-relay" or "application/dtmf"))
        {
            return SipStatus.UnsupportedMediaType;
        }

        if (KeyOf(Encoding.ASCII.GetString(info.Body.Span)) is not { } key)
        {
            return SipStatus.BadRequest;
        }

        dialog.OnDigit?.Invoke(key);
        return SipStatus.Ok;
    }

    private static char? KeyOf(string body)
    {
        foreach (var line in body.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equal = line.IndexOf('=', StringComparison.Ordinal);
            if (equal < 0 || line.AsSpan(0, equal).Trim().Equals("Signal", StringComparison.OrdinalIgnoreCase))
            {
                var text = line.AsSpan(equal + 1).Trim();
                return text.Length == 1 && Keys.Contains(char.ToUpperInvariant(text[0]), StringComparison.Ordinal) ? char.ToUpperInvariant(text[0])
                    : text is "10" ? '*'
                    : text is "11" ? '#'
                    : null;
            }
        }

        return null;
    }
}
