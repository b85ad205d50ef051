namespace Hotline.Channels;

/// <summary>How we sign in at a message centre (SMPP 3.4 §2.2).</summary>
public enum SmppBind
{
    /// <summary>One link both ways.</summary>
    Transceiver,

    /// <summary>One link to send and one to receive, for centres that know no transceiver.</summary>
    Pair,

    /// <summary>Only to send: no answers, no receipts.</summary>
    Transmitter,
}

/// <summary>How the parts of a long text say that they belong together.</summary>
public enum SmppLongText
{
    /// <summary>A user data header in front of each part (3GPP TS 23.040 §9.2.3.24).</summary>
    Udh,

    /// <summary>sar_msg_ref_num, sar_total_segments, sar_segment_seqnum (SMPP 3.4 §5.3.2.22 to 24).</summary>
    Sar,

    /// <summary>The whole text as message_payload (§5.3.2.32); the centre splits.</summary>
    Payload,
}

/// <summary>One SMPP 3.4 provider.</summary>
public sealed record SmppOptions : LinkedSmsOptions
{
    /// <summary>TCP port. Default 2775, the one registered for SMPP.</summary>
    public override int Port { get; init; } = 2775;

    /// <summary>Requests under way at once. Default 10; §2.9 suggests no more.</summary>
    public override int Window { get; init; } = 10;

    /// <summary>system_id of the bind (SMPP 3.4 §5.2.1), at most 15 characters.</summary>
    public required string SystemId { get; init; }

    /// <summary>password of the bind (§5.2.2), at most 8 characters.</summary>
    public required string Password { get; init; }

    /// <summary>system_type of the bind (§5.2.3), at most 12 characters. Default empty.</summary>
    public string SystemType { get; init; } = "";

    /// <summary>How we sign in. Default: one link both ways.</summary>
    public SmppBind Bind { get; init; }

    /// <summary>How long texts go out. Default: by user data header. Both other ways are taken in as well.</summary>
    public SmppLongText LongTexts { get; init; }

    /// <summary>A quiet link is tested this often (§7.2 enquire_link_timer). Default 30 s.</summary>
    public TimeSpan EnquireLinkInterval { get; init; } = TimeSpan.FromSeconds(30);

    internal override (string Setting, TimeSpan Every) LinkTest => (nameof(EnquireLinkInterval), EnquireLinkInterval);

    internal override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
        {
            yield return error;
        }

        if (SystemId.Length == 0 || !IsAscii(SystemId, 15))
        {
            yield return $"{Key(nameof(SystemId))}: 1 to 15 ASCII characters are expected (SMPP 3.4 §5.2.1)";
        }

        if (!IsAscii(Password, 8))
        {
            yield return $"{Key(nameof(Password))}: at most 8 ASCII characters are expected (SMPP 3.4 §5.2.2)";
        }

        if (!IsAscii(SystemType, 12))
        {
            yield return $"{Key(nameof(SystemType))}: at most 12 ASCII characters are expected (SMPP 3.4 §5.2.3)";
        }
    }
}
