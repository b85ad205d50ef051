using Hotline.Channels.Sending;

namespace Hotline.Channels.Sms;

/// <summary>
/// Sends through the first provider that takes the message. The rule of failing over: a provider that certainly has nothing of a message ("later") is followed by
/// the next; one that may have it (outcome unknown) is not, nor is the message sent again by itself: whoever asks again under the same key gets the late answer if
/// one came, else a person decides.
/// </summary>
internal sealed class SmsDoor : IOutboundDoor
{
    private readonly SmsOptions options;
    private readonly ChannelBoard board;
    private readonly (ISmsProvider Provider, Circuit Circuit)[] providers;

    public SmsDoor(SmsOptions options, IEnumerable<ISmsProvider> providers, ChannelBoard board, TimeProvider time)
    {
        (this.options, this.board) = (options, board);
        this.providers =
        [
            .. providers.OrderBy(provider => provider.Settings.Priority)
                .Select(provider => (provider, new Circuit(options.FailuresToRest, options.FirstRest, options.LongestRest, time))),
        ];
        Patience = this.providers.Length == 0 ? TimeSpan.Zero : this.providers.Max(entry => entry.Provider.Settings.ResponseTimeout) * 4;
    }

    public ChannelKind Channel => ChannelKind.Sms;

    public TimeSpan Patience { get; }

    /// <summary>A provider's id of a message, apart from those of other providers.</summary>
    internal static string QualifiedId(SmsProviderOptions settings, string id) => $"{settings.Name}/{id}";

    public async Task<SendOutcome> SendAsync(OutboundMessage message)
    {
        if (!Array.Exists(providers, entry => Fits(entry.Provider.Settings, message)))
        {
            return new SendOutcome { Verdict = SendVerdict.Refused, Reason = "the receiver, or our number with its extension code, is no number of at most 20 digits" };
        }

        var reason = "no provider is up";
        foreach (var (provider, circuit) in providers)
        {
            if (!Fits(provider.Settings, message) || !provider.IsUp || !circuit.TryEnter())
            {
                continue;
            }

            var outcome = await provider.SubmitAsync(SmsSignature.Put(message, provider.Settings, options.Signature));
            Judge(circuit, outcome);
            board.NoteSent(provider.Settings.Name, outcome.Verdict, outcome.Reason, circuit.RestsUntil);
            ChannelMeter.Submitted(provider.Settings.Name, outcome.Verdict);
            if (outcome.Verdict != SendVerdict.Later)
            {
                return new SendOutcome
                {
                    Verdict = outcome.Verdict,
                    ProviderId = outcome.Id is { } id ? QualifiedId(provider.Settings, id) : null,
                    Reason = outcome.Reason,
                };
            }

            reason = outcome.Reason ?? reason;
        }

        return new SendOutcome { Verdict = SendVerdict.Later, Reason = reason };
    }

    // 20: a C-octet string of 21 (SMPP 3.4 §5.2.8, §5.2.9), the 21 octets of CMPP's Src_Id.
    private static bool Fits(SmsProviderOptions settings, OutboundMessage message) =>
        IsNumber(settings.SourceNumber + message.ExtensionCode) && IsNumber(message.To.StartsWith('+') ? message.To[1..] : message.To);

    private static bool IsNumber(string digits) => digits.Length is > 0 and <= 20 && digits.All(char.IsAsciiDigit);

    private static void Judge(Circuit circuit, SubmitOutcome outcome)
    {
        if (outcome.Throttled)
        {
            circuit.TooFast();
        }
        else if (outcome.Verdict is SendVerdict.Accepted or SendVerdict.Refused)
        {
            circuit.Worked();
        }
        else
        {
            circuit.Failed();
        }
    }
}
