namespace Hotline.Telephony.Ivr;

/// <summary>Who is answered how: the numbers that were called, and what holds for them.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Flow">Where callers are led.</param>
internal sealed record FlowProfile(string Name, CallFlow Flow)
{
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Goes with the call to its contact and its cases; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>The skill group where the flow names none; null for the first.</summary>
    public string? Group { get; init; }

    /// <summary>The priority where the flow names none; null for none.</summary>
    public string? Priority { get; init; }

    /// <summary>Prompts said in place of others: the branch's own greeting in place of <c>greeting</c>.</summary>
    public IReadOnlyDictionary<string, string> Prompts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The prompt that is said where a flow names one: the profile's own, in the caller's language where there is one.</summary>
    /// <param name="name">The name in the flow.</param>
    /// <param name="language">The caller's language; null for the city's own.</param>
    /// <param name="find">Finds a prompt by its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T PromptFor<T>(string name, string? language, Func<string, T?> find)
        where T : class
    {
        var own = Prompts.GetValueOrDefault(name, name);
        return (language is null ? null : find($"{own}.{language}")) ?? find(own) ?? throw new KeyNotFoundException($"There is no prompt {own}.");
    }
}
