using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>queue</c>: puts the caller into the line, plays music and now and then says where they stand. Ends when an agent answers or the
/// caller gives up; with <c>longest-wait</c> also when that has passed, and then <c>next</c> follows.
/// </summary>
internal sealed record QueueStep(string Name) : FlowStep(Name)
{
    public const string Verb = "queue";

    private static readonly string[] Keys =
        ["agent-free", "agents-busy", "music", "announce", "announce-every", "nobody-signed-in", "longest-wait", "group", "priority", "callback"];

    private static readonly string[] Announcements = ["position", "wait"];

    /// <summary>The skill group; null for the first of the plan.</summary>
    public string? Group { get; init; }

    /// <summary>The caller's priority; null for none.</summary>
    public string? Priority { get; init; }

    /// <summary>Said on entry where an agent's phone rings at once.</summary>
    public IReadOnlyList<string> AgentFree { get; init; } = [];

    /// <summary>Said on entry where the caller has to wait.</summary>
    public IReadOnlyList<string> AgentsBusy { get; init; } = [];

    public string Music { get; init; } = "music";

    public bool AnnouncePosition { get; init; }

    public bool AnnounceWait { get; init; }

    public TimeSpan AnnounceEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Said in place of all others while no agent is at work.</summary>
    public IReadOnlyList<string> NobodySignedIn { get; init; } = [];

    public TimeSpan? LongestWait { get; init; }

    /// <summary>The offer to be called back; null for none.</summary>
    public CallbackOffer? Callback { get; init; }

    public static FlowStep Read(string name, FlowKeys step)
    {
        if (step.Group(Verb, "the keys of a queue: " + string.Join(", ", Keys)) is not { } group)
        {
            return new QueueStep(name);
        }

        var keys = new FlowKeys(group, step.PathOf(Verb), step.Errors, step.Names, Keys);
        var announced = keys.List("announce", "position or wait");
        foreach (var item in announced)
        {
            foreach (var prompt in PromptsFor(item, keys))
            {
                keys.RequirePrompt(item, "announce", prompt);
            }
        }

        var music = keys.Text("music", required: true, "the name of a prompt");
        if (music is not null)
        {
            keys.RequirePrompt(music, "music", music.Value);
        }

        var longestWait = keys.Duration("longest-wait", TimeSpan.FromSeconds(10), TimeSpan.FromHours(4));
        return new QueueStep(name)
        {
            Group = keys.Known("group", "group", step.Names.Groups)?.Value,
            Priority = keys.Known("priority", "priority", step.Names.Priorities)?.Value,
            AgentFree = keys.PromptNames("agent-free"),
            AgentsBusy = keys.PromptNames("agents-busy"),
            Music = music?.Value ?? "",
            AnnouncePosition = announced.Any(item => item.Value == "position"),
            AnnounceWait = announced.Any(item => item.Value == "wait"),
            AnnounceEvery = keys.Duration("announce-every", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)) ?? TimeSpan.FromSeconds(30),
            NobodySignedIn = keys.PromptNames("nobody-signed-in"),
            LongestWait = longestWait,
            Callback = CallbackOffer.Read(keys),
            Next = ReadNext(step, keys, longestWait),
        };
    }

    public override IEnumerable<FlowExit> Exits => Next is null ? [] : [new FlowExit(Next, PathOf("next"), "waited too long")];

    public override string Label => Group is null ? "line" : "line: " + Group;

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        var time = caller.Time;
        if (caller.Incident is { Count: > 0 } incident)
        {
            await caller.SayAsync(incident, cancellationToken);
        }

        caller.EnterLine(Group, Priority);
        var entered = time.GetTimestamp();
        await SayThenPlayAsync(caller, caller.Place is { } first ? Greeting(first) : [], cancellationToken);
        var nextWords = time.GetElapsedTime(entered) + AnnounceEvery;
        var nextOffer = Callback?.After ?? TimeSpan.MaxValue;
        while (true)
        {
            var waited = time.GetElapsedTime(entered);
            if (waited >= LongestWait)
            {
                return caller.LeaveLine() ? Next!.Value : null;
            }

            if (waited >= nextOffer)
            {
                // While a phone rings for them they are asked nothing; once asked, never again.
                var rings = caller.Place is not { AgentRings: false };
                nextOffer = rings ? waited + AnnounceEvery : TimeSpan.MaxValue;
                if (rings)
                {
                    continue;
                }

                if (await Callback!.MakeAsync(caller, cancellationToken))
                {
                    caller.HangUp();
                    return null;
                }

                caller.PlayOver(Music);
                continue;
            }

            if (waited >= nextWords)
            {
                if (caller.Place is { } place && Words(place, caller.Language) is { Count: > 0 } words)
                {
                    await SayThenPlayAsync(caller, words, cancellationToken);
                }

                nextWords += AnnounceEvery;
                continue;
            }

            var next = nextWords < nextOffer ? nextWords : nextOffer;

            // This is how most callers leave the line, an agent having answered: thrown exceptions would be a tenth of what such a call costs.
            await caller.WaitAsync((LongestWait < next ? LongestWait.Value : next) - waited, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    private async Task SayThenPlayAsync(IFlowCaller caller, IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        if (prompts.Count > 0)
        {
            await caller.SayAsync(prompts, cancellationToken);
        }

        caller.PlayOver(Music);
    }

    private IReadOnlyList<string> Greeting(LinePlace place) =>
        place.AgentRings ? AgentFree
        : !place.AgentsAtWork && NobodySignedIn.Count > 0 ? NobodySignedIn
        : AgentsBusy;

    private List<string> Words(LinePlace place, string? language)
    {
        if (!place.AgentsAtWork && NobodySignedIn.Count > 0)
        {
            return [.. NobodySignedIn];
        }

        var words = new List<string>();
        if (AnnouncePosition)
        {
            words.AddRange(SpokenPlace.Position(place.Position, language));
        }

        if (AnnounceWait && place.EstimatedWait is { } wait)
        {
            words.AddRange(SpokenPlace.Wait(wait, language));
        }

        return words;
    }

    private static IEnumerable<string> PromptsFor(FlowScalar item, FlowKeys keys)
    {
        switch (item.Value)
        {
            case "position":
                return SpokenPlace.PositionPrompts;
            case "wait":
                return SpokenPlace.WaitPrompts;
            default:
                keys.Errors.Add(item, keys.PathOf("announce"), "position or wait", NearestName.Of(item.Value, Announcements));
                return [];
        }
    }

    private static FlowScalar? ReadNext(FlowKeys step, FlowKeys queue, TimeSpan? longestWait)
    {
        var wanted = queue.Find("longest-wait") is not null;
        if (!wanted && step.Find("next") is { } surplus)
        {
            step.Errors.Add(surplus, step.PathOf("next"), "longest-wait in the queue, or no next: without it a caller waits until an agent answers");
            return null;
        }

        return step.Text("next", required: longestWait is not null, "the name of the step that follows longest-wait");
    }
}
