namespace Hotline.Host.Tests.Lives;

/// <summary>A case that two installations have, each under its own regulation: yongning-2017 above (2-1), xiangan-2018 below (1-2).</summary>
public sealed class ExchangedTests
{
    [Fact]
    public async Task A_case_goes_to_the_installation_below_with_its_limit_and_its_result_comes_back()
    {
        await using var both = await Neighbours.Under("yongning-2017", "xiangan-2018", "2026-03-02 09:00");
        var (above, below) = (both.Above, both.Below);
        var citizen = above.Citizen("13800000701");
        var number = (await above.Agent.Registers(new("complaint", "010306", "江口镇东大村8号", "路灯不亮。"), await citizen.Calls())).Number;
        (await above.Dispatcher.Dispatches(number, Neighbours.Unit)).Runs("handle", "2026-03-03 17:30", "yongning-2017/3-3a"); // 1 working day
        await both.Write();

        // Below it has a number of its own and the limit of the one above (3-11): its own rules would give five working days.
        var there = Assert.Single((await below.Dispatcher.Get("/api/cases")).List("items")).Text("number")!;
        Assert.Equal("县12345平台", (await below.Dispatcher.Sees(there)).Is("registered").View.Text("superior"));
        Assert.Equal(there, Assert.Single((await above.Dispatcher.Sees(number)).View.List("exchanges")).Text("number"));
        (await below.Dispatcher.Dispatches(there, "lighting")).Runs("handle", "2026-03-03 17:30", "xiangan-2018/3-11");
        await both.Write();
        (await above.Leader.Sees(number)).Is("signed", Neighbours.Unit).Wrote("sign");

        // A limit set above moves the clocks of both; who urges above is heard below.
        await above.Dispatcher.Does(number, "set-limit", new { source = "superior", document = "市政府督办单2号", due = City.At("2026-03-04 12:00") });
        await above.Agent.Urges(number, "请抓紧");
        await both.Write();
        (await below.Unit("lighting").Sees(there)).Runs("handle", "2026-03-04 12:00", "xiangan-2018/3-11").Wrote("urge", words: "请抓紧");
        await both.Until("2026-03-04 11:00");
        await below.Unit("lighting").Handles(there, "已修好。");
        (await below.Dispatcher.Closes(there)).Is("archived").Kept("handle").Survey("none");
        await both.Write();
        (await above.Leader.Sees(number)).Is("replied", Neighbours.Unit).Kept("handle").Wrote("reply", words: "已修好。");

        // Who answers the citizen asks them: redone below with another working day, and asked again.
        await above.Dispatcher.Closes(number);
        await both.Until("2026-03-04 13:00"); // that limit is over: what is redone has the policy's own
        await citizen.Texts("3");
        await above.Agent.Finishes(number, "survey-callback", "dissatisfied", "还有一盏不亮", contacted: true, solved: false);
        await both.Write();
        (await below.Dispatcher.Sees(there)).Is("dispatched", "lighting").Wrote("rework", words: "县12345平台退回重办").Runs("handle", "2026-03-05 17:30", "xiangan-2018/3-11");
        await below.Unit("lighting").Handles(there, "都已修好。");
        await below.Dispatcher.Closes(there);
        await both.Write();
        (await above.Leader.Sees(number)).Is("replied").Wrote("reply", words: "都已修好。");
        await above.Dispatcher.Closes(number);
        await citizen.Texts("1");
        await above.Supervisor.Finishes(number, "audit", "passed");
        await both.Write();
        (await below.Dispatcher.Sees(there)).Wrote("exchange.closed").Wrote("survey.above");
        (await below.Unit("lighting").Sees(there)).WroteNo("survey.above").ShowsNoSurvey();
        await above.IsAllOver(number);
        await below.IsAllOver(there);
    }
}
