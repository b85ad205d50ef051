namespace Hotline.Host.Tests.Lives;

/// <summary>Cases lived under xiangan-2018 (翔安区城管执法局12345便民服务工作机制). Limits are reckoned by hand from the clauses named.</summary>
public sealed class XianganTests
{
    private static Task<City> Open(string start = "2026-03-02 09:00") => City.Under("xiangan-2018", start);

    [Fact]
    public async Task A_petition_is_contacted_in_two_days_handled_below_and_closed_honestly_when_it_cannot_be_solved_now()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000301");
        var petition = new Matter("petition", "010306", "平民路3号", "多年反映违建未拆。");
        var suggestion = await city.Dispatcher.Suggests(petition);
        Assert.Equal(("st-hanxi", "xiangan-2018/2"), (suggestion.GetProperty("unit").Text("id"), suggestion.Text("clause"))); // territory first
        var number = (await city.Agent.Registers(petition, await citizen.Calls())).Number;
        (await city.Dispatcher.Dispatches(number, "st-hanxi")).HasNo("handle").HasNo("contact");
        var street = city.Unit("st-hanxi");
        await city.Until("2026-03-02 10:00");
        (await street.Signs(number))
            .Runs("contact", "2026-03-04 17:30", "xiangan-2018/3-5") // 2 working days from signing
            .Runs("handle", "2026-03-30 17:30", "xiangan-2018/3-5"); // 20 working days: 4 + 5 + 5 + 5 and Monday the 30th
        await street.MayNot(number, "return", new { reason = "不属本街道" }, because: "没有这类工单的退件");

        // Sent on below, sent back once, answered upward (1-2).
        var community = city.Unit("cm-pingmin");
        await street.Does(number, "delegate", new { unitId = "cm-pingmin", task = "入户核实", due = City.At("2026-03-10 17:30") });
        await community.MayNot(number, "report-up", new { text = "已核实" }, by: "xiangan-2018/1-2", because: "须先签收");
        await community.Does(number, "take-on");
        (await community.Does(number, "report-up", new { text = "已核实" })).Wrote("report-up", "xiangan-2018/1-2");
        await street.Does(number, "redo-below", new { unitId = "cm-pingmin", reason = "缺照片", due = City.At("2026-03-11 17:30") });
        await city.Until("2026-03-11 17:31");
        (await street.Sees(number)).Wrote("part.late", "xiangan-2018/1-2");
        await community.Does(number, "report-up", new { text = "已补照片" });

        // The call with the citizen came late: it is by when it was that it counts.
        (await street.Sees(number)).Late("contact");
        await street.MayNot(number, "reply", new { text = "列入计划", outcome = "cannot-be-solved-now", requesterTold = "电话" }, by: "xiangan-2018/3-5", because: "须先联系");
        await city.Agent.Contacted(number, await citizen.Calls());
        await street.Lacks(number, "reply", new { text = "列入计划", outcome = "cannot-be-solved-now" }, "requesterTold");
        (await street.Does(number, "reply", new { text = "列入明年拆除计划。", outcome = "cannot-be-solved-now", requesterTold = "3月11日电话解释" }))
            .Is("replied").Kept("handle").Wrote("closing", "xiangan-2018/3-8");
        await city.Dispatcher.Closes(number, "cannot-be-solved-now");
        Assert.Contains("暂时无法解决", citizen.Reads("survey"), StringComparison.Ordinal);

        // Nobody answers: over after 24 hours (4-3).
        await city.Until("2026-03-12 17:31");
        (await city.Leader.Sees(number)).Is("closed");
        await city.Until("2026-03-12 17:32");
        (await city.Leader.Sees(number)).Is("archived").Survey("unanswered").Wrote("archive", "xiangan-2018/4-3");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Each_kind_has_its_limit_and_ends_in_the_archive()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000302");
        var street = city.Unit("st-handong");
        var numbers = new List<string>();
        foreach (var (type, category, due, clause) in new[]
        {
            ("consultation", "010307", "2026-03-04 17:30", "3-1"), // 2 working days
            ("complaint", "010306", "2026-03-05 17:30", "3-2"), // on the list of convenience services: 3
            ("complaint", "010307", "2026-03-09 17:30", "3-2"), // not on it: 5
            ("suggestion", "010307", "2026-03-09 17:30", "3-3"), // 5
            ("help", "010307", "2026-03-05 17:30", "3-4"), // 3
        })
        {
            numbers.Add((await city.Agent.Registers(new(type, category, $"延宁路{numbers.Count}号", "请处理。"), await citizen.Calls())).Number);
            (await city.Dispatcher.Dispatches(numbers[^1], "st-handong")).Wrote("dispatch", "xiangan-2018/2").Runs("handle", due, $"xiangan-2018/{clause}");
            await street.Signs(numbers[^1]);
        }

        (await street.Sees(numbers[^1])).Runs("contact", "2026-03-03 17:30", "xiangan-2018/3-4"); // help: 1 working day from signing
        await city.Until("2026-03-03 17:00");
        (await city.Agent.Contacted(numbers[^1], await citizen.Calls())).Kept("contact");
        foreach (var number in numbers)
        {
            await street.Replies(number, "已处理。");
            await city.Dispatcher.Closes(number);
            await citizen.Texts("2");
            (await city.Leader.Sees(number)).Kept("handle").Survey("answered", "neutral");
        }

        await city.IsAllOver([.. numbers]);
    }

    [Fact]
    public async Task An_extension_is_asked_half_a_working_day_before_the_end_agreed_by_the_leader_and_a_superiors_limit_goes_first()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000303");
        var (number, late) = (await Complaint(), await Complaint());
        var street = city.Unit("st-handong");
        await street.Signs(number);
        await street.Signs(late);
        await street.Lacks(number, "extend", new { reason = "缺料" }, "reason", "requesterTold");
        await city.Until("2026-03-05 14:30"); // the last session of the last day begins: the last moment to ask
        await street.Does(number, "extend", new { reason = "配件尚未到货，需要顺延几天", requesterTold = "3月5日电话说明" });
        await city.Dispatcher.MayNot(number, "approve-extension", by: "xiangan-2018/3-7", because: "本单位领导");
        (await city.Head("st-handong").Does(number, "approve-extension")).Runs("handle", "2026-03-10 17:30", "xiangan-2018/3-7"); // 3 working days on
        await city.Until("2026-03-05 14:31");
        await street.MayNot(late, "extend", new { reason = "配件尚未到货，需要顺延几天", requesterTold = "电话" }, by: "xiangan-2018/3-7", because: "期限已过");
        await street.MayNot(number, "extend", new { reason = "配件尚未到货，需要顺延几天", requesterTold = "电话" }, by: "xiangan-2018/3-7");
        (await city.Dispatcher.Does(number, "set-limit", new { source = "superior", document = "区政府督查单3号", due = City.At("2026-03-06 12:00") }))
            .Runs("handle", "2026-03-06 12:00", "xiangan-2018/3-11");
        await city.Until("2026-03-06 12:01");
        (await street.Sees(number)).Late("handle");
        (await street.Sees(late)).Late("handle");
        foreach (var each in new[] { number, late })
        {
            await street.Replies(each, "已处理。");
            await city.Dispatcher.Closes(each);
            await citizen.Texts("1");
        }

        await city.IsAllOver(number, late);

        async Task<string> Complaint()
        {
            var opened = (await city.Agent.Registers(new("complaint", "010306", "延宁路40号", "路灯不亮。"), await citizen.Calls())).Number;
            (await city.Dispatcher.Dispatches(opened, "st-handong")).Runs("handle", "2026-03-05 17:30", "xiangan-2018/3-2");
            return opened;
        }
    }

    [Fact]
    public async Task What_is_urgent_or_simple_is_answered_the_same_day_and_bad_work_is_redone_by_a_set_day()
    {
        await using var city = await Open("2026-03-06 16:00"); // a Friday
        var citizen = city.Citizen("13800000304");
        var simple = (await city.Agent.Registers(new Matter("complaint", "010306", "延宁路40号", "井盖响。") { Complexity = "simple", Confidential = true }, await citizen.Calls())).Number;
        var hazard = (await city.Agent.Registers(new Matter("help", "010201", "延宁路41号", "井盖没了。") { Hazard = true }, await citizen.Calls())).Number;
        (await city.Dispatcher.Dispatches(simple, "st-handong")).Runs("handle", "2026-03-07 00:00", "xiangan-2018/3-6");
        (await city.Dispatcher.Dispatches(hazard, "st-handong")).Runs("handle", "2026-03-07 00:00", "xiangan-2018/3-6");
        var street = city.Unit("st-handong");
        (await street.Signs(simple)).Masked(); // who asked not to be named is not (5-2c/3e)
        (await street.Replies(simple, "已垫胶圈。")).Kept("handle");
        await city.Until("2026-03-07 00:01");
        (await street.Sees(hazard)).Late("handle");

        // Looked at and not good enough: back, by a day that is set (3-9).
        (await city.Dispatcher.Does(simple, "rework", new { reason = "仍响", due = City.At("2026-03-10 12:00") }))
            .Wrote("rework", "xiangan-2018/3-9").Runs("handle", "2026-03-10 12:00", "xiangan-2018/3-9");
        await street.Handles(simple, "已更换井圈。");
        await city.Dispatcher.Closes(simple);
        await citizen.Texts("3");
        await city.OtherAgent.Finishes(simple, "survey-callback", "satisfied");
        await street.Signs(hazard);
        await city.Agent.Contacted(hazard, await citizen.Calls());
        await street.Replies(hazard, "已盖。");
        await city.Dispatcher.Closes(hazard);

        // On the page of one's own cases what happens can be followed and rated (4-3).
        using var visit = await citizen.LooksAtOwnCases();
        Assert.Equal(["已受理", "已转承办单位", "承办单位正在办理", "承办单位已答复", "已办结"], visit.Steps(hazard));
        await visit.Rates(hazard, "satisfied");

        // Over, and objected to by short message: somebody else looks at it, and it goes on with its unit (4-3).
        await city.Until("2026-03-09 09:00");
        await citizen.Writes($"异议{hazard} 新盖又不见了");
        await city.Supervisor.Finishes(hazard, "objection", "upheld", "属实");
        Assert.Contains("异议成立", citizen.Reads("result"), StringComparison.Ordinal);
        (await street.Sees(hazard)).Is("dispatched", "st-handong").Wrote("rework", "xiangan-2018/4-3", "异议成立").Runs("handle", "2026-03-10 00:00", "xiangan-2018/3-6");
        await street.Signs(hazard);
        await city.Agent.Contacted(hazard, await citizen.Calls());
        await street.Replies(hazard, "已装防盗盖。");
        await city.Dispatcher.Closes(hazard);
        await citizen.Texts("1");
        await city.IsAllOver(simple, hazard);
    }

    [Fact]
    public async Task Where_no_territory_is_known_the_fine_decides_the_level()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000305");
        var matter = new Matter("complaint", "010306", "区外道路", "灯箱违建。");
        foreach (var (fine, level) in new[] { (30_000, "lighting"), (150_000, "urban-mgmt") }) // up to 50,000 yuan the squad, up to 200,000 the department
        {
            var suggestion = await city.Dispatcher.Suggests(matter with { Fine = fine });
            Assert.Equal((level, "xiangan-2018/2"), (suggestion.GetProperty("unit").Text("id"), suggestion.Text("clause")));
        }

        const string Unit = "urban-mgmt";
        var number = (await city.Agent.Registers(matter with { Fine = 150_000 }, await citizen.Calls())).Number;
        (await city.Dispatcher.Dispatches(number, Unit)).Wrote("dispatch", "xiangan-2018/2");
        await city.Unit(Unit).Handles(number, "诉求不成立：已办审批。", "not-justified");
        await city.Dispatcher.Closes(number, "not-justified");
        Assert.Contains("诉求不成立", citizen.Reads("survey"), StringComparison.Ordinal);
        await citizen.Texts("3");
        await city.Agent.Finishes(number, "survey-callback", "dissatisfied", "审批已过期");
        (await city.Unit(Unit).Sees(number)).Is("dispatched", Unit).Wrote("rework", words: "审批已过期");
        await city.Until("2026-03-02 15:00");
        await city.Unit(Unit).Handles(number, "审批确已过期，已拆除。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("1");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Who_asks_not_to_be_named_is_seen_by_a_leader_for_a_reason_and_never_by_the_unit_complained_about()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000306");
        var matter = new Matter("complaint", "010306", "延宁路40号", "施工占道。") { Confidential = true, RequesterName = "欧阳慕华" };
        var number = (await city.Agent.Registers(matter, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "st-handong");
        (await city.Unit("st-handong").Signs(number)).Masked();
        await city.Unit("st-handong").MayNot(number, "reveal", new { reason = "入户核实" });
        await city.Head("st-handong").Lacks(number, "reveal", new { reason = "" }, "reason");
        var revealed = (await city.Head("st-handong").Does(number, "reveal", new { reason = "入户核实" })).Masked(false).Wrote("reveal", "xiangan-2018/5-2c/3e", "入户核实");
        Assert.Equal("欧阳慕华", revealed.View.GetProperty("requester").Text("name"));
        Assert.Equal("2026-03-02 09:15", City.Clock(revealed.View.GetProperty("requester").GetProperty("reveal").GetProperty("until").GetDateTimeOffset()));
        (await city.Unit("st-handong").Sees(number)).Masked();
        Assert.Single((await city.Supervisor.Get("/api/audit?act=requester.reveal")).List("items"), entry => entry.Text("subject") == number);
        await city.Until("2026-03-02 09:15");
        (await city.Head("st-handong").Sees(number)).Masked();

        var against = (await city.Agent.Registers(matter with { Confidential = false, AgainstUnitId = "st-handong" }, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(against, "st-handong");
        (await city.Unit("st-handong").Signs(against)).Masked();
        await city.Head("st-handong").MayNot(against, "reveal", new { reason = "入户核实" }, by: "xiangan-2018/5-2c/3e", because: "不得查看");
        await city.Unit("st-handong").Does(against, "message", new { text = "占道已清，请查看。" });
        Assert.Contains("占道已清", citizen.Reads("unit"), StringComparison.Ordinal);
        foreach (var each in new[] { number, against })
        {
            await city.Unit("st-handong").Replies(each, "已清理。");
            await city.Dispatcher.Closes(each);
            await citizen.Texts("1");
        }

        await city.IsAllOver(number, against);
    }
}
