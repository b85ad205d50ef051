using System.Net;

namespace Hotline.Host.Tests.Lives;

/// <summary>Cases lived under gaoling-2020 (高陵区12345市民热线管理办法). Limits are reckoned by hand from the clauses named.</summary>
public sealed class GaolingTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "泾河路8号", "路灯不亮。");

    private static Task<City> Open(string start = "2026-03-02 09:00") => City.Under("gaoling-2020", start);

    [Fact]
    public async Task A_question_before_the_Spring_Festival_is_due_on_the_make_up_Saturday_and_the_citizen_is_contacted_first()
    {
        await using var city = await Open("2026-02-13 10:00");
        var citizen = city.Citizen("13800000201");
        var number = (await city.Agent.Registers(new Matter("consultation", "010304", "", "何时送电？") { AcceptGround = 1 }, await citizen.Calls()))
            .Wrote("register", "gaoling-2020/6-accept", "（一）").Number;
        (await city.Dispatcher.Dispatches(number, "power-co")).Wrote("dispatch", "gaoling-2020/8-1")
            .Runs("sign", "2026-02-13 12:00", "gaoling-2020/9a") // 2 hours
            .Runs("handle", "2026-02-14 17:30", "gaoling-2020/9a"); // 1 working day: Saturday the 14th is worked in place of a day of the festival
        await city.Until("2026-02-13 11:30");
        (await city.Unit("power-co").Signs(number)).Kept("sign");
        await city.Unit("power-co").MayNot(number, "reply", new { text = "18时", outcome = "explained" }, by: "gaoling-2020/9a", because: "须先联系");
        var wrote = await city.Unit("power-co").Does(number, "message", new { text = "预计今天18时恢复。" });
        Assert.Contains("预计今天18时恢复", citizen.Reads("unit"), StringComparison.Ordinal);
        var shown = wrote.View.List("messages")[0].Text("id");
        (await city.Unit("power-co").Does(number, "contact", new { noticeId = shown, note = "已告知" })).Wrote("contact", "gaoling-2020/9a");
        (await city.Unit("power-co").Replies(number, "18时恢复供电。", "explained")).Kept("handle");
        await city.Dispatcher.Closes(number, "explained");

        // Three questions in one message: contacted, solved, satisfied. One digit could be any of them.
        await citizen.Texts("1");
        (await city.Leader.Sees(number)).Is("closed").Wrote("survey.not-understood");
        Assert.Contains("111", citizen.Reads("receipt"), StringComparison.Ordinal);
        await citizen.Texts("111");
        var survey = (await city.Leader.Sees(number)).Is("archived").Survey("answered", "satisfied").View.GetProperty("survey");
        (await city.Unit("power-co").Sees(number)).ShowsNoSurvey().Wrote("archive", "gaoling-2020/11", "已联系，已解决，满意"); // what came of it reaches the unit (11)
        Assert.Equal((true, true), (survey.GetProperty("contacted").GetBoolean(), survey.GetProperty("solved").GetBoolean()));
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task What_is_not_accepted_names_its_ground_and_where_to_turn_and_may_be_objected_to()
    {
        await using var city = await Open();
        var drowning = await city.Citizen("13800000202").Calls();
        var declined = await city.Agent.Post($"/api/contacts/{drowning}/refusal", new { ground = 2, text = "有人落水" });
        Assert.True(declined.GetProperty("ground").GetProperty("emergency").GetBoolean());
        Assert.Single((await city.Agent.Get($"/api/contacts/{drowning}")).List("refusals"));

        var citizen = city.Citizen("13800000203");
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Agent.Lacks(number, "refuse", new { ground = 12 }, "ground");
        (await city.Agent.Does(number, "refuse", new { ground = 8, text = "临潼区" })).Is("archived").Wrote("refuse", "gaoling-2020/6-refuse", "（八）");
        Assert.Contains("有管辖权的地区热线", citizen.Reads("receipt"), StringComparison.Ordinal);

        // It was ours after all: whoever objects within thirty working days is answered in three (11).
        using var visit = await citizen.LooksAtOwnCases();
        await visit.Objects(number, "泾河路就在高陵");
        Assert.Equal("2026-03-05 17:30", City.Clock((await city.Leader.TaskOf(number, "objection")).GetProperty("dueAt").GetDateTimeOffset()));
        await city.Agent.Post($"/api/tasks/{(await city.Leader.TaskOf(number, "objection")).Text("id")}/result", new { outcome = "upheld", note = "属实" }, HttpStatusCode.Forbidden);
        await city.Leader.Finishes(number, "objection", "upheld", "属本区");
        (await city.Leader.Sees(number)).Is("registered").Wrote("reopen", "gaoling-2020/11");
        await city.Until("2026-03-02 11:00");
        (await city.Dispatcher.Dispatches(number, "urban-mgmt")).Runs("handle", "2026-03-04 17:30", "gaoling-2020/9a"); // 2 working days
        await city.Unit("urban-mgmt").Signs(number);
        await city.Agent.Contacted(number, await citizen.Calls());
        await city.Unit("urban-mgmt").Replies(number, "已修好。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("满意");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Two_returns_bring_it_before_those_who_adjudicate_and_their_ruling_binds()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000204");
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        var suggestion = await city.Dispatcher.Suggests(Lamp);
        Assert.Equal(("urban-mgmt", "gaoling-2020/8-1"), (suggestion.GetProperty("unit").Text("id"), suggestion.Text("clause")));
        await city.Dispatcher.Lacks(number, "dispatch", new { unitId = "urban-mgmt", coHandlers = new[] { new { unitId = "power-co", task = "供电" } } }, "coHandlers");
        (await city.Dispatcher.Dispatches(number, "urban-mgmt")).Runs("sign", "2026-03-02 11:00", "gaoling-2020/9a").Runs("handle", "2026-03-04 17:30", "gaoling-2020/9a");
        await city.Unit("urban-mgmt").MayNot(number, "return", new { reason = "属供电" }, by: "gaoling-2020/9c", because: "须先签收");

        // First return: within two hours of signing, confirmed by the unit's leader (9c), then decided by the office.
        await city.Unit("urban-mgmt").Signs(number);
        await city.Until("2026-03-02 10:30");
        (await city.Unit("urban-mgmt").Does(number, "return", new { reason = "灯杆属供电公司，依据权责清单" })).Wrote("return", "gaoling-2020/9c");
        await city.Dispatcher.MayNot(number, "accept-return", new { unitId = "power-co" }, by: "gaoling-2020/9c", because: "先行确认");
        await city.Head("urban-mgmt").Does(number, "confirm-return", new { note = "同意" });
        (await city.Dispatcher.Does(number, "accept-return", new { unitId = "power-co" })).Is("dispatched", "power-co").Runs("sign", "2026-03-02 12:30", "gaoling-2020/9a");

        // Second return: to the joint conference by itself (17-1), which has one working day (17-2).
        await city.Unit("power-co").Signs(number);
        await city.Until("2026-03-02 12:31");
        await city.Unit("power-co").MayNot(number, "return", new { reason = "不属本公司" }, by: "gaoling-2020/9c", because: "期限已过");
        await city.Dispatcher.Does(number, "open-adjudication", new { reason = "供电与城管各执一词" });
        (await city.Leader.Sees(number)).Runs("adjudicate", "2026-03-03 17:30", "gaoling-2020/17-2").Wrote("adjudication", "gaoling-2020/13–15");
        await city.Dispatcher.Lacks(number, "adjudicate", new { mode = "抽签", unitId = "power-co" }, "decision", "mode", "opinions", "participants");
        await city.Until("2026-03-03 10:00");
        var ruled = (await city.Dispatcher.Does(number, "adjudicate", new
        {
            mode = "会议协调",
            participants = "城管、供电",
            opinions = "灯杆产权移交清单载明",
            decision = "由城管主办",
            unitId = "urban-mgmt",
            coHandlers = new[] { new { unitId = "power-co", task = "断电配合" } },
        })).Is("dispatched", "urban-mgmt").Kept("adjudicate").Wrote("adjudicated", "gaoling-2020/17-3/4", "会议协调")
            .Wrote("supervise", "gaoling-2020/18", "（五）").Runs("handle", "2026-03-05 17:30", "gaoling-2020/9a");
        Assert.Equal("power-co", ruled.View.List("coHandlers")[0].GetProperty("unit").Text("id"));
        await city.Unit("urban-mgmt").Signs(number);
        await city.Unit("urban-mgmt").MayNot(number, "return", new { reason = "仍不属我局" }, by: "gaoling-2020/17-3/4", because: "不得再退");

        // Twice longer by as much as the limit itself, not a third time; a stricter law is not passed (9b).
        const string Reason = "灯杆基础需要重新浇筑养护";
        var urban = city.Unit("urban-mgmt");
        await urban.Does(number, "extend", new { reason = Reason });
        (await city.Dispatcher.Does(number, "approve-extension")).Runs("handle", "2026-03-09 17:30", "gaoling-2020/9b"); // 2 working days on
        await urban.Does(number, "extend", new { reason = Reason });
        (await city.Dispatcher.Does(number, "approve-extension")).Runs("handle", "2026-03-11 17:30", "gaoling-2020/9b");
        await urban.MayNot(number, "extend", new { reason = Reason }, by: "gaoling-2020/9b");
        (await city.Dispatcher.Does(number, "set-limit", new { source = "stricter-law", document = "城市照明管理规定第二十条", due = City.At("2026-03-10 12:00") }))
            .Runs("handle", "2026-03-10 12:00", "gaoling-2020/9b");

        // The unit itself is in touch before it replies (23–25).
        await city.Until("2026-03-10 10:00");
        await urban.MayNot(number, "reply", new { text = "已修好", outcome = "solved" }, by: "gaoling-2020/23–25");
        await city.Agent.Contacted(number, await citizen.Calls());
        await city.Unit("power-co").Does(number, "co-reply", new { text = "已配合断电。" });
        (await urban.Replies(number, "已修好。")).Kept("handle");
        await city.Dispatcher.Closes(number);

        // Satisfied, but not solved: rung; still not: a second person judges whose fault it is (18).
        await citizen.Texts("1 2 1");
        (await city.Leader.Sees(number)).Is("follow-up").Owes("survey-callback");
        await city.Leader.Finishes(number, "survey-callback", "dissatisfied", "晚上仍不亮", contacted: true, solved: false);
        (await city.Leader.Sees(number)).Owes("judgement").Wrote("follow-up", "gaoling-2020/11");
        await city.Leader.MayNotFinish(number, "judgement", "at-fault", because: "回访人");
        await city.Supervisor.Finishes(number, "judgement", "at-fault", "未试灯即答复");
        (await urban.Sees(number)).Is("dispatched", "urban-mgmt").Wrote("rework", "gaoling-2020/11", "晚上仍不亮")
            .Wrote("supervise", "gaoling-2020/18", "（七）")
            .Runs("handle", "2026-03-10 12:00", "gaoling-2020/9b"); // two working days, were it not for the law
        await city.Until("2026-03-10 11:30");
        await urban.Signs(number);
        await city.Agent.Contacted(number, await citizen.Calls());
        await urban.Replies(number, "已换镇流器并试灯。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("223");
        await city.Agent.Finishes(number, "survey-callback", "dissatisfied", "嫌慢", contacted: false, solved: true);
        await city.Supervisor.Finishes(number, "judgement", "not-at-fault", "两次均按时");
        (await city.Leader.Sees(number)).Is("archived");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task The_second_return_itself_opens_the_adjudication_and_a_groundless_one_is_remembered()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000205");
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "urban-mgmt");
        foreach (var unit in new[] { "urban-mgmt", "power-co" })
        {
            await city.Unit(unit).Signs(number);
            await city.Unit(unit).Does(number, "return", new { reason = "不属本单位，依据权责清单" });
            await city.Head(unit).Does(number, "confirm-return");
            if (unit == "urban-mgmt")
            {
                await city.Until("2026-03-02 09:30");
                await city.Dispatcher.Does(number, "accept-return", new { unitId = "power-co" });
            }
        }

        (await city.Leader.Sees(number)).Wrote("adjudication", "gaoling-2020/17-1", "第2次退单").Runs("adjudicate", "2026-03-03 17:30", "gaoling-2020/17-2");
        await city.Dispatcher.MayNot(number, "accept-return", new { unitId = "urban-mgmt" }, by: "gaoling-2020/17-1", because: "争议正在认定");
        await city.Until("2026-03-03 17:31");
        (await city.Leader.Sees(number)).Late("adjudicate");
        (await city.Dispatcher.Does(
            number, "adjudicate", new { mode = "电话沟通", participants = "供电", opinions = "同意", decision = "属供电公司", unitId = "power-co" }))
            .Is("signed", "power-co").Wrote("return.groundless", "gaoling-2020/17-3/4").Wrote("supervise", "gaoling-2020/18", "（八）").Runs("handle", "2026-03-04 17:30", "gaoling-2020/9a");
        Assert.Equal(1, (await city.Leader.Sees(number)).View.GetProperty("groundlessReturns").GetInt32());
        await city.Unit("power-co").MayNot(number, "return", new { reason = "不服" }, because: "不得再退");

        // What needs very long: a written application, confirmed by the unit's head (9b).
        await city.Unit("power-co").Does(number, "extend", new
        {
            reason = "需更换整条地下电缆，须经道路开挖审批，并协调两个施工单位，预计六周完成",
            longCycle = true,
            until = City.At("2026-04-15 17:30"),
        });
        await city.Dispatcher.MayNot(number, "approve-extension", by: "gaoling-2020/9b");
        (await city.Head("power-co").Does(number, "approve-extension")).Runs("handle", "2026-04-15 17:30", "gaoling-2020/9b");
        await city.Until("2026-04-14 09:00");
        await city.Agent.Contacted(number, await citizen.Calls());
        (await city.Unit("power-co").Replies(number, "电缆已更换。")).Kept("handle");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("112");
        await city.Agent.Finishes(number, "survey-callback", "neutral", contacted: true, solved: true);
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task What_no_rule_finds_a_unit_for_is_adjudicated_before_it_is_dispatched()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000206");
        var number = (await city.Agent.Registers(new("help", "other", "无名路", "两村之间的桥没人管。"), await citizen.Calls())).Number;
        await city.Dispatcher.Does(number, "open-adjudication", new { reason = "无法确认主体" });
        await city.Dispatcher.MayNot(number, "dispatch", new { unitId = "housing" }, by: "gaoling-2020/13–15", because: "争议正在认定");
        (await city.Dispatcher.Does(
            number, "adjudicate", new { mode = "书面征求", participants = "住建、交通", opinions = "附书面意见", decision = "住建主办", unitId = "housing" }))
            .Is("dispatched", "housing").Runs("handle", "2026-03-04 17:30", "gaoling-2020/9a");
        await city.Unit("housing").Signs(number);
        await city.Agent.Contacted(number, await citizen.Calls());
        await city.Unit("housing").Replies(number, "已移交管养。", "partly");
        await city.Dispatcher.Closes(number, "partly");
        Assert.Contains("部分解决", citizen.Reads("survey"), StringComparison.Ordinal);
        await citizen.Texts("111");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_question_is_answered_on_the_spot_only_where_the_citizen_was_spoken_with()
    {
        await using var city = await Open();
        var unheard = (await city.Agent.Registers(new Matter("consultation", "010304", "", "何时送电？") { RequesterPhone = "13800000207" })).Number;
        await city.Agent.MayNot(unheard, "answer", new { text = "18时" }, by: "gaoling-2020/9a");
        await city.Agent.Does(unheard, "refuse", new { ground = 10 });
        var citizen = city.Citizen("13800000208");
        var number = (await city.Agent.Registers(new("consultation", "010304", "", "何时送电？"), await citizen.Calls())).Number;
        (await city.Agent.Does(number, "answer", new { text = "18时。", citations = new[] { new { articleId = "kb-2", version = 1, title = "检修计划" } } }))
            .Is("closed").Wrote("answer", "gaoling-2020/9a", "检修计划（kb-2 第1版）");
        await city.Until("2026-03-03 09:01");
        (await city.Leader.Sees(number)).Is("follow-up").Survey("unanswered").Owes("survey-callback");
        await city.Agent.Finishes(number, "survey-callback", "wrong-number");
        await city.IsAllOver(number, unheard);
    }

    [Fact]
    public async Task What_a_leader_instructs_is_supervised_from_the_start_and_what_is_late_from_its_end()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000209");
        var number = (await city.Agent.Registers(Lamp with { SupervisionCauses = ["leader-instruction"] }, await citizen.Calls())).Wrote("supervise", "gaoling-2020/18", "（一）").Number;
        await city.Dispatcher.Dispatches(number, "urban-mgmt");
        await city.Unit("urban-mgmt").Signs(number);
        await city.Leader.Supervises(number, "mass-incident-risk", "居民准备聚集");
        (await city.Unit("urban-mgmt").Sees(number)).Wrote("supervise", "gaoling-2020/18", "（六）");
        await city.Until("2026-03-04 17:31");
        (await city.Unit("urban-mgmt").Sees(number)).Late("handle").Wrote("supervise", "gaoling-2020/18", "（三）");
        Assert.Equal(number, Assert.Single((await city.Supervisor.Get("/api/cases?supervised=true")).List("items")).Text("number"));
        await city.Leader.EndsSupervision(number, "mass-incident-risk", "已与居民沟通");
        await city.Agent.Contacted(number, await citizen.Calls());
        await city.Unit("urban-mgmt").Replies(number, "已修好。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("111");
        (await city.Leader.Sees(number)).Wrote("supervise.end", words: "已归档");
        Assert.Empty((await city.Supervisor.Get("/api/cases?supervised=true")).List("items"));
        await city.IsAllOver(number);
    }
}
