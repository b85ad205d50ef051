namespace Hotline.Channels.Sending;

/// <summary>The doors' states, written by the doors.</summary>
internal sealed class ChannelBoard : IChannelBoard
{
    private readonly Lock padlock = new();
    private readonly TimeProvider time;
    private readonly Dictionary<ChannelKind, ChannelState> states;

    public ChannelBoard(TimeProvider time)
    {
        this.time = time;
        states = Enum.GetValues<ChannelKind>().ToDictionary(
            channel => channel,
            channel => new ChannelState { Channel = channel, Phase = ChannelPhase.NotConfigured, Since = time.GetUtcNow() });
    }

    public IReadOnlyList<ChannelState> Channels
    {
        get
        {
            lock (padlock)
            {
                return [.. states.Values];
            }
        }
    }

    /// <summary>Notes a phase; an error given replaces the last, none leaves it.</summary>
    internal void Note(ChannelKind channel, ChannelPhase phase, string? error = null)
    {
        lock (padlock)
        {
            var before = states[channel];
            states[channel] = before with
            {
                Phase = phase,
                Since = phase == before.Phase ? before.Since : time.GetUtcNow(),
                LastError = error ?? before.LastError,
            };
        }
    }
}
