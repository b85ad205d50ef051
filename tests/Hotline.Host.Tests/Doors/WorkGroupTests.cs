using System.Net;
using System.Text;
using Hotline.Channels;
using Hotline.Channels.Sending;
using Hotline.Channels.Tests.WorkGroup;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Host.Tests.Doors;

/// <summary>A unit's office automation, from the dispatch of a case to its signed reply, over real HTTP in both directions.</summary>
public sealed class WorkGroupTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_dispatched_case_reaches_the_units_OA_which_signs_for_it_and_replies()
    {
        await using var receiver = await GroupReceiver.StartAsync();
        using var policies = new TemporaryFolder();
        CopyFolder(Repository.Path("policies"), policies.Path);
        await File.WriteAllTextAsync(
            policies.File("workgroups.yaml"), "groups:\n  - { name: all-oa, door: oa, units: [city], when: [dispatched, urged, due] }\n", TestContext.Current.CancellationToken);
        await using var product = new TestProduct
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Policies"] = policies.Path,
                ["WorkGroups:all-oa:Kind"] = "oa",
                ["WorkGroups:all-oa:Url"] = receiver.Oa,
                ["WorkGroups:all-oa:Secret"] = GroupReceiver.Secret,
                ["WorkGroups:all-oa:MessagesPerMinute"] = "0",
            },
            Adjust = services => services.Replace(ServiceDescriptor.Singleton<IMessageSender>(
                provider => new MessageSender(new Lazy<IEnumerable<IOutboundDoor>>(provider.GetServices<IOutboundDoor>), TimeProvider.System))),
        };
        await product.InitializeAsync();
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var unit = await product.SignInAsync("unit1");
        using var leader = await product.SignInAsync("leader");
        var unitId = (await unit.GetAsync("/api/session")).GetProperty("unit").Text("id");

        // The first attempt fails: the outbox tries again.
        receiver.Fail(503);
        var opened = await dispatcher.PostAsync(
            "/api/cases",
            new { requestType = "complaint", categoryCode = "other", place = "人民路18号", text = "路灯不亮", requesterPhone = "13800000066", confidential = false, hazard = false },
            HttpStatusCode.Created);
        var number = opened.Text("number")!;
        await dispatcher.PostAsync($"/api/cases/{number}/dispatch", new { version = opened.GetProperty("version").GetInt32(), unitId });
        await UntilAsync(async () => (await leader.GetAsync($"/api/notices?case={number}")).EnumerateArray().Any(notice => notice.Text("state") == "delivered"));

        var told = Assert.Single(receiver.Accepted);
        Assert.Equal((number, "dispatched"), (told["case"]!.ToString(), told["event"]!.ToString()));
        Assert.DoesNotContain("13800000066", told.ToJsonString(), StringComparison.Ordinal);
        var notice = Assert.Single((await leader.GetAsync($"/api/notices?case={number}")).EnumerateArray().ToArray());
        Assert.Equal(("oa", 2), (notice.Text("medium"), notice.GetProperty("attempts").GetInt32()));

        using var http = new HttpClient { BaseAddress = product.Http };
        var sign = $"{{\"id\":\"oa-1\",\"act\":\"sign\",\"case\":\"{number}\",\"by\":\"王明\"}}";
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(http, sign, "nonce-0", "another-secret-entirely"));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(http, sign, "nonce-0001"));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(http, sign, "nonce-0001"));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(http, sign, "nonce-0002"));
        Assert.Equal(HttpStatusCode.Conflict, await CallAsync(http, sign.Replace("oa-1", "oa-2", StringComparison.Ordinal), "nonce-0003"));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(http, sign.Replace(number, "20260101000001", StringComparison.Ordinal), "nonce-0004"));
        var reply = $"{{\"id\":\"oa-3\",\"act\":\"reply\",\"case\":\"{number}\",\"by\":\"王明\",\"text\":\"已修好。\",\"outcome\":\"solved\"}}";
        Assert.Equal(HttpStatusCode.Conflict, await CallAsync(http, reply.Replace("solved", "done", StringComparison.Ordinal), "nonce-0005"));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(http, reply, "nonce-0006"));

        var seen = await leader.GetAsync($"/api/cases/{number}");
        Assert.Equal(("replied", "已修好。"), (seen.Text("state"), seen.GetProperty("reply").Text("text")));
        Assert.Equal("王明（all-oa）", seen.List("history").Single(entry => entry.Text("act") == "sign").Text("actor"));
    }

    private static async Task<HttpStatusCode> CallAsync(HttpClient http, string body, string nonce, string secret = GroupReceiver.Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/doors/workgroup/all-oa") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in GroupReceiver.Headers(body, TimeProvider.System.GetUtcNow(), nonce, secret))
        {
            request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await wanted())
        {
            await Task.Delay(100, deadline.Token);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
