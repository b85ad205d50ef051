using System.Collections.Concurrent;
using System.Net;
using Hotline.Telephony.Rtp;
using Hotline.Telephony.Sdp;

namespace Hotline.Phones;

/// <summary>
/// The speech of many phones on one thread. Every millisecond one twentieth of the legs sends, as evenly as real phones do, and whatever came is taken:
/// nobody is woken for a single packet, and the legs share a few sockets, so that the phones cost little, and the product, which on the same machine would do the waking,
/// no more than it would with phones elsewhere.
/// </summary>
internal sealed class PhoneMedia : IDisposable
{
    private const int Phases = 20;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20) / Phases;

    private readonly SharedSocket[] sockets;
    private readonly ConcurrentQueue<Action> orders = new();
    private readonly List<MediaLeg>[] legs = [.. Enumerable.Range(0, Phases).Select(_ => new List<MediaLeg>())];
    private readonly Thread thread;
    private readonly TaskCompletionSource<MediaCount> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool closing;
    private DelayCount? delays;
    private int opened;

    /// <param name="address">Where they listen.</param>
    /// <param name="shared">How many sockets they share. A switch has a port for each leg, by which they are told apart; where phones call each other directly it takes a socket for each.</param>
    internal PhoneMedia(IPAddress address, int shared = 8)
    {
        sockets = [.. Enumerable.Range(0, shared).Select(_ => new SharedSocket(address))];
        thread = new Thread(Run) { Name = "phones", IsBackground = true };
        thread.Start();
    }

    /// <summary>A leg, silent until something is agreed.</summary>
    internal MediaLeg Open(int toneHertz)
    {
        var number = Interlocked.Increment(ref opened);
        var leg = new MediaLeg(sockets[number % sockets.Length], toneHertz, delay => delays?.Take(delay));
        Order(() => legs[number % Phases].Add(leg));
        return leg;
    }

    /// <summary>Counts the delay of what all legs hear, from now on; null for no longer.</summary>
    internal void MeasureDelay(DelayCount? delays) => Order(() => this.delays = delays);

    internal void Agree(MediaLeg leg, AgreedAudio audio) => Order(() => leg.Agree(audio));

    /// <summary>Seals what the leg says from now on, and opens what it hears. The leg disposes it.</summary>
    internal void Protect(MediaLeg leg, IMediaGuard guard) => Order(() => leg.Protect(guard));

    internal void Press(MediaLeg leg, string digits) => Order(() => leg.Press(digits));

    /// <summary>Ends a leg and gives its final count.</summary>
    internal async Task<MediaCount> CloseAsync(MediaLeg leg)
    {
        var closed = new TaskCompletionSource<MediaCount>(TaskCreationOptions.RunContinuationsAsynchronously);
        Order(() =>
        {
            leg.Dispose();
            foreach (var phase in legs)
            {
                phase.Remove(leg);
            }

            closed.SetResult(leg.Count);
        });
        return await await Task.WhenAny(closed.Task, failed.Task);
    }

    public void Dispose()
    {
        closing = true;
        thread.Join();
        foreach (var leg in legs.SelectMany(phase => phase))
        {
            leg.Dispose();
        }

        Array.ForEach(sockets, socket => socket.Dispose());
    }

    private void Order(Action order) => orders.Enqueue(order);

    private unsafe void Run()
    {
        try
        {
            DatagramPoll.HastenThread();
            var time = TimeProvider.System;
            var begun = time.GetTimestamp();
            for (var step = 0L; !closing;)
            {
                var wait = (step * Step) - time.GetElapsedTime(begun);
                if (wait <= TimeSpan.Zero)
                {
                    foreach (var leg in legs[step++ % Phases])
                    {
                        leg.Beat();
                    }

                    Array.ForEach(sockets, socket => socket.Flush());
                    continue;
                }

                var rest = new LinuxSockets.Span { Nanoseconds = (long)wait.TotalNanoseconds };
                _ = LinuxSockets.Sleep(&rest, null);
                Array.ForEach(sockets, socket => socket.Take());

                while (orders.TryDequeue(out var order))
                {
                    order();
                }
            }
        }
        catch (Exception error)
        {
            // Whoever closes a leg learns of it: the counts are worth nothing.
            failed.TrySetException(error);
        }
    }
}
