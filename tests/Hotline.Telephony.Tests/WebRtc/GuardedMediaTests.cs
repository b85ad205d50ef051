using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;
using Hotline.Telephony.Tests.Media;
using Hotline.Telephony.WebRtc;

namespace Hotline.Telephony.Tests.WebRtc;

/// <summary>Protected legs in the engine, against far ends made of the same parts seen from the other side.</summary>
public sealed class GuardedMediaTests : MediaEngineFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_leg_under_keys_from_the_SDP_is_bridged_with_a_plain_one()
    {
        var (ours, theirs) = (SdesKey.New(1, SrtpProfile.AesCm128HmacSha1), SdesKey.New(1, SrtpProfile.AesCm128HmacSha1));
        Assert.True(_engine.TryOpen(out var first));
        first.Connect(_caller.Remote(G711Law.A) with { Guard = new SdesGuard(ours, theirs) });
        var second = Open(_engine, _agent, G711Law.A);
        await BridgedAsync(_engine, first, second);
        using var far = new SdesGuard(theirs, ours);

        _caller.SendRaw(first.Local, Sealed(far, Packet(1, Codes(1, 160))));
        Assert.Equal(Codes(1, 160), _agent.Receive(1).Single().Payload);
        _agent.Send(second.Local, G711Law.A, Codes(2, 160));
        var heard = _caller.ReceiveRaw();
        Assert.NotNull(heard);
        Assert.Equal(12 + 160 + 10, heard.Length);
        Assert.True(far.TryOpen(heard, control: false, out var length));
        Assert.Equal(Codes(2, 160), heard[12..length]);

        // In the clear, and forged: dropped, counted, and the call goes on.
        _caller.SendRaw(first.Local, Packet(2, Codes(3, 160)));
        var forged = Sealed(far, Packet(3, Codes(3, 160)));
        forged[40] ^= 1;
        _caller.SendRaw(first.Local, forged);
        await UntilAsync(() => first.Statistics.Unusable == 2);
        _caller.SendRaw(first.Local, Sealed(far, Packet(4, Codes(4, 160))));
        Assert.Equal(Codes(4, 160), _agent.Receive(1).Single().Payload);
    }

    [Fact]
    public async Task A_browser_is_found_by_ICE_keyed_by_DTLS_and_heard_and_a_stranger_is_not()
    {
        using var certificate = new DtlsCertificate(TimeProvider.System);
        using var browser = new Browser();
        using var stranger = new Browser();
        var ours = IceCredentials.New();
        Assert.True(_engine.TryOpen(out var first));
        first.Connect(new MediaRemote
        {
            Rtp = new IPEndPoint(IPAddress.Any, 9),
            Law = G711Law.A,
            PayloadType = 8,
            SharesPort = true,
            Guard = new BrowserGuard(certificate, ours, new BrowserPeer(browser.Fragment, browser.Certificate.Fingerprint, IsActive: true)),
        });
        var second = Open(_engine, _agent, G711Law.A);
        await BridgedAsync(_engine, first, second);

        // Who does not know the password gets no answer, and no DTLS.
        stranger.Check(first.Local, ours with { Password = "no" });
        stranger.Begin(first.Local, certificate.Fingerprint);
        browser.Check(first.Local, ours);
        Assert.Equal(0x01, browser.Receive()![0]);
        Assert.Equal(0, stranger.Available);

        browser.Begin(first.Local, certificate.Fingerprint);
        await browser.FinishAsync(first.Local, Patience);
        browser.SendSound(first.Local, Packet(1, Codes(1, 160)));
        Assert.Equal(Codes(1, 160), _agent.Receive(1).Single().Payload);
        _agent.Send(second.Local, G711Law.A, Codes(2, 160));
        Assert.Equal(Codes(2, 160), browser.Hear());

        // A stranger's hello in the middle of the talk, and a forged packet: counted, dropped, and the talk goes on.
        var foreign = first.Statistics.Foreign;
        Assert.True(foreign >= 2);
        stranger.Begin(first.Local, certificate.Fingerprint);
        browser.SendForged(first.Local, Packet(2, Codes(5, 160)));
        await UntilAsync(() => first.Statistics.Foreign > foreign && first.Statistics.Unusable == 1);
        Assert.Equal(0, stranger.Available);

        // The browser's network changes: the same keys from another place, once it has proven itself there.
        browser.Move();
        browser.Check(first.Local, ours);
        Assert.Equal(0x01, browser.Receive()![0]);
        browser.SendSound(first.Local, Packet(2, Codes(3, 160)));
        Assert.Equal(Codes(3, 160), _agent.Receive(1).Single().Payload);
    }

    private static byte[] Packet(int number, byte[] codes)
    {
        var packet = new byte[12 + codes.Length];
        RtpPacket.WriteHeader(packet, false, 8, (ushort)number, (uint)(number * 160), 0xCAFE);
        codes.CopyTo(packet, 12);
        return packet;
    }

    private static byte[] Sealed(SdesGuard guard, byte[] packet)
    {
        var buffer = new byte[packet.Length + SrtpProfiles.MostAdded];
        packet.CopyTo(buffer, 0);
        var length = packet.Length;
        Assert.True(guard.TrySeal(buffer, control: false, ref length));
        return buffer[..length];
    }

    /// <summary>As much of a browser as media sees: checks, handshake, sound.</summary>
    private sealed class Browser : IDisposable
    {
        private readonly byte[] _buffer = new byte[2048];
        private Socket _socket = Bound();
        private DtlsHandshake? _handshake;

        public DtlsCertificate Certificate { get; } = new(TimeProvider.System);

        public string Fragment { get; } = "chrm";

        public int Available => _socket.Available;

        /// <summary>A check that nominates (RFC 8445 §7.2.2).</summary>
        public void Check(IPEndPoint to, IceCredentials ours)
        {
            var name = Encoding.ASCII.GetBytes($"{ours.Fragment}:{Fragment}");
            List<byte> message = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. RandomNumberGenerator.GetBytes(12)];
            Add(0x0006, name);
            Add(0x0024, [0x6E, 0, 1, 0xFF]);
            Add(0x802A, RandomNumberGenerator.GetBytes(8));
            Add(0x0025, []);
            Length(24);
#pragma warning disable CA5350 // RFC 8489 §14.5: the algorithm is the protocol's.
            Add(0x0008, HMACSHA1.HashData(Encoding.ASCII.GetBytes(ours.Password), message.ToArray()));
#pragma warning restore CA5350
            Length(8);
            var crc = uint.MaxValue;
            foreach (var value in message)
            {
                crc ^= value;
                for (var bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
                }
            }

            var sum = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc ^ 0x5354_554E);
            Add(0x8028, sum);
            _socket.SendTo(message.ToArray(), to);

            void Add(int type, byte[] value) =>
                message.AddRange([(byte)(type >> 8), (byte)type, 0, (byte)value.Length, .. value, .. new byte[-value.Length & 3]]);

            void Length(int more) => message[3] = (byte)(message.Count - 20 + more);
        }

        public void Begin(IPEndPoint to, string fingerprint)
        {
            _handshake?.Dispose();
            _handshake = new DtlsHandshake(Certificate, fingerprint, asServer: false);
            Flush(to);
        }

        public async Task FinishAsync(IPEndPoint to, TimeSpan patience)
        {
            var begun = TimeProvider.System.GetTimestamp();
            while (_handshake!.State == DtlsState.Running)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(begun) < patience, "no handshake");
                if (_socket.Available == 0)
                {
                    await Task.Delay(5);
                    continue;
                }

                _handshake.Take(Receive()!);
                Flush(to);
            }

            Assert.Equal(DtlsState.Done, _handshake.State);
        }

        public void SendSound(IPEndPoint to, byte[] packet)
        {
            packet.CopyTo(_buffer, 0);
            var length = packet.Length;
            Assert.True(_handshake!.Outgoing!.TrySeal(_buffer, ref length));
            _socket.SendTo(_buffer.AsSpan(0, length), to);
        }

        public void SendForged(IPEndPoint to, byte[] packet) => _socket.SendTo([.. packet, .. new byte[16]], to);

        public byte[] Hear()
        {
            byte[] datagram;
            do
            {
                datagram = Receive()!;
            }
            while (datagram[0] < 128 || datagram[1] is >= 192 and <= 223);

            Assert.True(_handshake!.Incoming!.TryOpen(datagram, out var length));
            return datagram[12..length];
        }

        public byte[]? Receive()
        {
            Assert.True(_socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead), "nothing came");
            var length = _socket.Receive(_buffer);
            return _buffer[..length];
        }

        public void Move()
        {
            _socket.Dispose();
            _socket = Bound();
        }

        public void Dispose()
        {
            _socket.Dispose();
            _handshake?.Incoming?.Dispose();
            _handshake?.Outgoing?.Dispose();
            _handshake?.Dispose();
            Certificate.Dispose();
        }

        private static Socket Bound()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return socket;
        }

        private void Flush(IPEndPoint to)
        {
            while (_handshake!.TryTakeOutgoing(_buffer, out var length))
            {
                _socket.SendTo(_buffer.AsSpan(0, length), to);
            }
        }
    }
}
