namespace Hotline.Telephony.Rtp;

/// <summary>Counts what arrives from one source: sequence cycles, loss and jitter (RFC 3550 A.1, A.3, A.8). A clock rate of 8,000 is assumed.</summary>
internal sealed class RtpReception
{
    // RFC 3550 A.1: a jump of more than this is a restart, not a loss.
    private const int MaxDropout = 3000;

    private bool _started;
    private uint _ssrc;
    private uint _baseSequence;
    private uint _highest;
    private long _receivedHere;
    private long _expectedBefore;
    private long _receivedBefore;
    private long _expectedAtReport;
    private long _receivedAtReport;
    private uint _transit;
    private double _jitter;

    /// <summary>The source now heard; 0 before the first packet.</summary>
    public uint Ssrc => _ssrc;

    /// <summary>The highest sequence number seen, cycles in the upper 16 bits.</summary>
    public uint ExtendedHighest => _highest;

    /// <summary>Packets received, duplicates included.</summary>
    public long Received => _receivedBefore + _receivedHere;

    /// <summary>Packets expected and not received (RFC 3550 A.3); negative where duplicates outnumber losses.</summary>
    public long Lost => Expected - Received;

    /// <summary>Interarrival jitter in samples (RFC 3550 A.8).</summary>
    public double Jitter => _jitter;

    private long Expected => _expectedBefore + (_started ? (long)_highest - _baseSequence + 1 : 0);

    /// <summary>Counts one packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="arrival">When it arrived, in samples of 1/8000 s of any monotonic clock.</param>
    /// <param name="timed">False for a packet whose timestamp is not its sampling instant (telephone-event): it counts, but says nothing of jitter.</param>
    public void Take(in RtpPacket packet, uint arrival, bool timed)
    {
        if (!_started || packet.Ssrc != _ssrc)
        {
            Restart(packet, arrival);
            return;
        }

        var ahead = (short)(packet.Sequence - (ushort)_highest);
        if (ahead > MaxDropout || ahead < -MaxDropout)
        {
            Restart(packet, arrival);
            return;
        }

        if (ahead > 0)
        {
            _highest += (uint)ahead;
        }

        _receivedHere++;
        if (!timed)
        {
            return;
        }

        var transit = arrival - packet.Timestamp;
        var difference = Math.Abs((long)(int)(transit - _transit));
        _transit = transit;

        // A pause without packets, or a jump of the sender's clock, is no jitter: half a second bounds what one packet can add.
        if (difference < 4000)
        {
            _jitter += (difference - _jitter) / 16;
        }
    }

    /// <summary>The fraction lost since the last call of this method, in 1/256 (RFC 3550 A.3).</summary>
    public byte TakeFractionLost()
    {
        var expected = Expected - _expectedAtReport;
        var lost = expected - (Received - _receivedAtReport);
        (_expectedAtReport, _receivedAtReport) = (Expected, Received);
        return expected <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(255, (lost << 8) / expected);
    }

    private void Restart(in RtpPacket packet, uint arrival)
    {
        (_expectedBefore, _receivedBefore) = (Expected, Received);
        _started = true;
        _ssrc = packet.Ssrc;
        _baseSequence = _highest = packet.Sequence;
        _receivedHere = 1;
        _transit = arrival - packet.Timestamp;
    }
}
