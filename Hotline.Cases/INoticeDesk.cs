namespace Hotline.Cases;

/// <summary>Sends what has to be said to people outside, and takes their answers. Thread-safe.</summary>
public interface INoticeDesk
{
    /// <summary>
    /// Sends the notices that are due through the <see cref="INoticeCarrier"/>, and releases held ones once there is a provider.
    /// Each is sent at least once: a crash between the carrier's acceptance and the commit sends it again under the same
    /// <see cref="Notice.Key"/>.
    /// </summary>
    /// <returns>How many were handed to the carrier.</returns>
    ValueTask<int> DispatchDueAsync(CancellationToken cancellationToken);

    /// <summary>Stores what a provider reported; an unknown id is ignored, a repeat changes nothing.</summary>
    ValueTask AcceptReportAsync(NoticeReport report, CancellationToken cancellationToken);

    /// <summary>
    /// Matches a message to the question it answers, by extension code and number both. Idempotent by external id.
    /// </summary>
    ValueTask<ReplyMatch> AcceptReplyAsync(NoticeReply reply, CancellationToken cancellationToken);
}

/// <summary>Something to be said to somebody outside.</summary>
public sealed record Notice
{
    /// <summary>Our own key, the same at every attempt: whoever carries it may use it to send only once.</summary>
    public required string Key { get; init; }

    /// <summary>The receiver's phone number.</summary>
    public required string To { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>Digits behind our own number, so that an answer finds its question; empty for none.</summary>
    public required string ExtensionCode { get; init; }
}

/// <summary>Carries notices out. One attempt per call. Thread-safe.</summary>
public interface INoticeCarrier
{
    /// <summary>Whether there is a provider (it may be down).</summary>
    bool IsConfigured { get; }

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
public sealed record NoticeReply(string ExternalId, string From, string ExtensionCode, string Text, DateTimeOffset ReceivedAt);

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
