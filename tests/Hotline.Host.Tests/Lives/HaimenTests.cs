namespace Hotline.Host.Tests.Lives;

/// <summary>Cases lived under haimen-2016 (海政办发(2016)103号). Limits are reckoned by hand from the clauses named; those of 2-4a stand in the handbook's table.</summary>
public sealed class HaimenTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "延宁路8号", "路灯不亮。");

    private static Task<City> Open(string start = "2026-03-02 09:00") => City.Under("haimen-2016", start);

    [Fact]
    public async Task Accepted_dispatched_signed_and_verified_each_within_the_hour()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000401");
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Kept("accept").Runs("dispatch", "2026-03-02 10:00", "haimen-2016/2-2").Number;
        await city.Until("2026-03-02 09:45");
        (await city.Dispatcher.Sees(number)).Wrote("clock.warning", "haimen-2016/2-2");
        await city.Until("2026-03-02 09:59");
        (await city.Dispatcher.Dispatches(number, "lighting")).Kept("dispatch").Wrote("dispatch", "haimen-2016/2-4a")
            .Runs("sign", "2026-03-02 10:59", "haimen-2016/2-3").Runs("handle", "2026-03-03 17:30", "haimen-2016/2-4a"); // the handbook: 1 working day
        var lighting = city.Unit("lighting");
        await city.Until("2026-03-02 11:01");
        (await lighting.Signs(number)).Late("sign");

        // Fed back, looked at within the hour, not true: back, by a set hour; then true.
        (await lighting.Replies(number, "已修好。")).Kept("handle").Runs("verify", "2026-03-02 12:01", "haimen-2016/2-5");
        await city.Dispatcher.MayNot(number, "close", new { outcome = "solved" }, by: "haimen-2016/2-5", because: "尚未核查");
        await city.Supervisor.Lacks(number, "verify", new { passed = false }, "note");
        (await city.Supervisor.Does(number, "verify", new { passed = false, note = "仍不亮", due = City.At("2026-03-03 12:00") }))
            .Is("dispatched", "lighting").Kept("verify").Wrote("rework", "haimen-2016/2-5").Runs("handle", "2026-03-03 12:00", "haimen-2016/2-5");
        await city.Until("2026-03-02 14:00");
        await lighting.Handles(number, "已换灯。");
        await city.Until("2026-03-02 15:01");
        (await city.Supervisor.Sees(number)).Late("verify");
        await city.Supervisor.Does(number, "verify", new { passed = true, note = "已亮" });

        // No survey here: the citizen is told how it ended, and it is over.
        (await city.Dispatcher.Closes(number)).Is("archived").Survey("none");
        Assert.Contains("已解决", citizen.Reads("result"), StringComparison.Ordinal);
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task What_nobody_dispatches_in_the_hour_is_late()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000402");
        var number = (await city.Agent.Registers(Lamp with { CategoryCode = "010201", Hazard = true }, await citizen.Calls())).Number;
        await city.Until("2026-03-02 10:01");
        (await city.Dispatcher.Sees(number)).Is("registered").Late("dispatch");
        Assert.Equal(number, (await city.Dispatcher.Get("/api/cases?late=true")).List("items")[0].Text("number"));
        (await city.Dispatcher.Dispatches(number, "drainage")).Runs("handle", "2026-03-02 12:01", "haimen-2016/2-4a"); // the handbook: 2 hours
        await city.Unit("drainage").Handles(number, "已盖。");
        await city.Leader.Does(number, "verify", new { passed = true });
        await city.Dispatcher.Closes(number);
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task What_an_extension_did_not_suffice_for_is_watched_until_its_expected_day()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000403");
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        var lighting = city.Unit("lighting");
        await lighting.Signs(number);
        var watched = new { process = "已更换灯具", plan = "更换整段电缆", direction = "立案查处盗割", expectedAt = City.At("2026-04-20 17:30") };
        await lighting.MayNot(number, "observe", watched, by: "haimen-2016/2-4c", because: "延期1次后");
        await lighting.Lacks(number, "extend", new { reason = "缺少电缆", until = City.At("2026-03-06 17:30") }, "reason");
        await lighting.Does(number, "extend", new { reason = "电缆被盗割，需重新采购并申请停电施工许可", until = City.At("2026-03-06 17:30") });
        await city.Dispatcher.Does(number, "refuse-extension", new { reason = "请先抢修" });
        (await lighting.Sees(number)).Runs("handle", "2026-03-03 17:30", "haimen-2016/2-4a");
        await lighting.Does(number, "extend", new { reason = "电缆被盗割，需重新采购并申请停电施工许可", until = City.At("2026-03-06 17:30") });
        (await city.Dispatcher.Does(number, "approve-extension")).Runs("handle", "2026-03-06 17:30", "haimen-2016/2-4b");
        await lighting.MayNot(number, "extend", new { reason = "电缆被盗割，需重新采购并申请停电施工许可", until = City.At("2026-03-10 17:30") }, by: "haimen-2016/2-4b", because: "不得超过1次");

        await city.Until("2026-03-06 17:31");
        (await lighting.Sees(number)).Late("handle").Wrote("supervise", "haimen-2016/3-1", "超时未办");
        await lighting.Lacks(number, "observe", new { process = "已更换灯具" }, "direction", "expectedAt", "plan");
        await lighting.Does(number, "observe", watched);
        await lighting.MayNot(number, "approve-observation");
        (await city.Dispatcher.Does(number, "approve-observation", new { note = "同意" }))
            .Runs("handle", "2026-04-20 17:30", "haimen-2016/2-4c").Wrote("observation.approved", "haimen-2016/2-4c");
        Assert.Empty((await city.Dispatcher.Get("/api/cases?late=true")).List("items"));

        // The expected day nears, comes, and passes: reminded, and on the list again.
        await city.Until("2026-04-20 14:30");
        (await lighting.Sees(number)).Wrote("clock.warning", "haimen-2016/2-4c");
        await city.Until("2026-04-20 17:31");
        Assert.Equal(number, Assert.Single((await city.Dispatcher.Get("/api/cases?late=true")).List("items")).Text("number"));
        await lighting.Replies(number, "整段电缆已换。");
        await city.Supervisor.Does(number, "verify", new { passed = true });
        await city.Dispatcher.Closes(number);
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task After_three_dispatches_without_an_owner_the_lead_is_designated_and_a_groundless_return_is_remembered()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000404");
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");

        // Groundless: the limit runs on, and the unit keeps the case (4-3).
        await city.Unit("lighting").Lacks(number, "return", new { reason = "不属本所" }, "suggestedUnitId");
        await city.Unit("lighting").Does(number, "return", new { reason = "不属本所", suggestedUnitId = "roads" });
        (await city.Dispatcher.Does(number, "refuse-return", new { reason = "权责清单载明", groundless = true })).Wrote("return.groundless", "haimen-2016/4-3")
            .Is("dispatched", "lighting").Runs("handle", "2026-03-03 17:30", "haimen-2016/2-4a");
        Assert.Equal(1, (await city.Leader.Sees(number)).View.GetProperty("groundlessReturns").GetInt32());

        foreach (var (unit, next) in new[] { ("lighting", "power-co"), ("power-co", "urban-mgmt"), ("urban-mgmt", "housing") })
        {
            await city.Unit(unit).Does(number, "return", new { reason = "权属不清", suggestedUnitId = next });
            (await city.Dispatcher.Does(number, "accept-return")).Is("dispatched", next);
        }

        (await city.Leader.Sees(number)).Wrote("designate", "haimen-2016/3-4");
        await city.Unit("housing").MayNot(number, "return", new { reason = "不属我局", suggestedUnitId = "lighting" }, by: "haimen-2016/3-4", because: "不得再退");
        await city.Until("2026-03-02 10:00");
        await city.Unit("housing").Handles(number, "已协调修好。", "explained");
        await city.Supervisor.Does(number, "verify", new { passed = true });
        await city.Dispatcher.Closes(number, "explained");
        using var visit = await citizen.LooksAtOwnCases();
        Assert.Equal("已协调修好。", visit.Case(number).Text("replyText"));
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_return_asked_for_after_the_hour_is_refused()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000405");
        var number = (await city.Agent.Registers(Lamp, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        await city.Until("2026-03-02 10:01");
        await city.Unit("lighting").MayNot(number, "return", new { reason = "不属本所", suggestedUnitId = "roads" }, by: "haimen-2016/4-3", because: "期限已过");
        await city.Unit("lighting").Handles(number, "已修好。");
        await city.Supervisor.Does(number, "verify", new { passed = true });
        await city.Dispatcher.Closes(number);
        await city.IsAllOver(number);
    }
}
