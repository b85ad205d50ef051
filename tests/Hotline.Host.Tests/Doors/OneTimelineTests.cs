using System.Globalization;
using System.Text.Json;
using Hotline.Channels;
using Hotline.Channels.Tests.Email;

namespace Hotline.Host.Tests.Doors;

/// <summary>One citizen, one matter, three doors; the letterbox is Dovecot's.</summary>
public sealed class OneTimelineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_call_a_WeChat_message_and_mails_are_one_case_and_the_mail_is_answered_where_it_came_from()
    {
        await using var servers = await MailServers.StartAsync();
        var settings = WeChatFollower.Settings("safe");
        foreach (var (key, value) in EmailSettings(servers))
        {
            settings[key] = value;
        }

        await using var product = new TestProduct { Settings = settings };
        product.Sender.Configured = true;
        await product.InitializeAsync();
        using var agent = await product.SignInAsync("agent1");
        using var leader = await product.SignInAsync("leader");

        var call = new Calls(TimeProvider.System.GetUtcNow().AddMinutes(-5), caller: "13800000099");
        await product.ReportAsync(call.Answered);
        var contact = Assert.Single((await leader.GetAsync("/api/contacts?number=13800000099")).List("items")).Text("id");
        var opened = await agent.PostAsync(
            "/api/cases",
            new { contactId = contact, requestType = "complaint", categoryCode = "other", place = "人民路18号", text = "路灯不亮", confidential = false, hazard = false },
            System.Net.HttpStatusCode.Created);
        var number = opened.Text("number")!;

        using var follower = new WeChatFollower(product.Http, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M");
        await follower.SayAsync("绑定13800000099");
        var code = product.Sender.Sent.Single(message => message.To == "13800000099").Text.Split("验证码")[1][..6];
        Assert.Contains("已绑定", await follower.SayAsync(code), StringComparison.Ordinal);
        Assert.Contains(number, await follower.SayAsync("我的工单"), StringComparison.Ordinal);
        await follower.SayAsync($"补充{number} 还有一盏");

        await servers.DeliverAsync(
            $"From: {MailServers.Citizen}\nSubject: {number}\nMessage-ID: <1@city.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n照片见附件\n"
            + "--b\nContent-Type: image/jpeg; name=\"../a.jpg\"\nContent-Transfer-Encoding: base64\n\n/9j/4A==\n--b--\n");
        await servers.DeliverAsync($"From: {MailServers.Citizen}\nSubject: again\nMessage-ID: <2@city.example>\nIn-Reply-To: <1@city.example>\n\nand still dark\n");
        var seen = await UntilAsync(leader, $"/api/cases/{number}", view => view.List("contacts").Length == 4);

        Assert.Equal(["phone", "wechat", "email", "email"], seen.List("contacts").Select(entry => entry.Text("medium")));
        Assert.Equal(["register", "supplement", "supplement", "supplement"], seen.List("history").Select(entry => entry.Text("act")));
        var mail = seen.List("contacts")[2].Text("id");
        Assert.Equal(["a.jpg", "original.eml"], (await leader.GetAsync($"/api/contacts/{mail}/attachments")).EnumerateArray().Select(file => file.Text("fileName")));
        var receipt = await UntilAsync(leader, $"/api/notices?case={number}", list => list.EnumerateArray().Any(notice => notice.Text("state") == "sent"));
        Assert.Equal("email", Assert.Single(receipt.EnumerateArray().ToArray()).Text("medium"));
        var sent = product.Sender.Sent.Single(message => message.Channel == ChannelKind.Email);
        Assert.Equal((MailServers.Citizen, "<1@city.example>"), (sent.To, sent.InReplyTo));

        // In the call the citizen named the mail's address: seen together from now on, and apart again when that turns out wrong.
        var linked = await agent.PostAsync($"/api/contacts/{mail}/identities", new { evidenceContactId = contact, note = "来电时报了邮箱" });
        var link = Assert.Single(linked.EnumerateArray().ToArray());
        Assert.Equal($"contact:{contact}", link.Text("evidence"));
        Assert.Equal(["email", "email", "wechat"], await EarlierMediaAsync(agent, contact!));
        Assert.Equal(2, (await agent.GetAsync($"/api/contacts/{contact}/identities")).GetArrayLength());
        await agent.PostAsync($"/api/contacts/{mail}/identities/end", new { linkId = link.Text("id"), reason = "报错了" });
        Assert.Equal(["wechat"], await EarlierMediaAsync(agent, contact!));
        Assert.Equal(4, (await leader.GetAsync($"/api/cases/{number}")).List("contacts").Length);
    }

    private static async Task<IEnumerable<string?>> EarlierMediaAsync(Seat seat, string contact) =>
        (await seat.GetAsync($"/api/contacts/{contact}")).GetProperty("earlier").List("contacts").Select(row => row.Text("medium")).Order(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string?>> EmailSettings(MailServers servers)
    {
        yield return new("Email:Address", MailServers.Ours);
        foreach (var (section, port) in new[] { ("Imap", servers.ImapPort), ("Smtp", servers.SmtpPort) })
        {
            yield return new($"Email:{section}:Host", "127.0.0.1");
            yield return new($"Email:{section}:Port", port.ToString(CultureInfo.InvariantCulture));
            yield return new($"Email:{section}:Security", "starttls");
            yield return new($"Email:{section}:UserName", MailServers.Ours);
            yield return new($"Email:{section}:Password", MailServers.Password);
            yield return new($"Email:{section}:PinnedCertificate", servers.Certificate);
        }
    }

    private static async Task<JsonElement> UntilAsync(Seat seat, string path, Func<JsonElement, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var seen = await seat.GetAsync(path);
            if (wanted(seen))
            {
                return seen;
            }

            await Task.Delay(100, deadline.Token);
        }
    }
}
