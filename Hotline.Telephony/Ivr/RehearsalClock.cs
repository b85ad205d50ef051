namespace Hotline.Telephony.Ivr;

/// <summary>A clock that stands still until it is told how much time has passed. Timers on it never ring: nothing runs beside a rehearsal.</summary>
internal sealed class RehearsalClock(DateTimeOffset start) : TimeProvider
{
    public TimeSpan Passed { get; private set; }

    public override DateTimeOffset GetUtcNow() => start + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan length) => Passed += length;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
