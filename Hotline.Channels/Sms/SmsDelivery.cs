namespace Hotline.Channels.Sms;

/// <summary>Something a provider delivers, whatever its protocol: a citizen's words, a part of them, or the report on a message of ours.</summary>
internal sealed record SmsDelivery
{
    /// <summary>The sender's number as it came.</summary>
    public required string From { get; init; }

    /// <summary>The number written to as it came, extension code and all.</summary>
    public required string To { get; init; }

    public required string Text { get; init; }

    /// <summary>Where it belongs, for a part of a long text.</summary>
    public SmsFragment? Fragment { get; init; }

    /// <summary>The report it is; then there are no words.</summary>
    public SmsReport? Report { get; init; }

    /// <summary>It claims to be a report and cannot be read as one.</summary>
    public bool IsBadReport { get; init; }

    /// <summary>32 hexadecimal digits over everything that redelivery keeps.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The provider's own name for it, where it has one that redelivery keeps.</summary>
    public string? Name { get; init; }

    /// <summary>The link it came over.</summary>
    public required long Link { get; init; }

    /// <summary>Acknowledges it, or asks for it again; false when the link has ended and it will come again anyhow.</summary>
    public required Func<bool, Task<bool>> AnswerAsync { get; init; }
}

/// <summary>What a provider says of a message of ours.</summary>
/// <param name="MessageId">The id given when it was submitted.</param>
/// <param name="State">The provider's word.</param>
internal sealed record SmsReport(string MessageId, string State)
{
    /// <summary>Still on its way: another report will follow.</summary>
    internal bool IsIntermediate => State is "ENROUTE" or "ACCEPTD";

    internal bool IsDelivered => State == "DELIVRD";
}
