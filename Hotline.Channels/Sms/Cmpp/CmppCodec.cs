using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hotline.Channels.Sms.Cmpp;

/// <summary>CMPP messages and octets, for one version. Pure.</summary>
internal sealed class CmppCodec(CmppVersion version)
{
    internal const int HeaderLength = 12;

    /// <summary>The longest message taken: a CMPP_SUBMIT to a hundred receivers is some 3.5 kB. Stops a wrong length from reserving memory.</summary>
    internal const int MaxLength = 8192;

    private const int StateLength = 7;

    internal byte VersionByte => version == CmppVersion.V30 ? (byte)0x30 : (byte)0x20;

    private int TerminalLength => version == CmppVersion.V30 ? 32 : 21;

    private bool IsThree => version == CmppVersion.V30;

    internal byte[] Encode(CmppPdu pdu)
    {
        var writer = new CmppWriter();
        writer.Word(0);
        writer.Word((uint)pdu.Command);
        writer.Word(pdu.Sequence);
        switch (pdu)
        {
            case CmppConnect connect:
                writer.Text(connect.SourceAddress, 6);
                writer.Octets(connect.Authenticator);
                writer.Byte(connect.Version);
                writer.Word(connect.Timestamp);
                break;
            case CmppConnectResp connected:
                WriteResult(writer, connected.Status);
                writer.Octets(connected.Authenticator);
                writer.Byte(connected.Version);
                break;
            case CmppSubmit submit:
                WriteSubmit(writer, submit);
                break;
            case CmppSubmitResp submitted:
                writer.Long(submitted.MessageId);
                WriteResult(writer, submitted.Result);
                break;
            case CmppDeliver deliver:
                WriteDeliver(writer, deliver);
                break;
            case CmppDeliverResp delivered:
                writer.Long(delivered.MessageId);
                WriteResult(writer, delivered.Result);
                break;
            case CmppSignal { Kind: CmppCommand.ActiveTestResp }:
                writer.Byte(0);
                break;
        }

        return writer.Finish();
    }

    /// <summary>
    /// Takes one message from the front. False: more is needed. True with a message, or with none and why not; a reason at length zero means that the stream can no
    /// longer be followed.
    /// </summary>
    internal bool TryDecode(ReadOnlySpan<byte> octets, out int consumed, out CmppPdu? pdu, out string? fault)
    {
        (consumed, pdu, fault) = (0, null, null);
        if (octets.Length < 4)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(octets);
        if (length is < HeaderLength or > MaxLength)
        {
            fault = $"a length of {length}";
            return true;
        }

        if (octets.Length < length)
        {
            return false;
        }

        consumed = (int)length;
        var reader = new CmppReader(octets[..consumed], 4);
        var command = (CmppCommand)reader.Word();
        var sequence = reader.Word();
        pdu = Body(ref reader, command);
        fault = pdu is null ? $"no operation 0x{(uint)command:X8} here" : reader.IsCut ? $"{command} is cut off" : null;
        pdu = fault is null ? pdu! with { Sequence = sequence } : null;
        return true;
    }

    /// <summary>The content of a report; null where it is shorter than one. Some gateways write the number of the other version's length: what we need stands before it.</summary>
    internal static CmppReport? ReadReport(ReadOnlySpan<byte> content)
    {
        if (content.Length < 8 + StateLength)
        {
            return null;
        }

        var reader = new CmppReader(content, 0);
        return new CmppReport(reader.Long(), reader.Text(StateLength));
    }

    internal byte[] WriteReport(CmppReport report, string receiver)
    {
        var writer = new CmppWriter();
        writer.Long(report.MessageId);
        writer.Text(report.State, StateLength);
        writer.Text("2611220800", 10);
        writer.Text("2611220801", 10);
        writer.Text(receiver, TerminalLength);
        writer.Word(1);
        return writer.Octets();
    }

    private CmppPdu? Body(ref CmppReader reader, CmppCommand command) => (uint)command switch
    {
        (uint)CmppCommand.Connect => new CmppConnect { SourceAddress = reader.Text(6), Authenticator = reader.Octets(16), Version = reader.Byte(), Timestamp = reader.Word() },
        (uint)CmppCommand.ConnectResp => new CmppConnectResp { Status = ReadResult(ref reader), Authenticator = reader.Octets(16), Version = reader.Byte() },
        (uint)CmppCommand.Submit => ReadSubmit(ref reader),
        (uint)CmppCommand.SubmitResp => new CmppSubmitResp { MessageId = reader.Long(), Result = ReadResult(ref reader) },
        (uint)CmppCommand.Deliver => ReadDeliver(ref reader),
        (uint)CmppCommand.DeliverResp => new CmppDeliverResp { MessageId = reader.Long(), Result = ReadResult(ref reader) },
        (uint)CmppCommand.ActiveTest or (uint)CmppCommand.ActiveTestResp or (uint)CmppCommand.Terminate or (uint)CmppCommand.TerminateResp => new CmppSignal(command),
        _ => null,
    };

    private void WriteSubmit(CmppWriter writer, CmppSubmit submit)
    {
        writer.Long(submit.MessageId);
        writer.Byte(submit.Total);
        writer.Byte(submit.Number);
        writer.Byte(submit.RegisteredDelivery);
        writer.Byte(submit.Level);
        writer.Text(submit.ServiceId, 10);
        writer.Byte(submit.FeeUserType);
        writer.Text(submit.FeeTerminal, TerminalLength);
        if (IsThree)
        {
            writer.Byte(submit.FeeTerminalType);
        }

        writer.Byte(submit.ProtocolId);
        writer.Byte(submit.HasHeader);
        writer.Byte(submit.Format);
        writer.Text(submit.SourceEnterprise, 6);
        writer.Text(submit.FeeType, 2);
        writer.Text(submit.FeeCode, 6);
        writer.Text(submit.ValidUntil, 17);
        writer.Text(submit.SendAt, 17);
        writer.Text(submit.From, 21);
        writer.Byte(1);
        writer.Text(submit.To, TerminalLength);
        if (IsThree)
        {
            writer.Byte(submit.ToType);
        }

        WriteContent(writer, submit.Content, submit.Link);
    }

    private CmppSubmit? ReadSubmit(ref CmppReader reader)
    {
        var submit = new CmppSubmit
        {
            MessageId = reader.Long(),
            Total = reader.Byte(),
            Number = reader.Byte(),
            RegisteredDelivery = reader.Byte(),
            Level = reader.Byte(),
            ServiceId = reader.Text(10),
            FeeUserType = reader.Byte(),
            FeeTerminal = reader.Text(TerminalLength),
            FeeTerminalType = IsThree ? reader.Byte() : (byte)0,
            ProtocolId = reader.Byte(),
            HasHeader = reader.Byte(),
            Format = reader.Byte(),
            SourceEnterprise = reader.Text(6),
            FeeType = reader.Text(2),
            FeeCode = reader.Text(6),
            ValidUntil = reader.Text(17),
            SendAt = reader.Text(17),
            From = reader.Text(21),
            To = "",
            Content = [],
        };
        return reader.Byte() != 1 ? null : submit with
        {
            To = reader.Text(TerminalLength),
            ToType = IsThree ? reader.Byte() : (byte)0,
            Content = reader.Octets(reader.Byte()),
            Link = reader.Text(IsThree ? 20 : 8),
        };
    }

    private void WriteDeliver(CmppWriter writer, CmppDeliver deliver)
    {
        writer.Long(deliver.MessageId);
        writer.Text(deliver.To, 21);
        writer.Text(deliver.ServiceId, 10);
        writer.Byte(deliver.ProtocolId);
        writer.Byte(deliver.HasHeader);
        writer.Byte(deliver.Format);
        writer.Text(deliver.From, TerminalLength);
        if (IsThree)
        {
            writer.Byte(deliver.FromType);
        }

        writer.Byte(deliver.IsReport);
        WriteContent(writer, deliver.Content, deliver.Link);
    }

    private CmppDeliver ReadDeliver(ref CmppReader reader) => new()
    {
        MessageId = reader.Long(),
        To = reader.Text(21),
        ServiceId = reader.Text(10),
        ProtocolId = reader.Byte(),
        HasHeader = reader.Byte(),
        Format = reader.Byte(),
        From = reader.Text(TerminalLength),
        FromType = IsThree ? reader.Byte() : (byte)0,
        IsReport = reader.Byte(),
        Content = reader.Octets(reader.Byte()),
        Link = reader.Text(IsThree ? 20 : 8),
    };

    // 2.0 ends with eight reserved octets, 3.0 with a LinkID of twenty.
    private void WriteContent(CmppWriter writer, byte[] content, string link)
    {
        writer.Byte(checked((byte)content.Length));
        writer.Octets(content);
        writer.Text(link, IsThree ? 20 : 8);
    }

    private void WriteResult(CmppWriter writer, uint result)
    {
        if (IsThree)
        {
            writer.Word(result);
        }
        else
        {
            writer.Byte((byte)result);
        }
    }

    private uint ReadResult(ref CmppReader reader) => IsThree ? reader.Word() : reader.Byte();

    /// <summary>Fields one after the other; texts are filled up with zeros to their size.</summary>
    private sealed class CmppWriter
    {
        private readonly ArrayBufferWriter<byte> buffer = new(256);

        internal void Byte(byte value) => buffer.Write([value]);

        internal void Octets(byte[] value) => buffer.Write(value);

        internal byte[] Octets() => buffer.WrittenSpan.ToArray();

        internal void Word(uint value)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(four, value);
            buffer.Write(four);
        }

        internal void Long(ulong value)
        {
            Span<byte> eight = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(eight, value);
            buffer.Write(eight);
        }

        internal void Text(string value, int size)
        {
            if (value.Length > size || !Ascii.IsValid(value))
            {
                throw new ArgumentException($"A text of at most {size} ASCII characters is expected.", nameof(value));
            }

            buffer.Write(Encoding.ASCII.GetBytes(value));
            buffer.Write(new byte[size - value.Length]);
        }

        internal byte[] Finish()
        {
            var octets = buffer.WrittenSpan.ToArray();
            BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)octets.Length);
            return octets;
        }
    }

    /// <summary>Reads fields; once cut off every read gives nothing.</summary>
    private ref struct CmppReader(ReadOnlySpan<byte> octets, int offset)
    {
        private readonly ReadOnlySpan<byte> octets = octets;
        private int offset = offset;

        internal bool IsCut { get; private set; }

        internal byte Byte() => Take(1) is [var value] ? value : (byte)0;

        internal uint Word() => Take(4) is { Length: 4 } four ? BinaryPrimitives.ReadUInt32BigEndian(four) : 0;

        internal ulong Long() => Take(8) is { Length: 8 } eight ? BinaryPrimitives.ReadUInt64BigEndian(eight) : 0;

        internal byte[] Octets(int count) => Take(count).ToArray();

        internal string Text(int size)
        {
            var field = Take(size);
            var end = field.IndexOf((byte)0);
            return Encoding.Latin1.GetString(end < 0 ? field : field[..end]).TrimEnd(' ');
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            if (IsCut || octets.Length - offset < count)
            {
                IsCut = true;
                return [];
            }

            var field = octets.Slice(offset, count);
            offset += count;
            return field;
        }
    }
}
