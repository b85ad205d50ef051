namespace Hotline.Cases;

/// <summary>Sends what has to be said to people outside, and takes their answers. Thread-safe.</summary>
public interface INoticeDesk
{
    /// <summary>
    /// Sends the notices that are due through the <see cref="INoticeCarrier"/>, and releases held ones once there is a provider.
    /// None is sent twice: one that was in hand when the product fell is not sent again but failed, for a person to judge; e-mail alone is, under
    /// the same <see cref="Notice.Key"/> and so the same Message-ID.
    /// </summary>
    /// <returns>How many were handed to the carrier.</returns>
    ValueTask<int> DispatchDueAsync(CancellationToken cancellationToken);

    /// <summary>Stores what a provider reported; an unknown id is ignored, a repeat changes nothing.</summary>
    ValueTask AcceptReportAsync(NoticeReport report, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a failed notice again, or one that waits for its next attempt at once, on a person's word. A survey that went over to the telephone stays there.
    /// </summary>
    ValueTask<ResendAnswer> ResendAsync(Actor actor, Guid noticeId, CancellationToken cancellationToken);

    /// <summary>
    /// Matches a message to the question it answers: by extension code and number for SMS, by the notice it answers for e-mail, by the address for
    /// WeChat. Idempotent by external id. What is no answer is recorded only where it came under a question's extension code.
    /// </summary>
    ValueTask<ReplyMatch> AcceptReplyAsync(NoticeReply reply, CancellationToken cancellationToken);
}

/// <summary>Something to be said to somebody outside.</summary>
public sealed record Notice
{
    /// <summary>Our own key, the same at every attempt: whoever carries it may use it to send only once.</summary>
    public required string Key { get; init; }

    /// <summary>What kind of notice it is: <c>survey</c> or <c>receipt</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The door to use.</summary>
    public required Medium Medium { get; init; }

    /// <summary>The receiver, as the door knows them.</summary>
    public required string To { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>Digits behind our own number, so that an answer finds its question; empty for none.</summary>
    public required string ExtensionCode { get; init; }

    /// <summary>The case it tells of.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>The heading of what it answers.</summary>
    public string? Subject { get; init; }

    /// <summary>The door's id of what it answers.</summary>
    public string? InReplyTo { get; init; }
}

/// <summary>Carries notices out. One attempt per call. Thread-safe.</summary>
public interface INoticeCarrier
{
    /// <summary>Whether there is a provider for the door (it may be down).</summary>
    bool Carries(Medium medium);

    /// <summary>Tries once. Throws nothing for what a provider may do: that is a verdict.</summary>
    ValueTask<CarrierAnswer> CarryAsync(Notice notice, CancellationToken cancellationToken);
}

/// <summary>What became of one attempt.</summary>
public enum CarrierVerdict
{
    /// <summary>Taken over by the provider.</summary>
    Accepted,

    /// <summary>No provider: hold it.</summary>
    NotConfigured,

    /// <summary>Never: number or text not acceptable.</summary>
    Refused,

    /// <summary>Not now.</summary>
    Later,

    /// <summary>It may or may not have gone out: not sent again but by a person's word.</summary>
    Unknown,
}

/// <summary>What a carrier says of one attempt.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="ProviderId">The provider's id, where accepted.</param>
/// <param name="Reason">A code or words without personal data, where not.</param>
public sealed record CarrierAnswer(CarrierVerdict Verdict, string? ProviderId, string? Reason);

/// <summary>What a provider reported of a notice it had accepted.</summary>
/// <param name="ProviderId">The id given on acceptance.</param>
/// <param name="Delivered">It reached the receiver.</param>
/// <param name="State">The provider's word for it.</param>
/// <param name="At">When it reached us, UTC.</param>
public sealed record NoticeReport(string ProviderId, bool Delivered, string State, DateTimeOffset At);

/// <summary>A message that may answer a notice.</summary>
/// <param name="ExternalId">The provider's id; a repeat of it is the same message.</param>
/// <param name="From">The sender's number.</param>
/// <param name="ExtensionCode">The digits behind our own number.</param>
/// <param name="Text">What was written.</param>
/// <param name="ReceivedAt">When it reached us, UTC.</param>
public sealed record NoticeReply(string ExternalId, string From, string ExtensionCode, string Text, DateTimeOffset ReceivedAt)
{
    /// <summary>The door it came through.</summary>
    public Medium Medium { get; init; } = Medium.Sms;

    /// <summary>What it says, where the door offers a choice; null where its words are to be read.</summary>
    public SatisfactionRating? Rating { get; init; }

    /// <summary>The case it is about, where the door says so.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Keys of our notices that it answers, where the door says so.</summary>
    public IReadOnlyList<string> AnswersNotices { get; init; } = [];
}

/// <summary>What became of the wish to send again.</summary>
public enum ResendAnswer
{
    /// <summary>It will be tried at once.</summary>
    Queued,

    /// <summary>It was sent, answered, or is asked by telephone.</summary>
    NotAllowed,

    /// <summary>No such notice, as far as this person may know.</summary>
    NotFound,
}

/// <summary>What became of a message taken for an answer.</summary>
public enum ReplyMatch
{
    /// <summary>It answered its question.</summary>
    Answered,

    /// <summary>It found its question, but is no valid answer: recorded, the question stays open.</summary>
    NotUnderstood,

    /// <summary>It found its question, already answered or expired: recorded, nothing else.</summary>
    TooLate,

    /// <summary>No question with this code was sent to this number: nothing recorded here.</summary>
    NoQuestion,
}
