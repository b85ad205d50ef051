using System.Buffers.Binary;

namespace Hotline.Telephony.Rtp;

/// <summary>
/// Turns telephone-event packets (RFC 4733) into keys: one per press, however often its packets are repeated or lost.
/// <code>
/// packets   (5, ts 100, dur 160) (5, ts 100, dur 320) (5, ts 100, dur 480, end) ×3   (5, ts 900, …)
/// keys       '5'                                                                      '5'
/// </code>
/// </summary>
internal sealed class TelephoneEvents
{
    private const string Keys = "0123456789*#ABCD";
    private const int PayloadLength = 4;

    // 2 s at 8 kHz: what lies further back is not late, its source began anew under the same name, as one that plays recorded packets does.
    private const int LatestOfAll = 16_000;

    private bool _any;
    private uint _ssrc;
    private uint _timestamp;
    private byte _event;
    private ushort _duration;

    /// <summary>Takes one packet; true with the key when it is the first of a press.</summary>
    public bool TryTakeKey(in RtpPacket packet, ReadOnlySpan<byte> payload, out char key)
    {
        key = default;
        if (payload.Length < PayloadLength || payload[0] >= Keys.Length)
        {
            return false;
        }

        var code = payload[0];
        var duration = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        if (_any && packet.Ssrc == _ssrc)
        {
            var ahead = (int)(packet.Timestamp - _timestamp);

            // A key held longer than 65,535 units goes on as a new segment that starts where the last one stopped (RFC 4733 §2.5.1.3).
            var continues = code == _event && _duration == ushort.MaxValue && ahead == ushort.MaxValue;
            if (ahead is <= 0 and >= -LatestOfAll || continues)
            {
                if (ahead >= 0)
                {
                    (_timestamp, _duration) = (packet.Timestamp, duration);
                }

                return false;
            }
        }

        (_any, _ssrc, _timestamp, _event, _duration) = (true, packet.Ssrc, packet.Timestamp, code, duration);
        key = Keys[code];
        return true;
    }
}
