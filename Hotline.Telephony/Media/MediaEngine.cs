using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Hotline.Telephony.Rtp;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Media;

/// <summary>
/// Carries the sound of all calls: loops over epoll, ports from a pool, bridges, announcements. Thread-safe; none of its methods waits for the network.
/// Disposing it closes every port.
/// </summary>
internal sealed partial class MediaEngine : IAsyncDisposable
{
    /// <summary>Keys on their way to <see cref="MediaPort.KeyPressed"/>; when so many wait, further ones are dropped and counted.</summary>
    private const int MaxWaitingKeys = 10_000;

    /// <summary>Legs on one loop before the next is used: somewhat less than half a core.</summary>
    private const int FullLoop = 800;

    private readonly ILogger _log;
    private readonly (RtpPortPool Ports, IPAddress? Told)[] _pools;
    private readonly MediaLoop[] _loops;
    private readonly ConcurrentDictionary<MediaPort, byte> _ports = new();
    private readonly Channel<(MediaPort Port, char Key)> _keys;
    private readonly Task _reporting;
    private readonly Lock _bridging = new();
    private long _droppedKeys;
    private volatile bool _disposed;

    /// <exception cref="ArgumentException">The port range holds no pair.</exception>
    public MediaEngine(MediaEngineOptions options, TimeProvider clock, ILogger<MediaEngine> log)
    {
        (Clock, _log) = (clock, log);
        _pools =
        [
            .. options.Addresses.Select(address => (
                new RtpPortPool(address, options.FirstPort, options.LastPort),
                options.Advertised.FirstOrDefault(told => told.AddressFamily == address.AddressFamily))),
        ];
        _keys = Channel.CreateBounded<(MediaPort, char)>(
            new BoundedChannelOptions(MaxWaitingKeys) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _loops = [.. Enumerable.Range(0, Math.Max(1, options.Loops)).Select(number => new MediaLoop(number, options.ManagedSockets, clock, log))];
        _reporting = ReportKeysAsync();
    }

    /// <summary>Legs open now.</summary>
    public int OpenPorts => _ports.Count;

    /// <summary>Keys that were not reported because nobody took them.</summary>
    public long DroppedKeys => Volatile.Read(ref _droppedKeys);

    /// <summary>Monotonic time and time of day.</summary>
    internal TimeProvider Clock { get; }

    /// <summary>Opens a leg on a free pair of ports; false when every pair of the range is taken.</summary>
    /// <param name="port">The leg.</param>
    /// <param name="family">The IP family of the far end; where it is not known, or not served, that of our first address.</param>
    /// <exception cref="ObjectDisposedException">The engine is closed.</exception>
    public bool TryOpen([NotNullWhen(true)] out MediaPort? port, AddressFamily? family = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        port = null;
        var served = family is { } asked && Serves(asked) ? asked : _pools[0].Ports.Family;
        if (!TryBind(served, out var sockets, out var told))
        {
            return false;
        }

        port = new MediaPort(this, LoopForOneMore(), sockets, told);
        _ports[port] = 0;
        return true;
    }

    /// <summary>Whether sound of such a family can be exchanged.</summary>
    public bool Serves(AddressFamily family) => Array.Exists(_pools, pool => pool.Ports.Family == family);

    /// <summary>
    /// Lets two legs hear each other until the bridge ends or either port is stopped, plays, or is disposed. Announcements on both stop.
    /// </summary>
    /// <param name="first">The caller's leg. The second is moved to its loop.</param>
    /// <param name="second">The agent's leg; not the same as the first.</param>
    /// <param name="tap">Hears both, from now until the bridge has ended. It may be given to a later bridge with the same first leg.</param>
    public MediaBridge Bridge(MediaPort first, MediaPort second, IAudioTap? tap)
    {
        if (first == second || first.Engine != this || second.Engine != this)
        {
            throw new ArgumentException("A bridge takes two different legs of this engine.", nameof(second));
        }

        var bridge = new MediaBridge(first, first.Line, second.Line, tap);

        // Together, or another bridge could move one of the two to a third loop in between.
        lock (_bridging)
        {
            second.MoveTo(first.Home);
            first.Post(now => Attach(first.Line, now));
            second.Post(now => Attach(second.Line, now));
        }

        return bridge;

        void Attach(MediaLine line, long now)
        {
            line.Quiet(PlayEnding.Stopped, now);
            bridge.Attach(line, now);
        }
    }

    /// <summary>Opens a room. Nobody is in it before the first <see cref="Arrange"/>.</summary>
    /// <param name="first">The caller's leg; the room ends with it.</param>
    /// <param name="tap">Hears what is recorded, until the room has ended.</param>
    public MediaRoom OpenRoom(MediaPort first, IAudioTap? tap) =>
        first.Engine == this ? new MediaRoom(first, tap) : throw new ArgumentException("A room takes legs of this engine.", nameof(first));

    /// <summary>Says who sits in a room and whom each hears. Whoever is in a bridge, or plays, leaves it.</summary>
    /// <param name="room">The room.</param>
    /// <param name="seats">All of them; the first is the leg the room was opened for. The others are moved to its loop.</param>
    public void Arrange(MediaRoom room, IReadOnlyList<Seat> seats)
    {
        var first = seats[0].Port;
        lock (_bridging)
        {
            first.Post(now => room.Keep(seats, now));
            foreach (var seat in seats)
            {
                if (seat.Port != first)
                {
                    seat.Port.MoveTo(first.Home);
                }

                seat.Port.Post(now => room.Take(seat, now));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (var port in _ports.Keys)
        {
            port.Dispose();
        }

        foreach (var loop in _loops)
        {
            loop.Dispose();
        }

        _keys.Writer.Complete();
        await _reporting;
    }

    /// <summary>A key was pressed. Loop's thread.</summary>
    internal void Report(MediaPort port, char key)
    {
        if (!_keys.Writer.TryWrite((port, key)))
        {
            Interlocked.Increment(ref _droppedKeys);
        }
    }

    /// <summary>A port has closed its sockets.</summary>
    internal void Forget(MediaPort port)
    {
        _ports.TryRemove(port, out _);
        Return(port.Local);
    }

    /// <summary>Binds a free pair of a family; false where none is free.</summary>
    internal bool TryBind(AddressFamily family, [NotNullWhen(true)] out RtpSocketPair? sockets, [NotNullWhen(true)] out IPEndPoint? told)
    {
        (sockets, told) = (null, null);
        foreach (var (ports, address) in _pools)
        {
            if (ports.Family == family && ports.TryOpen(out sockets))
            {
                told = address is null ? sockets.Rtp.Local : new IPEndPoint(address, sockets.Rtp.Local.Port);
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives a pair back whose sockets were closed.</summary>
    internal void Return(IPEndPoint told) => Array.Find(_pools, pool => pool.Ports.Family == told.AddressFamily).Ports.Return(told.Port);

    // One loop that wakes for many legs is cheaper than several that wake for few.
    private MediaLoop LoopForOneMore() => _loops.FirstOrDefault(loop => loop.Load < FullLoop) ?? _loops.MinBy(loop => loop.Load)!;

    private async Task ReportKeysAsync()
    {
        await foreach (var (port, key) in _keys.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                port.KeyPressed?.Invoke(key);
            }
            catch (Exception error)
            {
                // One call's fault must not keep the keys of the others.
                LogKeyFailure(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A key press was not taken")]
    private partial void LogKeyFailure(Exception error);
}
