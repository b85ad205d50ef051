namespace Hotline.Telephony.WebRtc;

/// <summary>Which of the last 64 numbers were seen (RFC 3711 §3.3.2).</summary>
internal sealed class ReplayWindow
{
    private const int Size = 64;

    private bool _any;
    private ulong _highest;
    private ulong _seen;

    /// <summary>Whether a number was seen before or is too old to tell.</summary>
    public bool HasSeen(ulong index)
    {
        if (!_any || index > _highest)
        {
            return false;
        }

        var behind = _highest - index;
        return behind >= Size || (_seen & (1UL << (int)behind)) != 0;
    }

    /// <summary>Notes a number that <see cref="HasSeen"/> did not know.</summary>
    public void Note(ulong index)
    {
        if (!_any)
        {
            (_any, _highest, _seen) = (true, index, 1);
        }
        else if (index > _highest)
        {
            var ahead = index - _highest;
            _seen = ahead >= Size ? 1 : (_seen << (int)ahead) | 1;
            _highest = index;
        }
        else
        {
            _seen |= 1UL << (int)(_highest - index);
        }
    }
}
