using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Hotline.Telephony.Rtp;

/// <summary>epoll, level-triggered, and recvmmsg: one system call waits on all sockets, one reads up to 16 datagrams of a socket. Allocates nothing.</summary>
internal sealed unsafe class EpollPoll : DatagramPoll
{
    private const int EventCount = 256;
    private const int BatchSize = 16;
    private const int AddressLength = 28; // sockaddr_in6
    private const ulong WakeToken = ulong.MaxValue;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly byte* _events;
    private readonly byte* _buffers;
    private readonly byte* _addresses;
    private readonly LinuxSockets.Piece* _pieces;
    private readonly LinuxSockets.Message* _messages;

    public EpollPoll(TimeProvider clock, Action<Exception> failed)
        : base(clock, failed)
    {
        _epoll = Check(LinuxSockets.EpollCreate(LinuxSockets.EpollCloseOnExec));
        _wake = Check(LinuxSockets.EventCreate(0, LinuxSockets.EventNonBlocking | LinuxSockets.EventCloseOnExec));
        Watch(_wake, WakeToken);

        _events = (byte*)NativeMemory.AllocZeroed((nuint)(EventCount * EventSize));
        _buffers = (byte*)NativeMemory.AllocZeroed(BatchSize * MaxDatagram);
        _addresses = (byte*)NativeMemory.AllocZeroed(BatchSize * AddressLength);
        _pieces = (LinuxSockets.Piece*)NativeMemory.AllocZeroed((nuint)(BatchSize * sizeof(LinuxSockets.Piece)));
        _messages = (LinuxSockets.Message*)NativeMemory.AllocZeroed((nuint)(BatchSize * sizeof(LinuxSockets.Message)));
        for (var i = 0; i < BatchSize; i++)
        {
            _pieces[i].Start = _buffers + (i * MaxDatagram);
            _pieces[i].Length = MaxDatagram;
            _messages[i].Name = _addresses + (i * AddressLength);
            _messages[i].Pieces = _pieces + i;
            _messages[i].PieceCount = 1;
        }
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
        _ = Check(LinuxSockets.EpollControl(_epoll, LinuxSockets.EpollRemove, socket.Handle, null));
        base.Remove(socket);
    }

    /// <inheritdoc/>
    public override void Run(int timeout)
    {
        var ready = LinuxSockets.EpollWait(_epoll, _events, EventCount, timeout);
        if (ready < 0 && Marshal.GetLastPInvokeError() != LinuxSockets.Interrupted)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

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
                Receive((int)token);
            }
        }
    }

    /// <inheritdoc/>
    public override bool Send(DatagramSocket socket, ReadOnlySpan<byte> datagram, PeerAddress to)
    {
        fixed (byte* bytes = datagram)
        fixed (byte* address = to.Bytes)
        {
            return LinuxSockets.SendTo(
                socket.Handle, bytes, datagram.Length, LinuxSockets.DoNotWait | LinuxSockets.NoSignal, address, (uint)to.Bytes.Length) >= 0;
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
        _ = LinuxSockets.Close(_wake);
        _ = LinuxSockets.Close(_epoll);
        NativeMemory.Free(_events);
        NativeMemory.Free(_buffers);
        NativeMemory.Free(_addresses);
        NativeMemory.Free(_pieces);
        NativeMemory.Free(_messages);
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    private void Receive(int slot)
    {
        // An event of a socket that was closed a moment ago, by a reader earlier in this batch.
        if (At(slot) is not { } socket)
        {
            return;
        }

        for (var i = 0; i < BatchSize; i++)
        {
            _messages[i].NameLength = AddressLength;
            _messages[i].Flags = 0;
        }

        // Nothing there after all, or an ICMP error of an earlier send: the next turn comes by itself.
        var count = LinuxSockets.ReceiveMany(socket.Handle, _messages, BatchSize, LinuxSockets.DoNotWait, null);
        var arrived = Now;
        for (var i = 0; i < count; i++)
        {
            if ((_messages[i].Flags & LinuxSockets.Truncated) == 0)
            {
                Deliver(
                    slot,
                    new Span<byte>(_pieces[i].Start, (int)_messages[i].Length),
                    new ReadOnlySpan<byte>(_messages[i].Name, (int)_messages[i].NameLength),
                    arrived);
            }
        }
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
