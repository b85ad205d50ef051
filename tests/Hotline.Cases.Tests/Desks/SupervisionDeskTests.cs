using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>催办 and 督办: two acts, each with its own right, time, record and line in the history; ladders and triggers as the policy has them.</summary>
public sealed class SupervisionDeskTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    [Fact]
    [Trait("Clause", "hanjiang-2016/13")]
    public async Task Before_the_limit_the_unit_is_urged_after_it_the_case_is_supervised()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Signed);

        var early = await TryAsync(city, city.Supervisor, seen, new SupervisionDeed.Supervise(null, null));
        Refused(early, "not-allowed", "hanjiang-2016/13", SupervisionActKind.Urge, SupervisionActKind.Instruct);
        Refused(await TryAsync(city, city.Leader, seen, new SupervisionDeed.Supervise(null, null)), "no-right", "hanjiang-2016/13", SupervisionActKind.Urge, SupervisionActKind.Instruct);
        var file = SampleCity.Done(await TryAsync(city, city.Agent, seen, new SupervisionDeed.Urge("市民来电询问")));
        var urge = Assert.Single(file.Records);
        Assert.Equal((SupervisionKind.Urge, city.Unit, null, "hanjiang-2016/12b", city.Agent.Name), (urge.Kind, urge.Unit!, urge.Office, urge.Clause, urge.By));
        Assert.False(file.Supervised);

        city.GoTo("2026-03-05T17:30");
        await city.SweepAfterAsync(Instant);
        Refused(await TryAsync(city, city.Supervisor, seen, new SupervisionDeed.Urge(null)), "not-allowed", "hanjiang-2016/12b", SupervisionActKind.Supervise, SupervisionActKind.Instruct);
        file = SampleCity.Done(await TryAsync(city, city.Supervisor, seen, new SupervisionDeed.Supervise(null, null)));
        var opened = file.Records[^1];
        Assert.Equal((SupervisionKind.Supervise, "overdue", "hanjiang-2016/13", "eff-office"), (opened.Kind, opened.Cause, opened.Clause, opened.Office!.Id));
        Assert.True((await city.SeeAsync(seen.Number)).Supervised);
        Refused(await TryAsync(city, city.Supervisor, seen, new SupervisionDeed.Supervise(null, null)), "not-allowed", "hanjiang-2016/13", SupervisionActKind.Supervise, SupervisionActKind.End, SupervisionActKind.Instruct);

        file = SampleCity.Done(await TryAsync(city, city.Supervisor, seen, new SupervisionDeed.End(opened.Id, "已督促处理")));
        Assert.Equal(("已督促处理", false), (file.Records[^1].Conclusion, file.Supervised));
        Assert.Equal(["urge", "supervise", "supervise.end"], (await city.SeeAsync(seen.Number)).History.Select(entry => entry.Act).Where(act => act is "urge" or "supervise" or "supervise.end"));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Units_neither_urge_nor_supervise_themselves_and_see_what_is_done_towards_them()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Signed);
        Refused(await TryAsync(city, city.Handler, seen, new SupervisionDeed.Urge(null)), "no-right", "hanjiang-2016/12b");
        Assert.IsType<ActResult<SupervisionFileView>.NotFound>(await TryAsync(city, city.OtherHandler, seen, new SupervisionDeed.Urge(null)));

        // The unit above may, and whoever is named by the policy.
        SampleCity.Done(await TryAsync(city, city.At("housing"), seen, new SupervisionDeed.Urge("请今天到场")));
        Assert.Equal("housing", Assert.Single((await city.Supervision().ListAsync(city.Handler, new SupervisionQuery(), TestContext.Current.CancellationToken)).Items).Office!.Id);
        Assert.Empty((await city.Supervision().ListAsync(city.OtherHandler, new SupervisionQuery(), TestContext.Current.CancellationToken)).Items);
    }

    [Fact]
    public async Task The_requesters_urge_is_theirs_and_stands_apart()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Dispatched);
        await city.ActAsync(city.Agent, seen, new CaseAct.Supplement(null, null, Urge: true));
        var file = (await city.Supervision().FindAsync(city.Supervisor, seen.Number, TestContext.Current.CancellationToken))!;
        Assert.Empty(file.Records);
        Assert.Contains("诉求人", Assert.Single(file.RequesterUrges).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_under_the_same_key_changes_nothing_and_another_body_is_told_apart()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Signed);
        SampleCity.Done(await TryAsync(city, city.Agent, seen, new SupervisionDeed.Urge("一"), "k1"));
        var again = Assert.IsType<ActResult<SupervisionFileView>.Done>(await TryAsync(city, city.Agent, seen, new SupervisionDeed.Urge("一"), "k1"));
        Assert.True(again.Repeated);
        Assert.Single(again.View.Records);
        Assert.IsType<ActResult<SupervisionFileView>.KeyUsed>(await TryAsync(city, city.Agent, seen, new SupervisionDeed.Urge("二"), "k1"));
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/12b")]
    public async Task A_hazard_found_unhandled_climbs_rung_by_rung_until_the_unit_replies()
    {
        using var groups = new TemporaryFolder();
        await File.WriteAllTextAsync(
            groups.File("workgroups.yaml"),
            "groups:\n  - { name: office, door: robot, units: [eff-office], when: [supervised] }\n  - { name: roads, door: robot, units: [roads], when: [urged, supervised] }\n",
            TestContext.Current.CancellationToken);
        await using var city = await SampleCity.OpenAsync(options => options with { WorkGroupFile = groups.File("workgroups.yaml") });
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch("roads", null));
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Sign());
        var efficiency = city.At("eff-office");
        Assert.Null(await city.Board.FindCaseAsync(efficiency, seen.Number, TestContext.Current.CancellationToken));

        await city.SweepAfterAsync(TimeSpan.FromHours(12) + Instant);
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal(TaskKind.HazardCallback, task.Kind);
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.NotHandled, "还没来人", TestContext.Current.CancellationToken));
        Assert.Equal([(SupervisionKind.Urge, (string?)null)], await RungsAsync(city, seen));

        await city.SweepAfterAsync(TimeSpan.FromHours(2) - Instant);
        Assert.Single(await RungsAsync(city, seen));
        await city.SweepAfterAsync(Instant);
        Assert.Equal([(SupervisionKind.Urge, null), (SupervisionKind.Supervise, "housing")], await RungsAsync(city, seen));
        await city.SweepAfterAsync(TimeSpan.Zero);
        Assert.Equal(2, (await RungsAsync(city, seen)).Count);

        city.Time.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => city.Deadlines.SweepAsync(TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal([(SupervisionKind.Urge, null), (SupervisionKind.Supervise, "housing"), (SupervisionKind.Supervise, "eff-office")], await RungsAsync(city, seen));
        Assert.NotNull(await city.Board.FindCaseAsync(efficiency, seen.Number, TestContext.Current.CancellationToken));
        var file = await FileAsync(city, seen);
        Assert.Equal((3, 3, (DateTimeOffset?)null), (file.Ladders[0].Taken, file.Ladders[0].Of, file.Ladders[0].NextAt));
        Assert.All(file.Records, record => Assert.Equal("hanjiang-2016/12b", record.Clause));
        await city.SendAsync();
        var told = city.Carrier.Carried.Where(notice => notice.Medium == Medium.WorkGroup).Select(notice => (notice.Kind, notice.To)).Order().ToList();
        Assert.Equal([("supervised", "office"), ("supervised", "roads"), ("supervised", "roads"), ("urged", "roads")], told);

        var photo = await city.PhotoAsync(city.At("roads"), seen);
        await city.ActAsync(city.At("roads"), seen, new CaseAct.OnSite("延宁路12号", "已围挡", PhotoIds: [photo]));
        await city.ActAsync(city.At("roads"), seen, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        file = await FileAsync(city, seen);
        Assert.Equal("承办单位已答复", file.Ladders[0].End);
        Assert.False(file.Supervised);
        Assert.All(file.Records.Where(record => record.Kind == SupervisionKind.Supervise), record => Assert.NotNull(record.EndedAt));
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromHours(1)));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task A_hazard_that_was_handled_climbs_nothing_and_one_passed_on_begins_anew()
    {
        await using var city = await SampleCity.OpenAsync();
        var handled = await UnhandledAfterAsync(city, TaskOutcome.Handled);
        Assert.Empty((await FileAsync(city, handled)).Ladders);

        var passed = await UnhandledAfterAsync(city, TaskOutcome.NotHandled);
        Assert.Single((await FileAsync(city, passed)).Ladders, ladder => ladder.EndedAt is null);

        await city.ActAsync(city.Dispatcher, passed, new CaseAct.AcceptReturn(null, null));
        Assert.Equal("已转派，另行起算", Assert.Single((await FileAsync(city, passed)).Ladders).End);
    }

    private static async Task<CaseView> UnhandledAfterAsync(SampleCity city, TaskOutcome said)
    {
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        await city.ActAsync(city.Handler, seen, new CaseAct.Return(new() { Reason = "不属本单位", SuggestedUnitId = "water-co", PreTreatment = "已围挡" }));
        await city.SweepAfterAsync(TimeSpan.FromHours(12) + Instant);
        var task = (await city.OpenTasksAsync()).Single(task => task.CaseNumber == seen.Number);
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, said, null, TestContext.Current.CancellationToken));
        return seen;
    }

    private static ValueTask<ActResult<SupervisionFileView>> TryAsync(SampleCity city, Actor actor, CaseView seen, SupervisionDeed deed, string? key = null) =>
        city.Supervision().ActAsync(actor, key ?? city.NextKey, seen.Number, deed, TestContext.Current.CancellationToken);

    private static async Task<SupervisionFileView> FileAsync(SampleCity city, CaseView seen) =>
        (await city.Supervision().FindAsync(city.Supervisor, seen.Number, TestContext.Current.CancellationToken))!;

    private static async Task<List<(SupervisionKind Kind, string? Office)>> RungsAsync(SampleCity city, CaseView seen) =>
        [.. (await FileAsync(city, seen)).Records.Select(record => (record.Kind, record.Office?.Id))];

    private static void Refused(ActResult<SupervisionFileView> result, string code, string? clause, params SupervisionActKind[] allowed)
    {
        var refused = Assert.IsType<ActResult<SupervisionFileView>.NotAllowed>(result);
        Assert.Equal((code, clause), (refused.Code, refused.Clause));
        Assert.Equal(allowed, refused.Supervision!.Select(act => act.Act));
    }
}

/// <summary>The supervision desk of a sample city.</summary>
internal static class SupervisionOfCity
{
    public static ISupervisionDesk Supervision(this SampleCity city) => city.Services.GetRequiredService<ISupervisionDesk>();
}
