using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>受理、不予受理、当场答复, on the grounds of the policy.</summary>
public sealed class AcceptOrRefuseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Clause", "gaoling-2020/6-refuse")]
    public async Task A_contact_is_declined_on_a_ground_and_kept_with_where_to_turn()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var desk = city.Services.GetRequiredService<IRefusalDesk>();
        Assert.Equal((8, 11), (city.Board.Grounds.Accept.Count, city.Board.Grounds.Refuse.Count));
        var contact = await city.AnswerAsync();

        Assert.Contains("1到11", Assert.IsType<ActResult<RefusalView>.Invalid>(await desk.RefuseAsync(city.Agent, contact, null, null, Token)).Errors["ground"][0], StringComparison.Ordinal);
        Assert.IsType<ActResult<RefusalView>.Invalid>(await desk.RefuseAsync(city.Agent, contact, 12, null, Token));
        Assert.IsType<ActResult<RefusalView>.NotFound>(await desk.RefuseAsync(city.Agent, Guid.NewGuid(), 2, null, Token));
        Assert.IsType<ActResult<RefusalView>.NotAllowed>(await desk.RefuseAsync(city.Handler, contact, 2, null, Token));
        var emergency = SampleCity.Done(await desk.RefuseAsync(city.Agent, contact, 2, "有人落水", Token));
        Assert.True(emergency.Ground.Emergency);
        Assert.Equal(("立即转接紧急电话", "gaoling-2020/6-refuse"), (emergency.Ground.ReferTo, emergency.Ground.Clause));
        Assert.True(Assert.IsType<ActResult<RefusalView>.Done>(await desk.RefuseAsync(city.Agent, contact, 2, "有人落水", Token)).Repeated);
        Assert.Equal(["有人落水"], (await city.Board.FindContactAsync(city.Agent, contact, Token))!.Refusals.Select(row => row.Text));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/6-refuse")]
    public async Task A_registered_case_is_declined_archived_and_its_requester_told()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), "other"));
        Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(city.Agent, seen, new CaseAct.Refuse(0, null)));

        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Refuse(9, "邻里借款"));

        Assert.Equal((CaseState.Archived, CaseOutcome.NotOurs), (seen.State, seen.Outcome));
        Assert.Equal("gaoling-2020/6-refuse", Assert.Single(seen.History, entry => entry.Act == "refuse").Clause);
        await city.SendAsync();
        Assert.Contains("人民调解或法院", Assert.Single(city.Carrier.Carried).Text, StringComparison.Ordinal);
        var dispatched = await city.SendToAsync("roads");
        Assert.Contains("已派单", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, dispatched, new CaseAct.Refuse(1, null))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_policy_names_no_ground_nothing_is_declined()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Registered);
        Assert.Contains("应当受理", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, seen, new CaseAct.Refuse(1, null))).Reason, StringComparison.Ordinal);
        Assert.IsType<ActResult<RefusalView>.NotAllowed>(
            await city.Services.GetRequiredService<IRefusalDesk>().RefuseAsync(city.Agent, await city.AnswerAsync(), 1, null, Token));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/6-accept")]
    public async Task A_matter_is_accepted_on_a_ground_of_the_list()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var form = SampleCity.Form(null, "other");
        var seen = await city.RegisterAsync(form with { AcceptGround = 4 });
        Assert.StartsWith("（四）", seen.AcceptGround, StringComparison.Ordinal);
        Assert.Equal("gaoling-2020/6-accept", seen.History[0].Clause);
        var wrong = await city.Desk.RegisterAsync(city.Agent, city.NextKey, form with { AcceptGround = 9 }, Token);
        Assert.Equal(["acceptGround"], Assert.IsType<ActResult<CaseView>.Invalid>(wrong).Errors.Keys);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9a")]
    public async Task A_consultation_is_answered_on_the_spot_with_what_it_rests_on()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var form = SampleCity.Form(await city.AnswerAsync(), "other") with { RequestType = "consultation", Text = "居住证怎么办？" };
        var seen = await city.RegisterAsync(form);
        Citation[] cited = [new("kb-17", 3, "居住证办理指南")];
        Assert.Equal(["text", "citations"], Wrong(await city.TryAsync(city.Agent, seen, new CaseAct.Answer("", [new("kb-17", 0, "")]))));

        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Answer("到街道便民中心办理。", cited));

        Assert.Equal((CaseState.Closed, CaseOutcome.Explained), (seen.State, seen.Outcome));
        Assert.Equal(cited, seen.Reply!.Citations);
        var line = Assert.Single(seen.History, entry => entry.Act == "answer");
        Assert.Equal("gaoling-2020/9a", line.Clause);
        Assert.Contains("居住证办理指南（kb-17 第3版）", line.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(seen.Clocks, clock => clock.State == ClockState.Running);

        var unspoken = await city.RegisterAsync(form with { ContactId = null, RequesterPhone = SampleCity.Caller });
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, unspoken, new CaseAct.Answer("到街道便民中心办理。", null)));
        Assert.Equal("gaoling-2020/9a", refused.Clause);
    }

    [Fact]
    public async Task A_hazard_is_not_answered_but_dispatched()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, seen, new CaseAct.Answer("请绕行。", null)));
        Assert.Equal(CaseState.Registered, (await city.SeeAsync(seen.Number)).State);
    }

    private static IEnumerable<string> Wrong(ActResult<CaseView> result) => Assert.IsType<ActResult<CaseView>.Invalid>(result).Errors.Keys;
}
