using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>
/// Messages that come in: one that answers a question goes to that question, any other becomes a contact with its case; a report goes to its notice.
/// Returning means it is stored; a repeat finds it already there.
/// </summary>
internal sealed class MessageToContact(INoticeDesk notices, ICitizenDesk citizens) : IInboundMessageSink
{
    public async ValueTask<InboundTaken> AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if ((message.ExtensionCode.Length > 0 || message.AnswersKeys.Count > 0) && !message.Automatic)
        {
            var reply = new NoticeReply(ReplyId(message), message.From, message.ExtensionCode, message.Text, message.ReceivedAt)
            {
                Medium = MediumWords.MediumOf(message.Channel),
                AnswersNotices = message.AnswersKeys,
            };
            if (await notices.AcceptReplyAsync(reply, cancellationToken) != ReplyMatch.NoQuestion)
            {
                return new InboundTaken(null, Joined: true);
            }
        }

        var taken = await citizens.TakeAsync(MessageOf(message), cancellationToken);
        return new InboundTaken(taken.CaseNumber, taken.Joined);
    }

    public ValueTask AcceptAsync(DeliveryReport report, CancellationToken cancellationToken) =>
        notices.AcceptReportAsync(new NoticeReport(report.ProviderId, report.Delivered, report.State, report.ReceivedAt), cancellationToken);

    // Ids of the first door stand as they always have; those of others could meet them.
    private static string ReplyId(InboundMessage message) =>
        message.Channel == ChannelKind.Sms ? message.ExternalId : $"{message.Channel}/{message.ExternalId}";

    private static MessageReceived MessageOf(InboundMessage message) => new()
    {
        From = MediumWords.CorrespondentOf(message.Channel, message.From),
        ExternalId = message.ExternalId,
        To = message.To,
        Text = message.Text,
        Subject = message.Subject,
        Name = message.Name,
        Phone = message.Phone,
        Place = message.Place,
        RequestType = message.RequestType,
        CategoryCode = message.CategoryCode,
        Confidential = message.Confidential,
        CaseNumber = message.CaseNumber,
        Thread = message.Thread,
        AnswersNotices = message.AnswersKeys,
        Continues = message.Continues,
        Attachments = [.. message.Attachments.Select(attachment => new ReceivedAttachment(attachment.FileName, attachment.MediaType, attachment.Content))],
        Quarantine = message.Quarantine,
        Automatic = message.Automatic,
        AnsweredBy = message.AnsweredBy,
        Acknowledge = message.Acknowledge,
        ArrivedAt = message.ReceivedAt,
    };
}
