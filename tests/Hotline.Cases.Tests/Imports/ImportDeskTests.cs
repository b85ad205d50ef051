using System.Text;
using Hotline.Cases.Tests.Desks;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Imports;

public sealed class ImportDeskTests : IDisposable
{
    private const string Header = "案件编号,问题描述,地址,类型,小类,上报时间,上报人,联系电话,是否保密\n";
    private const string Good = "A-1,路灯不亮,人民路18号,投诉,路面破损,2026-03-01 09:30:00,王五,13800000051,是\n";

    private static readonly string CityManagement = Repository.Path("policies", "imports", "city-management.yaml");

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_rows_become_cases_once_and_every_wrong_one_is_named_with_line_and_column()
    {
        await using var city = await SampleCity.OpenAsync();
        var file = await WriteAsync(Header + Good
            + ",没有编号,,,,,,,\n"
            + "A-1,又一次,,,,,,,\n"
            + "A-2,,,表白,不存在,昨天,,12,也许\n"
            + "A-3,太多,,,,,,,,,\n"
            + "A-4,将来,,,,2031-01-01 00:00:00,,,\n"
            + $"A-5,x,{new string('长', 201)},,,,,,\n"
            + "A-6,好的,,,,,,,\n"
            + "A-7,铃\u0007声,,,,,,,\n");
        var steps = new List<int>();

        var trial = await ImportAsync(city, file, dryRun: true);
        var report = await ImportAsync(city, file, progress: (done, _) => steps.Add(done));
        var again = await ImportAsync(city, file);

        Assert.Equal((9, 2, 0, 7, true), (trial.Rows, trial.Taken, trial.Repeated, trial.Rejected, trial.DryRun));
        Assert.Equal((9, 2, 0, 7, false), (report.Rows, report.Taken, report.Repeated, report.Rejected, report.DryRun));
        Assert.Equal((0, 2), (again.Taken, again.Repeated));
        Assert.Equal(Enumerable.Range(1, 9), steps);
        Assert.Equal(
            [
                "3 案件编号", "4 案件编号", "5 联系电话", "5 类型", "5 小类", "5 是否保密", "5 上报时间", "5 问题描述", "6 ", "7 上报时间", "8 地址", "10 问题描述",
            ],
            report.Faults.Select(fault => $"{fault.Line} {fault.Column}"));
        Assert.All(report.Faults, fault => Assert.StartsWith("expected ", fault.Expected, StringComparison.Ordinal));
        Assert.DoesNotContain(report.Faults, fault => fault.Expected.Contains("表白", StringComparison.Ordinal));
        Assert.StartsWith(Header + ",没有编号", report.Rejects, StringComparison.Ordinal);
        Assert.Equal(8, report.Rejects.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var cases = (await city.Board.ListCasesAsync(city.Supervisor, new CaseQuery(), Token)).Items;
        Assert.Equal(2, cases.Count);
        var seen = await city.SeeAsync(cases.Single(row => row.Text == "路灯不亮").Number);
        Assert.Equal(("人民路18号", SampleCity.Potholes, true, "王五", "13800000051"), (seen.Place, seen.Category.Code, seen.Confidential, seen.Requester.Name, seen.Requester.Phone));
        var contact = Assert.Single(seen.Contacts);
        Assert.Equal((Medium.Platform, new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.Zero)), (contact.Medium, contact.ArrivedAt));
    }

    [Fact]
    public async Task Mended_rejects_go_in_by_the_same_mapping()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await ImportAsync(city, await WriteAsync(Header + Good + "B-1,,,,,,,,\n"));

        var mended = await ImportAsync(city, await WriteAsync(first.Rejects.Replace("B-1,,", "B-1,井盖,", StringComparison.Ordinal)));

        Assert.Equal((1, 0), (mended.Taken, mended.Rejected));
    }

    [Fact]
    public async Task Json_comes_in_by_its_own_mapping_and_its_rejects_are_json_again()
    {
        await using var city = await SampleCity.OpenAsync();
        var mapping = Repository.Path("policies", "imports", "district-platform.yaml");
        var file = await WriteAsync("{\"data\":{\"rows\":[\n{\"id\":1,\"content\":\"路灯\",\"createdAt\":\"2026-03-02T10:00:00\"},\n{\"id\":2,\"classCode\":\"x\",\"content\":\"a\"}]}}");

        var report = await ImportAsync(city, file, mapping: mapping);
        var again = await ImportAsync(city, await WriteAsync(report.Rejects.Replace("\"x\"", $"\"{SampleCity.Potholes}\"", StringComparison.Ordinal)), mapping: mapping);

        Assert.Equal((1, new ImportFault(3, "classCode", report.Faults[0].Expected)), (report.Taken, Assert.Single(report.Faults)));
        Assert.Equal((1, 0), (again.Taken, again.Rejected));
    }

    [Fact]
    public async Task A_hazard_counts_from_the_import_not_from_the_day_another_platform_heard_of_it()
    {
        await using var city = await SampleCity.OpenAsync();
        await ImportAsync(city, await WriteAsync(Header + "H-1,塌了,人民路,投诉,井盖,2026-02-01 08:00:00,,,\n"));

        var seen = await city.SeeAsync((await city.Board.ListCasesAsync(city.Supervisor, new CaseQuery(), Token)).Items.Single().Number);

        Assert.True(seen.Hazard);
        Assert.All(seen.Clocks, clock => Assert.True(clock.StartedAt >= SampleCity.Start, clock.Name));
    }

    [Fact]
    public async Task A_mapping_and_a_file_that_do_not_fit_are_refused_whole_with_every_reason()
    {
        await using var city = await SampleCity.OpenAsync();
        var mapping = Path.Combine(folder.Path, "wrong.yaml");
        await File.WriteAllTextAsync(mapping, "name: Wrong Name\nformat: xml\ncolums: {}\ncolumns: { text: a, external-ID: b }\n", Token);

        var refused = await ImportAsync(city, await WriteAsync(Header), mapping: mapping);
        Assert.Equal([1, 2, 3, 4, 4], refused.Refusals.Select(line => int.Parse(line[(mapping.Length + 1)..].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("did you mean 'columns'", refused.Refusals[2], StringComparison.Ordinal);

        var missing = await ImportAsync(city, await WriteAsync("案件编号,问题描述\nA,b\n"));
        Assert.Contains(missing.Refusals, line => line.Contains("上报时间: expected a column of this name", StringComparison.Ordinal));
        Assert.Single((await ImportAsync(city, Path.Combine(folder.Path, "absent.csv"))).Refusals);
        Assert.Single((await ImportAsync(city, await WriteAsync("", [0xff, 0xff, 0x80]))).Refusals);
    }

    public void Dispose() => folder.Dispose();

    private static ValueTask<ImportReport> ImportAsync(SampleCity city, string file, bool dryRun = false, Action<int, int>? progress = null, string? mapping = null) =>
        city.Services.GetRequiredService<IImportDesk>().ImportAsync(file, mapping ?? CityManagement, dryRun, progress ?? ((_, _) => { }), Token);

    private async Task<string> WriteAsync(string text, byte[]? bytes = null)
    {
        var file = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllBytesAsync(file, bytes ?? Encoding.UTF8.GetBytes(text), Token);
        return file;
    }
}
