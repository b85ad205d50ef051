using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Media;

/// <summary>
/// Carries the sound of all calls: loops over epoll, ports from a pool, bridges, announcements. Thread-safe; none of its methods waits for the network.
/// Disposing it closes every port.
/// </summary>
internal sealed class MediaEngine : IDisposable
{
    public MediaEngine(MediaEngineOptions options, TimeProvider clock, ILogger<MediaEngine> log)
    {
        Options = options;
        Clock = clock;
        Log = log;
    }

    internal MediaEngineOptions Options { get; }

    internal TimeProvider Clock { get; }

    internal ILogger Log { get; }

    /// <summary>Opens a leg on a free pair of ports; false when every pair of the range is taken.</summary>
    public bool TryOpen([NotNullWhen(true)] out MediaPort? port) => throw new NotSupportedException("not built yet");

    /// <summary>
    /// Lets two legs hear each other until the bridge ends or either port is stopped, plays, or is disposed. Announcements on both stop.
    /// </summary>
    /// <param name="first">The caller's leg. The second is moved to its loop.</param>
    /// <param name="second">The agent's leg.</param>
    /// <param name="tap">Hears both, from now until the bridge has ended.</param>
    public MediaBridge Bridge(MediaPort first, MediaPort second, IAudioTap? tap) => throw new NotSupportedException("not built yet");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
