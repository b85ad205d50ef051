namespace Hotline.Channels.Sending;

/// <summary>The doors' states, written by the doors.</summary>
internal sealed class ChannelBoard : IChannelBoard
{
    private readonly Lock padlock = new();
    private readonly TimeProvider time;
    private readonly Dictionary<ChannelKind, ChannelState> states;
    private readonly Dictionary<string, ProviderState> providers = new(StringComparer.Ordinal);

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
                ProviderState[] all = [.. providers.Values.OrderBy(provider => provider.Priority).ThenBy(provider => provider.Name, StringComparer.Ordinal)];
                return [.. states.Values.Select(state => state.Channel == ChannelKind.Sms ? state with { Providers = all } : state)];
            }
        }
    }

    /// <summary>Notes a phase; an error given replaces the last, none leaves it.</summary>
    internal void Note(ChannelKind channel, ChannelPhase phase, string? error = null)
    {
        lock (padlock)
        {
            Put(channel, phase, error);
        }
    }

    /// <summary>Notes the phase of a provider of short messages; the door is up while one of them is.</summary>
    internal void NoteProvider(SmsProviderOptions provider, ChannelPhase phase, string? error = null)
    {
        lock (padlock)
        {
            var before = providers.GetValueOrDefault(provider.Name)
                ?? new ProviderState { Name = provider.Name, Priority = provider.Priority, Phase = ChannelPhase.NotConfigured, Since = time.GetUtcNow() };
            providers[provider.Name] = before with
            {
                Phase = phase,
                Since = phase == before.Phase ? before.Since : time.GetUtcNow(),
                LastError = error ?? before.LastError,
            };
            ChannelMeter.Provider(provider.Name, (phase == ChannelPhase.Up ? 1 : 0) - (before.Phase == ChannelPhase.Up ? 1 : 0));
            Put(ChannelKind.Sms, providers.Values.Any(state => state.Phase == ChannelPhase.Up) ? ChannelPhase.Up : ChannelPhase.Down, error);
        }
    }

    /// <summary>Notes what became of a message that a provider was given.</summary>
    internal void NoteSent(string provider, SendVerdict verdict, string? reason, DateTimeOffset? restsUntil)
    {
        lock (padlock)
        {
            if (providers.TryGetValue(provider, out var before))
            {
                providers[provider] = before with
                {
                    Accepted = before.Accepted + (verdict == SendVerdict.Accepted ? 1 : 0),
                    Failed = before.Failed + (verdict is SendVerdict.Later or SendVerdict.Unknown ? 1 : 0),
                    LastError = verdict is SendVerdict.Later or SendVerdict.Unknown ? reason : before.LastError,
                    RestsUntil = restsUntil,
                };
            }
        }
    }

    private void Put(ChannelKind channel, ChannelPhase phase, string? error)
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
