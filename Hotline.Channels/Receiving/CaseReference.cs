using System.Text.RegularExpressions;

namespace Hotline.Channels.Receiving;

/// <summary>Case numbers in what people write: <c>yyyyMMdd</c> and six digits, standing by themselves.</summary>
internal static partial class CaseReference
{
    /// <summary>The first case number in a text; null where there is none.</summary>
    internal static string? Find(string text) => Number().Match(text) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(@"(?<![0-9])20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{6}(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
