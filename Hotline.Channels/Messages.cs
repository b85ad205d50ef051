namespace Hotline.Channels;

/// <summary>The doors messages come and go through.</summary>
public enum ChannelKind
{
    /// <summary>Short message.</summary>
    Sms,

    /// <summary>The city's WeChat official account (公众号).</summary>
    Wechat,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>The report form on our own web pages.</summary>
    Web,

    /// <summary>Open311 GeoReport v2.</summary>
    Open311,

    /// <summary>The robot of a work group's chat (工作群机器人): what is posted twice is read twice.</summary>
    WorkGroup,

    /// <summary>A unit's office automation (OA): it knows a repeat by the message's key.</summary>
    Oa,
}

/// <summary>A message that came in.</summary>
public sealed record InboundMessage
{
    /// <summary>The door it came through.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>The sender's or provider's id, unique within the door; a repeat of it is the same message.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Who wrote: a phone number for SMS, an openid for WeChat, an address for e-mail.</summary>
    public required string From { get; init; }

    /// <summary>The address written to, with its extension code: <c>12345</c> + <c>0042</c>.</summary>
    public required string To { get; init; }

    /// <summary>The extension code behind our own number; empty where there was none.</summary>
    public string ExtensionCode { get; init; } = "";

    /// <summary>What was written.</summary>
    public required string Text { get; init; }

    /// <summary>The heading, where the door has one.</summary>
    public string? Subject { get; init; }

    /// <summary>The sender's name, where given.</summary>
    public string? Name { get; init; }

    /// <summary>A phone number given in a form; no proof of who they are.</summary>
    public string? Phone { get; init; }

    /// <summary>Where, if said.</summary>
    public string? Place { get; init; }

    /// <summary>The kind of request, as <c>complaint</c> or <c>consultation</c>, where the door asked for it.</summary>
    public string? RequestType { get; init; }

    /// <summary>The class of the matter, where the door asked for it.</summary>
    public string? CategoryCode { get; init; }

    /// <summary>The sender asks that whoever handles it does not learn who they are.</summary>
    public bool Confidential { get; init; }

    /// <summary>The case number it names, if it names one.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>The id by which an answer refers to it (RFC 5322 Message-ID).</summary>
    public string? Thread { get; init; }

    /// <summary>Keys (<see cref="OutboundMessage.Key"/>) of what we sent and this answers.</summary>
    public IReadOnlyList<string> AnswersKeys { get; init; } = [];

    /// <summary>Beginnings of the external ids of earlier messages that it continues.</summary>
    public IReadOnlyList<string> Continues { get; init; } = [];

    /// <summary>What came with it.</summary>
    public IReadOnlyList<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>Why it could not be read, as a code; the whole original is then among the attachments.</summary>
    public string? Quarantine { get; init; }

    /// <summary>A machine wrote it: never answered by a machine of ours.</summary>
    public bool Automatic { get; init; }

    /// <summary>The article that answered it at once: it is kept, and no case comes of it. Null where a person has to see to it.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Whether the sender should be told the case number by a message of its own.</summary>
    public bool Acknowledge { get; init; }

    /// <summary>When it reached us, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>A file that came with a message.</summary>
/// <param name="FileName">As the sender named it; shown, never used as a path.</param>
/// <param name="MediaType">What its content is, by looking at it.</param>
/// <param name="Content">All of it.</param>
public sealed record InboundAttachment(string FileName, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>What became of a message that was taken.</summary>
/// <param name="CaseNumber">Its case; null where it belongs to none.</param>
/// <param name="Joined">It joined a case that was there before.</param>
public sealed record InboundTaken(string? CaseNumber, bool Joined);

/// <summary>A message to be sent.</summary>
public sealed record OutboundMessage
{
    /// <summary>The door to use.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>Our own key: the same key is never sent twice by one process while its outcome is open or good, and names the message in every report.</summary>
    public required string Key { get; init; }

    /// <summary>The receiver: a phone number for SMS, an openid for WeChat, an address for e-mail.</summary>
    public required string To { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Put behind our own number, so that an answer finds its question; digits, empty for none.</summary>
    public string ExtensionCode { get; init; } = "";

    /// <summary>The case it tells of, if any.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>What kind of message it is, by which a provider's template is found: <c>survey</c>, <c>receipt</c>, <c>code</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What fills a provider's template besides the text, as <c>code</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The receiver asked for it this moment: it goes also to who wants no messages.</summary>
    public bool Asked { get; init; }

    /// <summary>The heading of what it answers, where the door has headings.</summary>
    public string? Subject { get; init; }

    /// <summary>The door's id of what it answers.</summary>
    public string? InReplyTo { get; init; }
}

/// <summary>What became of an attempt to send.</summary>
public enum SendVerdict
{
    /// <summary>The provider took it over; a report may follow.</summary>
    Accepted,

    /// <summary>No provider is configured for this door: nothing was sent; hold the message.</summary>
    NotConfigured,

    /// <summary>Refused for good: the number or text is not acceptable. Do not try again.</summary>
    Refused,

    /// <summary>Not now: provider down, throttled, no answer. Try again later.</summary>
    Later,

    /// <summary>It was handed over and no answer came: it may or may not have gone out. Sent again it could come twice.</summary>
    Unknown,
}

/// <summary>The outcome of sending one message.</summary>
public sealed record SendOutcome
{
    /// <summary>What became of it.</summary>
    public required SendVerdict Verdict { get; init; }

    /// <summary>The provider's id, where accepted.</summary>
    public string? ProviderId { get; init; }

    /// <summary>The provider's or our reason, where not accepted. Holds no number and no text.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a provider reported of a message it had accepted.</summary>
public sealed record DeliveryReport
{
    /// <summary>The door.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>The id the provider gave on acceptance.</summary>
    public required string ProviderId { get; init; }

    /// <summary>Whether it reached the receiver.</summary>
    public required bool Delivered { get; init; }

    /// <summary>The provider's state word, as <c>DELIVRD</c>, <c>UNDELIV</c>, <c>EXPIRED</c> (SMPP 3.4 appendix B).</summary>
    public required string State { get; init; }

    /// <summary>When it reached us, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>
/// Takes what came in. The outside is acknowledged only after the call returns; an exception means "not taken": it will come again.
/// </summary>
public interface IInboundMessageSink
{
    /// <summary>Stores a message; a repeat of the same external id changes nothing and gives the same answer.</summary>
    ValueTask<InboundTaken> AcceptAsync(InboundMessage message, CancellationToken cancellationToken);

    /// <summary>Stores a delivery report.</summary>
    ValueTask AcceptAsync(DeliveryReport report, CancellationToken cancellationToken);
}

/// <summary>Sends messages. Thread-safe.</summary>
public interface IMessageSender
{
    /// <summary>Whether a provider for the door is configured (it may still be down).</summary>
    bool IsConfigured(ChannelKind channel);

    /// <summary>Sends one message, waiting for the provider's word, no longer than the configured response time.</summary>
    ValueTask<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken);
}
