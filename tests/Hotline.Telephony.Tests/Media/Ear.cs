using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Media;

/// <summary>Hears what arrives at a port, and knows its tones.</summary>
internal sealed class Ear : IAudioTap
{
    // A fifth of a second: tells tones 5 Hz apart, and is over before a test grows impatient.
    private const int Stretch = G711.SampleRate / 5;

    private readonly Lock _gate = new();
    private readonly Queue<short> _last = new();
    private long _taken;

    /// <summary>Samples heard so far.</summary>
    public long Taken => Volatile.Read(ref _taken);

    public static Ear On(MediaPort port)
    {
        var ear = new Ear();
        port.Listen(ear);
        return ear;
    }

    /// <summary>Which of the tones are in what was heard last.</summary>
    public string Tones(params int[] hertz)
    {
        short[] samples;
        lock (_gate)
        {
            samples = [.. _last];
        }

        return string.Join(' ', hertz.Where(tone => Tone.Level(samples, tone) > 0.05));
    }

    /// <summary>Waits until exactly these tones, of 400, 700, 1000 and 1300 Hz, are heard, and all of them in sound that came after this was asked.</summary>
    public async Task HearsAsync(params int[] hertz)
    {
        var wanted = string.Join(' ', hertz);
        var from = Taken + Stretch;
        await Deadline.Until(() => Taken >= from && Tones(400, 700, 1000, 1300, 1600) == wanted, () => $"expected to hear '{wanted}', heard '{Tones(400, 700, 1000, 1300, 1600)}'");
    }

    public void Begin(long now)
    {
    }

    public void Take(in TappedSound sound)
    {
        lock (_gate)
        {
            foreach (var code in sound.Codes)
            {
                _last.Enqueue(G711.Decode(sound.Law, code));
                if (_last.Count > Stretch)
                {
                    _last.Dequeue();
                }
            }
        }

        Interlocked.Add(ref _taken, sound.Codes.Length);
    }

    public void Beat(long now)
    {
    }

    public void End(long now)
    {
    }
}
