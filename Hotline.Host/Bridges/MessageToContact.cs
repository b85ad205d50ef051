using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>
/// Messages that come in: one that answers a question goes to that question, any other becomes a contact; a report goes to its notice.
/// Returning means it is stored; a repeat finds it already there.
/// </summary>
internal sealed class MessageToContact(INoticeDesk notices, IContactIntake intake) : IInboundMessageSink
{
    public async ValueTask AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.ExtensionCode.Length > 0)
        {
            var reply = new NoticeReply(message.ExternalId, message.From, message.ExtensionCode, message.Text, message.ReceivedAt);
            if (await notices.AcceptReplyAsync(reply, cancellationToken) != ReplyMatch.NoQuestion)
            {
                return;
            }
        }

        await intake.AcceptAsync(
            new ContactReceived
            {
                Medium = MediumOf(message.Channel),
                ExternalId = message.ExternalId,
                Number = message.From,
                CalledNumber = message.To,
                Text = message.Text,
                ArrivedAt = message.ReceivedAt,
            },
            cancellationToken);
    }

    public ValueTask AcceptAsync(DeliveryReport report, CancellationToken cancellationToken) =>
        notices.AcceptReportAsync(new NoticeReport(report.ProviderId, report.Delivered, report.State, report.ReceivedAt), cancellationToken);

    private static Medium MediumOf(ChannelKind channel) => channel switch
    {
        ChannelKind.Sms => Medium.Sms,
    };
}
