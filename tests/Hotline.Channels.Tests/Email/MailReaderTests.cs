using System.Text;
using Hotline.Channels.Email;
using Hotline.Channels.Mime;

namespace Hotline.Channels.Tests.Email;

public sealed class MailReaderTests
{
    private const string Ours = "12345@city.example";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_mail_is_a_message_and_twice_delivered_the_same_one()
    {
        var mail = "From: =?utf-8?B?546L?= <wang@example.org>\r\nTo: a@city.example\r\nSubject: =?utf-8?B?6Lev54Gv?=\r\nMessage-ID: <1@example.org>\r\nDate: Sun, 22 Nov 2026 08:00:00 +0800\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n\r\n晚上不亮\r\n";
        var one = Read("Received: by a\r\nDelivered-To: a@city.example\r\n" + mail).Message;
        var two = Read("Received: by b\r\nReceived: by c\r\nDelivered-To: b@city.example\r\n" + mail).Message;

        Assert.Equal(("wang@example.org", "王", "路灯", "晚上不亮", "<1@example.org>"), (one.From, one.Name, one.Subject, one.Text, one.Thread));
        Assert.Equal(one.ExternalId, two.ExternalId);
        Assert.True(one is { Acknowledge: true, Automatic: false });
        Assert.NotEqual(one.ExternalId, Read(mail.Replace("wang@", "else@", StringComparison.Ordinal)).Message.ExternalId);
        Assert.StartsWith(Read("From: b@c.d\r\nIn-Reply-To: <1@example.org>\r\n\r\nx").Message.Continues[0], one.ExternalId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("还是不亮\n\n> 您好\n> 已修好", "还是不亮")]
    [InlineData("还是不亮\n\n在 2026年11月20日，12345热线 写道：\n\n您好", "还是不亮")]
    [InlineData("Still dark\n\nOn Fri, 20 Nov 2026, hotline wrote:\n> fixed", "Still dark")]
    [InlineData("不行\n-----Original Message-----\nFrom: x", "不行")]
    [InlineData("> 只有引用", "> 只有引用")]
    public void History_is_folded(string text, string words) => Assert.Equal(words, MailText.Fold(text, out _));

    [Fact]
    public void Of_a_page_the_words_remain()
    {
        Assert.Equal("路灯不亮\n人民路 & 18号", MailText.OfHtml("<html><style>p{}</style><body><p>路灯不亮</p><div>人民路 &amp; 18号</div><script>alert(1)</script><!-- x --></body>"));
        Assert.Equal("a", MailText.OfHtml("a<"));
        _ = MailText.OfHtml(string.Concat(Enumerable.Repeat("<style>", 50_000)));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Auto-Submitted: auto-generated; x=y")]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: list")]
    [InlineData("List-Id: <x.example.org>")]
    [InlineData("Return-Path: <>")]
    [InlineData("X-Autoreply: yes")]
    public void A_machines_mail_is_known_and_never_answered(string field)
    {
        var message = Read($"{field}\r\nFrom: a@b.cn\r\nMessage-ID: <1@b.cn>\r\n\r\nI am away").Message;
        Assert.True(message is { Automatic: true, Acknowledge: false });
    }

    [Theory]
    [InlineData("Auto-Submitted: no\r\nFrom: a@b.cn", false)]
    [InlineData("From: 12345@city.example", true)]
    [InlineData("From: MAILER-DAEMON@b.cn", true)]
    public void Who_wrote_says_it_too(string fields, bool automatic) => Assert.Equal(automatic, Read($"{fields}\r\n\r\nx").Message.Automatic);

    [Fact]
    public void A_bounce_finds_the_mail_it_is_of()
    {
        var bounce = "From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nMessage-ID: <b@mx.example>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
            + "--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; nobody@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            + "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: 12345@city.example\r\nMessage-ID: <hotline.abc123@city.example>\r\n\r\nx\r\n--b--\r\n";
        var read = Read(bounce);

        Assert.Equal((MailWriter.ProviderId("abc123"), false, "5.1.1"), (read.Report!.ProviderId, read.Report.Delivered, read.Report.State));
        Assert.True(read.Message.Automatic);
        Assert.Null(Read(bounce.Replace("failed", "delayed", StringComparison.Ordinal)).Report);
    }

    [Fact]
    public void An_answer_names_our_mail_and_a_subject_its_case()
    {
        var message = Read("From: a@b.cn\r\nSubject: Re: x [20261122000001]\r\nIn-Reply-To: <hotline.abc@city.example>\r\nReferences: <0@b.cn> <hotline.abc@city.example>\r\n\r\n1").Message;
        Assert.Equal(["abc"], message.AnswersKeys);
        Assert.Equal("20261122000001", message.CaseNumber);
        Assert.Empty(Read("From: a@b.cn\r\nIn-Reply-To: <hotline.abc@elsewhere.example>\r\n\r\n1").Message.AnswersKeys);
    }

    [Fact]
    public void What_cannot_be_read_is_kept_whole()
    {
        var bomb = Encoding.ASCII.GetBytes("From: a@b.cn\r\n" + string.Concat(Enumerable.Range(0, 100).Select(level => $"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n")));
        var message = MailReader.Read(bomb, Ours, new MimeLimits(), Now).Message;
        Assert.Equal(("too-deep", false), (message.Quarantine, message.Acknowledge));
        Assert.Equal(bomb, Assert.Single(message.Attachments).Content.ToArray());
    }

    [Theory]
    [InlineData("x\r\nBcc: victim@example.org")]
    [InlineData("x\nBcc: victim@example.org")]
    [InlineData("x\r\n\r\n.\r\nMAIL FROM:<a@b.cn>")]
    [InlineData("路灯\r\n Bcc: victim@example.org")]
    public void No_field_of_a_citizens_making_adds_a_line(string evil)
    {
        var mail = Encoding.ASCII.GetString(MailWriter.Write(
            new OutboundMessage { Channel = ChannelKind.Email, Key = "k1", To = "a@b.cn", Text = $"您好\r\n.\r\n{evil}", Subject = evil, InReplyTo = $"<{evil}>", CaseNumber = "20261122000001" }, Ours, Now));
        var (read, _) = MimeReader.Read(Encoding.ASCII.GetBytes(mail), new MimeLimits());

        Assert.DoesNotContain(read!.Fields, field => field.Name == "bcc");
        Assert.Equal(["date", "from", "to", "subject", "message-id", "auto-submitted", "x-auto-response-suppress", "mime-version", "content-type", "content-transfer-encoding"],
            read.Fields.Select(field => field.Name).Where(name => name is not ("in-reply-to" or "references")));
        Assert.DoesNotContain("\n.\r\n", Encoding.ASCII.GetString(SmtpSession.Stuff(Encoding.ASCII.GetBytes(mail))), StringComparison.Ordinal);
        Assert.Equal("<hotline.k1@city.example>", read.Field("message-id"));
        Assert.Contains("您好", read.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@b.cn", true)]
    [InlineData("a\r\nRCPT TO:<x@y.cn>@b.cn", false)]
    [InlineData("\"a b\"@b.cn", false)]
    [InlineData("a@b@c.cn", false)]
    [InlineData("a@b.cn>", false)]
    [InlineData("unknown@invalid", false)]
    [InlineData("@b.cn", false)]
    public void Addresses_that_would_break_a_command_are_not_written_to(string address, bool fine) => Assert.Equal(fine, MailWriter.IsAddress(address));

    [Theory]
    [InlineData(".", "..\r\n")]
    [InlineData("a\n.\nb", "a\r\n..\r\nb\r\n")]
    [InlineData("a\r.\rb", "a\r\n..\r\nb\r\n")]
    [InlineData("a\r\n.\r\n", "a\r\n..\r\n")]
    public void Dots_are_doubled_and_line_ends_whole(string mail, string stuffed) =>
        Assert.Equal(stuffed, Encoding.ASCII.GetString(SmtpSession.Stuff(Encoding.ASCII.GetBytes(mail))));

    private static ReadMail Read(string mail) => MailReader.Read(Encoding.UTF8.GetBytes(mail), Ours, new MimeLimits(), Now);
}
