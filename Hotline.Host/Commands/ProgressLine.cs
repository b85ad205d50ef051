using System.Globalization;

namespace Hotline.Host.Commands;

/// <summary>How far long work has come, on standard error: a line a second at most, so that short work says nothing.</summary>
internal static class ProgressLine
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    /// <summary>Takes how many are done, and how many there are.</summary>
    /// <param name="errors">Where to.</param>
    /// <param name="things">What is counted.</param>
    public static Action<int, int> To(TextWriter errors, string things)
    {
        var said = TimeProvider.System.GetTimestamp();
        return (done, total) =>
        {
            if (TimeProvider.System.GetElapsedTime(said) >= BetweenLines)
            {
                said = TimeProvider.System.GetTimestamp();
                errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hotline: {done:N0} of {total:N0} {things}"));
            }
        };
    }
}
