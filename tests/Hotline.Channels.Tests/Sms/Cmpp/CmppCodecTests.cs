using System.Text;
using System.Text.Json;
using Hotline.Channels.Sms.Cmpp;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sms.Cmpp;

public sealed class CmppCodecTests
{
    // Of gocmpp's own tests (Apache-2.0).
    private const string Submit2 =
        "000000bd0000000400000017000000000000000001010101746573740000000000000231333530303030323639360000000000000000000000000839303030303130323130000000003135313130353133313535"
        + "353130312b00000000000000000000000000000000000039303030303100000000000000000000000000000001313335303030303236393600000000000000000000"
        + "1e6d4b8bd50067006f0063006d007000700020007300750062006d006900740000000000000000";

    private const string Connect = "00000027000000010000001739303030303190d00c1d517abd0b4f65f6bcf8535d16213cdc73be";
    private const string Report = "b4c553000001000044454c49565244313531313132303935353135313131323039353731333431323334303030300000000000000000000012345678";

    private static readonly CmppCodec Two = new(CmppVersion.V20);
    private static readonly CmppCodec Three = new(CmppVersion.V30);

    public static readonly TheoryData<string, CmppVersion> WholePackets = new()
    {
        { Connect, CmppVersion.V20 },
        { Submit2, CmppVersion.V20 },
        { "0000001e8000000100000017006c0b846e25bab6daa4ed1c466e0f4bd821", CmppVersion.V20 },
        { "000000218000000100000017000000007942977274098cf210ab0c16c367bc8d30", CmppVersion.V30 },
        { "000000158000000400000017b2b9da800001000000", CmppVersion.V20 },
        { "000000188000000400000017b2b9da800001000000000000", CmppVersion.V30 },
        { "0000000c0000000800000017", CmppVersion.V20 },
        { "0000000d800000080000001700", CmppVersion.V20 },
        { "0000000c0000000200000017", CmppVersion.V20 },
        { "0000000c8000000200000017", CmppVersion.V20 },
    };

    [Theory]
    [MemberData(nameof(WholePackets))]
    public void Writing_what_was_read_gives_the_same_octets_and_every_prefix_needs_more(string hex, CmppVersion version)
    {
        var codec = new CmppCodec(version);
        var octets = Convert.FromHexString(hex);

        Assert.True(codec.TryDecode(octets, out var consumed, out var pdu, out var fault), fault);
        Assert.Equal(octets.Length, consumed);
        Assert.Equal(hex, Convert.ToHexStringLower(codec.Encode(pdu!)));
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.False(codec.TryDecode(octets.AsSpan(0, length), out _, out _, out _));
        }
    }

    [Fact]
    public void Reads_a_submission_as_it_was_meant()
    {
        Assert.True(Two.TryDecode(Convert.FromHexString(Submit2), out _, out var pdu, out _));
        var submit = Assert.IsType<CmppSubmit>(pdu);

        Assert.Equal(("test", "900001", "13500002696", "151105131555101+"), (submit.ServiceId, submit.From, submit.To, submit.ValidUntil));
        Assert.Equal(("测试gocmpp submit", (byte)8), (Encoding.BigEndianUnicode.GetString(submit.Content), submit.Format));
    }

    /// <summary>The secret and the time of gocmpp's connect test: both proofs of both versions.</summary>
    [Fact]
    public void Proofs_are_those_of_the_vectors()
    {
        var proof = CmppLink.Authenticator("900001", "888888", "1021080510");
        Assert.Equal("90d00c1d517abd0b4f65f6bcf8535d16", Convert.ToHexStringLower(proof));
        Assert.True(Two.TryDecode(Convert.FromHexString(Connect), out _, out var pdu, out _));
        Assert.Equal(1021080510u, Assert.IsType<CmppConnect>(pdu).Timestamp);

        var options = new CmppOptions { Host = "", EnterpriseCode = "900001", Secret = "888888" };
        Assert.Equal("6c0b846e25bab6daa4ed1c466e0f4bd8", Convert.ToHexStringLower(CmppLink.Counterproof(0, proof, options)));
        Assert.Equal("7942977274098cf210ab0c16c367bc8d", Convert.ToHexStringLower(CmppLink.Counterproof(0, proof, options with { Version = CmppVersion.V30 })));
    }

    [Fact]
    public void Reads_a_report_of_either_length()
    {
        Assert.Equal(new CmppReport(0xb4c5530000010000, "DELIVRD"), CmppCodec.ReadReport(Convert.FromHexString(Report)));
        Assert.Equal(new CmppReport(7, "UNDELIV"), CmppCodec.ReadReport(Three.WriteReport(new CmppReport(7, "UNDELIV"), "13800000001")));
        Assert.Null(CmppCodec.ReadReport(new byte[14]));
    }

    [Theory]
    [InlineData("0000000b00000008000000", "a length of 11")]
    [InlineData("f000000c0000000800000017", "a length of 4026531852")]
    [InlineData("0000000c0000009900000017", "no operation 0x00000099 here")]
    [InlineData("000000100000000500000017b4c55300", "Deliver is cut off")]
    public void What_cannot_be_is_told_and_only_a_wrong_length_ends_the_link(string hex, string why)
    {
        Assert.True(Two.TryDecode(Convert.FromHexString(hex), out var consumed, out var pdu, out var fault));

        Assert.Null(pdu);
        Assert.Equal(why, fault);
        Assert.Equal(why.StartsWith("a length", StringComparison.Ordinal), consumed == 0);
    }

    [Fact]
    public void Any_damage_gives_one_message_or_one_reason()
    {
        var random = new Random(5);
        foreach (var row in WholePackets)
        {
            var (hex, version) = row.Data;
            for (var round = 0; round < 500; round++)
            {
                var octets = Convert.FromHexString(hex);
                octets[random.Next(octets.Length)] = (byte)random.Next(256);
                if (new CmppCodec(version).TryDecode(octets, out _, out var pdu, out var fault))
                {
                    Assert.True(pdu is null != fault is null);
                }
            }
        }
    }

    [Fact]
    public void Every_packet_of_the_corpus_is_read_back_octet_for_octet()
    {
        Assert.SkipWhen(Repository.Corpus is null, Repository.NoCorpus);
        var (whole, fragments) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Corpus!, "cmpp-gocmpp", "packets.jsonl")))
        {
            using var entry = JsonDocument.Parse(line);
            var octets = Convert.FromHexString(entry.RootElement.GetProperty("hex").GetString()!);

            // Digests, reports and bodies without their header stand among them, and CMPP_FWD, which only gateways speak.
            if (octets.Length < 12 || !IsWhole(octets) || (octets[7] & 0x7f) == 9)
            {
                fragments++;
                continue;
            }

            whole++;
            Assert.True(ReadsBack(Two, octets) || ReadsBack(Three, octets), entry.RootElement.GetProperty("test").ToString());
        }

        Assert.True(whole >= 25, $"{whole} whole packets, {fragments} others");
        TestContext.Current.TestOutputHelper?.WriteLine($"{whole} packets read back, {fragments} fragments and forwards left aside");
    }

    private static bool IsWhole(byte[] octets) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(octets) == octets.Length;

    private static bool ReadsBack(CmppCodec codec, byte[] octets) =>
        codec.TryDecode(octets, out var consumed, out var pdu, out _) && consumed == octets.Length && pdu is not null && codec.Encode(pdu).AsSpan().SequenceEqual(octets);
}
