namespace Hotline.Telephony.Ivr;

/// <summary><c>voicemail</c>: records what the caller says, up to <c>longest</c> or <c>end-key</c>, thanks them and hangs up. They are owed a call.</summary>
internal sealed record VoicemailStep(string Name) : FlowStep(Name)
{
    public const string Verb = "voicemail";

    private static readonly string[] Keys = ["say", "longest", "end-key", "done"];

    public IReadOnlyList<string> Say { get; init; } = [];

    public IReadOnlyList<string> Done { get; init; } = [];

    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(2);

    public char EndKey { get; init; } = '#';

    public override string Label => $"{Verb}: {Shown(Say)}";

    public static FlowStep? Read(string name, FlowKeys step)
    {
        step.RefuseNext(Verb);
        return step.Inner(Verb, Keys) is { } keys
            ? new VoicemailStep(name)
            {
                Say = keys.RequiredPrompts("say"),
                Done = keys.PromptNames("done"),
                Longest = keys.Duration("longest", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)) ?? TimeSpan.FromMinutes(2),
                EndKey = keys.PhoneKey("end-key") ?? '#',
            }
            : null;
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        await caller.SayAsync(Say, cancellationToken);
        await caller.RecordAsync(Longest, EndKey, cancellationToken);
        if (Done.Count > 0)
        {
            await caller.SayAsync(Done, cancellationToken);
        }

        caller.HangUp();
        return null;
    }
}
