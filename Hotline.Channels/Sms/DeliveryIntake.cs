using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Hotline.Channels.Receiving;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms;

/// <summary>
/// Takes in what a provider delivers, one after the other: to the sink, then the acknowledgement. What the sink did not take is asked for again
/// (SMPP: ESME_RX_T_APPN; CMPP: flow control), so that the centre keeps it.
/// </summary>
/// <remarks>
/// Parts of a long text are acknowledged when the whole is safe. A centre that sends one message at a time would wait for the first part's
/// answer before it sends the second: after <see cref="PartHold"/> a waiting part is answered "again later" while its words stay here; when the
/// last part has come the whole goes to the sink, and parts that come again are acknowledged at once.
/// <code>
/// part 1 → (held 3 s) → again later     part 2 → whole to the sink → taken     part 1 again → taken
/// </code>
/// </remarks>
internal sealed partial class DeliveryIntake(InboundDesk desk, LinkedSmsOptions options, TimeProvider time, ILogger logger)
{
    // Well below the response timers of message centres, which begin at some 10 s.
    internal static readonly TimeSpan PartHold = TimeSpan.FromSeconds(3);

    // More than any window; beyond it a message is answered "again later".
    private const int Waiting = 1000;
    private const int RememberedParts = 10_000;

    private readonly Channel<SmsDelivery> queue = Channel.CreateBounded<SmsDelivery>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly MessageIdentity identity = new(time);
    private readonly LongTexts longTexts = new(options.MaxLongTexts, options.LongTextExpiry);
    private readonly RecentSet safeParts = new(RememberedParts);
    private readonly Queue<HeldPart> held = new();

    internal ChannelWriter<SmsDelivery> Deliveries => queue.Writer;

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

    private async Task TakeAsync(SmsDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.IsBadReport)
        {
            // Nothing to find a message by: coming again would not mend it.
            LogUnreadableReceipt();
            await AnswerAsync(delivery, taken: true);
            return;
        }

        if (delivery.Report is { } report)
        {
            await AnswerAsync(delivery, report.IsIntermediate || await desk.TakeAsync(Report(report), cancellationToken));
            return;
        }

        if (delivery.Fragment is { } place)
        {
            await TakePartAsync(delivery, place, cancellationToken);
            return;
        }

        var message = SmsIntake.Message(options, Number(delivery.From), delivery.To, delivery.Text, identity.Identify(delivery.Fingerprint, delivery.Name, delivery.Link), time.GetUtcNow());
        if (await AnswerAsync(delivery, await desk.TakeAsync(message, cancellationToken)))
        {
            identity.Acknowledged(delivery.Fingerprint, delivery.Link);
        }
    }

    private DeliveryReport Report(SmsReport report) => new()
    {
        Channel = ChannelKind.Sms,
        ProviderId = SmsDoor.QualifiedId(options, report.MessageId),
        Delivered = report.IsDelivered,
        State = report.State,
        ReceivedAt = time.GetUtcNow(),
    };

    private async Task TakePartAsync(SmsDelivery delivery, SmsFragment place, CancellationToken cancellationToken)
    {
        if (safeParts.Contains(delivery.Fingerprint))
        {
            await AnswerAsync(delivery, taken: true);
            return;
        }

        var key = new LongTextKey(Number(delivery.From), delivery.To, place.Reference, place.Total);
        var displaced = new List<LongText>();
        var longText = longTexts.Add(key, place.Number, delivery.Text, delivery.Fingerprint, time.GetUtcNow(), displaced);
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
        var taken = await desk.TakeAsync(
            SmsIntake.Message(options, longText.Key.From, longText.Key.To, longText.Text, Identify(longText), time.GetUtcNow()), cancellationToken);
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

    private static async Task<bool> AnswerAsync(SmsDelivery delivery, bool taken) => await delivery.AnswerAsync(taken) && taken;

    private static string Number(string digits) => SmsIntake.National(digits);

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

    private sealed record HeldPart(SmsDelivery Delivery, LongTextKey Key, DateTimeOffset Until);
}
