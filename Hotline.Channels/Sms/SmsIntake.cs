using Hotline.Channels.Receiving;

namespace Hotline.Channels.Sms;

/// <summary>A citizen's short message in the words of the application.</summary>
internal static class SmsIntake
{
    internal static InboundMessage Message(SmsProviderOptions options, string from, string to, string text, string id, DateTimeOffset now)
    {
        var national = to.TrimStart('+');
        return new InboundMessage
        {
            Channel = ChannelKind.Sms,
            ExternalId = id,
            From = from,
            To = national,
            ExtensionCode = national.StartsWith(options.SourceNumber, StringComparison.Ordinal) ? national[options.SourceNumber.Length..] : "",
            Text = text,
            CaseNumber = CaseReference.Find(text),
            Acknowledge = true,
            ReceivedAt = now,
        };
    }

    /// <summary>A mobile number of mainland China in its national form; others as they came, without the plus.</summary>
    internal static string National(string number)
    {
        var digits = number.TrimStart('+');
        return digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal) ? digits[2..] : digits;
    }
}
