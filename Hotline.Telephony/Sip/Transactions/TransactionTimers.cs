namespace Hotline.Telephony.Sip.Transactions;

/// <summary>The two one-shot timers a transaction can have at once: one to repeat, one to end its state. Setting one replaces it.</summary>
internal sealed class TransactionTimers(TimeProvider time, Action<TransactionInput> fired) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _retransmit;
    private ITimer? _end;
    private TimeSpan _interval;
    private bool _disposed;

    /// <summary>Arms what the actions ask for. Returns true where a linger of no length is over at once.</summary>
    public bool Arm(TransactionActions actions, bool isReliable, bool capAtT2)
    {
        if (actions.HasFlag(TransactionActions.SetRetransmit) && !isReliable)
        {
            _interval = _interval == TimeSpan.Zero ? SipTimers.T1 : 2 * _interval;
            if (capAtT2 && _interval > SipTimers.T2)
            {
                _interval = SipTimers.T2;
            }

            Set(ref _retransmit, _interval, TransactionInput.RetransmitTimer);
        }

        if (actions.HasFlag(TransactionActions.SetTimeout))
        {
            Set(ref _end, SipTimers.Timeout, TransactionInput.TimeoutTimer);
        }

        TimeSpan? linger =
            actions.HasFlag(TransactionActions.SetTimerD) ? isReliable ? TimeSpan.Zero : SipTimers.D
            : actions.HasFlag(TransactionActions.SetTimerIK) ? isReliable ? TimeSpan.Zero : SipTimers.T4
            : actions.HasFlag(TransactionActions.SetTimerJ) ? isReliable ? TimeSpan.Zero : SipTimers.Timeout
            : actions.HasFlag(TransactionActions.SetTimerLM) ? SipTimers.Timeout
            : null;
        if (linger is null)
        {
            return false;
        }

        if (linger > TimeSpan.Zero)
        {
            Set(ref _end, linger.Value, TransactionInput.LingerTimer);
        }

        return linger == TimeSpan.Zero;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _retransmit?.Dispose();
            _end?.Dispose();
        }
    }

    private void Set(ref ITimer? timer, TimeSpan due, TransactionInput input)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            timer?.Dispose();
            timer = time.CreateTimer(static state => ((Firing)state!).Fire(), new Firing(fired, input), due, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    private sealed record Firing(Action<TransactionInput> Fired, TransactionInput Input)
    {
        public void Fire() => Fired(Input);
    }
}
