using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Hotline.Channels.Sms;

/// <summary>
/// Gives an incoming message an id that a redelivery shares; SMPP 3.4 gives it none, CMPP does. The id is a hash of who wrote, to which
/// number, the undecoded text and the centre's own message fields, with the day (UTC) on which it was first seen:
/// <list type="bullet">
/// <item>comes the same again unacknowledged, or on another link, or after a slow acknowledgement, it is the same message;</item>
/// <item>comes the same again on the link that carried our prompt acknowledgement, the citizen wrote it again: <c>-1</c>, <c>-2</c> … behind it;</item>
/// <item>after a restart the same words from the same number to the same extension on the same day are one message.</item>
/// </list>
/// Where the provider names the message (receipted_message_id, Msg_Id), that name stands for the day. Not thread-safe.
/// </summary>
internal sealed class MessageIdentity(TimeProvider time)
{
    // Some minutes of redelivery at the highest rate a provider lets us receive.
    private const int Remembered = 10_000;

    // Well below any centre's response timer (§7.2): it had our answer and cannot mean the same message.
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Sighting> sightings = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    internal string Identify(string fingerprint, string? name, long link)
    {
        if (!sightings.TryGetValue(fingerprint, out var sighting))
        {
            sighting = new Sighting(name ?? time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            sightings[fingerprint] = sighting;
            order.Enqueue(fingerprint);
            if (order.Count > Remembered)
            {
                sightings.Remove(order.Dequeue());
            }
        }
        else if (sighting.AcknowledgedOn == link && name is null)
        {
            sighting.Repeats++;
            sighting.AcknowledgedOn = null;
        }

        sighting.SeenAt = time.GetTimestamp();
        return sighting.Repeats == 0 ? $"{fingerprint}-{sighting.Mark}" : $"{fingerprint}-{sighting.Mark}-{sighting.Repeats}";
    }

    /// <summary>Call when the acknowledgement has been written to the link.</summary>
    internal void Acknowledged(string fingerprint, long link)
    {
        if (sightings.TryGetValue(fingerprint, out var sighting))
        {
            sighting.AcknowledgedOn = time.GetElapsedTime(sighting.SeenAt) <= Prompt ? link : null;
        }
    }

    /// <summary>32 hexadecimal digits over everything that redelivery keeps.</summary>
    internal static string Fingerprint(ReadOnlySpan<byte[]?> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in fields)
        {
            Append(hash, field);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    // With its length in front: no two lists of fields hash alike by where one ends.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> octets)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, octets.Length);
        hash.AppendData(length);
        hash.AppendData(octets);
    }

    private sealed class Sighting(string mark)
    {
        internal string Mark => mark;

        internal int Repeats { get; set; }

        internal long SeenAt { get; set; }

        internal long? AcknowledgedOn { get; set; }
    }
}
