using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>How playing ended.</summary>
internal enum PlayEnding
{
    /// <summary>The last prompt was sent whole.</summary>
    Finished,

    /// <summary>Stopped by <see cref="MediaPort.Stop"/>, another play, or a bridge.</summary>
    Stopped,

    /// <summary>The port was closed.</summary>
    Closed,
}

/// <summary>
/// One leg's sound: a pair of sockets, one continuous stream out (one SSRC), one negotiated source in. Thread-safe; what is asked of it happens in the
/// order of asking, on the media loop, a moment later.
/// </summary>
internal sealed class MediaPort : IDisposable
{
    private readonly MediaEngine _engine;
    private readonly Lock _gate = new();
    private readonly List<(MediaLoop Loop, Action Command)> _early = [];
    private MediaLoop _home;
    private MediaLoop? _at;
    private int _disposed;

    /// <param name="engine">Owns the port.</param>
    /// <param name="home">The loop it starts on.</param>
    /// <param name="sockets">Its sockets.</param>
    /// <param name="told">The address of the first of them, as the far end is told it.</param>
    public MediaPort(MediaEngine engine, MediaLoop home, RtpSocketPair sockets, IPEndPoint told)
    {
        (_engine, _home, Local) = (engine, home, told);
        Line = new MediaLine(sockets, engine.Clock, key => _engine.Report(this, key));
        home.AddLoad(1);
        home.Post(() => Arrive(home));
    }

    /// <summary>Our RTP address, for SDP; RTCP is on the next port.</summary>
    public IPEndPoint Local { get; private set; }

    /// <summary>
    /// Called once per key the far end presses (RFC 4733: 0–9, *, #, A–D), in order, never on the media loop. Set it before <see cref="Connect"/>.
    /// An exception from it is logged, and the next key is reported all the same.
    /// </summary>
    public Action<char>? KeyPressed { get; set; }

    /// <summary>What was sent and received so far; also after the port was closed.</summary>
    public MediaStatistics Statistics => Line.Statistics;

    /// <summary>Whose port it is.</summary>
    internal MediaEngine Engine => _engine;

    /// <summary>The loop's side.</summary>
    internal MediaLine Line { get; }

    /// <summary>Whether sound can be exchanged with such an address: it is of our family and names one host.</summary>
    public bool CanReach(IPAddress address) => address.AddressFamily == Local.AddressFamily && IsHost(address);

    /// <summary>The same, after <see cref="TryFace"/> where need be.</summary>
    public bool CanFace(IPAddress address) => _engine.Serves(address.AddressFamily) && IsHost(address);

    // An IPv6 address of one wire alone means nothing without the wire, which no description names; one that stands for an IPv4 address is none (RFC 4038 §4.2).
    private static bool IsHost(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
        && !address.Equals(IPAddress.Broadcast) && !address.IsIPv6Multicast && !address.IsIPv6LinkLocal && !address.IsIPv4MappedToIPv6
        && !(address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is >= 224 and < 240);

    /// <summary>
    /// Goes over to sockets of another IP family, for a far end that has no address of ours: what is told of us is then <see cref="Local"/> anew, and nothing is heard or sent
    /// until <see cref="Connect"/>. Asked by one at a time. False where no pair is free, or that family is not served.
    /// </summary>
    public bool TryFace(AddressFamily family)
    {
        var before = Local;
        if (before.AddressFamily == family)
        {
            return true;
        }

        if (!_engine.TryBind(family, out var sockets, out var told))
        {
            return false;
        }

        Local = told;
        Post(_ =>
        {
            Line.Reseat(sockets);
            _engine.Return(before);
        });
        return true;
    }

    /// <summary>Pins the far end as negotiated. Called again on re-INVITE: then only the new source counts.</summary>
    /// <exception cref="ArgumentException">The address is not one that <see cref="CanReach"/>.</exception>
    public void Connect(MediaRemote remote)
    {
        var finds = remote.Guard is { FindsPeer: true };
        if ((!finds && !CanReach(remote.Rtp.Address)) || (!remote.SharesPort && remote.Rtcp is { } rtcp && !CanReach(rtcp.Address)))
        {
            throw new ArgumentException("The far end's media address cannot be reached from ours.", nameof(remote));
        }

        Post(_ => Line.Connect(remote));
    }

    /// <summary>
    /// Plays prompts one after the other, from memory, one packet every 20 ms. Ends a bridge or an earlier play.
    /// </summary>
    /// <param name="prompts">At least one, none of them empty.</param>
    /// <param name="loop">Starts over until stopped.</param>
    /// <returns>Completes (off the media loop) when playing ended, and how.</returns>
    public Task<PlayEnding> PlayAsync(IReadOnlyList<Prompt> prompts, bool loop)
    {
        if (prompts.Count == 0 || prompts.Any(prompt => prompt.Duration == TimeSpan.Zero))
        {
            throw new ArgumentException("There is nothing to play.", nameof(prompts));
        }

        var playing = new TaskCompletionSource<PlayEnding>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(now => Line.Play(new PromptPlayer(prompts, loop), playing, now));
        return playing.Task;
    }

    /// <summary>Falls silent: ends playing and bridging.</summary>
    public void Stop() => Post(now => Line.Quiet(PlayEnding.Stopped, now));

    /// <summary>Presses keys towards the far end, one after the other, by RFC 4733; nothing is sent to one that takes no telephone-events.</summary>
    /// <param name="keys">0–9, *, #, A–D.</param>
    public void Dial(string keys) => Post(_ =>
    {
        foreach (var key in keys)
        {
            Line.Dial(key);
        }
    });

    /// <summary>Hands what arrives here to a tap, as <see cref="TapSide.First"/>, until it is replaced, null is given, or the port is closed.</summary>
    public void Listen(IAudioTap? tap) => Post(now => Line.Listen(tap, now));

    /// <summary>Closes the sockets and gives the ports back. A bridge or play in progress ends.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Post(Close);
        }
    }

    /// <summary>Runs a command, given the time, on the loop that has the port, after everything asked before.</summary>
    internal void Post(Action<long> command)
    {
        lock (_gate)
        {
            Post(_home, () => command(_engine.Clock.GetTimestamp()));
        }
    }

    /// <summary>The loop the port is on, or on its way to.</summary>
    internal MediaLoop Home
    {
        get
        {
            lock (_gate)
            {
                return _home;
            }
        }
    }

    /// <summary>Moves the port to another loop; what is asked from now on happens there.</summary>
    internal void MoveTo(MediaLoop loop)
    {
        lock (_gate)
        {
            if (_home == loop || Line.IsClosed)
            {
                return;
            }

            var old = _home;
            Post(old, () => Depart(old, loop));
            _home = loop;
            old.AddLoad(-1);
            loop.AddLoad(1);
        }
    }

    private void Post(MediaLoop loop, Action command) => loop.Post(() =>
    {
        lock (_gate)
        {
            // Still on its way from another loop: kept until it arrives.
            if (_at != loop)
            {
                _early.Add((loop, command));
                return;
            }
        }

        command();
    });

    private void Arrive(MediaLoop loop)
    {
        loop.Take(Line);
        lock (_gate)
        {
            _at = loop;
        }

        while (TakeEarly(loop) is { } command)
        {
            command();
        }
    }

    private Action? TakeEarly(MediaLoop loop)
    {
        lock (_gate)
        {
            // One of them may have been to leave again: the rest waits for the next arrival.
            var next = _at == loop ? _early.FindIndex(early => early.Loop == loop) : -1;
            if (next < 0)
            {
                return null;
            }

            var command = _early[next].Command;
            _early.RemoveAt(next);
            return command;
        }
    }

    private void Depart(MediaLoop from, MediaLoop to)
    {
        from.Remove(Line);
        Line.Depart(_engine.Clock.GetTimestamp());
        lock (_gate)
        {
            _at = null;
        }

        to.Post(() => Arrive(to));
    }

    private void Close(long now)
    {
        if (Line.Close(now))
        {
            lock (_gate)
            {
                _at!.Remove(Line);
                _home.AddLoad(-1);
            }

            _engine.Forget(this);
        }
    }
}
