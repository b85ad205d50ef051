using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>What a leg has sent and received so far (RFC 3550 §6.4).</summary>
internal readonly record struct MediaStatistics
{
    /// <summary>RTP packets accepted from the far end.</summary>
    public required long Received { get; init; }

    /// <summary>Packets expected by sequence number and not received; negative when duplicates outnumber losses (RFC 3550 A.3).</summary>
    public required long Lost { get; init; }

    /// <summary>Interarrival jitter (RFC 3550 A.8).</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>Packets from an address that was not negotiated: dropped.</summary>
    public required long Foreign { get; init; }

    /// <summary>Datagrams that were no RTP of a negotiated payload type: dropped.</summary>
    public required long Unusable { get; init; }

    /// <summary>RTP packets sent.</summary>
    public required long Sent { get; init; }

    /// <summary>Datagrams the network refused to take.</summary>
    public required long SendFailures { get; init; }

    /// <summary>Packets of ours the far end reported lost in its last RTCP report; null until it sends one.</summary>
    public required long? LostByFarEnd { get; init; }

    /// <summary>Round trip by RTCP (RFC 3550 §6.4.1); null until measured.</summary>
    public required TimeSpan? RoundTrip { get; init; }

    /// <summary>Codes of sound that arrived, from the far end.</summary>
    public required long Sound { get; init; }

    /// <summary>Of these, what was handed to a recording.</summary>
    public required long Recorded { get; init; }

    /// <summary>What is told of it when the call is over.</summary>
    public LegQuality ToQuality() => new()
    {
        Received = Received,
        Lost = Math.Max(0, Lost),
        Jitter = Jitter,
        Sent = Sent,
        LostByPhone = LostByFarEnd is { } lost ? Math.Max(0, lost) : null,
        RoundTrip = RoundTrip,
        Opinion = Received == 0 ? null : VoiceQuality.Opinion(VoiceQuality.Rate(LossPercent, (RoundTrip ?? TimeSpan.Zero) / 2)),
    };

    private double LossPercent => 100.0 * Math.Max(0, Lost) / (Math.Max(0, Lost) + Received);
}
