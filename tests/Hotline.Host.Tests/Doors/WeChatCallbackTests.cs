using System.Net;
using System.Text.RegularExpressions;
using Hotline.Testing;

namespace Hotline.Host.Tests.Doors;

public sealed partial class WeChatCallbackTests
{
    private const string OpenId = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

    [Fact]
    public async Task The_platform_verifies_the_address_and_nobody_else_does()
    {
        await using var product = new TestProduct { Settings = WeChatFollower.Settings("safe") };
        await product.InitializeAsync();
        using var follower = new WeChatFollower(product.Http, OpenId);
        var now = WeChatFollower.Stamp(TimeProvider.System.GetUtcNow());

        Assert.Equal((HttpStatusCode.OK, "5927"), await follower.GetAsync($"?signature={follower.Signed(now, "n1")}&timestamp={now}&nonce=n1&echostr=5927"));
        var old = WeChatFollower.Stamp(TimeProvider.System.GetUtcNow().AddMinutes(-30));
        var refused = new[]
        {
            await follower.GetAsync($"?signature={follower.Signed(now, "n1")}&timestamp={now}&nonce=n2&echostr=5927"),
            await follower.GetAsync($"?signature={follower.Signed(old, "n1")}&timestamp={old}&nonce=n1&echostr=5927"),
            await follower.GetAsync("?echostr=5927"),
        };
        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.Status));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("compatible")]
    [InlineData("safe")]
    public async Task Each_mode_takes_its_own_and_refuses_forged_and_stale_ones_all_alike(string mode)
    {
        await using var product = new TestProduct { Settings = WeChatFollower.Settings(mode) };
        await product.InitializeAsync();
        using var follower = new WeChatFollower(product.Http, OpenId);
        var (now, old) = (WeChatFollower.Stamp(TimeProvider.System.GetUtcNow()), WeChatFollower.Stamp(TimeProvider.System.GetUtcNow().AddHours(-1)));
        var xml = follower.Text("帮助");
        var sealedXml = follower.Encrypted(xml);
        string Envelope(string encrypted) => $"<xml><ToUserName>gh_1</ToUserName>{(mode == "compatible" ? xml[5..^6] : "")}<Encrypt>{encrypted}</Encrypt></xml>";
        string Query(string stamp, string encrypted) =>
            $"?timestamp={stamp}&nonce=n1&signature={follower.Signed(stamp, "n1")}" + (mode == "plain" ? "" : $"&encrypt_type=aes&msg_signature={follower.Signed(stamp, "n1", encrypted)}");

        if (mode == "plain")
        {
            Assert.Contains("12345", (await follower.PostAsync(Query(now, ""), xml)).Body, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("12345", (await follower.SendAsync(xml)).Reply, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await follower.PostAsync(Query(now, sealedXml), Envelope(sealedXml))).Status);
        }

        var changed = sealedXml[..40] + (sealedXml[40] == 'A' ? 'B' : 'A') + sealedXml[41..];
        var bad = new List<(HttpStatusCode Status, string Body)>
        {
            await follower.PostAsync(Query(old, sealedXml), mode == "plain" ? xml : Envelope(sealedXml)),
            await follower.PostAsync("", xml),
            await follower.PostAsync(Query(now, sealedXml).Replace("ignature=", "ignature=0", StringComparison.Ordinal), mode == "plain" ? xml : Envelope(sealedXml)),
            await follower.PostAsync(Query(now, ""), "not xml"),
            await follower.PostAsync(Query(now, ""), "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><xml><MsgType>&e;</MsgType></xml>"),
            await follower.PostAsync(Query(now, ""), new string('x', 70_000)),
        };
        if (mode != "plain")
        {
            bad.Add(await follower.PostAsync(Query(now, ""), xml));
            bad.Add(await follower.PostAsync(Query(now, changed), Envelope(changed)));
            bad.Add(await follower.PostAsync(Query(now, "AAAA"), Envelope("AAAA")));
            bad.Add(await follower.PostAsync(Query(now, sealedXml), Envelope(changed)));
        }

        Assert.All(bad, answer => Assert.Equal(bad[0], answer));
        Assert.Equal(HttpStatusCode.Forbidden, bad[0].Status);
    }

    [Fact]
    public async Task A_message_played_a_thousand_times_is_one_case_with_one_answer()
    {
        await using var product = new TestProduct { Settings = WeChatFollower.Settings("safe") };
        await product.InitializeAsync();
        using var follower = new WeChatFollower(product.Http, OpenId);
        await follower.SayAsync("反映");
        await follower.SayAsync("井盖没了");
        await follower.SayAsync("人民路18号");
        await follower.SayAsync("完成");
        var last = follower.Text("跳过");

        var replies = new System.Collections.Concurrent.ConcurrentBag<string?>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) => replies.Add((await follower.SendAsync(last)).Reply));

        var number = Number().Match(Assert.Single(replies.Distinct())!).Value;
        using var leader = await product.SignInAsync("leader");
        var found = Assert.Single((await leader.GetAsync("/api/cases")).List("items"));
        Assert.Equal((number, "井盖没了", "人民路18号"), (found.Text("number"), found.Text("text"), found.Text("place")));
        Assert.Equal("wechat", Assert.Single((await leader.GetAsync($"/api/cases/{number}")).List("contacts")).Text("medium"));
    }

    [Fact]
    public async Task A_report_goes_on_after_a_restart_and_the_citizen_follows_binds_urges_supplements_and_rates()
    {
        using var folder = new TemporaryFolder();
        await using (var before = new TestProduct { Folder = folder.Path, Settings = WeChatFollower.Settings("safe") })
        {
            await before.InitializeAsync();
            using var writer = new WeChatFollower(before.Http, OpenId);
            await writer.SayAsync("我要反映");
            Assert.Contains("地点", await writer.SayAsync("路灯不亮"), StringComparison.Ordinal);
        }

        await using var product = new TestProduct { Folder = folder.Path, Settings = WeChatFollower.Settings("safe") };
        product.Sender.Configured = true;
        await product.InitializeAsync();
        using var follower = new WeChatFollower(product.Http, OpenId);
        Assert.Contains("照片", await follower.SayAsync("人民路18号"), StringComparison.Ordinal);
        Assert.Contains("手机", await follower.SayAsync("完成"), StringComparison.Ordinal);
        var number = Number().Match((await follower.SayAsync("13800000077"))!).Value;
        using var leader = await product.SignInAsync("leader");
        var opened = await leader.GetAsync($"/api/cases/{number}");
        Assert.Equal(("路灯不亮", "人民路18号", "13800000077"), (opened.Text("text"), opened.Text("place"), opened.GetProperty("requester").Text("phone")));

        Assert.Contains(number, await follower.SayAsync("我的工单"), StringComparison.Ordinal);
        Assert.Contains("催办", await follower.SayAsync($"催办{number}"), StringComparison.Ordinal);
        Assert.Contains("补充", await follower.SayAsync($"补充{number} 已经三天"), StringComparison.Ordinal);
        using var stranger = new WeChatFollower(product.Http, "o-somebody-else");
        Assert.Contains("没有", await stranger.SayAsync("我的工单"), StringComparison.Ordinal);
        Assert.Contains("没有找到", await stranger.SayAsync($"催办{number}"), StringComparison.Ordinal);
        Assert.Equal(["register", "urge", "supplement"], (await leader.GetAsync($"/api/cases/{number}")).List("history").Select(entry => entry.Text("act")));

        await stranger.SayAsync("绑定13800000077");
        var code = Six().Match(product.Sender.Sent.Single(message => message.To == "13800000077").Text).Value;
        Assert.Contains("不正确", await stranger.SayAsync(code == "000000" ? "000001" : "000000"), StringComparison.Ordinal);
        Assert.Contains("已绑定138****0077", await stranger.SayAsync(code), StringComparison.Ordinal);
        Assert.Contains(number, await stranger.SayAsync("我的工单"), StringComparison.Ordinal);
        Assert.Contains("已解除", await stranger.SayAsync("解绑"), StringComparison.Ordinal);
        Assert.Contains("没有", await stranger.SayAsync("我的工单"), StringComparison.Ordinal);

        await CloseAsync(product, number);
        Assert.Contains("感谢", await follower.SayAsync("１"), StringComparison.Ordinal);
        Assert.Equal("archived", (await leader.GetAsync($"/api/cases/{number}")).Text("state"));
    }

    [Fact]
    public async Task A_question_is_answered_by_an_article_and_becomes_a_case_only_where_that_is_no_help()
    {
        await using var product = new TestProduct { Settings = WeChatFollower.Settings("safe") };
        await product.InitializeAsync();
        using var follower = new WeChatFollower(product.Http, OpenId);
        using var leader = await product.SignInAsync("leader");

        var question = follower.Text("请问居住证怎么办理？");
        var answer = (await follower.SendAsync(question)).Reply;
        Assert.Contains("派出所", answer, StringComparison.Ordinal);
        Assert.Contains("未解决", answer, StringComparison.Ordinal);
        Assert.Equal(answer, (await follower.SendAsync(question)).Reply);
        Assert.Empty((await leader.GetAsync("/api/cases")).List("items"));
        var contact = Assert.Single((await leader.GetAsync("/api/contacts")).List("items"));
        Assert.StartsWith("自助答复：居住证办理（residence-permit 第1版）", (await leader.GetAsync($"/api/contacts/{contact.Text("id")}")).Text("subject"), StringComparison.Ordinal);

        Assert.Contains("地点", await follower.SayAsync("未解决"), StringComparison.Ordinal);
        await follower.SayAsync("跳过");
        await follower.SayAsync("完成");
        var number = Number().Match((await follower.SayAsync("跳过"))!).Value;
        var opened = await leader.GetAsync($"/api/cases/{number}");
        Assert.Equal(("consultation", "请问居住证怎么办理？"), (opened.Text("requestType"), opened.Text("text")));

        Assert.Contains("已记录", await follower.SayAsync("人民路18号路灯什么时候修？"), StringComparison.Ordinal);
    }

    private static async Task CloseAsync(TestProduct product, string number)
    {
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var unit = await product.SignInAsync("unit1");
        var unitId = (await unit.GetAsync("/api/session")).GetProperty("unit").Text("id");
        var version = (await dispatcher.GetAsync($"/api/cases/{number}")).GetProperty("version").GetInt32();
        version = (await dispatcher.PostAsync($"/api/cases/{number}/dispatch", new { version, unitId })).GetProperty("version").GetInt32();
        version = (await unit.PostAsync($"/api/cases/{number}/sign", new { version })).GetProperty("version").GetInt32();
        version = (await unit.PostAsync($"/api/cases/{number}/reply", new { version, text = "已修好。", outcome = "solved" })).GetProperty("version").GetInt32();
        await dispatcher.PostAsync($"/api/cases/{number}/close", new { version, outcome = "solved" });
    }

    [GeneratedRegex("20[0-9]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("[0-9]{6}(?=，)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Six();
}
