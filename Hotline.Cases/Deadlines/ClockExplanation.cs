using System.Globalization;
using System.Text;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Deadlines;

/// <summary>Puts the reckoning of a deadline into words.</summary>
internal static class ClockExplanation
{
    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        ["元旦"] = "New Year's Day",
        ["春节"] = "Spring Festival",
        ["清明节"] = "Qingming Festival",
        ["劳动节"] = "Labour Day",
        ["端午节"] = "Dragon Boat Festival",
        ["中秋节"] = "Mid-Autumn Festival",
        ["国庆节"] = "National Day",
        ["中秋节、国庆节"] = "Mid-Autumn Festival and National Day",
        ["国庆节、中秋节"] = "National Day and Mid-Autumn Festival",
        ["中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"] = "70th anniversary of victory",
    };

    public static string Of(in CaseClock clock, LegalCalendar calendar, ExplanationLanguage language)
    {
        var words = language == ExplanationLanguage.Chinese ? ChineseWords : EnglishWords;
        var text = new StringBuilder();
        text.Append(clock.Clause.Id).Append(' ').Append(clock.Clause.Gist).Append("; ");
        text.Append(CultureInfo.InvariantCulture, $"{words.From} {clock.Started:yyyy-MM-dd HH:mm:ss}; ");
        if (clock.Override is { } source)
        {
            text.Append(words.Source(source.Source)).Append(' ').Append(source.Document)
                .Append(CultureInfo.InvariantCulture, $"; {words.InPlaceOf} {words.Length(clock.Limit)} ({clock.Rule.Clause.Id})");
        }
        else
        {
            text.Append(words.Length(clock.Limit));
            if (clock.Limit.ByCalendar)
            {
                Days(text, clock, calendar, words);
            }
            else if (clock.Limit.Unit is PeriodUnit.Hours or PeriodUnit.Minutes)
            {
                text.Append("; ").Append(words.Elapsed);
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"; {words.Due} {(clock.Limit.Unit == PeriodUnit.SameDay && clock.Override is null
            ? $"{clock.Started:yyyy-MM-dd} 24:00" : $"{clock.Due:yyyy-MM-dd HH:mm:ss}")}");
        if (clock.Rule.Grace > TimeSpan.Zero)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {words.Grace} {clock.LateAfter:yyyy-MM-dd HH:mm:ss}");
        }

        if (clock.Provisional)
        {
            text.Append("; ").Append(words.Provisional(clock.Due.Year));
        }

        return text.ToString();
    }

    private static void Days(StringBuilder text, in CaseClock clock, LegalCalendar calendar, Words words)
    {
        var first = ChinaTime.Day(clock.Started);
        var last = ChinaTime.Day(clock.Due);
        if (clock.Limit.Unit != PeriodUnit.WorkingHours && first < last)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {first:yyyy-MM-dd} {words.StartDay}");
            first = first.AddDays(1);
        }

        for (var day = first; day <= last;)
        {
            var kind = calendar.Kind(day);
            var festival = calendar.Festival(day);
            var end = day;
            while (end < last && calendar.Kind(end.AddDays(1)) == kind
                && string.Equals(calendar.Festival(end.AddDays(1)), festival, StringComparison.Ordinal))
            {
                end = end.AddDays(1);
            }

            if (kind != DayKind.Workday)
            {
                text.Append("; ").Append(Span(day, end)).Append(' ').Append(kind switch
                {
                    DayKind.Weekend => words.Weekend,
                    DayKind.Holiday => words.Holiday(festival ?? string.Empty),
                    DayKind.MakeUpWorkday => words.MakeUp,
                    DayKind.Workday => string.Empty,
                });
            }

            day = end.AddDays(1);
        }
    }

    private static string Span(DateOnly from, DateOnly until)
    {
        if (from == until)
        {
            return from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var tail = from.Year != until.Year ? "yyyy-MM-dd" : from.Month != until.Month ? "MM-dd" : "dd";
        return $"{from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}…{until.ToString(tail, CultureInfo.InvariantCulture)}";
    }

    private static readonly Words EnglishWords = new(
        From: "from",
        Due: "due",
        Grace: "shown as overdue after",
        StartDay: "not counted: start day",
        Weekend: "not counted: weekend",
        MakeUp: "counted: make-up day",
        Elapsed: "elapsed time, nights and holidays included",
        InPlaceOf: "in place of",
        Source: source => source switch
        {
            LimitSource.Superior => "limit set by a superior body:",
            LimitSource.StricterLaw => "stricter limit by law:",
            LimitSource.Extension => "extension granted:",
            LimitSource.Rework => "limit set with the rework:",
            LimitSource.Observation => "watched until the expected date:",
        },
        Holiday: festival => $"not counted: {English.GetValueOrDefault(festival, festival)}",
        Length: period => PeriodText.English(period),
        Provisional: year => $"provisional: the calendar of {year} is not published yet");

    private static readonly Words ChineseWords = new(
        From: "起算",
        Due: "到期",
        Grace: "超时标注",
        StartDay: "不计入：开始当日",
        Weekend: "不计入：周末",
        MakeUp: "计入：调休上班",
        Elapsed: "自然时，含夜间和节假日",
        InPlaceOf: "代替",
        Source: source => source switch
        {
            LimitSource.Superior => "上级指定期限：",
            LimitSource.StricterLaw => "法律法规期限更严：",
            LimitSource.Extension => "同意延期：",
            LimitSource.Rework => "重办指定期限：",
            LimitSource.Observation => "待观察至预期时间：",
        },
        Holiday: festival => $"不计入：{festival}",
        Length: period => PeriodText.Chinese(period),
        Provisional: year => $"暂定：{year}年放假安排尚未公布");

    private sealed record Words(
        string From,
        string Due,
        string Grace,
        string StartDay,
        string Weekend,
        string MakeUp,
        string Elapsed,
        string InPlaceOf,
        Func<LimitSource, string> Source,
        Func<string, string> Holiday,
        Func<Period, string> Length,
        Func<int, string> Provisional);
}
