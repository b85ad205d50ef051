namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>language</c>: a key chooses the language of all that follows: of each prompt <c>NAME.LANGUAGE.wav</c> where there is one, else <c>NAME.wav</c>.
/// Who presses nothing hears the city's own.
/// </summary>
internal sealed record LanguageStep(string Name, IReadOnlyDictionary<char, FlowScalar> Languages) : FlowStep(Name)
{
    public const string Verb = "language";

    /// <summary>The language of prompts without a language in their name.</summary>
    public const string Own = "zh";

    private static readonly string[] Keys = ["say", "keys", "wait"];

    public IReadOnlyList<string> Say { get; init; } = [];

    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);

    public override string Label => $"{Shown(Say)} ({string.Join(", ", Languages.Select(one => $"{one.Key} {one.Value.Value}"))})";

    public static FlowStep? Read(string name, FlowKeys step)
    {
        var next = step.Text("next", required: true, "the name of the step that follows");
        if (step.Inner(Verb, Keys) is not { } keys)
        {
            return null;
        }

        var languages = keys.KeyTable("keys", "a language such as zh or en");
        foreach (var (key, language) in languages)
        {
            var ending = "." + language.Value;
            if (language.Value != Own && !keys.Names.Prompts.Any(prompt => prompt.EndsWith(ending, StringComparison.Ordinal)))
            {
                keys.Errors.Add(language, keys.PathOf($"keys.{key}"), $"{Own}, or a language with prompts; there is no NAME{ending}.wav in the prompt folders");
            }
        }

        return new LanguageStep(name, languages)
        {
            Next = next,
            Say = keys.RequiredPrompts("say"),
            Wait = keys.Duration("wait", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(5),
        };
    }

    public override async Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        if (await caller.AskAsync(Say, Wait, cancellationToken) is { } key && Languages.TryGetValue(key, out var language))
        {
            caller.Language = language.Value == Own ? null : language.Value;
        }

        return Next!.Value;
    }
}
