namespace Hotline.Host.Tests.Lives;

/// <summary>Cases lived under hanjiang-2016 (涵江区“马上就办”). Limits are reckoned by hand from the clauses named.</summary>
public sealed class HanjiangTests
{
    private static readonly Matter MissingCover = new("complaint", "010201", "延宁路12号门口", "窨井盖不见了，旁边是学校。") { Hazard = true, RequesterName = "王女士" };
    private static readonly Matter Billboard = new("complaint", "010306", "延宁路40号", "路灯不亮已有一周。") { RequesterPhone = "13800000102" };

    private static Task<City> Open(string start = "2026-03-02 09:00") => City.Under("hanjiang-2016", start);

    [Fact]
    public async Task A_missing_cover_goes_straight_to_the_responsible_office_is_seen_on_site_and_ends_satisfied()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000101");
        var contact = await citizen.Calls();
        var suggestion = await city.Agent.Suggests(MissingCover);
        Assert.Equal(("drainage", "hanjiang-2016/12a"), (suggestion.GetProperty("unit").Text("id"), suggestion.Text("clause")));
        await city.Until("2026-03-02 09:02");
        var seen = (await city.Agent.Registers(MissingCover, contact)).Is("registered").Runs("register", "2026-03-02 09:15", "hanjiang-2016/11b");
        var number = seen.Number;
        await city.Unit("drainage").DoesNotSee(number);
        await city.Agent.MayNot(number, "answer", new { text = "请绕行" });

        await city.Until("2026-03-02 09:05");
        (await city.Agent.Dispatches(number, "drainage")).Is("dispatched", "drainage").Kept("register")
            .Wrote("dispatch", "hanjiang-2016/12a")
            .Runs("on-site", "2026-03-02 15:05", "hanjiang-2016/11c") // 6 hours
            .Runs("ownership", "2026-03-02 21:05", "hanjiang-2016/11e") // 12 hours
            .Runs("callback", "2026-03-02 21:05", "hanjiang-2016/12b") // 12 hours
            .Runs("handle", "2026-03-05 17:30", "hanjiang-2016/11a"); // 3 working days: Tuesday, Wednesday, Thursday
        (await city.Unit("drainage").Signs(number)).Masked(false).Kept("ownership");
        await city.Unit("drainage").MayNot(number, "reply", new { text = "已盖好", outcome = "solved" }, by: "hanjiang-2016/11c", because: "须先到场");

        await city.Until("2026-03-02 10:40");
        await city.Unit("drainage").Does(number, "on-site", new { place = "延宁路12号", note = "已围挡" });
        await city.Unit("drainage").MayNot(number, "reply", new { text = "已盖好", outcome = "solved" }, because: "照片");
        (await city.Unit("drainage").ConfirmsOnSite(number, "延宁路12号", "已装新盖")).Kept("on-site").Wrote("on-site", "hanjiang-2016/11c", "照片1张");
        (await city.Unit("drainage").Replies(number, "新盖已装好。")).Is("replied").Kept("handle").ShowsNoSurvey();
        await city.Unit("drainage").MayNot(number, "close", new { outcome = "solved" });

        await city.Until("2026-03-02 11:30");
        (await city.Dispatcher.Closes(number)).Is("closed").Survey("sent");
        var question = citizen.Reads("survey");
        Assert.Contains("窨井盖缺失移位", question, StringComparison.Ordinal);
        Assert.Contains("已解决", question, StringComparison.Ordinal);
        Assert.DoesNotContain("王女士", question, StringComparison.Ordinal);
        await citizen.Texts("很好谢谢你们");
        (await city.Supervisor.Sees(number)).Is("closed").Wrote("survey.not-understood");
        await citizen.Texts(" １。");
        await citizen.Texts("3");
        (await city.Supervisor.Sees(number)).Is("archived").Survey("answered", "satisfied").Wrote("survey.answered-late", words: "以首次答复");
        (await city.Unit("drainage").Sees(number)).ShowsNoSurvey();

        await city.Until("2026-03-02 21:06");
        (await city.Supervisor.Sees(number)).Owes();
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_hazard_that_nobody_dispatched_goes_by_itself_at_fifteen_minutes_or_to_the_shift_leader_and_the_efficiency_office()
    {
        await using var city = await Open();
        var known = (await city.Agent.Registers(MissingCover, await city.Citizen("13800000103").Calls())).Number;
        var unclear = (await city.Agent.Registers(
            new("complaint", "other", "六一路", "路面有坑，旁边电线垂落。") { Hazard = true }, await city.Citizen("13800000104").Calls())).Number;

        await city.Until("2026-03-02 09:10");
        (await city.Agent.Sees(known)).Wrote("clock.warning", "hanjiang-2016/11b");
        await city.Until("2026-03-02 09:16");
        (await city.Agent.Sees(known)).Is("dispatched", "drainage").Late("register").Wrote("dispatch", "hanjiang-2016/11b", "自动派单").Owes();
        (await city.Agent.Sees(unclear)).Is("registered").Late("register").Owes("shift-list");

        // What fits nowhere: the efficiency office designates, and whom it designated cannot give it back (1b).
        await city.Leader.MayNotFinish(unclear, "shift-list", "dispatched", because: "尚未派单");
        var suggestion = await city.Leader.Suggests(new("complaint", "other", "六一路", "") { Hazard = true });
        Assert.Equal(["responsible-unit", "responsible-unit", "lead-unit-when-unclear", "designation"], suggestion.List("steps").Select(step => step.Text("by")!));
        (await city.Leader.Dispatches(unclear, "eff-office")).Is("dispatched", "eff-office").Wrote("dispatch", "hanjiang-2016/1b").Owes();
        (await city.EfficiencyOffice.Does(unclear, "designate", new { unitId = "power-co", note = "电线" })).Wrote("designate", "hanjiang-2016/1b").Is("dispatched", "power-co");
        await city.Unit("power-co").MayNot(
            unclear, "return", new { reason = "不是", suggestedUnitId = "telecom", preTreatment = "已围挡" }, by: "hanjiang-2016/1b", because: "不得再退");

        foreach (var (number, unit, citizen) in new[] { (known, "drainage", "13800000103"), (unclear, "power-co", "13800000104") })
        {
            await city.Unit(unit).Signs(number);
            await city.Unit(unit).ConfirmsOnSite(number, "现场", "已处置");
            await city.Unit(unit).Replies(number, "已处置。");
            await city.Dispatcher.Closes(number);
            await city.Citizen(citizen).Texts("满意");
        }

        await city.IsAllOver(known, unclear);
    }

    [Fact]
    public async Task A_hazard_that_no_unit_takes_falls_to_the_lead_unit_after_twelve_hours_and_its_citizen_is_called_back()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000105");
        var number = (await city.Agent.Registers(MissingCover, await citizen.Calls())).Number;
        await city.Until("2026-03-02 09:05");
        await city.Agent.Dispatches(number, "drainage");

        await city.Until("2026-03-02 15:06");
        (await city.Leader.Sees(number)).Late("on-site");
        await city.Until("2026-03-02 21:06");

        // Both at twelve hours: the lead unit of the minor class has it (11e), and an agent rings whoever reported it (12b).
        (await city.Leader.Sees(number)).Is("dispatched", "water-bureau").Late("ownership").Wrote("dispatch", "hanjiang-2016/11e", "牵头单位").Owes("hazard-callback")
            .Runs("on-site", "2026-03-03 03:06", "hanjiang-2016/11c").Runs("handle", "2026-03-05 17:30", "hanjiang-2016/11a");
        await city.Agent.Finishes(number, "hazard-callback", "not-handled", "井盖仍未装");
        await city.Beat();
        (await city.Leader.Sees(number)).Wrote("urge", "hanjiang-2016/12b", "催促").WroteNo("supervise").Owes();

        // Urged at once; two hours later its own efficiency office supervises it, two later the district's, until it replies (12b).
        await city.Unit("water-bureau").Signs(number);
        await city.Until("2026-03-02 23:06");
        (await city.Unit("water-bureau").Sees(number)).Wrote("supervise", "hanjiang-2016/12b", "第2级");
        await city.Until("2026-03-03 01:06");
        (await city.EfficiencyOffice.Sees(number)).Wrote("supervise", "hanjiang-2016/12b", "第3级");
        Assert.Equal(number, Assert.Single((await city.Supervisor.Get("/api/cases?supervised=true")).List("items")).Text("number"));
        await city.Until("2026-03-03 02:00");
        await city.Unit("water-bureau").ConfirmsOnSite(number, "延宁路12号", "已装");
        (await city.Unit("water-bureau").Replies(number, "已装新盖。")).Kept("on-site").Kept("handle").Wrote("supervise.end", words: "已答复");
        await city.Until("2026-03-03 08:30");
        await city.Dispatcher.Closes(number);

        // To the short message they say nothing in 24 hours; nobody is reached in three calls.
        await city.Until("2026-03-04 08:31");
        (await city.Leader.Sees(number)).Is("follow-up").Survey("unanswered").Wrote("survey.unanswered", "hanjiang-2016/15").Owes("survey-callback");
        await city.Agent.Finishes(number, "survey-callback", "not-reached");
        await city.OtherAgent.Finishes(number, "survey-callback", "not-reached", "关机");
        (await city.Leader.Sees(number)).Is("follow-up");
        await city.Agent.Finishes(number, "survey-callback", "not-reached");
        (await city.Leader.Sees(number)).Is("archived").Wrote("archive", "hanjiang-2016/15");
        (await city.Unit("drainage").Sees(number)).ShowsNoSurvey();
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_first_unit_secures_what_is_not_its_own_and_the_next_has_six_hours()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000106");
        var cable = new Matter("report", "010301", "光涵路8号", "电线垂落到路面。") { Hazard = true };
        var number = (await city.Agent.Registers(cable, await citizen.Calls())).Number;
        await city.Agent.Dispatches(number, "power-co");

        // Who reports a wrong is not named to the unit.
        await city.Until("2026-03-02 11:00");
        (await city.Unit("power-co").Signs(number)).Masked();
        await city.Unit("power-co").Lacks(number, "return", new { reason = "是通信线" }, "preTreatment", "suggestedUnitId");
        await city.Unit("power-co").Does(number, "return", new { reason = "是通信线", suggestedUnitId = "telecom", preTreatment = "11:10已设警示牌" });
        (await city.Dispatcher.Sees(number)).Wrote("return", "hanjiang-2016/11d", "11:10已设警示牌").Runs("on-site", "2026-03-02 15:00", "hanjiang-2016/11c");
        await city.Until("2026-03-02 11:20");
        (await city.Dispatcher.Does(number, "accept-return", new { note = "属通信" })).Is("dispatched", "telecom").Wrote("return.accepted", "hanjiang-2016/11d")
            .Runs("handle", "2026-03-02 17:20", "hanjiang-2016/11d").Runs("on-site", "2026-03-02 17:20", "hanjiang-2016/11c");

        // Too late for a return of its own: six hours from its dispatch.
        await city.Unit("telecom").Signs(number);
        await city.Until("2026-03-02 17:21");
        (await city.Leader.Sees(number)).Late("handle").Late("on-site");
        await city.Unit("telecom").MayNot(
            number, "return", new { reason = "不是", suggestedUnitId = "power-co", preTreatment = "已围挡" }, by: "hanjiang-2016/11d", because: "期限已过");
        await city.Unit("telecom").ConfirmsOnSite(number, "光涵路8号", "已复位");
        await city.Unit("telecom").Replies(number, "线缆已复位。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("1");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task An_ordinary_complaint_is_supplemented_urged_helped_with_extended_and_redone()
    {
        await using var city = await Open();
        var citizen = city.Citizen(Billboard.RequesterPhone!);
        var contact = await citizen.Calls();
        var number = (await city.Agent.Registers(Billboard, contact)).HasNo("register").HasNo("callback").Number;
        await city.Dispatcher.MayNot(number, "refuse", new { ground = 1 }, because: "应当受理");

        // One call, two matters (split); the second is simple and due on the day itself, a consultation in two working days.
        var second = (await city.Agent.Registers(new("help", "010207", "延宁路40号", "下水道堵了") { Complexity = "simple" }, contact)).Number;
        (await city.Dispatcher.Dispatches(second, "drainage")).Runs("handle", "2026-03-03 00:00", "hanjiang-2016/11a");
        var asked = (await city.Agent.Registers(new("consultation", "010304", "延宁路40号", "何时停电"), contact)).Number;
        (await city.Dispatcher.Dispatches(asked, "power-co")).Runs("handle", "2026-03-04 17:30", "hanjiang-2016/11a");

        (await city.Dispatcher.Does(number, "dispatch", new { unitId = "lighting", coHandlers = new[] { new { unitId = "power-co", task = "查供电线路" } } }))
            .Wrote("dispatch", "hanjiang-2016/1").Runs("handle", "2026-03-05 17:30", "hanjiang-2016/11a");
        var again = await citizen.Calls();
        var similar = await city.Agent.Post("/api/cases/similar", new { contactId = again, categoryCode = "010306", place = "延宁路40号", text = "路灯还是不亮" });
        Assert.Equal(3, similar.List("sameCaller").Length);
        Assert.Equal(number, similar.List("similar")[0].GetProperty("case").Text("number"));
        await city.Agent.Does(number, "supplement", new { contactId = again, text = "学校门口也不亮", urge = true });
        (await city.Unit("lighting").Signs(number)).Wrote("supplement", words: "学校门口").Wrote("urge", words: "诉求人");

        // To urge is not to supervise: the one while the limit runs, the other once it has ended.
        await city.Agent.Urges(number, "学校催问");
        (await city.Unit("lighting").Sees(number)).Wrote("urge", "hanjiang-2016/12b", "学校催问");
        await city.Supervisor.Supervises(number, null, "未处理", System.Net.HttpStatusCode.Conflict);
        var part = Assert.Single((await city.Unit("power-co").Sees(number)).View.List("coHandlers"));
        Assert.Equal("2026-03-05 17:30", City.Clock(part.GetProperty("due").GetDateTimeOffset())); // as long as the lead's
        (await city.Unit("power-co").Does(number, "co-reply", new { text = "线路正常。" })).Wrote("co-reply", "hanjiang-2016/3");
        await city.Unit("power-co").MayNot(number, "reply", new { text = "线路正常。", outcome = "solved" });

        // Warned half a working day before; the extension is asked for before the limit ends, and the citizen told (11f).
        await city.Until("2026-03-05 14:30");
        (await city.Unit("lighting").Sees(number)).Wrote("clock.warning", "hanjiang-2016/11a");
        await city.Unit("lighting").Lacks(number, "extend", new { reason = "缺配件", until = City.At("2026-03-09 17:30") }, "reason", "requesterTold");
        await city.Unit("lighting").Does(
            number, "extend", new { reason = "缺少配件，需要厂家发货", until = City.At("2026-03-09 17:30"), requesterTold = "3月5日电话说明" });
        (await city.Dispatcher.Does(number, "approve-extension")).Runs("handle", "2026-03-09 17:30", "hanjiang-2016/11f");
        await city.Unit("lighting").MayNot(
            number, "extend", new { reason = "厂家还是没有发货过来", until = City.At("2026-03-12 17:30"), requesterTold = "电话" }, by: "hanjiang-2016/11f", because: "不得超过1次");

        await city.Until("2026-03-09 10:00");
        (await city.Unit("lighting").Replies(number, "已换一半灯。", "partly")).Kept("handle");
        (await city.Dispatcher.Does(number, "rework", new { reason = "请全部更换" })).Is("dispatched", "lighting").Runs("handle", "2026-03-11 17:30", "hanjiang-2016/15"); // 2 working days
        await city.Until("2026-03-09 15:00");
        await city.Unit("lighting").Handles(number, "已全部更换。");
        await city.Dispatcher.Lacks(number, "close", new { outcome = "partly" }, "note");
        await city.Dispatcher.Closes(number);

        // Not satisfied by short message, nor on the telephone: back to the unit, within two working days (15).
        await citizen.Texts("不满意");
        (await city.Leader.Sees(number)).Is("follow-up").Survey("answered", "dissatisfied").Owes("survey-callback");
        await city.Agent.Finishes(number, "survey-callback", "dissatisfied", "又坏了");
        (await city.Unit("lighting").Sees(number)).Is("dispatched", "lighting").Runs("handle", "2026-03-11 17:30", "hanjiang-2016/15").Wrote("rework", words: "又坏了");
        await city.Until("2026-03-10 10:00");
        await city.Unit("lighting").Handles(number, "已修复。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("一般");
        await city.Agent.Finishes(number, "survey-callback", "neutral");
        foreach (var (other, unit) in new[] { (second, "drainage"), (asked, "power-co") })
        {
            await city.Unit(unit).Handles(other, "已办理。", "explained");
            await city.Dispatcher.Closes(other, "explained");
            await citizen.Texts("2");
            await city.Agent.Finishes(other, "survey-callback", "declined");
        }

        (await city.Leader.Sees(second)).Late("handle");
        await city.IsAllOver(number, second, asked);
    }

    [Fact]
    public async Task Three_complaints_of_one_kind_are_one_rectification_and_one_handling_each_with_its_own_answer()
    {
        await using var city = await Open();
        var citizens = new[] { "13800000111", "13800000112", "13800000113" }.Select(city.Citizen).ToList();
        var noise = new Matter("complaint", "010306", "延宁路40号", "路灯整夜不亮，行人摔倒。") { Confidential = true };
        var numbers = new List<string>();
        foreach (var citizen in citizens)
        {
            numbers.Add((await city.Agent.Registers(noise, await citizen.Calls())).Number);
        }

        // 一诉一整改: the third within 30 days and near the place makes it one.
        var group = (await city.Leader.Sees(numbers[2])).Wrote("rectification", "hanjiang-2016/11g").View.Text("rectification");
        Assert.Equal(numbers, (await city.Leader.Get($"/api/rectifications/{group}")).List("cases").Select(row => row.Text("number")!));

        await city.Agent.Does(numbers[1], "merge", new { into = numbers[0], reason = "同一盏灯" });
        (await city.Agent.Does(numbers[2], "merge", new { into = numbers[0], reason = "同一盏灯" })).Wrote("merge", "hanjiang-2016/11g");
        (await city.Dispatcher.Dispatches(numbers[0], "lighting")).Wrote("dispatch", "hanjiang-2016/1");
        (await city.Unit("lighting").Sees(numbers[1])).Is("dispatched", "lighting").Masked().Runs("handle", "2026-03-05 17:30", "hanjiang-2016/11a");
        await city.Unit("lighting").MayNot(numbers[1], "sign", because: numbers[0]);
        (await city.Agent.Does(numbers[2], "unmerge", new { reason = "另一盏灯" })).Wrote("unmerge");
        await city.Unit("lighting").Handles(numbers[0], "已修好。");
        (await city.Unit("lighting").Sees(numbers[1])).Is("replied");
        (await city.Unit("lighting").Sees(numbers[2])).Is("dispatched");
        await city.Dispatcher.Closes(numbers[0]);
        await city.Leader.Post($"/api/rectifications/{group}/closing", new { conclusion = "已更换全部灯具" }, System.Net.HttpStatusCode.Conflict);
        await city.Unit("lighting").Handles(numbers[2], "另一盏也修好。");
        await city.Dispatcher.Closes(numbers[2]);
        await citizens[0].Texts("1");
        await citizens[1].Texts("1");
        await citizens[2].Texts("1");
        Assert.All(citizens, citizen => Assert.Single(citizen.Inbox, message => message.Kind == "survey"));
        await city.Leader.Post($"/api/rectifications/{group}/closing", new { conclusion = "已更换全部灯具" });
        await city.IsAllOver([.. numbers]);
    }

    [Fact]
    public async Task A_question_is_answered_on_the_spot_and_its_citizen_objects_with_a_one_time_code()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000115");
        var number = (await city.Agent.Registers(new("consultation", "010304", "", "为什么停电？"), await citizen.Calls())).Number;
        await city.Agent.Lacks(number, "answer", new { text = "计划检修", citations = new[] { new { articleId = "kb-1", version = 0, title = "停电" } } }, "citations");
        var answered = (await city.Agent.Does(number, "answer", new { text = "计划检修，18时恢复。", citations = new[] { new { articleId = "kb-1", version = 2, title = "停电查询" } } }))
            .Is("closed").Wrote("answer", "hanjiang-2016/11a", "停电查询（kb-1 第2版）");
        Assert.Equal("kb-1", answered.View.GetProperty("reply").List("citations")[0].Text("articleId"));
        Assert.Contains("已解释", citizen.Reads("survey"), StringComparison.Ordinal);

        using var visit = await citizen.LooksAtOwnCases();
        Assert.Equal(["已受理", "已办结"], visit.Steps(number));
        await visit.Objects(number, "到20时仍然没有电");
        await visit.Objects(number, "再说一次", System.Net.HttpStatusCode.Conflict);
        (await city.Leader.Sees(number)).Owes("objection").Wrote("objection", "hanjiang-2016/15");
        Assert.Equal("2026-03-05 17:30", City.Clock((await city.Supervisor.TaskOf(number, "objection")).GetProperty("dueAt").GetDateTimeOffset())); // 3 working days
        await city.Supervisor.Finishes(number, "objection", "upheld", "确未恢复");
        Assert.Contains("异议成立", citizen.Reads("result"), StringComparison.Ordinal);
        (await city.Leader.Sees(number)).Is("registered");
        await city.Until("2026-03-02 10:00");
        await city.Dispatcher.Dispatches(number, "power-co");
        await city.Unit("power-co").Handles(number, "20:30已恢复。");
        await city.Dispatcher.Closes(number);
        using var later = await citizen.LooksAtOwnCases();
        await later.Rates(number, "satisfied");
        await later.Rates(number, "dissatisfied", System.Net.HttpStatusCode.Conflict);
        await city.IsAllOver(number);
    }
}
