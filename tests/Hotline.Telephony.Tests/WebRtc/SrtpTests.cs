using System.Buffers.Binary;
using Hotline.Telephony.Rtp;
using Hotline.Telephony.WebRtc;

namespace Hotline.Telephony.Tests.WebRtc;

public sealed class SrtpTests
{
    private static readonly byte[] Key = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");
    private static readonly byte[] Salt = Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6");

    [Fact]
    public void Session_keys_are_those_of_RFC_3711_B_3()
    {
        var keys = SrtpKeys.Derive(SrtpProfile.AesCm128HmacSha1, Key, Salt, control: false);

        Assert.Equal("C61E7A93744F39EE10734AFE3FF7A087", Convert.ToHexString(keys.Encryption));
        Assert.Equal("30CBBC08863D8C85D49DB34A9AE1", Convert.ToHexString(keys.Salt));
        Assert.Equal("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4", Convert.ToHexString(keys.Authentication));
    }

    [Fact]
    public void The_key_stream_is_that_of_RFC_3711_B_2()
    {
        using var cipher = SrtpCipher.Create(
            SrtpProfile.AesCm128HmacSha1,
            new SrtpKeys(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"), new byte[20], Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD")));
        var body = new byte[48];

        cipher.Seal(default, body, default, new byte[10], ssrc: 0, index: 0);

        Assert.Equal(
            "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0", Convert.ToHexString(body));
    }

    [Fact]
    public void Packets_are_protected_as_in_RFC_7714_16_1_and_17_1()
    {
        var keys = new SrtpKeys(Convert.FromHexString("000102030405060708090A0B0C0D0E0F"), [], Convert.FromHexString("517569642070726F2071756F"));
        using var cipher = SrtpCipher.Create(SrtpProfile.AeadAes128Gcm, keys);
        var rtp = Convert.FromHexString("8040F17B8041F8D35501A0B247616C6C696120657374206F6D6E69732064697669736120696E207061727465732074726573");
        var tag = new byte[16];

        cipher.Seal(rtp.AsSpan(0, 12), rtp.AsSpan(12), default, tag, 0x5501A0B2, 0xF17B);
        Assert.Equal(
            "8040F17B8041F8D35501A0B2F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833899D7F27BEB16A9152CF765EE4390CCE",
            Convert.ToHexString([.. rtp, .. tag]));

        var rtcp = Convert.FromHexString("81C8000D4D6172734E5450314E545032525450200000042A0000E9304C756E61DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEF");
        cipher.Seal(rtcp.AsSpan(0, 8), rtcp.AsSpan(8), Convert.FromHexString("800005D4"), tag, 0x4D617273, 0x5D4);
        Assert.Equal(
            "81C8000D4D61727363E94885DCDAB67CA727D7662F6B7E997FF5C0F76C06F32DC676A5F1730D6FDA4CE09B4686303DED0BB9275BC84AA45896CF4D2FC5ABF87245D9EADE",
            Convert.ToHexString([.. rtcp, .. tag]));
    }

    [Theory]
    [InlineData(SrtpProfile.AesCm128HmacSha1)]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    internal void A_stream_comes_through_its_wraps_whatever_the_order_of_neighbours(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        using (sender)
        using (receiver)
        {
            // Over two wraps of the sequence number; every second pair changes places.
            for (var number = 65_000; number < 65_000 + 140_000; number += 2)
            {
                var (first, second) = (Sealed(sender, number), Sealed(sender, number + 1));
                foreach (var (packet, expected) in number % 4 == 0 ? [(second, number + 1), (first, number)] : new[] { (first, number), (second, number + 1) })
                {
                    Assert.True(receiver.TryOpen(packet, out var length), $"packet {expected}");
                    Assert.Equal(Plain(expected), packet[..length]);
                }
            }
        }
    }

    [Theory]
    [InlineData(SrtpProfile.AesCm128HmacSha1)]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    internal void Repeated_old_and_forged_packets_are_refused_and_move_nothing(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        using (sender)
        using (receiver)
        {
            var packets = Enumerable.Range(100, 100).Select(number => Sealed(sender, number)).ToArray();
            Assert.True(receiver.TryOpen(Copy(packets[80]), out _));
            Assert.False(receiver.TryOpen(Copy(packets[80]), out _), "the same again");
            Assert.False(receiver.TryOpen(Copy(packets[10]), out _), "70 behind");
            Assert.True(receiver.TryOpen(Copy(packets[30]), out _), "50 behind");

            for (var bit = 0; bit < packets[81].Length * 8; bit++)
            {
                var forged = Copy(packets[81]);
                forged[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(receiver.TryOpen(forged, out _), $"bit {bit}");
            }

            for (var length = 0; length < packets[81].Length; length++)
            {
                Assert.False(receiver.TryOpen(Copy(packets[81]).AsSpan(0, length), out _), $"{length} bytes");
            }

            Assert.True(receiver.TryOpen(Copy(packets[81]), out _));
        }
    }

    [Theory]
    [InlineData(SrtpProfile.AesCm128HmacSha1)]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    internal void Reports_come_through_once_and_only_whole(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        using (sender)
        using (receiver)
        {
            var plain = new byte[Rtcp.MaxLength];
            plain = plain[..Rtcp.Write(plain, 0x1234, new RtcpSender(1, 2, 3, 4), null, "name"u8)];
            var buffer = new byte[plain.Length + SrtpProfiles.MostAdded];
            plain.CopyTo(buffer, 0);
            var report = buffer[..sender.SealControl(buffer, plain.Length)];

            for (var bit = 0; bit < report.Length * 8; bit++)
            {
                var forged = Copy(report);
                forged[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(receiver.TryOpenControl(forged, out _), $"bit {bit}");
            }

            var opened = Copy(report);
            Assert.True(receiver.TryOpenControl(opened, out var length));
            Assert.Equal(plain, opened[..length]);
            Assert.False(receiver.TryOpenControl(Copy(report), out _), "the same again");
        }
    }

    [Fact]
    public void Keys_in_SDP_are_read_as_written_and_what_would_change_our_doing_is_refused()
    {
        var key = SdesKey.New(1, SrtpProfile.AeadAes128Gcm);
        Assert.True(SdesKey.TryRead(key.Write(), out var read));
        Assert.Equal((1, SrtpProfile.AeadAes128Gcm, Convert.ToHexString(key.Key), Convert.ToHexString(key.Salt)), (read.Tag, read.Profile, Convert.ToHexString(read.Key), Convert.ToHexString(read.Salt)));
        Assert.DoesNotContain(Convert.ToBase64String(key.Key)[..8], key.ToString(), StringComparison.Ordinal);

        const string Inline = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
        Assert.True(SdesKey.TryRead($"1 AES_CM_128_HMAC_SHA1_80 {Inline}|2^20", out _));
        Assert.False(SdesKey.TryRead($"1 AES_CM_128_HMAC_SHA1_80 {Inline}|2^20|1:4", out _));
        Assert.False(SdesKey.TryRead($"1 AES_CM_128_HMAC_SHA1_80 {Inline} UNENCRYPTED_SRTP", out _));
        Assert.False(SdesKey.TryRead($"1 F8_128_HMAC_SHA1_80 {Inline}", out _));
        Assert.False(SdesKey.TryRead("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA", out _));
        Assert.False(SdesKey.TryRead("", out _));
    }

    private static (SrtpSession Sender, SrtpSession Receiver) Pair(SrtpProfile profile)
    {
        var salt = Salt.AsSpan(0, profile.SaltLength());
        return (new SrtpSession(profile, Key, salt), new SrtpSession(profile, Key, salt));
    }

    private static byte[] Plain(int number)
    {
        var packet = new byte[12 + 160];
        RtpPacket.WriteHeader(packet, false, 8, (ushort)number, (uint)(number * 160), 0xCAFE);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(12), number);
        return packet;
    }

    private static byte[] Sealed(SrtpSession sender, int number)
    {
        var buffer = new byte[12 + 160 + SrtpProfiles.MostAdded];
        Plain(number).CopyTo(buffer, 0);
        var length = 12 + 160;
        Assert.True(sender.TrySeal(buffer, ref length));
        return buffer[..length];
    }

    private static byte[] Copy(byte[] packet) => (byte[])packet.Clone();
}
