using System.Text;
using Hotline.Channels.Receiving;
using Hotline.Channels.WorkGroup;
using Hotline.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.WorkGroup;

public sealed class GroupCallbackTests : IDisposable
{
    private const string Sign = "{\"id\":\"1\",\"act\":\"sign\",\"case\":\"20261122000001\",\"by\":\"王明\"}";

    private readonly ManualTimeProvider time = new();
    private readonly CollectingSink sink = new();
    private readonly ScriptedWindow window = new();
    private readonly GroupCallback callback;
    private int nonces;

    public GroupCallbackTests() => callback = new GroupCallback(
        [
            new WorkGroupOptions { Name = "oa", Kind = WorkGroupKind.Oa, Url = "https://oa.example/", Secret = GroupReceiver.Secret },
            new WorkGroupOptions { Name = "mute", Kind = WorkGroupKind.WeCom, Url = "https://robot.example/" },
        ],
        new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance),
        new Lazy<IGroupWindow>(window),
        time,
        NullLogger<GroupCallback>.Instance);

    public void Dispose() => sink.Dispose();

    [Fact]
    public async Task A_signed_act_is_done_and_named_back()
    {
        Assert.Equal(200, await CallAsync(Sign));
        Assert.Equal(new GroupAct("oa", "1", "20261122000001", GroupDeed.Sign, "王明", null, null), Assert.Single(window.Acts));

        Assert.Equal(200, await CallAsync("{\"id\":\"2\",\"act\":\"reply\",\"case\":\"20261122000001\",\"by\":\"王明\",\"text\":\"已修好\",\"outcome\":\"solved\"}"));
        Assert.Equal(new GroupAct("oa", "2", "20261122000001", GroupDeed.Reply, "王明", "已修好", "solved"), window.Acts[^1]);
    }

    [Fact]
    public async Task A_receipt_delivers_the_message_it_names()
    {
        Assert.Equal(200, await CallAsync("{\"id\":\"3\",\"act\":\"receipt\",\"notice\":\"k1\"}"));
        var report = Assert.Single(sink.Reports);
        Assert.Equal(("oa-oa-k1", true), (report.ProviderId, report.Delivered));
    }

    [Fact]
    public async Task What_is_forged_stale_or_played_again_is_refused_all_alike()
    {
        var good = GroupReceiver.Headers(Sign, time.GetUtcNow(), "nonce-0001");
        Assert.Equal(200, await CallAsync(Sign, good));
        var refused = new[]
        {
            await CallAsync(Sign, good),
            await CallAsync(Sign, GroupReceiver.Headers(Sign, time.GetUtcNow(), "nonce-0002", "another-secret-entirely")),
            await CallAsync(Sign, GroupReceiver.Headers(Sign + " ", time.GetUtcNow(), "nonce-0003")),
            await CallAsync(Sign, GroupReceiver.Headers(Sign, time.GetUtcNow().AddMinutes(-6), "nonce-0004")),
            await CallAsync(Sign, GroupReceiver.Headers(Sign, time.GetUtcNow().AddMinutes(6), "nonce-0005")),
            await CallAsync(Sign, GroupReceiver.Headers(Sign, time.GetUtcNow(), "short")),
            await CallAsync(Sign, new Dictionary<string, string>(StringComparer.Ordinal)),
            await CallAsync(Sign, GroupReceiver.Headers(Sign, time.GetUtcNow(), "nonce-0006"), "mute"),
            await CallAsync(Sign, GroupReceiver.Headers(Sign, time.GetUtcNow(), "nonce-0007"), "nobody"),
        };

        Assert.All(refused, status => Assert.Equal(403, status));
        Assert.Single(window.Acts);
    }

    [Fact]
    public async Task What_could_not_be_stored_may_come_again_as_it_was()
    {
        window.Fault = new InvalidOperationException("The database is away.");
        var headers = GroupReceiver.Headers(Sign, time.GetUtcNow(), "nonce-0001");
        Assert.Equal(503, await CallAsync(Sign, headers));

        window.Fault = null;
        Assert.Equal(200, await CallAsync(Sign, headers));
        Assert.Equal(403, await CallAsync(Sign, headers));
    }

    [Theory]
    [InlineData("not json", 400)]
    [InlineData("{\"id\":\"1\",\"act\":\"close\",\"case\":\"1\",\"by\":\"x\"}", 400)]
    [InlineData("{\"id\":\"1\",\"act\":\"sign\",\"case\":\"1\"}", 400)]
    [InlineData("{\"id\":\"\",\"act\":\"sign\",\"case\":\"1\",\"by\":\"x\"}", 400)]
    [InlineData("{\"id\":\"1\",\"act\":\"reply\",\"case\":\"1\",\"by\":\"x\"}", 400)]
    [InlineData("{\"id\":\"1\",\"act\":\"receipt\"}", 400)]
    public async Task What_is_missing_is_said(string body, int status)
    {
        Assert.Equal(status, await CallAsync(body));
        Assert.Empty(window.Acts);
    }

    [Theory]
    [InlineData(GroupVerdict.Refused, 409)]
    [InlineData(GroupVerdict.NotFound, 404)]
    public async Task What_the_rules_forbid_is_told(GroupVerdict verdict, int status)
    {
        window.Answer = new GroupAnswer(verdict, "已签收");
        Assert.Equal(status, await CallAsync(Sign));
    }

    [Fact]
    public async Task A_body_without_end_is_not_read() => Assert.Equal(413, await CallAsync(new string('x', 70_000)));

    private async Task<int> CallAsync(string body, IReadOnlyDictionary<string, string>? headers = null, string group = "oa")
    {
        var request = new DefaultHttpContext().Request;
        foreach (var (name, value) in headers ?? GroupReceiver.Headers(body, time.GetUtcNow(), $"nonce-of-{++nonces}"))
        {
            request.Headers[name] = value;
        }

        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return ((IStatusCodeHttpResult)await callback.TakeAsync(group, request)).StatusCode ?? 200;
    }

    private sealed class ScriptedWindow : IGroupWindow
    {
        internal List<GroupAct> Acts { get; } = [];

        internal Exception? Fault { get; set; }

        internal GroupAnswer Answer { get; set; } = new(GroupVerdict.Done, null);

        public ValueTask<GroupAnswer> ActAsync(GroupAct act, CancellationToken cancellationToken)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            Acts.Add(act);
            return ValueTask.FromResult(Answer);
        }
    }
}
