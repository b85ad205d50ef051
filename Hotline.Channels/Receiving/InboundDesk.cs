using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Receiving;

/// <summary>
/// Hands what came in to the sink and says whether it is safe there. The door acknowledges its outside only on true. Thread-safe.
/// </summary>
/// <param name="sink">Made when the first message comes: what takes messages often sends some too, and then needs the doors first.</param>
/// <param name="logger">Hears of what was not taken.</param>
/// <param name="stops">Who asked for no more messages; null where nothing is remembered.</param>
internal sealed partial class InboundDesk(Lazy<IInboundMessageSink> sink, ILogger<InboundDesk> logger, StopList? stops = null)
{
    // Saves the sink a look-up for what is repeated soon; what is forgotten here the sink recognises itself.
    private const int Remembered = 10_000;

    private readonly Lock padlock = new();
    private readonly RecentSet taken = new(Remembered);

    internal ValueTask<bool> TakeAsync(InboundMessage message, CancellationToken cancellationToken) =>
        TakeAsync(message.Channel, $"{message.Channel}/{message.ExternalId}", () => AcceptAsync(message, cancellationToken), cancellationToken);

    /// <summary>Hands a message in whose sender waits for word of its case; null where it was not taken.</summary>
    internal async ValueTask<InboundTaken?> AskAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await sink.Value.AcceptAsync(Legible.Of(message), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            LogNotTaken(exception, message.Channel);
            return null;
        }
    }

    internal ValueTask<bool> TakeAsync(DeliveryReport report, CancellationToken cancellationToken) =>
        TakeAsync(report.Channel, $"{report.Channel}/{report.ProviderId}/{report.State}", () => sink.Value.AcceptAsync(report, cancellationToken), cancellationToken);

    private async ValueTask AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (stops is not null && StopList.Read(message) is { } stop)
        {
            await stops.NoteAsync(message, stop, cancellationToken);

            // A word to our machine, not a matter for anybody: kept, and no case.
            message = message with { Automatic = true, Acknowledge = false };
        }

        await sink.Value.AcceptAsync(Legible.Of(message), cancellationToken);
    }

    private async ValueTask<bool> TakeAsync(ChannelKind channel, string key, Func<ValueTask> accept, CancellationToken cancellationToken)
    {
        lock (padlock)
        {
            if (taken.Contains(key))
            {
                return true;
            }
        }

        try
        {
            await accept();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            LogNotTaken(exception, channel);
            return false;
        }

        lock (padlock)
        {
            taken.Add(key);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A message from {Channel} was not taken; it is left unacknowledged and will come again")]
    private partial void LogNotTaken(Exception exception, ChannelKind channel);
}
