using System.Text.Json;
using Hotline.Channels.Sms.Smpp;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sms.Smpp;

public sealed class PduDecoderTests
{
    private const string Delivered =
        "000000400000000500000000000000030002013837363534333231000409343034303400000000000000000000084024232125262f3a000e0001010006000101";

    private const string Receipt =
        "000000ba00000005000000000000000200010134343935313336313932300001013430343034000400000000000000006e69643a303035393131333937"
        + "38207375623a30303120646c7672643a303031207375626d697420646174653a3130303231303137333020646f6e6520646174653a3130303231303137333120737461"
        + "743a44454c49565244206572723a30303020746578743a4024232125262f3a000e0001010006000101001e000833383630316661000427000102";

    /// <summary>Hand-checked against SMPP 3.4 §4; the octets are those of cloudhopper-smpp's own tests (Apache-2.0).</summary>
    public static readonly TheoryData<string> WholePdus =
    [
        "00000023000000090000000000039951414c4c5f545700414c4c5f5457000034010200", // bind_transceiver
        "0000001d800000090000000000039943536d7363204757000210000134", // bind_transceiver_resp with sc_interface_version
        "00000015800000090000000e00004db3534d534300", // bind_transceiver_resp, ESME_RINVPASWD
        "00000039000000040000000000004fe80001013430343034000101343439353133363139323000000000000001000000084024232125262f3a", // submit_sm
        "0000001c80000004000000000a342ee1393432353834333135393400", // submit_sm_resp
        Delivered,
        Receipt,
        "000000640000000500000000000547eb0002013434393531333631393200040934303430340000000000000000000000000e000101000600010104240026404d6169"
        + "64656e6d616e363634207761732069742073617070793f2026526f6d616e7469633f", // deliver_sm with message_payload
        "0000001000000015000000000a342ee7", // enquire_link
        "00000010000000060000000000000001", // unbind
        "00000010800000000000000100082a77", // generic_nack
    ];

    [Fact]
    public void Reads_what_a_citizen_wrote()
    {
        var pdu = Assert.IsType<DeliverSm>(Decode(Delivered));

        Assert.Equal(3u, pdu.Sequence);
        Assert.Equal("87654321", pdu.Content.Source.Digits);
        Assert.Equal(new SmppAddress(4, 9, "40404"), pdu.Content.Destination);
        Assert.Equal("@$#!%&/:"u8.ToArray(), pdu.Content.Payload);
        Assert.Equal(2, pdu.Content.Options.Count);
        Assert.False(pdu.Content.IsReceipt);
    }

    [Fact]
    public void Reads_a_receipt_with_its_parameters()
    {
        var pdu = Assert.IsType<DeliverSm>(Decode(Receipt));

        Assert.True(pdu.Content.IsReceipt);
        Assert.Equal("38601fa\0"u8.ToArray(), pdu.Content.Find(OptionTag.ReceiptedMessageId));
    }

    [Fact]
    public void Reads_the_text_from_message_payload()
    {
        var pdu = Assert.IsType<DeliverSm>(Decode(WholePdus.Select(row => row.Data).Single(hex => hex.Contains("04240026", StringComparison.Ordinal))));

        Assert.Equal("@Maidenman664 was it sappy? &Romantic?"u8.ToArray(), pdu.Content.Payload);
    }

    [Theory]
    [InlineData("0000001080000004000000000a342ee1", "")]
    [InlineData("0000001180000004000000000a342ee139", "9")]
    public void Takes_an_answer_whose_message_id_is_cut(string hex, string id) =>
        Assert.Equal(id, Assert.IsType<SubmitSmResp>(Decode(hex)).MessageId);

    [Theory]
    [InlineData("f000001100000110000000000a342ee7")]
    [InlineData("0000000f00000015000000000a342ee7")]
    [InlineData("000101d100000015000000000a342ee7")]
    public void A_length_that_cannot_be_breaks_the_link(string hex)
    {
        Assert.True(PduDecoder.TryDecode(Convert.FromHexString(hex), out _, out var pdu, out var rejection));

        Assert.Null(pdu);
        Assert.Equal(SmppFault.Broken, rejection!.Fault);
        Assert.Equal(CommandStatus.ESME_RINVCMDLEN, rejection.Status);
    }

    [Theory]
    [InlineData("000000300000010300000000000000000001013535353237313030303000000139363935000001000424000454657374", CommandStatus.ESME_RINVCMDID, 4)] // data_sm
    [InlineData("00000039000000050000000000000001000101393939393139393134353933000000363436340000000000000000080010c1e1e9edf3faf1fc", CommandStatus.ESME_RINVMSGLEN, 49)] // sm_length 16, 8 there
    [InlineData("000000140000000500000000000000014142430a", CommandStatus.ESME_RINVMSGLEN, 16)] // service_type without end
    [InlineData("00000018000000050000000000000001414243444546470a", CommandStatus.ESME_RINVPARLEN, 16)] // service_type of 8
    [InlineData("0000001f80000009000000000003994353006d736300021000050102030405", CommandStatus.ESME_RINVOPTPARSTREAM, 18)]
    public void One_bad_PDU_is_refused_with_status_and_place(string hex, object status, int offset)
    {
        var octets = Convert.FromHexString(hex);

        Assert.True(PduDecoder.TryDecode(octets, out var consumed, out var pdu, out var rejection));

        Assert.Null(pdu);
        Assert.Equal((SmppFault.Refused, (CommandStatus)status, offset), (rejection!.Fault, rejection.Status, rejection.Offset));
        Assert.Equal(octets.Length, consumed);
    }

    [Theory]
    [MemberData(nameof(WholePdus))]
    public void Writing_what_was_read_gives_the_same_octets(string hex) =>
        Assert.Equal(hex, Convert.ToHexStringLower(PduEncoder.Encode(Decode(hex))));

    [Theory]
    [MemberData(nameof(WholePdus))]
    public void Every_prefix_needs_more(string hex)
    {
        var octets = Convert.FromHexString(hex);
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.False(PduDecoder.TryDecode(octets.AsSpan(0, length), out var consumed, out var pdu, out var rejection));
            Assert.True(consumed == 0 && pdu is null && rejection is null);
        }
    }

    [Theory]
    [MemberData(nameof(WholePdus))]
    public void Any_damage_gives_one_PDU_or_one_rejection(string hex)
    {
        var whole = Convert.FromHexString(hex);
        var random = new Random(hex.Length);
        for (var round = 0; round < 2000; round++)
        {
            var octets = (byte[])whole.Clone();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                // The length stays: a longer one is need-more, a shorter one another PDU.
                octets[random.Next(4, octets.Length)] = (byte)random.Next(256);
            }

            Assert.True(PduDecoder.TryDecode(octets, out var consumed, out var pdu, out var rejection));

            Assert.Equal(octets.Length, consumed);
            Assert.True(pdu is null != rejection is null);
            if (rejection is not null)
            {
                Assert.InRange(rejection.Offset, 4, octets.Length);
                continue;
            }

            // What we write of it reads the same: nothing was taken from outside the PDU.
            var again = PduEncoder.Encode(pdu!);
            Assert.True(PduDecoder.TryDecode(again, out _, out var copy, out _));
            Assert.Equal(again, PduEncoder.Encode(copy!));
        }
    }

    [Theory]
    [InlineData("cloudhopper-decode.jsonl")]
    [InlineData("cloudhopper-encode.jsonl")]
    [InlineData("gosmpp.jsonl")]
    public void Every_PDU_of_the_corpus_is_read_back_or_rejected_for_a_reason(string file)
    {
        Assert.SkipWhen(Repository.Corpus is null, Repository.NoCorpus);
        var (read, refused) = (0, 0);
        foreach (var octets in File.ReadLines(Path.Combine(Repository.Corpus!, "smpp-vectors", file)).SelectMany(Octets))
        {
            if (!PduDecoder.TryDecode(octets, out var consumed, out var pdu, out var rejection))
            {
                continue; // cut on purpose
            }

            if (pdu is null)
            {
                refused++;
                Assert.NotEmpty(rejection!.Reason);
                continue;
            }

            read++;
            var again = PduEncoder.Encode(pdu);
            Assert.True(PduDecoder.TryDecode(again, out _, out var copy, out _));
            Assert.Equal(again, PduEncoder.Encode(copy!));
            if (again.Length == consumed)
            {
                Assert.Equal(octets[..consumed], again);
            }
        }

        Assert.True(read > 10, $"{read} read");
        Assert.True(refused < read, $"{refused} refused");
    }

    private static SmppPdu Decode(string hex)
    {
        Assert.True(PduDecoder.TryDecode(Convert.FromHexString(hex), out _, out var pdu, out var rejection));
        Assert.Null(rejection);
        return pdu!;
    }

    private static IEnumerable<byte[]> Octets(string line)
    {
        var hex = JsonDocument.Parse(line).RootElement.GetProperty("hex");
        var all = hex.ValueKind == JsonValueKind.Array ? hex.EnumerateArray().Select(value => value.GetString()!) : [hex.GetString()!];
        return all.Where(text => text.Length >= 32 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)).Select(Convert.FromHexString);
    }
}
