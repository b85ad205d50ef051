using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>Notices go out as short messages.</summary>
internal sealed class NoticeToMessage(IMessageSender sender) : INoticeCarrier
{
    public bool IsConfigured => sender.IsConfigured(ChannelKind.Sms);

    public async ValueTask<CarrierAnswer> CarryAsync(Notice notice, CancellationToken cancellationToken)
    {
        var outcome = await sender.SendAsync(
            new OutboundMessage
            {
                Channel = ChannelKind.Sms,
                Key = notice.Key,
                To = notice.To,
                Text = notice.Text,
                ExtensionCode = notice.ExtensionCode,
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
    };
}
