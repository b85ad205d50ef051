using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Hotline.Telephony.Rtp;

/// <summary>
/// Datagrams on their way out through io_uring (Linux 6.2 and later, where the operator allows it): they gather here and one system call takes all of them. The
/// kernel then runs the same few pages of code for each, instead of ours in between. Bytes and addresses are copied, so that whoever sends may go on at once.
/// Used by one thread.
/// </summary>
internal sealed unsafe class SendRing : IDisposable
{
    private const int Entries = 256; // a power of two
    private const int AddressSpace = 32; // sockaddr_in6 is 28 bytes
    private const int DataSize = Entries * (DatagramPoll.MaxSent + AddressSpace);

    // <linux/io_uring.h>
    private const int Setup = 425;
    private const int Enter = 426;
    private const uint SubmitAll = 1 << 7;
    private const uint OneMapping = 1;
    private const byte Send = 26;
    private const byte OnlyFailures = 1 << 6;
    private const long EntriesOffset = 0x10000000;
    private const int SubmissionSize = 64;
    private const int CompletionSize = 16;

    private readonly DatagramSocket?[] _senders = new DatagramSocket?[Entries];
    private readonly int _ring;
    private readonly byte* _mapped;
    private readonly nint _mappedLength;
    private readonly byte* _submissions;
    private readonly byte* _data;
    private readonly Offsets _at;
    private uint _tail;
    private uint _places;
    private int _dataLength;

    private SendRing(int ring, in Parameters parameters)
    {
        _ring = ring;
        _at = parameters.At;
        _mappedLength = (nint)Math.Max(
            _at.SubmissionArray + (parameters.SubmissionCount * sizeof(uint)), _at.Completions + (parameters.CompletionCount * CompletionSize));
        _mapped = LinuxSockets.MapShared(ring, _mappedLength, 0);
        _submissions = LinuxSockets.MapShared(ring, Entries * SubmissionSize, EntriesOffset);
        _data = (byte*)NativeMemory.AllocZeroed(DataSize);
        _tail = *At(_at.SubmissionTail);
    }

    /// <summary>Opens one and sends a datagram to itself by it; null where the system does not allow it or does not know it.</summary>
    public static SendRing? TryOpen()
    {
        var parameters = new Parameters { Flags = SubmitAll };
        var ring = (int)LinuxSockets.SystemCall(Setup, Entries, (nint)(&parameters), 0, 0, 0, 0);
        if (ring < 0)
        {
            return null;
        }

        SendRing? opened = null;
        try
        {
            if ((parameters.Features & OneMapping) != 0 && parameters.SubmissionCount == Entries)
            {
                opened = new SendRing(ring, parameters);
                if (opened.Reaches())
                {
                    return opened;
                }
            }
        }
        catch (SocketException)
        {
            // No loopback to try it on.
        }

        if (opened is null)
        {
            _ = LinuxSockets.Close(ring);
        }

        opened?.Dispose();
        return null;
    }

    /// <summary>Takes a datagram, to an address or (empty) to where the socket is pinned; it is gone after the next <see cref="Flush"/>. What the network does not take then is counted with the socket.</summary>
    public void Add(DatagramSocket socket, ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> to)
    {
        if (_places == Entries)
        {
            Flush();
        }

        // What a flush took is free again, and still in the processor's cache: the next begin where the last ones did.
        var place = _places++;
        var data = _data + _dataLength;
        var address = data + Aligned(datagram.Length);
        datagram.CopyTo(new Span<byte>(data, DatagramPoll.MaxSent));
        to.CopyTo(new Span<byte>(address, AddressSpace));
        _dataLength += Aligned(datagram.Length) + Aligned(to.Length);
        _senders[place] = socket;

        *At(_at.SubmissionArray + ((_tail & (Entries - 1)) * sizeof(uint))) = place;
        var submission = (Submission*)(_submissions + (place * SubmissionSize));
        submission->Operation = Send;
        submission->Flags = OnlyFailures;
        submission->Descriptor = socket.Handle;
        submission->Name = to.IsEmpty ? 0 : (ulong)address;
        submission->Data = (ulong)data;
        submission->Length = (uint)datagram.Length;
        submission->MessageFlags = LinuxSockets.DoNotWait | LinuxSockets.NoSignal;
        submission->Tag = place;
        submission->NameLength = (ushort)to.Length;
        _tail++;
    }

    /// <summary>Brings all on their way.</summary>
    public void Flush()
    {
        var head = Volatile.Read(ref *At(_at.SubmissionHead));
        if (head == _tail)
        {
            return;
        }

        Volatile.Write(ref *At(_at.SubmissionTail), _tail);
        while (head != _tail)
        {
            var taken = LinuxSockets.SystemCall(Enter, _ring, (nint)(_tail - head), 0, 0, 0, 0);
            head = Volatile.Read(ref *At(_at.SubmissionHead));
            if (taken <= 0)
            {
                // The kernel is short of memory: these are lost, as on a full network.
                for (; head != _tail; _tail--)
                {
                    _senders[--_places]!.CountFailure();
                }

                Volatile.Write(ref *At(_at.SubmissionTail), _tail);
            }
        }

        TakeFailures();
        (_places, _dataLength) = (0, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = LinuxSockets.Unmap(_mapped, _mappedLength);
        _ = LinuxSockets.Unmap(_submissions, Entries * SubmissionSize);
        _ = LinuxSockets.Close(_ring);
        NativeMemory.Free(_data);
    }

    private static int Aligned(int length) => (length + 7) & ~7;

    private uint* At(uint offset) => (uint*)(_mapped + offset);

    private int TakeFailures()
    {
        var count = 0;
        var head = *At(_at.CompletionHead);
        for (; head != Volatile.Read(ref *At(_at.CompletionTail)); head++, count++)
        {
            var completion = _mapped + _at.Completions + ((head & *At(_at.CompletionMask)) * CompletionSize);
            _senders[(int)*(ulong*)completion]!.CountFailure();
        }

        Volatile.Write(ref *At(_at.CompletionHead), head);
        return count;
    }

    // Kernels before 6.2 refuse an address here.
    private bool Reaches()
    {
        using var socket = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        Add(socket, [0], new PeerAddress(socket.Local).Bytes);
        Flush();
        return socket.SendFailures == 0;
    }

    /// <summary><c>struct io_uring_params</c> without what only the kernel needs.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 120)]
    private struct Parameters
    {
        public uint SubmissionCount;
        public uint CompletionCount;
        public uint Flags;
        public uint ThreadProcessor;
        public uint ThreadIdle;
        public uint Features;
        public uint Workers;
        public uint Reserved1;
        public uint Reserved2;
        public uint Reserved3;
        public Offsets At;
    }

    /// <summary><c>struct io_sqring_offsets</c> and <c>struct io_cqring_offsets</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private struct Offsets
    {
        [FieldOffset(0)]
        public uint SubmissionHead;
        [FieldOffset(4)]
        public uint SubmissionTail;
        [FieldOffset(24)]
        public uint SubmissionArray;
        [FieldOffset(40)]
        public uint CompletionHead;
        [FieldOffset(44)]
        public uint CompletionTail;
        [FieldOffset(48)]
        public uint CompletionMask;
        [FieldOffset(60)]
        public uint Completions;
    }

    /// <summary><c>struct io_uring_sqe</c> as a send needs it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = SubmissionSize)]
    private struct Submission
    {
        [FieldOffset(0)]
        public byte Operation;
        [FieldOffset(1)]
        public byte Flags;
        [FieldOffset(4)]
        public int Descriptor;
        [FieldOffset(8)]
        public ulong Name;
        [FieldOffset(16)]
        public ulong Data;
        [FieldOffset(24)]
        public uint Length;
        [FieldOffset(28)]
        public uint MessageFlags;
        [FieldOffset(32)]
        public ulong Tag;
        [FieldOffset(44)]
        public ushort NameLength;
    }
}
