using System.Text;
using Hotline.Channels.Sms;

namespace Hotline.Channels.Tests.Sms;

public sealed class SmsPartsTests
{
    [Fact]
    public void Latin_text_goes_in_the_GSM_alphabet()
    {
        var parts = SmsParts.Split("Reply 1, 2 or 3 [€]", 7)!;

        Assert.Equal(SmsCoding.Gsm, parts.DataCoding);
        Assert.Equal("Reply 1, 2 or 3 [€]", SmsCoding.Decode(parts.DataCoding, Assert.Single(parts.Pieces)));
    }

    [Fact]
    public void Chinese_text_goes_in_UCS_2()
    {
        var parts = SmsParts.Split("满意请回复1", 7)!;

        Assert.Equal(SmsCoding.Ucs2, parts.DataCoding);
        Assert.Equal(Encoding.BigEndianUnicode.GetBytes("满意请回复1"), Assert.Single(parts.Pieces));
    }

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)] // 2 septets each and never torn: 76 to a part of 153
    [InlineData('€', 152, 2)]
    [InlineData('€', 153, 3)]
    [InlineData('市', 70, 1)]
    [InlineData('市', 71, 2)]
    [InlineData('市', 134, 2)]
    [InlineData('市', 135, 3)]
    public void Takes_as_many_parts_as_the_standard_says(char character, int count, int parts) =>
        Assert.Equal(parts, SmsParts.Split(new string(character, count), 0)!.Pieces.Count);

    [Fact]
    public void A_surrogate_pair_is_never_torn()
    {
        var parts = SmsParts.Split(new string('市', 66) + "🚰" + new string('市', 10), 9)!;

        Assert.Equal([132, 24], parts.Pieces.Select(part => part.Length));
    }

    [Fact]
    public void Text_beyond_255_parts_is_not_split() => Assert.Null(SmsParts.Split(new string('市', (255 * 67) + 1), 0));

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 268, 2)]
    [InlineData('a', 269, 3)]
    [InlineData('市', 71, 2)]
    public void For_a_gateway_that_takes_ASCII_parts_hold_no_more_octets_than_go_out(char character, int count, int parts)
    {
        var split = SmsParts.SplitAscii(new string(character, count), 0)!;

        Assert.Equal(parts, split.Pieces.Count);
        Assert.Equal(character == 'a' ? SmsCoding.PlainAscii : SmsCoding.Ucs2, split.DataCoding);
    }

    [Fact]
    public void Whole_means_one_piece_however_long_but_not_longer_than_255_parts()
    {
        Assert.Equal(2000, Assert.Single(SmsParts.Whole(new string('市', 1000), 0)!.Pieces).Length);
        Assert.Null(SmsParts.Whole(new string('市', 255 * 67 + 1), 0));
    }

    [Fact]
    public void Any_text_comes_together_again_in_any_order()
    {
        var random = new Random(12345);
        string[] characters = ["a", "1", " ", "€", "{", "@", "市", "民", "🚰", "é", "\n"];
        for (var round = 0; round < 300; round++)
        {
            // Half of the rounds stay within the GSM alphabet.
            var choice = round % 2 == 0 ? characters[..6] : characters;
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 900)).Select(_ => choice[random.Next(choice.Length)]));
            var split = SmsParts.Split(text, (byte)round)!;
            var pieces = split.Pieces.Count == 1 ? split.Pieces.ToArray() : [.. Enumerable.Range(0, split.Pieces.Count).Select(split.WithHeader)];
            random.Shuffle(pieces);

            Assert.All(pieces, piece => Assert.InRange(piece.Length, 0, split.DataCoding == SmsCoding.Ucs2 ? 140 : 160));
            Assert.Equal(text, Join(split, pieces));
        }
    }

    private static string Join(SmsParts split, byte[][] pieces)
    {
        if (split.Pieces.Count == 1)
        {
            return SmsCoding.Decode(split.DataCoding, Assert.Single(pieces));
        }

        var texts = new LongTexts(capacity: 10, TimeSpan.FromMinutes(1));
        LongText? whole = null;
        foreach (var piece in pieces)
        {
            var (fragment, offset) = SmsFragment.ReadHeader(piece);
            var place = fragment!.Value;
            Assert.Equal((split.Pieces.Count, 6), (place.Total, offset));
            whole = texts.Add(
                new LongTextKey("a", "b", place.Reference, place.Total), place.Number, SmsCoding.Decode(split.DataCoding, piece.AsSpan(offset)),
                Convert.ToHexString(piece), DateTimeOffset.UnixEpoch, []);
        }

        Assert.True(whole!.IsComplete);
        return whole.Text;
    }
}
