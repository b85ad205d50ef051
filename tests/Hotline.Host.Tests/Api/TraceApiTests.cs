using System.Net;
using Hotline.Telephony;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Host.Tests.Api;

public sealed class TraceApiTests : IAsyncLifetime
{
    private readonly FakeTraceDesk desk = new();
    private readonly TestProduct product;

    public TraceApiTests() => product = new TestProduct { Adjust = services => services.Replace(ServiceDescriptor.Singleton<ICallTraceDesk>(desk)) };

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task A_supervisor_traces_calls_and_every_step_stands_in_the_audit_trail()
    {
        using var supervisor = await product.SignInAsync("supervisor");
        var call = desk.Standing;

        Assert.Equal(HttpStatusCode.BadRequest, (await supervisor.AskAsync(HttpMethod.Put, "/api/traces/next", new { calls = 51 })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await supervisor.AskAsync(HttpMethod.Put, "/api/traces/next", new { calls = 3 })).Status);
        await supervisor.PostAsync($"/api/traces/{Guid.Empty}", new { }, HttpStatusCode.NotFound);
        await supervisor.PostAsync($"/api/traces/{call}", new { }, HttpStatusCode.NoContent);
        var list = await supervisor.GetAsync("/api/traces");
        Assert.Equal((3, 50), (list.GetProperty("waiting").GetInt32(), list.GetProperty("most").GetInt32()));
        Assert.Equal(call.ToString(), Assert.Single(list.GetProperty("traces").EnumerateArray()).Text("callId"));

        var message = Assert.Single((await supervisor.GetAsync($"/api/traces/{call}")).GetProperty("messages").EnumerateArray());
        Assert.Equal(("citizen", "INVITE", false), (message.Text("party"), message.Text("summary"), message.GetProperty("isOurs").GetBoolean()));
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(supervisor.Address, $"/api/traces/{call}/text"));
        using var file = await supervisor.SendAsync(asked);
        Assert.Equal($"sip-{call}.txt", file.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(
            $"# call {call}, 1 messages, 0 not kept; secrets are struck out\n\n1970-01-01T00:00:00.000000Z from citizen 192.0.2.7:5060 UDP\nINVITE sip:12345@h SIP/2.0\nCall-ID: c\n",
            await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        await supervisor.DeleteAsync($"/api/traces/{call}", HttpStatusCode.NoContent);
        await supervisor.DeleteAsync($"/api/traces/{call}", HttpStatusCode.NotFound);
        await supervisor.GetAsync($"/api/traces/{call}", HttpStatusCode.NotFound);
        await supervisor.GetAsync($"/api/traces/{call}/text", HttpStatusCode.NotFound);

        var acts = (await supervisor.GetAsync("/api/audit")).GetProperty("items").EnumerateArray().Select(entry => (entry.Text("act"), entry.Text("subject"))).ToList();
        string subject = call.ToString();
        Assert.Equal([("trace.delete", subject), ("trace.export", subject), ("trace.read", subject), ("trace.begin", subject), ("trace.next", "3")], acts);
    }

    [Theory]
    [InlineData("agent1")]
    [InlineData("admin")]
    public async Task Nobody_else_sees_or_orders_one(string user)
    {
        using var other = await product.SignInAsync(user);

        await other.GetAsync("/api/traces", HttpStatusCode.Forbidden);
        await other.GetAsync($"/api/traces/{desk.Standing}", HttpStatusCode.Forbidden);
        await other.GetAsync($"/api/traces/{desk.Standing}/text", HttpStatusCode.Forbidden);
        await other.PostAsync($"/api/traces/{desk.Standing}", new { }, HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.AskAsync(HttpMethod.Put, "/api/traces/next", new { calls = 1 })).Status);
    }

    private sealed class FakeTraceDesk : ICallTraceDesk
    {
        private bool isTraced;

        public CallId Standing { get; } = CallId.At(DateTimeOffset.UnixEpoch);

        public int Waiting { get; private set; }

        public IReadOnlyList<CallTraceSummary> Traces => isTraced ? [new CallTraceSummary(Standing, DateTimeOffset.UnixEpoch, false, 1)] : [];

        public void TraceNext(int calls) => Waiting = calls;

        public bool Begin(CallId call) => isTraced |= call == Standing;

        public CallTrace? Find(CallId call) => !isTraced || call != Standing ? null : new CallTrace(
            call,
            DateTimeOffset.UnixEpoch,
            false,
            [new TracedMessage(DateTimeOffset.UnixEpoch, "citizen", "192.0.2.7:5060", "UDP", false, "INVITE", "INVITE sip:12345@h SIP/2.0\r\nCall-ID: c\r\n\r\n")],
            0);

        public bool Forget(CallId call) => call == Standing && isTraced && !(isTraced = false);
    }
}
