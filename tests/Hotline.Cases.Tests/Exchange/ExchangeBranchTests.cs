using Hotline.Cases.Tests.Desks;
using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Exchange;

/// <summary>What two installations ask of each other beside a case's straight way; each test ends with every letter coming again.</summary>
public sealed class ExchangeBranchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_time_is_asked_upward_declined_granted_and_refused_and_each_decision_comes_down()
    {
        await using var twins = await Twins.OpenAsync("gaoling-2020");
        var (here, there) = await twins.SendAsync(SampleCity.Form(null, "other"));
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Dispatch(twins.Town.Unit.Id, null));
        var (first, second) = (SampleCity.Local("2026-03-04T17:30"), SampleCity.Local("2026-03-06T17:30"));
        Assert.Equal(first, await SuperiorsLimitAsync(twins, there));

        await AskAsync(twins, there, "k1", second);
        here = await twins.City.SeeAsync(here.Number);
        var asked = Assert.Single(here.Requests, request => request.Kind == UnitRequestKind.Extension);
        Assert.Equal(("等待配件到货，周三方能施工", first), (asked.Reason, SampleCity.Running(here, "handle").Due));
        await twins.City.ActAsync(twins.City.Dispatcher, here, new CaseAct.RefuseExtension("可以按时办结"));
        await twins.MeetAsync();
        Assert.Contains(await DecisionsAsync(twins, there), words => words.Contains("不同意延期：", StringComparison.Ordinal) && words.Contains("可以按时办结", StringComparison.Ordinal));
        Assert.Equal(first, await SuperiorsLimitAsync(twins, there));

        await AskAsync(twins, there, "k2", second);
        here = await twins.City.ActAsync(twins.City.Dispatcher, here, new CaseAct.ApproveExtension("现场复杂"));
        Assert.Equal(second, SampleCity.Running(here, "handle").Due);
        await twins.MeetAsync();
        Assert.Equal(2, (await DecisionsAsync(twins, there)).Count);
        Assert.Equal(second, await SuperiorsLimitAsync(twins, there));
        Assert.Equal(second, SampleCity.Running(await twins.Town.SeeAsync(there.Number), "handle").Due);

        // Further than the rules above allow: they say so, and a person below looks at it.
        await AskAsync(twins, there, "k3", SampleCity.Local("2026-04-30T17:30"));
        Assert.Equal(second, SampleCity.Running(await twins.City.SeeAsync(here.Number), "handle").Due);
        Assert.Contains((await twins.Town.SeeAsync(there.Number)).History, entry => entry.Act == "exchange.refused" && entry.Detail.Contains("延期申请", StringComparison.Ordinal));
        Assert.Contains(await twins.Town.OpenTasksAsync(), task => task.Kind == TaskKind.ShiftList && task.CaseNumber == there.Number);
        Assert.Equal(["case/1", "decision/1", "decision/1", "refused/1"], twins.Down.Sent.Select(letter => letter.Name));
        await AgainAsync(twins, here, there);
    }

    [Fact]
    public async Task A_limit_set_above_goes_down_and_the_clock_below_follows_it_both_ways()
    {
        await using var twins = await Twins.OpenAsync();
        var (here, there) = await twins.SendAsync();
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Dispatch(twins.Town.Unit.Id, null));
        await twins.MeetAsync();
        foreach (var due in new[] { SampleCity.Local("2026-03-03T12:00"), SampleCity.Local("2026-03-10T17:30") })
        {
            here = await twins.City.ActAsync(twins.City.Dispatcher, here, new CaseAct.SetLimit(new() { Source = CaseLimitSource.Superior, Document = "市政府督办单2号", Due = due }));
            Assert.Equal(due, SampleCity.Running(here, "handle").Due);
            await twins.MeetAsync();
            there = await twins.Town.SeeAsync(there.Number);
            Assert.Equal((due, due), (SampleCity.Running(there, "handle").Due, there.Limits.Last(limit => limit.Source == CaseLimitSource.Superior).Due));
            Assert.Contains($"市平台工单{here.Number}", there.History.Last(entry => entry.Act == "limit").Detail, StringComparison.Ordinal);
        }

        Assert.Equal(["case/1", "limit/1", "limit/1"], twins.Down.Sent.Select(letter => letter.Name));

        // It is that limit that is late below.
        twins.Town.GoTo("2026-03-10T17:30");
        await twins.Town.SweepAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(ClockState.Breached, SampleCity.Running(await twins.Town.SeeAsync(there.Number), "handle").State);
        await AgainAsync(twins, here, there);
    }

    [Fact]
    public async Task What_the_platform_below_does_not_take_is_seen_above_with_its_ground_and_put_before_the_shift_leader()
    {
        await using var twins = await Twins.OpenAsync();
        var (here, there) = await twins.SendAsync();
        var first = twins.Down.Sent[0];
        var second = first with { Id = Guid.NewGuid(), Seq = 2 };
        Assert.Equal(LetterVerdict.Taken, (await Twins.Desk(twins.Town).TakeAsync("city", second, Token)).Verdict);
        Assert.Contains(await Twins.Desk(twins.Town).ListLettersAsync(twins.Town.Leader, null, ExchangeState.Refused, null, Token), letter => letter.Id == second.Id);
        await twins.MeetAsync();
        Assert.Equal("refused/1", twins.Up.Sent[^1].Name);
        Assert.Equal("江口平台未接受交办：该交换已有工单", Refusal(here = await twins.City.SeeAsync(here.Number)));
        Assert.Single(await twins.City.OpenTasksAsync(), task => task.Kind == TaskKind.ShiftList && task.CaseNumber == here.Number);
        Assert.Equal((CaseState.Dispatched, Twins.Unit), (here.State, here.Unit!.Id));
        Assert.Equal(1, (await twins.Town.Board.ListCasesAsync(twins.Town.Supervisor, new(), Token)).Total);

        // With the clause on which it rests, where the other side names one.
        var said = """{"of":"urge/1","letter":"01930000-0000-7000-8000-000000000000","text":"期限内不催办","clause":"hanjiang-2016/12b"}""";
        await Twins.Desk(twins.City).TakeAsync("town", new(Guid.NewGuid(), first.Exchange, twins.Up.Sent[^1].Seq + 1, "refused/1", twins.City.Time.GetUtcNow(), said), Token);
        Assert.Equal("江口平台未接受催办：期限内不催办（hanjiang-2016/12b）", Refusal(await twins.City.SeeAsync(here.Number)));

        static string Refusal(CaseView seen) => seen.History.Last(entry => entry.Act == "exchange.refused").Detail;
    }

    [Fact]
    public async Task What_is_supervised_above_is_told_below_with_its_beginning_and_its_end()
    {
        await using var twins = await Twins.OpenAsync();
        var (here, there) = await twins.SendAsync();
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Dispatch(twins.Town.Unit.Id, null));
        await twins.MeetAsync();
        twins.City.GoTo("2026-03-20T17:30");
        await twins.City.SweepAfterAsync(TimeSpan.FromTicks(1));
        var desk = twins.City.Services.GetRequiredService<ISupervisionDesk>();
        var file = SampleCity.Done(await desk.ActAsync(twins.City.Supervisor, twins.City.NextKey, here.Number, new SupervisionDeed.Supervise(null, "请于今日办结"), Token));
        Assert.True((await twins.City.SeeAsync(here.Number)).Supervised);
        await twins.MeetAsync();
        Assert.Contains((await twins.Town.SeeAsync(there.Number, twins.Town.Handler)).History, entry => entry.Act == "supervise" && entry.Detail.Contains("请于今日办结", StringComparison.Ordinal));

        SampleCity.Done(await desk.ActAsync(twins.City.Supervisor, twins.City.NextKey, here.Number, new SupervisionDeed.End(file.Records[^1].Id, "已督促处理"), Token));
        await twins.MeetAsync();
        var told = (await twins.Town.SeeAsync(there.Number)).History.Where(entry => entry.Act == "supervise").ToList();
        Assert.Contains("已督促处理", told[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(CaseState.Dispatched, (await twins.Town.SeeAsync(there.Number)).State);
        await AgainAsync(twins, here, there);
    }

    [Theory]
    [InlineData("xiangan-2018", true)]
    [InlineData("hanjiang-2016", false)]
    public async Task That_the_unit_below_spoke_with_the_requester_is_the_units_contact_above_where_the_rules_ask_for_one(string cityPolicy, bool asked)
    {
        await using var twins = await Twins.OpenAsync(cityPolicy, "xiangan-2018");
        var (here, there) = await twins.SendAsync(SampleCity.Form(null, "other") with { RequestType = "help" });
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Dispatch(twins.Town.Unit.Id, null));
        await twins.Town.ActAsync(twins.Town.Handler, there, new CaseAct.Sign());
        var call = await twins.Town.AnswerAsync();
        there = await twins.Town.ActAsync(twins.Town.Handler, there, new CaseAct.ContactRequester(call, null, "约定周四上门"));
        await twins.MeetAsync();
        Assert.Contains(twins.Up.Sent, letter => letter.Name == "contact/1");
        here = await twins.City.SeeAsync(here.Number);
        Assert.Equal(CaseState.Signed, here.State);
        var mine = Assert.Single(there.Records, record => record.Kind == HandlingRecordKind.Contact);
        if (asked)
        {
            var theirs = Assert.Single(here.Records, record => record.Kind == HandlingRecordKind.Contact);
            Assert.Equal((mine.At, Medium.Phone, "约定周四上门", Twins.Unit), (theirs.At, theirs.Medium, theirs.Note, theirs.Unit.Id));
            Assert.Equal(ClockState.Met, here.Clocks.Single(clock => clock.Name == "contact").State);
        }
        else
        {
            Assert.Empty(here.Records);
            Assert.Contains(here.History, entry => entry.Act == "progress" && entry.Detail.Contains("已联系诉求人：约定周四上门", StringComparison.Ordinal));
        }

        await AgainAsync(twins, here, there);
    }

    [Fact]
    public async Task What_the_town_declines_comes_back_is_handled_after_all_when_that_is_refused_and_ends_when_it_is_granted()
    {
        await using var twins = await Twins.OpenAsync("yongning-2017", "gaoling-2020");
        var (here, there) = await twins.SendAsync(SampleCity.Form(null, "other"));
        there = await twins.Town.ActAsync(twins.Town.Agent, there, new CaseAct.Refuse(8, null));
        await twins.MeetAsync();
        Assert.Equal(["return/1"], twins.Up.Sent.Select(letter => letter.Name));
        here = await twins.City.SeeAsync(here.Number);
        Assert.Single(here.Requests, request => request.Kind == UnitRequestKind.Return);

        await twins.City.ActAsync(twins.City.Leader, here, new CaseAct.RefuseReturn("属地在本镇"));
        await twins.MeetAsync();
        there = await twins.Town.SeeAsync(there.Number);
        Assert.Equal((CaseState.Registered, null), (there.State, there.Outcome));
        Assert.Contains(await DecisionsAsync(twins, there), words => words.Contains("不同意退回", StringComparison.Ordinal));

        await twins.Town.ActAsync(twins.Town.Agent, there, new CaseAct.Refuse(8, null));
        await twins.MeetAsync();
        here = await twins.City.SeeAsync(here.Number);
        await twins.City.ActAsync(twins.City.Leader, here, new CaseAct.AcceptReturn(null, null));
        await twins.MeetAsync();
        there = await twins.Town.SeeAsync(there.Number);
        Assert.Equal(CaseState.Archived, there.State);
        Assert.NotNull(Assert.Single(there.Exchanges).EndedAt);
        Assert.NotEqual(Twins.Unit, (await twins.City.SeeAsync(here.Number)).Unit?.Id);
        await AgainAsync(twins, here, there);
    }

    [Fact]
    public async Task A_letter_that_has_to_come_again_holds_up_its_own_case_and_no_other()
    {
        await using var twins = await Twins.OpenAsync();
        var (here, there) = await twins.SendAsync();
        await twins.City.ActAsync(twins.City.Agent, here, new CaseAct.Supplement(null, "第一次补充", Urge: false));
        await twins.City.ActAsync(twins.City.Agent, here, new CaseAct.Supplement(null, "第二次补充", Urge: false));
        var stuck = twins.Down.Sent[0].Exchange;
        var tried = new List<ExchangeLetter>();
        twins.Down.Says = letter =>
        {
            tried.Add(letter);
            return letter.Exchange == stuck ? new(PostVerdict.Later, "HTTP 503") : null;
        };
        var other = await twins.City.SendToAsync(Twins.Unit, SampleCity.Form(null));
        await Twins.Desk(twins.City).WorkAsync(Token);
        Assert.Single(tried, letter => letter.Exchange == stuck); // the second waits for the first
        Assert.NotNull(await twins.ThereAsync(other));

        twins.Down.Says = null;
        twins.City.Time.Advance(TimeSpan.FromSeconds(1));
        await twins.MeetAsync();
        var told = (await twins.Town.SeeAsync(there.Number)).History.Where(entry => entry.Act == "supplement").Select(entry => entry.Detail).ToList();
        Assert.Equal(2, told.Count);
        Assert.Contains("第一次补充", told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_platform_is_left_alone_until_the_next_beat()
    {
        await using var twins = await Twins.OpenAsync();
        for (var number = 0; number < 4; number++)
        {
            await twins.City.SendToAsync(Twins.Unit, SampleCity.Form(null));
        }

        var tried = new List<Guid>();
        twins.Down.Says = letter =>
        {
            tried.Add(letter.Exchange);
            return new(PostVerdict.Later, "no answer in time") { Silent = true };
        };
        await Twins.Desk(twins.City).WorkAsync(Token);
        Assert.Equal(2, tried.Count);

        // Those not tried yet come first: a letter that nobody answers does not stand before the rest.
        twins.City.Time.Advance(TimeSpan.FromMinutes(1));
        await Twins.Desk(twins.City).WorkAsync(Token);
        Assert.Equal(4, tried.Distinct().Count());
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3b")]
    public async Task More_time_asked_for_by_another_installation_falls_up_too_where_nobody_above_it_could_decide()
    {
        await using var twins = await Twins.OpenAsync("yongning-2017", place: "cm-dongda");
        await twins.City.HireAsync("housing", Role.Handler);
        var (here, there) = await twins.SendAsync(SampleCity.Form(null, "other") with { Complexity = "complex" });
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Dispatch(twins.Town.Unit.Id, null));
        await AskAsync(twins, there, "k1", SampleCity.Local("2026-03-06T17:30"));
        here = await twins.City.SeeAsync(here.Number);
        var asked = Assert.Single(here.Requests);
        Assert.Equal((null, "town-jiangkou"), (asked.Approver, Assert.Single(asked.PassedOver).Unit.Id));
    }

    private static async Task AskAsync(Twins twins, CaseView there, string key, DateTimeOffset until)
    {
        var request = new SuperiorRequest.Extension("等待配件到货，周三方能施工", until, "3月2日电话告知");
        SampleCity.Done(await Twins.Desk(twins.Town).AskAsync(twins.Town.Dispatcher, key, there.Number, request, Token));
        await twins.MeetAsync();
    }

    private static async Task<DateTimeOffset?> SuperiorsLimitAsync(Twins twins, CaseView there) =>
        (await twins.Town.SeeAsync(there.Number)).Limits.SingleOrDefault(limit => limit.Source == CaseLimitSource.Superior)?.Due;

    private static async Task<List<string>> DecisionsAsync(Twins twins, CaseView there) =>
        [.. (await twins.Town.SeeAsync(there.Number)).History.Where(entry => entry.Act == "exchange.decision").Select(entry => entry.Detail)];

    /// <summary>Every letter of the life comes a second time, and once more under another id in a place that is taken: nothing happens on either side.</summary>
    private static async Task AgainAsync(Twins twins, CaseView here, CaseView there)
    {
        var before = ((await twins.City.SeeAsync(here.Number)).Version, (await twins.Town.SeeAsync(there.Number)).Version);
        foreach (var (desk, from, sent) in new[] { (Twins.Desk(twins.Town), "city", twins.Down.Sent.ToList()), (Twins.Desk(twins.City), "town", twins.Up.Sent.ToList()) })
        {
            foreach (var letter in sent)
            {
                Assert.Equal(LetterVerdict.Known, (await desk.TakeAsync(from, letter, Token)).Verdict);
                Assert.Equal(LetterVerdict.OutOfDate, (await desk.TakeAsync(from, letter with { Id = Guid.NewGuid() }, Token)).Verdict);
            }
        }

        Assert.Equal(0, await Twins.Desk(twins.City).WorkAsync(Token) + await Twins.Desk(twins.Town).WorkAsync(Token));
        Assert.Equal(before, ((await twins.City.SeeAsync(here.Number)).Version, (await twins.Town.SeeAsync(there.Number)).Version));
        Assert.Empty(await twins.City.FaultsAsync());
        Assert.Empty(await twins.Town.FaultsAsync());
    }
}
