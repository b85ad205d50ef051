namespace Hotline.Cases.Figures;

/// <summary>Quarters of an hour; the same in UTC and in China, whose offset is whole hours.</summary>
internal static class Quarter
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    /// <summary>The start of the quarter that the moment lies in.</summary>
    public static DateTimeOffset Of(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Length.Ticks), TimeSpan.Zero);

    /// <summary>The first start of a quarter that is not before the moment.</summary>
    public static DateTimeOffset From(DateTimeOffset at) => Of(at) is var start && start == at ? start : start + Length;

    /// <summary>The starts of the quarters that lie wholly between two moments.</summary>
    public static IEnumerable<DateTimeOffset> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var start = From(from); start + Length <= to; start += Length)
        {
            yield return start;
        }
    }
}
