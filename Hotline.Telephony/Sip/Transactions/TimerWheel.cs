using System.Numerics;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>
/// A clock whose timers share one of the clock behind it: signalling sets a dozen timers for a call, some for 32 s (RFC 3261 §17.2), and takes most back before they
/// are due. Setting one and taking it back are a few links of a list. None fires early, each up to <see cref="Grain"/> late, those for 5 s and more up to ten of them; callbacks run on the thread pool, without
/// the context they were set in. Thread-safe.
/// </summary>
internal sealed class TimerWheel : TimeProvider, IDisposable
{
    /// <summary>How late a timer may be: less than a message takes to a phone of ours by most networks.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(10);

    // What is set for so long is not counted to the tenth of a second: many fire together, and each waking of a thread is saved.
    private const int CoarseGrains = 10;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    // 41 s once round: what is set for later is passed over until its round.
    private const int SlotCount = 4096;

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly WheelTimer?[] _slots = new WheelTimer?[SlotCount];
    private readonly ulong[] _taken = new ulong[SlotCount / 64];
    private readonly long _start;
    private readonly long _ticksPerGrain;
    private readonly ITimer _alarm;
    private long _turnedTo;
    private long _alarmAt = long.MaxValue;
    private int _count;

    /// <param name="clock">The clock behind it.</param>
    public TimerWheel(TimeProvider clock)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _ticksPerGrain = (long)(clock.TimestampFrequency * Grain.TotalSeconds);
        _alarm = clock.CreateTimer(static wheel => ((TimerWheel)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers that are set.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public override long TimestampFrequency => _clock.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _clock.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => _clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WheelTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>No timer fires any more.</summary>
    public void Dispose() => _alarm.Dispose();

    // Grains that have passed.
    private long Now => (_clock.GetTimestamp() - _start) / _ticksPerGrain;

    private void Turn()
    {
        lock (_lock)
        {
            _alarmAt = long.MaxValue;
            var now = Now;
            for (var grain = Math.Max(_turnedTo + 1, now - SlotCount + 1); grain <= now; grain++)
            {
                RunDue((int)(grain % SlotCount), now);
            }

            _turnedTo = now;
            SetAlarm();
        }
    }

    private void RunDue(int slot, long now)
    {
        for (var timer = _slots[slot]; timer is not null;)
        {
            var next = timer.Next;
            if (timer.Due <= now)
            {
                Unlink(timer);
                if (timer.Period > 0)
                {
                    Link(timer, now + timer.Period);
                }

                ThreadPool.UnsafeQueueUserWorkItem(timer, preferLocal: false);
            }

            timer = next;
        }
    }

    // For the next slot that holds any timer; where they are of a later round, the wheel turns on from there.
    private void SetAlarm()
    {
        if (_count == 0)
        {
            return;
        }

        var from = (int)((_turnedTo + 1) % SlotCount);
        var bits = _taken[from / 64] >> (from % 64);
        var ahead = bits != 0 ? BitOperations.TrailingZeroCount(bits) : 64 - (from % 64);
        while (bits == 0)
        {
            bits = _taken[(from + ahead) % SlotCount / 64];
            ahead += bits != 0 ? BitOperations.TrailingZeroCount(bits) : 64;
        }

        SetAlarm(_turnedTo + 1 + ahead);
    }

    private void SetAlarm(long grain)
    {
        if (grain < _alarmAt)
        {
            _alarmAt = grain;

            // The system's timers count whole milliseconds, the rest cut off.
            var left = Math.Ceiling(_clock.GetElapsedTime(_clock.GetTimestamp(), _start + (grain * _ticksPerGrain)).TotalMilliseconds);
            _alarm.Change(TimeSpan.FromMilliseconds(Math.Max(0, left)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Link(WheelTimer timer, long due)
    {
        if (_count++ == 0)
        {
            _turnedTo = Math.Max(_turnedTo, Now - 1);
        }

        timer.Due = Math.Max(due, _turnedTo + 1);
        var slot = (int)(timer.Due % SlotCount);
        timer.Next = _slots[slot];
        if (timer.Next is not null)
        {
            timer.Next.Previous = timer;
        }

        _slots[slot] = timer;
        _taken[slot / 64] |= 1UL << (slot % 64);
        timer.IsSet = true;
    }

    private void Unlink(WheelTimer timer)
    {
        if (!timer.IsSet)
        {
            return;
        }

        var slot = (int)(timer.Due % SlotCount);
        if (timer.Previous is null)
        {
            _slots[slot] = timer.Next;
            if (timer.Next is null)
            {
                _taken[slot / 64] &= ~(1UL << (slot % 64));
            }
        }
        else
        {
            timer.Previous.Next = timer.Next;
        }

        if (timer.Next is not null)
        {
            timer.Next.Previous = timer.Previous;
        }

        (timer.Previous, timer.Next, timer.IsSet) = (null, null, false);
        _count--;
    }

    // The first grain that begins no earlier than so much later.
    private long After(TimeSpan time)
    {
        var ticks = _clock.GetTimestamp() - _start + (long)(time.TotalSeconds * _clock.TimestampFrequency);
        var grain = (ticks + _ticksPerGrain - 1) / _ticksPerGrain;
        return time < Long ? grain : (grain + CoarseGrains - 1) / CoarseGrains * CoarseGrains;
    }

    private sealed class WheelTimer(TimerWheel wheel, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
    {
        private bool _isDisposed;

        public WheelTimer? Next { get; set; }

        public WheelTimer? Previous { get; set; }

        public long Due { get; set; }

        public long Period { get; private set; }

        public bool IsSet { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (wheel._lock)
            {
                wheel.Unlink(this);
                if (_isDisposed)
                {
                    return false;
                }

                Period = period > TimeSpan.Zero ? (long)Math.Ceiling(period / Grain) : 0;
                if (dueTime >= TimeSpan.Zero)
                {
                    wheel.Link(this, wheel.After(dueTime));
                    wheel.SetAlarm(Due);
                }

                return true;
            }
        }

        public void Execute() => callback(state);

        public void Dispose()
        {
            lock (wheel._lock)
            {
                _isDisposed = true;
                wheel.Unlink(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
