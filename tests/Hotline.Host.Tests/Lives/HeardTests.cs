namespace Hotline.Host.Tests.Lives;

/// <summary>
/// What is between a citizen and the hotline where no clause of that regulation has a story of its own: not named to the unit and looked at for a reason, answered on the
/// spot, asked once, called back, objecting. A superior's limit goes first under each.
/// </summary>
public sealed class HeardTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "延宁路8号", "路灯不亮。") { Confidential = true, RequesterName = "欧阳慕华" };
    private static readonly Matter Question = new("consultation", "010306", "延宁路8号", "路灯几点开？");

    [Fact]
    public async Task Hanjiang_who_is_not_named_is_looked_at_by_the_leader_and_a_superiors_limit_goes_first()
    {
        await using var city = await City.Under("hanjiang-2016", "2026-03-02 09:00");
        var citizen = city.Citizen("13800000131");
        var number = await LookedAt(city, citizen, "lighting");
        (await city.Dispatcher.Does(number, "set-limit", new { source = "superior", document = "区政府督查单1号", due = City.At("2026-03-04 12:00") })).Wrote("limit", words: "区政府督查单1号");
        await city.Until("2026-03-04 12:01");
        (await city.Unit("lighting").Sees(number)).Late("handle"); // by the policy it would have been the 5th
        await city.Unit("lighting").Replies(number, "已修好。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("1");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Gaoling_an_answer_after_the_day_is_put_down_and_the_telephone_decides()
    {
        await using var city = await City.Under("gaoling-2020", "2026-03-02 09:00");
        var citizen = city.Citizen("13800000231");
        var number = await LookedAt(city, citizen, "urban-mgmt");
        await city.Agent.Contacted(number, await citizen.Calls());
        await city.Unit("urban-mgmt").Replies(number, "已修好。");
        await city.Dispatcher.Closes(number);
        await city.Until("2026-03-03 09:16"); // closed at 09:15: a day and a minute
        (await city.Leader.Sees(number)).Is("follow-up").Survey("unanswered").Wrote("survey.unanswered", "gaoling-2020/11").Owes("survey-callback");
        await citizen.Texts("113");
        (await city.Leader.Sees(number)).Is("follow-up").Wrote("survey.answered-late").Owes("survey-callback");
        await city.Agent.Finishes(number, "survey-callback", "satisfied", contacted: true, solved: true);
        (await city.Unit("urban-mgmt").Sees(number)).ShowsNoSurvey();
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Haimen_who_was_only_told_the_result_may_still_object_to_it()
    {
        await using var city = await City.Under("haimen-2016", "2026-03-02 09:00");
        var citizen = city.Citizen("13800000431");
        var suggestion = await city.Dispatcher.Suggests(Lamp);
        Assert.Equal(("lighting", "haimen-2016/2-4a"), (suggestion.GetProperty("unit").Text("id"), suggestion.Text("clause"))); // the sub-class's unit in the handbook
        var number = await LookedAt(city, citizen, "lighting");
        (await city.Dispatcher.Does(number, "set-limit", new { source = "superior", document = "市政府督办单2号", due = City.At("2026-03-02 17:00") })).Wrote("limit", words: "市政府督办单2号");
        await city.Until("2026-03-02 17:01");
        (await city.Unit("lighting").Sees(number)).Late("handle");
        await city.Unit("lighting").Replies(number, "已修好。");
        await city.Supervisor.Does(number, "verify", new { passed = true });
        (await city.Dispatcher.Closes(number)).Is("archived").Survey("none");

        await city.Until("2026-03-03 09:00");
        var again = await citizen.Calls();
        await city.Agent.Does(number, "object", new { text = "又不亮了", contactId = again });
        (await city.Unit("lighting").Sees(number)).Is("archived").WroteNo("objection");
        await city.Dispatcher.MayNot(number, "object", new { text = "再说一次" }, because: "已有异议正在办理");
        await city.Supervisor.Finishes(number, "objection", "upheld", "确未修复");
        Assert.Contains("异议成立", citizen.Reads("result"), StringComparison.Ordinal);
        (await city.Unit("lighting").Sees(number)).Is("dispatched", "lighting").Masked();
        await city.Unit("lighting").Handles(number, "已换镇流器。");
        await city.Supervisor.Does(number, "verify", new { passed = true });
        await city.Dispatcher.Closes(number);
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Yongning_a_question_is_answered_at_once_asked_about_once_audited_and_objected_to()
    {
        await using var city = await City.Under("yongning-2017", "2026-03-02 09:00");
        var citizen = city.Citizen("13800000531");
        var asked = (await city.Agent.Registers(Question, await citizen.Calls())).Number;
        await AnsweredOnTheSpot(city, asked, "yongning-2017/3-3a");
        await AskedOnce(city, citizen, asked, "follow-up");
        await city.Agent.MayNot(asked, "close", new { outcome = "solved" });
        await city.Supervisor.Finishes(asked, "audit", "passed");
        using (var visit = await citizen.LooksAtOwnCases())
        {
            await visit.Objects(asked, "开灯时间不对");
            await visit.Rates(asked, "dissatisfied", System.Net.HttpStatusCode.Conflict); // said already
        }

        Assert.Equal("2026-03-05 17:30", City.Clock((await city.Leader.TaskOf(asked, "objection")).GetProperty("dueAt").GetDateTimeOffset())); // 3 working days
        await city.Leader.Finishes(asked, "objection", "rejected", "以公示为准");
        Assert.Contains("维持原办理结果", citizen.Reads("result"), StringComparison.Ordinal);

        var number = await LookedAt(city, citizen, "urban-mgmt");
        (await city.Dispatcher.Does(number, "set-limit", new { source = "superior", document = "县政府督查单3号", due = City.At("2026-03-02 17:00") })).Wrote("limit", words: "县政府督查单3号");
        await city.Until("2026-03-02 17:01");
        (await city.Unit("urban-mgmt").Sees(number)).Late("handle");
        await city.Head("urban-mgmt").Replies(number, "已修好。");
        await city.Dispatcher.Closes(number);
        using (var visit = await citizen.LooksAtOwnCases())
        {
            await visit.Rates(number, "satisfied");
        }

        await city.Supervisor.Finishes(number, "audit", "passed");
        await city.IsAllOver(asked, number);
    }

    [Fact]
    public async Task Xiangan_a_question_is_answered_at_once_and_its_first_answer_counts()
    {
        await using var city = await City.Under("xiangan-2018", "2026-03-02 09:00");
        var citizen = city.Citizen("13800000331");
        var asked = (await city.Agent.Registers(Question, await citizen.Calls())).Number;
        await AnsweredOnTheSpot(city, asked, "xiangan-2018/3-1");
        await AskedOnce(city, citizen, asked, "archived");

        // Not content by short message, not to be reached by telephone (4-3): it stays as it is.
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "st-handong");
        await city.Unit("st-handong").Handles(number, "已修好。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("3");
        (await city.Leader.Sees(number)).Is("follow-up").Survey("answered", "dissatisfied").Owes("survey-callback");
        await city.Agent.Finishes(number, "survey-callback", "wrong-number");
        await city.IsAllOver(asked, number);
    }

    /// <summary>From the call to the signature, not named to the unit; its leader looks, for a reason and a quarter of an hour.</summary>
    private static async Task<string> LookedAt(City city, Citizen citizen, string unit)
    {
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, unit);
        (await city.Unit(unit).Signs(number)).Masked();
        await city.Unit(unit).MayNot(number, "reveal", new { reason = "入户核实" });
        await city.Head(unit).Lacks(number, "reveal", new { reason = "" }, "reason");
        var revealed = (await city.Head(unit).Does(number, "reveal", new { reason = "入户核实" })).Masked(false).Wrote("reveal", words: "入户核实");
        Assert.Equal("欧阳慕华", revealed.View.GetProperty("requester").Text("name"));
        Assert.Single((await city.Supervisor.Get("/api/audit?act=requester.reveal")).List("items"), entry => entry.Text("subject") == number);
        (await city.Unit(unit).Sees(number)).Masked();
        await city.Until(City.Clock(city.Now.AddMinutes(15)));
        (await city.Head(unit).Sees(number)).Masked();
        return number;
    }

    private static async Task AnsweredOnTheSpot(City city, string number, string clause) =>
        (await city.Agent.Does(number, "answer", new { text = "18时30分。", citations = new[] { new { articleId = "kb-3", version = 1, title = "亮灯时间" } } }))
            .Is("closed").Wrote("answer", clause, "亮灯时间（kb-3 第1版）");

    /// <summary>What cannot be read is asked for again; of two answers the first counts.</summary>
    private static async Task AskedOnce(City city, Citizen citizen, string number, string then)
    {
        await citizen.Texts("知道了，多谢");
        (await city.Leader.Sees(number)).Is("closed").Wrote("survey.not-understood");
        await citizen.Texts("１");
        (await city.Leader.Sees(number)).Is(then).Survey("answered", "satisfied");
        await citizen.Texts("3");
        (await city.Leader.Sees(number)).Is(then).Survey("answered", "satisfied").Wrote("survey.answered-late", words: "以首次答复");
        Assert.Single(citizen.Inbox, message => message.Kind == "survey");
    }
}
