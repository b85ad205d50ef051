using System.Net;

namespace Hotline.Host.Tests.Bridges;

public sealed class CallToContactTests(TestProduct product) : IClassFixture<TestProduct>
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_answered_call_is_a_contact_on_the_agents_screen()
    {
        var call = new Calls(Morning, caller: "13800000011");
        using var agent = await product.SignInAsync("agent1");
        using var other = await product.SignInAsync("agent2");
        await using var screen = await LiveScreen.OpenAsync(agent);
        await using var otherScreen = await LiveScreen.OpenAsync(other);
        await screen.NextAsync("switchboardChanged");
        await otherScreen.NextAsync("switchboardChanged");

        await product.ReportAsync(call.Offered);
        await product.ReportAsync(call.Answered);

        Assert.Equal("13800000011", (await screen.NextAsync("callOffered")).Text("number"));
        var answered = await screen.NextAsync("callAnswered");
        Assert.Equal(call.Id.ToString(), answered.Text("callId"));
        var contact = await agent.GetAsync($"/api/contacts/{answered.Text("contactId")}");
        Assert.Equal("13800000011", contact.Text("number"));
        Assert.Equal("8001", contact.Text("agentId"));
        Assert.Equal("2026-11-20T01:00:05Z", contact.Text("answeredAt"));
        Assert.Equal("2026-11-20T01:15:05Z", contact.GetProperty("registerBy").Text("due"));
        Assert.Equal(call.RecordingId.ToString(), contact.Text("recordingId"));
        Assert.DoesNotContain("callAnswered", otherScreen.Unread());
    }

    [Fact]
    public async Task The_end_of_a_call_closes_the_contact_and_stores_the_recording_once()
    {
        var call = new Calls(Morning.AddHours(1), caller: "13800000012");
        using var agent = await product.SignInAsync("agent1");
        using var leader = await product.SignInAsync("leader");
        await using var screen = await LiveScreen.OpenAsync(agent);
        await product.ReportAsync(call.Answered);

        await product.ReportAsync(call.Ended);
        await product.ReportAsync(call.Ended);

        var contactId = (await screen.NextAsync("callEnded")).Text("contactId");
        var contact = await leader.GetAsync($"/api/contacts/{contactId}");
        Assert.Equal("caller-hung-up", contact.Text("ending"));
        Assert.Equal("2026-11-20T02:01:05Z", contact.Text("endedAt"));
        var recordings = (await leader.GetAsync("/api/recordings?number=13800000012")).List("items");
        var recording = Assert.Single(recordings);
        Assert.Equal(call.RecordingId.ToString(), recording.Text("id"));
        Assert.Equal(60, recording.GetProperty("durationSeconds").GetDouble());
        Assert.True(recording.GetProperty("sealed").GetBoolean());
        Assert.Equal(1, (await leader.GetAsync("/api/contacts?number=13800000012")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_transferred_call_is_the_same_contact_on_the_next_agents_screen()
    {
        var call = new Calls(Morning.AddHours(2), caller: "13800000021");
        using var agent = await product.SignInAsync("agent1");
        using var next = await product.SignInAsync("agent2");
        await using var screen = await LiveScreen.OpenAsync(agent);
        await using var nextScreen = await LiveScreen.OpenAsync(next);
        await product.ReportAsync(call.Answered);
        var first = (await screen.NextAsync("callAnswered")).Text("contactId");

        await product.ReportAsync(new Hotline.Telephony.CallTransferred { At = call.Answered.At.AddMinutes(1), Call = call.Answered with { AgentId = "8002" } });

        Assert.Equal(first, (await nextScreen.NextAsync("callAnswered")).Text("contactId"));
    }

    [Fact]
    public async Task A_call_we_made_is_a_contact_of_whom_we_called_and_none_where_nobody_answered()
    {
        var call = new Calls(Morning.AddHours(3), caller: "12345");
        using var leader = await product.SignInAsync("leader");

        await product.ReportAsync(call.Ended with { Outbound = true, Called = "13800000022" });
        await product.ReportAsync(new Calls(Morning.AddHours(4), caller: "12345").Abandoned with
        {
            Outbound = true,
            Called = "13800000023",
            Ending = Hotline.Telephony.CallEnding.Unanswered,
        });

        Assert.Equal(1, (await leader.GetAsync("/api/contacts?number=13800000022")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await leader.GetAsync("/api/contacts?number=13800000023")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_end_whose_answer_was_never_stored_is_a_whole_contact()
    {
        var call = new Calls(Morning.AddHours(2), caller: "13800000013");
        using var leader = await product.SignInAsync("leader");

        await product.ReportAsync(call.Ended);

        var contact = Assert.Single((await leader.GetAsync("/api/contacts?number=13800000013")).List("items"));
        Assert.Equal("2026-11-20T03:00:05Z", contact.Text("answeredAt"));
        Assert.Single((await leader.GetAsync("/api/recordings?number=13800000013")).List("items"));
    }

    [Fact]
    public async Task An_abandoned_call_is_a_contact_without_a_recording()
    {
        var call = new Calls(Morning.AddHours(3), caller: "13800000014");
        using var leader = await product.SignInAsync("leader");

        await product.ReportAsync(call.Abandoned);

        var summary = Assert.Single((await leader.GetAsync("/api/contacts?number=13800000014")).List("items"));
        var contact = await leader.GetAsync($"/api/contacts/{summary.Text("id")}", HttpStatusCode.OK);
        Assert.Equal("abandoned", contact.Text("ending"));
        Assert.Null(contact.Text("answeredAt"));
        Assert.Null(contact.Text("recordingId"));
        Assert.Empty((await leader.GetAsync("/api/recordings?number=13800000014")).List("items"));
    }
}
