using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotline.Cases.Calendar;

/// <summary>
/// Reads the text of the State Council's yearly notice: 「一、元旦：1月1日至3日放假调休，共3天。1月4日（星期日）上班。」 Every wording of 2007 to 2026 is known to it;
/// what it cannot read it reports rather than guesses.
/// </summary>
internal static partial class NoticeText
{
    /// <summary>Reads a whole notice.</summary>
    /// <param name="text">Its text, one festival a paragraph.</param>
    /// <param name="address">Where it was published.</param>
    /// <param name="errors">What could not be read.</param>
    public static CalendarYear? Read(string text, string? address, out ImmutableArray<string> errors)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        var title = Title().Match(text);
        var number = Number().Match(text);
        if (!title.Success)
        {
            wrong.Add("no title such as 关于2026年部分节假日安排的通知");
        }

        if (!number.Success)
        {
            wrong.Add("no number such as 国办发明电〔2025〕7号");
        }

        var days = ImmutableArray.CreateBuilder<CalendarDay>();
        if (title.Success)
        {
            var year = int.Parse(title.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            foreach (Match paragraph in Paragraph().Matches(text))
            {
                var name = paragraph.Groups["name"].Value.Trim('“', '”', ' ');
                var read = Festival(year, name, paragraph.Groups["words"].Value);
                if (read.IsEmpty)
                {
                    wrong.Add($"no day off found for {name}");
                }

                days.AddRange(read);
            }

            if (days.Count == 0)
            {
                wrong.Add("no paragraph such as 一、元旦：1月1日放假1天");
            }

            foreach (var twice in days.GroupBy(day => day.Date).Where(same => same.Count() > 1))
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{twice.Key:yyyy-MM-dd} is named twice"));
            }

            foreach (var day in days.Where(day => day.Date.Year != year && day.Date.Year != year - 1))
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} is neither in {year} nor in the year before"));
            }

            if (wrong.Count == 0)
            {
                errors = [];
                return new CalendarYear(year, [new CalendarNotice(number.Value, address)], days.ToImmutable());
            }
        }

        errors = wrong.ToImmutable();
        return null;
    }

    /// <summary>The days of one festival's paragraph: those off in order, then the weekends worked.</summary>
    public static ImmutableArray<CalendarDay> Festival(int year, string name, string words)
    {
        var off = new SortedSet<DateOnly>();
        var worked = new SortedSet<DateOnly>();
        var moved = new SortedSet<DateOnly>();
        var reader = new DateReader(year);
        foreach (var piece in Aside().Replace(words, string.Empty).Split(['。', '；', '，', ';', ',', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = piece.Split("调至");
            var dates = reader.Read(parts[0]);
            if (parts.Length > 1)
            {
                moved.UnionWith(dates);
                off.UnionWith(reader.Read(parts[1]));
            }
            else if (piece.Contains("上班", StringComparison.Ordinal))
            {
                worked.UnionWith(dates);
            }
            else if (piece.Contains("放假", StringComparison.Ordinal) || piece.Contains("补休", StringComparison.Ordinal) || piece.Contains("调休", StringComparison.Ordinal))
            {
                off.UnionWith(dates);
            }
        }

        // A weekend day moved elsewhere is worked, unless the festival itself falls on it (2008-06-08).
        worked.UnionWith(moved.Where(day => !off.Contains(day)));
        return
        [
            .. off.Select(day => new CalendarDay(day, name, Off: true)),
            .. worked.Where(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday).Select(day => new CalendarDay(day, name, Off: false)),
        ];
    }

    [GeneratedRegex("关于(?<year>20[0-9]{2})年\\s*部分节假日安排", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();

    [GeneratedRegex("国(办)?发明电〔20[0-9]{2}〕[0-9]+号", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("^\\s*[一二三四五六七八九十]+、(?<name>[^：:\\r\\n]+)[：:](?<words>[^\\r\\n]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Paragraph();

    // （星期六）, （农历除夕）, also with one bracket of each width as the notice for 2007 has them.
    [GeneratedRegex("[（(][^（()）]*[)）]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Aside();

    [GeneratedRegex("((?<year>20[0-9]{2})年)?((?<month>[0-9]{1,2})月)?(?<day>[0-9]{1,2})日(?<range>\\s*(至|到|—|–|－|-|~)\\s*)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateWords();

    /// <summary>Reads dates that leave out the year or the month just said.</summary>
    private sealed class DateReader(int year)
    {
        private DateOnly? _first;
        private int _month = 1;

        public List<DateOnly> Read(string words)
        {
            var dates = new List<DateOnly>();
            DateOnly? from = null;
            foreach (Match match in DateWords().Matches(words))
            {
                if (Date(match) is not { } date)
                {
                    continue;
                }

                if (from is { } begin)
                {
                    for (var day = begin.AddDays(1); day < date && day.DayNumber - begin.DayNumber < 30; day = day.AddDays(1))
                    {
                        dates.Add(day);
                    }
                }

                dates.Add(date);
                from = match.Groups["range"].Success ? date : null;
            }

            return dates;
        }

        private DateOnly? Date(Match match)
        {
            if (match.Groups["month"] is { Success: true } month)
            {
                _month = int.Parse(month.ValueSpan, CultureInfo.InvariantCulture);
            }

            var day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
            var date = match.Groups["year"] is { Success: true } said
                ? Of(int.Parse(said.ValueSpan, CultureInfo.InvariantCulture), day)
                : Nearest(day);
            _first ??= date;
            return date;
        }

        // 「2007年12月30日—2008年1月1日 … 12月29日上班」: this year or the one before, whichever lies nearer to the paragraph's first day.
        private DateOnly? Nearest(int day) => _first is { } first
            ? new[] { year, year - 1 }.Select(candidate => Of(candidate, day))
                .OfType<DateOnly>().OrderBy(date => Math.Abs(date.DayNumber - first.DayNumber)).Cast<DateOnly?>().FirstOrDefault()
            : Of(year, day);

        private DateOnly? Of(int year, int day) =>
            _month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, _month) ? new DateOnly(year, _month, day) : null;
    }
}
