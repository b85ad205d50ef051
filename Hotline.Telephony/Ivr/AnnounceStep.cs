namespace Hotline.Telephony.Ivr;

/// <summary><c>announce</c>: says prompts to the end, each at its times, then goes on.</summary>
internal sealed record AnnounceStep(string Name, IReadOnlyList<TimedPrompt> Items) : FlowStep(Name)
{
    public const string Verb = "announce";

    public IEnumerable<string> Prompts => Items.Select(item => item.Prompt);

    public override string Label => Shown(Items.Select(item => item.ToString()));

    public static FlowStep Read(string name, FlowKeys keys)
    {
        var items = new List<TimedPrompt>();
        foreach (var node in ItemsOf(keys))
        {
            if (TimedPrompt.Read(node, keys, Verb) is { } item)
            {
                items.Add(item);
            }
        }

        if (keys.Find(Verb) is FlowList { Items.Count: 0 } or FlowScalar { Value.Length: 0 })
        {
            keys.Errors.Add(keys.Find(Verb)!, keys.PathOf(Verb), "at least one prompt");
        }

        return new AnnounceStep(name, items)
        {
            Next = keys.Text("next", required: true, "the name of the step that follows"),
        };
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        var local = caller.LocalTime;
        var prompts = Items.Where(item => item.IsDue(local)).Select(item => item.Prompt).ToList();
        if (prompts.Count > 0)
        {
            await caller.SayAsync(prompts, cancellationToken);
        }

        return Next!.Value;
    }

    private static IReadOnlyList<FlowNode> ItemsOf(FlowKeys keys) => keys.Find(Verb) switch
    {
        FlowList list => list.Items,
        FlowScalar { Value.Length: 0 } or null => [],
        { } one => [one],
    };
}
