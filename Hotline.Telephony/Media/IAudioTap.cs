namespace Hotline.Telephony.Media;

/// <summary>Which port of a bridge a sound came from.</summary>
internal enum TapSide
{
    /// <summary>The first port of the bridge (in a recording: the caller, left), or the only one.</summary>
    First,

    /// <summary>The second port of the bridge (in a recording: the agent, right).</summary>
    Second,
}

/// <summary>One packet of sound as it arrived, before any transcoding. Valid only during the call that hands it over.</summary>
internal readonly ref struct TappedSound
{
    /// <summary>Where it came from.</summary>
    public required TapSide Side { get; init; }

    /// <summary>Codes of <see cref="Law"/>, 8,000 a second.</summary>
    public required ReadOnlySpan<byte> Codes { get; init; }

    /// <summary>The law of <see cref="Codes"/>.</summary>
    public required G711Law Law { get; init; }

    /// <summary>The sender's synchronisation source (RFC 3550 §3).</summary>
    public required uint Ssrc { get; init; }

    /// <summary>The sender's RTP timestamp of the first code.</summary>
    public required uint RtpTimestamp { get; init; }

    /// <summary>When it arrived, in ticks of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public required long Arrived { get; init; }
}

/// <summary>
/// Hears what a port or a bridge hears. Every method runs on the media loop: it must not block, allocate or throw.
/// The loop calls <see cref="Begin"/>, then any number of <see cref="Take"/> and <see cref="Beat"/>, then <see cref="End"/>, and then never again
/// for that attachment.
/// </summary>
internal interface IAudioTap
{
    /// <summary>The loop starts to call.</summary>
    void Begin(long now);

    /// <summary>A packet of sound arrived.</summary>
    void Take(in TappedSound sound);

    /// <summary>About every 200 ms, also in silence; somewhat later where legs beside it come or go.</summary>
    void Beat(long now);

    /// <summary>The loop has let go.</summary>
    void End(long now);
}
