namespace Hotline.Telephony.Tests.Sip;

/// <summary>RFC 4475 and RFC 5118, message by message: what the RFC's own section says of each, for an element that ends calls (not a proxy).</summary>
public sealed class SipTortureTests
{
    [Theory]
    [InlineData("wsinv", "in dialog")] // 3.1.1.1: legal in every fold and space; its To has a tag
    [InlineData("intmeth", "405")] // 3.1.1.2: legal, a method nobody knows
    [InlineData("esc01", "call")] // 3.1.1.3: "sips%3Auser" is a user name
    [InlineData("escnull", "401")] // 3.1.1.4: %00 is legal in a user part
    [InlineData("esc02", "405")] // 3.1.1.5: "RE%47IST%45R" is not REGISTER
    [InlineData("lwsdisp", "inquiry")] // 3.1.1.6: no space between name and "<"
    [InlineData("longreq", "call")] // 3.1.1.7: long values everywhere
    [InlineData("dblreq", "401")] // 3.1.1.8: what follows the body of a datagram is ignored
    [InlineData("semiuri", "inquiry")] // 3.1.1.9: a semicolon in the user part is no parameter
    [InlineData("transports", "inquiry")] // 3.1.1.10: unknown transports in Via
    [InlineData("mpart01", "405")] // 3.1.1.11: MESSAGE with a binary multipart body: well-formed, not ours
    [InlineData("unreason", "response")] // 3.1.1.12: a phrase in UTF-8
    [InlineData("noreason", "response")] // 3.1.1.13: an empty phrase
    [InlineData("badinv01", "400")] // 3.1.2.1: empty parameters and entries
    [InlineData("clerr", "400")] // 3.1.2.2: Content-Length beyond the datagram
    [InlineData("ncl", "400")] // 3.1.2.3: negative Content-Length
    [InlineData("scalar02", "400")] // 3.1.2.4: numbers out of range
    [InlineData("scalarlg", "silence")] // 3.1.2.5: the same in a response
    [InlineData("quotbal", "400")] // 3.1.2.6: a quote that never ends
    [InlineData("ltgtruri", "400")] // 3.1.2.7: "<>" around the Request-URI
    [InlineData("lwsruri", "400")] // 3.1.2.8: a space inside it
    [InlineData("lwsstart", "400")] // 3.1.2.9: two spaces in the request line
    [InlineData("trws", "400")] // 3.1.2.10: spaces behind it
    [InlineData("escruri", "400")] // 3.1.2.11: headers in the Request-URI
    [InlineData("baddate", "call")] // 3.1.2.12: a date in another time zone: may be ignored
    [InlineData("regbadct", "401")] // 3.1.2.13: Contact needs "<>": 400 once it is known who asks (RegistrarDeskTests)
    [InlineData("badaspec", "400")] // 3.1.2.14: spaces inside "<>"
    [InlineData("baddn", "400")] // 3.1.2.15: a comma in an unquoted name
    [InlineData("badvers", "505")] // 3.1.2.16: SIP/7.0
    [InlineData("mismatch01", "400")] // 3.1.2.17: CSeq names another method
    [InlineData("mismatch02", "400")] // 3.1.2.18: and the method is unknown
    [InlineData("bigcode", "silence")] // 3.1.2.19: status 4294967301
    [InlineData("badbranch", "inquiry")] // 3.2.1: nothing behind the cookie: matched as before RFC 3261
    [InlineData("insuf", "400")] // 3.3.1: no Call-ID, From, To
    [InlineData("unkscm", "416")] // 3.3.2: an unknown scheme
    [InlineData("novelsc", "416")] // 3.3.3: a known scheme that is not SIP's
    [InlineData("unksm2", "401")] // 3.3.4: such schemes in To and From: legal
    [InlineData("bext01", "420")] // 3.3.5: Require of what nobody has
    [InlineData("invut", "415")] // 3.3.6: a body of unknown type
    [InlineData("regaut01", "401")] // 3.3.7: an unknown scheme of credentials counts as none
    [InlineData("multi01", "400")] // 3.3.8: single headers given twice
    [InlineData("mcl01", "400")] // 3.3.9: two Content-Lengths
    [InlineData("bcast", "response")] // 3.3.10: 200 to a broadcast Via: belongs to no transaction, and is dropped there
    [InlineData("zeromf", "inquiry")] // 3.3.11: Max-Forwards 0 ends here, and is answered
    [InlineData("cparam01", "401")] // 3.3.12: an unknown Contact parameter
    [InlineData("cparam02", "401")] // 3.3.13: one of the URI
    [InlineData("regescrt", "401")] // 3.3.14: an escaped header in the Contact URI
    [InlineData("sdp01", "call")] // 3.3.15: no Accept header: SDP is understood
    [InlineData("inv2543", "call")] // 3.4.1: as RFC 2543 wrote it
    public void Gets_the_verdict_of_RFC_4475(string name, string verdict) => Assert.Equal(verdict, SipVerdict.Of(Corpus.Read("rfc4475", name + ".dat")));

    [Theory]
    [InlineData("ipv6-good", "401")] // 4.1: legal references
    [InlineData("ipv6-bad", "400")] // 4.2: a Request-URI without brackets
    [InlineData("port-ambiguous", "401")] // 4.3: the last group is taken as part of the address
    [InlineData("port-unambiguous", "401")] // 4.4
    [InlineData("via-received-param-with-delim", "481")] // 4.5: received in brackets (a BYE of no dialog)
    [InlineData("via-received-param-no-delim", "inquiry")] // 4.5: and without: both to be understood
    [InlineData("ipv6-in-sdp", "call")] // 4.6
    [InlineData("mult-ip-in-header", "481")] // 4.7: IPv4 and IPv6 mixed in headers (a BYE of no dialog)
    [InlineData("mult-ip-in-sdp", "call")] // 4.8
    [InlineData("ipv4-mapped-ipv6", "call")] // 4.9
    [InlineData("ipv6-bug-abnf-3-colons", "400")] // 4.10: the slip in the grammar of RFC 3261
    [InlineData("ipv6-correct-abnf-2-colons", "inquiry")] // 4.10
    public void Gets_the_verdict_of_RFC_5118(string name, string verdict)
    {
        var got = SipVerdict.Of(Corpus.Read("rfc5118", name + ".dat"));

        Assert.Equal(verdict, got == "in dialog" ? "481" : got);
    }

    [Fact]
    public void Every_message_of_the_corpora_has_a_verdict()
    {
        Assert.Equal(49, Corpus.Names("rfc4475", "*.dat").Count);
        Assert.Equal(12, Corpus.Names("rfc5118", "*.dat").Count);
    }
}
