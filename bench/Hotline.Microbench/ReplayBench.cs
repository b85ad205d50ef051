using System.Globalization;
using Hotline.Cases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Microbench;

/// <summary>
/// <c>replay --cases N [--data DIR]</c>: fills a case store of its own with so many past cases of a year, each dispatched, signed for and replied to with
/// its clocks and history, and plays them under each shipped regulation's draft. With <c>--data</c> the store stays, for <c>./hotline policy replay</c>.
/// </summary>
internal static class ReplayBench
{
    private static readonly DateOnly From = new(2025, 1, 1);
    private static readonly DateOnly To = new(2025, 12, 31);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var cases = int.Parse(Value(arguments, "--cases") ?? "1000000", CultureInfo.InvariantCulture);
        var given = Value(arguments, "--data");
        var folder = given ?? Directory.CreateTempSubdirectory("hotline-replay-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddHotlineCases(new CaseOptions
            {
                DataFolder = folder,
                PolicyFile = Path.Combine("policies", "hanjiang-2016.yaml"),
                CalendarFile = Path.Combine("policies", "calendar", "cn.yaml"),
                CityFile = Path.Combine("policies", "sample-city.yaml"),
            }).BuildServiceProvider();
            await services.PrepareCasesAsync(CancellationToken.None);
            var began = TimeProvider.System.GetTimestamp();
            await FillAsync(folder, cases);
            Say($"filled with {cases:N0} cases in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s, {new FileInfo(Path.Combine(folder, "hotline.db")).Length / 1_000_000:N0} MB");
            foreach (var policy in new[] { "hanjiang-2016", "gaoling-2020", "yongning-2017" })
            {
                began = TimeProvider.System.GetTimestamp();
                var used = Environment.CpuUsage.TotalTime;
                var view = await services.GetRequiredService<IReplayDesk>()
                    .ReplayAsync(Path.Combine("policies", $"{policy}.yaml"), From, To, null, CancellationToken.None);
                var took = TimeProvider.System.GetElapsedTime(began);
                Say($"{policy}: {view.Cases:N0} cases, {view.Clocks:N0} limits, {view.Late:N0} broken, {view.Load.Count} units: {took.TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - used).TotalSeconds:0.0} s of CPU");
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            if (given is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    /// <summary>Rows as the product writes them, made by the database itself: a million through the desks would take hours.</summary>
    private static async Task FillAsync(string folder, int cases)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hotline.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("$cases", cases);
        command.CommandText = Rows;
        await command.ExecuteNonQueryAsync();
    }

    private static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var index && index + 1 < arguments.Length ? arguments[index + 1] : null;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private const string Rows = """
        PRAGMA synchronous = OFF;
        BEGIN;
        CREATE TEMP TABLE Past AS
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $cases)
        SELECT i,
               printf('%08X-0000-7000-8000-%012X', i, i) AS Id,
               strftime('%s', '2025-01-01 00:00:00') + CAST(i AS INTEGER) * (364.0 * 86400 / $cases) AS At,
               (i * 7919) % 40 AS Place,
               (i * 104729) % 200 AS Hours
        FROM n;
        INSERT INTO Cases (Id, Number, Version, Revision, State, RequestType, CategoryCode, CategoryPath, Place, Text, Hazard, Confidential, RequesterName,
                           RequesterPhone, RequesterPhoneKey, RegisteredAt, RegisteredById, PolicyId, UnitId, UnitName, HistoryLength, HistoryHash, ClosedAt, ConvenienceList, Limits)
        SELECT Id, strftime('%Y%m%d', At + 28800, 'unixepoch') || printf('%06d', i % 1000000), 5, 5, 'Archived', CASE i % 4 WHEN 0 THEN 'Consultation' ELSE 'Complaint' END,
               '010102', '公用设施维护 / 道路桥梁 / 路面破损坑洼', '延宁路', '路面有个大坑，晚上看不见。', i % 50 = 0, 0, '王先生', '13800000000', '13800000000',
               strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At, 'unixepoch'), '00000000-0000-0000-0000-000000000000', 'hanjiang-2016 v1', 'u' || Place, '单位' || Place, 5, '',
               strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At + 7200 + Hours * 3600, 'unixepoch'), 0, '[]'
        FROM Past;
        INSERT INTO Assignments (CaseId, Seq, UnitId, UnitName, DispatchedAt, DispatchedBy, SignedAt, RepliedAt, Automatic)
        SELECT Id, 1, 'u' || Place, '单位' || Place, strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At + 600, 'unixepoch'), '派单员',
               strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At + 3600, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At + 3600 + Hours * 3600, 'unixepoch'), 0
        FROM Past;
        INSERT INTO History (CaseId, Seq, At, ActorId, Actor, Act, Detail, CaseVersion, Hash)
        SELECT Id, s.Seq, strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At + s.Seq * 900, 'unixepoch'), '00000000-0000-0000-0000-000000000000', '派单员',
               s.Act, '路面有个大坑，晚上看不见。', s.Seq, '0000000000000000000000000000000000000000000000000000000000000000'
        FROM Past, (SELECT 1 AS Seq, 'register' AS Act UNION SELECT 2, 'dispatch' UNION SELECT 3, 'sign' UNION SELECT 4, 'on-site' UNION SELECT 5, 'reply') AS s
        ORDER BY i;
        DROP TABLE Past;
        COMMIT;
        PRAGMA wal_checkpoint(TRUNCATE);
        """;
}
