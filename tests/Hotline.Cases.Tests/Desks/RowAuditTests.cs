using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>One row altered behind the product's back, in each table that is evidence: it is found, and named.</summary>
public sealed class RowAuditTests
{
    private const string Number = "20260302000001";
    private const string OfCase = "CaseId = (SELECT Id FROM Cases WHERE Number = '20260302000001')";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is done, and the table that is named; of a case also its number.</summary>
    public static TheoryData<string, string, string?> Tampering => new()
    {
        { $"UPDATE Cases SET Text = Text || '！' WHERE Number = '{Number}'", "Cases", Number },
        { $"UPDATE Cases SET RequesterPhone = '13800000009' WHERE Number = '{Number}'", "Cases", Number },
        { $"UPDATE Assignments SET DispatchedAt = '2026-03-02T07:00:00.0000000Z' WHERE Seq = 1 AND {OfCase}", "Assignments", Number },
        { $"UPDATE Assignments SET Seal = NULL WHERE Seq = 1 AND {OfCase}", "Assignments", Number },
        { $"UPDATE Countdowns SET Due = '2027-03-02T07:00:00.0000000Z' WHERE Name = 'Handle' AND {OfCase}", "Countdowns", Number },
        { $"UPDATE CaseTasks SET Reason = '别的' WHERE {OfCase}", "CaseTasks", Number },
        { $"UPDATE CaseTasks SET Tries = '[]' WHERE {OfCase} AND Tries <> '[]'", "CaseTasks", Number },
        { $"UPDATE Surveys SET Answer = 'Satisfied' WHERE {OfCase}", "Surveys", Number },
        { $"UPDATE Surveys SET UnitAtFault = 0 WHERE {OfCase}", "Surveys", Number },
        { $"UPDATE UnitRequests SET Reason = '别的' WHERE {OfCase}", "UnitRequests", Number },
        { $"UPDATE CoHandlings SET Task = '别的' WHERE {OfCase}", "CoHandlings", Number },
        { $"UPDATE HandlingRecords SET Note = '别的' WHERE {OfCase}", "HandlingRecords", Number },
        { $"UPDATE Adjudications SET Decision = '别的' WHERE {OfCase}", "Adjudications", Number },
        { $"UPDATE Notices SET Text = '别的' WHERE Id = (SELECT MIN(Id) FROM Notices WHERE {OfCase})", "Notices", Number },
        { "UPDATE Recordings SET Sha256 = 'b'", "Recordings", null },
        { "UPDATE SampledCalls SET AgentId = '8009'", "SampledCalls", null },
        { "UPDATE CallScores SET Items = '[]'", "CallScores", null },
        { "UPDATE Audit SET Reason = '别的' WHERE Seq = 2", "Audit", null },
        { "DELETE FROM Audit WHERE Seq = 1", "Audit", null },
        { "DELETE FROM Audit WHERE Seq = (SELECT MAX(Seq) FROM Audit)", "Audit", null },
        { $"DELETE FROM Surveys WHERE {OfCase}", "Cases", Number },
        { $"DELETE FROM UnitRequests WHERE {OfCase}", "Cases", Number },
        { "UPDATE CallQuarters SET Tally_Offered = Tally_Offered + 1", "CallQuarters", null },
        { "DELETE FROM CallQuarters", "CallQuarters", null },
        { "UPDATE SeatQuarters SET Tally_Talking = Tally_Talking + 1", "SeatQuarters", null },
    };

    [Fact]
    public async Task A_row_altered_or_taken_away_in_any_table_is_named()
    {
        await using var city = await LifeAsync();
        Assert.Empty(await FaultsAsync(city));
        Assert.Empty(await city.FaultsAsync());
        foreach (var (sql, table, number) in Tampering.Select(row => row.Data))
        {
            await city.ExecuteAsync("VACUUM INTO '" + city.Folder + "/kept.db'", "");
            Assert.True(await ChangedAsync(city, sql) > 0, $"{sql} changed nothing");
            var faults = await FaultsAsync(city);
            Assert.True(faults.Count == 1 && faults[0].Table == table && faults[0].CaseNumber == number, $"{sql}: {string.Join("; ", faults)}");
            await RestoreAsync(city);
            Assert.Empty(await FaultsAsync(city));
        }
    }
}
