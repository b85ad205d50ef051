using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Hotline.Channels.Receiving;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>
/// Takes deliver_sm in, one after the other: to the sink, then the acknowledgement. What the sink did not take is answered
/// ESME_RX_T_APPN, so that the centre keeps it and delivers again.
/// </summary>
/// <remarks>
/// Parts of a long text are acknowledged when the whole is safe. A centre that sends one message at a time would wait for the first part's
/// answer before it sends the second: after <see cref="PartHold"/> a waiting part is answered "again later" while its words stay here; when the
/// last part has come the whole goes to the sink, and parts that come again are acknowledged at once.
/// <code>
/// part 1 → (held 3 s) → ESME_RX_T_APPN     part 2 → whole to the sink → ESME_ROK     part 1 again → ESME_ROK
/// </code>
/// </remarks>
internal sealed partial class DeliveryIntake(InboundDesk desk, SmppOptions options, TimeProvider time, ILogger logger)
{
    // Well below the response timers of message centres, which begin at some 10 s.
    internal static readonly TimeSpan PartHold = TimeSpan.FromSeconds(3);

    // More than any window; beyond it a message is answered "again later".
    private const int Waiting = 1000;
    private const int RememberedParts = 10_000;

    private readonly Channel<Delivery> queue = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly MessageIdentity identity = new(time);
    private readonly LongTexts longTexts = new(options.MaxLongTexts, options.LongTextExpiry);
    private readonly RecentSet safeParts = new(RememberedParts);
    private readonly Queue<HeldPart> held = new();

    internal ChannelWriter<Delivery> Deliveries => queue.Writer;

    /// <summary>Works until cancelled; what is not acknowledged then comes again.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                while (queue.Reader.TryRead(out var delivery))
                {
                    await TakeAsync(delivery, cancellationToken);
                    await TidyAsync(cancellationToken);
                }

                await TidyAsync(cancellationToken);
                await WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    /// <summary>Until something has come or something is due.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var due = new CancellationTokenSource(NextDue() is { } at ? Positive(at - time.GetUtcNow()) : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            await queue.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (due.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private DateTimeOffset? NextDue()
    {
        DateTimeOffset? hold = held.TryPeek(out var first) ? first.Until : null;
        var expiry = longTexts.NextExpiry;
        return hold is null || expiry < hold ? expiry : hold;
    }

    private async Task TakeAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var content = delivery.Pdu.Content;
        if (content.IsReceipt)
        {
            await AnswerAsync(delivery, await TakeReceiptAsync(content, cancellationToken));
            return;
        }

        var (fragment, text) = Read(content);
        if (fragment is { } place)
        {
            await TakePartAsync(delivery, place, text, cancellationToken);
            return;
        }

        var message = Message(Number(content.Source), content.Destination.Digits, text, identity.Identify(content, delivery.Link.Number));
        if (await AnswerAsync(delivery, await desk.TakeAsync(message, cancellationToken)))
        {
            identity.Acknowledged(content, delivery.Link.Number);
        }
    }

    private async Task<bool> TakeReceiptAsync(ShortMessage content, CancellationToken cancellationToken)
    {
        var receipt = DeliveryReceipt.Read(content);
        if (receipt is null)
        {
            // Nothing to find a message by: coming again would not mend it.
            LogUnreadableReceipt();
            return true;
        }

        return receipt.IsIntermediate || await desk.TakeAsync(
            new DeliveryReport
            {
                Channel = ChannelKind.Sms,
                ProviderId = receipt.MessageId,
                Delivered = receipt.IsDelivered,
                State = receipt.State,
                ReceivedAt = time.GetUtcNow(),
            },
            cancellationToken);
    }

    private async Task TakePartAsync(Delivery delivery, SmsFragment place, string text, CancellationToken cancellationToken)
    {
        var content = delivery.Pdu.Content;
        var fingerprint = MessageIdentity.Fingerprint(content);
        if (safeParts.Contains(fingerprint))
        {
            await AnswerAsync(delivery, taken: true);
            return;
        }

        var key = new LongTextKey(Number(content.Source), content.Destination.Digits, place.Reference, place.Total);
        var displaced = new List<LongText>();
        var longText = longTexts.Add(key, place.Number, text, fingerprint, time.GetUtcNow(), displaced);
        foreach (var other in displaced)
        {
            await CloseAsync(other, cancellationToken);
        }

        held.Enqueue(new HeldPart(delivery, key, time.GetUtcNow() + PartHold));
        if (longText.IsComplete)
        {
            await CloseAsync(longText, cancellationToken);
        }
    }

    /// <summary>Hands a long text on, whole or with gaps, and answers those of its parts that still wait.</summary>
    private async Task CloseAsync(LongText longText, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(Message(longText.Key.From, longText.Key.To, longText.Text, Identify(longText)), cancellationToken);
        if (taken)
        {
            longTexts.Close(longText);
            foreach (var fingerprint in longText.Fingerprints)
            {
                safeParts.Add(fingerprint);
            }
        }

        // One that was not taken stays open if it is whole: the first part that comes again completes it again.
        for (var count = held.Count; count > 0; count--)
        {
            var part = held.Dequeue();
            if (part.Key != longText.Key)
            {
                held.Enqueue(part);
                continue;
            }

            await AnswerAsync(part.Delivery, taken);
        }
    }

    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        while (held.TryPeek(out var part) && part.Until <= now)
        {
            held.Dequeue();
            await AnswerAsync(part.Delivery, taken: false);
        }

        foreach (var expired in longTexts.Expire(now))
        {
            LogIncomplete();
            await CloseAsync(expired, cancellationToken);
        }
    }

    private static async Task<bool> AnswerAsync(Delivery delivery, bool taken) =>
        await delivery.Link.AnswerAsync(delivery.Pdu, taken ? CommandStatus.ESME_ROK : CommandStatus.ESME_RX_T_APPN) && taken;

    private InboundMessage Message(string from, string to, string text, string id)
    {
        var national = to.TrimStart('+');
        return new InboundMessage
        {
            Channel = ChannelKind.Sms,
            ExternalId = id,
            From = from,
            To = national,
            ExtensionCode = national.StartsWith(options.SourceNumber, StringComparison.Ordinal) ? national[options.SourceNumber.Length..] : "",
            Text = text,
            CaseNumber = CaseReference.Find(text),
            Acknowledge = true,
            ReceivedAt = time.GetUtcNow(),
        };
    }

    private static (SmsFragment? Fragment, string Text) Read(ShortMessage content)
    {
        ReadOnlySpan<byte> octets = content.Payload;
        SmsFragment? fragment = null;
        if ((content.EsmClass & 0x40) != 0)
        {
            (fragment, var offset) = SmsFragment.ReadHeader(octets);
            octets = octets[offset..];
        }
        else if (content.Find(OptionTag.SarMessageReference) is [var high, var low]
            && content.Find(OptionTag.SarTotalSegments) is [var total] && content.Find(OptionTag.SarSegmentNumber) is [var number])
        {
            fragment = SmsFragment.Of((high << 8) | low, total, number);
        }

        return (fragment, SmsCoding.Decode(content.DataCoding, octets));
    }

    /// <summary>A mobile number of mainland China in its national form; others as they came, without the plus.</summary>
    private static string Number(SmppAddress source)
    {
        var digits = source.Digits.TrimStart('+');
        return digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    private static string Identify(LongText longText)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{longText.Key}\n{longText.Text}"));
        return $"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}-{longText.BegunAt:yyyyMMdd}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A delivery receipt without a message id or state was acknowledged and dropped")]
    private partial void LogUnreadableReceipt();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A long SMS stayed incomplete and is handed on with gaps")]
    private partial void LogIncomplete();

    [LoggerMessage(Level = LogLevel.Debug, Message = "SMS intake stopped")]
    private partial void LogStopped();

    private sealed record HeldPart(Delivery Delivery, LongTextKey Key, DateTimeOffset Until);
}
