using System.Text.Json;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Commands;

public sealed class PolicyCommandsTests
{
    private static readonly string Policies = Repository.Path("policies");

    /// <summary>The cases of the tables in docs/regulations/due: one file per policy.</summary>
    public static TheoryData<string> Ids => ["gaoling-2020", "haimen-2016", "hanjiang-2016", "xiangan-2018", "yongning-2017"];

    [Fact]
    public async Task Due_prints_the_clocks_as_json()
    {
        var (code, output, errors) = await Run(
            "due", "--policy", "hanjiang-2016", "--type", "complaint", "--at", "2026-09-29T16:20:00+08:00", "--hazard", "--json");
        Assert.Equal((0, string.Empty), (code, errors));
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(["policy", "type", "at", "clocks", "extension", "return"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("2026-09-29T16:20:00+08:00", root.GetProperty("at").GetString());
        Assert.Equal(
            [
                "register 2026-09-29T16:35:00+08:00 minutes 15 hanjiang-2016/11b",
                "on-site 2026-09-29T22:20:00+08:00 hours 6 hanjiang-2016/11c",
                "ownership 2026-09-30T04:20:00+08:00 hours 12 hanjiang-2016/11e",
                "handle 2026-10-09T17:30:00+08:00 working-days 3 hanjiang-2016/11a",
                "callback 2026-09-30T04:20:00+08:00 hours 12 hanjiang-2016/12b",
            ],
            root.GetProperty("clocks").EnumerateArray().Select(clock =>
                $"{clock.GetProperty("name")} {clock.GetProperty("due")} {clock.GetProperty("unit")} {clock.GetProperty("amount")} {clock.GetProperty("clause")}"));
        Assert.All(root.GetProperty("clocks").EnumerateArray(), clock => Assert.Equal(
            ["name", "due", "unit", "amount", "clause", "provisional", "explanation"], clock.EnumerateObject().Select(property => property.Name)));
        Assert.Contains(
            "2026-10-01…07 not counted: National Day", root.GetProperty("clocks")[3].GetProperty("explanation").GetString(), StringComparison.Ordinal);
        Assert.Equal(["until", "maxTimes", "maxDue", "clause"], root.GetProperty("extension").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["until", "clause"], root.GetProperty("return").EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("2026-11-22T09:30:00", "2026-11-22T09:30:00+08:00")] // no offset: Asia/Shanghai
    [InlineData("2026-11-22T01:30:00Z", "2026-11-22T09:30:00+08:00")]
    [InlineData("2026-11-21T17:30:00-08:00", "2026-11-22T09:30:00+08:00")]
    [InlineData("2026-11-22T09:30:00.5+08:00", "2026-11-22T09:30:00.5+08:00")]
    public async Task Due_takes_moments_with_and_without_an_offset(string at, string shown)
    {
        var (_, output, _) = await Run("due", "--policy=xiangan-2018", "--type=consultation", $"--at={at}", "--json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(shown, json.RootElement.GetProperty("at").GetString());
        Assert.Equal("2026-11-24T17:30:00+08:00", json.RootElement.GetProperty("clocks")[0].GetProperty("due").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("return").ValueKind);
    }

    [Theory]
    [InlineData("due --policy hanjiang --type complaint --at 2026-11-22", "did you mean 'hanjiang-2016'")]
    [InlineData("due --policy hanjiang-2016 --type complain --at 2026-11-22", "did you mean 'complaint'")]
    [InlineData("due --policy hanjiang-2016 --type petition --at 2026-11-22", "not 'petition'")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at tomorrow", "expected a moment")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at 1999-12-31", "between 2001 and 2098")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at 2026-11-22 --category 999999", "no class '999999'")]
    [InlineData("due --policy hanjiang-2016 --type complaint", "--at is missing")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at", "--at needs a value")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at 2026-11-22 --hazzard", "did you mean '--hazard'")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at 2026-11-22 --complexity hard", "one of simple, ordinary, complex")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at 2026-11-22 --lang fr", "zh or en")]
    [InlineData("due --policy hanjiang-2016 --type complaint --at 2026-11-22 now", "unexpected 'now'")]
    [InlineData("chek", "did you mean 'check'")]
    [InlineData("", "expected one of check")]
    [InlineData("coverage --tests nowhere", "no folder 'nowhere'")]
    [InlineData("calendar import nowhere.txt", "expected one file")]
    public async Task A_wrong_command_is_refused_with_the_reason(string line, string reason)
    {
        var (code, output, errors) = await Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_is_said_at_once()
    {
        var (_, _, errors) = await Run("due", "--policy", "nowhere", "--type", "nothing", "--at", "never");
        Assert.Equal(3, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Check_passes_what_ships()
    {
        var (code, output, errors) = await Run("check");
        Assert.Equal((0, string.Empty), (code, errors));
        Assert.EndsWith("8 files, 0 errors", output.TrimEnd(), StringComparison.Ordinal);
        foreach (var file in new[] { "sample-city.yaml", "hanjiang-2016.categories.csv", "hanjiang-2016.yaml", "quality.yaml", "shifts.yaml" })
        {
            Assert.Equal(0, (await Run("check", Path.Combine(Policies, file))).Code);
        }
    }

    [Fact]
    public async Task Check_prints_every_error_and_fails()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("bad.yaml"), "id: bad\nversoin: 1\nclauses:\n  \"1\": 要点\n");
        var (code, output, _) = await Run("check", folder.File("bad.yaml"), folder.File("none.yaml"));
        Assert.Equal(1, code);
        Assert.Contains("bad.yaml:2: versoin: unknown key", output, StringComparison.Ordinal);
        Assert.Contains("(did you mean 'version'?)", output, StringComparison.Ordinal);
        Assert.Contains("none.yaml:0: file:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_ends_with_all_clauses_shown()
    {
        var (code, output, _) = await Run("coverage", "--regulations", Repository.Path("docs", "regulations"), "--tests", Repository.Path("tests"));
        Assert.Equal(0, code);
        Assert.Matches(@"(\d+) of \1 clauses shown$", output.TrimEnd());
        Assert.Contains("Hanjiang2016Tests.On_site_within_six_hours_of_the_dispatch", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_counts_only_tests_of_which_every_case_passed()
    {
        using var folder = new TemporaryFolder();
        static string Run(string method, string status, string clause) =>
            $$"""{ "name": "x", "status": "{{status}}", "extra": { "type": "Hotline.Cases.Tests.Policies.SomeTests", "method": "{{method}}", "traits": { "Clause": ["{{clause}}"] } } }""";
        File.WriteAllText(folder.File("Hotline.Cases.Tests.ctrf.json"), $$"""
            { "results": { "tests": [
              {{Run("One", "passed", "hanjiang-2016/1")}}, {{Run("One", "passed", "hanjiang-2016/1")}},
              {{Run("Two", "passed", "hanjiang-2016/2")}}, {{Run("Two", "failed", "hanjiang-2016/2")}},
              {{Run("Three", "skipped", "hanjiang-2016/3")}},
              { "name": "y", "status": "passed", "extra": { "type": "T", "method": "M" } }
            ] } }
            """);
        var (code, output, _) = await PolicyCommandsTests.Run("coverage", "--regulations", Repository.Path("docs", "regulations"), "--results", folder.Path);
        Assert.Equal(1, code);
        Assert.Matches("^1 of [0-9]+ clauses shown$", output.TrimEnd().Split('\n')[^1]);
        Assert.Contains("SomeTests.One", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SomeTests.Two", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_due_tables_of_the_documentation_are_what_the_command_prints(string id)
    {
        var file = Repository.Path("docs", "regulations", "due", $"{id}.txt");
        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(kept, await DueTables.WriteAsync(id, kept, Run));
    }

    [Fact]
    public async Task A_new_year_is_imported_from_its_notice()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("calendar"));
        File.Copy(Path.Combine(Policies, "calendar", "cn.yaml"), folder.File("calendar/cn.yaml"));
        File.WriteAllText(folder.File("notice.txt"), "关于2027年部分节假日安排的通知\n国办发明电〔2026〕0号\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n");
        var import = new[] { "calendar", "import", folder.File("notice.txt"), "--policies", folder.Path, "--address", "https://example.invalid/" };

        Assert.Equal(0, (await Run(import)).Code);
        Assert.True((await Run([.. import, "--write"])).Code == 0);
        var (code, output, _) = await Run("check", folder.File("calendar/cn.yaml"));
        Assert.Equal(0, code);
        Assert.Contains("21 years, the last 2027", output, StringComparison.Ordinal);
        Assert.Equal(1, (await Run([.. import, "--write"])).Code);
    }

    [Fact]
    public async Task Check_warns_of_measures_that_are_not_counted()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "small-2026.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            id: small-2026
            version: 1
            title: 小办法
            effective: 2026-01-01
            types: [complaint]
            clauses:
              "1": 通报
            accountability:
              - { measure: rework-rate, over: month, more-than: 10, notice: 通报, clause: 1 }
              - { measure: close-rate, over: case, below: 90, notice: 通报, clause: 1 }
              - { measure: timed-out-cases, over: year, at-least: 3, months: 2, notice: 通报, clause: 1 }
            clocks:
              - { clock: handle, from: dispatched, until: replied, limit: 3 working days, clause: 1 }
            """,
            TestContext.Current.CancellationToken);
        var (code, output, _) = await Run("check", file);
        Assert.Equal(0, code);
        Assert.Contains($"warning: {file}:10: accountability[1].measure: close-rate is not counted over a case", output, StringComparison.Ordinal);
        Assert.Contains($"warning: {file}:11: accountability[2].measure: timed-out-cases is not counted: months add up", output, StringComparison.Ordinal);
        Assert.EndsWith("1 files, 0 errors, 2 warnings", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_and_keys_print_what_is_published()
    {
        Assert.StartsWith("{\n", (await Run("schema")).Output, StringComparison.Ordinal);
        Assert.StartsWith("| key |", (await Run("keys")).Output, StringComparison.Ordinal);
        Assert.Contains("policy due", (await Run("help")).Output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        string[] given = arguments is ["due" or "check" or "coverage", ..] && !arguments.Contains("--policies") ? [.. arguments, "--policies", Policies] : arguments;
        var code = await PolicyCommands.RunAsync(given, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
