namespace Hotline.Channels.Sms.Smpp;

/// <summary>One SMPP message (SMPP 3.4 §4). Byte arrays in it are never changed after construction.</summary>
internal abstract record SmppPdu
{
    /// <summary>§5.1.4; pairs an answer with its request. 1 to 0x7FFFFFFF from us; whatever came is given back.</summary>
    public uint Sequence { get; init; }

    /// <summary>§5.1.3; zero in a request.</summary>
    public CommandStatus Status { get; init; }

    /// <summary>§5.1.2.</summary>
    public abstract CommandId Command { get; }
}

/// <summary>What a bind is for (§2.2).</summary>
internal enum BindMode
{
    Receiver,
    Transmitter,
    Transceiver,
}

/// <summary>§4.1.1, §4.1.3, §4.1.5.</summary>
internal sealed record Bind : SmppPdu
{
    public BindMode Mode { get; init; } = BindMode.Transceiver;

    public required string SystemId { get; init; }

    public required string Password { get; init; }

    public string SystemType { get; init; } = "";

    /// <summary>0x34 for 3.4 (§5.2.4).</summary>
    public byte InterfaceVersion { get; init; } = 0x34;

    /// <summary>Which addresses are ours; digits as a pattern, empty for "as arranged" (§5.2.7).</summary>
    public SmppAddress AddressRange { get; init; } = SmppAddress.None;

    public override CommandId Command => Mode switch
    {
        BindMode.Receiver => CommandId.BindReceiver,
        BindMode.Transmitter => CommandId.BindTransmitter,
        BindMode.Transceiver => CommandId.BindTransceiver,
    };
}

/// <summary>§4.1.2, §4.1.4, §4.1.6.</summary>
internal sealed record BindResp : SmppPdu
{
    public BindMode Mode { get; init; } = BindMode.Transceiver;

    public string SystemId { get; init; } = "";

    public IReadOnlyList<SmppOption> Options { get; init; } = [];

    public override CommandId Command => Mode switch
    {
        BindMode.Receiver => CommandId.BindReceiverResp,
        BindMode.Transmitter => CommandId.BindTransmitterResp,
        BindMode.Transceiver => CommandId.BindTransceiverResp,
    };
}

/// <summary>What submit_sm (§4.4.1) and deliver_sm (§4.6.1) carry, which is the same.</summary>
internal sealed record ShortMessage
{
    public string ServiceType { get; init; } = "";

    public required SmppAddress Source { get; init; }

    public required SmppAddress Destination { get; init; }

    /// <summary>§5.2.12: bits 5–2 the kind (0001 a delivery receipt), bit 6 a user data header in front of the text.</summary>
    public byte EsmClass { get; init; }

    public byte ProtocolId { get; init; }

    public byte Priority { get; init; }

    public string ScheduledAt { get; init; } = "";

    public string ValidUntil { get; init; } = "";

    /// <summary>§5.2.17: 1 asks for a receipt of the final outcome.</summary>
    public byte RegisteredDelivery { get; init; }

    public byte ReplaceIfPresent { get; init; }

    /// <summary>§5.2.19.</summary>
    public byte DataCoding { get; init; }

    public byte DefaultMessageId { get; init; }

    /// <summary>short_message: header (where the class says so) and text, undecoded.</summary>
    public byte[] Octets { get; init; } = [];

    public IReadOnlyList<SmppOption> Options { get; init; } = [];

    /// <summary>The text octets, wherever they are: message_payload takes the place of an empty short_message (§5.3.2.32).</summary>
    public byte[] Payload => Octets.Length == 0 ? Find(OptionTag.MessagePayload) ?? [] : Octets;

    /// <summary>A delivery receipt or an intermediate notification (§5.2.12), no word of a citizen.</summary>
    public bool IsReceipt => (EsmClass & 0x3C) is 0x04 or 0x20;

    public byte[]? Find(ushort tag)
    {
        foreach (var option in Options)
        {
            if (option.Tag == tag)
            {
                return option.Value;
            }
        }

        return null;
    }
}

/// <summary>§4.4.1: from us to be sent on.</summary>
internal sealed record SubmitSm : SmppPdu
{
    public required ShortMessage Content { get; init; }

    public override CommandId Command => CommandId.SubmitSm;
}

/// <summary>§4.6.1: from a citizen, or a receipt.</summary>
internal sealed record DeliverSm : SmppPdu
{
    public required ShortMessage Content { get; init; }

    public override CommandId Command => CommandId.DeliverSm;
}

/// <summary>§4.4.2.</summary>
internal sealed record SubmitSmResp : SmppPdu
{
    public string MessageId { get; init; } = "";

    public override CommandId Command => CommandId.SubmitSmResp;
}

/// <summary>§4.6.2; the message id is unused and empty.</summary>
internal sealed record DeliverSmResp : SmppPdu
{
    public string MessageId { get; init; } = "";

    public override CommandId Command => CommandId.DeliverSmResp;
}

/// <summary>§4.11.1.</summary>
internal sealed record EnquireLink : SmppPdu
{
    public override CommandId Command => CommandId.EnquireLink;
}

/// <summary>§4.11.2.</summary>
internal sealed record EnquireLinkResp : SmppPdu
{
    public override CommandId Command => CommandId.EnquireLinkResp;
}

/// <summary>§4.2.1.</summary>
internal sealed record Unbind : SmppPdu
{
    public override CommandId Command => CommandId.Unbind;
}

/// <summary>§4.2.2.</summary>
internal sealed record UnbindResp : SmppPdu
{
    public override CommandId Command => CommandId.UnbindResp;
}

/// <summary>§4.3.1: the other side could not make sense of what we sent.</summary>
internal sealed record GenericNack : SmppPdu
{
    public override CommandId Command => CommandId.GenericNack;
}

/// <summary>An address with its type of number (§5.2.5) and numbering plan (§5.2.6).</summary>
internal sealed record SmppAddress(byte TypeOfNumber, byte NumberingPlan, string Digits)
{
    internal static readonly SmppAddress None = new(0, 0, "");
}

/// <summary>An optional parameter (§5.3).</summary>
internal sealed record SmppOption(ushort Tag, byte[] Value);
