using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Hotline.Telephony.Rtp;

/// <summary>
/// epoll, level-triggered: one system call waits on all sockets, one takes a datagram of a socket that has any; whoever has more is found again at once by the
/// next wait. Allocates nothing. (recvmmsg costs half as much again as recvfrom where one datagram is there, and one is there nearly always.) What is sent goes
/// through io_uring, many at once, where the system lets us (<see cref="SendRing"/>).
/// </summary>
internal sealed unsafe class EpollPoll : DatagramPoll
{
    private const int EventCount = 256;
    private const int AddressLength = 28; // sockaddr_in6
    private const ulong WakeToken = ulong.MaxValue;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly byte* _events;
    private readonly byte* _buffer;
    private readonly byte* _address;
    private readonly SendRing? _ring;
    private readonly List<DatagramSocket> _justPinned = [];

    /// <param name="clock">Gives the time of arrival.</param>
    /// <param name="failed">Hears of an exception from a reader.</param>
    /// <param name="ring">What is sent goes through it; it is disposed with this. Null: each datagram by a system call of its own.</param>
    public EpollPoll(TimeProvider clock, Action<Exception> failed, SendRing? ring)
        : base(clock, failed)
    {
        _ring = ring;
        _epoll = Check(LinuxSockets.EpollCreate(LinuxSockets.EpollCloseOnExec));
        _wake = Check(LinuxSockets.EventCreate(0, LinuxSockets.EventNonBlocking | LinuxSockets.EventCloseOnExec));
        Watch(_wake, WakeToken);

        _events = (byte*)NativeMemory.AllocZeroed((nuint)(EventCount * EventSize));
        _buffer = (byte*)NativeMemory.AllocZeroed(MaxDatagram);
        _address = (byte*)NativeMemory.AllocZeroed(AddressLength);
    }

    /// <inheritdoc/>
    public override void Add(DatagramSocket socket)
    {
        base.Add(socket);
        Watch(socket.Handle, (ulong)socket.Slot);
    }

    /// <inheritdoc/>
    public override void Remove(DatagramSocket socket)
    {
        // It will be closed, and its number be another's.
        _ring?.Flush();
        _ = Check(LinuxSockets.EpollControl(_epoll, LinuxSockets.EpollRemove, socket.Handle, null));
        _justPinned.Remove(socket);
        base.Remove(socket);
    }

    /// <inheritdoc/>
    public override int Run(int timeout)
    {
        _ring?.Flush();
        if (_justPinned.Count > 0)
        {
            HearTheRest();
        }

        var taken = 0;
        var ready = LinuxSockets.EpollWait(_epoll, _events, EventCount, timeout);
        if (ready < 0 && Marshal.GetLastPInvokeError() != LinuxSockets.Interrupted)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        var arrived = Now;
        for (var i = 0; i < ready; i++)
        {
            var token = MemoryMarshal.Read<ulong>(new ReadOnlySpan<byte>(_events + (i * EventSize) + DataOffset, 8));
            if (token == WakeToken)
            {
                ulong count;
                _ = LinuxSockets.Read(_wake, &count, sizeof(ulong));
            }
            else
            {
                Receive((int)token, arrived);
                taken++;
            }
        }

        return taken;
    }

    /// <inheritdoc/>
    public override void Rest(TimeSpan time)
    {
        _ring?.Flush();
        var span = new LinuxSockets.Span { Nanoseconds = (long)time.TotalNanoseconds };
        _ = LinuxSockets.Sleep(&span, null);
    }

    /// <inheritdoc/>
    public override void Pin(DatagramSocket socket, PeerAddress to)
    {
        fixed (byte* address = to.Bytes)
        {
            socket.IsPinned = LinuxSockets.Connect(socket.Handle, address, (uint)to.Bytes.Length) == 0;
        }

        if (socket.IsPinned && !socket.HearsOne)
        {
            _justPinned.Add(socket);
        }
    }

    /// <inheritdoc/>
    public override void Unpin(DatagramSocket socket)
    {
        if (socket.IsPinned)
        {
            // AF_UNSPEC, 0. What waits to be sent still goes where it should.
            _ring?.Flush();
            var nowhere = stackalloc byte[AddressLength];
            new Span<byte>(nowhere, AddressLength).Clear();
            _ = LinuxSockets.Connect(socket.Handle, nowhere, AddressLength);
            _justPinned.Remove(socket);
            (socket.IsPinned, socket.HearsOne) = (false, false);
        }
    }

    /// <inheritdoc/>
    public override bool Send(DatagramSocket socket, ReadOnlySpan<byte> datagram, PeerAddress to)
    {
        if (_ring is not null)
        {
            _ring.Add(socket, datagram, socket.IsPinned ? default : to.Bytes);
            return true;
        }

        fixed (byte* bytes = datagram)
        fixed (byte* address = to.Bytes)
        {
            return LinuxSockets.SendTo(
                socket.Handle,
                bytes,
                datagram.Length,
                LinuxSockets.DoNotWait | LinuxSockets.NoSignal,
                socket.IsPinned ? null : address,
                socket.IsPinned ? 0 : (uint)to.Bytes.Length) >= 0;
        }
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        ulong one = 1;
        _ = LinuxSockets.Write(_wake, &one, sizeof(ulong));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _ring?.Flush();
        _ring?.Dispose();
        _ = LinuxSockets.Close(_wake);
        _ = LinuxSockets.Close(_epoll);
        NativeMemory.Free(_events);
        NativeMemory.Free(_buffer);
        NativeMemory.Free(_address);
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    // What came to a socket before it was pinned may be anybody's. Not at once: what the system was handing over at that moment must have come, too.
    private void HearTheRest()
    {
        var arrived = Now;
        for (var i = _justPinned.Count - 1; i >= 0; i--)
        {
            var socket = _justPinned[i];
            while (socket.Slot >= 0 && Receive(socket.Slot, arrived))
            {
            }

            socket.HearsOne = socket.IsPinned;
        }

        _justPinned.Clear();
    }

    // False where nothing was there.
    private bool Receive(int slot, long arrived)
    {
        // An event of a socket that was closed a moment ago, by a reader earlier in this batch.
        if (At(slot) is not { } socket)
        {
            return false;
        }

        // With MSG_TRUNC the length is the datagram's own, also where it did not fit. Below 0: nothing there after all, or an ICMP error of an earlier send.
        var addressLength = socket.HearsOne ? 0u : AddressLength;
        var length = LinuxSockets.ReceiveFrom(
            socket.Handle, _buffer, MaxDatagram, LinuxSockets.DoNotWait | LinuxSockets.Truncated, socket.HearsOne ? null : _address, socket.HearsOne ? null : &addressLength);
        if (length is >= 0 and <= MaxDatagram)
        {
            Deliver(slot, new Span<byte>(_buffer, (int)length), new ReadOnlySpan<byte>(_address, (int)addressLength), arrived);
        }

        return length >= 0;
    }

    private void Watch(int descriptor, ulong token)
    {
        Span<byte> interest = stackalloc byte[16];
        interest.Clear();
        MemoryMarshal.Write(interest, LinuxSockets.EpollIn);
        MemoryMarshal.Write(interest[DataOffset..], token);
        fixed (byte* pointer = interest)
        {
            _ = Check(LinuxSockets.EpollControl(_epoll, LinuxSockets.EpollAdd, descriptor, pointer));
        }
    }
}
