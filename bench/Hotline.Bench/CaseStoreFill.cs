using System.Globalization;
using Hotline.Cases.Storage;
using Microsoft.Data.Sqlite;

namespace Hotline.Bench;

/// <summary>
/// Fills a case store with open cases, each with three clocks, its words in the index: rows as the product writes them, made by the database itself, since
/// a million through the desks would take hours. The cases are of the last 300 days, all at one of 40 units, under limits that a superior set (no calendar moves them); of a hundred one is late.
/// </summary>
internal static class CaseStoreFill
{
    /// <summary>The unit of the sample city whose handler signs in; the other 39 are invented.</summary>
    internal const string Unit = "urban-mgmt";

    internal static readonly string[] Things = ["路灯", "井盖", "人行道", "下水道", "垃圾桶", "公交站台", "红绿灯", "护栏", "树枝", "广告牌", "自来水管", "电线", "停车位", "广场舞", "工地", "烧烤摊", "共享单车", "健身器材", "电梯", "楼道"];
    internal static readonly string[] Faults = ["不亮", "缺失", "破损", "堵塞", "占道", "噪音扰民", "长期无人清理", "存在安全隐患", "收费不合理", "漏水严重"];
    internal static readonly string[] Wishes = ["，请尽快处理。", "，已经三天了，影响居民出行。", "，多次反映没有结果，希望给个答复。", "，晚上尤其严重，请相关部门核实。", "，老人小孩路过很危险。"];
    internal static readonly string[] Streets = ["中山路", "解放街", "延宁路", "涵东街道", "滨江大道", "学府路", "建设南路", "榕江新村", "工业一路", "人民广场"];

    /// <summary>Fills; indexes are made when the rows are there.</summary>
    internal static async Task FillAsync(string folder, int cases, IReadOnlyList<string> classes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hotline.db")};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await RunAsync("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY; BEGIN; CREATE TEMP TABLE Sentence (Id INTEGER PRIMARY KEY, Text, Words); CREATE TEMP TABLE Spot (Id INTEGER PRIMARY KEY, Place, Words); CREATE TEMP TABLE Unit (Id INTEGER PRIMARY KEY, Name, Words); CREATE TEMP TABLE Class (Id INTEGER PRIMARY KEY, Code, Words)");
        await AddAsync("Sentence", from thing in Things from fault in Faults from wish in Wishes select thing + fault + wish);
        await AddAsync("Spot", from street in Streets from house in Enumerable.Range(1, 400) select string.Create(CultureInfo.InvariantCulture, $"{street}{house}号"));
        await AddAsync("Unit", Enumerable.Range(0, 40).Select(unit => unit == 0 ? Unit : $"u{unit}"), WordPairs.Unit);
        await AddAsync("Class", classes, code => code);
        var indexes = await IndexesAsync();
        foreach (var (name, _) in indexes)
        {
            await RunAsync($"DROP INDEX \"{name}\"");
        }

        await RunAsync(Rows);
        foreach (var (_, sql) in indexes)
        {
            await RunAsync(sql);
        }

        await RunAsync("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");

        async Task RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
#pragma warning disable CA2100 // The statements stand in this file, or in the store itself.
            command.CommandText = sql;
#pragma warning restore CA2100
            if (sql == Rows)
            {
                command.Parameters.AddWithValue("$cases", cases);
                command.Parameters.AddWithValue("$classes", classes.Count);
                command.Parameters.AddWithValue("$now", now.ToUnixTimeSeconds());
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        async Task AddAsync(string table, IEnumerable<string> texts, Func<string, string>? cut = null)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the tables above.
            command.CommandText = $"INSERT INTO {table} VALUES ($id, $text, $words)";
#pragma warning restore CA2100
            var (id, text, words) = (command.Parameters.Add("$id", SqliteType.Integer), command.Parameters.Add("$text", SqliteType.Text), command.Parameters.Add("$words", SqliteType.Text));
            foreach (var (index, written) in texts.Index())
            {
                (id.Value, text.Value, words.Value) = (index, written, cut is null ? WordPairs.Index(written) : cut(written));
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        async Task<List<(string Name, string Sql)>> IndexesAsync()
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('Cases', 'Countdowns', 'Assignments', 'History')";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var found = new List<(string, string)>();
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add((reader.GetString(0), reader.GetString(1)));
            }

            return found;
        }
    }

    private const string Rows = """
        CREATE TEMP TABLE Past AS
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $cases)
        SELECT i, printf('%08X-0000-7000-8000-%012X', i, i) AS Id,
               $now - 300 * 86400 + CAST(i * (299.0 * 86400 / $cases) AS INTEGER) AS At,
               CASE (i * 7919) % 40 WHEN 0 THEN 'urban-mgmt' ELSE 'u' || (i * 7919) % 40 END AS Unit
        FROM n;
        INSERT INTO Cases (Id, Number, Version, Revision, State, RequestType, CategoryCode, CategoryPath, Place, Text, Hazard, Confidential, RequesterName,
                           RequesterPhone, RequesterPhoneKey, RegisteredAt, RegisteredById, AgentId, PolicyId, UnitId, UnitName, HistoryLength, HistoryHash, ConvenienceList, Limits)
        SELECT Past.Id, strftime('%Y%m%d', At + 28800, 'unixepoch') || printf('%06d', i % 1000000), 2, 2, CASE i % 10 WHEN 0 THEN 'Registered' WHEN 1 THEN 'Dispatched' ELSE 'Signed' END,
               CASE i % 4 WHEN 0 THEN 'Consultation' ELSE 'Complaint' END, Class.Code, '市政 / ' || Class.Code, Spot.Place, Sentence.Text, i % 50 = 0, 0, '王先生',
               printf('138%08d', (i * 104729) % 100000000), printf('138%08d', (i * 104729) % 100000000), strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At, 'unixepoch'),
               '00000000-0000-0000-0000-000000000001', '9' || i % 300, 'hanjiang-2016 v1', Unit, Unit, 1, '', 0, '[]'
        FROM Past JOIN Sentence ON Sentence.Id = (i * 31) % 1000 JOIN Spot ON Spot.Id = (i * 17) % 4000 JOIN Class ON Class.Id = (i * 13) % $classes ORDER BY i;
        INSERT INTO Assignments (CaseId, Seq, UnitId, UnitName, DispatchedAt, DispatchedBy, SignedAt, Automatic)
        SELECT Id, 1, Unit, Unit, strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At + 600, 'unixepoch'), '派单员', strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At + 3600, 'unixepoch'), 0
        FROM Past ORDER BY i;
        INSERT INTO Countdowns (Id, CaseId, Name, StartedAt, Due, LateAfter, Alarms, Alarmed, NextAt, "From", "Until", Breach, State, Clause, Gist, Provisional, Explanation, OverrideSource, OverrideDocument)
        SELECT printf('%08X-0000-7000-8001-%04X%08X', i, k, i), Id, Name, strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At, 'unixepoch'),
               strftime('%Y-%m-%dT%H:%M:%S.0000000Z', Due, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%S.0000000Z', Due, 'unixepoch'), '[]', 0,
               CASE WHEN Due > $now THEN strftime('%Y-%m-%dT%H:%M:%S.0000000Z', Due, 'unixepoch') END, 'Dispatched', Stops, 'List',
               CASE WHEN Due > $now THEN 'Running' ELSE 'Breached' END, 'hanjiang-2016/11a', '上级指定期限', 0, '上级指定期限', 'Superior', '市政府督查件'
        FROM (SELECT i, Id, At, k, Name, Stops, CASE WHEN k = 0 AND i % 100 = 0 THEN $now - 3600 - i % 86400 ELSE $now + 86400 * (1 + k) + (i * 7) % (200 * 86400) END AS Due
              FROM Past, (SELECT 0 AS k, 'Handle' AS Name, 'Replied' AS Stops UNION SELECT 1, 'Contact', 'Contacted' UNION SELECT 2, 'Callback', 'CalledBack') ORDER BY i);
        INSERT INTO History (CaseId, Seq, At, ActorId, Actor, Act, Detail, CaseVersion, Hash)
        SELECT Id, 1, strftime('%Y-%m-%dT%H:%M:%S.0000000Z', At, 'unixepoch'), '00000000-0000-0000-0000-000000000001', '话务员', 'register', '受理登记', 1, '' FROM Past ORDER BY i;
        INSERT INTO CaseWords (rowid, Words)
        SELECT CAST(strftime('%Y%m%d', At + 28800, 'unixepoch') || printf('%06d', i % 1000000) AS INTEGER), Sentence.Words || ' ' || Spot.Words || ' ' || Unit.Words
        FROM Past JOIN Unit ON Unit.Name = Past.Unit JOIN Sentence ON Sentence.Id = (i * 31) % 1000 JOIN Spot ON Spot.Id = (i * 17) % 4000 ORDER BY i;
        DROP TABLE Past;
        """;
}
