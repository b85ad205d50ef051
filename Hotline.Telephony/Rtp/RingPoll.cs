using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Hotline.Telephony.Rtp;

/// <summary>
/// io_uring (Linux 6.2 and later, where the operator allows it): each socket asks once for all that will ever arrive, and one system call sends what gathered, waits,
/// and takes what came, so that the kernel runs the same few pages of code for each datagram instead of ours in between. Bytes and addresses of what is sent are
/// copied, so that whoever sends may go on at once.
/// </summary>
internal sealed unsafe class RingPoll : LinuxPoll
{
    // <linux/io_uring.h>
    private const byte ReceiveMessage = 10;
    private const byte Cancel = 14;
    private const byte ReadFile = 22;
    private const byte SendTo = 26;
    private const byte ChosenBuffer = 1 << 5;
    private const byte OnlyFailures = 1 << 6;
    private const ushort ManyTimes = 1 << 1;
    private const uint HasBuffer = 1;
    private const uint MoreWillCome = 1 << 1;
    private const int RegisterBuffers = 22;

    // <errno.h>: what will not change by asking again.
    private const int BadDescriptor = 9;
    private const int Invalid = 22;
    private const int NoSocket = 88;
    private const int Cancelled = 125;

    // struct io_uring_recvmsg_out, then the sender's address, then the datagram.
    private const int HeadLength = 16;
    private const int DatagramOffset = HeadLength + AddressLength;
    private const int BufferSize = 2112;
    private const int BufferCount = 512;
    private const int MessageHeaderLength = 56;

    private const int SentSize = MaxSent + 32;

    // While datagrams gather: more than arrive in that time.
    private const int Many = 1024;

    // Of task work that the kernel runs 20 entries at a time.
    private const int MostTries = 1000;
    private const int TrialRuns = 1000;

    private readonly IoRing _ring;
    private readonly int _wake;
    private readonly DatagramSocket?[] _senders = new DatagramSocket?[IoRing.Entries];
    private readonly byte* _sent;
    private readonly byte* _buffers;
    private readonly byte* _bufferRing;
    private readonly byte* _messageHeader;
    private readonly ulong* _wakeCount;
    private readonly List<IoRing.Completion> _arrived = [];
    private Watching[] _watched = new Watching[64];
    private ushort _bufferTail;
    private int _owner;
    private bool _cancelled;

    private RingPoll(IoRing ring, TimeProvider clock, Action<Exception> failed)
        : base(clock, failed)
    {
        _ring = ring;
        _wake = LinuxSockets.EventCreate(0, LinuxSockets.EventCloseOnExec);
        _sent = (byte*)NativeMemory.AllocZeroed(IoRing.Entries * SentSize);
        _buffers = (byte*)NativeMemory.AlignedAlloc(BufferCount * BufferSize, 4096);
        _bufferRing = (byte*)NativeMemory.AlignedAlloc(BufferCount * 16, 4096);
        new Span<byte>(_bufferRing, BufferCount * 16).Clear();
        _messageHeader = (byte*)NativeMemory.AllocZeroed(MessageHeaderLength);
        *(uint*)(_messageHeader + 8) = AddressLength;
        _wakeCount = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));
    }

    /// <summary>Opens one after another has carried a datagram; null where the system does not allow it or knows only part of it.</summary>
    public static RingPoll? TryOpen(TimeProvider clock, Action<Exception> failed)
    {
        using var trial = Open(clock, failed);
        return trial is not null && trial.Carries() ? Open(clock, failed) : null;
    }

    /// <inheritdoc/>
    protected override int WakeDescriptor => _wake;

    /// <inheritdoc/>
    public override void Add(DatagramSocket socket)
    {
        base.Add(socket);
        if (socket.Slot >= _watched.Length)
        {
            Array.Resize(ref _watched, _watched.Length * 2);
        }

        Arm(socket.Slot, socket);
    }

    /// <inheritdoc/>
    public override void Remove(DatagramSocket socket)
    {
        // It will be closed, and its number be another's: nothing in the kernel may hold it then. What arrived up to now waits for its turn.
        var slot = socket.Slot;
        if (_watched[slot].IsArmed)
        {
            Ask(Cancel, Tag(Kind.Cancel, slot), -1)->Data = ReceiveTag(slot);
            _cancelled = false;
            for (var tries = 0; tries < MostTries && (!_cancelled || _watched[slot].IsArmed); tries++)
            {
                _ring.Enter(_cancelled ? 0 : 1, -1);
                Collect();
            }
        }
        else
        {
            Flush();
        }

        _watched[slot].Turn++; // what arrived from it and was not handed out yet is nobody's
        base.Remove(socket);
    }

    /// <inheritdoc/>
    public override int Run(int timeout)
    {
        if (_owner == 0)
        {
            _owner = Environment.CurrentManagedThreadId;
            ListenToWake();
        }

        Collect();
        if (_arrived.Count == 0 || _ring.Waiting > 0)
        {
            _ring.Enter(timeout == 0 || _arrived.Count > 0 ? 0 : 1, timeout * 1_000_000L);
            Collect();
        }

        // By index: a reader may let go of a socket, which collects more.
        var now = Now;
        for (var i = 0; i < _arrived.Count; i++)
        {
            Take(_arrived[i], now);
        }

        var taken = _arrived.Count;
        _arrived.Clear();
        return taken;
    }

    /// <inheritdoc/>
    public override void Rest(TimeSpan time) => _ring.Enter(Many, (long)time.TotalNanoseconds);

    /// <inheritdoc/>
    public override bool Send(DatagramSocket socket, ReadOnlySpan<byte> datagram, PeerAddress to)
    {
        var submission = _ring.Next(out var place);
        if (submission is null)
        {
            return false;
        }

        var data = _sent + (place * SentSize);
        datagram.CopyTo(new Span<byte>(data, MaxSent));
        _senders[place] = socket;
        submission->Operation = SendTo;
        submission->Flags = OnlyFailures;
        submission->Descriptor = socket.Handle;
        submission->Data = (ulong)data;
        submission->Length = (uint)datagram.Length;
        submission->OperationFlags = LinuxSockets.DoNotWait | LinuxSockets.NoSignal;
        submission->Tag = (ulong)place;
        if (!socket.IsPinned)
        {
            to.Bytes.CopyTo(new Span<byte>(data + MaxSent, AddressLength));
            submission->Offset = (ulong)(data + MaxSent);
            submission->NameLength = (ushort)to.Bytes.Length;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Flush()
    {
        if (_ring.Waiting > 0)
        {
            _ring.Enter(0, 0);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Whoever owns the sockets closes them next, and their ports are then free at once. From another thread the kernel does it, a moment later.
        foreach (var socket in Slots)
        {
            if (socket is not null && _owner == Environment.CurrentManagedThreadId)
            {
                Remove(socket);
            }
        }

        _ring.Dispose();
        _ = LinuxSockets.Close(_wake);
        NativeMemory.Free(_sent);
        NativeMemory.AlignedFree(_buffers);
        NativeMemory.AlignedFree(_bufferRing);
        NativeMemory.Free(_messageHeader);
        NativeMemory.Free(_wakeCount);
    }

    private static RingPoll? Open(TimeProvider clock, Action<Exception> failed)
    {
        if (IoRing.TryOpen() is not { } ring)
        {
            return null;
        }

        var poll = new RingPoll(ring, clock, failed);
        var registration = new BufferRegistration { Ring = (ulong)poll._bufferRing, Entries = BufferCount };
        if (!ring.TryRegister(RegisterBuffers, &registration))
        {
            poll.Dispose();
            return null;
        }

        for (var i = 0; i < BufferCount; i++)
        {
            poll.Give((ushort)i);
        }

        return poll;
    }

    private static ulong Tag(Kind kind, int value, uint turn = 0) => ((ulong)kind << 56) | ((ulong)(turn & 0xFFFFFF) << 32) | (uint)value;

    private ulong ReceiveTag(int slot) => Tag(Kind.Receive, slot, _watched[slot].Turn);

    private IoRing.Submission* Ask(byte operation, ulong tag, int descriptor)
    {
        var submission = _ring.Next(out _);
        if (submission is null)
        {
            throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
        }

        (submission->Operation, submission->Tag, submission->Descriptor) = (operation, tag, descriptor);
        return submission;
    }

    private void Arm(int slot, DatagramSocket socket)
    {
        var submission = Ask(ReceiveMessage, ReceiveTag(slot), socket.Handle);
        submission->Flags = ChosenBuffer;
        submission->Manner = ManyTimes;
        submission->Data = (ulong)_messageHeader;
        submission->Length = 1;
        _watched[slot].IsArmed = true;
    }

    private void ListenToWake()
    {
        var submission = Ask(ReadFile, Tag(Kind.Wake, 0), _wake);
        submission->Data = (ulong)_wakeCount;
        submission->Length = sizeof(ulong);
    }

    // Sorts out what is not for readers.
    private void Collect()
    {
        while (_ring.TryTake(out var completion))
        {
            var place = (int)(uint)completion.Tag;
            switch ((Kind)(completion.Tag >> 56))
            {
                case Kind.Send:
                    _senders[place]!.CountFailure();
                    break;
                case Kind.Wake:
                    ListenToWake();
                    break;
                case Kind.Cancel:
                    _cancelled = true;
                    break;
                case Kind.Receive:
                    if ((completion.Flags & MoreWillCome) == 0 && completion.Tag == ReceiveTag(place))
                    {
                        _watched[place].IsArmed = false;
                    }

                    _arrived.Add(completion);
                    break;
            }
        }
    }

    private void Take(in IoRing.Completion completion, long arrived)
    {
        var slot = (int)(uint)completion.Tag;
        if ((completion.Flags & HasBuffer) != 0)
        {
            var number = (ushort)(completion.Flags >> 16);
            var head = _buffers + (number * BufferSize);
            var (nameLength, length, flags) = (*(uint*)head, *(int*)(head + 8), *(uint*)(head + 12));
            if (completion.Result >= DatagramOffset && length <= MaxDatagram && (flags & LinuxSockets.Truncated) == 0 && completion.Tag == ReceiveTag(slot))
            {
                Deliver(
                    slot,
                    new Span<byte>(head + DatagramOffset, length),
                    new ReadOnlySpan<byte>(head + HeadLength, (int)Math.Min(nameLength, AddressLength)),
                    arrived);
            }

            Give(number);
        }

        // It ended by an ICMP error of an earlier send, or for want of a buffer: asked for anew.
        if (completion.Result is not (-BadDescriptor or -Invalid or -NoSocket or -Cancelled)
            && completion.Tag == ReceiveTag(slot) && !_watched[slot].IsArmed && At(slot) is { } socket)
        {
            Arm(slot, socket);
        }
    }

    // struct io_uring_buf; the queue's tail lies in the last two octets of the first entry.
    private void Give(ushort number)
    {
        var entry = _bufferRing + ((_bufferTail & (BufferCount - 1)) * 16);
        *(ulong*)entry = (ulong)(_buffers + (number * BufferSize));
        *(uint*)(entry + 8) = BufferSize;
        *(ushort*)(entry + 12) = number;
        Volatile.Write(ref *(ushort*)(_bufferRing + 14), ++_bufferTail);
    }

    // Kernels before 6.2 refuse the address of a send, those before 6.0 the asking for many.
    private bool Carries()
    {
        try
        {
            var heard = new Hearing();
            using var socket = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0)) { Reader = heard };
            Add(socket);
            for (var number = 1; number <= 2; number++)
            {
                Send(socket, [(byte)number], new PeerAddress(socket.Local));
                for (var tries = 0; tries < TrialRuns && heard.Count < number; tries++)
                {
                    Run(1);
                }
            }

            var carries = heard.Count == 2 && socket.SendFailures == 0 && _watched[socket.Slot].IsArmed;
            Remove(socket);
            return carries;
        }
        catch (Exception error) when (error is SocketException or Win32Exception)
        {
            // No loopback to try it on, or the ring may not be used.
            return false;
        }
    }

    private enum Kind : byte
    {
        Send,
        Receive,
        Wake,
        Cancel,
    }

    /// <summary>A slot: how many sockets had it before, and whether the kernel hands out what arrives there.</summary>
    private struct Watching
    {
        public uint Turn;
        public bool IsArmed;
    }

    /// <summary><c>struct io_uring_buf_reg</c></summary>
    [StructLayout(LayoutKind.Sequential, Size = 40)]
    private struct BufferRegistration
    {
        public ulong Ring;
        public uint Entries;
        public ushort Group;
        public ushort Flags;
    }

    private sealed class Hearing : IDatagramReader
    {
        public int Count { get; private set; }

        public void Take(DatagramSocket socket, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived) => Count++;
    }
}
