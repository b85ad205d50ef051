using Hotline.Channels.Sms;

namespace Hotline.Channels.Tests.Sms;

public sealed class SmsCodingTests
{
    [Theory]
    [InlineData(0x00, "00110248691B65", "@_$Hi€")]
    [InlineData(0x00, "1B7F41", " \u00E0A")] // an escape without a meaning is a space
    [InlineData(0x01, "312E", "1.")]
    [InlineData(0x03, "E9", "é")]
    [InlineData(0x08, "6EE1610F", "满意")]
    [InlineData(0x0F, "C2FAD2E2", "满意")]
    [InlineData(0x04, "00FF", "0x00FF")]
    public void Decodes(byte coding, string hex, string text) => Assert.Equal(text, SmsCoding.Decode(coding, Convert.FromHexString(hex)));

    [Fact]
    public void Every_septet_has_its_character_and_back()
    {
        for (byte septet = 0; septet < 0x80; septet++)
        {
            if (septet != 0x1B)
            {
                var text = GsmAlphabet.Decode([septet]);
                Assert.Equal([septet], GsmAlphabet.Encode(Assert.Single(text))!);
            }
        }
    }
}
