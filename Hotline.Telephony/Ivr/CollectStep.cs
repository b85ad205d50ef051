using System.Text;

namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>collect</c>: takes digits, ended by <c>end-key</c>, by their number or by a pause, and keeps them under <c>as</c> for the steps that follow.
/// Too few, or none, and it is said again; after <c>tries</c> in vain <c>otherwise</c> follows. 0 alone, ended, leads there at once.
/// </summary>
internal sealed record CollectStep(string Name, string As, FlowScalar Otherwise) : FlowStep(Name)
{
    public const string Verb = "collect";

    private static readonly string[] Keys = ["say", "as", "least", "most", "end-key", "wait", "between", "tries", "invalid", "otherwise"];

    public IReadOnlyList<string> Say { get; init; } = [];

    public IReadOnlyList<string> Invalid { get; init; } = [];

    public int Least { get; init; }

    public int Most { get; init; }

    public char EndKey { get; init; }

    /// <summary>How long the first digit is waited for.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>How long each further one.</summary>
    public TimeSpan Between { get; init; }

    public int Tries { get; init; }

    public override IEnumerable<FlowExit> Exits =>
        [new FlowExit(Next!, PathOf("next"), Least == Most ? $"{Most} digits" : $"{Least} to {Most} digits", AskedFor: true), new FlowExit(Otherwise, PathOf("collect.otherwise"), $"{Tries} in vain")];

    public override string Label => $"{Shown(Say)} → {As}";

    public static FlowStep? Read(string name, FlowKeys step)
    {
        var next = step.Text("next", required: true, "the name of the step that follows");
        if (step.Inner(Verb, Keys) is not { } keys)
        {
            return null;
        }

        var (kept, otherwise) = (keys.Text("as", required: true, "a name for the digits"), keys.Text("otherwise", required: true, "the name of the step for those who give no digits"));
        var most = keys.Whole("most", 1, 32) ?? 32;
        var collect = new CollectStep(name, kept?.Value ?? "", otherwise ?? new FlowScalar(0, 0, ""))
        {
            Next = next,
            Say = keys.RequiredPrompts("say"),
            Invalid = keys.PromptNames("invalid"),
            Least = keys.Whole("least", 1, most) ?? 1,
            Most = most,
            EndKey = keys.PhoneKey("end-key") ?? '#',
            Wait = keys.Duration("wait", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(8),
            Between = keys.Duration("between", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(4),
            Tries = keys.Whole("tries", 1, 9) ?? 2,
        };
        return kept is null || otherwise is null || next is null ? null : collect;
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var digits = await TakeAsync(caller, cancellationToken);
            if (digits == MenuStep.Person.ToString() && Least > 1)
            {
                break;
            }

            if (digits.Length >= Least)
            {
                caller.Collected[As] = digits;
                return Next!.Value;
            }

            if (Invalid.Count > 0)
            {
                await caller.SayAsync(Invalid, cancellationToken);
            }
        }

        return Otherwise.Value;
    }

    private async Task<string> TakeAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        var digits = new StringBuilder();
        var key = await caller.AskAsync(Say, Wait, cancellationToken);
        while (key is { } pressed && pressed != EndKey)
        {
            digits.Append(pressed);
            if (digits.Length == Most)
            {
                break;
            }

            key = await caller.KeyAsync(Between, cancellationToken);
        }

        return digits.ToString();
    }
}
