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
}

/// <summary>Shows how every door stands. Thread-safe.</summary>
public interface IChannelBoard
{
    /// <summary>One entry for each <see cref="ChannelKind"/>.</summary>
    IReadOnlyList<ChannelState> Channels { get; }
}
