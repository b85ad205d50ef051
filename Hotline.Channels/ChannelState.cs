namespace Hotline.Channels;

/// <summary>Whether messages can go through a door now.</summary>
public enum ChannelPhase
{
    /// <summary>No provider is set: nothing comes in, and what should go out is held.</summary>
    NotConfigured,

    /// <summary>A provider is set and not reached, or it refused us; we keep trying.</summary>
    Down,

    /// <summary>Signed in at the provider; messages flow.</summary>
    Up,
}

/// <summary>How a door stands at one moment.</summary>
public sealed record ChannelState
{
    /// <summary>The door.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>Whether messages can go through.</summary>
    public required ChannelPhase Phase { get; init; }

    /// <summary>In this phase since, UTC: while down, since when; attempts that fail do not move it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>
    /// Why the door went down, or why the last attempt failed (<c>bind refused: ESME_RINVPASWD</c>); kept after it is up again, null if
    /// nothing has failed yet. Holds no number, name or secret.
    /// </summary>
    public string? LastError { get; init; }

    /// <summary>The providers behind the door, the first asked first; empty where the door has but one way.</summary>
    public IReadOnlyList<ProviderState> Providers { get; init; } = [];
}

/// <summary>How one provider of short messages stands.</summary>
public sealed record ProviderState
{
    /// <summary>Its name in the settings.</summary>
    public required string Name { get; init; }

    /// <summary>The lowest is asked first.</summary>
    public required int Priority { get; init; }

    /// <summary>Whether it can be asked.</summary>
    public required ChannelPhase Phase { get; init; }

    /// <summary>In this phase since, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>It is left alone until then, after failures or because it asked us to slow down; null where it is not. In the past: the next message tries it.</summary>
    public DateTimeOffset? RestsUntil { get; init; }

    /// <summary>Why it went down or did not take a message the last time; null if nothing has failed yet. Holds no number, text or secret.</summary>
    public string? LastError { get; init; }

    /// <summary>Messages it took since the start.</summary>
    public long Accepted { get; init; }

    /// <summary>Messages it did not take since the start, or of which nobody knows.</summary>
    public long Failed { get; init; }
}

/// <summary>Shows how every door stands. Thread-safe.</summary>
public interface IChannelBoard
{
    /// <summary>One entry for each <see cref="ChannelKind"/>.</summary>
    IReadOnlyList<ChannelState> Channels { get; }
}
