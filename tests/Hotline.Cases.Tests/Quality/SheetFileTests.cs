using Hotline.Cases.Policies;
using Hotline.Cases.Quality;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Quality;

public sealed class SheetFileTests
{
    private const string Good = """
        appeal-days: 3
        sheets:
          - id: service
            version: 1
            name: 服务
            pass: 80
            items:
              - id: greeting
                name: 问候
                points: 40
                optional: true
              - id: record
                name: 记录
                points: 60
                critical: true
                guide: 齐全
          - id: service
            version: 2
            name: 服务
            pass: 85
            items:
              - {id: record, name: 记录, points: 100}

        """;

    [Fact]
    public void What_ships_is_right_and_its_points_come_to_100()
    {
        var loaded = SheetFile.Load(Repository.Path("policies", "quality.yaml"));

        Assert.Empty(loaded.Errors);
        Assert.Equal((TimeSpan.FromDays(7), 100), (loaded.Value!.AppealTime, Assert.Single(loaded.Value.Sheets).Items.Sum(item => item.Points)));
    }

    [Fact]
    public void The_newest_version_of_a_sheet_is_taken_and_the_others_are_kept()
    {
        var rules = Load(Good).Value!;

        Assert.Equal((TimeSpan.FromDays(3), 2, 2), (rules.AppealTime, rules.Sheets.Length, rules.Newest("service")!.Version));
        Assert.Null(rules.Newest("other"));
        Assert.Equal(LastWord.Supervisor, rules.ByRight);
        Assert.Equal(LastWord.Nobody, Load("appeal-by-right: nobody\n" + Good).Value!.ByRight);
        Assert.Equal(new("record", "记录", 60, Critical: true, Optional: false, "齐全"), rules.Sheets[0].Items[1]);
        Assert.True(rules.Sheets[0].SaysTheSameAs(Load(Good).Value!.Sheets[0]));
        Assert.False(rules.Sheets[0].SaysTheSameAs(Load(Good.Replace("齐全", "完整", StringComparison.Ordinal)).Value!.Sheets[0]));
    }

    [Theory]
    [InlineData("points: 60", "points: 50", ":7: sheets[0].items: expected points that come to 100, found 90")]
    [InlineData("points: 60", "points: 0", ":14: sheets[0].items[1].points: expected a whole number from 1 to 100, found '0'")]
    [InlineData("version: 2", "version: 1", ":18: sheets[1].version: expected a version that 'service' does not have yet, found '1' twice")]
    [InlineData("- id: record", "- id: greeting", ":12: sheets[0].items[1].id: expected an id of its own, found 'greeting' twice")]
    [InlineData("critical: true", "optional: true", ":7: sheets[0].items: expected an item that is not optional")]
    [InlineData("critical: true", "critcal: true", ":15: sheets[0].items[1].critcal: unknown key")]
    [InlineData("appeal-days: 3", "appeal-days: 0", ":1: appeal-days: expected a whole number from 1 to 365")]
    [InlineData("appeal-days: 3", "appeal-by-right: everybody", ":1: appeal-by-right: expected ")]
    [InlineData("    pass: 80\n", "", ":3: sheets[0].pass: missing")]
    public void What_is_wrong_is_named_by_file_line_and_what_was_expected(string right, string wrong, string error)
    {
        var loaded = Load(Good.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(loaded.Value);
        Assert.Contains("quality.yaml" + error, Assert.Single(loaded.Errors).ToString(), StringComparison.Ordinal);
    }

    private static Loaded<QualityRules> Load(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("quality.yaml"), text);
        return SheetFile.Load(folder.File("quality.yaml"));
    }
}
