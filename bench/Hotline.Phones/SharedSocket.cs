using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using Hotline.Telephony.Rtp;

namespace Hotline.Phones;

/// <summary>
/// One UDP socket for the speech of many legs, as a switch sees phones behind one address translator: what all of them say leaves by one system call, and what comes is
/// taken many at a time, each for the leg that speaks to the port it comes from. Nobody waits on it, so that whoever sends to it on this machine does not pay for waking us.
/// 64-bit Linux; belongs to the thread of <see cref="PhoneMedia"/>.
/// </summary>
internal sealed unsafe partial class SharedSocket : IDisposable
{
    private const int Batch = 64;
    private const int AddressLength = 28; // sockaddr_in6
    private const int NothingThere = 11; // EAGAIN

    // What comes while this thread is held up for a while, as by another process, is not lost.
    private const int ReceiveBuffer = 4 << 20;

    private readonly DatagramSocket socket;
    private readonly Dictionary<int, MediaLeg> legs = [];
    private readonly byte* memory;
    private readonly Message* outgoing;
    private readonly Message* incoming;
    private int gathered;

    internal SharedSocket(IPAddress address)
    {
        socket = new DatagramSocket(new IPEndPoint(address, 0));
        socket.Socket.ReceiveBufferSize = ReceiveBuffer;
        Local = socket.Local;
        memory = (byte*)NativeMemory.AllocZeroed(2 * Batch, (nuint)(sizeof(Message) + sizeof(Part) + AddressLength + DatagramPoll.MaxSent));
        outgoing = (Message*)memory;
        incoming = outgoing + Batch;
        var parts = (Part*)(incoming + Batch);
        var addresses = (byte*)(parts + (2 * Batch));
        var bytes = addresses + (2 * Batch * AddressLength);
        for (var place = 0; place < 2 * Batch; place++)
        {
            parts[place] = new Part { Data = bytes + (place * DatagramPoll.MaxSent), Length = DatagramPoll.MaxSent };
            outgoing[place] = new Message { Name = addresses + (place * AddressLength), Parts = parts + place, PartCount = 1 };
        }
    }

    internal IPEndPoint Local { get; }

    /// <summary>What comes from this port is for this leg from now on.</summary>
    internal void Route(int port, MediaLeg leg) => legs[port] = leg;

    /// <summary>No longer, where it was for this leg.</summary>
    internal void Forget(int port, MediaLeg leg)
    {
        if (legs.TryGetValue(port, out var other) && other == leg)
        {
            legs.Remove(port);
        }
    }

    /// <summary>Sends a datagram with the next <see cref="Flush"/>, at the latest.</summary>
    internal void Send(ReadOnlySpan<byte> datagram, PeerAddress to)
    {
        if (gathered == Batch)
        {
            Flush();
        }

        ref var message = ref outgoing[gathered++];
        datagram.CopyTo(new Span<byte>(message.Parts->Data, DatagramPoll.MaxSent));
        message.Parts->Length = datagram.Length;
        to.Bytes.CopyTo(new Span<byte>(message.Name, AddressLength));
        message.NameLength = (uint)to.Bytes.Length;
    }

    /// <exception cref="Win32Exception">The network would not take it: what the phones count would not be true any more.</exception>
    internal void Flush()
    {
        for (var sent = 0; sent < gathered;)
        {
            var taken = SendMany(socket.Handle, outgoing + sent, (uint)(gathered - sent), LinuxSockets.NoSignal);
            sent += taken > 0 ? taken : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        gathered = 0;
    }

    /// <summary>Hands out all that has come.</summary>
    /// <exception cref="Win32Exception">The network would not give it: what the phones count would not be true any more.</exception>
    internal void Take()
    {
        int count;
        do
        {
            for (var place = 0; place < Batch; place++)
            {
                incoming[place].NameLength = AddressLength;
            }

            count = ReceiveMany(socket.Handle, incoming, Batch, LinuxSockets.DoNotWait, null);
            if (count < 0 && Marshal.GetLastPInvokeError() is var error and not NothingThere)
            {
                throw new Win32Exception(error);
            }

            var arrived = TimeProvider.System.GetTimestamp();
            for (var place = 0; place < count; place++)
            {
                ref var message = ref incoming[place];
                if (legs.TryGetValue((message.Name[2] << 8) | message.Name[3], out var leg))
                {
                    leg.Take(new Span<byte>(message.Parts->Data, message.Length), arrived);
                }
            }
        }
        while (count == Batch);
    }

    public void Dispose()
    {
        socket.Dispose();
        NativeMemory.Free(memory);
    }

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    private static partial int SendMany(int descriptor, Message* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    private static partial int ReceiveMany(int descriptor, Message* messages, uint count, int flags, void* timeout);

    /// <summary><c>struct iovec</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Part
    {
        public byte* Data;
        public nint Length;
    }

    /// <summary><c>struct mmsghdr</c></summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Message
    {
        [FieldOffset(0)]
        public byte* Name;
        [FieldOffset(8)]
        public uint NameLength;
        [FieldOffset(16)]
        public Part* Parts;
        [FieldOffset(24)]
        public nint PartCount;
        [FieldOffset(56)]
        public int Length;
    }
}
