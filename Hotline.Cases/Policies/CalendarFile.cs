using System.Collections.Immutable;
using System.Globalization;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>Reads the State Council's days off and make-up days.</summary>
internal static class CalendarFile
{
    private static readonly string[] Bases = ["civil", "lunar", "qingming"];

    private static readonly FieldType MonthDay = FieldType.Pattern("a day such as 01-01", "(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])");

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new("country", FieldType.Text, "Whose calendar", true),
        new("statutory", FieldType.List(FieldType.Section(
            new("name", FieldType.Text, "The festival", true),
            new("civil", MonthDay, "Its day in the civil year"),
            new("lunar", MonthDay, "Its day in the lunar year"),
            new("qingming", FieldType.Flag, "The day of the solar term"),
            new("eve", FieldType.Number(0, 7), "Days before it"),
            new("days", FieldType.Number(1, 14), "Days from it on"))), "Holidays fixed by statute, for years without a notice", true),
        new("years", FieldType.Map(FieldType.Section(
            new("notices", FieldType.List(FieldType.Section(
                new("number", FieldType.Text, "Its number", true),
                new("address", FieldType.Text, "Where it is published"))), "The notices", true),
            new("days", FieldType.List(FieldType.Section(
                new("name", FieldType.Text, "The festival", true),
                new("off", FieldType.List(DaySpan), "Days off, single or from..until"),
                new("work", FieldType.List(FieldType.Date), "Weekends worked"))), "What they say", true))), "By year", true));

    private static FieldType DaySpan =>
        FieldType.Pattern("a day or days such as 2026-10-01..2026-10-07", @"\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?");

    public static Loaded<LegalCalendar> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file)
        {
            return new(null, [.. reader.Errors]);
        }

        var years = new List<CalendarYear>();
        foreach (var (name, value) in file.Map("years"))
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                && year is >= WorkingDayTable.FirstYear and <= WorkingDayTable.LastYear)
            {
                years.Add(Year(year, (Section)value, reader));
            }
            else
            {
                reader.Add(((Section)value).Line, $"years.{name}", FormattableString.Invariant($"expected a year from {WorkingDayTable.FirstYear} to {WorkingDayTable.LastYear}"));
            }
        }

        var statutory = file.List<Section>("statutory").Select(item => Statutory(item, reader)).OfType<StatutoryDay>().ToImmutableArray();
        return reader.Errors.Count > 0
            ? new(null, [.. reader.Errors.OrderBy(error => error.Line)])
            : new(new LegalCalendar(years, new StatutoryDays(statutory), OfficeHours.Default), []);
    }

    private static StatutoryDay? Statutory(Section item, YamlReader reader)
    {
        if (Bases.Count(item.Has) != 1)
        {
            reader.Add(item.Line, item.Path, "expected one of 'civil', 'lunar' and 'qingming'");
            return null;
        }

        var (basis, day) = item.OptionalText("civil") is { } civil ? (StatutoryBasis.Civil, civil)
            : item.OptionalText("lunar") is { } lunar ? (StatutoryBasis.Lunar, lunar)
            : (StatutoryBasis.Qingming, "00-00");
        return new StatutoryDay(
            item.Text("name"), basis, int.Parse(day.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(day.AsSpan(3, 2), CultureInfo.InvariantCulture),
            item.Number("eve", 0), item.Number("days", 1));
    }

    private static CalendarYear Year(int year, Section item, YamlReader reader)
    {
        var days = ImmutableArray.CreateBuilder<CalendarDay>();
        foreach (var festival in item.List<Section>("days"))
        {
            foreach (var span in festival.List<string>("off"))
            {
                if (Span(span) is not { } off)
                {
                    reader.Add(festival.LineOf("off"), $"{festival.Path}.off", $"expected days in order, found '{span}'");
                    continue;
                }

                for (var day = off.From; day <= off.Until; day = day.AddDays(1))
                {
                    days.Add(new CalendarDay(day, festival.Text("name"), Off: true));
                }
            }

            days.AddRange(festival.List<DateOnly>("work").Select(day => new CalendarDay(day, festival.Text("name"), Off: false)));
        }

        foreach (var day in days.Where(day => day.Date.Year != year && day.Date.Year != year - 1))
        {
            reader.Add(item.Line, item.Path, FormattableString.Invariant($"expected days of {year} or the year before, found {day.Date:yyyy-MM-dd}"));
        }

        foreach (var twice in days.GroupBy(day => day.Date).Where(same => same.Count() > 1))
        {
            reader.Add(item.Line, item.Path, FormattableString.Invariant($"{twice.Key:yyyy-MM-dd} stands twice"));
        }

        return new CalendarYear(
            year, [.. item.List<Section>("notices").Select(notice => new CalendarNotice(notice.Text("number"), notice.OptionalText("address")))], days.ToImmutable());
    }

    private static (DateOnly From, DateOnly Until)? Span(string text)
    {
        var parts = text.Split("..");
        return DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && DateOnly.TryParseExact(parts[^1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            && until >= from && until.DayNumber - from.DayNumber < 60
            ? (from, until)
            : null;
    }
}
