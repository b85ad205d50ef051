using System.Net;

namespace Hotline.Host.Tests.Lives;

/// <summary>
/// Urged while the limit runs, supervised once it has ended; the documents of supervision each regulation names, numbered, answered and struck off; leaders' instructions
/// and the reports on them. The first of each: 2026-03-02 is a Monday.
/// </summary>
public sealed class OverseenTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "延宁路8号", "路灯不亮。");

    [Fact]
    public async Task Hanjiang_a_warning_letter_before_the_limit_then_letters_with_limits_of_their_own_until_they_are_struck_off()
    {
        await using var city = await City.Under("hanjiang-2016", "2026-03-02 09:00");
        var (citizen, lighting, office) = (city.Citizen("13800000121"), city.Unit("lighting"), city.EfficiencyOffice);
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        (await city.Dispatcher.Dispatches(number, "lighting")).Runs("handle", "2026-03-05 17:30", "hanjiang-2016/11a");
        await lighting.Signs(number);

        var warning = await office.Issues(number, "效能预警函", "效能预警函〔2026〕1号", due: null, by: "hanjiang-2016/13");
        (await lighting.Sees(number)).Wrote("urge", "hanjiang-2016/13", "效能预警函〔2026〕1号");
        await office.MayNotIssue(number, "效能督办函", by: "hanjiang-2016/13", because: "先行催办");
        await city.Dispatcher.MayNotIssue(number, "效能督办函", by: "hanjiang-2016/13", because: "没有制发");
        await office.IsRefused($"/api/cases/{number}/supervision/supervise", new { reason = "未办" }, by: "hanjiang-2016/13", because: "2026-03-05 17:30");
        await office.StrikesOff(warning, "已部署"); // it asks for no answer

        // A leader writes to it; the unit reports a minute late.
        await city.Leader.Instructs(number, "王副区长", "请速修复。", due: "2026-03-04 12:00");
        (await lighting.Sees(number)).Wrote("instruction", "hanjiang-2016/13", "请速修复").Wrote("supervise", "hanjiang-2016/13", "王副区长批示");
        await city.Unit("drainage").DoesNotSee(number);
        await city.Until("2026-03-04 12:01");
        Assert.True((await lighting.Reports(number, "已换灯杆。")).GetProperty("late").GetBoolean());
        (await city.Supervisor.Sees(number)).Wrote("instruction.report", "hanjiang-2016/13", "（逾期）");

        await city.Until("2026-03-05 17:31");
        (await lighting.Sees(number)).Late("handle");
        await office.MayNotIssue(number, "效能预警函", by: "hanjiang-2016/13", because: "已超过办理时限");
        await city.Agent.IsRefused($"/api/cases/{number}/supervision/urge", new { text = "请抓紧" }, by: "hanjiang-2016/12b", because: "应予督办");
        await office.Supervises(number, null, "仍未修复");
        var letter = await office.Issues(number, "效能督办函", "效能督办函〔2026〕1号", due: "2026-03-10 17:30", by: "hanjiang-2016/13"); // 3 working days: the 6th, the 9th, the 10th
        var listed = await city.Supervisor.Issues(number, "挂牌督办", "挂牌督办〔2026〕1号", due: "2026-03-12 17:30", by: "hanjiang-2016/13"); // 5
        await office.Issues(number, "效能督办函", "效能督办函〔2026〕2号", due: "2026-03-10 17:30", by: "hanjiang-2016/13");
        await office.Issues(number, "约谈通知书", "约谈通知书〔2026〕1号", due: null, by: "hanjiang-2016/13");
        await office.MayNotStrikeOff(letter, by: "hanjiang-2016/13", because: "尚未答复");
        await office.IsRefused($"/api/letters/{letter.Text("id")}/reply", new { text = "已办" }, by: "hanjiang-2016/13", because: "主送单位");
        await city.Until("2026-03-10 17:29");
        await lighting.AnswersLetter(letter, "已修复。");
        await city.Dispatcher.MayNotStrikeOff(letter, by: "hanjiang-2016/13", because: "制发单位");
        await office.StrikesOff(letter, "属实");
        await office.MayNotStrikeOff(letter, by: "hanjiang-2016/13", because: "已销号");
        (await lighting.Sees(number)).Wrote("letter.strike-off", "hanjiang-2016/13", "效能督办函〔2026〕1号销号");

        await lighting.Replies(number, "已修复。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("1");
        (await city.Leader.Sees(number)).Wrote("supervise.end", words: "已归档");

        // The case is over; what was asked for in a letter is not.
        await city.Until("2026-03-12 17:31");
        Assert.Equal(["效能督办函〔2026〕2号", "挂牌督办〔2026〕1号"], await Late(city));
        await lighting.AnswersLetter(listed, "已修复。");
        await office.MayNotIssue(number, "挂牌督办", by: "hanjiang-2016/13", because: "已归档");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Gaoling_a_reminder_before_the_limit_and_a_supervision_notice_once_a_leader_has_instructed()
    {
        await using var city = await City.Under("gaoling-2020", "2026-03-02 09:00");
        var (citizen, urban) = (city.Citizen("13800000221"), city.Unit("urban-mgmt"));
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "urban-mgmt");
        await urban.Signs(number);

        // By telephone, on the net, by a reminder: all before the limit, none of them a supervision (19).
        await city.Agent.Urges(number, "居民又来电");
        (await urban.Sees(number)).Wrote("urge", "gaoling-2020/19", "居民又来电").WroteNo("supervise");
        await city.Agent.Issues(number, "电话、网络催办", numbered: null, due: null, by: "gaoling-2020/19");
        await city.Agent.Issues(number, "催办通知", "催办通知〔2026〕1号", due: null, by: "gaoling-2020/19");
        await city.Agent.MayNotIssue(number, "督办通知书", by: "gaoling-2020/19", because: "没有制发");
        await city.Dispatcher.MayNotIssue(number, "督办通知书", by: "gaoling-2020/19", because: "先行催办");
        await city.Leader.IsRefused($"/api/cases/{number}/supervision/supervise", new { reason = "未办" }, by: "gaoling-2020/18", because: "2026-03-04 17:30");

        await city.Dispatcher.Instructs(number, "李区长", "重点督办。", due: "2026-03-03 12:00");
        (await urban.Sees(number)).Wrote("instruction", "gaoling-2020/18", "2026-03-03 12:00").Wrote("supervise", "gaoling-2020/18", "（一）");
        var notice = await city.Dispatcher.Issues(number, "督办通知书", "督办通知书〔2026〕1号", due: "2026-03-04 17:30", by: "gaoling-2020/19"); // 2 working days
        var meeting = await city.Leader.Issues(number, "协调会", numbered: null, due: null, by: "gaoling-2020/19");
        await city.Leader.MayNotStrikeOff(meeting, by: "gaoling-2020/19", because: "不需要销号");
        await city.Until("2026-03-03 11:59");
        Assert.False((await urban.Reports(number, "已修复。")).GetProperty("late").GetBoolean());
        await urban.IsRefused($"/api/cases/{number}/supervision/report", new { instructionId = Guid.NewGuid(), text = "再报" }, by: "gaoling-2020/19", because: "没有这项待报告的批示");
        await urban.AnswersLetter(notice, "已修复。");
        await urban.IsRefused($"/api/letters/{notice.Text("id")}/reply", new { text = "再答" }, by: "gaoling-2020/19", because: "已经答复");
        await city.Leader.StrikesOff(notice, "属实");
        await city.Leader.EndsSupervision(number, "leader-instruction", "已报告");
        await city.Leader.IsRefused(
            $"/api/cases/{number}/supervision/end", new { recordId = Guid.NewGuid(), conclusion = "再结束" }, by: "gaoling-2020/19", because: "没有正在进行的督办");
        await city.Dispatcher.MayNotIssue(number, "复核", by: "gaoling-2020/19", because: "先行催办");

        await city.Agent.Contacted(number, await citizen.Calls());
        await urban.Replies(number, "已修复。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("111");
        Assert.Empty(await Late(city));
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Haimen_what_is_not_done_in_time_is_supervised_by_itself_and_its_sheet_outlives_the_case()
    {
        await using var city = await City.Under("haimen-2016", "2026-03-02 09:00");
        var (citizen, lighting) = (city.Citizen("13800000421"), city.Unit("lighting"));
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        await lighting.Signs(number);

        // The unit above urges; who supervises is the office, and only once the time is over (3-1).
        await city.Unit("urban-mgmt").Urges(number, "今天修好");
        (await lighting.Sees(number)).Wrote("urge", "haimen-2016/3-1", "今天修好").WroteNo("supervise");
        await city.Unit("urban-mgmt").IsRefused($"/api/cases/{number}/supervision/supervise", new { reason = "未办" }, by: "haimen-2016/3-1", because: "没有督办");
        await city.Leader.IsRefused($"/api/cases/{number}/supervision/supervise", new { reason = "未办" }, by: "haimen-2016/3-1", because: "2026-03-03 17:30");
        await city.Dispatcher.MayNotIssue(number, "个案督办单", by: "haimen-2016/3-1", because: "先行催办");
        await city.Until("2026-03-03 17:31");
        (await lighting.Sees(number)).Late("handle").Wrote("supervise", "haimen-2016/3-1", "超时未办");
        await city.Leader.IsRefused($"/api/cases/{number}/supervision/supervise", new { reason = "未办" }, by: "haimen-2016/3-1", because: "已按此情形督办");
        var sheet = await city.Dispatcher.Issues(number, "个案督办单", "个案督办单〔2026〕1号", due: "2026-03-06 17:30", by: "haimen-2016/3-1"); // 3 working days: the 4th, 5th, 6th
        await city.Dispatcher.Instructs(number, "陈市长", "查明原因。");
        await lighting.Reports(number, "配件迟到。");
        (await city.Leader.Sees(number)).Wrote("instruction.report", "haimen-2016/3-1", "配件迟到");

        await lighting.Replies(number, "已换灯。");
        await city.Supervisor.Does(number, "verify", new { passed = true });
        (await city.Dispatcher.Closes(number)).Is("archived").Wrote("supervise.end", words: "已办结");
        await city.Until("2026-03-06 17:31");
        Assert.Equal(["个案督办单〔2026〕1号"], await Late(city));
        await city.Leader.MayNotStrikeOff(sheet, by: "haimen-2016/3-1", because: "尚未答复");
        await lighting.AnswersLetter(sheet, "配件迟到，已改库存。");
        await city.Leader.StrikesOff(sheet, "属实");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Yongning_each_level_urges_and_supervises_the_one_below()
    {
        await using var city = await City.Under("yongning-2017", "2026-03-02 09:00");
        var (citizen, lighting, above) = (city.Citizen("13800000521"), city.Unit("lighting"), city.Unit("urban-mgmt"));
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        await lighting.Signs(number);
        await above.Urges(number, "请今天办结");
        (await lighting.Sees(number)).Wrote("urge", "yongning-2017/2-1", "请今天办结").WroteNo("supervise");
        await above.IsRefused($"/api/cases/{number}/supervision/supervise", new { reason = "未办" }, by: "yongning-2017/2-1", because: "2026-03-03 17:30");
        await lighting.IsRefused($"/api/cases/{number}/supervision/supervise", new { reason = "未办" }, by: "yongning-2017/2-1", because: "没有督办");
        var refused = await city.Dispatcher.Post("/api/letters", new { kind = "督办通知书", caseNumber = number, body = "请办理" }, HttpStatusCode.BadRequest);
        Assert.Contains("没有督办文书", refused.GetProperty("errors").GetProperty("kind")[0].GetString(), StringComparison.Ordinal); // the plan names none

        await city.Until("2026-03-03 17:31");
        (await lighting.Sees(number)).Late("handle").WroteNo("supervise"); // nor does it supervise by itself
        await above.Supervises(number, null, "超时");
        (await lighting.Sees(number)).Wrote("supervise", "yongning-2017/2-1", "区城市管理局督办路灯管理所");
        await above.Instructs(number, "局长", "限明日修复。", due: "2026-03-04 17:30");
        await city.Until("2026-03-04 10:00");
        Assert.False((await lighting.Reports(number, "已修复。")).GetProperty("late").GetBoolean());
        await above.EndsSupervision(number, "overdue", "已修复");
        await above.EndsSupervision(number, "leader-instruction", "已报告");
        (await lighting.Sees(number)).Wrote("supervise.end", "yongning-2017/2-1", "已报告");
        Assert.Empty((await city.Supervisor.Get("/api/cases?supervised=true")).List("items"));
        await city.Head("lighting").Replies(number, "已修复。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("1");
        await city.Supervisor.Finishes(number, "audit", "passed");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Xiangan_the_bureau_urges_and_supervises_its_squad_and_keeps_the_ledger()
    {
        await using var city = await City.Under("xiangan-2018", "2026-03-02 09:00");
        var (citizen, squad, bureau) = (city.Citizen("13800000321"), city.Unit("um-squad-1"), city.Unit("urban-mgmt"));
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        (await city.Dispatcher.Dispatches(number, "um-squad-1")).Runs("handle", "2026-03-05 17:30", "xiangan-2018/3-2");
        await squad.Signs(number);
        await bureau.Urges(number, "请抓紧");
        (await squad.Sees(number)).Wrote("urge", "xiangan-2018/1-2", "请抓紧");
        await bureau.Issues(number, "约谈提醒", "约谈提醒〔2026〕1号", due: null, by: "xiangan-2018/4-1");
        await bureau.MayNotIssue(number, "整改通知", by: "xiangan-2018/4-1", because: "先行催办");
        await squad.MayNotIssue(number, "整改通知", by: "xiangan-2018/4-1", because: "没有制发");

        await city.Until("2026-03-05 17:31");
        (await squad.Sees(number)).Late("handle");
        await bureau.MayNotIssue(number, "约谈提醒", by: "xiangan-2018/4-1", because: "已超过办理时限");
        var notice = await bureau.Issues(number, "整改通知", "整改通知〔2026〕1号", due: "2026-03-12 17:30", by: "xiangan-2018/4-1"); // 5 working days from Friday
        (await squad.Sees(number)).Wrote("supervise", words: "整改通知〔2026〕1号"); // late, and written to: supervised from now on
        var report = await city.Unit("inspection").Issues(number, "督查专报", "督查专报〔2026〕1号", due: null, by: "xiangan-2018/4-1");
        await city.Unit("inspection").MayNotStrikeOff(report, by: "xiangan-2018/4-1", because: "不需要销号");
        await city.Supervisor.Issues(number, "督查建议", "督查建议〔2026〕1号", due: null, by: "xiangan-2018/4-1");
        await city.Leader.Instructs(number, "区长", "限期整改。", due: "2026-03-09 12:00");
        await squad.Reports(number, "正在整改。");
        await city.Until("2026-03-09 10:00");
        await squad.AnswersLetter(notice, "已整改。");
        await bureau.StrikesOff(notice, "属实");
        Assert.Equal(4, (await city.Supervisor.Get($"/api/letters?caseNumber={number}")).GetProperty("total").GetInt32());
        Assert.Equal(["督查专报"], (await city.Unit("inspection").Get($"/api/letters?caseNumber={number}")).List("items").Select(letter => letter.Text("kind"))); // its own
        await squad.Replies(number, "已整改。");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("1");
        (await city.Leader.Sees(number)).Wrote("supervise.end", words: "已归档");
        await city.IsAllOver(number);
    }

    private static async Task<IEnumerable<string?>> Late(City city)
    {
        var late = (await city.Supervisor.Get("/api/letters?late=true")).List("items");
        return late.Select(letter => letter.Text("number")).OrderByDescending(name => name, StringComparer.Ordinal);
    }
}
