using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Who asked, and who may know it.</summary>
public sealed class NeedToKnowTests
{
    private const string Name = "欧阳慕华";
    private const string Phone = "13912345678";
    private const string Told = "我是欧阳 慕华，请打139-1234-5678或+86 139 1234 5678，也可１３９１２３４５６７８。路灯不亮。";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("urban-mgmt", "urban-mgmt", true)]
    [InlineData("urban-mgmt", "um-squad-1", true)] // below it
    [InlineData("um-squad-1", "urban-mgmt", true)] // above it
    [InlineData("um-squad-1", "um-squad-2", false)] // beside it
    [InlineData("urban-mgmt", "water-co", false)]
    public async Task A_unit_that_is_complained_about_does_not_learn_by_whom_nor_do_those_above_and_below_it(string against, string at, bool masked)
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        var seen = await city.SendToAsync(at, SampleCity.Form(null, "other") with { AgainstUnitId = against });
        var view = await city.SeeAsync(seen.Number, city.At(at));
        Assert.Equal((masked, masked ? null : "王先生"), (view.Requester.Masked, view.Requester.Name));
        Assert.Equal(against, view.AgainstUnit?.Id);
        var asked = await city.TryAsync(city.LeaderAt(at), seen, new CaseAct.Reveal("需要核实"));
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(asked);
        Assert.Equal(("not-allowed", "xiangan-2018/5-2c/3e"), (refused.Code, refused.Clause));
    }

    [Fact]
    public async Task Nobody_complains_about_a_unit_that_there_is_not()
    {
        await using var city = await SampleCity.OpenAsync();
        var result = await city.Desk.RegisterAsync(city.Agent, city.NextKey, SampleCity.Form(null) with { AgainstUnitId = "no-such" }, Token);
        Assert.Equal(["againstUnitId"], Assert.IsType<ActResult<CaseView>.Invalid>(result).Errors.Keys);
    }

    [Fact]
    public async Task A_masked_requesters_name_and_number_stand_in_no_text_that_the_unit_reads()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await MaskedAsync(city);
        var view = await city.SeeAsync(seen.Number, city.Handler);
        Assert.Equal("我是＊＊＊，请打＊＊＊或+86 ＊＊＊，也可＊＊＊。路灯不亮。", view.Text);
        Assert.DoesNotContain(view.History, entry => entry.Detail.Contains("慕华", StringComparison.Ordinal) || entry.Detail.Contains("5678", StringComparison.Ordinal));
        var listed = Assert.Single((await ListAsync(city, city.Handler, null)).Items);
        Assert.Equal((view.Text, view.Place), (listed.Text, listed.Place));
        Assert.Equal(Told, (await city.SeeAsync(seen.Number, city.Agent)).Text);

        var late = await city.Desk.ActAsync(city.Handler, city.NextKey, seen.Number, 1, new CaseAct.Sign(), Token);
        var since = Assert.IsType<ActResult<CaseView>.Changed>(late).Since;
        Assert.Contains(since, entry => entry.Detail.Contains("＊＊＊", StringComparison.Ordinal));
        Assert.DoesNotContain(since, entry => entry.Detail.Contains("慕华", StringComparison.Ordinal));
        Assert.Empty(await city.FaultsAsync());
    }

    [Theory]
    [InlineData(Name, 0)]
    [InlineData("慕华", 0)]
    [InlineData(Phone, 0)]
    [InlineData("1391234", 0)]
    [InlineData("１３９-1234", 0)]
    [InlineData("5678", 0)]
    [InlineData("路灯", 1)]
    [InlineData("路灯 慕华", 0)]
    public async Task A_unit_that_looks_for_the_requester_does_not_find_the_case(string words, int found)
    {
        await using var city = await SampleCity.OpenAsync();
        await MaskedAsync(city);
        Assert.Equal(found, (await ListAsync(city, city.Handler, words)).Total);
    }

    [Fact]
    public async Task A_leader_looks_for_a_reason_which_is_kept_for_a_quarter_of_an_hour_and_watermarked()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await MaskedAsync(city);
        var leader = city.LeaderAt(city.Unit.Id);
        Assert.DoesNotContain(CaseActKind.Reveal, (await city.SeeAsync(seen.Number, city.Handler)).Acts.Select(act => act.Act));
        Assert.Equal("no-right", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Handler, seen, new CaseAct.Reveal("想知道"))).Code);
        Assert.Equal("no-right", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.LeaderAt("water-co") with { Roles = [Role.Handler, Role.UnitLeader, Role.Agent] }, seen, new CaseAct.Reveal("想知道"))).Code);
        Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(leader, seen, new CaseAct.Reveal(" ")));
        Assert.True((await city.SeeAsync(seen.Number, leader)).Requester.Masked);

        var revealed = await city.ActAsync(leader, seen, new CaseAct.Reveal("须当面核对产权证明"));
        Assert.Equal((Name, Phone, false), (revealed.Requester.Name, revealed.Requester.Phone, revealed.Requester.Masked));
        Assert.Equal(city.Time.GetUtcNow().AddMinutes(15), revealed.Requester.Reveal!.Until);
        Assert.Equal($"{city.Unit.Name} 陈建平 2026-03-02 16:00:00 {seen.Number}", revealed.Requester.Reveal.Watermark);
        Assert.Contains("理由：须当面核对产权证明", Assert.Single(revealed.History, entry => entry.Act == "reveal").Detail, StringComparison.Ordinal);
        var audit = Assert.Single((await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Act = "requester.reveal" }, Token)).Items);
        Assert.Equal((leader.Name, seen.Number, "须当面核对产权证明"), (audit.Actor, audit.Subject, audit.Reason));
        Assert.True((await city.SeeAsync(seen.Number, city.Handler)).Requester.Masked);
        Assert.True((await city.SeeAsync(seen.Number, leader with { Id = Guid.NewGuid() })).Requester.Masked);

        city.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.EndsWith($"16:14:00 {seen.Number}", (await city.SeeAsync(seen.Number, leader)).Requester.Reveal!.Watermark, StringComparison.Ordinal);
        city.Time.Advance(TimeSpan.FromMinutes(1));
        var after = await city.SeeAsync(seen.Number, leader);
        Assert.Equal(new RequesterView(null, null, true), after.Requester);
        Assert.DoesNotContain("慕华", after.Text, StringComparison.Ordinal);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task The_platform_rings_the_requester_for_the_unit_and_puts_it_down()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await MaskedAsync(city);
        var relay = city.Services.GetRequiredService<IRelayDesk>();
        Assert.IsType<ActResult<RelayNumber>.NotFound>(await relay.FindAsync(city.OtherHandler, seen.Number, Token));
        Assert.IsType<ActResult<RelayNumber>.NotAllowed>(await relay.FindAsync(city.Dispatcher, seen.Number, Token));
        var found = SampleCity.Done(await relay.FindAsync(city.Handler, seen.Number, Token));
        Assert.Equal((Phone, nameof(RelayNumber)), (found.Number, found.ToString()));
        await relay.NoteAsync(city.Handler, seen.Number, "call-1", Token);
        var view = await city.SeeAsync(seen.Number, city.Handler);
        Assert.Equal(("relay", city.Handler.Name), (view.History[^1].Act, view.History[^1].Actor));
        Assert.Single((await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Act = "requester.relay", Subject = seen.Number }, Token)).Items);
        Assert.Empty(await city.FaultsAsync());
    }

    private static async Task<CaseView> MaskedAsync(SampleCity city)
    {
        var form = SampleCity.Form(await city.AnswerAsync(Phone), place: "人民路18号欧阳慕华家门口") with { RequesterName = Name, Text = Told, Confidential = true };
        return await city.ActAsync(city.Dispatcher, await city.RegisterAsync(form), new CaseAct.Dispatch(city.Unit.Id, $"请回电{Phone}（{Name}）"));
    }

    private static async Task<PageOf<CaseSummary>> ListAsync(SampleCity city, Actor actor, string? words) =>
        await city.Board.ListCasesAsync(actor, new CaseQuery { Words = words }, Token);
}
