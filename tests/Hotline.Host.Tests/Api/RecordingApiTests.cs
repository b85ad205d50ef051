using System.Net;
using System.Net.Http.Headers;

namespace Hotline.Host.Tests.Api;

public sealed class RecordingApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    private static readonly byte[] Sound = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    [Fact]
    public async Task Without_a_play_no_sound_and_no_picture_leaves()
    {
        var recording = await RecordAsync();
        using var supervisor = await product.SignInAsync("supervisor");

        Assert.Equal("no-play", (await supervisor.GetAsync($"/api/recordings/{recording}/audio", HttpStatusCode.Forbidden)).Text("code"));
        Assert.Equal("no-play", (await supervisor.GetAsync($"/api/recordings/{recording}/audio?play={Guid.NewGuid()}", HttpStatusCode.Forbidden)).Text("code"));
        Assert.Equal("no-play", (await supervisor.GetAsync($"/api/recordings/{recording}/waveform?play={Guid.NewGuid()}", HttpStatusCode.Forbidden)).Text("code"));
    }

    [Fact]
    public async Task A_play_without_a_reason_is_refused()
    {
        var recording = await RecordAsync();
        using var supervisor = await product.SignInAsync("supervisor");

        var problem = await supervisor.PostAsync($"/api/recordings/{recording}/plays", new { reason = " " }, HttpStatusCode.BadRequest);

        Assert.Equal("reason", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_play_is_in_the_audit_trail_and_gives_any_part_of_the_sound()
    {
        var recording = await RecordAsync();
        using var supervisor = await product.SignInAsync("supervisor");

        var play = await supervisor.PostAsync($"/api/recordings/{recording}/plays", new { reason = "质检抽查" }, HttpStatusCode.Created);

        var entry = Assert.Single((await supervisor.GetAsync($"/api/audit?act=recording.play&subject={recording}")).List("items"));
        Assert.Equal("质检抽查", entry.Text("reason"));
        using var request = new HttpRequestMessage(HttpMethod.Get, play.Text("audioUrl"));
        request.Headers.Range = new RangeHeaderValue(100, 199);
        using var response = await supervisor.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("audio/wav", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Sound[100..200], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(40, (await supervisor.GetAsync($"{play.Text("waveformUrl")}&buckets=40")).List("caller").Length);
    }

    [Fact]
    public async Task The_play_of_one_person_is_none_for_another()
    {
        var recording = await RecordAsync();
        using var supervisor = await product.SignInAsync("supervisor");
        using var leader = await product.SignInAsync("leader");

        var play = await supervisor.PostAsync($"/api/recordings/{recording}/plays", new { reason = "质检抽查" }, HttpStatusCode.Created);

        await leader.GetAsync(play.Text("audioUrl")!, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_agent_finds_their_own_only()
    {
        var recording = await RecordAsync();
        using var own = await product.SignInAsync("agent1");
        using var other = await product.SignInAsync("agent2");

        await own.PostAsync($"/api/recordings/{recording}/plays", new { reason = "复核登记内容" }, HttpStatusCode.Created);
        await other.PostAsync($"/api/recordings/{recording}/plays", new { reason = "好奇" }, HttpStatusCode.NotFound);
    }

    private async Task<Guid> RecordAsync()
    {
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: "13800000031");
        await product.ReportAsync(call.Answered);
        await product.ReportAsync(call.Ended);
        lock (product.Archive.Sounds)
        {
            product.Archive.Sounds[call.RecordingId] = (Sound, true);
        }

        return call.RecordingId;
    }
}
