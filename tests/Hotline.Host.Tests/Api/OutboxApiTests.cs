using System.Net;
using System.Text.Json;
using Hotline.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Api;

public sealed class OutboxApiTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_dead_letter_is_listed_sent_again_on_a_persons_word_and_its_delivery_reported()
    {
        await using var product = new TestProduct();
        product.Sender.Configured = true;
        product.Sender.Says = _ => new SendOutcome { Verdict = SendVerdict.Refused, Reason = "smtp 550 5.1.1" };
        await product.InitializeAsync();
        using var leader = await product.SignInAsync("leader");
        using var agent = await product.SignInAsync("agent1");
        await product.ReceiveAsync(Mail("m-1"));

        var dead = (await UntilAsync(leader, "/api/notices?state=failed", list => list.GetArrayLength() == 1)).EnumerateArray().Single();
        Assert.Equal(("receipt", "email", "smtp 550 5.1.1", 1), (dead.Text("kind"), dead.Text("medium"), dead.Text("reason"), dead.GetProperty("attempts").GetInt32()));
        Assert.Equal(0, (await leader.GetAsync("/api/notices?state=sent")).GetArrayLength());
        var resend = $"/api/notices/{dead.Text("id")}/resend";
        await agent.PostAsync(resend, new { }, HttpStatusCode.Forbidden);
        await leader.PostAsync($"/api/notices/{Guid.NewGuid()}/resend", new { }, HttpStatusCode.NotFound);

        product.Sender.Says = null;
        await leader.PostAsync(resend, new { }, HttpStatusCode.NoContent);
        await UntilAsync(leader, "/api/notices?state=sent", list => list.GetArrayLength() == 1);
        Assert.Equal(dead.Text("id")!.Replace("-", "", StringComparison.Ordinal), Assert.Single(product.Sender.Sent).Key);
        await leader.PostAsync(resend, new { }, HttpStatusCode.Conflict);
        var seen = await leader.GetAsync($"/api/cases/{dead.Text("caseNumber")}");
        Assert.Contains(seen.List("history"), entry => entry.Text("act") == "notice.resend");

        await product.Services.GetRequiredService<IInboundMessageSink>().AcceptAsync(
            new DeliveryReport
            {
                Channel = ChannelKind.Email, ProviderId = $"p-{product.Sender.Sent.Single().Key}", Delivered = true, State = "delivered", ReceivedAt = TimeProvider.System.GetUtcNow(),
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(dead.Text("id"), (await leader.GetAsync("/api/notices?state=delivered")).EnumerateArray().Single().Text("id"));
    }

    [Fact]
    public async Task What_waits_says_why_and_goes_at_once_on_a_persons_word()
    {
        await using var product = new TestProduct();
        product.Sender.Configured = true;
        product.Sender.Says = _ => new SendOutcome { Verdict = SendVerdict.Later, Reason = "our own rate limit" };
        await product.InitializeAsync();
        using var leader = await product.SignInAsync("leader");
        await product.ReceiveAsync(Mail("m-1"));
        var waiting = (await UntilAsync(leader, "/api/notices?state=queued", list => list.EnumerateArray().Any(row => row.Text("reason") == "our own rate limit"))).EnumerateArray().Single();

        product.Sender.Says = null;
        await leader.PostAsync($"/api/notices/{waiting.Text("id")}/resend", new { }, HttpStatusCode.NoContent);
        await UntilAsync(leader, "/api/notices?state=sent", list => list.GetArrayLength() == 1);
        Assert.Single(product.Sender.Sent);
    }

    private static InboundMessage Mail(string id) => new()
    {
        Channel = ChannelKind.Email,
        ExternalId = id,
        From = "wang@example.org",
        To = "12345@rongjiang.example",
        Subject = "路灯",
        Text = "晚上不亮",
        Acknowledge = true,
        ReceivedAt = TimeProvider.System.GetUtcNow(),
    };

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
