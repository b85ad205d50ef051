using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hotline.Cases.Calendar;

/// <summary>Every day from 2000 to 2099, what it is, and how many working days lie before it: additions are two array look-ups.</summary>
internal sealed class WorkingDayTable
{
    public const int FirstYear = 2000;
    public const int LastYear = 2099;

    private static readonly int FirstDay = new DateOnly(FirstYear, 1, 1).DayNumber;
    private static readonly int Length = new DateOnly(LastYear, 12, 31).DayNumber - FirstDay + 1;

    private readonly DayKind[] _kinds = new DayKind[Length];
    private readonly int[] _workingBefore = new int[Length + 1];
    private readonly int[] _working;
    private readonly bool[] _published = new bool[LastYear - FirstYear + 1];
    private readonly FrozenDictionary<DateOnly, string> _festivals;

    public WorkingDayTable(IEnumerable<CalendarYear> published, StatutoryDays statutory)
    {
        Published = [.. published.OrderBy(year => year.Year)];
        Statutory = statutory;
        var festivals = new Dictionary<DateOnly, string>();
        foreach (var year in Published)
        {
            _published[year.Year - FirstYear] = true;
        }

        for (var index = 0; index < Length; index++)
        {
            var day = DateOnly.FromDayNumber(FirstDay + index);
            _kinds[index] = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday;
        }

        for (var year = FirstYear; year <= LastYear; year++)
        {
            if (!IsPublished(year))
            {
                foreach (var day in statutory.Of(year))
                {
                    Mark(day, festivals);
                }
            }
        }

        // A year's notice may also name days at the end of the year before: it is read after that year's own.
        foreach (var day in Published.SelectMany(year => year.Days))
        {
            Mark(day, festivals);
        }

        var working = new List<int>(Length);
        for (var index = 0; index < Length; index++)
        {
            _workingBefore[index] = working.Count;
            if (_kinds[index] is DayKind.Workday or DayKind.MakeUpWorkday)
            {
                working.Add(index);
            }
        }

        _workingBefore[Length] = working.Count;
        _working = [.. working];
        _festivals = festivals.ToFrozenDictionary();
    }

    public ImmutableArray<CalendarYear> Published { get; }

    public StatutoryDays Statutory { get; }

    public bool IsPublished(int year) => year is >= FirstYear and <= LastYear && _published[year - FirstYear];

    public DayKind Kind(DateOnly day) => _kinds[Index(day)];

    public string? Festival(DateOnly day) => _festivals.GetValueOrDefault(day);

    public bool IsWorkingDay(DateOnly day) => Kind(day) is DayKind.Workday or DayKind.MakeUpWorkday;

    public DateOnly Add(DateOnly day, int count)
    {
        var index = Index(day);
        var nth = count > 0 ? _workingBefore[index + 1] + count - 1 : _workingBefore[index] + count;
        if ((uint)nth >= (uint)_working.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"The calendar reaches from {FirstYear} to {LastYear}.");
        }

        return DateOnly.FromDayNumber(FirstDay + _working[nth]);
    }

    public int Between(DateOnly from, DateOnly until) => _workingBefore[Index(until) + 1] - _workingBefore[Index(from) + 1];

    private static int Index(DateOnly day)
    {
        var index = day.DayNumber - FirstDay;
        return (uint)index < (uint)Length
            ? index
            : throw new ArgumentOutOfRangeException(nameof(day), day, $"The calendar reaches from {FirstYear} to {LastYear}.");
    }

    private void Mark(CalendarDay day, Dictionary<DateOnly, string> festivals)
    {
        _kinds[Index(day.Date)] = day switch
        {
            { Off: true } => DayKind.Holiday,
            { Date.DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday } => DayKind.MakeUpWorkday,
            _ => DayKind.Workday,
        };
        festivals[day.Date] = day.Name;
    }
}
