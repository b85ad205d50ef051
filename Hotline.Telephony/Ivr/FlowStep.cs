namespace Hotline.Telephony.Ivr;

/// <summary>A way out of a step.</summary>
/// <param name="To">The step it leads to.</param>
/// <param name="Key">The place of <paramref name="To"/> in the file, as a path of keys.</param>
/// <param name="Label">When it is taken, for a diagram; empty where there is nothing to say.</param>
/// <param name="AskedFor">Only an act of the caller leads this way: a circle of ways that nobody asked for would never end.</param>
internal sealed record FlowExit(FlowScalar To, string Key, string Label = "", bool AskedFor = false);

/// <summary>One step of a flow. Each kind is a file: its keys, its checks, and what it does.</summary>
/// <param name="Name">The step's name in the file.</param>
internal abstract record FlowStep(string Name)
{
    /// <summary>The step after this one, where there is but one.</summary>
    public FlowScalar? Next { get; init; }

    /// <summary>Every way out; none where the call ends here or an agent takes it.</summary>
    public virtual IEnumerable<FlowExit> Exits => Next is null ? [] : [new FlowExit(Next, PathOf("next"))];

    /// <summary>What it does, in a word or two, for a diagram.</summary>
    public abstract string Label { get; }

    /// <summary>Does the step. The name of the step that follows; null where the flow is over.</summary>
    public abstract Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken);

    protected string PathOf(string key) => $"steps.{Name}.{key}";

    protected static string Shown(IEnumerable<string> prompts) => string.Join(", ", prompts);
}
