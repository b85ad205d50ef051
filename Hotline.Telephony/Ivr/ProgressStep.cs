using Hotline.Telephony.Media;

namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>progress</c>: says where a case stands, by digits collected before: its number, and the query code where the call does not come from the
/// requester's own number. Nothing is said of a case to anybody else. Where it is not found, or who knows of it is away, <c>otherwise</c> follows.
/// </summary>
internal sealed record ProgressStep(string Name, string Number, FlowScalar Otherwise) : FlowStep(Name)
{
    public const string Verb = "progress";

    /// <summary>Nobody asks after more cases in one call; whoever guesses numbers or codes gets no further.</summary>
    public const int MostInquiries = 3;

    /// <summary>An answer that takes longer than this is none: the caller is not kept waiting for a database.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string[] Keys = ["number", "code", "say", "not-found", "otherwise"];

    private static readonly Dictionary<InquiryState, string> StatePrompts = Enum.GetValues<InquiryState>().ToDictionary(state => state, PromptOf);

    /// <summary>Under which name the query code was collected; null where none is asked for.</summary>
    public string? Code { get; init; }

    /// <summary>Said before the number and its state.</summary>
    public IReadOnlyList<string> Say { get; init; } = [];

    public IReadOnlyList<string> NotFound { get; init; } = [];

    public override IEnumerable<FlowExit> Exits => [new FlowExit(Next!, PathOf("next"), "told"), new FlowExit(Otherwise, PathOf("progress.otherwise"), "not found, or nobody to ask")];

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

        var progress = new ProgressStep(name, number?.Value ?? "", otherwise ?? new FlowScalar(0, 0, ""))
        {
            Next = next,
            Code = keys.Text("code", required: false, "the name under which the query code was collected")?.Value,
            Say = keys.RequiredPrompts("say"),
            NotFound = keys.RequiredPrompts("not-found"),
        };
        return number is null || otherwise is null || next is null ? null : progress;
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        var number = caller.Collected.GetValueOrDefault(Number, "");
        if (await AskAsync(caller, number, cancellationToken) is not { } answer)
        {
            return Otherwise.Value;
        }

        if (answer.State is not { } state)
        {
            await caller.SayAsync(NotFound, cancellationToken);
            return Otherwise.Value;
        }

        await caller.SayAsync([.. Say, .. number.Where(char.IsAsciiDigit).Select(digit => SpokenNumber.Digit(digit - '0')), StatePrompts[state]], cancellationToken);
        return Next!.Value;
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
