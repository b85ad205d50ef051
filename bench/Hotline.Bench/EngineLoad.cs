using System.Globalization;
using System.Net;
using Hotline.Phones;
using Hotline.Telephony;
using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Telephony.Sdp;
using Hotline.Telephony.WebRtc;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Bench;

/// <summary>How a call's sound is protected.</summary>
/// <param name="Name">For people.</param>
/// <param name="Protected">Legs of a call that have keys: 0 to 2.</param>
/// <param name="Profile">How those are protected.</param>
internal sealed record SoundKind(string Name, int Protected, SrtpProfile Profile);

/// <summary>What some calls cost.</summary>
/// <param name="CpuMsPerCallSecond">Of the threads that carry and record sound.</param>
/// <param name="Lost">Packets that never came.</param>
/// <param name="Received">Packets the phones heard.</param>
internal sealed record SoundCost(double CpuMsPerCallSecond, long Lost, long Received);

/// <summary>
/// Calls in the media engine alone, in this process: bridged, recorded, both sides talking, without SIP. What is counted is the processor time of the engine's own
/// threads, so that two kinds of call can be told apart on any machine, one beside the other.
/// </summary>
internal static class EngineLoad
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    internal static async Task<SoundCost> MeasureAsync(SoundKind kind, int calls, TimeSpan time, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hotline-bench-");
        try
        {
            await using var writer = new RecordingWriter(folder.FullName, TimeSpan.FromSeconds(1), TimeProvider.System, NullLogger<RecordingWriter>.Instance);
            await using var engine = new MediaEngine(
                new MediaEngineOptions { Addresses = [IPAddress.Loopback] }, TimeProvider.System, NullLogger<MediaEngine>.Instance);
            using var phones = new PhoneMedia(IPAddress.Loopback);
            var held = Enumerable.Range(0, calls).Select(i => new EngineCall(engine, writer, phones, i, kind)).ToArray();
            await Task.Delay(Settling, cancellationToken);
            var (begun, cpu) = (TimeProvider.System.GetTimestamp(), ThreadTime());
            await Task.Delay(time, cancellationToken);
            var spent = (ThreadTime() - cpu).TotalMilliseconds / (TimeProvider.System.GetElapsedTime(begun).TotalSeconds * calls);
            var counts = await Task.WhenAll(held.Select(call => call.EndAsync()));
            return new SoundCost(spent, counts.Sum(count => count.Lost), counts.Sum(count => count.Received));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first number of schedstat is nanoseconds on a processor.
    private static TimeSpan ThreadTime()
    {
        var nanoseconds = 0L;
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                var name = File.ReadAllText(Path.Combine(task, "comm"));
                if (name.StartsWith("media ", StringComparison.Ordinal) || name.StartsWith("recording", StringComparison.Ordinal))
                {
                    nanoseconds += long.Parse(File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
                }
            }
            catch (IOException)
            {
                // A thread of the pool that has just ended.
            }
        }

        return TimeSpan.FromMicroseconds(nanoseconds / 1000.0);
    }

    /// <summary>Two phones, two legs, a bridge and a recording.</summary>
    private sealed class EngineCall
    {
        private readonly PhoneMedia phones;
        private readonly (MediaLeg Phone, MediaPort Port)[] legs;
        private readonly MediaBridge bridge;
        private readonly StereoRecorder recorder;

        public EngineCall(MediaEngine engine, RecordingWriter writer, PhoneMedia phones, int number, SoundKind kind)
        {
            this.phones = phones;
            legs = [Leg(engine, number * 2, kind.Protected > 1, kind.Profile), Leg(engine, (number * 2) + 1, kind.Protected > 0, kind.Profile)];
            recorder = writer.Begin(CallId.At(TimeProvider.System.GetUtcNow()), G711Law.A);
            bridge = engine.Bridge(legs[0].Port, legs[1].Port, recorder);
        }

        public async Task<MediaCount> EndAsync()
        {
            await bridge.EndAsync();
            await recorder.CloseAsync(TimeSpan.Zero);
            var (lost, received, sent) = (0L, 0L, 0L);
            foreach (var (phone, port) in legs)
            {
                port.Dispose();
                var count = await phones.CloseAsync(phone);
                (lost, received, sent) = (lost + Math.Max(0, count.Lost), received + count.Received, sent + count.Sent);
            }

            return new MediaCount(sent, received, lost);
        }

        private (MediaLeg Phone, MediaPort Port) Leg(MediaEngine engine, int number, bool isProtected, SrtpProfile profile)
        {
            if (!engine.TryOpen(out var port))
            {
                throw new BenchException("no port is free");
            }

            var phone = phones.Open(400 + (50 * (number % 52)));
            var remote = new MediaRemote { Rtp = phone.Local, Law = G711Law.A, PayloadType = 8 };
            if (isProtected)
            {
                var (ours, theirs) = (SdesKey.New(1, profile), SdesKey.New(1, profile));
                remote = remote with { Guard = new SdesGuard(ours, theirs) };
                phones.Protect(phone, new SdesGuard(theirs, ours));
            }

            port.Connect(remote);
            phones.Agree(phone, new AgreedAudio
            {
                Codec = AudioCodec.Pcma,
                PayloadType = 8,
                ReceivedPayloadType = 8,
                Remote = port.Local,
                RemoteRtcp = new IPEndPoint(port.Local.Address, port.Local.Port + 1),
                Direction = MediaDirection.SendReceive,
                PacketTime = TimeSpan.FromMilliseconds(20),
            });
            return (phone, port);
        }
    }
}
