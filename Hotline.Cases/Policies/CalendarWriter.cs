using System.Globalization;
using System.Text;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>Writes a year as <c>policies/calendar/cn.yaml</c> holds it.</summary>
internal static class CalendarWriter
{
    public static string Write(CalendarYear year)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  {year.Year}:\n    notices:\n");
        foreach (var notice in year.Notices)
        {
            text.Append("      - { number: ").Append(notice.Number);
            text.Append(notice.Address is { } address ? $", address: \"{address}\" }}\n" : " }\n");
        }

        text.Append("    days:\n");
        foreach (var festival in year.Days.GroupBy(day => day.Name, StringComparer.Ordinal))
        {
            var off = Spans(festival.Where(day => day.Off).Select(day => day.Date).Order());
            var work = festival.Where(day => !day.Off).Select(day => Day(day.Date)).Order(StringComparer.Ordinal).ToList();
            text.Append("      - { name: ").Append(festival.Key).Append(", off: [").AppendJoin(", ", off).Append(']');
            text.Append(work.Count > 0 ? $", work: [{string.Join(", ", work)}] }}\n" : " }\n");
        }

        return text.ToString();
    }

    private static List<string> Spans(IEnumerable<DateOnly> days)
    {
        var spans = new List<(DateOnly From, DateOnly Until)>();
        foreach (var day in days)
        {
            if (spans.Count > 0 && spans[^1].Until.AddDays(1) == day)
            {
                spans[^1] = (spans[^1].From, day);
            }
            else
            {
                spans.Add((day, day));
            }
        }

        return [.. spans.Select(span => span.From == span.Until ? Day(span.From) : $"{Day(span.From)}..{Day(span.Until)}")];
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
