using Hotline.Telephony.Media;

namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>progress</c>: says where a case stands, by digits collected before: its number, and the query code where the call does not come from the
/// requester's own number. Nothing is said of a case to anybody else. Where it is not found, <c>unknown</c> follows if there is one (to ask for the code),
/// and <c>otherwise</c> if not, if who knows of it is away, or once this call has asked in vain too often.
/// </summary>
internal sealed record ProgressStep(string Name, string Number, FlowScalar Otherwise) : FlowStep(Name)
{
    public const string Verb = "progress";

    /// <summary>Asked in vain this often in one call, a caller is led to a person: three numbers, each with a code.</summary>
    public const int MostInVain = 6;

    /// <summary>An answer that takes longer than this is none: the caller is not kept waiting for a database.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string[] Keys = ["number", "code", "say", "not-found", "unknown", "otherwise"];

    private static readonly Dictionary<InquiryState, string> StatePrompts = Enum.GetValues<InquiryState>().ToDictionary(state => state, PromptOf);

    /// <summary>Under which name the query code was collected; null where none is asked for.</summary>
    public string? Code { get; init; }

    /// <summary>Said before the number and its state.</summary>
    public IReadOnlyList<string> Say { get; init; } = [];

    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>The step for whoever is not known by what they keyed in; null for <see cref="Otherwise"/>.</summary>
    public FlowScalar? Unknown { get; init; }

    public override IEnumerable<FlowExit> Exits => Unknown is null
        ? [new FlowExit(Next!, PathOf("next"), "told"), new FlowExit(Otherwise, PathOf("progress.otherwise"), "not found, or nobody to ask")]
        : [
            new FlowExit(Next!, PathOf("next"), "told"),
            new FlowExit(Unknown, PathOf("progress.unknown"), "not found"),
            new FlowExit(Otherwise, PathOf("progress.otherwise"), "in vain too often, or nobody to ask"),
        ];

    public override string Label => "where the case stands";

    public static FlowStep? Read(string name, FlowKeys step)
    {
        var next = step.Text("next", required: true, "the name of the step that follows");
        if (step.Inner(Verb, Keys) is not { } keys)
        {
            return null;
        }

        var (number, otherwise) = (keys.Text("number", required: true, "the name under which the case number was collected"), keys.Text("otherwise", required: true, "the name of a step"));
        foreach (var prompt in StatePrompts.Values.Concat(Enumerable.Range(0, 10).Select(SpokenNumber.Digit)))
        {
            keys.RequirePrompt(step.Find(Verb)!, "", prompt);
        }

        var unknown = keys.Text("unknown", required: false, "the name of a step");
        var progress = new ProgressStep(name, number?.Value ?? "", otherwise ?? new FlowScalar(0, 0, ""))
        {
            Next = next,
            Code = keys.Text("code", required: false, "the name under which the query code was collected")?.Value,
            Say = keys.RequiredPrompts("say"),
            NotFound = unknown is null ? keys.RequiredPrompts("not-found") : keys.PromptNames("not-found"),
            Unknown = unknown,
        };
        return number is null || otherwise is null || next is null ? null : progress;
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        var number = caller.Collected.GetValueOrDefault(Number, "");
        if (caller.InquiriesInVain >= MostInVain)
        {
            return await NotToldAsync(caller, Otherwise, cancellationToken);
        }

        if (await AskAsync(caller, number, cancellationToken) is not { } answer)
        {
            return Otherwise.Value;
        }

        if (answer.State is not { } state)
        {
            caller.InquiriesInVain++;
            return await NotToldAsync(caller, Unknown ?? Otherwise, cancellationToken);
        }

        await caller.SayAsync([.. Say, .. number.Where(char.IsAsciiDigit).Select(digit => SpokenNumber.Digit(digit - '0')), StatePrompts[state]], cancellationToken);
        return Next!.Value;
    }

    private async Task<string> NotToldAsync(IFlowCaller caller, FlowScalar to, CancellationToken cancellationToken)
    {
        if (NotFound.Count > 0)
        {
            await caller.SayAsync(NotFound, cancellationToken);
        }

        return to.Value;
    }

    // Null where nobody answered.
    private async Task<Inquired?> AskAsync(IFlowCaller caller, string number, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, caller.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // The one asked may not heed the token: the caller goes on all the same.
            var asked = caller.InquireAsync(number, Code is null ? null : caller.Collected.GetValueOrDefault(Code), either.Token);
            return new Inquired(await asked.WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            caller.NotAnswered(fault: null);
            return null;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            caller.NotAnswered(fault);
            return null;
        }
    }

    private static string PromptOf(InquiryState state) => state switch
    {
        InquiryState.Registered => "progress-registered",
        InquiryState.Dispatched => "progress-dispatched",
        InquiryState.Handling => "progress-handling",
        InquiryState.Replied => "progress-replied",
        InquiryState.Closed => "progress-closed",
    };

    private sealed record Inquired(InquiryState? State);
}
