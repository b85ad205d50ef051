using System.Threading.Channels;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Hears everything.</summary>
internal sealed class EventLog : ICaseEventSink
{
    private readonly Channel<LiveEvent> heard = Channel.CreateUnbounded<LiveEvent>();

    public ValueTask AcceptAsync(LiveEvent liveEvent, CancellationToken cancellationToken) => heard.Writer.WriteAsync(liveEvent, cancellationToken);

    /// <summary>The next event of a kind that fits, past ones not yet asked for included.</summary>
    public async Task<T> NextAsync<T>(Func<T, bool>? wanted = null)
        where T : LiveEvent
    {
        // Against waiting for ever: what comes, comes at once, but others may have the machine.
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (await heard.Reader.ReadAsync(deadline.Token) is T found && wanted?.Invoke(found) != false)
            {
                return found;
            }
        }
    }
}
