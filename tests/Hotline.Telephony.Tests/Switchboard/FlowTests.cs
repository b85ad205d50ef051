using Hotline.Telephony.Ivr;
using Hotline.Telephony.Switchboard;
using Hotline.Telephony.Tests.Sip;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Call flows over real SIP: what callers meet, and flows that change while calls go on.</summary>
public sealed class FlowTests : NodeTests
{
    // Long enough to be heard on a busy machine, and over with the first key.
    private const string Low = "[notice, notice, notice, notice, notice, notice, notice, notice, notice, notice]";

    private const string Line = "line: {queue: {music: music}}";

    [Fact]
    public async Task A_branch_has_its_own_line_and_its_calls_are_marked()
    {
        await WriteAsync("queues.yaml", "groups: {general: {}, consumer: {}}\n");
        await WriteAsync("numbers.yaml", "profiles: {consumer: {numbers: \"12315\", flow: flow.yaml, tag: consumers, group: consumer, prompts: {greeting: goodbye}}}\n");
        await WriteFlowAsync("b: {announce: greeting, next: line}, line: {queue: {music: music}}");
        var node = await NodeAsync(options => WithFlow(options) with { QueueFile = Folder.File("queues.yaml"), ProfileFile = Folder.File("numbers.yaml") });
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync("12315");
        await node.Events.WaitForAsync<CallQueued>();
        Assert.Equal("consumer", Assert.Single(node.Switchboard.View.Waiting).Group);

        var agent = await Keep(await node.ReadyPhoneAsync("8001")).RingsAsync();
        Assert.True(agent.Answer());
        Assert.Equal("consumers", (await node.Events.WaitForAsync<CallAnswered>()).Tag);
        await citizen.HangUpAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal(("consumers", "12315"), (ended.Tag, ended.Called));
        Assert.Equal(404, (await Keep(await node.PhoneAsync("2")).TryCallAsync("12316")).Status);
        await node.AllFreedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_recorded_and_a_call_owed(bool endsByKey)
    {
        await WriteFlowAsync("b: {voicemail: {say: greeting, longest: 1min, done: goodbye}}");
        var node = await NodeAsync(WithFlow);
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        citizen.Speak(400);
        await Deadline.Until(() => Directory.Exists(RecordingsOf(node)) && Directory.GetFiles(RecordingsOf(node), "*.wav", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length > 20_000), "nothing is recorded");
        if (endsByKey)
        {
            await citizen.SendInfoAsync('#');
            await citizen.Ended.InTime();
        }
        else
        {
            await citizen.HangUpAsync();
        }

        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.LeftMessage, null, null), (ended.Ending, ended.AnsweredAt, ended.AgentId));
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(ended.Recording!.RecordingId, Deadline.Token()));
        Assert.True(ended.Recording.Duration > TimeSpan.FromSeconds(0.5), $"{ended.Recording}");
        var owed = Assert.Single(node.Callbacks.Entries);
        Assert.Equal((CallbackKind.Message, "13800138000", CallbackState.Open, ended.CallId), (owed.Kind, owed.Number, owed.State, owed.CallId));
        await node.AllFreedAsync();
    }

    [Theory]
    [InlineData('1', 5)]
    [InlineData(null, null)]
    public async Task After_the_agent_has_hung_up_the_caller_rates_by_a_key(char? key, int? score)
    {
        await WriteFlowAsync(Line, "rating: {ask: menu, keys: {1: 5, 2: 1}, thanks: goodbye, wait: 30s}\n");
        var node = await NodeAsync(WithFlow);
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await agent.HangUpAsync();
        await node.Events.WaitForAsync<CallControlled>(act => act.Act == CallAct.AskedToRate);

        // The agent is free while the caller still answers, and nobody takes the call over.
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent waits for the rating");
        Assert.Equal(SwitchboardAnswer.Refused, await node.Switchboard.OrderAsync((await node.Events.WaitForAsync<CallAnswered>()).CallId, new TransferCall("agent-8001"), Deadline.Token()));
        if (key is { } pressed)
        {
            await citizen.SendInfoAsync(pressed);
            await citizen.Ended.InTime();
        }
        else
        {
            await citizen.HangUpAsync();
        }

        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((score, CallEnding.AgentHungUp, "agent-8001"), (ended.Rating, ended.Ending, ended.AgentId));
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(ended.Recording!.RecordingId, Deadline.Token()));
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_transfer_by_the_flow_reaches_whom_it_names_or_goes_on_to_the_line()
    {
        await WriteFlowAsync($$"""b: {menu: {say: {{Low}}, keys: {1: expert}, otherwise: line} }, expert: {transfer: {to: agent-8002, otherwise: line} }, """ + Line);
        var node = await NodeAsync(WithFlow);
        var expert = Keep(await node.ReadyPhoneAsync("8002"));
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetNotReadyAsync("agent-8002", "break", Deadline.Token()));
        var phone = Keep(await node.PhoneAsync("1"));

        var first = await phone.CallAsync();
        await first.Ear.HearsAsync(1000);
        await first.SendInfoAsync('1');
        var answers = await expert.RingsAsync();
        Assert.True(answers.Answer());
        Assert.Equal("agent-8002", (await node.Events.WaitForAsync<CallAnswered>()).AgentId);
        await answers.HangUpAsync();
        await first.Ended.InTime();

        await Deadline.Until(() => node.StateOf("agent-8002") == AgentState.NotReady, "the expert is not free again");
        expert.Refusal = 486;
        var second = await phone.CallAsync();
        await second.Ear.HearsAsync(1000);
        await second.SendInfoAsync('1');
        await node.Events.WaitForAsync<CallQueued>();
        await second.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_notice_of_an_incident_is_heard_from_the_next_call_on_and_outlives_a_restart()
    {
        await WriteFlowAsync(Line);
        var node = await NodeAsync(WithFlow);
        var notice = new IncidentNotice { Prompts = [.. Enumerable.Repeat("notice", 10)], SetBy = "leader", SetAt = DateTimeOffset.UnixEpoch };
        Assert.Equal("prompts: there is no prompt \"notise\"; did you mean \"notice\"?", node.Flows.SetIncident(notice with { Prompts = ["notise"] }));
        Assert.Equal("until: expected a moment to come", node.Flows.SetIncident(notice with { Until = DateTimeOffset.UnixEpoch }));
        Assert.Null(node.Flows.SetIncident(notice));

        var phone = Keep(await node.PhoneAsync("1"));
        var citizen = await phone.CallAsync();
        await citizen.Ear.HearsAsync(1000);
        await citizen.HangUpAsync();
        await node.AllFreedAsync();
        Assert.Empty(node.Events.All<CallQueued>());

        await node.StopAsync();
        var next = await NodeAsync(WithFlow);
        Assert.Equal(notice.Prompts, next.Flows.Incident!.Prompts);
        Assert.True(next.Flows.ClearIncident());
        Assert.False(next.Flows.ClearIncident());
        var other = await Keep(await next.PhoneAsync("2")).CallAsync();
        await other.Ear.HearsAsync(1300);
        await other.HangUpAsync();
        await next.AllFreedAsync();
    }

    [Fact]
    public async Task Flows_and_queues_change_while_calls_go_on_and_a_bad_file_changes_nothing()
    {
        await WriteAsync("queues.yaml", "groups: {general: {}}\n");
        await WriteFlowAsync("line: {queue: {music: music, group: general}}");
        var node = await NodeAsync(options => WithFlow(options) with { QueueFile = Folder.File("queues.yaml") });
        var phone = Keep(await node.PhoneAsync("1"));
        var waiting = await phone.CallAsync();
        var since = Assert.Single(await WaitingAsync(node, 1)).Since;

        // Noticed by itself: nobody orders it.
        await WriteAsync("queues.yaml", "groups: {other: {}, general: {}}\n");
        await WriteFlowAsync("b: {voicemail: {say: greeting, longest: 1min}}");
        await Deadline.Until(() => node.Flows.View.Version > 1, "the change was not noticed");
        await Deadline.Until(() => node.Flows.Reload().Count == 0, "the files are not whole yet");

        var caller = Assert.Single(await WaitingAsync(node, 1));
        Assert.Equal(("general", since), (caller.Group, caller.Since));
        var message = await phone.CallAsync();
        await node.Events.WaitForAsync<CallArrived>(occurrence: 2);
        var version = node.Flows.View.Version;

        await WriteFlowAsync("b: {voicemail: {say: greetin}}");
        Assert.Equal(
            $"{Folder.File("flow.yaml")}:4:25: steps.b.voicemail.say: expected a prompt; there is no greetin.wav in the prompt folders; did you mean \"greeting\"?",
            Assert.Single(node.Flows.Reload()));
        Assert.Equal(version, node.Flows.View.Version);
        Assert.Single(node.Flows.View.Refused);
        await message.HangUpAsync();

        // The first caller is still led by the flow they began with, to an agent.
        var agent = await Keep(await node.ReadyPhoneAsync("8001")).RingsAsync();
        Assert.True(agent.Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await waiting.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_caller_may_hang_up_in_every_state_of_the_flow()
    {
        var high = $"[{string.Join(", ", Enumerable.Repeat("music", 50))}]";
        await WriteFlowAsync(
            $$$"""
            b: {language: {say: {{{Low}}}, keys: {1: zh}, wait: 60s}, next: welcome}, welcome: {announce: music, next: menu},
                 menu: {menu: {say: {{{Low}}}, wait: 60s, keys: {1: number, 2: voicemail, 3: transfer, 4: line}, otherwise: line}},
                 number: {collect: {say: {{{high}}}, as: case, wait: 60s, otherwise: line}, next: progress},
                 progress: {progress: {number: case, say: menu, not-found: menu, otherwise: line}, next: over},
                 over: {hang-up: menu}, transfer: {transfer: {to: agent-8002, otherwise: line}},
                 voicemail: {voicemail: {say: {{{high}}}, longest: 1min}},
                 line: {queue: {music: music, callback: {after: 0s, offer: {{{Low}}}, confirm: menu, done: menu}} }
            """);
        var inquiry = new SlowInquiry();
        var node = await NodeAsync(WithFlow, services => services.AddSingleton<ICaseInquiry>(inquiry));
        var phone = Keep(await node.PhoneAsync("13800138000"));
        var expert = Keep(await node.ReadyPhoneAsync("8002"));
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetNotReadyAsync("agent-8002", "break", Deadline.Token()));
        PhoneCall? rings = null;
        (string Keys, Func<PhoneCall, Task> Reached)[] states =
        [
            ("", _ => Task.CompletedTask),
            ("1", _ => Task.CompletedTask),
            ("11", call => call.Ear.HearsAsync(1300)),
            ("111#", _ => inquiry.Asked.InTime()),
            ("12", call => call.Ear.HearsAsync(1300)),
            ("13", async _ => rings = await expert.RingsAsync()),
            ("14", _ => node.Events.WaitForAsync<CallQueued>()),
        ];
        foreach (var (keys, reached) in states)
        {
            var call = await phone.CallAsync();

            // Nobody presses a key before they hear anything.
            await call.Ear.HearsAsync(1000);
            foreach (var key in keys)
            {
                await call.SendInfoAsync(key);
            }

            await reached(call);
            await call.HangUpAsync();
            if (rings is not null)
            {
                await rings.CancelledAsync();
                rings = null;
            }

            await node.AllFreedAsync();
        }

        await node.Events.WaitForAsync<CallEnded>(occurrence: states.Length);
        Assert.All(node.Events.All<CallEnded>(), ended => Assert.Equal(CallEnding.Abandoned, ended.Ending));
    }

    [Fact]
    public async Task Who_keys_in_case_numbers_at_random_gets_no_further_in_the_next_call()
    {
        await WriteFlowAsync(
            $$"""
            b: {collect: {say: {{Low}}, as: case, most: 1, wait: 60s, otherwise: line}, next: progress},
                 progress: {progress: {number: case, say: menu, unknown: again, otherwise: line}, next: line},
                 again: {menu: {say: greeting, wait: 60s, keys: {1: b}, otherwise: line} },
            """ + " " + Line);
        var inquiry = new Ignorance();
        var node = await NodeAsync(WithFlow, services => services.AddSingleton<ICaseInquiry>(inquiry));
        var phone = Keep(await node.PhoneAsync("13800138000"));
        foreach (var (asked, calls) in new[] { (ProgressStep.MostInVain, 1), (InquiryAllowance.Most, 2) })
        {
            var call = await phone.CallAsync();
            await call.Ear.HearsAsync(1000);
            for (var key = 0; key < 2 * ProgressStep.MostInVain + 1; key++)
            {
                await call.SendInfoAsync('1');
            }

            await node.Events.WaitForAsync<CallQueued>(occurrence: calls);
            Assert.Equal(asked, inquiry.Asked);
            await call.HangUpAsync();
            await node.AllFreedAsync();
        }
    }

    private TelephonyOptions WithFlow(TelephonyOptions options) => options with { CallFlowFile = Folder.File("flow.yaml") };

    private Task WriteFlowAsync(string steps, string more = "") => WriteAsync("flow.yaml", $"name: a\nstart: {steps[..steps.IndexOf(':', StringComparison.Ordinal)]}\n{more}steps:\n  {{{steps}}}\n");

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Folder.File(file), text, Deadline.Token());

    private static string RecordingsOf(RunningNode node) => Path.Combine(node.Options.DataFolder, "recordings");

    private static async Task<IReadOnlyList<WaitingView>> WaitingAsync(RunningNode node, int count)
    {
        await Deadline.Until(() => node.Switchboard.View.Waiting.Count == count, $"{node.Switchboard.View.Waiting.Count} wait instead of {count}");
        return node.Switchboard.View.Waiting;
    }

    private sealed class Ignorance : ICaseInquiry
    {
        private int asked;

        public int Asked => asked;

        public ValueTask<InquiryState?> FindAsync(string number, string? code, string caller, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref asked);
            return ValueTask.FromResult<InquiryState?>(null);
        }
    }

    private sealed class SlowInquiry : ICaseInquiry
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => asked.Task;

        public async ValueTask<InquiryState?> FindAsync(string number, string? code, string caller, CancellationToken cancellationToken)
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return null;
        }
    }
}
