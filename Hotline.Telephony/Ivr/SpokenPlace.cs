using Hotline.Telephony.Media;

namespace Hotline.Telephony.Ivr;

/// <summary>A place in line and a wait as the prompts that say them.</summary>
internal static class SpokenPlace
{
    /// <summary>The highest number there are words for.</summary>
    private const int Highest = 999;

    /// <summary>Every prompt that <see cref="Position"/> may use.</summary>
    public static IEnumerable<string> PositionPrompts { get; } = ["you-are-number", "callers-ahead", "you-are-next", .. NumberPrompts()];

    /// <summary>Every prompt that <see cref="Wait"/> may use.</summary>
    public static IEnumerable<string> WaitPrompts { get; } = ["estimated-wait", "minutes", "less-than-a-minute", .. NumberPrompts()];

    /// <param name="position">1 being next.</param>
    /// <param name="language">The language it is said in; null for Chinese.</param>
    /// <returns>下一位就是您; 您前面还有…位.</returns>
    public static IReadOnlyList<string> Position(int position, string? language = null) =>
        position <= 1 ? ["you-are-next"] : ["you-are-number", .. Count(position - 1, language), "callers-ahead"];

    /// <summary>Whole minutes, rounded up: nobody minds to be answered early.</summary>
    public static IReadOnlyList<string> Wait(TimeSpan wait, string? language = null) => wait < TimeSpan.FromMinutes(1)
        ? ["estimated-wait", "less-than-a-minute"]
        : ["estimated-wait", .. Count((int)Math.Min(Math.Ceiling(wait.TotalMinutes), Highest), language), "minutes"];

    private static IReadOnlyList<string> Count(int number, string? language) => SpokenNumber.Count(Math.Min(number, Highest), language);

    private static IEnumerable<string> NumberPrompts() =>
        Enumerable.Range(1, Highest).SelectMany(number => SpokenNumber.Count(number)).Distinct(StringComparer.Ordinal);
}
