using Hotline.Channels.Receiving;

namespace Hotline.Channels.Sending;

/// <summary>
/// Sends through the door asked for. A key whose attempt is accepted or still undecided is not sent again: whoever asks again
/// gets the outcome of that attempt, so a late answer of the provider costs nobody a second message.
/// </summary>
/// <param name="doors">Made when they are first asked for: a door may answer citizens with what the application knows, and the application sends through the doors.</param>
/// <param name="time">The clock.</param>
/// <param name="stops">Who wants no messages; null where nothing is remembered.</param>
internal sealed class MessageSender(Lazy<IEnumerable<IOutboundDoor>> doors, TimeProvider time, StopList? stops = null) : IMessageSender
{
    // A day of a large city's surveys is some thousands; beyond this the oldest key is forgotten.
    private const int Remembered = 20_000;

    private readonly Lazy<Dictionary<ChannelKind, IOutboundDoor>> doors = new(() => doors.Value.ToDictionary(door => door.Channel));
    private readonly Lock padlock = new();
    private readonly Dictionary<string, Task<SendOutcome>> attempts = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    internal MessageSender(IEnumerable<IOutboundDoor> doors, TimeProvider time, StopList? stops = null)
        : this(new Lazy<IEnumerable<IOutboundDoor>>(doors), time, stops)
    {
    }

    public bool IsConfigured(ChannelKind channel) => doors.Value.ContainsKey(channel);

    public async ValueTask<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!doors.Value.TryGetValue(message.Channel, out var door))
        {
            return new SendOutcome { Verdict = SendVerdict.NotConfigured, Reason = $"no provider for {message.Channel} is configured" };
        }

        if (message is { Channel: ChannelKind.Sms, Asked: false } && stops is not null && await stops.HasAsync(message.To, cancellationToken))
        {
            return new SendOutcome { Verdict = SendVerdict.Refused, Reason = "stopped" };
        }

        try
        {
            return await Attempt(door, message).WaitAsync(door.Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The attempt goes on: whoever asks again in this process gets its outcome. After a restart nobody could, and "later" would send it twice;
            // a mail again under its Message-ID is the same mail, and an office automation knows the key.
            return new SendOutcome { Verdict = message.Channel is ChannelKind.Email or ChannelKind.Oa ? SendVerdict.Later : SendVerdict.Unknown, Reason = "no answer from the provider yet" };
        }
    }

    private Task<SendOutcome> Attempt(IOutboundDoor door, OutboundMessage message)
    {
        lock (padlock)
        {
            if (attempts.TryGetValue(message.Key, out var known) && (!known.IsCompleted || Stands(known)))
            {
                return known;
            }

            var attempt = Task.Run(() => door.SendAsync(message));
            if (attempts.TryAdd(message.Key, attempt))
            {
                order.Enqueue(message.Key);
            }
            else
            {
                attempts[message.Key] = attempt;
            }

            if (order.Count > Remembered)
            {
                attempts.Remove(order.Dequeue());
            }

            return attempt;
        }
    }

    private static bool Stands(Task<SendOutcome> ended) =>
        ended.IsCompletedSuccessfully && ended.GetAwaiter().GetResult().Verdict == SendVerdict.Accepted;
}
