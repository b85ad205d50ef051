using System.Text;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>A deliver_sm in the words of the intake.</summary>
internal static class SmppDelivery
{
    internal static SmsDelivery Of(DeliverSm pdu, long link, Func<bool, Task<bool>> answer)
    {
        var content = pdu.Content;
        var report = content.IsReceipt ? DeliveryReceipt.Read(content) : null;
        var (fragment, text) = content.IsReceipt ? (null, "") : Read(content);
        return new SmsDelivery
        {
            From = content.Source.Digits,
            To = content.Destination.Digits,
            Text = text,
            Fragment = fragment,
            Report = report,
            IsBadReport = content.IsReceipt && report is null,
            Fingerprint = Fingerprint(content),
            Name = content.Find(OptionTag.ReceiptedMessageId) is { Length: > 0 } id ? Encoding.Latin1.GetString(id).TrimEnd('\0') : null,
            Link = link,
            AnswerAsync = answer,
        };
    }

    /// <summary>Schedule and priority may change with redelivery.</summary>
    internal static string Fingerprint(ShortMessage content) => MessageIdentity.Fingerprint(
    [
        Encoding.Latin1.GetBytes(content.Source.Digits), Encoding.Latin1.GetBytes(content.Destination.Digits),
        [content.EsmClass, content.DataCoding, content.ProtocolId], content.Payload,
        content.Find(OptionTag.UserMessageReference), content.Find(OptionTag.SarMessageReference), content.Find(OptionTag.SarSegmentNumber),
    ]);

    private static (SmsFragment? Fragment, string Text) Read(ShortMessage content)
    {
        ReadOnlySpan<byte> octets = content.Payload;
        SmsFragment? fragment = null;
        if ((content.EsmClass & 0x40) != 0)
        {
            (fragment, var offset) = SmsFragment.ReadHeader(octets);
            octets = octets[offset..];
        }
        else if (content.Find(OptionTag.SarMessageReference) is [var high, var low]
            && content.Find(OptionTag.SarTotalSegments) is [var total] && content.Find(OptionTag.SarSegmentNumber) is [var number])
        {
            fragment = SmsFragment.Of((high << 8) | low, total, number);
        }

        return (fragment, SmsCoding.Decode(content.DataCoding, octets));
    }
}
