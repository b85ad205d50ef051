using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

public sealed class WorkGroupDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_told_when_a_case_comes_is_urged_and_runs_out_of_time()
    {
        using var folder = new TemporaryFolder();
        await using var city = await OpenAsync(folder);
        var seen = await city.SendToAsync(city.Unit.Id, SampleCity.Form(await city.AnswerAsync()));
        var told = Assert.Single(await SentAsync(city));
        Assert.Equal((Medium.Oa, "unit-oa", "dispatched", seen.Number), (told.Medium, told.To, told.Kind, told.CaseNumber));
        Assert.Contains(seen.Number, told.Text, StringComparison.Ordinal);
        Assert.Contains(seen.Place!, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleCity.Caller, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(seen.Text, told.Text, StringComparison.Ordinal);

        await city.Citizens.UrgeAsync(new Correspondent(Medium.Sms, SampleCity.Caller), seen.Number, "urge-1", Token);
        Assert.Equal("urged", Assert.Single(await SentAsync(city)).Kind);

        city.Time.Advance(SampleCity.Running(await city.SeeAsync(seen.Number), "handle").Due - city.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        await city.Deadlines.SweepAsync(Token);
        await city.Deadlines.SweepAsync(Token);
        var late = await SentAsync(city);
        Assert.All(late, notice => Assert.Equal("due", notice.Kind));
        Assert.Contains(late, notice => notice.Text.Contains("办理超时", StringComparison.Ordinal));
        Assert.Empty(await SentAsync(city));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "haimen-2016/2-1")]
    public async Task A_hazard_is_told_at_once_to_the_unit_that_will_be_responsible_where_the_policy_says_so()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("workgroups.yaml");
        await File.WriteAllTextAsync(file, "groups:\n  - { name: roads-oa, door: oa, units: [roads], when: [dispatched] }\n", Token);
        await using var city = await SampleCity.OpenAsync(options => options with { WorkGroupFile = file, PolicyFile = Repository.Path("policies", "haimen-2016.yaml") });
        var opened = await city.RegisterAsync(SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        var told = Assert.Single(await SentAsync(city));
        Assert.Equal(("roads-oa", opened.Number, CaseState.Registered), (told.To, told.CaseNumber, opened.State));
        Assert.Contains("安全隐患先行通知", told.Text, StringComparison.Ordinal);
        await city.RegisterAsync(SampleCity.Form(null));
        Assert.Empty(await SentAsync(city));
    }

    [Fact]
    public async Task Another_units_case_and_a_confidential_place_are_not_told()
    {
        using var folder = new TemporaryFolder();
        await using var city = await OpenAsync(folder);
        await city.SendToAsync("water-co");
        Assert.Empty(await SentAsync(city));

        var form = SampleCity.Form(await city.AnswerAsync());
        await city.SendToAsync(city.Unit.Id, form with { Confidential = true });
        var told = Assert.Single(await SentAsync(city));
        Assert.DoesNotContain(form.Place!, told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_signs_and_replies_for_its_unit_once()
    {
        using var folder = new TemporaryFolder();
        await using var city = await OpenAsync(folder);
        var desk = city.Services.GetRequiredService<IWorkGroupDesk>();
        var seen = await city.SendToAsync(city.Unit.Id, SampleCity.Form(await city.AnswerAsync()));
        var sign = new WorkGroupAct("unit-oa", "oa-1", seen.Number, "王明", new CaseAct.Sign());

        Assert.Equal(WorkGroupVerdict.Done, (await desk.ActAsync(sign, Token)).Verdict);
        Assert.Equal(WorkGroupVerdict.Done, (await desk.ActAsync(sign, Token)).Verdict);
        var again = await desk.ActAsync(sign with { ExternalId = "oa-2" }, Token);
        Assert.Equal(WorkGroupVerdict.Refused, again.Verdict);
        Assert.NotNull(again.Reason);

        var reply = sign with { ExternalId = "oa-3", Act = new CaseAct.Reply("已修好。", CaseOutcome.Solved) };
        Assert.Equal(WorkGroupVerdict.Done, (await desk.ActAsync(reply, Token)).Verdict);
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Replied, "已修好。"), (seen.State, seen.Reply!.Text));
        Assert.Single(seen.History, entry => entry.Act == "sign" && entry.Actor == "王明（unit-oa）");
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task It_cannot_touch_what_is_not_its_units_nor_what_is_not_there()
    {
        using var folder = new TemporaryFolder();
        await using var city = await OpenAsync(folder);
        var desk = city.Services.GetRequiredService<IWorkGroupDesk>();
        var others = await city.SendToAsync("water-co");
        var act = new WorkGroupAct("unit-oa", "oa-1", others.Number, "王明", new CaseAct.Sign());

        Assert.Equal(WorkGroupVerdict.NotFound, (await desk.ActAsync(act, Token)).Verdict);
        Assert.Equal(WorkGroupVerdict.NotFound, (await desk.ActAsync(act with { CaseNumber = "20260101000001" }, Token)).Verdict);
        Assert.Equal(WorkGroupVerdict.NotFound, (await desk.ActAsync(act with { Group = "nobody" }, Token)).Verdict);
        Assert.Equal(CaseState.Dispatched, (await city.SeeAsync(others.Number)).State);
    }

    [Fact]
    public async Task An_OA_whose_message_was_in_hand_when_the_product_fell_gets_it_again_and_a_robot_does_not()
    {
        using var folder = new TemporaryFolder();
        await using var city = await OpenAsync(folder, "robot");
        city.Carrier.Says = _ => throw new OperationCanceledException();
        await city.SendToAsync(city.Unit.Id);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await city.Notices.DispatchDueAsync(Token));
        city.Carrier.Says = _ => new(CarrierVerdict.Accepted, "p", null);
        city.Time.Advance(TimeSpan.FromMinutes(3));
        await city.Notices.DispatchDueAsync(Token);
        Assert.Equal(NoticeState.Failed, Assert.Single(await city.Board.ListNoticesAsync(city.Leader, null, null, Token)).State);
    }

    [Fact]
    public async Task A_wrong_file_says_where()
    {
        using var folder = new TemporaryFolder();
        var fault = await Assert.ThrowsAsync<CaseStartException>(() => OpenAsync(folder, "telex", "no-such-unit"));
        Assert.Contains("groups[0].door", fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<CaseStartException>(() => OpenAsync(folder, "oa", "water-c"));
        Assert.Contains("water-co", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<SampleCity> OpenAsync(TemporaryFolder folder, string door = "oa", string? unit = null)
    {
        var file = folder.File("workgroups.yaml");
        await File.WriteAllTextAsync(file, $"groups:\n  - {{ name: unit-oa, door: {door}, units: [{unit ?? "UNIT"}], when: [dispatched, urged, due] }}\n", Token);
        if (unit is null)
        {
            await using var plain = await SampleCity.OpenAsync();
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Token)).Replace("UNIT", plain.Unit.Id, StringComparison.Ordinal), Token);
        }

        return await SampleCity.OpenAsync(options => options with { WorkGroupFile = file });
    }

    /// <summary>What goes out now.</summary>
    private static async Task<IReadOnlyList<Notice>> SentAsync(SampleCity city)
    {
        var before = city.Carrier.Carried.Count;
        await city.SendAsync();
        return [.. city.Carrier.Carried.Skip(before)];
    }
}
