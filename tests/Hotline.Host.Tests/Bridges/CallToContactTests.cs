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
    public async Task How_well_each_phone_was_heard_is_kept_with_the_recording_and_the_worst_come_first()
    {
        var fine = new Telephony.LegQuality { Received = 3000, Lost = 0, Jitter = TimeSpan.FromMilliseconds(1.24), Sent = 3000, LostByPhone = null, RoundTrip = null, Opinion = 4.4095 };
        var bad = new Telephony.LegQuality { Received = 2850, Lost = 150, Jitter = TimeSpan.FromMilliseconds(20), Sent = 3000, LostByPhone = 30, RoundTrip = TimeSpan.FromMilliseconds(80), Opinion = 3.8833 };
        var (good, worse, silent) = (new Calls(Morning.AddHours(3), "13800000031"), new Calls(Morning.AddHours(4), "13800000032"), new Calls(Morning.AddHours(5), "13800000033"));
        using var leader = await product.SignInAsync("leader");
        await product.ReportAsync(good.Ended with { CallerQuality = fine, AgentQuality = fine });
        await product.ReportAsync(worse.Ended with { CallerQuality = bad, AgentQuality = fine });
        await product.ReportAsync(silent.Ended with { CallerQuality = fine with { Received = 0, Opinion = null }, AgentQuality = null });

        var recording = Assert.Single((await leader.GetAsync("/api/recordings?number=13800000032")).List("items"));
        Assert.Equal(3.88, recording.GetProperty("opinion").GetDouble());
        Assert.Equal(
            """[{"party":"citizen","lossPercent":5,"jitterMs":20,"lostByPhonePercent":1,"roundTripMs":80,"opinion":3.88},{"party":"8001","lossPercent":0,"jitterMs":1.2,"lostByPhonePercent":null,"roundTripMs":null,"opinion":4.41}]""",
            recording.GetProperty("sounds").GetRawText());
        recording = Assert.Single((await leader.GetAsync("/api/recordings?number=13800000033")).List("items"));
        Assert.Equal(("null", 0), (recording.GetProperty("opinion").GetRawText(), recording.List("sounds").Length));

        // Those of which nothing was measured are left out: nobody knows where they stand.
        var worst = (await leader.GetAsync("/api/recordings?worstSound=true&from=2026-11-20T03:30:00Z&to=2026-11-20T06:30:00Z")).List("items").Select(row => row.Text("number"));
        Assert.Equal(["13800000032", "13800000031"], worst);
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
