namespace Hotline.Telephony.Ivr;

/// <summary><c>transfer</c>: hands the caller to a number over a trunk, or to an agent by id. Not reached: <c>otherwise</c> follows.</summary>
internal sealed record TransferStep(string Name, string To, FlowScalar Otherwise) : FlowStep(Name)
{
    public const string Verb = "transfer";

    private static readonly string[] Keys = ["to", "say", "otherwise"];

    /// <summary>Said before.</summary>
    public IReadOnlyList<string> Say { get; init; } = [];

    public override IEnumerable<FlowExit> Exits => [new FlowExit(Otherwise, PathOf("transfer.otherwise"), "not reached")];

    public override string Label => "transfer to " + To;

    public static FlowStep? Read(string name, FlowKeys step)
    {
        step.RefuseNext(Verb);
        if (step.Inner(Verb, Keys) is not { } keys)
        {
            return null;
        }

        const string expected = "a number of 3 to 20 digits, or an agent's id";
        var (to, otherwise) = (keys.Text("to", required: true, expected), keys.Text("otherwise", required: true, "the name of the step where nobody is reached"));
        if (to is not null && !to.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '_' or '.'))
        {
            keys.Errors.Add(to, keys.PathOf("to"), $"{expected}; found {to.Kind}");
        }

        var say = keys.PromptNames("say");
        return to is null || otherwise is null ? null : new TransferStep(name, to.Value, otherwise) { Say = say };
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        if (Say.Count > 0)
        {
            await caller.SayAsync(Say, cancellationToken);
        }

        return await caller.TransferAsync(To, cancellationToken) ? null : Otherwise.Value;
    }
}
