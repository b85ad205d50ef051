using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Hotline.Telephony;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Host.Tests.Api;

public sealed class CallbackApiTests : IAsyncLifetime
{
    private readonly FakeCallbackDesk desk = new();
    private readonly TestProduct product;

    public CallbackApiTests() =>
        product = new TestProduct { Adjust = services => services.Replace(ServiceDescriptor.Singleton<ICallbackDesk>(desk)) };

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task What_is_owed_is_listed_and_settled_once()
    {
        using var agent = await product.SignInAsync("agent1");
        var owed = Assert.Single((await agent.GetAsync("/api/callbacks?state=open")).EnumerateArray());
        Assert.Equal(("13800138000", "requested", "open"), (owed.Text("number"), owed.Text("kind"), owed.Text("state")));

        Assert.Equal(2, (await agent.GetAsync("/api/callbacks")).GetArrayLength());
        await agent.GetAsync("/api/callbacks?state=lost", HttpStatusCode.BadRequest);

        await agent.PostAsync($"/api/callbacks/{FakeCallbackDesk.Open}/result", new { outcome = "not-reached" }, HttpStatusCode.NoContent);
        Assert.Equal((FakeCallbackDesk.Open, CallbackState.NotReached, "agent1"), desk.Closed);
        await agent.PostAsync($"/api/callbacks/{FakeCallbackDesk.Settled}/result", new { outcome = "reached" }, HttpStatusCode.Conflict);
        await agent.PostAsync($"/api/callbacks/{Guid.NewGuid()}/result", new { outcome = "reached" }, HttpStatusCode.NotFound);
        await agent.PostAsync($"/api/callbacks/{FakeCallbackDesk.Open}/result", new { outcome = "rang-again" }, HttpStatusCode.BadRequest);
        await agent.PostAsync($"/api/callbacks/{FakeCallbackDesk.Open}/result", new { }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_owed_is_a_task_that_is_assigned_and_closes_by_what_the_telephone_says()
    {
        using var agent = await product.SignInAsync("agent1");
        using var other = await product.SignInAsync("agent2");
        using var leader = await product.SignInAsync("leader");
        var path = $"/api/callback-tasks/{FakeCallbackDesk.Open}/assignment";
        var task = await TaskAsync(leader, found => found.Text("state") == "open");
        Assert.Equal(("13800138000", "requested", null), (task.Text("number"), task.Text("kind"), task.Text("agentId")));

        await agent.PostAsync(path, new { agentId = "8002" }, HttpStatusCode.Forbidden);
        Assert.Equal("8001", (await agent.PostAsync(path, new { agentId = "8001" })).Text("agentId"));
        Assert.Empty((await other.GetAsync("/api/callback-tasks?state=open")).EnumerateArray());
        await other.PostAsync(path, new { agentId = "8002" }, HttpStatusCode.NotFound);
        await leader.PostAsync(path, new { agentId = "9999" }, HttpStatusCode.BadRequest);
        Assert.Equal("8002", (await leader.PostAsync(path, new { agentId = "8002" })).Text("agentId"));

        var at = DateTimeOffset.UnixEpoch.AddHours(1);
        desk.Entries =
        [
            desk.Entries[0],
            desk.Entries[1] with
            {
                State = CallbackState.Reached,
                ClosedAt = at,
                ClosedBy = "8002",
                Attempts = 2,
                Tried = [new CallbackAttempt(at.AddMinutes(-5), "8002", Reached: false, "无人接听"), new CallbackAttempt(at, "8002", Reached: true, null)],
            },
        ];
        desk.Poke();
        var settled = await TaskAsync(leader, found => found.Text("state") == "reached" && found.Text("number") == "13800138000");
        Assert.Equal([("无人接听", false), (null, true)], settled.List("attempts").Select(attempt => (attempt.Text("note"), attempt.GetProperty("reached").GetBoolean())));
        await leader.PostAsync(path, new { agentId = "8001" }, HttpStatusCode.Conflict);
        await leader.GetAsync("/api/callback-tasks?state=lost", HttpStatusCode.BadRequest);
    }

    // They come by themselves.
    private static async Task<JsonElement> TaskAsync(Seat seat, Func<JsonElement, bool> wanted)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            if ((await seat.GetAsync("/api/callback-tasks")).EnumerateArray().FirstOrDefault(wanted) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "the task does not come");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private sealed class FakeCallbackDesk : ICallbackDesk
    {
        public static readonly Guid Open = new("11111111-1111-4111-8111-111111111111");
        public static readonly Guid Settled = new("22222222-2222-4222-8222-222222222222");

        public (Guid Id, CallbackState Outcome, string By) Closed { get; private set; }

        public IReadOnlyList<CallbackEntry> Entries { get; set; } =
        [
            new() { Id = Settled, Number = "1", Kind = CallbackKind.Missed, CallId = new CallId(Settled), At = DateTimeOffset.UnixEpoch, State = CallbackState.Reached },
            new() { Id = Open, Number = "13800138000", Kind = CallbackKind.Requested, CallId = new CallId(Open), At = DateTimeOffset.UnixEpoch },
        ];

        public event EventHandler? Changed;

        public void Poke() => Changed?.Invoke(this, EventArgs.Empty);

        public SwitchboardAnswer Close(Guid id, CallbackState outcome, string by, string? note = null)
        {
            if (id == Open)
            {
                Closed = (id, outcome, by);
            }

            return id == Open ? SwitchboardAnswer.Done : id == Settled ? SwitchboardAnswer.Refused : SwitchboardAnswer.Unknown;
        }
    }
}
