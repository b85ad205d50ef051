namespace Hotline.Channels.Sms;

/// <summary>A provider as the door sees it. Thread-safe.</summary>
internal interface ISmsProvider
{
    SmsProviderOptions Settings { get; }

    /// <summary>Whether it can be asked now: signed in, where that is needed.</summary>
    bool IsUp { get; }

    /// <summary>
    /// One attempt. It always ends, at the latest three response times after the last octet went out. "Later" means that nothing of the message was taken: another
    /// provider may be asked. Never throws.
    /// </summary>
    Task<SubmitOutcome> SubmitAsync(SmsText text);
}

/// <summary>A message as one provider is to send it.</summary>
/// <param name="Message">As it was given to the door.</param>
/// <param name="Text">The words, signature and all where we write it.</param>
/// <param name="Signature">The signature without its brackets; null where there is none.</param>
internal sealed record SmsText(OutboundMessage Message, string Text, string? Signature);

/// <summary>What became of an attempt.</summary>
/// <param name="Verdict">See <see cref="SendVerdict"/>.</param>
/// <param name="Id">The provider's id, where accepted.</param>
/// <param name="Reason">Why not; holds no number and no text.</param>
/// <param name="Throttled">The provider says "too fast".</param>
internal sealed record SubmitOutcome(SendVerdict Verdict, string? Id = null, string? Reason = null, bool Throttled = false)
{
    internal static SubmitOutcome Refused(string reason) => new(SendVerdict.Refused, Reason: reason);

    internal static SubmitOutcome Later(string reason, bool throttled = false) => new(SendVerdict.Later, Reason: reason, Throttled: throttled);

    internal static SubmitOutcome Unknown(string reason) => new(SendVerdict.Unknown, Reason: reason);
}
