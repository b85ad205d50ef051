using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;

namespace Hotline.Phones;

/// <summary>
/// A stranger who floods the ports of calls that go on: noise, RTP and RTCP made up to look like a caller's, with a tone of its own as a marker, and at the SIP
/// port noise and torn requests. Sends evenly, on a thread of its own, and counts what anybody answers.
/// </summary>
internal sealed class JunkSender : IDisposable
{
    private const int Kinds = 4;
    private const int PacketSamples = 160;
    private const double Level = 0.28;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly byte[] TornRequest = Encoding.ASCII.GetBytes("INVITE sip:12345@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.66;branch=z9hG4bK");

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
    private readonly Random random;
    private readonly IPEndPoint sip;
    private readonly IPEndPoint[] sound;
    private readonly byte[] packet = new byte[RtpPacket.HeaderLength + PacketSamples];
    private readonly byte[] marker = new byte[PacketSamples];
    private readonly int perSecond;
    private readonly Thread thread;
    private volatile bool closing;
    private ushort sequence;

    /// <param name="sip">The product's SIP address: every other datagram goes there.</param>
    /// <param name="sound">The product's RTP addresses of calls that go on; RTCP is on the next ports.</param>
    /// <param name="perSecond">Datagrams a second, all together.</param>
    /// <param name="markerHertz">The tone of the made-up RTP, a multiple of 50 Hz: nobody may ever hear it.</param>
    /// <param name="seed">Of the noise.</param>
    internal JunkSender(IPEndPoint sip, IReadOnlyList<IPEndPoint> sound, int perSecond, int markerHertz, int seed)
    {
        (this.sip, this.sound, this.perSecond, random) = (sip, [.. sound], perSecond, new Random(seed));

        // Not 127.0.0.1: that may be trusted.
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.66"), 0));
        G711.Encode(G711Law.A, Tone.Samples(markerHertz, TimeSpan.FromMilliseconds(20), Level), marker);
        thread = new Thread(Run) { Name = "junk", IsBackground = true };
        thread.Start();
    }

    /// <summary>Datagrams sent.</summary>
    internal long Sent { get; private set; }

    /// <summary>Datagrams that came back from a sound port: none should.</summary>
    internal long AnsweredBySound { get; private set; }

    /// <summary>Stops.</summary>
    public void Dispose()
    {
        closing = true;
        thread.Join();
        socket.Dispose();
    }

    private void Run()
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!closing)
        {
            var due = (long)(TimeProvider.System.GetElapsedTime(begun).TotalSeconds * perSecond);
            for (; Sent < due && !closing; Sent++)
            {
                Send(Sent);
            }

            Listen();
            socket.Poll(Step, SelectMode.SelectError);
        }

        Listen();
    }

    private void Send(long number)
    {
        var (bytes, to) = number % 2 == 0 ? (SipJunk(), sip) : SoundJunk(number / 2);
        try
        {
            socket.SendTo(bytes, SocketFlags.None, to);
        }
        catch (SocketException)
        {
            // The buffer is full, or a port was closed meanwhile: a stranger would not mind.
            return;
        }
    }

    private byte[] SipJunk()
    {
        if (random.Next(2) == 0)
        {
            return TornRequest[..random.Next(1, TornRequest.Length)];
        }

        random.NextBytes(packet);
        return packet[..random.Next(1, packet.Length)];
    }

    private (byte[] Bytes, IPEndPoint To) SoundJunk(long number)
    {
        var target = sound[(int)(number / Kinds % sound.Length)];
        random.NextBytes(packet);
        switch (number % Kinds)
        {
            case 0:
                return (packet[..random.Next(1, packet.Length)], target);
            case 1:
                packet[0] = 0x80;
                packet[1] = 200;
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), 6);
                return (packet[..28], new IPEndPoint(target.Address, target.Port + 1));
            default:
                RtpPacket.WriteHeader(packet, marker: false, payloadType: 8, sequence++, sequence * (uint)PacketSamples, ssrc: 0x4A554E4B);
                marker.CopyTo(packet, RtpPacket.HeaderLength);
                return ([.. packet], target);
        }
    }

    private void Listen()
    {
        var buffer = new byte[2048];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        while (socket.Available > 0)
        {
            try
            {
                socket.ReceiveFrom(buffer, ref from);
                AnsweredBySound += from.Equals(sip) ? 0 : 1;
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier send.
                return;
            }
        }
    }
}
