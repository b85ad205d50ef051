using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Telephony.Tests.Sip.Parsing;

public sealed class SipParserTests
{
    [Fact]
    public void Reads_an_invite()
    {
        var invite = Messages.Request(Messages.Invite);

        Assert.Equal(("INVITE", "12345", "192.0.2.1"), (invite.Method, invite.Uri.User, invite.Uri.Host));
        Assert.Equal(("Wang Fang", "13800000000", "9fxced76sl"), (invite.From.DisplayName, invite.From.Uri.User, invite.From.Tag));
        Assert.Equal((null, "3848276298220188511@192.0.2.7", new CSeq(1, "INVITE")), (invite.To.Tag, invite.CallId, invite.CSeq));
        Assert.Equal(("UDP", "192.0.2.7:5062", "z9hG4bK-74bf9"), (invite.Via.Transport, invite.Via.SentBy.ToString(), invite.Via.Branch));
        Assert.StartsWith("v=0\r\n", Encoding.UTF8.GetString(invite.Sdp.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_short_names_and_folded_lines()
    {
        var request = Messages.Request(
            "OPTIONS sip:a@b SIP/2.0\nv: SIP/2.0/UDP h\n ;branch=z9hG4bKx\nf: sip:x@y;tag=1\nt: \n\tsip:z@w\ni: c\nCSeq: 7\n  OPTIONS\nl: 0\n\n");

        Assert.Equal(("z9hG4bKx", "z", 7u), (request.Via.Branch, request.To.Uri.User, request.CSeq.Number));
        Assert.True(request.Headers.Has(HeaderName.ContentLength));
    }

    [Theory]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.7:5062;rport;branch=z9hG4bK-74bf9\n", "no Via")]
    [InlineData("Call-ID: 3848276298220188511@192.0.2.7\n", "no legible Call-ID")]
    [InlineData("CSeq: 1 INVITE\n", "no legible CSeq")]
    [InlineData("To: <sip:12345@192.0.2.1>\n", "no legible To")]
    public void Rejects_an_invite_without_a_mandatory_header(string line, string reason)
    {
        Assert.False(SipParser.TryParse(Messages.Bytes(Messages.Invite.ReplaceLineEndings("\n").Replace(line, "", StringComparison.Ordinal)), SipLimits.Default, out _, out var rejection));

        Assert.Equal((reason, SipStatus.BadRequest), (rejection.Reason, rejection.Status));
    }

    [Theory]
    [InlineData("CSeq: 1 INVITE", "CSeq: 2147483648 INVITE")]
    [InlineData("CSeq: 1 INVITE", "CSeq: 1INVITE")]
    [InlineData("Max-Forwards: 70", "Max-Forwards: 256")]
    [InlineData("To: <sip:12345@192.0.2.1>", "To: <sip:12345@192.0.2.1")]
    [InlineData("To: <sip:12345@192.0.2.1>", "To: <sip:1%2@192.0.2.1>")]
    [InlineData("192.0.2.7:5062;rport", "192.0.2.7:99999;rport")]
    [InlineData("192.0.2.7:5062;rport", "[2001:db8::1;rport")]
    [InlineData("Content-Length: 127", "Content-Length: 1 29")]
    [InlineData("User-Agent: Phone/1.0", "User-Agent")]
    [InlineData("User-Agent: Phone/1.0", ": Phone/1.0")]
    public void Rejects_a_malformed_header(string line, string malformed)
    {
        Assert.False(SipParser.TryParse(Messages.Bytes(Messages.Invite.Replace(line, malformed, StringComparison.Ordinal)), SipLimits.Default, out _, out var rejection));
        Assert.Equal(SipStatus.BadRequest, rejection.Status);
    }

    [Theory]
    [InlineData("\nX: y")]
    [InlineData("\rX: y")]
    public void Rejects_a_line_end_that_is_not_CR_LF(string lineEnd)
    {
        var text = Messages.Invite.ReplaceLineEndings("\r\n").Replace("Supported: replaces", "Supported: replaces" + lineEnd, StringComparison.Ordinal);

        Assert.False(SipParser.TryParse(Encoding.UTF8.GetBytes(text), SipLimits.Default, out _, out var rejection));
        Assert.Equal(("line end that is not CR LF", text.IndexOf(lineEnd, StringComparison.Ordinal)), (rejection.Reason, rejection.Offset));
    }

    [Fact]
    public void Says_where_the_fault_is()
    {
        var bytes = Messages.Bytes(Messages.Invite.Replace("CSeq: 1 INVITE", "CSeq: x", StringComparison.Ordinal));

        Assert.False(SipParser.TryParse(bytes, SipLimits.Default, out _, out var rejection));
        Assert.Equal(bytes.AsSpan().IndexOf("CSeq: "u8) + 6, rejection.Offset);
    }

    [Fact]
    public void Keeps_its_limits()
    {
        var invite = Messages.Bytes(Messages.Invite);
        var many = Messages.Bytes(Messages.Invite.Replace("Supported: replaces", string.Join('\n', Enumerable.Repeat("X: y", 200)), StringComparison.Ordinal));
        var longUri = Messages.Bytes(Messages.Invite.Replace("12345@192.0.2.1 SIP", new string('1', 5_000) + "@192.0.2.1 SIP", StringComparison.Ordinal));
        var longHeaders = Messages.Bytes(Messages.Invite.Replace("replaces", new string('x', 20_000), StringComparison.Ordinal));

        Assert.Equal(SipStatus.MessageTooLarge, StatusOf(invite, SipLimits.Default with { MaxMessageBytes = 400 }));
        Assert.Equal(SipStatus.MessageTooLarge, StatusOf(many, SipLimits.Default));
        Assert.Equal(SipStatus.RequestUriTooLong, StatusOf(longUri, SipLimits.Default));
        Assert.Equal(SipStatus.MessageTooLarge, StatusOf(longHeaders, SipLimits.Default));
    }

    [Fact]
    public void Answers_a_rejected_request_with_what_was_legible_and_never_an_ack()
    {
        var missing = Messages.Invite.Replace("To: <sip:12345@192.0.2.1>\n", "", StringComparison.Ordinal);
        Assert.False(SipParser.TryParse(Messages.Bytes(missing), SipLimits.Default, out _, out var rejection));
        var answer = rejection.Answer()!;
        Assert.Equal((SipStatus.BadRequest, 1, 0), (answer.Status, answer.Headers.CountOf(HeaderName.Via), answer.Headers.CountOf(HeaderName.To)));

        Assert.False(SipParser.TryParse(Messages.Bytes(missing.Replace("INVITE", "ACK", StringComparison.Ordinal)), SipLimits.Default, out _, out rejection));
        Assert.Null(rejection.Answer());
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        foreach (var (folder, name) in Corpus.Names("rfc4475", "*.dat").Select(name => ("rfc4475", name)).Concat(Corpus.Names("rfc5118", "*.dat").Select(name => ("rfc5118", name))))
        {
            if (!SipParser.TryParse(Corpus.Read(folder, name), SipLimits.Default, out var message, out _))
            {
                continue;
            }

            var written = SipWriter.Write(message);
            var again = Messages.Parse(written);

            Assert.Equal(written, SipWriter.Write(again));
            Assert.Equal(message.Body.ToArray(), again.Body.ToArray());
            var lengthless = (SipHeader line) => line.Name != HeaderName.ContentLength;
            Assert.Equal(
                message.Headers.Lines.ToArray().Where(lengthless).Select(line => (line.Name, Convert.ToHexString(line.Value.Span))),
                again.Headers.Lines.ToArray().Where(lengthless).Select(line => (line.Name, Convert.ToHexString(line.Value.Span))));
        }
    }

    [Fact]
    public void Reading_an_invite_allocates_less_than_a_kibibyte()
    {
        var bytes = Encoding.ASCII.GetBytes(
            "INVITE sip:12345@192.0.2.10;user=phone SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK4b43c2ff8.1\r\n"
            + "Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK-524287-1---1b7d7c2e5d36aa5c;rport=5060;received=198.51.100.7\r\n"
            + "Record-Route: <sip:192.0.2.1;lr;ftag=9fxced76sl>\r\nMax-Forwards: 69\r\n"
            + "From: \"Li Wei\" <sip:13900000001@192.0.2.1>;tag=9fxced76sl\r\nTo: <sip:12345@192.0.2.10;user=phone>\r\n"
            + "Call-ID: 3848276298220188511@198.51.100.7\r\nCSeq: 1 INVITE\r\nContact: <sip:13900000001@198.51.100.7:5060;transport=udp>\r\n"
            + "Allow: INVITE, ACK, CANCEL, BYE\r\nSupported: timer, replaces, 100rel\r\nUser-Agent: phone\r\nContent-Length: 0\r\n\r\n");
        for (var i = 0; i < 100; i++)
        {
            Assert.True(SipParser.TryParse(bytes, SipLimits.Default, out _, out _));
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = SipParser.TryParse(bytes, SipLimits.Default, out _, out _);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - allocated) / 100, 1, 1024);
    }

    [Fact]
    public void A_line_end_in_a_value_is_never_written()
    {
        var headers = new SipHeaders();

        Assert.Throws<ArgumentException>(() => headers.Add(HeaderName.Subject, "a\r\nEvil: yes"));
        Assert.DoesNotContain("\n", new NameAddress { DisplayName = "a\r\nEvil: yes", Uri = SipUri.Of("x\r\ny", new HostPort("h", 0)) }.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SipWriter.Write(new SipResponse(200, "a\r\nEvil: yes", headers, default)));
    }

    private static int StatusOf(byte[] bytes, SipLimits limits)
    {
        Assert.False(SipParser.TryParse(bytes, limits, out _, out var rejection));
        return rejection.Status;
    }
}
