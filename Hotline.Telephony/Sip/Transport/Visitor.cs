namespace Hotline.Telephony.Sip.Transport;

/// <summary>What is remembered of one address. Used under the lock of the <see cref="Doorkeeper"/>.</summary>
internal sealed class Visitor(DoorLimits limits, TimeProvider time)
{
    private double _tokens = limits.MessagesPerSecond * limits.BurstSeconds;
    private long _seenAt = time.GetTimestamp();
    private long _failingSince;
    private long? _knownAt;
    private Dictionary<string, int>? _names;

    public int Failures { get; private set; }

    /// <summary>When it was banned; null where it is not.</summary>
    public (DateTimeOffset At, long Timestamp)? Banned { get; private set; }

    /// <summary>It has shown good credentials not long ago.</summary>
    public bool IsKnown => _knownAt is { } at && time.GetElapsedTime(at) < limits.KnownTime;

    public bool IsBanned => Banned is { } ban && time.GetElapsedTime(ban.Timestamp) < limits.BanTime;

    /// <summary>Nothing about it matters any more: its allowance is full again, and it has no failures, credentials or ban.</summary>
    public bool IsForgettable => !IsBanned && !IsKnown && time.GetElapsedTime(_seenAt).TotalSeconds >= limits.BurstSeconds
        && (Failures == 0 || time.GetElapsedTime(_failingSince) >= limits.FailureWindow);

    /// <summary>Takes one message out of the allowance; false where it is used up.</summary>
    public bool TrySpend()
    {
        var rate = (double)limits.MessagesPerSecond * (IsKnown ? limits.KnownFactor : 1);
        var now = time.GetTimestamp();
        _tokens = Math.Min(rate * limits.BurstSeconds, _tokens + (time.GetElapsedTime(_seenAt, now).TotalSeconds * rate));
        _seenAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    /// <summary>Wrong credentials; true where they ban it.</summary>
    public bool Fail(string name)
    {
        if (Failures > 0 && time.GetElapsedTime(_failingSince) >= limits.FailureWindow)
        {
            (Failures, _names) = (0, null);
        }

        _failingSince = Failures++ == 0 ? time.GetTimestamp() : _failingSince;
        if (IsKnown)
        {
            _names ??= new Dictionary<string, int>(StringComparer.Ordinal);
            _names[name] = _names.GetValueOrDefault(name) + 1;
        }

        if (IsBanned || Failures < (IsKnown ? limits.BanKnownAfter : limits.BanAfter))
        {
            return false;
        }

        Banned = (time.GetUtcNow(), time.GetTimestamp());
        return true;
    }

    /// <summary>Whether a name has failed too often from here to be listened to.</summary>
    public bool IsBarred(string name) => _names is not null && _names.GetValueOrDefault(name) >= limits.BanAfter && time.GetElapsedTime(_failingSince) < limits.FailureWindow;

    public void Succeed()
    {
        if (!IsKnown)
        {
            (Failures, _names) = (0, null); // a typing error or two before it
        }

        _knownAt = time.GetTimestamp();
    }

    /// <summary>Was banned in an earlier run, which has lasted for some time by now.</summary>
    public void Restore(DateTimeOffset at, TimeSpan lasted, int failures)
    {
        Banned = (at, time.GetTimestamp() - (long)(lasted.TotalSeconds * time.TimestampFrequency));
        (Failures, _failingSince) = (failures, time.GetTimestamp());
    }

    public void Lift() => (Banned, Failures, _names) = (null, 0, null);
}
