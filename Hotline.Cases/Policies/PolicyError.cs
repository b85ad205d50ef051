using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>Something wrong in a policy, calendar, category or city file.</summary>
/// <param name="File">As the reader named it.</param>
/// <param name="Line">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Key">The path of the key, such as <c>clocks[2].limit</c>.</param>
/// <param name="Expected">What should stand there.</param>
/// <param name="Nearest">The valid name nearest to what was found, where there is one.</param>
internal sealed record PolicyError(string File, int Line, string Key, string Expected, string? Nearest = null)
{
    public override string ToString() =>
        $"{File}:{Line}: {Key}: {Expected}{(Nearest is null ? string.Empty : $" (did you mean '{Nearest}'?)")}";
}

/// <summary>What was read, or all that is wrong with it: never both.</summary>
internal sealed record Loaded<T>(T? Value, ImmutableArray<PolicyError> Errors)
    where T : class
{
    public bool Succeeded => Errors.IsEmpty;
}
