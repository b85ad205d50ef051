using System.Buffers.Binary;
using System.Text;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>Reads fields of one complete PDU. After the first thing wrong every read gives nothing and <see cref="Fault"/> tells it.</summary>
internal ref struct PduReader(ReadOnlySpan<byte> pdu, int offset)
{
    private readonly ReadOnlySpan<byte> pdu = pdu;

    internal int Offset { get; private set; } = offset;

    internal (CommandStatus Status, string Reason, int Offset)? Fault { get; private set; }

    internal readonly bool AtEnd => Offset == pdu.Length;

    internal byte Byte(string field)
    {
        if (!Has(1, field))
        {
            return 0;
        }

        return pdu[Offset++];
    }

    internal byte[] Bytes(int count, string field)
    {
        if (!Has(count, field))
        {
            return [];
        }

        var bytes = pdu.Slice(Offset, count).ToArray();
        Offset += count;
        return bytes;
    }

    /// <summary>
    /// A C-octet string (§3.1) of at most <paramref name="size"/> octets with its end. Some centres leave out the end, or the whole,
    /// of the last one in an answer: <paramref name="mayBeCut"/>.
    /// </summary>
    internal string Text(int size, string field, bool mayBeCut = false)
    {
        if (Fault is not null)
        {
            return "";
        }

        var rest = pdu[Offset..];
        var end = rest.IndexOf((byte)0);
        var length = end < 0 ? rest.Length : end;
        if (length >= size)
        {
            return Fail(CommandStatus.ESME_RINVPARLEN, $"{field} is longer than {size - 1} octets");
        }

        if (end < 0 && !mayBeCut)
        {
            return Fail(CommandStatus.ESME_RINVMSGLEN, $"{field} has no end");
        }

        Offset += end < 0 ? length : length + 1;
        return Encoding.Latin1.GetString(rest[..length]);
    }

    internal SmppAddress Address(int size, string field) =>
        new(Byte(field), Byte(field), Text(size, field));

    internal IReadOnlyList<SmppOption> Options()
    {
        if (Fault is not null || AtEnd)
        {
            return [];
        }

        var options = new List<SmppOption>();
        while (Fault is null && !AtEnd)
        {
            if (pdu.Length - Offset < 4)
            {
                Fail(CommandStatus.ESME_RINVOPTPARSTREAM, "an optional parameter is cut off");
                break;
            }

            var tag = BinaryPrimitives.ReadUInt16BigEndian(pdu[Offset..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(pdu[(Offset + 2)..]);
            if (length > pdu.Length - Offset - 4)
            {
                Fail(CommandStatus.ESME_RINVOPTPARSTREAM, "an optional parameter reaches past the end");
                break;
            }

            Offset += 4;
            options.Add(new SmppOption(tag, Bytes(length, "option")));
        }

        return options;
    }

    private bool Has(int count, string field)
    {
        if (Fault is null && pdu.Length - Offset < count)
        {
            Fail(CommandStatus.ESME_RINVMSGLEN, $"{field} is cut off");
        }

        return Fault is null;
    }

    private string Fail(CommandStatus status, string reason)
    {
        Fault ??= (status, reason, Offset);
        return "";
    }
}
