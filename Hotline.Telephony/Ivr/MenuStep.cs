namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>menu</c>: a key leads on, and may be pressed while it is still being said, or before by who knows what will be asked. 0 leads to a person, whatever else the menu offers. Who presses a wrong
/// key, or none, hears it again; after <c>tries</c> in vain <c>otherwise</c> follows.
/// </summary>
internal sealed record MenuStep(string Name, IReadOnlyDictionary<char, FlowScalar> Ways, FlowScalar Otherwise) : FlowStep(Name)
{
    public const string Verb = "menu";

    /// <summary>The key for a person.</summary>
    public const char Person = '0';

    private static readonly string[] Keys = ["say", "keys", "invalid", "no-input", "tries", "wait", "otherwise"];

    public IReadOnlyList<string> Say { get; init; } = [];

    /// <summary>Said after a key that leads nowhere.</summary>
    public IReadOnlyList<string> Invalid { get; init; } = [];

    /// <summary>Said where no key came.</summary>
    public IReadOnlyList<string> NoInput { get; init; } = [];

    public int Tries { get; init; } = 3;

    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(6);

    public override IEnumerable<FlowExit> Exits => Ways
        .Select(way => new FlowExit(way.Value, PathOf($"menu.keys.{way.Key}"), way.Key.ToString(), AskedFor: true))
        .Append(new FlowExit(Otherwise, PathOf("menu.otherwise"), $"{Tries} in vain"));

    public override string Label => Shown(Say);

    public static MenuStep? Read(string name, FlowKeys step)
    {
        step.RefuseNext(Verb);
        if (step.Inner(Verb, Keys) is not { } keys)
        {
            return null;
        }

        var ways = keys.KeyTable("keys", "the name of a step");
        var otherwise = keys.Text("otherwise", required: true, "the name of the step for those who press nothing that leads on");
        var menu = new MenuStep(name, ways, otherwise ?? new FlowScalar(0, 0, ""))
        {
            Say = keys.RequiredPrompts("say"),
            Invalid = keys.PromptNames("invalid"),
            NoInput = keys.PromptNames("no-input"),
            Tries = keys.Whole("tries", 1, 9) ?? 3,
            Wait = keys.Duration("wait", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(6),
        };
        return otherwise is null ? null : menu;
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var pressed = await caller.AskAsync(Say, Wait, cancellationToken);
            if (pressed is { } key && Ways.TryGetValue(key, out var way))
            {
                return way.Value;
            }

            var words = pressed is null ? NoInput : Invalid;
            if (words.Count > 0)
            {
                await caller.SayAsync(words, cancellationToken);
            }
        }

        return Otherwise.Value;
    }
}
