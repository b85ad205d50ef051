using System.Globalization;
using System.Security.Cryptography;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>
/// Our provisional answers to one INVITE, each repeated until its PRACK: after T1, doubling, given up after 64·T1 (RFC 3262 §3). One at a time, the next when the one
/// before was acknowledged. Thread-safe.
/// </summary>
/// <param name="transaction">The INVITE.</param>
/// <param name="givenUp">Told, outside locks, that the peer never acknowledged one.</param>
/// <param name="time">For the repeats.</param>
internal sealed class ReliableProvisionals(ServerTransaction transaction, Action givenUp, TimeProvider time) : IDisposable
{
    public const string Option = "100rel";

    private readonly Lock _lock = new();
    private readonly Queue<SipResponse> _waiting = new();
    private readonly CSeq _sequence = transaction.Request.CSeq;
    private uint _number;
    private SipResponse? _open;
    private ITimer? _timer;
    private TimeSpan _interval;
    private TimeSpan _waited;
    private Action? _held;
    private bool _isFinal;

    /// <summary>Whether the peer says that it acknowledges them.</summary>
    public static bool AreKnownTo(SipRequest invite) => AreRequiredBy(invite) || Names(invite, HeaderName.Supported);

    /// <summary>Whether it takes no others.</summary>
    public static bool AreRequiredBy(SipRequest invite) => Names(invite, HeaderName.Require);

    public void Send(SipResponse response)
    {
        response.Headers.Add(HeaderName.Require, Option);
        lock (_lock)
        {
            if (_isFinal)
            {
                return;
            }

            if (_open is not null)
            {
                _waiting.Enqueue(response);
                return;
            }

            _number = _number == 0 ? (uint)RandomNumberGenerator.GetInt32(1, 1 << 30) : _number + 1;
            Open(response);
        }
    }

    /// <summary>Takes a PRACK; false where it acknowledges nothing that is open (RFC 3262 §3).</summary>
    public bool TryAcknowledge(SipRequest prack)
    {
        Action? held;
        lock (_lock)
        {
            var expected = string.Create(CultureInfo.InvariantCulture, $"{_number} {_sequence}");
            if (_open is null || prack.Headers.Text(HeaderName.RAck) is not { } text
                || string.Join(' ', text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)) != expected)
            {
                return false;
            }

            _open = null;
            _timer?.Dispose();
            (held, _held) = (_held, null);
            if (!_isFinal && _waiting.TryDequeue(out var next))
            {
                _number++;
                Open(next);
            }
        }

        held?.Invoke();
        return true;
    }

    /// <summary>
    /// The final answer is due; no provisional is sent or repeated any more, but for one with a session description: a 2xx waits for its PRACK, and is then sent by
    /// <paramref name="answer"/>. False where it need not wait.
    /// </summary>
    public bool Holds(Action answer)
    {
        lock (_lock)
        {
            _isFinal = true;
            if (_open is { Body.IsEmpty: false })
            {
                _held = answer;
                return true;
            }

            _timer?.Dispose();
            return false;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isFinal = true;
            _timer?.Dispose();
        }
    }

    private static bool Names(SipRequest invite, string header) => invite.Headers.Tokens(header).Contains(Option, StringComparer.OrdinalIgnoreCase);

    private void Open(SipResponse response)
    {
        response.Headers.Add(HeaderName.RSeq, _number.ToString(CultureInfo.InvariantCulture));
        (_open, _interval, _waited) = (response, SipTimers.T1, TimeSpan.Zero);
        transaction.Respond(response);
        Arm();
    }

    private void Arm()
    {
        _timer?.Dispose();
        _timer = time.CreateTimer(static state => ((ReliableProvisionals)state!).OnDue(), this, _interval, Timeout.InfiniteTimeSpan);
    }

    private void OnDue()
    {
        lock (_lock)
        {
            if (_open is null || (_isFinal && _held is null))
            {
                return;
            }

            _waited += _interval;
            if (_waited < SipTimers.Timeout)
            {
                _interval = 2 * _interval < SipTimers.Timeout - _waited ? 2 * _interval : SipTimers.Timeout - _waited;
                transaction.Respond(_open);
                Arm();
                return;
            }

            (_open, _held, _isFinal) = (null, null, true);
        }

        givenUp();
    }
}
