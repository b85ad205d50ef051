using System.Buffers.Binary;
using System.Text;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>PDUs to octets, strictly within the sizes of the specification.</summary>
internal static class PduEncoder
{
    /// <exception cref="ArgumentException">A field is longer than the specification allows, or not ASCII where it must be.</exception>
    internal static byte[] Encode(SmppPdu pdu)
    {
        using var stream = new MemoryStream(256);
        stream.Write(stackalloc byte[PduDecoder.HeaderLength]);
        var writer = new Writer(stream);
        WriteBody(writer, pdu);
        var octets = stream.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)octets.Length);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), (uint)pdu.Command);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(8), (uint)pdu.Status);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(12), pdu.Sequence);
        return octets;
    }

    private static void WriteBody(Writer writer, SmppPdu pdu)
    {
        switch (pdu)
        {
            case Bind bind:
                writer.Text(bind.SystemId, 16);
                writer.Text(bind.Password, 9);
                writer.Text(bind.SystemType, 13);
                writer.Byte(bind.InterfaceVersion);
                writer.Address(bind.AddressRange, 41);
                break;
            case BindResp bound:
                writer.Text(bound.SystemId, 16);
                writer.Options(bound.Options);
                break;
            case SubmitSm submit:
                WriteContent(writer, submit.Content);
                break;
            case DeliverSm deliver:
                WriteContent(writer, deliver.Content);
                break;
            case SubmitSmResp { Status: CommandStatus.ESME_ROK } submitted:
                writer.Text(submitted.MessageId, 65);
                break;
            case DeliverSmResp delivered:
                writer.Text(delivered.MessageId, 65);
                break;
        }
    }

    private static void WriteContent(Writer writer, ShortMessage content)
    {
        writer.Text(content.ServiceType, 6);
        writer.Address(content.Source, 21);
        writer.Address(content.Destination, 21);
        writer.Byte(content.EsmClass);
        writer.Byte(content.ProtocolId);
        writer.Byte(content.Priority);
        writer.Text(content.ScheduledAt, 17);
        writer.Text(content.ValidUntil, 17);
        writer.Byte(content.RegisteredDelivery);
        writer.Byte(content.ReplaceIfPresent);
        writer.Byte(content.DataCoding);
        writer.Byte(content.DefaultMessageId);
        writer.Byte(checked((byte)content.Octets.Length));
        writer.Octets(content.Octets);
        writer.Options(content.Options);
    }

    private readonly struct Writer(Stream stream)
    {
        internal void Byte(byte value) => stream.WriteByte(value);

        internal void Octets(byte[] value) => stream.Write(value);

        internal void Text(string value, int size)
        {
            if (value.Length >= size || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException($"A text of at most {size - 1} octets without a NUL is expected.", nameof(value));
            }

            stream.Write(Encoding.Latin1.GetBytes(value));
            stream.WriteByte(0);
        }

        internal void Address(SmppAddress address, int size)
        {
            Byte(address.TypeOfNumber);
            Byte(address.NumberingPlan);
            Text(address.Digits, size);
        }

        internal void Options(IReadOnlyList<SmppOption> options)
        {
            Span<byte> head = stackalloc byte[4];
            foreach (var option in options)
            {
                BinaryPrimitives.WriteUInt16BigEndian(head, option.Tag);
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], checked((ushort)option.Value.Length));
                stream.Write(head);
                stream.Write(option.Value);
            }
        }
    }
}
