using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Rtp;

/// <summary>
/// One thread that waits on many sockets, runs posted commands, and beats every 20 ms. Everything it calls runs on that thread, so what belongs to a loop
/// needs no lock.
/// </summary>
internal sealed partial class RtpLoop : IDisposable
{
    /// <summary>Beats made up at once after a delay; after a longer one all but the last are left out.</summary>
    public const int MaxBeatsAtOnce = 5;

    /// <summary>
    /// Datagrams gather this long before they are taken together: at 40,000 a second, waking for each would cost more than passing it on.
    /// What it adds to a packet's way is half of it on average.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);

    /// <summary>Where <see cref="Few"/> come, waking costs more than they do, and they gather longer.</summary>
    private static readonly TimeSpan LongGathering = TimeSpan.FromMilliseconds(3);

    /// <summary>Datagrams of one waking: those of some 200 recorded calls of two legs.</summary>
    private const int Few = 64;

    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Action<long> _beat;
    private readonly long _beatTicks;
    private readonly DatagramPoll _poll;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly Thread _thread;
    private readonly Lock _wakeGate = new();
    private readonly Lock _commandGate = new();
    private long _nextBeat;
    private long _takenAt;
    private int _taken;
    private int _signalled;
    private volatile bool _stopping;
    private volatile bool _stopped;

    /// <param name="name">The thread's name.</param>
    /// <param name="managedSockets">True to use managed sockets also where epoll is there.</param>
    /// <param name="beat">Called every 20 ms while <see cref="Watched"/> is not 0, with the clock's ticks.</param>
    /// <param name="clock">Monotonic time.</param>
    /// <param name="log">Where exceptions of readers, beats and commands go.</param>
    public RtpLoop(string name, bool managedSockets, Action<long> beat, TimeProvider clock, ILogger log)
    {
        _clock = clock;
        _log = log;
        _beat = beat;
        _beatTicks = clock.TimestampFrequency / 50;
        _poll = DatagramPoll.Create(managedSockets, clock, LogFailure);
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>How many sockets it watches.</summary>
    public int Watched { get; private set; }

    /// <summary>Runs a command on the loop's thread, in order of posting. After the loop has stopped it runs on the thread pool. Any thread.</summary>
    public void Post(Action command)
    {
        _commands.Enqueue(command);
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
        {
            WakeUp();
        }

        if (_stopped)
        {
            // Not on the caller's thread: the caller may hold a lock that a command needs.
            ThreadPool.QueueUserWorkItem(static loop => loop.RunCommands(), this, preferLocal: false);
        }
    }

    /// <summary>Watches a socket. Loop's thread.</summary>
    public void Add(DatagramSocket socket)
    {
        if (_stopped)
        {
            return;
        }

        if (Watched++ == 0)
        {
            _nextBeat = _clock.GetTimestamp() + _beatTicks;
        }

        _poll.Add(socket);
    }

    /// <summary>Watches it no more. Loop's thread.</summary>
    public void Remove(DatagramSocket socket)
    {
        if (socket.Slot >= 0 && !_stopped)
        {
            Watched--;
            _poll.Remove(socket);
        }
    }

    /// <summary>Sends a datagram; false where the network would not take it. Loop's thread.</summary>
    public bool Send(DatagramSocket socket, ReadOnlySpan<byte> datagram, PeerAddress to) => !_stopped && _poll.Send(socket, datagram, to);

    /// <summary>As <see cref="DatagramPoll.Pin"/>. Loop's thread.</summary>
    public void Pin(DatagramSocket socket, PeerAddress to) => _poll.Pin(socket, to);

    /// <summary>As <see cref="DatagramPoll.Unpin"/>. Loop's thread.</summary>
    public void Unpin(DatagramSocket socket) => _poll.Unpin(socket);

    /// <summary>Stops the thread and waits for it. Sockets stay open; they belong to whoever made them.</summary>
    public void Dispose()
    {
        _stopping = true;
        WakeUp();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        DatagramPoll.HastenThread();
        while (!_stopping)
        {
            try
            {
                Take();
                Volatile.Write(ref _signalled, 0);
                RunCommands();
                RunBeats();
            }
            catch (Exception error)
            {
                // A beat or command failed; the calls that go on must not.
                LogFailure(error);
            }
        }

        lock (_wakeGate)
        {
            _stopped = true;
            _poll.Dispose();
        }

        RunCommands();
    }

    // Takes until nothing is left, commands and beats coming in between; then lets the next datagrams gather.
    private void Take()
    {
        var begun = _takenAt;
        var taken = _poll.Run(begun == 0 ? Timeout() : 0);
        if (taken > 0)
        {
            (_takenAt, _taken) = begun == 0 ? (_clock.GetTimestamp(), taken) : (begun, _taken + taken);
            return;
        }

        _takenAt = 0;
        if (begun != 0)
        {
            var now = _clock.GetTimestamp();
            var rest = (_taken < Few ? LongGathering : Gathering) - _clock.GetElapsedTime(begun, now);
            var untilBeat = _clock.GetElapsedTime(now, _nextBeat);
            rest = rest < untilBeat ? rest : untilBeat;
            if (rest > TimeSpan.Zero)
            {
                _poll.Rest(rest);
            }
        }
    }

    private void WakeUp()
    {
        // Not per packet: commands come a few to a call. The lock keeps the poll alive while it is woken.
        lock (_wakeGate)
        {
            if (!_stopped)
            {
                _poll.Wake();
            }
        }
    }

    private int Timeout()
    {
        if (Watched == 0)
        {
            return -1;
        }

        var left = _nextBeat - _clock.GetTimestamp();
        return left <= 0 ? 0 : (int)((left * 1000 / _clock.TimestampFrequency) + 1);
    }

    private void RunCommands()
    {
        // Uncontended but for the moment of stopping.
        lock (_commandGate)
        {
            while (_commands.TryDequeue(out var command))
            {
                try
                {
                    command();
                }
                catch (Exception error)
                {
                    LogFailure(error);
                }
            }
        }
    }

    private void RunBeats()
    {
        if (Watched == 0)
        {
            return;
        }

        var now = _clock.GetTimestamp();
        var due = ((now - _nextBeat) / _beatTicks) + 1;
        if (now < _nextBeat)
        {
            return;
        }

        _nextBeat += due * _beatTicks;
        if (due > MaxBeatsAtOnce)
        {
            LogLate(due - 1);
            due = 1;
        }

        for (; due > 0; due--)
        {
            _beat(now);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The media loop goes on after an exception")]
    private partial void LogFailure(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The media loop was late and left out {Beats} beats of 20 ms")]
    private partial void LogLate(long beats);
}
