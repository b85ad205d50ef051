using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Hotline.Channels.WeChat;

namespace Hotline.Channels.Tests.WeChat;

public sealed class WeChatXmlTests
{
    [Fact]
    public void Reads_a_message_and_the_elements_inside_elements()
    {
        var said = WeChatXml.Read(
            "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>1700000000</CreateTime>"
            + "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[scancode_waitmsg]]></Event><EventKey><![CDATA[6]]></EventKey>"
            + "<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[2]]></ScanResult></ScanCodeInfo></xml>")!;

        Assert.Equal(("o1", "gh_1", "event", "scancode_waitmsg", "2"), (said.From, said.To, said.Type, said.Event, said.Field("ScanResult")));
        Assert.Equal("o1-1700000000-scancode_waitmsg-6", said.Key);
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero), said.CreatedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<xml>")]
    [InlineData("<xml><a></b></xml>")]
    [InlineData("{}")]
    public void What_is_no_document_is_none(string text) => Assert.Null(WeChatXml.Read(text));

    [Fact]
    public void An_external_entity_is_fetched_from_nowhere()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)canary.LocalEndpoint).Port}/";
        foreach (var attack in new[]
        {
            $"<!DOCTYPE xml [<!ENTITY e SYSTEM \"{address}\">]><xml><Content>&e;</Content></xml>",
            $"<!DOCTYPE xml SYSTEM \"{address}x.dtd\"><xml><Content>1</Content></xml>",
            $"<!DOCTYPE xml [<!ENTITY % p SYSTEM \"{address}\">%p;]><xml><Content>1</Content></xml>",
            "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Content>&e;</Content></xml>",
        })
        {
            Assert.Null(WeChatXml.Read(attack));
        }

        Assert.False(canary.Pending());
    }

    [Fact]
    public void An_entity_bomb_and_a_deep_or_long_document_cost_little()
    {
        var bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">" + string.Concat(Enumerable.Range(0, 20).Select(level => $"<!ENTITY a{level} \"&a;&a;&a;&a;&a;&a;&a;&a;\">")) + "]><xml><C>&a19;</C></xml>";
        var deep = string.Concat(Enumerable.Repeat("<a>", 20_000));
        var wide = $"<xml>{string.Concat(Enumerable.Range(0, 3000).Select(number => $"<a{number}>1</a{number}>"))}</xml>";
        WeChatXml.Read(bomb);

        // The least of several: what else the machine does at that moment is not the parser's.
        var least = Enumerable.Range(0, 5).Min(_ =>
        {
            var begun = Stopwatch.GetTimestamp();
            Assert.Null(WeChatXml.Read(bomb));
            Assert.Null(WeChatXml.Read(deep));
            Assert.NotNull(WeChatXml.Read(wide));
            return Stopwatch.GetElapsedTime(begun);
        });
        Assert.True(least < TimeSpan.FromMilliseconds(500), $"{least.TotalMilliseconds} ms");
    }

    [Theory]
    [InlineData("普通文字")]
    [InlineData("]]><Content>伪造</Content><![CDATA[")]
    [InlineData("]]]]>>")]
    [InlineData("a\u0000b\u0001<&>")]
    public void A_reply_is_one_document_whatever_is_said(string text)
    {
        var said = WeChatXml.Read("<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><MsgType>text</MsgType></xml>")!;
        var reply = XDocument.Parse(WeChatXml.Reply(said, text, DateTimeOffset.UnixEpoch)).Root!;

        Assert.Equal(5, reply.Elements().Count());
        Assert.Equal(("o1", "gh_1"), (reply.Element("ToUserName")!.Value, reply.Element("FromUserName")!.Value));
        Assert.Equal(text.Replace("\u0000", "").Replace("\u0001", ""), reply.Element("Content")!.Value);
    }
}
