using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Exchange;
using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>What is asked of a unit where nobody could decide goes to the next above; the roads office stands below the housing bureau, above which is the hotline's office.</summary>
public sealed class FallingUpTests
{
    private const string Roads = "roads";
    private const string Housing = "housing";

    private static readonly CaseAct.Extend MoreTime = new(new() { Reason = "需要更换管道并恢复路面" });
    private static readonly CaseAct.Return NotOurs = new(new() { Reason = "依据：三定方案" });
    private static readonly ClosingForm Explained = new() { Statement = "需随道路改造", RequesterTold = "3月3日电话" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_climbs_to_the_first_who_could_decide()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync(Roads);
        foreach (var (named, accounts, decides, passedOver) in new[]
        {
            (PolicyRole.UnitLeader, "roads:leader", "roads:leader", ""),
            (PolicyRole.UnitLeader, "roads housing", "housing", "roads:leader"),
            (PolicyRole.UnitLeader, "roads housing:leader", "housing", "roads:leader"),
            (PolicyRole.UnitLeader, "roads", "office", "roads:leader housing"),
            (PolicyRole.SuperiorUnit, "housing", "housing", ""),
            (PolicyRole.SuperiorUnit, "roads:leader", "office", "housing"),
            (PolicyRole.DistrictEfficiencyOffice, "roads", "office", "eff-office"),
            (PolicyRole.HotlineOffice, "roads", "office", ""),
        })
        {
            var approver = await DecidesAsync(city, seen, named, Staff(accounts));
            Assert.Equal((decides, passedOver), (Words(approver.UnitId ?? "office", approver.ByLeader), Passed(approver)));
        }
    }

    [Fact]
    public async Task Where_nothing_is_known_of_accounts_nobody_is_passed_over()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var approver = await DecidesAsync(city, await city.SendToAsync(Roads), PolicyRole.UnitLeader, null);
        Assert.Equal((Roads, true, ""), (approver.UnitId, approver.ByLeader, Passed(approver)));
    }

    [Fact]
    public async Task What_falls_up_never_comes_to_the_unit_that_asks()
    {
        await using var city = await SampleCity.OpenAsync(LedFromBelow);
        Assert.Equal(Roads, city.Rules.LeadUnit(SampleCity.Potholes)!.Id);
        var seen = await city.SendToAsync(Housing, SampleCity.Form(null));
        var approver = await DecidesAsync(city, seen, PolicyRole.LeadUnit, Staff(Housing));
        Assert.Equal((null, Roads), (approver.UnitId, Passed(approver)));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/5-1b")]
    public async Task A_result_without_a_leader_to_sign_it_is_signed_by_the_unit_above_which_is_not_asked_again_for_its_closing()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        await city.HireAsync(Roads, Role.Handler);
        await city.HireAsync(Housing, Role.Handler);
        var seen = await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign());
        seen = await city.ActAsync(city.At(Roads), seen, new CaseAct.Reply("暂时无法修复。", CaseOutcome.CannotBeSolvedNow, Explained));
        var result = Assert.Single(seen.Requests);
        Assert.Equal((UnitRequestKind.Result, Housing, false), (result.Kind, result.Approver!.Id, result.ByLeader));
        Assert.Equal(
            ("passed-over", "市政道路管养所无领导账号，改由区住房和城乡建设局审核", "yongning-2017/5-1b"), (seen.History[^1].Act, seen.History[^1].Detail, seen.History[^1].Clause));

        seen = await city.ActAsync(city.At(Housing), seen, new CaseAct.SignOff(null));
        Assert.Equal([(UnitRequestKind.Result, UnitRequestState.Accepted), (UnitRequestKind.Closing, UnitRequestState.Accepted)], seen.Requests.Select(asked => (asked.Kind, asked.State)));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null));
        Assert.Equal(CaseState.Closed, seen.State);
        Assert.Empty(await city.FaultsAsync());
        Assert.Empty(await city.RowFaultsAsync());
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3c")]
    public async Task What_the_office_signs_for_want_of_anybody_below_it_has_agreed_to_close()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        await city.HireAsync(Roads, Role.Handler);
        var seen = await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign());
        seen = await city.ActAsync(city.At(Roads), seen, new CaseAct.Reply("暂时无法修复。", CaseOutcome.CannotBeSolvedNow, Explained));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.SignOff(null));
        Assert.Equal([UnitRequestState.Accepted, UnitRequestState.Accepted], seen.Requests.Select(asked => asked.State));
        Assert.Contains(seen.History, entry => entry is { Act: "passed-over", Detail: "区住房和城乡建设局无承办人员账号，改由热线办审核", Clause: "yongning-2017/3-3c" });
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/17-1")]
    public async Task A_return_that_falls_to_the_office_is_before_it_at_once_and_opens_the_adjudication_that_is_due()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        await city.HireAsync(Roads, Role.Handler);
        var seen = await city.ActAsync(city.At(Roads), await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign()), NotOurs);
        Assert.Null(seen.Requests[0].Approver);
        Assert.Equal("市政道路管养所无领导账号、区住房和城乡建设局无承办人员账号，改由热线办审核", seen.History[^1].Detail);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("water-co", null));

        seen = await city.ActAsync(city.At("water-co"), await city.ActAsync(city.At("water-co"), seen, new CaseAct.Sign()), NotOurs);
        Assert.Equal(["return", "passed-over", "adjudication"], seen.History.TakeLast(3).Select(entry => entry.Act));
    }

    [Fact]
    public async Task Who_is_disabled_could_decide_nothing_until_enabled_again()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        await city.HireAsync(Housing, Role.Handler);
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        var handler = Assert.Single(await desk.ListAsync(Token)).UserName;

        await desk.DisableAsync(null, handler, "离职", Token);
        Assert.Null((await AskedAsync()).Approver);

        await desk.EnableAsync(null, handler, Token);
        Assert.Equal(Housing, (await AskedAsync()).Approver!.Id);

        async Task<UnitRequestView> AskedAsync() =>
            (await city.ActAsync(city.At(Roads), await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign()), NotOurs)).Requests[0];
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9c")]
    public async Task A_return_is_confirmed_by_the_unit_above_where_the_unit_has_no_leader()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        await city.HireAsync(Housing, Role.Handler);
        var seen = await city.ActAsync(city.At(Roads), await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign()), NotOurs);
        var early = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("water-co", null)));
        Assert.Equal("须由区住房和城乡建设局先行确认", early.Reason);
        seen = await city.ActAsync(city.At(Housing), seen, new CaseAct.ConfirmReturn(null));
        Assert.Null(seen.Requests[0].Approver);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9c")]
    public async Task Who_confirmed_a_return_goes_on_seeing_the_case_and_hearing_of_it_wherever_it_goes()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        await city.HireAsync(Housing, Role.Handler);
        var seen = await city.ActAsync(city.At(Roads), await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign()), NotOurs);
        await city.ActAsync(city.At(Housing), seen, new CaseAct.ConfirmReturn(null));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("water-co", null));
        Assert.Equal("water-co", (await city.SeeAsync(seen.Number, city.At(Housing))).Unit!.Id);
        Assert.Equal(seen.Number, Assert.Single((await city.Board.ListCasesAsync(city.At(Housing), new CaseQuery(), Token)).Items).Number);
        var told = await city.Events.NextAsync<CaseChanged>(changed => changed.UnitIds.Contains("water-co", StringComparer.Ordinal));
        Assert.Equal([Housing, Roads, "water-co"], told.UnitIds.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3b")]
    public async Task A_unit_that_is_another_installation_is_passed_over_for_the_request_does_not_go_there()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("exchange.yaml");
        await File.WriteAllTextAsync(file, $"below:\n  - {{ name: bureau, title: 住建平台, unit: {Housing} }}\n", Token);
        await using var city = await SampleCity.OpenAsync(options => options with { PolicyFile = Repository.Path("policies", "yongning-2017.yaml"), ExchangeFile = file });
        await city.HireAsync(Roads, Role.Handler);
        var seen = await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads, SampleCity.Form(null, "other") with { Complexity = "complex" }), MoreTime);
        Assert.Null(seen.Requests[0].Approver);
        Assert.True(Assert.Single(seen.Requests[0].PassedOver).Elsewhere);
        Assert.Equal(("passed-over", "区住房和城乡建设局在另一平台，改由热线办审核"), (seen.History[^1].Act, seen.History[^1].Detail));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/5-1b")]
    public async Task What_another_installation_replies_has_its_leaders_word()
    {
        await using var twins = await Twins.OpenAsync("yongning-2017");
        await twins.City.HireAsync(Housing, Role.Handler);
        var (here, there) = await twins.SendAsync();
        await twins.HandleAsync(there);
        await twins.MeetAsync();
        here = await twins.City.SeeAsync(here.Number);
        Assert.Equal(CaseState.Replied, here.State);
        Assert.Empty(here.Requests);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/5-1b")]
    public async Task What_waits_for_somebody_who_is_disabled_goes_on_to_the_first_above_who_can_decide()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        await city.HireAsync(Roads, Role.Handler);
        await city.HireAsync(Roads, Role.Handler, Role.UnitLeader);
        await city.HireAsync(Housing, Role.Handler);
        var seen = await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign());
        seen = await city.ActAsync(city.At(Roads), seen, new CaseAct.Reply("已修复。", CaseOutcome.Solved, null));
        Assert.Equal((Roads, true), (seen.Requests[0].Approver!.Id, seen.Requests[0].ByLeader));
        Assert.Equal(0, await PassOnAsync(city));

        await DisableAsync(city, Roads, Role.UnitLeader);
        Assert.Equal((1, 0), (await PassOnAsync(city), await PassOnAsync(city)));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((Housing, false), (seen.Requests[0].Approver!.Id, seen.Requests[0].ByLeader));
        Assert.Equal(("passed-over", "市政道路管养所无领导账号，改由区住房和城乡建设局审核"), (seen.History[^1].Act, seen.History[^1].Detail));

        await DisableAsync(city, Housing, Role.Handler);
        Assert.Equal(1, await PassOnAsync(city));
        seen = await city.ActAsync(city.Dispatcher, await city.SeeAsync(seen.Number), new CaseAct.SignOff(null));
        Assert.Equal(UnitRequestState.Accepted, seen.Requests[0].State);
        Assert.Equal([Roads, Housing], seen.Requests[0].PassedOver.Select(passed => passed.Unit.Id));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/17-1")]
    public async Task A_return_that_goes_on_to_the_office_opens_the_adjudication_that_is_due()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        foreach (var unit in new[] { Roads, "water-co" })
        {
            await city.HireAsync(unit, Role.Handler, Role.UnitLeader);
        }

        var seen = await city.ActAsync(city.At(Roads), await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign()), NotOurs);
        await DisableAsync(city, Roads, Role.UnitLeader);
        Assert.Equal(1, await PassOnAsync(city));
        seen = await city.ActAsync(city.Dispatcher, await city.SeeAsync(seen.Number), new CaseAct.AcceptReturn("water-co", null));
        seen = await city.ActAsync(city.At("water-co"), await city.ActAsync(city.At("water-co"), seen, new CaseAct.Sign()), NotOurs);
        Assert.Equal("return", seen.History[^1].Act);

        await DisableAsync(city, "water-co", Role.UnitLeader);
        Assert.Equal(1, await PassOnAsync(city));
        Assert.Equal(["return", "passed-over", "adjudication"], (await city.SeeAsync(seen.Number)).History.TakeLast(3).Select(entry => entry.Act));
    }

    private static async Task<int> PassOnAsync(SampleCity city) => await city.Services.GetRequiredService<IApprovalDesk>().PassOnAsync(Token);

    private static async Task DisableAsync(SampleCity city, string unit, Role role)
    {
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        var account = (await desk.ListAsync(Token)).Single(account => account.Unit?.Id == unit && account.Roles.Contains(role) && account.Disabled is null);
        Assert.Equal(StaffChange.Done, await desk.DisableAsync(null, account.UserName, "离职", Token));
    }

    private static async Task<Approver> DecidesAsync(SampleCity city, CaseView seen, PolicyRole named, UnitStaff? staff)
    {
        var concerned = await city.Ledger.ReadAsync(database => database.Cases.ForDecision().SingleAsync(row => row.Number == seen.Number, Token));
        return Approver.Of(named, concerned, new(city.Rules, Author.System, city.Time.GetUtcNow(), staff));
    }

    /// <summary>haimen-2016 where an office below leads for the class of its bureau.</summary>
    private static CaseOptions LedFromBelow(CaseOptions options)
    {
        foreach (var name in new[] { "haimen-2016.categories.csv", "haimen-2016.yaml", "sample-city.yaml" })
        {
            var text = File.ReadAllText(Repository.Path("policies", name)).Replace("道路桥梁,housing,", "道路桥梁,roads,", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(options.DataFolder, name), text);
        }

        return options with { PolicyFile = Path.Combine(options.DataFolder, "haimen-2016.yaml") };
    }

    /// <summary>As <c>roads:leader housing</c>.</summary>
    private static UnitStaff Staff(string accounts) => new(
        accounts.Split(' ').Select(account => account.Split(':')).Select(account =>
            ((string?)account[0], (IReadOnlyList<Role>)(account.Length > 1 ? [Role.Handler, Role.UnitLeader] : [Role.Handler]))),
        []);

    private static string Passed(Approver approver) => string.Join(' ', approver.PassedOver.Select(passed => Words(passed.UnitId, passed.Leader)));

    private static string Words(string unit, bool leader) => leader ? $"{unit}:leader" : unit;
}
