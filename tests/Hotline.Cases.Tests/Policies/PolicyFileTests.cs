using Hotline.Cases.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Policies;

public sealed class PolicyFileTests : IDisposable
{
    private const string Small = """
        id: small-2026
        version: 1
        title: 小办法
        effective: 2026-01-01
        types: [consultation, complaint]
        clauses:
          "1": 三个工作日
          2a: 满意度短信
        clocks:
          - clock: handle
            from: dispatched
            until: replied
            limit: 3 working days
            clause: 1
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_a_small_policy()
    {
        var loaded = Load(Small);
        Assert.Empty(loaded.Errors);
        var policy = loaded.Value!;
        Assert.Equal(("small-2026", 1, "小办法"), (policy.Id, policy.Version, policy.Title));
        Assert.Equal("三个工作日", policy.Clauses["small-2026/1"].Gist);
        Assert.False(policy.IsInForce(new DateOnly(2025, 12, 31)));
        Assert.True(policy.IsInForce(new DateOnly(2026, 1, 1)));
    }

    // One change each: what is replaced, by what, and the error's line, key, expectation and nearest name.
    public static TheoryData<string, string, int, string, string, string?> Mistakes => new()
    {
        { "version: 1", "versoin: 1", 2, "versoin", "unknown key", "version" },
        { "title: 小办法\n", "", 1, "title", "missing", null },
        { "effective: 2026-01-01", "effective: 2026-02-30", 4, "effective", "a date such as 2016-05-27", null },
        { "id: small-2026", "id: Small 2026", 1, "id", "an id such as hanjiang-2016", null },
        { "version: 1", "version: one", 2, "version", "a whole number from 1 to 9999", null },
        { "[consultation, complaint]", "[consultation, complain]", 5, "types[1]", "one of consultation, complaint", "complaint" },
        { "clock: handle", "clock: handel", 10, "clocks[0].clock", "one of register", "handle" },
        { "limit: 3 working days", "limit: 3 days", 13, "clocks[0].limit", "a period", null },
        { "    clause: 1", "    clause: 2b", 14, "clocks[0].clause", "a clause listed under 'clauses'", "2a" },
        { "    clause: 1", "    clause: []", 14, "clocks[0].clause", "a clause listed", null },
        { "until: replied", "until: dispatched", 12, "clocks[0].until", "another event than 'from'", null },
        { "    clause: 1", "    when: { types: [petition] }\n    clause: 1", 14, "clocks[0].when.types", "'petition' is not one of the policy's types", null },
        { "    clause: 1", "    warn: [{ to: agent }]\n    clause: 1", 14, "clocks[0].warn[0]", "one of 'after' and 'before'", null },
        { "    clause: 1", "    grace: 1 working day\n    clause: 1", 14, "clocks[0].grace", "minutes or hours", null },
        { "    clause: 1", "    clause: 1\n  - { clock: handle, when: { hazard: true }, from: dispatched, until: replied, limit: 1 hour, clause: 1 }", 15, "clocks[1]", "never reached: clocks[0]", null },
        { "effective: 2026-01-01", "effective: 2026-01-01\nuntil: 2025-01-01", 5, "until", "not before 'effective'", null },
        { "effective: 2026-01-01", "effective: 2026-01-01\noffice-hours: { morning: 08:00-12:00, afternoon: 11:00-17:00 }", 5, "office-hours", "the afternoon after the morning", null },
        { "effective: 2026-01-01", "effective: 2026-01-01\noffice-hours: { morning: 08:00-29:00, afternoon: 14:00-17:00 }", 5, "office-hours", "00:00 to 23:59", null },
        { "effective: 2026-01-01", "effective: 2026-01-01\nunits: nowhere.yaml", 0, "file", "nowhere.yaml", null },
        { "effective: 2026-01-01", "effective: 2026-01-01\ncategories: { file: nowhere.csv, clause: 1 }", 0, "file", "nowhere.csv", null },
        { "clocks:", "practices: [{ practice: patrole, clause: 1 }]\nclocks:", 9, "practices[0].practice", "one of adjudication", "patrol" },
        { "clocks:", "practices: [{ practice: patrol, clause: 1 }]\nclocks:", 9, "practices[0].not-ours-to", "missing", null },
        { "clocks:", "assessment: { every: year, indicators: [{ name: 满意率, weight: 90, clause: 1 }], clause: 1 }\nclocks:", 9, "assessment.indicators", "add up to 100, found 90", null },
        { "clocks:", "accountability: [{ measure: close-rate, over: month, notice: 通报, clause: 1 }]\nclocks:", 9, "accountability[0]", "at-least, more-than or below", null },
        { "clocks:", "extensions: [{ before: half working day, within: 2 working days, clause: 1 }]\nclocks:", 9, "extensions[0]", "at most one of 'before' and 'within'", null },
        { "clocks:", "dispatch: [{ by: level, max-fine: 50000, clause: 1 }]\nclocks:", 9, "dispatch[0].level", "missing", null },
        { "title: 小办法", "title: 小办法\ntitle: 大办法", 4, "yaml", "title", null },
        { "types: [consultation, complaint]", "types: [consultation", 6, "yaml", "bracket", null },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Says_line_key_expectation_and_nearest_name(string right, string wrong, int line, string key, string expected, string? nearest)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);
        var loaded = Load(Small.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(loaded.Value);
        Assert.Contains(loaded.Errors, error =>
            error.Line == line && error.Key == key && error.Expected.Contains(expected, StringComparison.Ordinal) && error.Nearest == nearest);
    }

    [Fact]
    public void Says_every_error_at_once_across_files()
    {
        File.WriteAllText(_folder.File("city.yaml"), "name: 市\nunits:\n  - { code: water, name: 水务局, level: district, parent: citty, duties: 供水 }\n");
        File.WriteAllText(_folder.File("tree.csv"), "code,parent,level,name,lead-unit,responsible-unit,hazard,convenience,limit,sample\n01,,major,设施,,,,,,maybe\n");
        var loaded = Load(Small
            .Replace("version: 1", "version: 0\nunits: city.yaml\ncategories: { file: tree.csv, clause: 9 }", StringComparison.Ordinal)
            .Replace("clock: handle", "clock: handel", StringComparison.Ordinal)
            .Replace("from: dispatched", "from: dispached", StringComparison.Ordinal));
        Assert.Equal(
            ["units[0].parent", "version", "categories.clause", "clocks[0].clock", "clocks[0].from"],
            loaded.Errors.Select(error => error.Key));

        loaded = Load(Small.Replace("version: 1", "version: 0\ncategories: { file: tree.csv, clause: 1 }", StringComparison.Ordinal));
        Assert.Equal(["version", "sample"], loaded.Errors.Select(error => error.Key));
        Assert.EndsWith("policy.yaml:2: version: expected a whole number from 1 to 9999, found '0'", loaded.Errors[0].ToString(), StringComparison.Ordinal);
    }

    // A row of a table, and what is wrong with it.
    [Theory]
    [InlineData("01,,major,设施,,,,,,\n0101,01,minor,道路,,,,,,", 3, "lead-unit")]
    [InlineData("01,,major,设施,,,,,,\n0101,1,minor,道路,water,,,,,", 3, "parent")]
    [InlineData("01,,major,设施,,,,,,\n010101,01,sub,塌陷,,water,,,,", 3, "parent")]
    [InlineData("01,,mayor,设施,,,,,,", 2, "level")]
    [InlineData("01,00,major,设施,,,,,,", 2, "parent")]
    [InlineData("01,,major,,,,,,,", 2, "name")]
    [InlineData("01,,major,设施,,,,,3 days,", 2, "limit")]
    [InlineData("01,,major,设施,,,,,", 2, "row")]
    [InlineData("01,,major,设施,,,,,,\n01,,major,市容,,,,,,", 3, "code")]
    [InlineData("01,,major,设施,,,,,,\n0101,01,minor,道路,watr,,,,,", 3, "lead-unit")]
    public void Says_what_is_wrong_in_the_category_table(string rows, int line, string column)
    {
        var error = Assert.Single(LoadTable(rows).Errors);
        Assert.Equal((line, column), (error.Line, error.Key));
    }

    [Fact]
    public void The_category_table_inherits_lead_units_and_takes_limits()
    {
        var tree = LoadTable("01,,major,\"设施, 公用\",,,,,,\n0101,01,minor,道路,water,,,,,\n010101,0101,sub,塌陷,,water,yes,yes,2 working hours,").Value!;
        var sub = tree.Find("010101")!;
        Assert.Equal(("water", "water", true, true), (sub.LeadUnit, sub.ResponsibleUnit, sub.Hazard, sub.ConvenienceList));
        Assert.Equal("设施, 公用 / 道路 / 塌陷", tree.Path(sub));
        Assert.Equal(2, sub.Limit?.Amount);
    }

    [Theory]
    [InlineData("year 2026", "2026:", "20260:", "years.20260")]
    [InlineData("order", "2026-10-01..2026-10-07", "2026-10-07..2026-10-01", "years.2026.days[0].off")]
    [InlineData("other year", "2026-10-10", "2024-10-10", "years.2026")]
    [InlineData("twice", "work: [2026-10-10]", "work: [2026-10-01]", "years.2026")]
    [InlineData("basis", "civil: 01-01", "civil: 01-01, lunar: 01-01", "statutory[0]")]
    public void Says_what_is_wrong_in_the_calendar(string what, string right, string wrong, string key)
    {
        const string Calendar = """
            country: cn
            statutory: [{ name: 元旦, civil: 01-01 }]
            years:
              2026:
                notices: [{ number: 国办发明电〔2025〕7号 }]
                days: [{ name: 国庆节, off: [2026-10-01..2026-10-07], work: [2026-10-10] }]
            """;
        File.WriteAllText(_folder.File("cn.yaml"), Calendar);
        Assert.Empty(CalendarFile.Load(_folder.File("cn.yaml")).Errors);
        File.WriteAllText(_folder.File("cn.yaml"), Calendar.Replace(right, wrong, StringComparison.Ordinal));
        var loaded = CalendarFile.Load(_folder.File("cn.yaml"));
        Assert.True(loaded.Value is null && loaded.Errors.Any(error => error.Key == key), $"{what}: {string.Join("; ", loaded.Errors)}");
    }

    [Fact]
    public void The_sample_city_has_four_levels()
    {
        var city = CityFile.Load(Repository.Path("policies", "sample-city.yaml")).Value!;
        Assert.Equal(Enum.GetValues<UnitLevel>(), city.Units.Select(unit => unit.Level).Distinct().Order());
        Assert.Contains(city.Units, unit => unit.Roles.Contains(PolicyRole.DistrictEfficiencyOffice));
        Assert.True(city.Sample);
    }

    private Loaded<Policy> Load(string text)
    {
        File.WriteAllText(_folder.File("policy.yaml"), text);
        return PolicyFile.Load(_folder.File("policy.yaml"));
    }

    private Loaded<CategoryTree> LoadTable(string rows)
    {
        File.WriteAllText(_folder.File("tree.csv"), $"code,parent,level,name,lead-unit,responsible-unit,hazard,convenience,limit,sample\n{rows}\n");
        var city = new City("市", Sample: true, [new CityUnit("water", "水务局", UnitLevel.District, null, "供水", [])]);
        return CategoryTable.Load(_folder.File("tree.csv"), city);
    }
}
