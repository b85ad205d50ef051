using Hotline.Telephony.Acd;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Ivr;

public sealed class FlowInterpreterTests
{
    private readonly ManualTimeProvider time = new();
    private readonly PaperCaller caller;

    public FlowInterpreterTests() => caller = new PaperCaller(time);

    [Theory]
    [InlineData(true, true, "say connecting")]
    [InlineData(true, false, "say please-wait")]
    [InlineData(false, false, "say agents-offline")]
    public async Task Announces_and_then_queues_with_music(bool agentsAtWork, bool agentRings, string entry)
    {
        caller.Place = new LinePlace(1, null, agentsAtWork, agentRings);
        using var flow = Run("steps: {b: {announce: [greeting, recording-notice], next: line}, line: {queue: {music: music, agent-free: connecting, agents-busy: please-wait, nobody-signed-in: agents-offline}}}");

        await caller.HearsAsync("say greeting recording-notice", "line", entry, "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task Queues_in_the_group_and_with_the_priority_of_the_step()
    {
        using var flow = Run("steps: {b: {queue: {music: music, group: enterprise, priority: elderly}}}");

        await caller.HearsAsync("line enterprise elderly", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task Says_place_and_wait_at_every_interval_and_plays_on()
    {
        using var flow = Run("steps: {b: {queue: {music: music, announce: [position, wait], announce-every: 30s}}}");
        await caller.HearsAsync("line", "over music");

        caller.Place = new LinePlace(13, TimeSpan.FromSeconds(601), true, false);
        time.Advance(TimeSpan.FromSeconds(30));
        await caller.HearsAsync("say you-are-number n10 n2 callers-ahead estimated-wait n10 n1 minutes", "over music");

        caller.Place = new LinePlace(1, TimeSpan.FromSeconds(59), true, true);
        time.Advance(TimeSpan.FromSeconds(30));
        await caller.HearsAsync("say you-are-next estimated-wait less-than-a-minute", "over music");

        caller.Place = new LinePlace(3, TimeSpan.FromSeconds(120), true, false);
        time.Advance(TimeSpan.FromSeconds(30));
        await caller.HearsAsync("say you-are-number n2-counted callers-ahead estimated-wait n2-counted minutes", "over music");

        caller.Place = new LinePlace(2, null, true, false);
        time.Advance(TimeSpan.FromSeconds(30));
        await caller.HearsAsync("say you-are-number n1 callers-ahead", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task Says_that_nobody_is_signed_in_instead_of_the_place()
    {
        using var flow = Run("steps: {b: {queue: {music: music, announce: position, nobody-signed-in: agents-offline, announce-every: 30s}}}");
        await caller.HearsAsync("line", "over music");

        caller.Place = new LinePlace(1, null, false, false);
        time.Advance(TimeSpan.FromSeconds(30));
        await caller.HearsAsync("say agents-offline", "over music");
        await flow.EndAsync();
    }

    private const string CallbackSteps = "steps: {b: {queue: {music: music, announce-every: 30s, callback: {after: 50s, key: 1, offer: greeting, confirm: please-wait, done: goodbye}}}}";

    [Fact]
    public async Task Who_takes_the_callback_and_confirms_it_keeps_the_place_and_hangs_up()
    {
        caller.Place = new LinePlace(3, null, true, false);
        using var flow = Run(CallbackSteps);
        await caller.HearsAsync("line", "over music");
        time.Advance(TimeSpan.FromSeconds(30));
        caller.Press('1');
        time.Advance(TimeSpan.FromSeconds(20));

        // The key from before the offer does not count.
        await caller.HearsAsync("say greeting", "key within 8s");
        caller.Press('1');
        await caller.HearsAsync("say please-wait", "key within 8s");
        caller.Press('1');
        await caller.HearsAsync("keep place", "say goodbye", "hang up");
        await flow.Task;
    }

    [Theory]
    [InlineData("2", "over music")]
    [InlineData("12", "say please-wait", "key within 8s", "over music")]
    public async Task Who_does_not_confirm_waits_on_and_is_not_asked_again(string pressed, params string[] hears)
    {
        caller.Place = new LinePlace(3, null, true, false);
        using var flow = Run(CallbackSteps);
        await caller.HearsAsync("line", "over music");
        time.Advance(TimeSpan.FromSeconds(50));
        await caller.HearsAsync("say greeting", "key within 8s");
        pressed.ToList().ForEach(caller.Press);
        await caller.HearsAsync(hears);

        time.Advance(TimeSpan.FromSeconds(30));
        caller.HeardNothingMore();
        await flow.EndAsync();
    }

    [Fact]
    public async Task Who_presses_nothing_waits_on()
    {
        caller.Place = new LinePlace(3, null, true, false);
        using var flow = Run(CallbackSteps);
        await caller.HearsAsync("line", "over music");
        time.Advance(TimeSpan.FromSeconds(50));
        await caller.HearsAsync("say greeting", "key within 8s");
        time.Advance(TimeSpan.FromSeconds(8));
        await caller.HearsAsync("over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task A_callback_that_is_owed_already_is_not_promised_again()
    {
        caller.Taken = true;
        caller.Place = new LinePlace(3, null, true, false);
        using var flow = Run(CallbackSteps);
        await caller.HearsAsync("line", "over music");
        time.Advance(TimeSpan.FromSeconds(50));
        await caller.HearsAsync("say greeting", "key within 8s");
        caller.Press('1');
        caller.Press('1');
        await caller.HearsAsync("say please-wait", "key within 8s", "keep place", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task Nobody_is_offered_a_callback_while_a_phone_rings_for_them()
    {
        caller.Place = new LinePlace(1, null, true, true);
        using var flow = Run(CallbackSteps);
        await caller.HearsAsync("line", "over music");
        time.Advance(TimeSpan.FromSeconds(50));
        caller.HeardNothingMore();
        await flow.EndAsync();
    }

    [Fact]
    public async Task After_the_longest_wait_the_next_step_follows()
    {
        using var flow = Run("steps: {b: {queue: {music: music, longest-wait: 50s, announce-every: 30s}, next: sorry}, sorry: {hang-up: goodbye}}");
        await caller.HearsAsync("line", "over music");

        time.Advance(TimeSpan.FromSeconds(30));
        caller.HeardNothingMore();
        time.Advance(TimeSpan.FromSeconds(20));
        await caller.HearsAsync("leave", "say goodbye", "hang up");
        await flow.Task;
    }

    [Fact]
    public async Task An_agent_who_answers_as_the_longest_wait_ends_keeps_the_call()
    {
        caller.Taken = true;
        using var flow = Run("steps: {b: {queue: {music: music, longest-wait: 20s}, next: sorry}, sorry: {hang-up: goodbye}}");
        await caller.HearsAsync("line", "over music");

        time.Advance(TimeSpan.FromSeconds(20));
        await caller.HearsAsync("leave");
        await flow.Task;
        caller.HeardNothingMore();
    }

    [Theory]
    [InlineData("steps: {b: {announce: greeting, next: line}, line: {queue: {music: music}}}")]
    [InlineData("steps: {b: {hang-up: greeting}}")]
    public async Task A_step_that_fails_costs_its_sound_and_never_the_call(string steps)
    {
        caller.FailsOn = "greeting";
        using var flow = Run(steps);

        await caller.HearsAsync("line");
        await flow.EndAsync();
    }

    [Fact]
    public async Task A_line_whose_music_fails_is_still_the_line()
    {
        caller.FailsOn = "music";
        using var flow = Run("steps: {b: {queue: {music: music}}}");

        await caller.HearsAsync("line", "line");
        await flow.Task;
        caller.HeardNothingMore();
    }

    private RunningFlow Run(string steps) => RunningFlow.Begin(steps, caller);
}
