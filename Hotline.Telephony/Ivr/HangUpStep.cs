namespace Hotline.Telephony.Ivr;

/// <summary><c>hang-up</c>: says prompts, if any, and ends the call.</summary>
internal sealed record HangUpStep(string Name, IReadOnlyList<string> Prompts) : FlowStep(Name)
{
    public const string Verb = "hang-up";

    public override string Label => Prompts.Count == 0 ? Verb : $"{Verb}: {Shown(Prompts)}";

    public static FlowStep Read(string name, FlowKeys keys)
    {
        keys.RefuseNext(Verb);
        return new HangUpStep(name, keys.PromptNames(Verb));
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        if (Prompts.Count > 0)
        {
            await caller.SayAsync(Prompts, cancellationToken);
        }

        caller.HangUp();
        return null;
    }
}
