using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>The limit of an answer to an objection: warned of before, told of after, and no matter of the units.</summary>
public sealed class ObjectionLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Clause", "hanjiang-2016/15")]
    public async Task It_is_warned_of_a_working_day_before_and_told_of_when_it_is_over_each_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Archived);
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Object("补的地方又裂了", null));
        var due = SampleCity.Local("2026-03-05T17:30");
        var clock = SampleCity.Running(seen, "objection");
        Assert.Equal((due, "hanjiang-2016/15", "objection"), (clock.Due, clock.Clause, seen.NextDue!.Clock));
        Assert.Equal(SampleCity.Local("2026-03-05T08:00"), Assert.Single(clock.Warnings));

        city.GoTo("2026-03-05T07:59");
        Assert.Equal(0, await city.Deadlines.SweepAsync(Token));
        city.GoTo("2026-03-05T08:00");
        Assert.Equal(1, await city.Deadlines.SweepAsync(Token));
        Assert.Equal((seen.Number, due, Role.ShiftLeader), await WarnedAsync(city));
        Assert.Empty((await city.Board.ListCasesAsync(city.Leader, new CaseQuery { Late = true }, Token)).Items);

        city.GoTo("2026-03-05T17:30");
        Assert.Equal(0, await city.Deadlines.SweepAsync(Token));
        Assert.Equal(1, await city.SweepAfterAsync(TimeSpan.FromTicks(1)));
        Assert.Equal((seen.Number, due, Role.ShiftLeader), await WarnedAsync(city));
        Assert.Equal((seen.Number, due, Role.Supervisor), await WarnedAsync(city));
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromDays(1)));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(ClockState.Breached, SampleCity.Running(seen, "objection").State);
        Assert.Equal(
            ["hanjiang-2016/15", "hanjiang-2016/15"], seen.History.Where(entry => entry.Act is "objection.warning" or "objection.breached").Select(entry => entry.Clause));
        var late = Assert.Single((await city.Board.ListCasesAsync(city.Leader, new CaseQuery { Late = true }, Token)).Items);
        Assert.Equal((seen.Number, new NextDueView("objection", due, Late: true)), (late.Number, late.NextDue));

        // The unit has done with the case: what the office owes its requester is not late by it.
        var unit = await city.SeeAsync(seen.Number, city.Handler);
        Assert.Null(unit.NextDue);
        Assert.DoesNotContain(unit.Clocks, row => row.Name == "objection");
        Assert.DoesNotContain(unit.History, entry => entry.Act.StartsWith("objection", StringComparison.Ordinal));
        Assert.Empty((await city.Board.ListCasesAsync(city.Handler, new CaseQuery { Late = true }, Token)).Items);
        Assert.Null(Assert.Single((await city.Board.ListCasesAsync(city.Handler, new CaseQuery(), Token)).Items).NextDue);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Answered_in_time_there_is_nothing_more_to_say()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Archived);
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Object("没有修", null));
        await AnswerAsync(city, TaskOutcome.Rejected);
        Assert.Equal(ClockState.Met, (await city.SeeAsync(seen.Number)).Clocks.Single(row => row.Name == "objection").State);
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromDays(30)));

        // Where it is right, the handling limit of the rework is the next.
        await city.ActAsync(city.Agent, await city.SeeAsync(seen.Number), new CaseAct.Object("还是没有修", null));
        await AnswerAsync(city, TaskOutcome.Upheld);
        seen = await city.SeeAsync(seen.Number);
        Assert.DoesNotContain(seen.Clocks, row => row.Name == "objection" && row.EndedAt is null);
        Assert.Equal(ClockState.Running, SampleCity.Running(seen, "handle").State);
    }

    [Fact]
    public async Task It_goes_on_when_the_case_is_archived_meanwhile()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Object("没有修", null));
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Archived, ClockState.Running), (seen.State, SampleCity.Running(seen, "objection").State));
    }

    [Theory]
    [InlineData("gaoling-2020", "gaoling-2020/11")]
    [InlineData("hanjiang-2016", "hanjiang-2016/15")]
    [InlineData("xiangan-2018", "xiangan-2018/4-3")]
    [InlineData("yongning-2017", "yongning-2017/3-4")]
    public async Task Each_policy_that_has_objections_says_who_hears_of_their_limit(string policy, string clause)
    {
        await using var city = await SampleCity.UnderAsync(policy);
        var rule = Assert.IsType<ObjectionRule>(city.Rules.Policy.Objections);
        Assert.Equal(clause, rule.Clause.Id);
        Assert.Equal(PolicyRole.ShiftLeader, Assert.Single(rule.Clock.Warnings).To);
        Assert.Equal([PolicyRole.ShiftLeader, PolicyRole.DistrictEfficiencyOffice], rule.Clock.LateTo);
        Assert.Same(rule.Clock, city.Rules.Policy.Clock(ClockName.Objection, new CaseFacts(RequestType.Complaint)));
        Assert.DoesNotContain(rule.Clock, city.Rules.Policy.ClocksFor(new CaseFacts(RequestType.Complaint)));
    }

    private static async Task<(string?, DateTimeOffset, Role)> WarnedAsync(SampleCity city)
    {
        var heard = await city.Events.NextAsync<DeadlineWarning>(warning => warning.Clock == "objection");
        return (heard.CaseNumber, heard.Due, heard.For);
    }

    private static async Task AnswerAsync(SampleCity city, TaskOutcome outcome)
    {
        var task = Assert.Single(await city.OpenTasksAsync(), row => row.Kind == TaskKind.Objection);
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Leader, task.Id, outcome, "已复查", Token));
    }
}
