using System.Security.Cryptography;
using System.Text;

namespace Hotline.Telephony.Rtp;

/// <summary>One leg's RTCP: when to report, what to say, what the far end said (RFC 3550 §6).</summary>
internal sealed class RtcpExchange(TimeProvider clock)
{
    /// <summary>Between two reports, on average; each is drawn from half to one and a half of it (RFC 3550 §6.2, §6.3.1).</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // RFC 7022 §4.2: 96 random bits in base64.
    private readonly byte[] _name = Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(12)));

    // Read by others while the loop writes: one word each, which is never half written.
    private const long Unknown = long.MinValue;

    private long _lostByFarEnd = Unknown;
    private long _roundTrip = Unknown;
    private long _due;
    private long _sentAtReport;
    private uint _lastSenderReport;
    private long _lastSenderReportAt;

    /// <summary>Our packets lost as the far end reported them last; null until it reports. Any thread.</summary>
    public int? LostByFarEnd => Volatile.Read(ref _lostByFarEnd) is not Unknown and var lost ? (int)lost : null;

    /// <summary>Round trip; null until measured. Any thread.</summary>
    public TimeSpan? RoundTrip => Volatile.Read(ref _roundTrip) is not Unknown and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Whether a report is due; the first is after half an interval (RFC 3550 §6.2).</summary>
    public bool IsDue(long now)
    {
        if (_due == 0)
        {
            _due = now + Ticks(Interval / 2 * Random.Shared.NextDouble()) + 1;
        }

        return now >= _due;
    }

    /// <summary>Writes the report that is due.</summary>
    /// <param name="target">At least <see cref="Rtcp.MaxLength"/> bytes.</param>
    /// <param name="ssrc">Our source.</param>
    /// <param name="reception">What was received.</param>
    /// <param name="packets">RTP packets sent.</param>
    /// <param name="octets">Payload bytes sent.</param>
    /// <param name="rtpTimestamp">Our RTP timestamp now.</param>
    /// <param name="now">Ticks of the clock.</param>
    /// <returns>The length.</returns>
    public int Write(Span<byte> target, uint ssrc, RtpReception reception, long packets, long octets, uint rtpTimestamp, long now)
    {
        _due = now + Ticks(Interval * (0.5 + Random.Shared.NextDouble()));
        RtcpSender? sender = null;
        if (packets > _sentAtReport)
        {
            sender = new RtcpSender(Rtcp.NtpTime(clock.GetUtcNow()), rtpTimestamp, (uint)packets, (uint)octets);
            _sentAtReport = packets;
        }

        RtcpBlock? block = null;
        if (reception.Received > 0)
        {
            var since = _lastSenderReport == 0 ? 0 : clock.GetElapsedTime(_lastSenderReportAt, now).TotalSeconds * 65536;
            block = new RtcpBlock
            {
                Ssrc = reception.Ssrc,
                FractionLost = reception.TakeFractionLost(),
                CumulativeLost = (int)Math.Clamp(reception.Lost, int.MinValue, int.MaxValue),
                ExtendedHighest = reception.ExtendedHighest,
                Jitter = (uint)reception.Jitter,
                LastSenderReport = _lastSenderReport,
                DelaySinceLast = (uint)since,
            };
        }

        return Rtcp.Write(target, ssrc, sender, block, _name);
    }

    /// <summary>Takes a compound packet of the far end; false where it is none.</summary>
    public bool Take(ReadOnlySpan<byte> datagram, uint ssrc, long arrived)
    {
        if (!Rtcp.TryRead(datagram, ssrc, out var reading))
        {
            return false;
        }

        if (reading.SenderReport is { } report)
        {
            (_lastSenderReport, _lastSenderReportAt) = (report, arrived);
        }

        if (reading.Block is { } block)
        {
            Volatile.Write(ref _lostByFarEnd, block.CumulativeLost);
            if (block.LastSenderReport != 0)
            {
                var now = (uint)(Rtcp.NtpTime(clock.GetUtcNow()) >> 16);
                var units = (int)(now - block.LastSenderReport - block.DelaySinceLast);
                Volatile.Write(ref _roundTrip, TimeSpan.FromSeconds(Math.Max(0, units) / 65536.0).Ticks);
            }
        }

        return true;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * clock.TimestampFrequency);
}
