using System.Globalization;
using System.Text;

namespace Hotline.Channels.Sms.Cmpp;

/// <summary>A CMPP_DELIVER in the words of the intake.</summary>
internal static class CmppDelivery
{
    /// <summary>CMPP's own "plain" is ASCII, where SMPP's is the GSM alphabet.</summary>
    private const byte Ascii = 0x01;

    internal static SmsDelivery Of(CmppDeliver deliver, long link, Func<bool, Task<bool>> answer)
    {
        var isReport = deliver.IsReport == 1;
        var report = isReport ? CmppCodec.ReadReport(deliver.Content) : null;
        var (fragment, offset) = !isReport && deliver.HasHeader == 1 ? SmsFragment.ReadHeader(deliver.Content) : (null, 0);
        return new SmsDelivery
        {
            From = deliver.From,
            To = deliver.To,
            Text = isReport ? "" : SmsCoding.Decode(deliver.Format == SmsCoding.PlainAscii ? Ascii : deliver.Format, deliver.Content.AsSpan(offset)),
            Fragment = fragment,
            Report = report is null ? null : new SmsReport(Id(report.MessageId), report.State.ToUpperInvariant()),
            IsBadReport = isReport && report is null,
            Fingerprint = MessageIdentity.Fingerprint(
                [Encoding.Latin1.GetBytes(deliver.From), Encoding.Latin1.GetBytes(deliver.To), [deliver.HasHeader, deliver.Format], deliver.Content, BitConverter.GetBytes(deliver.MessageId)]),
            Name = Id(deliver.MessageId),
            Link = link,
            AnswerAsync = answer,
        };
    }

    /// <summary>A Msg_Id as text: the same in a submission's answer and in the report on it.</summary>
    internal static string Id(ulong messageId) => messageId.ToString("x16", CultureInfo.InvariantCulture);
}
