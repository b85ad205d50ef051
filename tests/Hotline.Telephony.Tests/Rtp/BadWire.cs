using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

/// <summary>What a bad network does to a sender's packets: the same for the same seed.</summary>
/// <param name="Seed">Of the chances.</param>
/// <param name="LossEvery">One packet of so many is lost.</param>
/// <param name="Delay">Each packet is held up by chance, by up to this.</param>
/// <param name="DoubledEvery">One packet of so many comes twice; 0 for none.</param>
/// <param name="OvertakenEvery">One packet of so many is overtaken by the next; 0 for none.</param>
internal sealed record WirePlan(int Seed, int LossEvery, TimeSpan Delay, int DoubledEvery = 0, int OvertakenEvery = 0);

/// <summary>A far end behind a bad network: says a tone in packets of 20 ms that are lost, held up, doubled and overtaken by plan; keeps what it hears, and answers reports.</summary>
internal sealed class BadWire : IAsyncDisposable
{
    public const int PacketSamples = 160;

    // Half a minute; a test stops long before.
    private const int Most = 1500;
    private const int FirstSequence = 65_500;
    private const uint FirstTimestamp = uint.MaxValue - 50_000;
    private const uint Source = 0xBAD0_0001;

    private readonly Socket _rtp;
    private readonly Socket _rtcp;
    private readonly short[] _tone;
    private readonly List<(int Index, TimeSpan Due)> _plan = [];
    private readonly HashSet<int> _lost = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<Heard> _heard = [];
    private readonly RtpReception _reception = new();
    private readonly RtcpExchange _exchange = new(TimeProvider.System);
    private readonly Task _listening;
    private double? _transit;

    public BadWire(int hertz, WirePlan plan)
    {
        (_rtp, _rtcp) = OpenPair();
        _tone = Tone.Samples(hertz, TimeSpan.FromSeconds(Most / 50), 0.4);
        var chance = new Random(plan.Seed);
        for (var index = 0; index < Most; index++)
        {
            // One of each stretch is lost, never its first: so much is lost wherever one stops, and the talk begins with a packet.
            if (index % plan.LossEvery == 0)
            {
                _lost.Add(index + 1 + chance.Next(plan.LossEvery - 1));
            }

            var due = TimeSpan.FromMilliseconds(20 * index) + (plan.Delay * (index == 0 ? 0 : chance.NextDouble()));
            if (plan.OvertakenEvery > 0 && index % plan.OvertakenEvery == plan.OvertakenEvery / 2)
            {
                due += plan.Delay + TimeSpan.FromMilliseconds(25);
            }

            if (!_lost.Contains(index))
            {
                _plan.AddRange(Enumerable.Repeat((index, due), plan.DoubledEvery > 0 && index % plan.DoubledEvery == 3 ? 2 : 1));
            }
        }

        _plan = [.. _plan.OrderBy(one => one.Due)];
        _listening = Task.WhenAll(HearAsync(), ReportAsync());
    }

    public IPEndPoint Address => (IPEndPoint)_rtp.LocalEndPoint!;

    /// <summary>Packets sent, those that came twice counted twice.</summary>
    public int Sent { get; private set; }

    /// <summary>How much later than planned the last one went: the machine is busy.</summary>
    public TimeSpan Behind { get; private set; }

    /// <summary>Their numbers, from 0, as they went.</summary>
    public List<int> Order { get; } = [];

    /// <summary>Numbers that were lost, of those up to the last one sent.</summary>
    public List<int> Lost => [.. _lost.Where(index => index < Order.Max()).Order()];

    /// <summary>The jitter of what was sent, by the moments at which it went (RFC 3550 A.8).</summary>
    public TimeSpan Jitter { get; private set; }

    /// <summary>What was heard, in the order in which it came.</summary>
    public List<Heard> Heard
    {
        get
        {
            lock (_gate)
            {
                return [.. _heard];
            }
        }
    }

    /// <summary>What the last report of ours said was lost; null before the first.</summary>
    public int? Reported { get; private set; }

    /// <summary>The codes of a packet; the first four, which are nearly silent, say which it is.</summary>
    public byte[] Codes(int index)
    {
        var codes = new byte[PacketSamples];
        G711.Encode(G711Law.A, _tone.AsSpan(index * PacketSamples, PacketSamples), codes);
        for (var i = 0; i < 4; i++)
        {
            codes[i] = (byte)(0xD5 ^ ((index >> (4 * i)) & 0x0F));
        }

        return codes;
    }

    /// <summary>Says its packets, until enough of them were said and nothing that was held up is still to come.</summary>
    public async Task SpeakAsync(IPEndPoint to, Func<bool> enough)
    {
        var started = 0L;
        var last = int.MaxValue;
        foreach (var (index, due) in _plan)
        {
            if (index > last)
            {
                continue;
            }

            started = started == 0 ? Stopwatch.GetTimestamp() : started;
            while (Stopwatch.GetElapsedTime(started) < due)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            Behind = Stopwatch.GetElapsedTime(started) - due;
            Send(index, to);
            if (last == int.MaxValue && enough())
            {
                last = Order.Max();
            }
            else if (last != int.MaxValue && due > TimeSpan.FromMilliseconds((20 * last) + 200))
            {
                break;
            }
        }

        Assert.True(last != int.MaxValue, "half a minute of sound was not enough");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
        _rtp.Dispose();
        _rtcp.Dispose();
        _stopping.Dispose();
    }

    private static (Socket Rtp, Socket Rtcp) OpenPair()
    {
        while (true)
        {
            var (rtp, rtcp) = (Udp(), Udp());
            rtp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                rtcp.Bind(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)rtp.LocalEndPoint!).Port + 1));
                return (rtp, rtcp);
            }
            catch (Exception fault) when (fault is SocketException or ArgumentOutOfRangeException)
            {
                // The next port is somebody's.
                rtp.Dispose();
                rtcp.Dispose();
            }
        }

        static Socket Udp() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    }

    private void Send(int index, IPEndPoint to)
    {
        var packet = new byte[RtpPacket.HeaderLength + PacketSamples];
        RtpPacket.WriteHeader(packet, index == 0, (byte)G711Law.A, (ushort)(FirstSequence + index), FirstTimestamp + (uint)(index * PacketSamples), Source);
        Codes(index).CopyTo(packet, RtpPacket.HeaderLength);
        _rtp.SendTo(packet, to);
        var transit = Stopwatch.GetElapsedTime(0).TotalSeconds - (index * 0.02);
        if (_transit is { } before)
        {
            Jitter += (TimeSpan.FromSeconds(Math.Abs(transit - before)) - Jitter) / 16;
        }

        _transit = transit;
        Sent++;
        Order.Add(index);
    }

    private Task HearAsync() => ReceiveAsync(_rtp, (datagram, _) =>
    {
        var heard = Tests.Rtp.Heard.From(datagram);
        Assert.True(RtpPacket.TryRead(datagram, out var packet));
        lock (_gate)
        {
            _heard.Add(heard);
            _reception.Take(packet, (uint)(heard.At * G711.SampleRate / Stopwatch.Frequency), timed: true);
        }
    });

    private Task ReportAsync() => ReceiveAsync(_rtcp, (datagram, from) =>
    {
        var now = Stopwatch.GetTimestamp();
        _exchange.Take(datagram, Source, now);
        var report = new byte[Rtcp.MaxLength];
        lock (_gate)
        {
            if (_reception.Received > 0)
            {
                var length = _exchange.Write(report, Source, _reception, Sent, (long)Sent * PacketSamples, FirstTimestamp, now);
                Reported = (int)_reception.Lost;
                _rtcp.SendTo(report.AsSpan(0, length), from);
            }
        }
    });

    private async Task ReceiveAsync(Socket socket, Action<byte[], IPEndPoint> take)
    {
        var buffer = new byte[2048];
        while (true)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stopping.Token);
                take(buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
