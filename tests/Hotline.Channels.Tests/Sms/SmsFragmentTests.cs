using Hotline.Channels.Sms;

namespace Hotline.Channels.Tests.Sms;

public sealed class SmsFragmentTests
{
    [Theory]
    [InlineData("0500032A0302AA", 0x2A, 3, 2, 6)]
    [InlineData("0608041234020141", 0x1234, 2, 1, 7)]
    [InlineData("0A0102FFFF00032A030141", 0x2A, 3, 1, 11)] // another element in front
    public void Finds_the_place(string hex, int reference, int total, int number, int offset)
    {
        var (fragment, text) = SmsFragment.ReadHeader(Convert.FromHexString(hex));

        Assert.Equal(new SmsFragment(reference, total, number), fragment);
        Assert.Equal(offset, text);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("FF00", 0)] // reaches past the end: no header
    [InlineData("0500032A0000", 6)] // no parts
    [InlineData("0500032A0203", 6)] // the third of two
    [InlineData("0500032A0101", 6)] // one of one
    [InlineData("050005", 0)]
    [InlineData("03000541", 4)] // element longer than the header
    public void Finds_none(string hex, int offset)
    {
        var (fragment, text) = SmsFragment.ReadHeader(Convert.FromHexString(hex));

        Assert.Null(fragment);
        Assert.Equal(offset, text);
    }
}
