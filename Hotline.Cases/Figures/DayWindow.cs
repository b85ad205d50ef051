namespace Hotline.Cases.Figures;

/// <summary>The worst of all windows of 24 hours (GB/T 33358-2016 asks for the connect rate over any of them).</summary>
internal static class DayWindow
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    /// <summary>
    /// The window with the lowest connect rate among those that begin on a quarter of an hour and end by <paramref name="to"/>; the earliest of equals. Null where
    /// nobody was answered or abandoned in any.
    /// </summary>
    /// <param name="quarters">Quarters with their counts, in any order, each once; those without calls may be missing.</param>
    /// <param name="from">The first window begins on the first quarter from here.</param>
    /// <param name="to">The last window ends here at the latest.</param>
    public static (DateTimeOffset From, CallTally Calls)? Lowest(IEnumerable<(DateTimeOffset Start, CallTally Calls)> quarters, DateTimeOffset from, DateTimeOffset to)
    {
        var byStart = quarters.ToDictionary(quarter => quarter.Start, quarter => quarter.Calls);
        (DateTimeOffset From, int Answered, int Decided)? worst = null;
        var (answered, abandoned) = (0, 0);
        var first = Quarter.From(from);
        for (var start = first; start + Quarter.Length <= to; start += Quarter.Length)
        {
            var comes = byStart.GetValueOrDefault(start, CallTally.None);
            (answered, abandoned) = (answered + comes.Answered, abandoned + comes.Abandoned);
            var begin = start + Quarter.Length - Length;
            if (begin < first)
            {
                continue;
            }

            // Cross-multiplied: whole numbers compare exactly.
            if (answered + abandoned > 0 && (worst is not { } low || (long)answered * low.Decided < (long)low.Answered * (answered + abandoned)))
            {
                worst = (begin, answered, answered + abandoned);
            }

            var goes = byStart.GetValueOrDefault(begin, CallTally.None);
            (answered, abandoned) = (answered - goes.Answered, abandoned - goes.Abandoned);
        }

        return worst is { } found ? (found.From, CallTally.Sum(Quarter.Within(found.From, found.From + Length).Select(start => byStart.GetValueOrDefault(start, CallTally.None)))) : null;
    }
}
