using System.Net;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

/// <summary>Sending through io_uring and, where the system forbids that, by a system call each: both must do the same.</summary>
public sealed class EpollPollTests
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

    [Fact]
    public void What_came_before_the_pinning_names_its_sender_and_what_comes_after_needs_none()
    {
        using var poll = Poll(ringed: false);
        using var peer = new RtpPeer();
        using var stranger = new RtpPeer();
        Assert.True(new RtpPortPool(IPAddress.Loopback, 0, 0).TryOpen(out var pair));
        using var socket = pair.Rtp;
        using var beside = pair.Rtcp;
        var heard = new Hearing();
        socket.Reader = heard;
        poll.Add(socket);
        var far = new PeerAddress(peer.Remote(default).Rtp);

        // All three wait in the socket when it is pinned; the stranger's are not taken for the far end's.
        stranger.SendRaw(socket.Local, [1]);
        peer.SendRaw(socket.Local, [2]);
        stranger.SendRaw(socket.Local, [3]);
        poll.Pin(socket, far);
        Assert.False(socket.HearsOne);
        Until(poll, () => heard.Datagrams.Count == 3);
        Assert.Equal([false, true, false], heard.Sources.Select(source => far.Matches(source)));

        peer.SendRaw(socket.Local, [4]);
        Until(poll, () => heard.Datagrams.Count == 4);
        Assert.True(socket.HearsOne);
        Assert.Empty(heard.Sources[3]);

        poll.Unpin(socket);
        stranger.SendRaw(socket.Local, [5]);
        Until(poll, () => heard.Datagrams.Count == 5);
        Assert.True(new PeerAddress(stranger.Remote(default).Rtp).Matches(heard.Sources[4]));
        poll.Remove(socket);
    }

    private static void Until(EpollPoll poll, Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 100, "nothing arrived within ten seconds");
            poll.Run(100);
        }
    }

    private static byte[] Numbered(int number) => [.. Enumerable.Range(0, 20 + number).Select(i => (byte)(i + number))];

    private static EpollPoll Poll(bool ringed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), Absent);
        var ring = ringed ? SendRing.TryOpen() : null;
        Assert.SkipWhen(ringed && ring is null, Absent);
        return new EpollPoll(TimeProvider.System, error => Assert.Fail(error.ToString()), ring);
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
}
