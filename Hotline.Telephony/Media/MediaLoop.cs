using Hotline.Telephony.Rtp;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Media;

/// <summary>One loop and the legs it has now.</summary>
internal sealed class MediaLoop : IDisposable
{
    /// <summary>Of so many beats a calm leg hears one: 200 ms.</summary>
    private const int CalmBeats = 10;

    private readonly List<MediaLine> _calm = [];
    private readonly List<MediaLine> _lively = [];
    private readonly RtpLoop _loop;
    private int _load;
    private int _beats;

    /// <param name="number">Names the thread.</param>
    /// <param name="managedSockets">True to use managed sockets also where epoll is there.</param>
    /// <param name="clock">Monotonic time.</param>
    /// <param name="log">Where exceptions go.</param>
    public MediaLoop(int number, bool managedSockets, TimeProvider clock, ILogger log) =>
        _loop = new RtpLoop($"media {number}", managedSockets, Beat, clock, log);

    /// <summary>Legs it has or will have: new ones go where there are fewest. Any thread.</summary>
    public int Load => Volatile.Read(ref _load);

    /// <summary>A leg was promised to this loop, or taken from it. Any thread.</summary>
    public void AddLoad(int legs) => Interlocked.Add(ref _load, legs);

    /// <summary>Runs a command on the loop's thread. Any thread.</summary>
    public void Post(Action command) => _loop.Post(command);

    /// <summary>Takes a leg over. Loop's thread.</summary>
    public void Take(MediaLine line)
    {
        if (!line.IsClosed)
        {
            _lively.Add(line);
            line.Arrive(this, _loop);
        }
    }

    /// <summary>Lets go of a leg. Loop's thread.</summary>
    public void Remove(MediaLine line)
    {
        if (!_lively.Remove(line))
        {
            _calm.Remove(line);
        }
    }

    /// <summary>A leg may no longer be calm. Loop's thread.</summary>
    public void Stir(MediaLine line)
    {
        if (_calm.Remove(line))
        {
            _lively.Add(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loop.Dispose();

    // Only commands stir legs, and none runs during a beat.
    private void Beat(long now)
    {
        for (var i = _beats++ % CalmBeats; i < _calm.Count; i += CalmBeats)
        {
            _calm[i].Beat(now);
        }

        for (var i = _lively.Count - 1; i >= 0; i--)
        {
            var line = _lively[i];
            line.Beat(now);
            if (line.IsCalm)
            {
                _lively.RemoveAt(i);
                _calm.Add(line);
            }
        }
    }
}
