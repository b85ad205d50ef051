using System.Net;
using Hotline.Host.Tests.Doors;
using Hotline.Telephony;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Api;

/// <summary>Call flows through the front door: who may change them, what a bad one says, and the bridges they ask.</summary>
public sealed class CallFlowApiTests : IAsyncLifetime
{
    private readonly TestProduct product = new();

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task A_notice_is_set_read_and_cleared_by_a_leader_only()
    {
        using var agent = await product.SignInAsync("agent1");
        using var leader = await product.SignInAsync("leader");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.AskAsync(HttpMethod.Put, "/api/call-flows/incident", new { prompts = new[] { "incident-water" } })).Status);
        await agent.GetAsync("/api/call-flows/incident", HttpStatusCode.NoContent);

        var (status, refusal) = await leader.AskAsync(HttpMethod.Put, "/api/call-flows/incident", new { prompts = new[] { "incident-watre" } });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("incident-water", refusal.GetProperty("errors").GetProperty("prompts")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await leader.AskAsync(HttpMethod.Put, "/api/call-flows/incident", new { prompts = new[] { "incident-water" }, numbers = new[] { "12345" } })).Status);
        Assert.Equal("leader", (await agent.GetAsync("/api/call-flows/incident")).Text("setBy"));
        await leader.DeleteAsync("/api/call-flows/incident", HttpStatusCode.NoContent);
        await leader.DeleteAsync("/api/call-flows/incident", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Flows_are_read_again_by_order()
    {
        using var leader = await product.SignInAsync("leader");
        Assert.Equal(1, (await leader.GetAsync("/api/call-flows")).GetProperty("version").GetInt32());
        var taken = await leader.PostAsync("/api/call-flows/reload", null);

        Assert.Equal(2, taken.GetProperty("version").GetInt32());
        Assert.Equal(["default", "consumer", "environment"], taken.List("profiles").Select(profile => profile.Text("name")));
        Assert.Equal("12315", taken.List("profiles")[1].Text("tag"));
    }

    [Fact]
    public async Task A_case_is_known_to_its_requesters_number_and_to_nobody_else()
    {
        using var agent = await product.SignInAsync("agent1");
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: "13800000001");
        await product.ReportAsync(call.Answered);
        await product.ReportAsync(call.Ended with { Tag = "12315", Rating = 4 });
        var contact = (await agent.GetAsync("/api/contacts?number=13800000001")).List("items")[0];
        Assert.Equal(("12315", 4), (contact.Text("tag"), contact.GetProperty("rating").GetInt32()));
        var registered = await agent.PostAsync(
            "/api/cases",
            new { contactId = contact.Text("id"), requestType = "complaint", categoryCode = "other", place = "榕江路1号", text = "路灯不亮", confidential = false, hazard = false },
            HttpStatusCode.Created);
        var number = registered.Text("number")!;
        Assert.Equal("12315", registered.List("contacts")[0].Text("tag"));

        var inquiry = product.Services.GetRequiredService<ICaseInquiry>();
        Assert.NotNull(await inquiry.FindAsync(number, null, "+8613800000001", CancellationToken.None));
        Assert.Null(await inquiry.FindAsync(number, null, "13900000009", CancellationToken.None));
        Assert.Null(await inquiry.FindAsync(number, null, "", CancellationToken.None));
    }

    [Fact]
    public async Task A_case_of_the_web_form_is_known_to_whoever_keys_in_its_query_code()
    {
        using var reporter = new WebReporter(product.Http);
        await reporter.OpenAsync();
        var (_, page) = await reporter.SendAsync(new { what = "路灯不亮", kind = "help", @class = "010201", place = "人民路18号" });
        var (number, code) = (WebReporter.Number(page), WebReporter.Code(page).Replace("-", "", StringComparison.Ordinal));

        var inquiry = product.Services.GetRequiredService<ICaseInquiry>();
        Assert.Matches("^[0-9]{12}$", code);
        Assert.Equal(InquiryState.Registered, await inquiry.FindAsync(number, code, "", CancellationToken.None));
        Assert.Null(await inquiry.FindAsync(number, "000000000000", "", CancellationToken.None));
        Assert.Null(await inquiry.FindAsync("20200101000001", code, "", CancellationToken.None));
        Assert.Null(await inquiry.FindAsync(number, null, "", CancellationToken.None));
    }

    [Fact]
    public async Task A_message_left_is_a_contact_with_its_recording()
    {
        using var leader = await product.SignInAsync("leader");
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: "13800000002");
        await product.ReportAsync(call.Ended with { AnsweredAt = null, AgentId = null, Ending = CallEnding.LeftMessage });

        var contact = (await leader.GetAsync("/api/contacts?number=13800000002")).List("items")[0];
        var whole = await leader.GetAsync($"/api/contacts/{contact.Text("id")}");
        Assert.Equal(("left-message", call.RecordingId.ToString()), (whole.Text("ending"), whole.Text("recordingId")));
    }

    [Fact]
    public void Hours_are_those_of_the_legal_calendar()
    {
        var hours = product.Services.GetRequiredService<ICityHours>();

        // National Day 2026 is off; Saturday 10 October 2026 is worked for it (State Council notice of 2026).
        Assert.False(hours.IsWorkingDay(new DateOnly(2026, 10, 1)));
        Assert.True(hours.IsWorkingDay(new DateOnly(2026, 10, 10)));
        Assert.True(hours.IsOfficeOpen(new DateTimeOffset(2026, 10, 10, 9, 0, 0, TimeSpan.FromHours(8))));
        Assert.False(hours.IsOfficeOpen(new DateTimeOffset(2026, 10, 1, 9, 0, 0, TimeSpan.FromHours(8))));
    }
}
