using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
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
        { $"UPDATE Tasks SET Reason = '别的' WHERE {OfCase}", "Tasks", Number },
        { $"UPDATE Tasks SET Tries = '[]' WHERE {OfCase} AND Tries <> '[]'", "Tasks", Number },
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
        { "UPDATE CallQuarters SET Tally_Arrived = Tally_Arrived + 1 WHERE Start = (SELECT MAX(Start) FROM CallQuarters)", "CallQuarters", null },
        { "DELETE FROM CallQuarters WHERE Start = (SELECT MAX(Start) FROM CallQuarters)", "CallQuarters", null },
        { "UPDATE SeatQuarters SET Tally_ReadyMs = Tally_ReadyMs + 1 WHERE Start = (SELECT MAX(Start) FROM SeatQuarters)", "SeatQuarters", null },
    };

    [Fact]
    public async Task A_row_altered_or_taken_away_in_any_table_is_named()
    {
        await using var city = await LifeAsync();
        Assert.Empty(await city.RowFaultsAsync());
        Assert.Empty(await city.FaultsAsync());
        foreach (var row in Tampering)
        {
            var (sql, table, number) = row.Data;
            var altered = sql.Split(' ') is ["DELETE", "FROM", var from, ..] ? from : sql.Split(' ')[1];
            await city.ExecuteAsync($"CREATE TABLE Kept AS SELECT * FROM {altered}; PRAGMA foreign_keys = OFF; {sql}", "");
            var faults = await city.RowFaultsAsync();
            Assert.True(faults.Count == 1 && faults[0].Table == table && faults[0].CaseNumber == number, $"{sql}: {string.Join("; ", faults)}");
            await city.ExecuteAsync($"PRAGMA foreign_keys = OFF; DELETE FROM {altered}; INSERT INTO {altered} SELECT * FROM Kept; DROP TABLE Kept", "");
            Assert.Empty(await city.RowFaultsAsync());
        }
    }

    [Fact]
    public async Task Every_act_and_every_sweep_leaves_all_seals_whole()
    {
        await using var city = await SampleCity.OpenAsync();
        foreach (var state in Enum.GetValues<CaseState>())
        {
            await city.BringToAsync(state);
        }

        await city.SweepAfterAsync(TimeSpan.FromDays(20));
        await city.SendAsync();
        Assert.Empty(await city.RowFaultsAsync());
    }

    /// <summary>A case and a call that leave a row in every table.</summary>
    private static async Task<SampleCity> LifeAsync()
    {
        var city = await SampleCity.OpenAsync(options => options with { QualityFile = Repository.Path("policies", "quality.yaml") });
        var from = city.Time.GetUtcNow().AddMinutes(-1);
        city.Services.GetRequiredService<ISeatDiary>().Note(new SeatMoved("8001", SeatState.Ready, null, city.Time.GetUtcNow()));
        var call = city.Call("talk");
        var recording = new SealedRecording
        {
            RecordingId = Guid.NewGuid(), File = "x.wav", StartedAt = call.AnsweredAt!.Value, Duration = TimeSpan.FromMinutes(1), TalkTime = TimeSpan.FromMinutes(1),
            Bytes = 960_058, Sha256 = new string('a', 64), Legs = [], Pauses = [],
        };
        var contact = await city.Intake.AcceptAsync(
            call with { EndedAt = call.AnsweredAt.Value.AddMinutes(1), Ending = ContactEnding.CallerHungUp, RecordingId = recording.RecordingId, Recording = recording }, Token);
        city.Time.Advance(TimeSpan.FromMinutes(2));

        var seen = await city.RegisterAsync(SampleCity.Form(contact));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch(city.Unit.Id, null, [new() { UnitId = "police", Task = "疏导交通" }]));
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        await city.Ledger.WriteAsync(
            async database =>
            {
                var row = await database.Cases.ForDecision().SingleAsync(found => found.Number == Number, Token);
                var occasion = new Occasion(city.Rules, Author.Of(city.Dispatcher), city.Time.GetUtcNow());
                row.Ask(UnitRequest.Return(row, new() { Reason = "不属本单位", SuggestedUnitId = "housing" }, Approver.Office, null, occasion), occasion);
                row.Ask(Adjudication.Of(row, "责任不清", null, occasion));
                row.Keep(HandlingRecord.Visit(row, city.Unit, new CaseAct.OnSite("现场", "已围挡"), occasion));
                row.WithdrawRequests(occasion);
                row.Record(occasion, "note", "补记", null);
                return true;
            },
            Token);
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        await city.SendAsync();
        await city.ReplyAsync(seen, "3");
        foreach (var task in (await city.OpenTasksAsync()).Where(task => task.Kind == TaskKind.SurveyCallback))
        {
            SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Leader, task.Id, TaskOutcome.NotReached, "无人接听", Token));
        }

        await city.BringToAsync(CaseState.Dispatched, "13800000002");
        var sampling = city.Services.GetRequiredService<ISamplingDesk>();
        var plan = SampleCity.Done(await sampling.PlanAsync(city.Leader, new PlanForm { Name = "抽检", Sheet = "service", Count = 1 }, Token));
        SampleCity.Done(await sampling.DrawAsync(city.Leader, plan.Id, from, city.Time.GetUtcNow(), 1, Token));
        var review = city.Services.GetRequiredService<IReviewDesk>();
        var sample = Assert.Single((await review.ListAsync(city.Supervisor, new SampleQuery { PlanId = plan.Id }, Token)).Items);
        SampleCity.Done(await review.ScoreAsync(
            city.Leader,
            sample.Id,
            new ScoreForm(
                [new("greeting", 10, null), new("listening", 15, null), new("courtesy", 15, null), new("record", 25, null), new("answer", 15, null), new("privacy", 10, null), new("closing", 10, null)],
                [],
                null),
            Token));
        city.Time.Advance(TimeSpan.FromMinutes(20));
        while (await city.Services.GetRequiredService<IFigureKeeper>().SweepAsync(Token) > 0)
        {
            // Until every quarter that is over is counted.
        }

        return city;
    }
}
