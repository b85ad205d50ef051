namespace Hotline.Telephony.Rtp;

/// <summary>What both ways of waiting on Linux have in common: how a far end is pinned, and how a wait is ended from outside.</summary>
/// <param name="clock">Gives the time of arrival.</param>
/// <param name="failed">Hears of an exception from a reader.</param>
internal abstract unsafe class LinuxPoll(TimeProvider clock, Action<Exception> failed) : DatagramPoll(clock, failed)
{
    /// <summary>The longest address: <c>sockaddr_in6</c>.</summary>
    protected const int AddressLength = 28;

    /// <inheritdoc/>
    public override void Pin(DatagramSocket socket, PeerAddress to)
    {
        fixed (byte* address = to.Bytes)
        {
            socket.IsPinned = LinuxSockets.Connect(socket.Handle, address, (uint)to.Bytes.Length) == 0;
        }
    }

    /// <inheritdoc/>
    public override void Unpin(DatagramSocket socket)
    {
        if (socket.IsPinned)
        {
            // AF_UNSPEC, 0. What waits to be sent still goes where it should.
            Flush();
            var nowhere = stackalloc byte[AddressLength];
            new Span<byte>(nowhere, AddressLength).Clear();
            _ = LinuxSockets.Connect(socket.Handle, nowhere, AddressLength);
            socket.IsPinned = false;
        }
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        ulong one = 1;
        _ = LinuxSockets.Write(WakeDescriptor, &one, sizeof(ulong));
    }

    /// <summary>An eventfd that the wait listens to.</summary>
    protected abstract int WakeDescriptor { get; }

    /// <summary>Brings what was sent on its way.</summary>
    protected abstract void Flush();
}
