using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>Notices go out through the door they are for.</summary>
internal sealed class NoticeToMessage(IMessageSender sender) : INoticeCarrier
{
    public bool Carries(Medium medium) => sender.IsConfigured(MediumWords.ChannelOf(medium));

    public async ValueTask<CarrierAnswer> CarryAsync(Notice notice, CancellationToken cancellationToken)
    {
        var outcome = await sender.SendAsync(
            new OutboundMessage
            {
                Channel = MediumWords.ChannelOf(notice.Medium),
                Key = notice.Key,
                Kind = notice.Kind,
                To = notice.To,
                Text = notice.Text,
                ExtensionCode = notice.ExtensionCode,
                CaseNumber = notice.CaseNumber,
                Subject = notice.Subject,
                InReplyTo = notice.InReplyTo,
            },
            cancellationToken);
        return new CarrierAnswer(VerdictOf(outcome.Verdict), outcome.ProviderId, outcome.Reason);
    }

    private static CarrierVerdict VerdictOf(SendVerdict verdict) => verdict switch
    {
        SendVerdict.Accepted => CarrierVerdict.Accepted,
        SendVerdict.NotConfigured => CarrierVerdict.NotConfigured,
        SendVerdict.Refused => CarrierVerdict.Refused,
        SendVerdict.Later => CarrierVerdict.Later,
        SendVerdict.Unknown => CarrierVerdict.Unknown,
    };
}
