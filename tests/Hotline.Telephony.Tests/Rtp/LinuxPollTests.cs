using System.Net;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

/// <summary>io_uring and, where the system forbids that, epoll: both must do the same.</summary>
public sealed class LinuxPollTests
{
    private const string Absent = "epoll is Linux's, and this system allows no io_uring";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_datagram_reaches_its_address_once_and_in_order(bool ringed)
    {
        using var poll = Poll(ringed);
        using var peer = new RtpPeer();
        using var other = new RtpPeer();
        using var socket = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        poll.Add(socket);
        var (to, toOther) = (new PeerAddress(peer.Remote(default).Rtp), new PeerAddress(other.Remote(default).Rtp));

        // More than the ring holds at once; each longer than the last, and a pinned stretch in between.
        for (var i = 0; i < 600; i++)
        {
            if (i is 200 or 400)
            {
                poll.Run(0);
            }

            Assert.True(poll.Send(socket, Numbered(i), i % 3 == 0 ? toOther : to));
            poll.Rest(TimeSpan.FromTicks(i % 50));
            Assert.Equal(Numbered(i), (i % 3 == 0 ? other : peer).ReceiveRaw());
        }

        for (var i = 0; i < 300; i++)
        {
            poll.Send(socket, Numbered(i), to);
        }

        poll.Remove(socket);
        Assert.Equal(Enumerable.Range(0, 100).Select(Numbered), Enumerable.Range(0, 100).Select(_ => peer.ReceiveRaw()!));
        Assert.Equal(0, socket.SendFailures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_network_does_not_take_is_told_or_counted(bool ringed)
    {
        using var poll = Poll(ringed);
        using var peer = new RtpPeer();
        using var socket = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        poll.Add(socket);

        // Port 0 is nobody's.
        var taken = poll.Send(socket, [1], new PeerAddress(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.True(poll.Send(socket, [2], new PeerAddress(peer.Remote(default).Rtp)));
        poll.Run(0);

        Assert.Equal([2], peer.ReceiveRaw());
        Assert.Equal(1, socket.SendFailures + (taken ? 0 : 1));
        poll.Remove(socket);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pinned_socket_hears_one_far_end_and_unpinned_all_on_the_same_port(bool ringed)
    {
        using var poll = Poll(ringed);
        using var peer = new RtpPeer();
        using var stranger = new RtpPeer();
        var pool = new RtpPortPool(IPAddress.Loopback, 0, 0);
        Assert.True(pool.TryOpen(out var pair));
        using var socket = pair.Rtp;
        using var beside = pair.Rtcp;
        var heard = new Hearing();
        socket.Reader = heard;
        poll.Add(socket);
        var local = socket.Local;

        poll.Pin(socket, new PeerAddress(peer.Remote(default).Rtp));
        Assert.True(socket.IsPinned);
        stranger.SendRaw(local, [1]);
        peer.SendRaw(local, [2]);
        Until(poll, () => heard.Datagrams.Count > 0);
        Assert.Equal([2], heard.Datagrams.Single());

        poll.Send(socket, [3], new PeerAddress(peer.Remote(default).Rtp));
        poll.Unpin(socket);
        Assert.Equal([3], peer.ReceiveRaw());
        Assert.Equal(local, socket.Local);
        stranger.SendRaw(local, [4]);
        Until(poll, () => heard.Datagrams.Count > 1);
        Assert.Equal([4], heard.Datagrams[1]);
        poll.Remove(socket);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_heap_of_datagrams_arrives_whole_from_whom_it_came(bool ringed)
    {
        // More than the buffers the kernel is given at a time, on more sockets than it looks at in one step.
        using var poll = Poll(ringed);
        using var peer = new RtpPeer();
        var sockets = Enumerable.Range(0, 40).Select(_ => new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0))).ToArray();
        var heard = new Hearing();
        foreach (var socket in sockets)
        {
            socket.Reader = heard;
            poll.Add(socket);
        }

        poll.Run(0);
        foreach (var socket in sockets)
        {
            for (var i = 0; i < 30; i++)
            {
                peer.SendRaw(socket.Local, Numbered(i));
            }
        }

        Until(poll, () => heard.Datagrams.Count == 40 * 30);
        Assert.Equal(Enumerable.Range(0, 30).SelectMany(i => Enumerable.Repeat(Numbered(i), 40)), heard.Datagrams.OrderBy(datagram => datagram.Length));
        Assert.True(heard.Sources.TrueForAll(source => new PeerAddress(peer.Remote(default).Rtp).Matches(source)));

        foreach (var socket in sockets)
        {
            poll.Remove(socket);
            var port = socket.Local;
            socket.Dispose();
            using var next = new DatagramSocket(port);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reader_may_let_go_of_any_socket_and_hears_no_more_of_it(bool ringed)
    {
        using var poll = Poll(ringed);
        using var peer = new RtpPeer();
        using var first = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        using var second = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        using var third = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        var (taken, later) = (new List<DatagramSocket>(), new Hearing());
        var reader = new Acting(socket =>
        {
            // Whichever is read first lets go of both, and a third takes the place of one.
            taken.Add(socket);
            poll.Remove(first);
            poll.Remove(second);
            poll.Add(third);
        });
        (first.Reader, second.Reader, third.Reader) = (reader, reader, later);
        poll.Add(first);
        poll.Add(second);
        peer.SendRaw(first.Local, [1]);
        peer.SendRaw(second.Local, [2]);
        Until(poll, () => taken.Count > 0);
        peer.SendRaw(third.Local, [3]);
        Until(poll, () => later.Datagrams.Count > 0);

        Assert.Single(taken);
        Assert.Equal([3], later.Datagrams.Single());
        poll.Remove(third);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_nobody_takes_at_the_far_end_does_not_end_hearing(bool ringed)
    {
        using var poll = Poll(ringed);
        Assert.True(new RtpPortPool(IPAddress.Loopback, 0, 0).TryOpen(out var pair));
        using var socket = pair.Rtp;
        using var beside = pair.Rtcp;
        var heard = new Hearing();
        socket.Reader = heard;
        poll.Add(socket);
        IPEndPoint closed;
        using (var gone = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0)))
        {
            closed = gone.Local;
        }

        // The system answers by ICMP that the port is closed; a pinned socket is told so as an error of its next read.
        poll.Pin(socket, new PeerAddress(closed));
        poll.Send(socket, [1], new PeerAddress(closed));
        for (var i = 0; i < 10; i++)
        {
            poll.Run(10);
        }

        poll.Unpin(socket);
        using var peer = new RtpPeer();
        peer.SendRaw(socket.Local, [2]);
        Until(poll, () => heard.Datagrams.Count > 0);
        Assert.Equal([2], heard.Datagrams.Single());
        poll.Remove(socket);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Waking_ends_every_wait(bool ringed)
    {
        using var poll = Poll(ringed);
        for (var i = 0; i < 5; i++)
        {
            // Woken from outside, before or while it waits for ever.
            var waking = Task.Run(poll.Wake, TestContext.Current.CancellationToken);
            Assert.Equal(0, poll.Run(-1));
            waking.GetAwaiter().GetResult();
        }
    }

    private static void Until(LinuxPoll poll, Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 100, "nothing arrived within ten seconds");
            poll.Run(100);
        }
    }

    private static byte[] Numbered(int number) => [.. Enumerable.Range(0, 20 + number).Select(i => (byte)(i + number))];

    private static LinuxPoll Poll(bool ringed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), Absent);
        var ring = ringed ? RingPoll.TryOpen(TimeProvider.System, Fail) : null;
        Assert.SkipWhen(ringed && ring is null, Absent);
        return ring ?? (LinuxPoll)new EpollPoll(TimeProvider.System, Fail);

        static void Fail(Exception error) => Assert.Fail(error.ToString());
    }

    private sealed class Hearing : IDatagramReader
    {
        public List<byte[]> Datagrams { get; } = [];

        public List<byte[]> Sources { get; } = [];

        public void Take(DatagramSocket socket, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived)
        {
            Datagrams.Add(datagram.ToArray());
            Sources.Add(source.ToArray());
        }
    }

    private sealed class Acting(Action<DatagramSocket> act) : IDatagramReader
    {
        public void Take(DatagramSocket socket, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived) => act(socket);
    }
}
