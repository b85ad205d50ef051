using System.Buffers.Binary;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>Octets to PDUs. Pure.</summary>
internal static class PduDecoder
{
    /// <summary>§3.2: four words of four octets.</summary>
    internal const int HeaderLength = 16;

    /// <summary>
    /// The longest PDU taken: a message_payload of 64 KiB (§5.3.2.32) with all the rest. Stops a wrong or hostile length from reserving memory.
    /// </summary>
    internal const int MaxLength = 66_000;

    /// <summary>
    /// Takes one PDU from the front of <paramref name="bytes"/>. False: more is needed. True: <paramref name="consumed"/> octets became
    /// either a PDU or a rejection.
    /// </summary>
    internal static bool TryDecode(ReadOnlySpan<byte> bytes, out int consumed, out SmppPdu? pdu, out SmppRejection? rejection)
    {
        (consumed, pdu, rejection) = (0, null, null);
        if (bytes.Length < 4)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length is < HeaderLength or > MaxLength)
        {
            rejection = new SmppRejection(SmppFault.Broken, CommandStatus.ESME_RINVCMDLEN, $"a length of {length}", 0);
            return true;
        }

        if (bytes.Length < length)
        {
            return false;
        }

        consumed = (int)length;
        Decode(bytes[..consumed], out pdu, out rejection);
        return true;
    }

    private static void Decode(ReadOnlySpan<byte> bytes, out SmppPdu? pdu, out SmppRejection? rejection)
    {
        var command = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var status = (CommandStatus)BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        var reader = new PduReader(bytes, HeaderLength);
        pdu = Body(ref reader, (CommandId)command);
        rejection = null;
        if (pdu is null)
        {
            rejection = new(SmppFault.Refused, CommandStatus.ESME_RINVCMDID, $"no operation 0x{command:X8} here", 4, command, sequence);
        }
        else if (reader.Fault is { } fault)
        {
            pdu = null;
            rejection = new(SmppFault.Refused, fault.Status, fault.Reason, fault.Offset, command, sequence);
        }
        else
        {
            pdu = pdu with { Sequence = sequence, Status = status };
        }
    }

    // An operation not spoken here gives null.
    private static SmppPdu? Body(ref PduReader reader, CommandId command) => (uint)command switch
    {
        (uint)CommandId.BindReceiver => ReadBind(ref reader, BindMode.Receiver),
        (uint)CommandId.BindTransmitter => ReadBind(ref reader, BindMode.Transmitter),
        (uint)CommandId.BindTransceiver => ReadBind(ref reader, BindMode.Transceiver),
        (uint)CommandId.BindReceiverResp => ReadBindResp(ref reader, BindMode.Receiver),
        (uint)CommandId.BindTransmitterResp => ReadBindResp(ref reader, BindMode.Transmitter),
        (uint)CommandId.BindTransceiverResp => ReadBindResp(ref reader, BindMode.Transceiver),
        (uint)CommandId.SubmitSm => new SubmitSm { Content = ReadContent(ref reader) },
        (uint)CommandId.DeliverSm => new DeliverSm { Content = ReadContent(ref reader) },
        (uint)CommandId.SubmitSmResp => new SubmitSmResp { MessageId = reader.Text(65, "message_id", mayBeCut: true) },
        (uint)CommandId.DeliverSmResp => new DeliverSmResp { MessageId = reader.Text(65, "message_id", mayBeCut: true) },
        (uint)CommandId.EnquireLink => new EnquireLink(),
        (uint)CommandId.EnquireLinkResp => new EnquireLinkResp(),
        (uint)CommandId.Unbind => new Unbind(),
        (uint)CommandId.UnbindResp => new UnbindResp(),
        (uint)CommandId.GenericNack => new GenericNack(),
        _ => null,
    };

    private static Bind ReadBind(ref PduReader reader, BindMode mode) => new()
    {
        Mode = mode,
        SystemId = reader.Text(16, "system_id"),
        Password = reader.Text(9, "password"),
        SystemType = reader.Text(13, "system_type"),
        InterfaceVersion = reader.Byte("interface_version"),
        AddressRange = reader.Address(41, "address_range"),
    };

    private static BindResp ReadBindResp(ref PduReader reader, BindMode mode) => new()
    {
        Mode = mode,
        SystemId = reader.Text(16, "system_id", mayBeCut: true),
        Options = reader.Options(),
    };

    private static ShortMessage ReadContent(ref PduReader reader) => new()
    {
        ServiceType = reader.Text(6, "service_type"),
        Source = reader.Address(21, "source_addr"),
        Destination = reader.Address(21, "destination_addr"),
        EsmClass = reader.Byte("esm_class"),
        ProtocolId = reader.Byte("protocol_id"),
        Priority = reader.Byte("priority_flag"),
        ScheduledAt = reader.Text(17, "schedule_delivery_time"),
        ValidUntil = reader.Text(17, "validity_period"),
        RegisteredDelivery = reader.Byte("registered_delivery"),
        ReplaceIfPresent = reader.Byte("replace_if_present_flag"),
        DataCoding = reader.Byte("data_coding"),
        DefaultMessageId = reader.Byte("sm_default_msg_id"),
        Octets = reader.Bytes(reader.Byte("sm_length"), "short_message"),
        Options = reader.Options(),
    };
}
