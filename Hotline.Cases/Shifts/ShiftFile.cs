using System.Collections.Immutable;
using System.Globalization;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Shifts;

/// <summary>Reads the shifts of a city.</summary>
internal static class ShiftFile
{
    private const string Off = "off";
    private const string IdExpected = "an id such as early";
    private const string IdShape = "[a-z0-9][a-z0-9-]{0,49}";
    private const string NameExpected = "a name of at most 50 characters";
    private const string NameShape = ".{1,50}";
    private const int MostHoursOfRest = 48;

    private static readonly FieldType Time = FieldType.Pattern("a time such as \"08:30\"", "([01][0-9]|2[0-3]):[0-5][0-9]");

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new("time-zone", FieldType.Text, "The zone of every time here; Asia/Shanghai where nothing is said"),
        new("rest-hours", FieldType.Number(0, MostHoursOfRest), "Rest between two duties of one person; 11 where nothing is said"),
        new("on-short-rest", FieldType.Name<FaultVerdict>(), "What becomes of a roster with less rest"),
        new("on-double-shift", FieldType.Name<FaultVerdict>(), "What becomes of two duties that begin on one day"),
        new("on-hole", FieldType.Name<FaultVerdict>(), "What becomes of a plan that leaves a time without anybody"),
        new("late-minutes", FieldType.Number(0, 240), "Not signed in so long after the beginning is late"),
        new("absent-minutes", FieldType.Number(0, 1440), "Not signed in so long after the beginning is absent"),
        new("changes", FieldType.Section(
            new("swap", FieldType.Name<Consent>(), "Who agrees to a swap"),
            new("leave", FieldType.Name<Consent>(), "Who agrees to leave"),
            new("replacement", FieldType.Name<Consent>(), "Who agrees to a replacement")), "Whose consent a change by hand wants"),
        new("shifts", FieldType.List(FieldType.Section(
            new("id", FieldType.Pattern(IdExpected, IdShape), "Never changed once in use", true),
            new("name", FieldType.Pattern(NameExpected, NameShape), "For people", true),
            new("from", Time, "Its beginning", true),
            new("to", Time, "Its end; not later than the beginning: on the next day", true),
            new("breaks", FieldType.List(FieldType.Section(new("from", Time, "Its beginning", true), new("to", Time, "Its end", true))), "Breaks, in order"))), "The shifts", true),
        new("rotations", FieldType.List(FieldType.Section(
            new("id", FieldType.Pattern(IdExpected, IdShape), "Never changed once in use", true),
            new("name", FieldType.Pattern(NameExpected, NameShape), "For people", true),
            new("begins", FieldType.Date, "The first crew's first day of the cycle", true),
            new("crews", FieldType.Number(1, 100), "How many groups take turns", true),
            new("days", FieldType.Name<RotationDays>(), "On which days of the legal calendar", true),
            new("cycle", FieldType.List(FieldType.Pattern(IdExpected, IdShape)), "The shift of each day, or off", true))), "The rotations"));

    /// <summary>The shifts, or every error with file, line and key.</summary>
    public static Loaded<ShiftRules> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file)
        {
            return new(null, [.. reader.Errors]);
        }

        var (none, isWhole) = (ShiftRules.None, reader.Errors.Count == 0);
        var changes = file.OptionalInner("changes");
        var rules = new ShiftRules
        {
            Zone = Zone(file, reader),
            Rest = TimeSpan.FromHours(file.Number("rest-hours", (int)none.Rest.TotalHours)),
            OnShortRest = file.OptionalName<FaultVerdict>("on-short-rest") ?? none.OnShortRest,
            OnDoubleShift = file.OptionalName<FaultVerdict>("on-double-shift") ?? none.OnDoubleShift,
            OnHole = file.OptionalName<FaultVerdict>("on-hole") ?? none.OnHole,
            LateAfter = TimeSpan.FromMinutes(file.Number("late-minutes", (int)none.LateAfter.TotalMinutes)),
            AbsentAfter = TimeSpan.FromMinutes(file.Number("absent-minutes", (int)none.AbsentAfter.TotalMinutes)),
            Swap = changes?.OptionalName<Consent>("swap") ?? none.Swap,
            Leave = changes?.OptionalName<Consent>("leave") ?? none.Leave,
            Replacement = changes?.OptionalName<Consent>("replacement") ?? none.Replacement,
            Shifts = [.. Unlike(file.List<Section>("shifts"), reader).Select(section => ShiftOf(section, reader)).OfType<Shift>()],
        };
        if (rules.AbsentAfter < rules.LateAfter)
        {
            reader.Add(file.LineOf("absent-minutes"), "absent-minutes", "expected no fewer minutes than late-minutes");
        }

        // A shift that could not be read is not one that is missing.
        var known = isWhole ? file.List<Section>("shifts").Select(section => section.Text("id")).ToHashSet(StringComparer.Ordinal) : null;
        var rotations = Unlike(file.List<Section>("rotations"), reader).Select(section => RotationOf(section, known, rules, reader)).OfType<Rotation>().ToImmutableArray();
        return reader.Errors.Count > 0 ? new(null, [.. reader.Errors]) : new(rules with { Rotations = rotations }, []);
    }

    private static TimeZoneInfo Zone(Section file, YamlReader reader)
    {
        var id = file.OptionalText("time-zone");
        if (id is null || id == LocalClock.China.Id)
        {
            return LocalClock.China;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }

        reader.Add(file.LineOf("time-zone"), "time-zone", $"expected a time zone that this machine knows, such as Asia/Shanghai, found '{id}'");
        return LocalClock.China;
    }

    private static ImmutableArray<Section> Unlike(ImmutableArray<Section> sections, YamlReader reader)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections)
        {
            if (!ids.Add(section.Text("id")))
            {
                reader.Add(section.LineOf("id"), $"{section.Path}.id", $"expected an id of its own, found '{section.Text("id")}' twice");
            }
        }

        return sections;
    }

    private static Shift? ShiftOf(Section section, YamlReader reader)
    {
        var (from, to) = (TimeOf(section, "from"), TimeOf(section, "to"));
        if (section.Text("id") == Off)
        {
            reader.Add(section.LineOf("id"), $"{section.Path}.id", "expected an id other than off, which is a day without a shift");
        }

        if (from == to)
        {
            reader.Add(section.LineOf("to"), $"{section.Path}.to", "expected a time other than the beginning");
            return null;
        }

        var (length, breaks, end) = (to - from, new List<ShiftBreak>(), TimeSpan.Zero);
        foreach (var pause in section.List<Section>("breaks"))
        {
            // TimeOnly counts on over midnight, so that these are times after the beginning of the shift.
            var (after, until) = (TimeOf(pause, "from") - from, TimeOf(pause, "to") - from);
            if (after < end || until <= after || until > length)
            {
                reader.Add(pause.Line, pause.Path, "expected a break within the shift, after the one before, that ends after it begins");
                continue;
            }

            breaks.Add(new ShiftBreak(after, until - after));
            end = until;
        }

        return new Shift(section.Text("id"), section.Text("name"), from, length, [.. breaks]);
    }

    private static Rotation? RotationOf(Section section, HashSet<string>? known, ShiftRules rules, YamlReader reader)
    {
        var (cycle, crews) = (section.List<string>("cycle"), section.Number("crews", 1));
        var unknown = known is null ? [] : cycle.Where(id => id != Off && !known.Contains(id)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var id in unknown)
        {
            reader.Add(section.LineOf("cycle"), $"{section.Path}.cycle", $"expected shifts of this file or off, found '{id}'", NearestName.Of(id, known!));
        }

        if (cycle.Length == 0 || cycle.Length % crews != 0)
        {
            reader.Add(section.LineOf("cycle"), $"{section.Path}.cycle", string.Create(
                CultureInfo.InvariantCulture, $"expected as many days as {crews} crews go into evenly, found {cycle.Length}"));
            return null;
        }

        var rotation = new Rotation(
            section.Text("id"), section.Text("name"), section.Date("begins"), crews, section.Name<RotationDays>("days"), [.. cycle.Select(id => id == Off ? null : id)]);
        if (unknown.Count == 0 && TooClose(rotation, rules) is { } place)
        {
            reader.Add(section.LineOf("cycle"), $"{section.Path}.cycle", string.Create(
                CultureInfo.InvariantCulture, $"expected {rules.Rest.TotalHours:0} hours between two duties, found less before day {place + 1}"));
        }

        return rotation;
    }

    // The first place of the cycle before which a crew does not have its rest, where that is refused; null where there is none.
    private static int? TooClose(Rotation rotation, ShiftRules rules)
    {
        for (var place = 0; place < rotation.Cycle.Length; place++)
        {
            var before = rotation.Cycle[(place + rotation.Cycle.Length - 1) % rotation.Cycle.Length];
            if (before is not null && rotation.Cycle[place] is { } id && rules.FindShift(before) is { } first && rules.FindShift(id) is { } next
                && TimeSpan.FromDays(1) + next.From.ToTimeSpan() - first.From.ToTimeSpan() - first.Length is var rest
                && (rest < TimeSpan.Zero || (rules.OnShortRest == FaultVerdict.Refuse && rest < rules.Rest)))
            {
                return place;
            }
        }

        return null;
    }

    private static TimeOnly TimeOf(Section section, string key) => TimeOnly.ParseExact(section.Text(key), "HH:mm", CultureInfo.InvariantCulture);
}
