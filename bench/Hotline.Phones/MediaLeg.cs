using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;
using Hotline.Telephony.Sdp;

namespace Hotline.Phones;

/// <summary>What one phone sent and heard in one call.</summary>
/// <param name="Sent">Packets sent.</param>
/// <param name="Received">Packets received.</param>
/// <param name="Lost">Packets that never came, by their sequence numbers.</param>
internal sealed record MediaCount(long Sent, long Received, long Lost);

/// <summary>The speech of one phone in one call: sends a tone, counts and keeps what it hears. Its packets come and go on the thread of <see cref="PhoneMedia"/>.</summary>
internal sealed class MediaLeg : IDisposable
{
    /// <summary>Samples in one packet of 20 ms: whole periods of every multiple of 50 Hz, so that the same packet repeats without a seam.</summary>
    private const int PacketSamples = 160;

    // Of full scale, about −8 dBm0: loud, and far from clipping.
    private const double Level = 0.28;

    private const int StampCodes = 16;

    private const string Keys = "0123456789*#ABCD";

    // RFC 4733 §2.5.1.2: an event packet every 20 ms, the last sent three times; 100 ms of key and 100 ms of pause (ITU-T Q.24 accepts 40 ms).
    private const int KeyBeats = 5;
    private const int EndBeats = 3;
    private const int PauseBeats = 5;

    private readonly byte[] packet = new byte[RtpPacket.HeaderLength + PacketSamples];
    private readonly byte[] speech = new byte[PacketSamples];
    private readonly byte[] heard = new byte[G711.SampleRate];
    private readonly RtpReception reception = new();
    private readonly Queue<char> keys = new();
    private readonly TelephoneEvents events = new();
    private readonly ConcurrentQueue<char> heardKeys = new();
    private readonly List<int> heardFrom = [];
    private readonly SharedSocket socket;
    private readonly uint ssrc = (uint)Random.Shared.NextInt64(1, uint.MaxValue);
    private readonly int toneHertz;
    private readonly Action<ushort> delayed;
    private PeerAddress? remote;
    private IMediaGuard? guard;
    private byte[] sealedPacket = [];
    private AgreedAudio? agreed;
    private ushort sequence = (ushort)Random.Shared.Next(ushort.MaxValue);
    private uint timestamp = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private long sent;
    private int heardLength;
    private int keyBeat;

    /// <param name="socket">Where it listens and speaks, with others.</param>
    /// <param name="toneHertz">What it says, a multiple of 50 Hz.</param>
    /// <param name="delayed">Hears how old each packet was on its arrival, in steps of <see cref="DelayCount"/>: right where another leg of this process made it.</param>
    internal MediaLeg(SharedSocket socket, int toneHertz, Action<ushort> delayed) => (this.socket, this.toneHertz, this.delayed) = (socket, toneHertz, delayed);

    /// <summary>Where it listens.</summary>
    internal IPEndPoint Local => socket.Local;

    /// <summary>Where it sends its sound; null before anything is agreed.</summary>
    internal IPEndPoint? Remote => agreed?.Remote;

    /// <summary>What has passed. Exact once the leg is closed.</summary>
    internal MediaCount Count => new(sent, reception.Received, reception.Lost);

    /// <summary>Keys the other side pressed, in order.</summary>
    internal string HeardKeys => string.Concat(heardKeys);

    /// <summary>Begins to speak as agreed, or goes on by a new agreement.</summary>
    internal void Agree(AgreedAudio audio)
    {
        agreed = audio;
        remote = new PeerAddress(audio.Remote);
        heardFrom.Add(audio.Remote.Port);
        socket.Route(heardFrom[^1], this);
        G711.Encode(Law(audio), Tone.Samples(toneHertz, TimeSpan.FromMilliseconds(20), Level), speech);
    }

    /// <summary>Seals what it says, opens what it hears.</summary>
    internal void Protect(IMediaGuard guard) => (this.guard, sealedPacket) = (guard, new byte[DatagramPoll.MaxSent]);

    public void Dispose()
    {
        heardFrom.ForEach(port => socket.Forget(port, this));
        remote = null;
        guard?.Dispose();
    }

    internal void Press(string digits)
    {
        foreach (var digit in digits)
        {
            keys.Enqueue(digit);
        }
    }

    /// <summary>The share of one frequency in the last second heard, 0 to 1.</summary>
    internal double HeardShareOf(int hertz)
    {
        if (agreed is null || heardLength < heard.Length)
        {
            return 0;
        }

        var samples = new short[heard.Length];
        var from = heardLength % heard.Length;
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = G711.Decode(Law(agreed), heard[(from + i) % heard.Length]);
        }

        return ToneShare.Of(samples, hertz);
    }

    /// <summary>Every 20 ms: one packet.</summary>
    internal void Beat()
    {
        if (remote is null || agreed!.Direction is MediaDirection.ReceiveOnly or MediaDirection.Inactive)
        {
            return;
        }

        if (keys.Count > 0 && agreed.TelephoneEvent is { } eventType)
        {
            BeatKey(eventType);
            return;
        }

        RtpPacket.WriteHeader(packet, marker: sent == 0, agreed.PayloadType, sequence++, timestamp, ssrc);
        speech.CopyTo(packet, RtpPacket.HeaderLength);
        Stamp(packet.AsSpan(RtpPacket.HeaderLength));
        Send(packet);
        timestamp += PacketSamples;
    }

    /// <summary>What came for it.</summary>
    internal void Take(Span<byte> datagram, long arrived)
    {
        if (guard is not null)
        {
            if (!guard.TryOpen(datagram, control: false, out var length))
            {
                return;
            }

            datagram = datagram[..length];
        }

        if (!RtpPacket.TryRead(datagram, out var header) || agreed is null)
        {
            return;
        }

        var isSpeech = header.PayloadType == agreed.ReceivedPayloadType;
        reception.Take(header, (uint)(arrived * G711.SampleRate / TimeProvider.System.TimestampFrequency), isSpeech);
        if (!isSpeech)
        {
            if (header.PayloadType == agreed.ReceivedTelephoneEvent
                && events.TryTakeKey(header, datagram.Slice(header.PayloadOffset, header.PayloadLength), out var key))
            {
                heardKeys.Enqueue(key);
            }

            return;
        }

        var codes = datagram.Slice(header.PayloadOffset, Math.Min(header.PayloadLength, heard.Length));
        if (codes.Length >= StampCodes)
        {
            delayed((ushort)(Steps(arrived) - ReadStamp(codes)));
        }

        var place = heardLength % heard.Length;
        var first = Math.Min(codes.Length, heard.Length - place);
        codes[..first].CopyTo(heard.AsSpan(place));
        codes[first..].CopyTo(heard);
        heardLength += codes.Length;

        // Stays within one turn above "full", so that it never overflows.
        heardLength = heardLength >= 2 * heard.Length ? heardLength - heard.Length : heardLength;
    }

    // The lowest bits of the first 16 codes carry the moment of sending: a tenth of the codes, changed by one step at most.
    private static void Stamp(Span<byte> codes)
    {
        var moment = Steps(TimeProvider.System.GetTimestamp());
        for (var i = 0; i < StampCodes; i++)
        {
            codes[i] = (byte)((codes[i] & 0xFE) | ((moment >> i) & 1));
        }
    }

    private static ushort ReadStamp(ReadOnlySpan<byte> codes)
    {
        var moment = 0;
        for (var i = 0; i < StampCodes; i++)
        {
            moment |= (codes[i] & 1) << i;
        }

        return (ushort)moment;
    }

    private static ushort Steps(long timestamp) => (ushort)(timestamp / (TimeProvider.System.TimestampFrequency / (TimeSpan.TicksPerSecond / DelayCount.Step.Ticks)));

    private static G711Law Law(AgreedAudio audio) => audio.Codec == AudioCodec.Pcma ? G711Law.A : G711Law.Mu;

    // All packets of one key carry the time of its beginning (RFC 4733 §2.3.2).
    private void BeatKey(byte eventType)
    {
        if (keyBeat < KeyBeats + EndBeats)
        {
            var ended = keyBeat >= KeyBeats;
            Span<byte> datagram = stackalloc byte[RtpPacket.HeaderLength + 4];
            RtpPacket.WriteHeader(datagram, marker: keyBeat == 0, eventType, sequence++, timestamp, ssrc);
            datagram[12] = (byte)Keys.IndexOf(keys.Peek(), StringComparison.Ordinal);
            datagram[13] = (byte)(ended ? 0x8A : 0x0A);
            BinaryPrimitives.WriteUInt16BigEndian(datagram[14..], (ushort)(Math.Min(keyBeat + 1, KeyBeats) * PacketSamples));
            Send(datagram);
        }

        if (++keyBeat == KeyBeats + EndBeats + PauseBeats)
        {
            timestamp += (uint)(keyBeat * PacketSamples);
            keyBeat = 0;
            keys.Dequeue();
        }
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        if (guard is not null)
        {
            datagram.CopyTo(sealedPacket);
            var length = datagram.Length;
            if (!guard.TrySeal(sealedPacket, control: false, ref length))
            {
                return;
            }

            datagram = sealedPacket.AsSpan(0, length);
        }

        socket.Send(datagram, remote!);
        sent++;
    }
}
