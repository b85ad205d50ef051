using System.Globalization;
using System.Net;
using System.Text;
using Hotline.Telephony.Rtp;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Phones;

/// <summary>
/// Callers and agents' phones that only signal: thousands behind two sockets (UDP) on one thread, which looks every millisecond and is never woken for a
/// single message, so that they cost little. Requests are sent again after 500 ms, doubled each time (RFC 3261 §17.1), and counted.
/// </summary>
internal sealed class SignalLoad : IDatagramReader, IDisposable
{
    private const int BufferBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly DatagramPoll poll;
    private readonly DatagramSocket callers = Bound();
    private readonly DatagramSocket agents = Bound();
    private readonly DatagramSocket sound = Bound();
    private readonly PeerAddress server;
    private readonly Thread thread;
    private readonly CallLoad calls;
    private readonly RegistrationLoad registrations;
    private readonly Lock gate = new();
    private Pace? pace;
    private volatile bool closing;

    /// <param name="server">Where the product speaks SIP.</param>
    internal SignalLoad(IPEndPoint server)
    {
        this.server = new PeerAddress(server);
        var wire = new SignalWire(server.ToString(), callers.Local.ToString(), agents.Local.ToString(), sound.Local.Port, Send);
        (calls, registrations) = (new CallLoad(wire), new RegistrationLoad(wire));
        poll = DatagramPoll.Create(managed: false, TimeProvider.System, error => Fault ??= error.ToString());
        (callers.Reader, agents.Reader) = (this, this);
        thread = new Thread(Run) { Name = "signalling", IsBackground = true };
        thread.Start();
    }

    /// <summary>What went wrong here, or in what the product sent; null when all is well.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Registers accounts, so many a second; those that are registered do it anew with the nonce they have.</summary>
    /// <returns>Messages that had to be sent again.</returns>
    internal Task<int> RegisterAsync(IReadOnlyList<string> users, string password, double perSecond) =>
        StartAsync(new Pace(perSecond, users.Count, i => registrations.Begin(users[i], password), () => registrations.IsIdle, () => registrations.TakeRepeats()));

    /// <summary>Rings the hotline so many times; whoever of the agents is rung answers, and hangs up as soon as the answer is confirmed.</summary>
    internal async Task<CallLoadCount> CallAsync(double perSecond, int count)
    {
        await StartAsync(new Pace(perSecond, count, _ => calls.Begin(), () => calls.IsIdle, () => 0));
        return calls.TakeCount();
    }

    /// <inheritdoc/>
    public void Take(DatagramSocket socket, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived)
    {
        if (!SipParser.TryParse(datagram.ToArray(), SipLimits.Default, out var message, out var rejection))
        {
            Fault ??= $"the product sent what cannot be read: {rejection.Reason}";
        }
        else if (message.CSeq.Method == SipMethod.Register)
        {
            registrations.Take((SipResponse)message);
        }
        else if (socket == callers)
        {
            calls.TakeAsCaller(message);
        }
        else
        {
            calls.TakeAsAgent(message);
        }
    }

    public void Dispose()
    {
        closing = true;
        thread.Join();
        poll.Dispose();
        callers.Dispose();
        agents.Dispose();
        sound.Dispose();
    }

    // What nobody reads is dropped by the kernel: the sound socket's buffer is as small as it gets.
    private static DatagramSocket Bound() => new(new IPEndPoint(IPAddress.Loopback, 0)) { Socket = { ReceiveBufferSize = BufferBytes, SendBufferSize = BufferBytes } };

    private Task<int> StartAsync(Pace next)
    {
        lock (gate)
        {
            pace = next;
        }

        return next.Done.Task;
    }

    private bool Send(bool asCaller, ReadOnlySpan<byte> message) => poll.Send(asCaller ? callers : agents, message, server);

    private void Run()
    {
        sound.Socket.ReceiveBufferSize = 0;
        poll.Add(callers);
        poll.Add(agents);
        var looked = TimeProvider.System.GetTimestamp();
        while (!closing)
        {
            while (poll.Run(0) > 0)
            {
            }

            Pace? now;
            lock (gate)
            {
                now = pace;
            }

            if (now is not null && now.Go())
            {
                lock (gate)
                {
                    pace = null;
                }
            }

            if (TimeProvider.System.GetElapsedTime(looked) >= LookEvery)
            {
                looked = TimeProvider.System.GetTimestamp();
                calls.Look();
                registrations.Look();
            }

            poll.Rest(Step);
        }
    }

    /// <summary>Work of which so much is begun a second; done when all is begun and nothing is under way.</summary>
    private sealed class Pace(double perSecond, int count, Action<int> begin, Func<bool> isIdle, Func<int> result)
    {
        private readonly long begun = TimeProvider.System.GetTimestamp();
        private int placed;

        internal TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool Go()
        {
            var due = Math.Min(count, (int)(TimeProvider.System.GetElapsedTime(begun).TotalSeconds * perSecond) + 1);
            while (placed < due)
            {
                begin(placed++);
            }

            return placed == count && isIdle() && Done.TrySetResult(result());
        }
    }
}

/// <summary>Where messages go, and the words that all of them share.</summary>
/// <param name="Server">The product, as written in addresses.</param>
/// <param name="Callers">The callers' socket.</param>
/// <param name="Agents">The agents' socket.</param>
/// <param name="SoundPort">Where sound would be heard.</param>
/// <param name="Send">Sends; the first argument says as whom.</param>
internal sealed record SignalWire(string Server, string Callers, string Agents, int SoundPort, SignalSend Send)
{
    private long names;

    /// <summary>What all phones here say of their sound: G.711 A and keys.</summary>
    internal byte[] Sdp { get; } = Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {SoundPort} RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"));

    /// <summary>A name nobody else here has.</summary>
    internal string NewName() => (++names).ToString("x8", CultureInfo.InvariantCulture);
}

/// <summary>Sends one message as a caller or as an agent's phone.</summary>
internal delegate bool SignalSend(bool asCaller, ReadOnlySpan<byte> message);

/// <summary>A message that is sent again until something comes of it (RFC 3261 §17.1.1.2).</summary>
internal sealed class Repeated(SignalWire wire, bool asCaller)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    private byte[]? message;
    private long sentAt;
    private TimeSpan pause;

    internal int Repeats { get; private set; }

    internal void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    internal void Send(byte[] octets)
    {
        (message, pause, sentAt) = (octets, First, TimeProvider.System.GetTimestamp());
        wire.Send(asCaller, octets);
    }

    internal void Stop() => message = null;

    internal void Look()
    {
        if (message is not null && TimeProvider.System.GetElapsedTime(sentAt) >= pause)
        {
            (sentAt, pause) = (TimeProvider.System.GetTimestamp(), pause * 2);
            Repeats++;
            wire.Send(asCaller, message);
        }
    }
}
