using System.Text;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>A delivery receipt (SMPP 3.4 appendix B), by its text and its optional parameters, which win.</summary>
internal static class DeliveryReceipt
{
    // §5.2.28 message_state.
    private static readonly string[] States =
        ["", "ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD"];

    /// <summary>Null where neither text nor parameters name a message and a state.</summary>
    internal static SmsReport? Read(ShortMessage content)
    {
        var text = Encoding.Latin1.GetString(content.Payload);
        var id = OptionText(content.Find(OptionTag.ReceiptedMessageId)) ?? Field(text, "id:");
        var state = content.Find(OptionTag.MessageState) is [var number and > 0] && number < States.Length
            ? States[number]
            : Field(text, "stat:")?.ToUpperInvariant();
        return string.IsNullOrEmpty(id) || string.IsNullOrEmpty(state) ? null : new SmsReport(id, state);
    }

    private static string? OptionText(byte[]? value)
    {
        if (value is null)
        {
            return null;
        }

        var end = Array.IndexOf(value, (byte)0);
        return Encoding.Latin1.GetString(value, 0, end < 0 ? value.Length : end);
    }

    // "id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E Text: …"; a name counts at the start
    // or after a space only, and never inside the text at the end.
    private static string? Field(string text, string name)
    {
        var line = " " + text;
        var end = line.IndexOf(" text:", StringComparison.OrdinalIgnoreCase);
        var head = end < 0 ? line : line[..end];
        var start = head.IndexOf(" " + name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var value = head.AsSpan(start + 1 + name.Length);
        var space = value.IndexOf(' ');
        return (space < 0 ? value : value[..space]).ToString();
    }
}
