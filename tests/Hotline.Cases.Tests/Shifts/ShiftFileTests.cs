using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;
using Hotline.Cases.Shifts;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Shifts;

public sealed class ShiftFileTests
{
    private const string Good = """
        rest-hours: 11
        on-short-rest: refuse
        late-minutes: 5
        absent-minutes: 30
        changes:
          swap: none
        shifts:
          - id: day
            name: 白班
            from: "08:00"
            to: "20:00"
            breaks: [{from: "12:00", to: "12:30"}]
          - id: night
            name: 夜班
            from: "20:00"
            to: "08:00"
            breaks: [{from: "23:30", to: "00:15"}]
        rotations:
          - id: two
            name: 两班
            begins: 2026-01-01
            crews: 2
            days: every-day
            cycle: [day, night]

        """;

    [Fact]
    public void What_ships_is_right_and_four_crews_fill_every_day()
    {
        var loaded = ShiftFile.Load(Repository.Path("policies", "shifts.yaml"));

        Assert.Empty(loaded.Errors);
        var rotation = loaded.Value!.FindRotation("four-crews")!;
        for (var day = new DateOnly(2025, 12, 20); day < new DateOnly(2026, 2, 1); day = day.AddDays(1))
        {
            Assert.Equal(["", "early", "middle", "night"], Enumerable.Range(1, 4).Select(crew => rotation.On(crew, day, _ => DayKind.Holiday) ?? "").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Times_run_over_midnight_and_breaks_with_them()
    {
        // 12 hours of rest between day and night, none between night and day: refused unless the file looks away.
        var rules = Load(Good.Replace("on-short-rest: refuse", "on-short-rest: warn", StringComparison.Ordinal)).Value!;

        var night = rules.FindShift("night")!;
        Assert.Equal((TimeSpan.FromHours(12), new ShiftBreak(TimeSpan.FromHours(3.5), TimeSpan.FromMinutes(45))), (night.Length, Assert.Single(night.Breaks)));
        var (from, to) = night.On(new(2026, 3, 2), rules.Zone);
        Assert.Equal((At("2026-03-02T12:00Z"), At("2026-03-03T00:00Z")), (from, to));
        Assert.Equal(At("2026-03-02T15:30Z"), Assert.Single(night.BreaksOn(new(2026, 3, 2), rules.Zone)).From);
        Assert.Equal((Consent.None, Consent.Leader, Consent.Other), (rules.Swap, rules.Leave, rules.Replacement));
    }

    [Theory]
    [InlineData("on-short-rest: refuse", "on-short-rest: refuse", ":24: rotations[0].cycle: expected 11 hours between two duties, found less before day 1")]
    [InlineData("[day, night]", "[day, nihgt]", ":24: rotations[0].cycle: expected shifts of this file or off, found 'nihgt'")]
    [InlineData("[day, night]", "[day, night, off]", ":24: rotations[0].cycle: expected as many days as 2 crews go into evenly, found 3")]
    [InlineData("to: \"20:00\"", "to: \"08:00\"", ":11: shifts[0].to: expected a time other than the beginning")]
    [InlineData("to: \"20:00\"", "to: \"24:00\"", ":11: shifts[0].to: expected a time such as \"08:30\", found '24:00'")]
    [InlineData("{from: \"23:30\", to: \"00:15\"}", "{from: \"07:30\", to: \"08:15\"}", ":17: shifts[1].breaks[0]: expected a break within the shift")]
    [InlineData("{from: \"12:00\", to: \"12:30\"}", "{from: \"12:30\", to: \"12:00\"}", ":12: shifts[0].breaks[0]: expected a break within the shift")]
    [InlineData("- id: night", "- id: day", ":13: shifts[1].id: expected an id of its own, found 'day' twice")]
    [InlineData("swap: none", "swap: nobody", ":6: changes.swap: expected one of none, other, leader, found 'nobody'")]
    [InlineData("absent-minutes: 30", "absent-minutes: 3", ":4: absent-minutes: expected no fewer minutes than late-minutes")]
    [InlineData("rest-hours: 11", "time-zone: Mars/Olympus", ":1: time-zone: expected a time zone that this machine knows")]
    [InlineData("days: every-day", "days: sometimes", ":23: rotations[0].days: expected one of every-day, working-days, no-holidays")]
    public void What_is_wrong_is_named_by_file_line_and_what_was_expected(string right, string wrong, string error)
    {
        var loaded = Load(Good.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(loaded.Value);
        Assert.Contains(loaded.Errors, found => found.ToString().Contains("shifts.yaml" + error, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_is_said_at_once()
    {
        var loaded = Load(Good.Replace("rest-hours: 11", "rest-hours: 99", StringComparison.Ordinal)
            .Replace("23:30", "19:00", StringComparison.Ordinal).Replace("crews: 2", "crews: 3", StringComparison.Ordinal));

        Assert.Equal(["rest-hours", "rotations[0].cycle", "shifts[1].breaks[0]"], loaded.Errors.Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_night_in_which_clocks_change_ends_by_the_clock_on_the_wall()
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out var berlin), "This machine knows no time zones.");
        var night = new Shift("night", "夜班", new(22, 0), TimeSpan.FromHours(8), [new(TimeSpan.FromHours(4.5), TimeSpan.FromMinutes(30))]);

        var spring = night.On(new(2026, 3, 28), berlin!);
        var autumn = night.On(new(2026, 10, 24), berlin!);

        Assert.Equal((7, 9), ((spring.To - spring.From).TotalHours, (autumn.To - autumn.From).TotalHours));
        Assert.Equal(At("2026-03-29T01:30Z"), Assert.Single(night.BreaksOn(new(2026, 3, 28), berlin!)).From);
        Assert.Equal(At("2026-10-25T00:30Z"), Assert.Single(night.BreaksOn(new(2026, 10, 24), berlin!)).From);
    }

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture);

    private static Loaded<ShiftRules> Load(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("shifts.yaml"), text);
        return ShiftFile.Load(folder.File("shifts.yaml"));
    }
}
