using System.Net;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Api;

/// <summary>The life of cases over HTTP, from the call to the citizen's word.</summary>
public sealed class CaseLifeTests(TestProduct product) : IClassFixture<TestProduct>
{
    private const string BurstPipe = "010202";

    [Fact]
    public async Task From_the_call_to_a_satisfied_answer()
    {
        using var agent = await product.SignInAsync("agent1");
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var handler = await product.SignInAsync("unit2");
        using var supervisor = await product.SignInAsync("supervisor");
        await using var screen = await LiveScreen.OpenAsync(agent);
        await using var handlersScreen = await LiveScreen.OpenAsync(handler);
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: "13800000021");
        await product.ReportAsync(call.Answered);
        var contactId = (await screen.NextAsync("callAnswered")).Text("contactId");

        var suggestion = await agent.GetAsync($"/api/cases/suggestion?category={BurstPipe}&place=");
        Assert.Equal("water-co", suggestion.GetProperty("unit").Text("id"));
        var registered = await agent.PostAsync("/api/cases", Form(contactId), HttpStatusCode.Created);
        var number = registered.Text("number")!;
        Assert.Equal("registered", registered.Text("state"));

        // Other tests' cases of the same matter may change with it.
        bool IsThis(JsonElement changed) => changed.Text("number") == number;
        await screen.NextAsync("caseChanged", IsThis);

        var dispatched = await dispatcher.PostAsync($"/api/cases/{number}/dispatch", new { version = registered.Version(), unitId = "water-co" });
        Assert.Equal("dispatched", dispatched.Text("state"));
        Assert.Equal("dispatched", (await handlersScreen.NextAsync("caseChanged", IsThis)).Text("state"));

        var signed = await handler.PostAsync($"/api/cases/{number}/sign", new { version = dispatched.Version() });
        var unseen = await handler.PostAsync($"/api/cases/{number}/reply", new { version = signed.Version(), text = "已修复。", outcome = "solved" }, HttpStatusCode.Conflict);
        Assert.Equal(("not-allowed", "hanjiang-2016/11c"), (unseen.Text("code"), unseen.Text("clause")));
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[1024 * 1024]];
        await handler.PutUpAsync($"/api/cases/{number}/photos/", new byte[100], "image/jpeg", HttpStatusCode.BadRequest);
        var photo = await handler.PutUpAsync($"/api/cases/{number}/photos/", picture, "image/jpeg");
        var onSite = await handler.PostAsync(
            $"/api/cases/{number}/on-site",
            new { version = signed.Version(), place = "六一路与延宁路口", note = "已围挡", longitude = 119.12, latitude = 25.45, accuracyMetres = 8, photoIds = new[] { photo.Text("id") } });
        var replied = await handler.PostAsync($"/api/cases/{number}/reply", new { version = onSite.Version(), text = "水管已修复，恢复供水。", outcome = "solved" });
        Assert.Equal("replied", replied.Text("state"));
        Assert.Equal(JsonValueKind.Null, replied.GetProperty("survey").ValueKind);

        var closed = await dispatcher.PostAsync($"/api/cases/{number}/close", new { version = replied.Version(), outcome = "solved" });
        Assert.Equal("closed", closed.Text("state"));
        var notices = product.Services.GetRequiredService<INoticeDesk>();
        await notices.DispatchDueAsync(CancellationToken.None);
        Assert.Equal("held", (await supervisor.GetAsync($"/api/cases/{number}")).GetProperty("survey").Text("state"));
        var held = Assert.Single((await supervisor.GetAsync($"/api/notices?case={number}")).EnumerateArray());
        Assert.Equal(("held", "sms-not-configured"), (held.Text("state"), held.Text("reason")));
        Assert.Empty(product.Sender.Sent);

        product.Sender.Configured = true;
        await notices.DispatchDueAsync(CancellationToken.None);
        var message = Assert.Single(product.Sender.Sent);
        Assert.Equal("13800000021", message.To);
        await product.ReceiveAsync(new InboundMessage
        {
            Channel = ChannelKind.Sms,
            ExternalId = "mo-1",
            From = "13800000021",
            To = $"12345{message.ExtensionCode}",
            ExtensionCode = message.ExtensionCode,
            Text = "1",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
        });

        var archived = await supervisor.GetAsync($"/api/cases/{number}");
        Assert.Equal(("archived", "satisfied"), (archived.Text("state"), archived.GetProperty("survey").Text("answer")));
        Assert.Equal(archived.List("history").Length, archived.List("history").Select(entry => entry.GetProperty("seq").GetInt32()).Distinct().Count());
    }

    [Fact]
    public async Task Every_missing_field_is_named()
    {
        using var agent = await product.SignInAsync("agent1");

        var problem = await agent.PostAsync("/api/cases", new { hazard = true }, HttpStatusCode.BadRequest);

        Assert.Equal("invalid", problem.Text("code"));
        Assert.Equal(
            ["categoryCode", "place", "requestType", "requesterPhone", "text"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"hazard":"yes"}""", "hazard")]
    [InlineData("""{"contactId":"none"}""", "contactId")]
    public async Task A_field_of_the_wrong_kind_is_named(string body, string field)
    {
        using var agent = await product.SignInAsync("agent1");

        var problem = await agent.PostAsync("/api/cases", JsonElement.Parse(body), HttpStatusCode.BadRequest);

        Assert.Equal("invalid", problem.Text("code"));
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task The_same_key_registers_one_case()
    {
        using var agent = await product.SignInAsync("agent1");
        var form = Form(null, phone: "13800000022");

        var first = await agent.PostAsync("/api/cases", form, HttpStatusCode.Created, "key-1");
        var again = await agent.PostAsync("/api/cases", form, HttpStatusCode.OK, "key-1");

        Assert.Equal(first.Text("number"), again.Text("number"));
        Assert.Equal(1, (await agent.GetAsync("/api/cases?q=13800000022")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Without_a_key_nothing_is_registered()
    {
        using var agent = await product.SignInAsync("agent1");

        var (status, problem) = await agent.AskAsync(HttpMethod.Post, "/api/cases", Form(null, phone: "13800000023"));

        Assert.Equal((HttpStatusCode.BadRequest, "idempotency-key"), (status, problem.Text("code")));
    }

    [Fact]
    public async Task An_act_on_an_old_version_says_what_changed()
    {
        using var agent = await product.SignInAsync("agent1");
        var registered = await agent.PostAsync("/api/cases", Form(null, phone: "13800000024"), HttpStatusCode.Created);
        var path = $"/api/cases/{registered.Text("number")}/dispatch";
        await agent.PostAsync(path, new { version = registered.Version(), unitId = "water-co" });

        var problem = await agent.PostAsync(path, new { version = registered.Version(), unitId = "urban-mgmt" }, HttpStatusCode.Conflict);

        Assert.Equal("changed-meanwhile", problem.Text("code"));
        Assert.True(problem.Version() > registered.Version());
        Assert.NotEmpty(problem.List("since"));
    }

    [Fact]
    public async Task An_act_that_the_state_does_not_allow_names_those_it_does()
    {
        using var dispatcher = await product.SignInAsync("dispatcher");
        var registered = await dispatcher.PostAsync("/api/cases", Form(null, phone: "13800000025"), HttpStatusCode.Created);

        var problem = await dispatcher.PostAsync(
            $"/api/cases/{registered.Text("number")}/close", new { version = registered.Version(), outcome = "solved" }, HttpStatusCode.Conflict);

        Assert.Equal("not-allowed", problem.Text("code"));
        Assert.Equal(["dispatch", "set-limit", "supplement", "merge"], problem.List("acts").Select(act => act.Text("act")));
    }

    [Fact]
    public async Task Another_units_case_is_not_there()
    {
        using var agent = await product.SignInAsync("agent1");
        using var other = await product.SignInAsync("unit1");
        var registered = await agent.PostAsync("/api/cases", Form(null, phone: "13800000026"), HttpStatusCode.Created);
        var path = $"/api/cases/{registered.Text("number")}";
        await agent.PostAsync($"{path}/dispatch", new { version = registered.Version(), unitId = "water-co" });

        await other.GetAsync(path, HttpStatusCode.NotFound);
        await other.PostAsync($"{path}/sign", new { version = 2 }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_state_that_is_none_is_refused()
    {
        using var agent = await product.SignInAsync("agent1");

        Assert.Equal("invalid", (await agent.GetAsync("/api/cases?state=Dispatched", HttpStatusCode.BadRequest)).Text("code"));
        await agent.GetAsync("/api/cases?state=follow-up&q=&unit=&late=&mine=&page=&size=");
    }

    private static object Form(string? contactId, string? phone = null) => new
    {
        contactId,
        requestType = "complaint",
        categoryCode = BurstPipe,
        place = "六一路与延宁路口",
        text = "自来水管爆裂，路面积水。",
        confidential = false,
        hazard = true,
        requesterName = "王女士",
        requesterPhone = phone,
    };
}

/// <summary>Reading cases.</summary>
internal static class CaseAnswers
{
    public static int Version(this JsonElement element) => element.GetProperty("version").GetInt32();
}
