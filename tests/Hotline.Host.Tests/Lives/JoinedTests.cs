namespace Hotline.Host.Tests.Lives;

/// <summary>
/// What several people bring, or one person brings at once, where no clause speaks of it: one contact opens two cases, two cases are one handling, a third is parted again.
/// Each complainant keeps their number, limit, privacy, answer and question. Under hanjiang-2016 see 11g.
/// </summary>
public sealed class JoinedTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "延宁路8号", "路灯不亮。");
    private static readonly Matter Drain = new("help", "010207", "平民路3号", "下水道堵了。");

    [Fact]
    public async Task Gaoling_each_of_the_merged_is_contacted_before_one_reply_answers_all()
    {
        await using var city = await City.Under("gaoling-2020", "2026-03-02 09:00");
        var (first, second, third) = (city.Citizen("13800000211"), city.Citizen("13800000212"), city.Citizen("13800000213"));
        var (lead, split) = await OneCallTwoMatters(city, first);
        await city.Until("2026-03-02 09:30");
        var joined = await IsLike(city, second, lead, Lamp with { Confidential = true });
        var other = await IsLike(city, third, lead, Lamp);
        await Supplements(city, first, lead, split);
        await Joins(city, lead, joined, other);

        // One dispatch for all, to each its own limits: 2 hours to sign for it, 2 working days (9a).
        await city.Until("2026-03-02 10:00");
        await city.Dispatcher.Dispatches(lead, "urban-mgmt");
        (await city.Unit("urban-mgmt").Sees(joined)).Is("dispatched", "urban-mgmt").Masked()
            .Runs("sign", "2026-03-02 12:00", "gaoling-2020/9a").Runs("handle", "2026-03-04 17:30", "gaoling-2020/9a");
        await city.Unit("urban-mgmt").MayNot(joined, "sign", because: lead);
        await city.Unit("urban-mgmt").Signs(lead);
        (await city.Unit("urban-mgmt").Sees(joined)).Is("signed").Kept("sign");
        await Parts(city, other);

        // The unit was in touch with one of them only (23–25); to the other, whom it does not see, it writes through the platform.
        await city.Agent.Contacted(lead, await first.Calls());
        await city.Unit("urban-mgmt").MayNot(lead, "reply", new { text = "已修好。", outcome = "solved" }, by: "gaoling-2020/23–25", because: joined);
        var wrote = await city.Unit("urban-mgmt").Does(joined, "message", new { text = "今晚修好。" });
        Assert.Contains("今晚修好", second.Reads("unit"), StringComparison.Ordinal);
        (await city.Unit("urban-mgmt").Does(joined, "contact", new { noticeId = wrote.View.List("messages")[0].Text("id"), note = "已告知" })).Wrote("contact", "gaoling-2020/23–25");
        (await city.Unit("urban-mgmt").Replies(lead, "已修好。")).Kept("handle");
        (await city.Unit("urban-mgmt").Sees(joined)).Is("replied").Kept("handle").Masked().ShowsNoSurvey();
        (await city.Unit("urban-mgmt").Sees(other)).Is("signed");
        await city.Dispatcher.Closes(lead);

        // The parted and the split one, each on its own.
        await city.Agent.Contacted(other, await third.Calls());
        await city.Unit("urban-mgmt").Replies(other, "另一盏也修好。");
        await city.Dispatcher.Closes(other);
        await city.Dispatcher.Dispatches(split, "drainage");
        await city.Unit("drainage").Signs(split);
        await city.Agent.Contacted(split, await first.Calls());
        await city.Unit("drainage").Replies(split, "已疏通。");
        foreach (var citizen in new[] { first, second, third })
        {
            await citizen.Texts("111");
        }

        await city.Dispatcher.Closes(split);
        await first.Texts("111");
        Assert.Equal([2, 1, 1], new[] { first, second, third }.Select(citizen => citizen.Inbox.Count(message => message.Kind == "survey")));
        await city.IsAllOver(lead, split, joined, other);
    }

    [Fact]
    public async Task Haimen_what_is_verified_is_verified_for_each_and_each_is_told()
    {
        await using var city = await City.Under("haimen-2016", "2026-03-02 09:00");
        var (first, second, third) = (city.Citizen("13800000411"), city.Citizen("13800000412"), city.Citizen("13800000413"));
        var (lead, split) = await OneCallTwoMatters(city, first);
        await city.Until("2026-03-02 09:20");
        var joined = await IsLike(city, second, lead, Lamp with { Confidential = true });
        (await city.Dispatcher.Sees(joined)).Runs("dispatch", "2026-03-02 10:20", "haimen-2016/2-2");
        var other = await IsLike(city, third, lead, Lamp);
        await Supplements(city, first, lead, split);
        await Joins(city, lead, joined, other);
        await city.Until("2026-03-02 09:40");
        (await city.Dispatcher.Dispatches(lead, "lighting")).Kept("dispatch");
        (await city.Unit("lighting").Sees(joined)).Is("dispatched", "lighting").Masked().Kept("dispatch")
            .Runs("sign", "2026-03-02 10:40", "haimen-2016/2-3").Runs("handle", "2026-03-03 17:30", "haimen-2016/2-4a");
        await city.Unit("lighting").Signs(lead);
        await Parts(city, other);
        await city.Unit("lighting").Replies(lead, "已修好。");
        (await city.Unit("lighting").Sees(joined)).Is("replied").Kept("sign").Runs("verify", "2026-03-02 10:40", "haimen-2016/2-5");

        // Not true: all of it goes back, and once more is true for both.
        await city.Supervisor.Does(lead, "verify", new { passed = false, note = "仍不亮", due = City.At("2026-03-03 12:00") });
        (await city.Unit("lighting").Sees(joined)).Is("dispatched", "lighting").Wrote("rework", words: lead);
        await city.Until("2026-03-02 10:30");
        await city.Unit("lighting").Handles(lead, "已换灯。");
        await city.Supervisor.Does(lead, "verify", new { passed = true });
        (await city.Unit("lighting").Sees(joined)).Is("replied").Kept("verify").Kept("handle");
        await city.Dispatcher.Closes(lead);
        (await city.Leader.Sees(joined)).Is("archived");
        Assert.All(new[] { (first, lead), (second, joined) }, told => Assert.Contains(told.Item2, told.Item1.Reads("result"), StringComparison.Ordinal));
        Assert.DoesNotContain(third.Inbox, message => message.Kind == "result");

        (await city.Dispatcher.Dispatches(split, "drainage")).Runs("handle", "2026-03-05 17:30", "haimen-2016/2-4a"); // the handbook: 3 working days
        await city.Unit("drainage").Handles(split, "已疏通。");
        await city.Unit("lighting").Replies(other, "另一盏也修好。");
        foreach (var number in new[] { split, other })
        {
            await city.Supervisor.Does(number, "verify", new { passed = true });
            await city.Dispatcher.Closes(number);
        }

        await city.IsAllOver(lead, split, joined, other);
    }

    [Fact]
    public async Task Yongning_one_signed_result_is_the_answer_to_each_and_each_is_asked_and_audited()
    {
        await using var city = await City.Under("yongning-2017", "2026-03-02 09:00");
        var (first, second, third) = (city.Citizen("13800000511"), city.Citizen("13800000512"), city.Citizen("13800000513"));
        var (lead, split) = await OneCallTwoMatters(city, first);
        var joined = await IsLike(city, second, lead, Lamp with { Confidential = true });
        var other = await IsLike(city, third, lead, Lamp);
        await Supplements(city, first, lead, split);
        await Joins(city, lead, joined, other);
        await city.Dispatcher.Dispatches(lead, "urban-mgmt");
        (await city.Unit("urban-mgmt").Sees(joined)).Is("dispatched", "urban-mgmt").Masked().Kept("dispatch").Runs("handle", "2026-03-03 17:30", "yongning-2017/3-3a");
        await city.Unit("urban-mgmt").Signs(lead);
        await Parts(city, other);
        await city.Unit("urban-mgmt").Replies(lead, "已修好。");
        (await city.Unit("urban-mgmt").Sees(joined)).Is("signed"); // nothing is answered before the leader signs (5-1b)
        await city.Head("urban-mgmt").Does(lead, "sign-off");
        (await city.Unit("urban-mgmt").Sees(joined)).Is("replied").Kept("handle");
        await city.Dispatcher.Closes(lead);
        await first.Texts("1");
        await second.Texts("3");
        await city.Supervisor.Finishes(lead, "audit", "passed");

        // The one is content; the other is not, and has it redone alone (3-4).
        await city.Agent.Finishes(joined, "survey-callback", "dissatisfied", "仍然很暗");
        (await city.Unit("urban-mgmt").Sees(joined)).Is("dispatched", "urban-mgmt").Wrote("rework", "yongning-2017/3-4", "仍然很暗");
        (await city.Leader.Sees(lead)).Is("archived");
        await city.Until("2026-03-02 11:00");
        await city.Unit("urban-mgmt").Signs(joined);
        await city.Dispatcher.Dispatches(split, "drainage");
        await city.Unit("drainage").Signs(split);
        foreach (var (number, unit, citizen) in new[] { (joined, "urban-mgmt", second), (other, "urban-mgmt", third), (split, "drainage", first) })
        {
            await city.Head(unit).Replies(number, "已换灯。");
            await city.Dispatcher.Closes(number);
            await citizen.Texts("1");
            await city.Supervisor.Finishes(number, "audit", "passed");
        }

        await city.IsAllOver(lead, split, joined, other);
    }

    [Fact]
    public async Task Xiangan_each_of_the_merged_has_its_own_day_to_be_contacted_in()
    {
        await using var city = await City.Under("xiangan-2018", "2026-03-02 09:00");
        var (first, second, third) = (city.Citizen("13800000311"), city.Citizen("13800000312"), city.Citizen("13800000313"));
        var help = Lamp with { RequestType = "help" };
        var (lead, split) = await OneCallTwoMatters(city, first, help);
        var joined = await IsLike(city, second, lead, help with { Confidential = true });
        var other = await IsLike(city, third, lead, help);
        await Supplements(city, first, lead, split);
        await city.Dispatcher.Dispatches(lead, "st-handong");
        await Joins(city, lead, joined, other); // dispatched already: they go where it is
        (await city.Unit("st-handong").Sees(joined)).Is("dispatched", "st-handong").Masked().Runs("handle", "2026-03-05 17:30", "xiangan-2018/3-4");
        await city.Unit("st-handong").Signs(lead);
        (await city.Unit("st-handong").Sees(joined)).Is("signed").Runs("contact", "2026-03-03 17:30", "xiangan-2018/3-4"); // 1 working day from signing
        await Parts(city, other);

        await city.Agent.Contacted(lead, await first.Calls());
        await city.Unit("st-handong").MayNot(lead, "reply", new { text = "已修好。", outcome = "solved" }, by: "xiangan-2018/3-4", because: joined);
        (await city.Agent.Contacted(joined, await second.Calls())).Kept("contact");
        await city.Unit("st-handong").Replies(lead, "已修好。");
        (await city.Unit("st-handong").Sees(joined)).Is("replied").Kept("handle").Masked();
        await city.Dispatcher.Closes(lead);

        // The parted one was forgotten: its own day is over, the others' were kept.
        await city.Until("2026-03-03 17:31");
        (await city.Unit("st-handong").Sees(other)).Late("contact");
        (await city.Leader.Sees(joined)).Kept("contact");
        await city.Agent.Contacted(other, await third.Calls());
        await city.Unit("st-handong").Replies(other, "另一盏也修好。");
        await city.Dispatcher.Closes(other);
        (await city.Dispatcher.Dispatches(split, "st-hanxi")).Runs("handle", "2026-03-06 17:30", "xiangan-2018/3-4"); // help, from Tuesday: 3 working days
        await city.Unit("st-hanxi").Signs(split);
        await city.Agent.Contacted(split, await first.Calls());
        await city.Unit("st-hanxi").Replies(split, "已疏通。");
        await city.Dispatcher.Closes(split);
        foreach (var citizen in new[] { first, third })
        {
            await citizen.Texts("1");
        }

        await city.Until("2026-03-04 17:32"); // whoever says nothing in 24 hours is not asked again (4-3)
        await city.IsAllOver(lead, split, joined, other);
    }

    private static async Task<(string Lead, string Split)> OneCallTwoMatters(City city, Citizen citizen, Matter? lead = null)
    {
        var contact = await citizen.Calls();
        var numbers = ((await city.Agent.Registers(lead ?? Lamp, contact)).Number, (await city.Agent.Registers(Drain, contact)).Number);
        Assert.Equal(2, (await city.Agent.Get($"/api/contacts/{contact}")).List("cases").Length);
        return numbers;
    }

    /// <summary>Somebody else rings about the same: the open case is offered, and theirs becomes one of its own all the same.</summary>
    private static async Task<string> IsLike(City city, Citizen citizen, string lead, Matter matter)
    {
        var contact = await citizen.Calls();
        var similar = await city.Agent.Post("/api/cases/similar", new { contactId = contact, categoryCode = matter.CategoryCode, place = matter.Place, text = matter.Text });
        Assert.Empty(similar.List("sameCaller"));
        Assert.Contains(similar.List("similar"), like => like.GetProperty("case").Text("number") == lead);
        return (await city.Agent.Registers(matter, contact)).Number;
    }

    /// <summary>The first one rings again: both of their own are offered, and what is new goes to one of them.</summary>
    private static async Task Supplements(City city, Citizen citizen, string lead, string split)
    {
        var again = await citizen.Calls();
        var own = (await city.Agent.Post("/api/cases/similar", new { contactId = again })).List("sameCaller").Select(row => row.Text("number")!);
        Assert.Equal(new[] { lead, split }.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
        (await city.Agent.Does(lead, "supplement", new { contactId = again, text = "学校门口也不亮", urge = true })).Wrote("supplement", words: "学校门口").Wrote("urge", words: "诉求人");
    }

    private static async Task Joins(City city, string lead, params string[] joined)
    {
        foreach (var number in joined)
        {
            (await city.Agent.Does(number, "merge", new { into = lead, reason = "同一盏灯" })).Wrote("merge", words: lead);
        }

        Assert.Equal(joined.Order(StringComparer.Ordinal), (await city.Agent.Sees(lead)).View.GetProperty("merge").GetProperty("followers").EnumerateArray().Select(row => row.GetString()!));
        await city.Agent.MayNot(lead, "merge", new { into = joined[0], reason = "反过来" });
    }

    private static async Task Parts(City city, string number)
    {
        (await city.Agent.Does(number, "unmerge", new { reason = "另一盏灯" })).Is("signed").Wrote("unmerge");
        await city.Agent.MayNot(number, "unmerge", new { reason = "再一次" }, because: "没有并入");
    }
}
