using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Tests.Sip.Messages;

public sealed class ReplacesTests
{
    [Theory]
    [InlineData("425928@bobster.example.org;to-tag=7743;from-tag=6472", false)] // RFC 3891 §6.1
    [InlineData("425928@bobster.example.org ; from-tag=6472 ; to-tag = 7743;early-only", true)]
    [InlineData("425928@bobster.example.org;to-tag=7743;from-tag=6472;x=y", false)]
    public void Reads_the_dialog_named(string text, bool earlyOnly) =>
        Assert.Equal(new Replaces("425928@bobster.example.org", "7743", "6472", earlyOnly), Replaces.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("abc;to-tag=1")]
    [InlineData("abc;from-tag=1")]
    [InlineData("abc;to-tag=;from-tag=1")]
    [InlineData("abc;to-tag=1;to-tag=2;from-tag=3")]
    [InlineData(";to-tag=1;from-tag=2")]
    public void Refuses(string text) => Assert.Null(Replaces.Of(text));

    [Fact]
    public void Writes_what_it_reads()
    {
        var replaces = new Replaces("c@h", "a", "b", EarlyOnly: true);
        Assert.Equal(replaces, Replaces.Of(replaces.ToString()));
    }

    [Theory]
    [InlineData("sip:8002@h", true, false)]
    [InlineData("sip:8002@h?Replaces=abc%40h%3Bto-tag%3D1%3Bfrom-tag%3D2", true, true)]
    [InlineData("sip:8002@h?replaces=abc%40h%3Bto-tag%3D1%3Bfrom-tag%3D2", true, true)]
    [InlineData("sip:8002@h?Replaces=abc", false, false)]
    [InlineData("sip:8002@h?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2&Replaces=b%3Bto-tag%3D1%3Bfrom-tag%3D2", false, false)]
    [InlineData("sip:8002@h?Route=%3Csip:x%3E", false, false)]
    public void Is_read_from_the_address_of_a_transfer(string uri, bool isReadable, bool names)
    {
        Assert.True(SipUri.TryParse(uri, out var parsed));
        Assert.Equal(isReadable, Replaces.TryRead(parsed, out var replaces));
        Assert.Equal(names, replaces is { CallId: "abc@h", ToTag: "1", FromTag: "2" });
    }
}
