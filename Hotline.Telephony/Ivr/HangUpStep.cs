namespace Hotline.Telephony.Ivr;

/// <summary><c>hang-up</c>: says prompts, if any, and ends the call.</summary>
internal sealed record HangUpStep(string Name, IReadOnlyList<string> Prompts) : FlowStep(Name)
{
    public const string Verb = "hang-up";

    public static FlowStep Read(string name, FlowKeys keys)
    {
        if (keys.Find("next") is { } next)
        {
            keys.Errors.Add(next, keys.PathOf("next"), "nothing after hang-up");
        }

        return new HangUpStep(name, keys.PromptNames(Verb));
    }

    public override async Task<bool> RunAsync(IFlowCaller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Prompts.Count > 0)
        {
            await caller.SayAsync(Prompts, cancellationToken);
        }

        caller.HangUp();
        return false;
    }
}
