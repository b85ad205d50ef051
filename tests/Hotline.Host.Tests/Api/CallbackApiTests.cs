using System.Net;
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

    private sealed class FakeCallbackDesk : ICallbackDesk
    {
        public static readonly Guid Open = new("11111111-1111-4111-8111-111111111111");
        public static readonly Guid Settled = new("22222222-2222-4222-8222-222222222222");

        public (Guid Id, CallbackState Outcome, string By) Closed { get; private set; }

        public IReadOnlyList<CallbackEntry> Entries { get; } =
        [
            new() { Id = Settled, Number = "1", Kind = CallbackKind.Missed, CallId = new CallId(Settled), At = DateTimeOffset.UnixEpoch, State = CallbackState.Reached },
            new() { Id = Open, Number = "13800138000", Kind = CallbackKind.Requested, CallId = new CallId(Open), At = DateTimeOffset.UnixEpoch },
        ];

        public SwitchboardAnswer Close(Guid id, CallbackState outcome, string by)
        {
            if (id == Open)
            {
                Closed = (id, outcome, by);
            }

            return id == Open ? SwitchboardAnswer.Done : id == Settled ? SwitchboardAnswer.Refused : SwitchboardAnswer.Unknown;
        }
    }
}
