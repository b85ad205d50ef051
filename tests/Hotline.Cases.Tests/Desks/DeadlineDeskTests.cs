using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

public sealed class DeadlineDeskTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    [Fact]
    public async Task The_agent_is_warned_at_10_minutes_and_the_shift_leader_at_13()
    {
        await using var city = await SampleCity.OpenAsync();
        var contact = await city.AnswerAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(contact, SampleCity.RoadCollapse, hazard: true));

        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromMinutes(10) - Instant));
        Assert.Equal(1, await city.SweepAfterAsync(Instant));
        var warning = await city.Events.NextAsync<DeadlineWarning>();
        Assert.Equal(
            new DeadlineWarning(seen.Number, contact, "8001", "register", SampleCity.Start.AddMinutes(10), SampleCity.Start.AddMinutes(15), Role.Agent), warning);

        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromMinutes(3) - Instant));
        Assert.Equal(1, await city.SweepAfterAsync(Instant));
        warning = await city.Events.NextAsync<DeadlineWarning>();
        Assert.Equal((Role.ShiftLeader, (string?)null), (warning.For, warning.AgentId));
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task After_15_minutes_a_hazard_with_class_and_place_is_dispatched_by_itself()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        await city.SweepAfterAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(CaseState.Registered, (await city.SeeAsync(seen.Number)).State);

        Assert.Equal(1, await city.SweepAfterAsync(Instant));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(CaseState.Dispatched, seen.State);
        var assignment = Assert.Single(seen.Assignments);
        Assert.Equal((true, "system", "hanjiang-2016/11b"), (assignment.Automatic, assignment.DispatchedBy, assignment.Clause));
        Assert.Equal(city.Board.Suggest(SampleCity.RoadCollapse, null)!.Unit, assignment.Unit);
        Assert.Equal(ClockState.Breached, Assert.Single(seen.Clocks, clock => clock.Name == "register").State);
        Assert.Equal("hanjiang-2016/11b", Assert.Single(seen.History, entry => entry.Act == "clock.breached").Clause);
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.Zero));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task After_15_minutes_a_hazard_outside_the_tree_is_put_on_the_shift_leaders_list()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), "other", hazard: true));
        await city.SweepAfterAsync(TimeSpan.FromMinutes(15) + Instant);
        Assert.Equal(CaseState.Registered, (await city.SeeAsync(seen.Number)).State);
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal((TaskKind.ShiftList, seen.Number, "hanjiang-2016/11b"), (task.Kind, task.CaseNumber, task.Clause));
        Assert.Empty(await city.Board.ListTasksAsync(city.Agent, TaskState.Open, TestContext.Current.CancellationToken));

        var early = await city.Desk.RecordTaskResultAsync(city.Leader, task.Id, TaskOutcome.Dispatched, null, TestContext.Current.CancellationToken);
        Assert.IsType<ActResult<TaskView>.NotAllowed>(early);
        await city.ActAsync(city.Leader, seen, new CaseAct.Dispatch(city.Unit.Id, "班长指定"));
        Assert.Empty(await city.OpenTasksAsync());
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Until_and_at_the_end_it_is_in_time_to_the_sweep_the_act_and_every_view(int milliseconds, bool late)
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await SignedHazardAsync(city);
        await city.SweepAfterAsync(TimeSpan.FromHours(6) + TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(late ? 1 : 0, (await LateAsync(city)).Items.Count);
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(("on-site", late), (seen.NextDue!.Clock, seen.NextDue.Late));
        Assert.Equal(late ? ClockState.Breached : ClockState.Running, Assert.Single(seen.Clocks, clock => clock.Name == "on-site").State);

        seen = await city.ActAsync(city.Handler, seen, new CaseAct.OnSite("延宁路12号", "已围挡"));
        Assert.Equal(late ? ClockState.Breached : ClockState.Met, Assert.Single(seen.Clocks, clock => clock.Name == "on-site").State);
        Assert.Equal(late ? 1 : 0, seen.History.Count(entry => entry.Act == "clock.breached"));
    }

    [Fact]
    public async Task A_dispatch_an_instant_too_late_is_a_breach_even_before_any_sweep_and_recorded_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        city.Time.Advance(TimeSpan.FromMinutes(15) + Instant);
        await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        await city.SweepAfterAsync(TimeSpan.Zero);
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(ClockState.Breached, Assert.Single(seen.Clocks, clock => clock.Name == "register").State);
        Assert.Single(seen.History, entry => entry.Act == "clock.breached");
        Assert.Single(seen.Assignments);
    }

    [Fact]
    public async Task A_hazard_registered_after_its_15_minutes_is_dispatched_at_the_next_sweep_without_stale_warnings()
    {
        await using var city = await SampleCity.OpenAsync();
        var contact = await city.AnswerAsync();
        city.Time.Advance(TimeSpan.FromMinutes(20));
        var seen = await city.RegisterAsync(SampleCity.Form(contact, SampleCity.RoadCollapse, hazard: true));
        Assert.Equal(1, await city.SweepAfterAsync(TimeSpan.Zero));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(CaseState.Dispatched, seen.State);
        Assert.DoesNotContain(seen.History, entry => entry.Act == "clock.warning");
    }

    [Fact]
    public async Task A_case_that_is_no_hazard_has_no_register_clock_though_its_contact_shows_the_countdown()
    {
        await using var city = await SampleCity.OpenAsync();
        var contact = await city.AnswerAsync();
        var shown = (await city.Board.FindContactAsync(city.Agent, contact, TestContext.Current.CancellationToken))!.RegisterBy!;
        Assert.Equal(SampleCity.Start.AddMinutes(15), shown.Due);
        Assert.Equal([SampleCity.Start.AddMinutes(10), SampleCity.Start.AddMinutes(13)], shown.Warnings);
        var seen = await city.RegisterAsync(SampleCity.Form(contact));
        Assert.Empty(seen.Clocks);
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Twelve_hours_after_a_hazards_dispatch_the_callback_is_due()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await SignedHazardAsync(city);
        await city.SweepAfterAsync(TimeSpan.FromHours(12));
        Assert.Empty(await city.OpenTasksAsync());

        await city.SweepAfterAsync(Instant);
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal((TaskKind.HazardCallback, SampleCity.Caller, "hanjiang-2016/12b"), (task.Kind, task.Phone, task.Clause));
        await city.SweepAfterAsync(TimeSpan.FromSeconds(10));
        Assert.Single(await city.OpenTasksAsync());

        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.NotHandled, "还没来人", TestContext.Current.CancellationToken));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal("hanjiang-2016/12b", Assert.Single(seen.History, entry => entry.Act == "urge").Clause);
        Assert.Equal(CaseState.Signed, seen.State);
    }

    [Fact]
    public async Task Twelve_hours_without_an_owner_the_case_goes_to_the_lead_unit_and_stays_there()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch(city.OtherHandler.UnitId, null));
        await city.SweepAfterAsync(TimeSpan.FromHours(12));
        Assert.Single((await city.SeeAsync(seen.Number)).Assignments);

        await city.SweepAfterAsync(Instant);
        seen = await city.SeeAsync(seen.Number);
        var fallback = seen.Assignments[^1];
        Assert.Equal((city.Rules.LeadUnit(SampleCity.RoadCollapse), true, "hanjiang-2016/11e"), (fallback.Unit, fallback.Automatic, fallback.Clause));
        Assert.Equal(2, seen.Clocks.Count(clock => clock.Name == "on-site"));
        Assert.Single(seen.Clocks, clock => clock.Name == "ownership");

        await city.SweepAfterAsync(TimeSpan.FromHours(24));
        Assert.Equal(2, (await city.SeeAsync(seen.Number)).Assignments.Count);
    }

    [Fact]
    public async Task Whoever_reported_it_is_rung_at_twelve_hours_though_the_case_goes_on_to_the_lead_unit_then()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch(city.OtherHandler.UnitId, null));

        await city.SweepAfterAsync(TimeSpan.FromHours(12) + Instant);
        Assert.Equal(2, (await city.SeeAsync(seen.Number)).Assignments.Count);
        Assert.Equal(TaskKind.HazardCallback, Assert.Single(await city.OpenTasksAsync()).Kind);
        await city.SweepAfterAsync(TimeSpan.FromHours(12) + Instant);
        Assert.Single(await city.OpenTasksAsync());
    }

    [Fact]
    public async Task On_site_later_than_six_hours_is_a_breach_listed_as_late()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await SignedHazardAsync(city);
        await city.SweepAfterAsync(TimeSpan.FromHours(6) + Instant);
        var late = Assert.Single((await LateAsync(city)).Items);
        Assert.Equal(("on-site", true), (late.NextDue!.Clock, late.NextDue.Late));

        seen = await city.ActAsync(city.Handler, seen, new CaseAct.OnSite("延宁路12号", "已围挡"));
        var clock = Assert.Single(seen.Clocks, clock => clock.Name == "on-site");
        Assert.Equal((ClockState.Breached, (DateTimeOffset?)city.Time.GetUtcNow()), (clock.State, clock.EndedAt));
        Assert.Single(seen.History, entry => entry is { Act: "clock.breached", Clause: "hanjiang-2016/11c" });
        Assert.Empty((await LateAsync(city)).Items);
    }

    [Fact]
    public async Task No_reply_within_24_hours_of_sending_leads_to_a_callback()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        city.Time.Advance(TimeSpan.FromHours(3));
        await city.SendAsync();
        await city.SweepAfterAsync(TimeSpan.FromHours(24));
        Assert.Equal(CaseState.Closed, (await city.SeeAsync(seen.Number)).State);

        await city.SweepAfterAsync(Instant);
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.FollowUp, SurveyState.Unanswered), (seen.State, seen.Survey!.State));
        Assert.Equal(TaskKind.SurveyCallback, Assert.Single(await city.OpenTasksAsync()).Kind);
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromHours(1)));
        Assert.Equal(ReplyMatch.TooLate, await city.ReplyAsync(seen, "1"));
        Assert.Equal(CaseState.FollowUp, (await city.SeeAsync(seen.Number)).State);
    }

    [Fact]
    public async Task Two_sweeps_at_once_do_each_thing_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        city.Time.Advance(TimeSpan.FromMinutes(15) + Instant);
        var fired = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => city.Deadlines.SweepAsync(TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal(3, fired.Sum());
        Assert.Single((await city.SeeAsync(seen.Number)).Assignments);
    }

    [Fact]
    public async Task A_warning_does_not_spoil_the_version_that_the_agent_has_open()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        await city.SweepAfterAsync(TimeSpan.FromMinutes(11));
        SampleCity.Done(await city.TryAsync(city.Agent, seen, new CaseAct.Dispatch(city.Unit.Id, null)));
    }

    private static async Task<CaseView> SignedHazardAsync(SampleCity city)
    {
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        return await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
    }

    private static async Task<PageOf<CaseSummary>> LateAsync(SampleCity city) =>
        await city.Board.ListCasesAsync(city.Supervisor, new CaseQuery { Late = true }, TestContext.Current.CancellationToken);
}
