using System.Net;
using Hotline.Telephony;

namespace Hotline.Host.Tests.Api;

public sealed class CustodyApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    private static readonly byte[] Sound = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    [Fact]
    public async Task A_copy_leaves_marked_once_another_has_approved_it()
    {
        var recording = await RecordAsync();
        using var leader = await product.SignInAsync("leader");
        using var supervisor = await product.SignInAsync("supervisor");
        using var agent = await product.SignInAsync("agent1");

        await agent.PostAsync($"/api/recordings/{recording}/exports", new { reason = "自己留" }, HttpStatusCode.Forbidden);
        var asked = await leader.PostAsync($"/api/recordings/{recording}/exports", new { reason = "法院调取" });
        var id = Guid.Parse(asked.Text("id")!);
        await leader.PostAsync($"/api/recording-exports/{id}/copy", null, HttpStatusCode.Conflict);
        await leader.PostAsync($"/api/recording-exports/{id}/approve", new { note = "" }, HttpStatusCode.Forbidden);
        Assert.Contains((await supervisor.GetAsync("/api/recording-exports/to-decide")).EnumerateArray(), one => one.Text("id") == id.ToString());
        Assert.Equal("approved", (await supervisor.PostAsync($"/api/recording-exports/{id}/approve", new { note = "已核对" })).Text("state"));
        await supervisor.PostAsync($"/api/recording-exports/{id}/copy", null, HttpStatusCode.NotFound);

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/recording-exports/{id}/copy");
        request.Headers.Add("X-Hotline", "1");
        using var response = await leader.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        var copy = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Sound.Concat(id.ToByteArray()), copy);
        Assert.Equal(
            ["recording.export", "recording.export-approve", "recording.export-ask"],
            (await supervisor.GetAsync($"/api/audit?subject={recording}")).List("items").Select(entry => entry.Text("act")));
        Assert.Equal(1, Assert.Single((await leader.GetAsync("/api/recording-exports?state=approved")).EnumerateArray()).GetProperty("fetched").GetInt32());
    }

    [Fact]
    public async Task A_supervisor_bans_deletion_and_lifts_that()
    {
        var recording = await RecordAsync();
        using var leader = await product.SignInAsync("leader");
        using var supervisor = await product.SignInAsync("supervisor");

        await leader.PostAsync($"/api/recordings/{recording}/holds", new { reason = "信访" }, HttpStatusCode.Forbidden);
        var hold = await supervisor.PostAsync($"/api/recordings/{recording}/holds", new { reason = "信访" });
        await supervisor.PostAsync($"/api/recordings/{recording}/holds/{hold.Text("id")}/end", new { reason = "" }, HttpStatusCode.BadRequest);
        await supervisor.PostAsync($"/api/recordings/{recording}/holds/{hold.Text("id")}/end", new { reason = "办结" });

        Assert.Equal("办结", Assert.Single((await leader.GetAsync($"/api/recordings/{recording}")).List("holds")).Text("endReason"));
    }

    [Fact]
    public async Task Sound_missing_in_a_recording_is_told_at_once_and_stands_on_a_list()
    {
        using var leader = await product.SignInAsync("leader");
        await using var screen = await LiveScreen.OpenAsync(leader);
        var call = new Calls(TimeProvider.System.GetUtcNow());
        await product.ReportAsync(call.Answered);

        await product.ReportAsync(new RecordingFellShort
        {
            At = call.Answered.At,
            CallId = call.Id,
            RecordingId = call.RecordingId,
            AgentId = "8001",
            Party = RecordedLeg.Citizen,
            Missing = TimeSpan.FromSeconds(4),
        });

        var message = await screen.NextAsync("recordingAlarm");
        Assert.Equal((4, "citizen"), (message.GetProperty("missingSeconds").GetDouble(), message.Text("party")));
        var alarm = (await leader.GetAsync("/api/recording-alarms?state=open")).EnumerateArray().Single(one => one.Text("callId") == call.Id.ToString());
        Assert.Equal("线路抖动", (await leader.PostAsync($"/api/recording-alarms/{alarm.Text("id")}/close", new { note = "线路抖动" })).Text("note"));
        using var agent = await product.SignInAsync("agent1");
        await agent.GetAsync("/api/recording-alarms", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_pause_stands_on_the_timeline()
    {
        var call = new Calls(TimeProvider.System.GetUtcNow());
        var ended = call.Ended;
        await product.ReportAsync(ended with
        {
            Recording = ended.Recording! with
            {
                Legs = [new RecordedLeg { Party = RecordedLeg.Citizen, Talked = TimeSpan.FromSeconds(60), Stored = TimeSpan.FromSeconds(60) }],
                Pauses = [new RecordingPause { From = TimeSpan.FromSeconds(5), To = TimeSpan.FromSeconds(15), Reason = PauseReason.Identity, By = "8001" }],
            },
        });
        using var agent = await product.SignInAsync("agent1");

        var found = await agent.GetAsync($"/api/recordings/{call.RecordingId}");

        Assert.Equal(1, found.GetProperty("completeness").GetDouble());
        var mark = Assert.Single(found.List("marks"));
        Assert.Equal(("pause", 5, 15, "identity", "8001"), (mark.Text("kind"), mark.GetProperty("fromSeconds").GetDouble(), mark.GetProperty("toSeconds").GetDouble(), mark.Text("text"), mark.Text("by")));
    }

    private async Task<Guid> RecordAsync()
    {
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: "13800000041");
        await product.ReportAsync(call.Ended);
        lock (product.Archive.Sounds)
        {
            product.Archive.Sounds[call.RecordingId] = (Sound, true);
        }

        return call.RecordingId;
    }
}
