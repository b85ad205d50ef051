using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>
/// A 2xx to an INVITE, repeated until its ACK: after T1, doubling up to T2, over reliable transports too, and given up after 64·T1
/// (RFC 3261 §13.3.1.4).
/// </summary>
internal sealed class UnacknowledgedAnswer(uint sequence, Action resend, Action givenUp, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private TimeSpan _interval = SipTimers.T1;
    private TimeSpan _waited;
    private bool _disposed;

    /// <summary>The sequence number of the INVITE, and so of its ACK.</summary>
    public uint Sequence { get; } = sequence;

    /// <summary>Told of the body of the ACK: the answer, where the 2xx carried our offer.</summary>
    public Action<ReadOnlyMemory<byte>>? Acknowledged { get; init; }

    /// <summary>Completes when the ACK came, or is waited for no more.</summary>
    public Task Settled => _settled.Task;

    public void Start() => Arm();

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }

        _settled.TrySetResult();
    }

    private void Arm()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _timer?.Dispose();
                _timer = time.CreateTimer(static state => ((UnacknowledgedAnswer)state!).OnDue(), this, _interval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void OnDue()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _waited += _interval;
            _interval = 2 * _interval < SipTimers.T2 ? 2 * _interval : SipTimers.T2;
            if (_waited + _interval > SipTimers.Timeout)
            {
                _interval = SipTimers.Timeout - _waited;
            }
        }

        if (_waited >= SipTimers.Timeout)
        {
            Dispose();
            givenUp();
            return;
        }

        resend();
        Arm();
    }
}
