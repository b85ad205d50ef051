using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

public sealed class HistoryAuditTests
{
    private const string Number = "20260302000001";

    public static TheoryData<string, int> Tampering => new()
    {
        { "UPDATE History SET Detail = Detail || '。' WHERE Seq = 2", 2 },
        { "UPDATE History SET Actor = 'somebody' WHERE Seq = 1", 1 },
        { "UPDATE History SET At = '2026-03-02T07:59:59.0000000Z' WHERE Seq = 3", 3 },
        { "UPDATE History SET Clause = NULL WHERE Seq = 1 AND Clause IS NOT NULL OR Seq = 2", 2 },
        { "UPDATE History SET ActorId = '00000000-0000-0000-0000-000000000000' WHERE Seq = 2", 2 },
        { "UPDATE History SET Hash = 'x' WHERE Seq = 3", 3 },
        { "DELETE FROM History WHERE Seq = 1", 1 },
        { "DELETE FROM History WHERE Seq = 2", 2 },
        { "DELETE FROM History WHERE Seq = 3", 3 },
        { "UPDATE History SET Seq = Seq + 10 WHERE Seq = 3", 3 },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task A_line_changed_or_removed_behind_our_back_is_found(string sql, int seq)
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Signed);
        await city.BringToAsync(CaseState.Dispatched);
        Assert.Empty(await city.FaultsAsync());
        await city.ExecuteAsync(sql, $" AND CaseId = (SELECT Id FROM Cases WHERE Number = '{Number}')");
        var fault = Assert.Single(await city.FaultsAsync());
        Assert.Equal((Number, seq), (fault.CaseNumber, fault.Seq));
    }

    [Fact]
    public async Task A_case_taken_away_whole_is_missed()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Registered);
        await city.BringToAsync(CaseState.Registered);
        await city.ExecuteAsync("PRAGMA foreign_keys = OFF", "");
        await city.ExecuteAsync("DELETE FROM Cases WHERE Number = '20260302000001'", "");
        Assert.Equal([new HistoryFault(Number, 0, "the case is missing")], await city.FaultsAsync());
    }
}
