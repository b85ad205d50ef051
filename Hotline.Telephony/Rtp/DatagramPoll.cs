namespace Hotline.Telephony.Rtp;

/// <summary>Waits on many sockets at once. All methods but <see cref="Wake"/> belong to the loop's thread.</summary>
/// <param name="clock">Gives the time of arrival.</param>
/// <param name="failed">Hears of an exception from a reader; the loop goes on.</param>
internal abstract class DatagramPoll(TimeProvider clock, Action<Exception> failed) : IDisposable
{
    /// <summary>Longer datagrams are dropped: 200 ms of G.711 with header is 1,612 bytes.</summary>
    protected const int MaxDatagram = 2048;

    /// <summary>The longest that is passed on, with its protection.</summary>
    public const int MaxSent = MaxDatagram + 32;

    // As PulseAudio and PipeWire ask for: ahead of all that is usual, behind the kernel's own.
    private const int Niceness = -11;

    private readonly Stack<int> _freeSlots = new();
    private DatagramSocket?[] _slots = new DatagramSocket?[64];
    private int _used;

    /// <summary>epoll on 64-bit Linux (with io_uring where it is allowed), managed sockets elsewhere or where asked for.</summary>
    public static DatagramPoll Create(bool managed, TimeProvider clock, Action<Exception> failed) =>
        !managed && OperatingSystem.IsLinux() && Environment.Is64BitProcess ? new EpollPoll(clock, failed, SendRing.TryOpen()) : new SelectPoll(clock, failed);

    /// <summary>
    /// Lets the calling thread go before others that want the processor: sound cannot wait. Linux only, and only where the process may (CAP_SYS_NICE or
    /// LimitNICE); elsewhere nothing changes.
    /// </summary>
    public static void HastenThread()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = LinuxSockets.SetPriority(0, 0, Niceness);
        }
    }

    /// <summary>Starts to watch a socket.</summary>
    public virtual void Add(DatagramSocket socket)
    {
        if (!_freeSlots.TryPop(out var slot))
        {
            slot = _used++;
            if (slot == _slots.Length)
            {
                Array.Resize(ref _slots, _slots.Length * 2);
            }
        }

        _slots[slot] = socket;
        socket.Slot = slot;
    }

    /// <summary>Stops watching it.</summary>
    public virtual void Remove(DatagramSocket socket)
    {
        _slots[socket.Slot] = null;
        _freeSlots.Push(socket.Slot);
        socket.Slot = -1;
    }

    /// <summary>Waits until a socket can be read, <see cref="Wake"/> is called, or the time is over, and hands out a datagram of every socket that has one.</summary>
    /// <param name="timeout">Milliseconds; -1 for ever.</param>
    /// <returns>How many sockets had something; when 0, no more is there now.</returns>
    public abstract int Run(int timeout);

    /// <summary>Lets datagrams gather for less than a second: waking once for many is cheaper than once for each.</summary>
    public abstract void Rest(TimeSpan time);

    /// <summary>
    /// Sends one datagram without waiting, at the latest with the next <see cref="Run"/> or <see cref="Rest"/>; false where the network would not take it. What
    /// turns out only then is counted with the socket.
    /// </summary>
    public abstract bool Send(DatagramSocket socket, ReadOnlySpan<byte> datagram, PeerAddress to);

    /// <summary>
    /// Lets the system itself drop what comes from anywhere else, and find the way to the far end once instead of for each datagram; where it can. Until
    /// <see cref="Unpin"/> all that is sent goes there.
    /// </summary>
    public virtual void Pin(DatagramSocket socket, PeerAddress to)
    {
        // Nothing is lost without it.
    }

    /// <summary>Takes datagrams from everywhere again.</summary>
    public virtual void Unpin(DatagramSocket socket)
    {
        // Never pinned.
    }

    /// <summary>Ends the present or the next wait at once. Any thread.</summary>
    public abstract void Wake();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The socket in a slot, if it is still watched.</summary>
    protected DatagramSocket? At(int slot) => _slots[slot];

    /// <summary>Every watched socket, with gaps.</summary>
    protected ReadOnlySpan<DatagramSocket?> Slots => _slots.AsSpan(0, _used);

    /// <summary>The time of arrival of what is read now.</summary>
    protected long Now => clock.GetTimestamp();

    /// <summary>Hands one datagram to whoever reads the socket in a slot.</summary>
    protected void Deliver(int slot, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived)
    {
        if (_slots[slot] is not { Reader: { } reader } socket)
        {
            return;
        }

        try
        {
            reader.Take(socket, datagram, source, arrived);
        }
        catch (Exception error)
        {
            failed(error);
        }
    }

    /// <summary>Frees what it holds.</summary>
    protected abstract void Dispose(bool disposing);
}
