using System.Net;
using System.Net.Sockets;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.WorkGroup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.WorkGroup;

public sealed class GroupDoorTests : IAsyncLifetime
{
    private readonly CollectingSink sink = new();
    private readonly List<GroupDoor> doors = [];
    private GroupReceiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await GroupReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        doors.ForEach(door => door.Dispose());
        sink.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_OA_is_told_signed_and_what_it_says_it_received_is_delivered()
    {
        var outcome = await Door(WorkGroupKind.Oa).SendAsync(Message(ChannelKind.Oa));

        Assert.Equal((SendVerdict.Accepted, "oa-g1-k1"), (outcome.Verdict, outcome.ProviderId));
        var told = Assert.Single(receiver.Accepted);
        Assert.Equal(("k1", "dispatched", "g1", "20261122000001", "新派工单"), (Word(told, "id"), Word(told, "event"), Word(told, "group"), Word(told, "case"), Word(told, "text")));
        var report = Assert.Single(sink.Reports);
        Assert.Equal((ChannelKind.Oa, "oa-g1-k1", true), (report.Channel, report.ProviderId, report.Delivered));
    }

    [Fact]
    public async Task An_OA_that_does_not_say_so_has_it_but_it_is_not_delivered_yet()
    {
        receiver.Mumble();
        Assert.Equal(SendVerdict.Accepted, (await Door(WorkGroupKind.Oa).SendAsync(Message(ChannelKind.Oa))).Verdict);
        Assert.Empty(sink.Reports);
    }

    [Theory]
    [InlineData(WorkGroupKind.WeCom)]
    [InlineData(WorkGroupKind.DingTalk)]
    public async Task A_robot_is_given_text_as_its_document_says(WorkGroupKind kind)
    {
        Assert.Equal(SendVerdict.Accepted, (await Door(kind).SendAsync(Message(ChannelKind.WorkGroup))).Verdict);
        var told = Assert.Single(receiver.Accepted);
        Assert.Equal(("text", "新派工单"), (Word(told, "msgtype"), told["text"]!["content"]!.ToString()));
        Assert.Equal(0, receiver.Refused);
    }

    [Theory]
    [InlineData(WorkGroupKind.Oa, "HTTP 403")]
    [InlineData(WorkGroupKind.DingTalk, "errcode 310000")]
    public async Task A_wrong_secret_is_refused_for_good(WorkGroupKind kind, string reason)
    {
        var outcome = await Door(kind, secret: "another-secret-entirely").SendAsync(Message(ChannelKind.Oa));

        Assert.Equal((SendVerdict.Refused, reason), (outcome.Verdict, outcome.Reason));
        Assert.Equal((1, 0), (receiver.Refused, receiver.Accepted.Count));
    }

    [Theory]
    [InlineData(WorkGroupKind.Oa, 429, SendVerdict.Later)]
    [InlineData(WorkGroupKind.Oa, 503, SendVerdict.Later)]
    [InlineData(WorkGroupKind.Oa, 500, SendVerdict.Later)]
    [InlineData(WorkGroupKind.Oa, 404, SendVerdict.Refused)]
    [InlineData(WorkGroupKind.WeCom, 429, SendVerdict.Later)]
    [InlineData(WorkGroupKind.WeCom, 502, SendVerdict.Unknown)]
    public async Task A_failing_side_is_tried_again_where_that_cannot_post_it_twice(WorkGroupKind kind, int status, SendVerdict verdict)
    {
        receiver.Fail(status);
        Assert.Equal(verdict, (await Door(kind).SendAsync(Message(ChannelKind.Oa))).Verdict);
        Assert.Empty(receiver.Accepted);
    }

    [Theory]
    [InlineData("{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}", SendVerdict.Later)]
    [InlineData("{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}", SendVerdict.Refused)]
    [InlineData("<html>", SendVerdict.Unknown)]
    [InlineData("[]", SendVerdict.Unknown)]
    public async Task A_robots_codes_have_their_meaning(string answer, SendVerdict verdict)
    {
        receiver.Say(answer);
        Assert.Equal(verdict, (await Door(WorkGroupKind.WeCom).SendAsync(Message(ChannelKind.WorkGroup))).Verdict);
    }

    [Theory]
    [InlineData(WorkGroupKind.Oa, SendVerdict.Later)]
    [InlineData(WorkGroupKind.DingTalk, SendVerdict.Unknown)]
    public async Task A_side_that_takes_it_and_says_nothing_is_left_after_a_while(WorkGroupKind kind, SendVerdict verdict)
    {
        receiver.Keep();
        Assert.Equal(verdict, (await Door(kind, timeout: TimeSpan.FromSeconds(1)).SendAsync(Message(ChannelKind.Oa))).Verdict);
    }

    [Fact]
    public async Task One_that_is_not_there_is_tried_again_and_an_unknown_group_is_not()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)nobody.LocalEndpoint).Port}/";
        nobody.Stop();

        Assert.Equal(SendVerdict.Later, (await Door(WorkGroupKind.WeCom, url: address).SendAsync(Message(ChannelKind.WorkGroup))).Verdict);
        Assert.Equal(SendVerdict.Refused, (await Door(WorkGroupKind.WeCom).SendAsync(Message(ChannelKind.WorkGroup) with { To = "g2" })).Verdict);
    }

    [Fact]
    public void A_private_address_must_be_allowed_and_secrets_are_long()
    {
        var options = new ChannelOptions { WorkGroups = [new WorkGroupOptions { Name = "a b", Kind = WorkGroupKind.Oa, Url = "http://oa.example/", Secret = "short" }] };
        var said = Assert.Throws<ArgumentException>(() => new Microsoft.Extensions.DependencyInjection.ServiceCollection().AddHotlineChannels(options)).Message;
        Assert.All(["letters, digits and hyphens", "https address", "16 characters"], words => Assert.Contains(words, said, StringComparison.Ordinal));
    }

    private static string? Word(System.Text.Json.Nodes.JsonNode told, string name) => told[name]?.ToString();

    private static OutboundMessage Message(ChannelKind channel) => new() { Channel = channel, Key = "k1", To = "g1", Text = "新派工单", Kind = "dispatched", CaseNumber = "20261122000001" };

    private GroupDoor Door(WorkGroupKind kind, string secret = GroupReceiver.Secret, TimeSpan? timeout = null, string? url = null)
    {
        var options = new WorkGroupOptions
        {
            Name = "g1",
            Kind = kind,
            Url = url ?? kind switch { WorkGroupKind.WeCom => receiver.WeCom, WorkGroupKind.DingTalk => receiver.DingTalk, WorkGroupKind.Oa => receiver.Oa },
            Secret = secret,
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            MessagesPerMinute = 0,
        };
        var desk = new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance);
        doors.Add(new GroupDoor(options.Channel, [options], desk, new ChannelBoard(TimeProvider.System), TimeProvider.System));
        return doors[^1];
    }
}
