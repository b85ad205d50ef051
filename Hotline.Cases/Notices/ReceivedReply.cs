namespace Hotline.Cases.Notices;

/// <summary>A message that was taken for an answer, so that its repeat is known.</summary>
internal sealed class ReceivedReply
{
    private ReceivedReply()
    {
    }

    public string ExternalId { get; private set; } = "";

    public Guid SurveyId { get; private set; }

    public string Text { get; private set; } = "";

    public ReplyMatch Match { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public static ReceivedReply Of(NoticeReply reply, Guid surveyId, ReplyMatch match) => new()
    {
        ExternalId = reply.ExternalId,
        SurveyId = surveyId,
        Text = reply.Text,
        Match = match,
        ReceivedAt = reply.ReceivedAt.ToUniversalTime(),
    };
}
