using System.Text;

namespace Hotline.Channels;

/// <summary>Short messages: who carries them, and what stands at their head.</summary>
public sealed record SmsOptions
{
    /// <summary>The providers; the lowest <see cref="SmsProviderOptions.Priority"/> is asked first. None: what should go out is held.</summary>
    public IReadOnlyList<SmsProviderOptions> Providers { get; init; } = [];

    /// <summary>
    /// What stands in 【】 at the head of every message, as registered with the carriers. Null leaves each text the head it came with.
    /// A provider's own signature stands above it.
    /// </summary>
    public string? Signature { get; init; }

    /// <summary>A provider that failed so many times in a row is left alone for a while. Default 3.</summary>
    public int FailuresToRest { get; init; } = 3;

    /// <summary>How long it is left alone first; twice as long after each further failure. Default 30 s.</summary>
    public TimeSpan FirstRest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest rest. Default 5 min.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        if (FailuresToRest < 1)
        {
            yield return "Sms:FailuresToRest: 1 or more is expected";
        }

        if (FirstRest <= TimeSpan.Zero || LongestRest < FirstRest || LongestRest > TimeSpan.FromDays(1))
        {
            yield return "Sms:FirstRest, Sms:LongestRest: more than zero, the second not less than the first, at most a day";
        }

        if (!SmsProviderOptions.IsSignature(Signature))
        {
            yield return "Sms:Signature: 2 to 20 characters without 【】 are expected";
        }

        foreach (var twice in Providers.GroupBy(provider => provider.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"Sms:Providers:{twice.Key}: a name stands for one provider";
        }

        foreach (var error in Providers.SelectMany(provider => provider.Errors()))
        {
            yield return error;
        }
    }
}

/// <summary>Who puts the signature to a message.</summary>
public enum SignatureWriter
{
    /// <summary>We write it at the head of the text.</summary>
    Us,

    /// <summary>The provider does: the text goes without.</summary>
    Provider,
}

/// <summary>One provider of short messages, whatever it speaks.</summary>
public abstract record SmsProviderOptions
{
    internal const string FirstName = "smpp";

    /// <summary>What it is called in settings, states and ids. Default: the one provider of <c>Sms:Smpp</c>.</summary>
    public string Name { get; init; } = FirstName;

    /// <summary>The lowest is asked first. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>Our own number at this provider, before any extension code. Default 12345.</summary>
    public string SourceNumber { get; init; } = "12345";

    /// <summary>The signature registered with this provider; null for <see cref="SmsOptions.Signature"/>.</summary>
    public string? Signature { get; init; }

    /// <summary>Who puts the signature to a message. Default: we.</summary>
    public SignatureWriter SignedBy { get; init; } = SignatureWriter.Us;

    /// <summary>Messages per second at most, each part of a long text counted; 0 for no limit. Default 50; the provider's contract says.</summary>
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>How long an answer may take. Default 10 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    internal static bool IsSignature(string? signature) =>
        signature is null || (signature.Length is >= 2 and <= 20 && signature.AsSpan().IndexOfAny("【】\r\n") < 0);

    internal virtual IEnumerable<string> Errors()
    {
        if (Name.Length is 0 or > 30 || !Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            yield return $"{Key("")}: a name of 1 to 30 letters, digits, - and _ is expected";
        }

        if (SourceNumber.Length is 0 or > 20 || !SourceNumber.All(char.IsAsciiDigit))
        {
            yield return $"{Key(nameof(SourceNumber))}: 1 to 20 digits are expected (SMPP 3.4 §5.2.8)";
        }

        if (!IsSignature(Signature))
        {
            yield return $"{Key(nameof(Signature))}: 2 to 20 characters without 【】 are expected";
        }

        if (MessagesPerSecond < 0)
        {
            yield return $"{Key(nameof(MessagesPerSecond))}: 0 or more is expected";
        }

        // An attempt waits three times as long for its outcome; the outbox gives it two minutes.
        if (ResponseTimeout <= TimeSpan.Zero || ResponseTimeout > TimeSpan.FromSeconds(20))
        {
            yield return $"{Key(nameof(ResponseTimeout))}: more than zero and at most 20 s is expected";
        }
    }

    internal string Key(string setting) => (Name == FirstName ? "Sms:Smpp:" : $"Sms:Providers:{Name}:") + setting;
}

/// <summary>A provider that is reached over a link that stays open.</summary>
public abstract record LinkedSmsOptions : SmsProviderOptions
{
    /// <summary>Host name or address of the message centre or gateway.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    public abstract int Port { get; init; }

    /// <summary>Requests under way at once.</summary>
    public abstract int Window { get; init; }

    /// <summary>Longest pause between attempts to connect; it doubles from 1 s. Default 60 s. A refused sign-in waits this long at once.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the parts of an incoming long text are waited for; then what came is handed on with gaps marked. Default 15 min.
    /// Stops parts that never come from being kept for ever.
    /// </summary>
    public TimeSpan LongTextExpiry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Incoming long texts put together at once. Default 1,000; the oldest gives way. Stops a flood of first parts from filling memory.</summary>
    public int MaxLongTexts { get; init; } = 1000;

    /// <summary>How often a quiet link is tested, and the setting that says so: each protocol has its own name for it.</summary>
    internal abstract (string Setting, TimeSpan Every) LinkTest { get; }

    internal override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
        {
            yield return error;
        }

        if (string.IsNullOrWhiteSpace(Host))
        {
            yield return $"{Key(nameof(Host))}: a host name or address is expected";
        }

        if (Port is < 1 or > 65535)
        {
            yield return $"{Key(nameof(Port))}: 1 to 65535 is expected";
        }

        if (Window is < 1 or > 1000)
        {
            yield return $"{Key(nameof(Window))}: 1 to 1000 is expected";
        }

        if (MaxLongTexts < 1)
        {
            yield return $"{Key(nameof(MaxLongTexts))}: 1 or more is expected";
        }

        foreach (var (name, value) in new[] { (nameof(MaxReconnectDelay), MaxReconnectDelay), (nameof(LongTextExpiry), LongTextExpiry), LinkTest })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            {
                yield return $"{Key(name)}: more than zero and at most a day is expected";
            }
        }
    }

    internal static bool IsAscii(string text, int most) => text.Length <= most && Ascii.IsValid(text);
}
