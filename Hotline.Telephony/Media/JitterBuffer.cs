using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>
/// Evens out the arrival of one sender where its sound is mixed: samples go in by RTP timestamp and come out 160 at a time, 44 ms after they were due.
/// What was lost is made up from what was heard before.
/// <code>
/// beat      1    2    3    4    5         in: packets a b d (c was lost)
/// in        a    b    -    d    e
/// out       -    -    a    b    as b      then d …
/// </code>
/// </summary>
internal sealed class JitterBuffer
{
    // Two packets of 20 ms: what a local network and a busy phone need. More would be heard as a slow answer (ITU-T G.114 allows 150 ms in all).
    private const int Delay = 2 * MediaLine.PacketSamples;

    // A packet this far ahead of its turn (240 ms) or a whole packet behind it means another source or a drifted clock: start over.
    private const int MaxAhead = 12 * MediaLine.PacketSamples;
    private const int Size = 4096;

    private readonly short[] _samples = new short[Size];
    private readonly bool[] _came = new bool[Size];
    private readonly LossConcealment _concealment = new();
    private uint _source;
    private uint _next;
    private bool _tied;
    private bool _heardAny;

    /// <summary>Takes a packet's codes.</summary>
    public void Take(in RtpPacket packet, ReadOnlySpan<byte> codes, G711Law law)
    {
        if (codes.Length > MaxAhead)
        {
            codes = codes[..MaxAhead];
        }

        var ahead = (int)(packet.Timestamp - _next);
        if (!_tied || packet.Ssrc != _source || ahead > MaxAhead || ahead < -MaxAhead)
        {
            (_tied, _source, _next) = (true, packet.Ssrc, packet.Timestamp - Delay);
            Array.Clear(_came);
            ahead = Delay;
        }
        else if (ahead + codes.Length <= 0)
        {
            // Later than the delay allows: the next packets are let wait longer.
            _next = packet.Timestamp - Delay;
            Array.Clear(_came);
            ahead = Delay;
        }

        var linear = G711.Decoder(law);
        for (var i = Math.Max(0, -ahead); i < codes.Length; i++)
        {
            var place = (_next + (uint)(ahead + i)) % Size;
            (_samples[place], _came[place]) = (linear[codes[i]], true);
        }
    }

    /// <summary>The samples whose turn it is; silence before the first.</summary>
    /// <param name="samples">As many as wanted, a multiple of <see cref="LossConcealment.Frame"/>.</param>
    public void Next(Span<short> samples)
    {
        if (!_tied)
        {
            samples.Clear();
            return;
        }

        for (; !samples.IsEmpty; samples = samples[LossConcealment.Frame..])
        {
            var frame = samples[..LossConcealment.Frame];
            if (TryTake(frame))
            {
                _heardAny = true;
                _concealment.Heard(frame);
            }
            else if (_heardAny)
            {
                _concealment.Lost(frame);
            }
            else
            {
                // Before the first sound nothing is lost.
                frame.Clear();
                _concealment.Heard(frame);
            }
        }
    }

    // False where any of them is missing.
    private bool TryTake(Span<short> frame)
    {
        var whole = true;
        for (var i = 0; i < frame.Length; i++)
        {
            var place = (_next + (uint)i) % Size;
            frame[i] = _samples[place];
            whole &= _came[place];
            _came[place] = false;
        }

        _next += (uint)frame.Length;
        return whole;
    }
}
