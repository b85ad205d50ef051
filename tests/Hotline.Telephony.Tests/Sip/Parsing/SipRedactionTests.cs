using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Telephony.Tests.Sip.Parsing;

public sealed class SipRedactionTests
{
    [Theory]
    [InlineData("Authorization: Digest username=\"8001\", response=\"SECRET\"", "Authorization: Digest***")]
    [InlineData("proxy-authorization:Digest nonce=\"n\",\n response=\"SECRET\"", "proxy-authorization:Digest***")]
    [InlineData("Identity: SECRET;info=<https://h>", "Identity:***")]
    [InlineData("y: SECRET", "y:***")]
    [InlineData("Contact: <sip:8001:SECRET@h;ob>", "Contact: <sip:8001:***@h;ob>")]
    [InlineData("Contact: <sip:8001@h;access_token=SECRET;ob>", "Contact: <sip:8001@h;access_token=***;ob>")]
    [InlineData("To: <sip:12345@h?ticket=SECRET&x=y>", "To: <sip:12345@h?ticket=***&x=y>")]
    public void Strikes_secrets_out_of_headers(string header, string shown)
    {
        var text = Show($"INVITE sip:12345@h SIP/2.0\nCall-ID: c\n{header}\nMax-Forwards: 70\n\n");

        Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
        Assert.Equal($"INVITE sip:12345@h SIP/2.0\r\nCall-ID: c\r\n{shown}\r\nMax-Forwards: 70\r\n\r\n", text);
    }

    [Theory]
    [InlineData("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SECRET|2^20;inline:SECRET", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:***")]
    [InlineData("a=ice-pwd:SECRET", "a=ice-pwd:***")]
    [InlineData("k=clear:SECRET", "k=***")]
    [InlineData("a=ice-ufrag:open", "a=ice-ufrag:open")]
    public void Strikes_keys_out_of_descriptions(string line, string shown) => Assert.Equal(
        $"SIP/2.0 200 OK\r\n\r\nv=0\r\n{shown}\r\na=sendrecv\r\n", Show($"SIP/2.0 200 OK\n\nv=0\n{line}\na=sendrecv\n"));

    [Theory]
    [InlineData("Signal=5\nDuration=100\n", "Signal=***\r\nDuration=100\r\n")]
    [InlineData("Duration=100\nSignal = 11\n", "Duration=100\r\nSignal = ***\r\n")]
    [InlineData("5", "***")]
    [InlineData("#\n", "***\r\n")]
    public void Strikes_out_the_keys_a_citizen_pressed(string body, string shown) =>
        Assert.Equal($"INFO sip:h SIP/2.0\r\n\r\n{shown}", Show($"INFO sip:h SIP/2.0\n\n{body}"));

    [Fact]
    public void Leaves_a_usual_call_as_it_is() =>
        Assert.Equal(Messages.Invite.ReplaceLineEndings("\r\n"), SipRedaction.Show(Messages.Bytes(Messages.Invite), 8192));

    [Fact]
    public void Cuts_what_is_long() => Assert.Equal(100, SipRedaction.Show(Messages.Bytes(Messages.Invite), 100).Length);

    private static string Show(string text) => SipRedaction.Show(Messages.Bytes(text), 8192);
}
