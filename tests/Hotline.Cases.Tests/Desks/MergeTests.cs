using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>并案: one handling, every voice kept.</summary>
public sealed class MergeTests
{
    private const string Second = "13800000002";

    [Fact]
    [Trait("Clause", "hanjiang-2016/11g")]
    public async Task One_handling_and_each_complainant_own_number_clock_reply_and_survey()
    {
        await using var city = await SampleCity.OpenAsync();
        var lead = await city.BringToAsync(CaseState.Dispatched);
        city.Time.Advance(TimeSpan.FromHours(1));
        var follower = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(Second)) with { Confidential = true });

        follower = await city.ActAsync(city.Agent, follower, new CaseAct.Merge(lead.Number, "同一处坑洼"));

        Assert.Equal((CaseState.Dispatched, lead.Unit!.Id, lead.Number), (follower.State, follower.Unit!.Id, follower.Merge!.Lead));
        Assert.Equal([follower.Number], (await city.SeeAsync(lead.Number)).Merge!.Followers);
        Assert.Equal("hanjiang-2016/11g", Assert.Single(follower.History, entry => entry.Act == "merge").Clause);
        Assert.True(SampleCity.Running(follower, "handle").StartedAt > SampleCity.Running(lead, "handle").StartedAt);

        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Handler, follower, new CaseAct.Sign()));
        Assert.Equal(("hanjiang-2016/11g", $"已并入{lead.Number}一并办理，请在该工单上办理"), (refused.Clause, refused.Reason));
        Assert.Contains(refused.Allowed, act => act.Act == CaseActKind.Extend);

        await city.ActAsync(city.Handler, lead, new CaseAct.Sign());
        Assert.Equal(CaseState.Signed, (await city.SeeAsync(follower.Number)).State);
        await city.ActAsync(city.Handler, lead, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        await city.ActAsync(city.Dispatcher, lead, new CaseAct.Close(CaseOutcome.Solved, null));

        follower = await city.SeeAsync(follower.Number);
        Assert.Equal((CaseState.Closed, "已修补。", CaseOutcome.Solved), (follower.State, follower.Reply!.Text, follower.Outcome));
        Assert.True((await city.SeeAsync(follower.Number, city.Handler)).Requester.Masked);
        Assert.False((await city.SeeAsync(lead.Number, city.Handler)).Requester.Masked);
        await city.SendAsync();
        Assert.Equal(2, city.Carrier.Carried.Count(notice => notice.ExtensionCode.Length > 0));

        // Each answers for themselves: one is satisfied, the other is called and has it done again, alone.
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(lead, "1"));
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(follower, "3", "+86" + Second));
        var task = Assert.Single(await city.OpenTasksAsync(), task => task.CaseNumber == follower.Number);
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Leader, task.Id, TaskOutcome.Dissatisfied, null, TestContext.Current.CancellationToken));
        follower = await city.SeeAsync(follower.Number);
        Assert.Equal((CaseState.Dispatched, null), (follower.State, follower.Merge?.Lead));
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(lead.Number)).State);
        Assert.Equal(CaseState.Signed, (await city.ActAsync(city.Handler, follower, new CaseAct.Sign())).State);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task A_merge_is_undone_and_each_goes_on_alone()
    {
        await using var city = await SampleCity.OpenAsync();
        var lead = await city.BringToAsync(CaseState.Registered);
        var follower = await city.ActAsync(city.Agent, await city.BringToAsync(CaseState.Registered, Second), new CaseAct.Merge(lead.Number, null));
        lead = await city.ActAsync(city.Dispatcher, lead, new CaseAct.Dispatch(city.Unit.Id, null));
        follower = await city.ActAsync(city.Dispatcher, follower, new CaseAct.Unmerge("不是同一处"));

        Assert.Null(follower.Merge);
        Assert.Null((await city.SeeAsync(lead.Number)).Merge);
        Assert.Contains("不是同一处", Assert.Single(follower.History, entry => entry.Act == "unmerge").Detail, StringComparison.Ordinal);
        await city.ActAsync(city.Handler, lead, new CaseAct.Sign());
        Assert.Equal(CaseState.Dispatched, (await city.SeeAsync(follower.Number)).State);
        Assert.Equal(CaseState.Signed, (await city.ActAsync(city.Handler, follower, new CaseAct.Sign())).State);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Followers_go_where_the_leading_case_goes_by_itself()
    {
        await using var city = await SampleCity.OpenAsync();
        var lead = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        var follower = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(Second), SampleCity.RoadCollapse, hazard: true));
        await city.ActAsync(city.Agent, follower, new CaseAct.Merge(lead.Number, null));

        await city.SweepAfterAsync(TimeSpan.FromMinutes(16));

        lead = await city.SeeAsync(lead.Number);
        follower = await city.SeeAsync(follower.Number);
        Assert.Equal((CaseState.Dispatched, lead.Unit!.Id), (follower.State, follower.Unit!.Id));
        Assert.Single(follower.Assignments);
        await city.SweepAfterAsync(TimeSpan.FromHours(13)); // nobody signed: the minor class's lead unit
        Assert.Equal(["housing", "housing"], [(await city.SeeAsync(lead.Number)).Unit!.Id, (await city.SeeAsync(follower.Number)).Unit!.Id]);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused_and_nothing_is_changed()
    {
        await using var city = await SampleCity.OpenAsync();
        var replied = await city.BringToAsync(CaseState.Replied);
        var open = await city.BringToAsync(CaseState.Dispatched, Second);
        var third = await city.BringToAsync(CaseState.Dispatched, "13800000003");

        Assert.Contains("已答复", Refused(await city.TryAsync(city.Agent, open, new CaseAct.Merge(replied.Number, null))), StringComparison.Ordinal);
        Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(city.Agent, open, new CaseAct.Merge(open.Number, null)));
        Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(city.Agent, open, new CaseAct.Merge("20200101000001", null)));
        Assert.Equal("no-right", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Handler, open, new CaseAct.Merge(third.Number, null))).Code);
        await city.ActAsync(city.Agent, open, new CaseAct.Merge(third.Number, null));
        Assert.Contains("解除", Refused(await city.TryAsync(city.Agent, await city.SeeAsync(third.Number), new CaseAct.Merge((await city.BringToAsync(CaseState.Registered, "13800000004")).Number, null))), StringComparison.Ordinal);
        Assert.Contains(third.Number, Refused(await city.TryAsync(city.Agent, await city.BringToAsync(CaseState.Registered, "13800000005"), new CaseAct.Merge(open.Number, null))), StringComparison.Ordinal);
        Assert.Null((await city.SeeAsync(third.Number)).Merge!.Lead);
    }

    private static string Refused(ActResult<CaseView> result) => Assert.IsType<ActResult<CaseView>.NotAllowed>(result).Reason;
}
