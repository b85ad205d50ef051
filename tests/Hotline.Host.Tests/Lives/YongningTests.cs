using System.Net;
using Hotline.Channels;

namespace Hotline.Host.Tests.Lives;

/// <summary>Cases lived under yongning-2017 (永审服发〔2017〕30号). Limits are reckoned by hand from the clauses named.</summary>
public sealed class YongningTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "延宁路8号", "路灯不亮。");

    private static Task<City> Open(string start = "2026-03-02 16:00") => City.Under("yongning-2017", start);

    [Fact]
    public async Task From_the_village_counter_through_four_levels_with_a_signed_result_to_an_audited_archive()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000501");
        var visit = (await city.Agent.Post("/api/contacts", new { medium = "counter", number = citizen.Phone, text = "村代办点" }, HttpStatusCode.Created)).Text("id");
        var number = (await city.Agent.Registers(Lamp, visit)).Runs("dispatch", "2026-03-03 00:00", "yongning-2017/3-1").Number; // the same day
        await city.Until("2026-03-02 22:00");
        (await city.Dispatcher.Sees(number)).Wrote("clock.warning", "yongning-2017/3-1");
        var suggestion = await city.Dispatcher.Suggests(Lamp);
        Assert.Equal(("urban-mgmt", "yongning-2017/3-2a"), (suggestion.GetProperty("unit").Text("id"), suggestion.Text("clause")));
        (await city.Dispatcher.Does(number, "dispatch", new { unitId = "urban-mgmt", coHandlers = new[] { new { unitId = "power-co", task = "查供电" } } }))
            .Kept("dispatch").Runs("handle", "2026-03-03 17:30", "yongning-2017/3-3a"); // 1 working day
        var (urban, lighting) = (city.Unit("urban-mgmt"), city.Unit("lighting"));
        await urban.MayNot(number, "delegate", new { unitId = "lighting", task = "换灯" }, by: "yongning-2017/2-1", because: "须先签收");

        await city.Until("2026-03-03 09:00");
        await urban.Signs(number);
        await urban.MayNot(number, "delegate", new { unitId = "power-co", task = "换灯" }, because: "下级单位");
        (await urban.Does(number, "delegate", new { unitId = "lighting", task = "换灯" })).Wrote("delegate", "yongning-2017/2-1");
        var below = Assert.Single((await lighting.Does(number, "take-on")).View.List("delegations"));
        Assert.Equal("2026-03-03 17:30", City.Clock(below.GetProperty("due").GetDateTimeOffset()));
        (await lighting.Does(number, "report-up", new { text = "已换灯。" })).Wrote("report-up", "yongning-2017/2-1");
        (await city.Unit("power-co").Does(number, "co-reply", new { text = "供电正常。" })).Wrote("co-reply", "yongning-2017/5-3");

        // Signed by the leader before it goes up (5-1b); the limit runs on until then.
        (await urban.Replies(number, "已换灯。")).Is("signed").Wrote("result", "yongning-2017/5-1b").Runs("handle", "2026-03-03 17:30", "yongning-2017/3-3a");
        await urban.MayNot(number, "sign-off");
        await city.Head("urban-mgmt").Does(number, "refuse-sign-off", new { reason = "补充照片" });
        await city.Until("2026-03-03 15:00");
        await urban.Replies(number, "已换灯，附照片。");
        (await city.Head("urban-mgmt").Does(number, "sign-off", new { note = "同意" })).Is("replied").Kept("handle").Wrote("result.signed-off", "yongning-2017/5-1b");
        await city.Leader.Closes(number);

        // Satisfied; before the archive somebody else than whoever closed it looks it through (3-4).
        await citizen.Texts("1");
        (await city.Supervisor.Sees(number)).Is("follow-up").Survey("answered", "satisfied").Owes("audit");
        await city.Leader.MayNotFinish(number, "audit", "passed", because: "办结人不能审核");
        await city.Supervisor.Finishes(number, "audit", "failed", "缺现场照片");
        (await urban.Sees(number)).Is("dispatched", "urban-mgmt").Wrote("rework", "yongning-2017/3-4", "审核不达标").Runs("handle", "2026-03-04 17:30", "yongning-2017/3-3a");
        await city.Until("2026-03-04 10:00");
        await urban.Signs(number);
        (await city.Head("urban-mgmt").Replies(number, "照片已补。")).Is("replied"); // the leader's own needs no signature
        await city.Dispatcher.Closes(number);
        await citizen.Texts("满意");
        await city.Supervisor.Finishes(number, "audit", "passed");
        (await urban.Sees(number)).ShowsNoSurvey();
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_return_on_the_first_working_day_costs_the_next_unit_a_day_and_a_refused_one_costs_nothing()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000502");
        var hard = Lamp with { Complexity = "complex" };
        var (number, other) = ((await city.Agent.Registers(hard, await citizen.Calls())).Number, (await city.Agent.Registers(hard, await citizen.Calls())).Number);
        var urban = city.Unit("urban-mgmt");
        foreach (var each in new[] { number, other })
        {
            (await city.Dispatcher.Dispatches(each, "urban-mgmt")).Runs("handle", "2026-03-04 17:30", "yongning-2017/3-3b"); // 2 working days
        }

        await city.Until("2026-03-03 17:30"); // the first working day after it came ends
        await urban.Lacks(number, "return", new { reason = "灯杆属供电公司" }, "suggestedUnitId");
        await urban.Does(number, "return", new { reason = "灯杆属供电公司", suggestedUnitId = "power-co" });
        (await city.Dispatcher.Does(number, "accept-return")).Is("dispatched", "power-co").Wrote("return.accepted", "yongning-2017/3-2c")
            .Runs("handle", "2026-03-04 17:30", "yongning-2017/3-3b"); // two days from Tuesday, less one
        await urban.Does(other, "return", new { reason = "灯杆属供电公司", suggestedUnitId = "power-co" });
        (await city.Dispatcher.Does(other, "refuse-return", new { reason = "属城管" })).Is("dispatched", "urban-mgmt").Wrote("return.refused", "yongning-2017/3-2c")
            .Runs("handle", "2026-03-04 17:30", "yongning-2017/3-3b");
        await city.Until("2026-03-03 17:31");
        await urban.MayNot(other, "return", new { reason = "仍认为不属", suggestedUnitId = "power-co" }, by: "yongning-2017/3-2b", because: "期限已过");

        // Hard ones: asked for within two working days, agreed one level up, five in all (3-3b).
        await city.Until("2026-03-04 10:00");
        await city.Unit("power-co").Does(number, "extend", new { reason = "需要停电施工并更换电缆" });
        (await city.Dispatcher.Does(number, "approve-extension")).Runs("handle", "2026-03-10 17:30", "yongning-2017/3-3b"); // five from Tuesday
        await city.Until("2026-03-04 17:31");
        (await urban.Sees(other)).Late("handle");
        await urban.MayNot(other, "extend", new { reason = "需要停电施工并更换电缆" }, by: "yongning-2017/3-3b");
        foreach (var (each, unit) in new[] { (number, "power-co"), (other, "urban-mgmt") })
        {
            await city.Unit(unit).Signs(each);
            await city.Head(unit).Replies(each, "已修好。");
            await city.Dispatcher.Closes(each);
            await citizen.Texts("1");
            await city.Supervisor.Finishes(each, "audit", "passed");
        }

        await city.IsAllOver(number, other);
    }

    [Fact]
    public async Task The_unit_above_extends_for_its_office_and_agrees_to_close_what_cannot_be_solved()
    {
        await using var city = await Open("2026-03-02 09:00");
        var citizen = city.Citizen("13800000503");
        var number = (await city.Agent.Registers(Lamp with { Complexity = "complex" }, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        var lighting = city.Unit("lighting");
        await lighting.Signs(number);
        await lighting.Does(number, "extend", new { reason = "需要停电施工并更换电缆" });
        await city.Dispatcher.MayNot(number, "approve-extension", by: "yongning-2017/3-3b");
        (await city.Unit("urban-mgmt").Does(number, "approve-extension")).Runs("handle", "2026-03-09 17:30", "yongning-2017/3-3b"); // five working days in all

        // Not solvable: explained to the citizen, a statement, and the word of those above (3-3c).
        await city.Until("2026-03-09 10:00");
        await lighting.Lacks(number, "reply", new { text = "无电源", outcome = "cannot-be-solved-now" }, "requesterTold", "statement");
        await lighting.Does(number, "reply", new { text = "暂无电源点。", outcome = "cannot-be-solved-now", statement = "待变电站建成", requesterTold = "3月9日上门解释" });
        (await city.Head("lighting").Does(number, "sign-off")).Is("replied").Wrote("closing", "yongning-2017/3-3c");
        await city.Dispatcher.MayNot(number, "close", new { outcome = "cannot-be-solved-now" }, by: "yongning-2017/3-3c");
        await city.Unit("urban-mgmt").Does(number, "refuse-closing", new { reason = "可先装太阳能灯", due = City.At("2026-03-11 12:00") });
        (await lighting.Sees(number)).Is("dispatched", "lighting").Runs("handle", "2026-03-11 12:00", "yongning-2017/3-4");
        await city.Until("2026-03-10 10:00");
        await lighting.Signs(number);
        await city.Head("lighting").Does(number, "reply", new { text = "选址不符安全距离。", outcome = "not-justified", statement = "专家意见", requesterTold = "3月10日解释" });
        (await city.Unit("urban-mgmt").Does(number, "approve-closing", new { note = "同意" })).Wrote("closing.approved", "yongning-2017/3-3c");
        await city.Dispatcher.Closes(number, "not-justified");

        // Neither satisfied nor not: rung; still so: redone (3-4).
        await citizen.Texts("2");
        await city.Agent.Finishes(number, "survey-callback", "neutral", "仍希望装灯");
        (await lighting.Sees(number)).Is("dispatched", "lighting").Wrote("rework", "yongning-2017/3-4", "仍希望装灯");
        await city.Until("2026-03-11 09:00");
        await lighting.Signs(number);
        await city.Head("lighting").Replies(number, "已在对面装灯。");
        await city.Dispatcher.Closes(number);
        await city.Until("2026-03-12 09:01");
        await city.Agent.Finishes(number, "survey-callback", "satisfied");
        await city.Supervisor.Finishes(number, "audit", "passed");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Where_a_unit_has_nobody_who_could_decide_the_one_above_does_and_in_the_end_the_office()
    {
        await using var city = await Open("2026-03-02 09:00");
        var citizen = city.Citizen("13800000506");
        var (drainage, bureau) = (city.Named("unit3"), city.Named("head3")); // the office has no leader, the bureau above it has one
        var number = (await city.Agent.Registers(Lamp with { Complexity = "complex" }, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "drainage");
        await drainage.Signs(number);
        await drainage.Does(number, "reply", new { text = "暂不具备条件。", outcome = "cannot-be-solved-now", statement = "待管网改造", requesterTold = "3月2日电话解释" });
        (await bureau.Sees(number)).Is("signed").Wrote("passed-over", "yongning-2017/5-1b", "市政排水所无领导账号，改由区住房和城乡建设局审核");
        await city.Dispatcher.MayNot(number, "sign-off");
        var asked = (await bureau.Does(number, "sign-off")).Is("replied").Wrote("closing.approved", "yongning-2017/3-3c").View.List("requests");
        Assert.Equal(
            [("result", "accepted", "housing", 1), ("closing", "accepted", "housing", 0)],
            asked.Select(row => (row.Text("kind"), row.Text("state"), row.GetProperty("approver").Text("id"), row.List("passedOver").Length)));
        var passed = asked[0].List("passedOver")[0];
        Assert.Equal(("drainage", true), (passed.GetProperty("unit").Text("id"), passed.GetProperty("byLeader").GetBoolean()));
        await city.Dispatcher.Closes(number, "cannot-be-solved-now");
        await citizen.Texts("1");
        await city.Supervisor.Finishes(number, "audit", "passed");

        // Of the street's people nobody has an account: above it is the office.
        var other = (await city.Agent.Registers(Lamp with { Complexity = "complex" }, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(other, "cm-yanning");
        var village = city.Unit("cm-yanning");
        (await village.Does(other, "extend", new { reason = "需要停电施工并更换电缆" })).Wrote("passed-over", "yongning-2017/3-3b", "涵东街道无承办人员账号，改由热线办审核");
        (await city.Dispatcher.Does(other, "approve-extension")).Runs("handle", "2026-03-09 17:30", "yongning-2017/3-3b");
        await village.Signs(other);
        await city.Head("cm-yanning").Replies(other, "已修好。");
        await city.Dispatcher.Closes(other);
        await citizen.Texts("1");
        await city.Supervisor.Finishes(other, "audit", "passed");
        await city.IsAllOver(number, other);
    }

    [Fact]
    public async Task What_is_simple_is_due_at_once_and_what_is_not_dispatched_that_day_is_late()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000504");
        var simple = (await city.Agent.Registers(Lamp with { Complexity = "simple" }, await citizen.Calls())).Number;
        var forgotten = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        (await city.Dispatcher.Dispatches(simple, "urban-mgmt")).Runs("handle", "2026-03-02 16:00", "yongning-2017/3-3a").InTimeUntil("handle", "2026-03-02 16:30");
        await city.Until("2026-03-02 16:29");
        (await city.Unit("urban-mgmt").Sees(simple)).WroteNo("clock.breached"); // half an hour of grace
        await city.Until("2026-03-02 16:31");
        (await city.Unit("urban-mgmt").Sees(simple)).Late("handle");
        await city.Until("2026-03-03 00:01");
        (await city.Dispatcher.Sees(forgotten)).Late("dispatch");
        await city.Dispatcher.Dispatches(forgotten, "urban-mgmt");
        foreach (var each in new[] { simple, forgotten })
        {
            await city.Unit("urban-mgmt").Signs(each);
            await city.Head("urban-mgmt").Replies(each, "已修好。");
            await city.Dispatcher.Closes(each);
            await citizen.Texts("1");
            await city.Leader.Finishes(each, "audit", "passed");
        }

        await city.IsAllOver(simple, forgotten);
    }

    [Fact]
    public async Task Who_writes_on_WeChat_is_answered_and_asked_there_first_and_by_short_message_where_that_fails()
    {
        await using var city = await Open("2026-03-02 09:00");
        const string OpenId = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";
        var citizen = city.Citizen("13800000505");
        var number = await citizen.Writes(ChannelKind.Wechat, OpenId, "延宁路路灯不亮");
        (await city.Dispatcher.Sees(number)).Is("registered").Runs("dispatch", "2026-03-03 00:00", "yongning-2017/3-1");
        await HandleAndClose();
        Assert.DoesNotContain(citizen.Inbox, message => message.Kind == "survey");
        await citizen.Answers(ChannelKind.Wechat, OpenId, "3");
        (await city.Leader.Sees(number)).Is("follow-up").Survey("answered", "dissatisfied").Owes("survey-callback");
        await city.Agent.Finishes(number, "survey-callback", "dissatisfied", "仍不亮");

        // The second time the account does not reach them any more.
        city.Product.Sender.Says = message => message.Channel == ChannelKind.Wechat
            ? new SendOutcome { Verdict = SendVerdict.Refused, Reason = "45015" }
            : null;
        await city.Until("2026-03-02 15:00");
        await HandleAndClose();
        await city.Beat();
        await citizen.Texts("1");
        await city.Supervisor.Finishes(number, "audit", "passed");
        await city.IsAllOver(number);

        async Task HandleAndClose()
        {
            if ((await city.Dispatcher.Sees(number)).View.Text("state") == "registered")
            {
                await city.Dispatcher.Dispatches(number, "urban-mgmt");
            }

            await city.Unit("urban-mgmt").Signs(number);
            await city.Head("urban-mgmt").Replies(number, "已修好。");
            await city.Dispatcher.Closes(number);
        }
    }
}
