using System.Buffers.Binary;

namespace Hotline.Telephony.Rtp;

/// <summary>What a beat of a <see cref="KeySender"/> sends.</summary>
internal enum KeyPart
{
    /// <summary>Nothing: keys are kept apart.</summary>
    Pause,

    /// <summary>The first packet of a key.</summary>
    Start,

    /// <summary>A further packet of it.</summary>
    Middle,
}

/// <summary>
/// Sends keys as telephone-events (RFC 4733), a packet every 20 ms: 100 ms a key, its end three times (§2.5.1.4), 80 ms between two.
/// <code>
/// beat       1    2    3    4    5    6    7    8 9 10 11   12
/// duration   160  320  480  640  800E 800E 800E pause       the next key
/// </code>
/// </summary>
internal sealed class KeySender
{
    /// <summary>Bytes of an event's payload.</summary>
    public const int PayloadLength = 4;

    private const string Keys = "0123456789*#ABCD";
    // Nobody dials more at once; a flood of keys from a phone must not pile up.
    private const int MaxWaiting = 64;
    private const int Samples = 160;
    private const int Beats = 5;
    private const int LastPacket = Beats + 2;
    private const int LastBeat = LastPacket + 4;

    // −10 dBm0, what phones send; the far end makes the tone.
    private const byte Volume = 10;
    private const byte End = 0x80;

    private readonly Queue<char> _keys = new();
    private int _beat;

    /// <summary>No key is being sent.</summary>
    public bool IsIdle => _keys.Count == 0;

    /// <summary>Puts a key behind those that wait.</summary>
    public void Press(char key)
    {
        if (_keys.Count < MaxWaiting && Keys.Contains(key, StringComparison.Ordinal))
        {
            _keys.Enqueue(key);
        }
    }

    /// <summary>The next 20 ms; not when idle.</summary>
    public KeyPart Next(Span<byte> payload)
    {
        if (++_beat > LastPacket)
        {
            if (_beat == LastBeat)
            {
                _beat = 0;
                _keys.Dequeue();
            }

            return KeyPart.Pause;
        }

        payload[0] = (byte)Keys.IndexOf(_keys.Peek(), StringComparison.Ordinal);
        payload[1] = _beat >= Beats ? (byte)(End | Volume) : Volume;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(Math.Min(_beat, Beats) * Samples));
        return _beat == 1 ? KeyPart.Start : KeyPart.Middle;
    }
}
