using System.Diagnostics;
using System.Text;
using Hotline.Channels.Mime;

namespace Hotline.Channels.Tests.Mime;

public sealed class MimeReaderTests
{
    private static readonly MimeLimits Limits = new();

    [Fact]
    public void Bombs_end_in_bounded_time_with_their_reason()
    {
        var nest = string.Concat(Enumerable.Range(0, 10_000).Select(level => $"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"));
        var rfc822 = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\r\n\r\n", 10_000));
        var parts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 100_000));
        var header = "Subject: " + new string('x', 1_000_000);
        var fields = string.Concat(Enumerable.Repeat("X: y\r\n", 200_000));
        var dashes = "Content-Type: multipart/mixed; boundary=-\r\n\r\n" + new string('-', 2_000_000);

        Assert.Equal(MimeFault.TooDeep, Fault(nest));
        Assert.Equal(MimeFault.TooDeep, Fault(rfc822));
        Assert.Equal(MimeFault.TooManyParts, Fault(parts));
        Assert.Equal(MimeFault.HeaderTooLong, Fault(header + "\r\n" + fields));
        Assert.Equal(MimeFault.HeaderTooLong, Fault(fields));
        Assert.Equal(MimeFault.NoHeader, Fault("\r\n\r\nonly a body"));
        Assert.Equal(MimeFault.TooLarge, MimeReader.Read(new byte[2048], Limits with { MaxBytes = 2047 }).Rejection!.Fault);

        // The least of several: what else the machine does at that moment is not the reader's.
        foreach (var bomb in new[] { nest, rfc822, parts, fields, dashes })
        {
            var bytes = Encoding.Latin1.GetBytes(bomb);
            var least = Enumerable.Range(0, 4).Min(_ =>
            {
                var begun = Stopwatch.GetTimestamp();
                MimeReader.Read(bytes, Limits);
                return Stopwatch.GetElapsedTime(begun);
            });
            Assert.True(least < TimeSpan.FromSeconds(2), $"{least} for {bomb[..40]}");
        }
    }

    [Theory]
    [InlineData("=?utf-8?B?6Lev54Gv?= =?utf-8?B?5LiN5Lqu?=", "路灯不亮")]
    [InlineData("=?utf-8?B?6Lev5w==?= =?utf-8?B?ga8=?=", "路灯")]
    [InlineData("=?gb2312?B?wre1xg==?=", "路灯")]
    [InlineData("=?GB18030?Q?=C2=B7=B5=C6?= x", "路灯 x")]
    [InlineData("=?big5?B?uPS/Tw==?=", "路燈")]
    [InlineData("=?iso-8859-1?Q?a_b=20c?=", "a b c")]
    [InlineData("=?x?y?z", "=?x?y?z")]
    [InlineData("plain", "plain")]
    public void Encoded_words_are_decoded(string field, string text) => Assert.Equal(text, HeaderText.Decode(field));

    [Theory]
    [InlineData("a@b.cn", "", "a@b.cn")]
    [InlineData("\"Wang, X\" <a@b.cn>, c@d.cn", "Wang, X", "a@b.cn")]
    [InlineData("=?utf-8?B?546L?= <a@b.cn>", "王", "a@b.cn")]
    [InlineData("a@b.cn (comment (nested))", "", "a@b.cn")]
    [InlineData("Group: a@b.cn, c@d.cn;", "", "a@b.cn")]
    public void Mailboxes_are_read(string field, string name, string address) =>
        Assert.Equal(new Mailbox(name, address), HeaderText.Mailboxes(field)[0]);

    [Theory]
    [InlineData("attachment; filename=\"a;b.jpg\"", "a;b.jpg")]
    [InlineData("attachment; filename*=utf-8''%E7%85%A7.jpg", "照.jpg")]
    [InlineData("attachment; filename*0*=utf-8''%E7%85; filename*1*=%A7%E7%89%87; filename*2=.jpg", "照片.jpg")]
    [InlineData("attachment; filename=\"=?utf-8?B?54Wn?=.jpg\"", "照.jpg")]
    public void Names_of_files_are_read(string disposition, string name) =>
        Assert.Equal(name, MimeReader.Read(Encoding.Latin1.GetBytes($"Content-Type: image/jpeg\r\nContent-Disposition: {disposition}\r\n\r\nx"), Limits).Mail!.FileName);

    private static MimeFault? Fault(string mail) => MimeReader.Read(Encoding.Latin1.GetBytes(mail), Limits).Rejection?.Fault;
}
