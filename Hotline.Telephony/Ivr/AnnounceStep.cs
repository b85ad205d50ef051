namespace Hotline.Telephony.Ivr;

/// <summary><c>announce</c>: says prompts to the end, then goes on.</summary>
internal sealed record AnnounceStep(string Name, IReadOnlyList<string> Prompts) : FlowStep(Name)
{
    public const string Verb = "announce";

    public static FlowStep Read(string name, FlowKeys keys)
    {
        return new AnnounceStep(name, keys.RequiredPrompts(Verb))
        {
            Next = keys.Text("next", required: true, "the name of the step that follows"),
        };
    }

    public override async Task<bool> RunAsync(IFlowCaller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        await caller.SayAsync(Prompts, cancellationToken);
        return true;
    }
}
