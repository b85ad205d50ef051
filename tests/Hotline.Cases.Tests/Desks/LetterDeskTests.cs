using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>督办台账 and 领导批示: what the policy names, numbered, answered, struck off, flagged when late.</summary>
public sealed class LetterDeskTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    [Fact]
    [Trait("Clause", "gaoling-2020/19")]
    public async Task A_reminder_comes_before_the_limit_a_supervision_notice_after_it_and_is_answered_and_struck_off()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var (ledger, unit) = (city.Letters(), city.At("housing"));
        Assert.Equal(["电话、网络催办", "催办通知", "督办通知书", "协调会", "复核"], ledger.Kinds.Select(kind => kind.Name));
        var seen = await city.ActAsync(unit, await city.SendToAsync("housing"), new CaseAct.Sign());

        var early = Assert.IsType<ActResult<LetterView>.NotAllowed>(await IssueAsync(city, city.Leader, Form("督办通知书", seen)));
        Assert.Equal(("not-allowed", "gaoling-2020/19"), (early.Code, early.Clause));
        Assert.Contains(early.Supervision!, act => act.Act == SupervisionActKind.Urge);
        Assert.Equal("no-right", Assert.IsType<ActResult<LetterView>.NotAllowed>(await IssueAsync(city, city.Agent, Form("督办通知书", seen))).Code);
        Assert.Equal("no-right", Assert.IsType<ActResult<LetterView>.NotAllowed>(await IssueAsync(city, unit, Form("催办通知", seen))).Code);
        Assert.Equal((null, "电话、网络催办"), (Number(await IssueAsync(city, city.Agent, Form("电话、网络催办", seen))), "电话、网络催办"));
        Assert.Equal("催办通知〔2026〕1号", Number(await IssueAsync(city, city.Leader, Form("催办通知", seen))));

        city.GoTo("2026-03-04T17:30");
        await city.SweepAfterAsync(Instant);
        Assert.Equal("not-allowed", Assert.IsType<ActResult<LetterView>.NotAllowed>(await IssueAsync(city, city.Leader, Form("催办通知", seen))).Code);
        var notice = SampleCity.Done(await IssueAsync(city, city.Leader, Form("督办通知书", seen)));
        Assert.Equal(("督办通知书〔2026〕1号", "housing", SampleCity.Local("2026-03-06T17:30")), (notice.Number, notice.Unit.Id, notice.Due!.Value));

        var soon = await ledger.StrikeOffAsync(city.Leader, city.NextKey, notice.Id, null, TestContext.Current.CancellationToken);
        Assert.Equal("尚未答复，不能销号", Assert.IsType<ActResult<LetterView>.NotAllowed>(soon).Reason);
        Assert.IsType<ActResult<LetterView>.NotFound>(await ledger.ReplyAsync(city.OtherHandler, city.NextKey, notice.Id, "是", TestContext.Current.CancellationToken));
        Assert.Equal("no-right", Assert.IsType<ActResult<LetterView>.NotAllowed>(await ledger.ReplyAsync(city.Leader, city.NextKey, notice.Id, "是", TestContext.Current.CancellationToken)).Code);
        var replied = SampleCity.Done(await ledger.ReplyAsync(unit, city.NextKey, notice.Id, "已安排施工", TestContext.Current.CancellationToken));
        Assert.Equal((LetterState.Replied, false), (replied.State, replied.Late));
        Assert.Equal("no-right", Assert.IsType<ActResult<LetterView>.NotAllowed>(await ledger.StrikeOffAsync(unit, city.NextKey, notice.Id, null, TestContext.Current.CancellationToken)).Code);
        var struck = SampleCity.Done(await ledger.StrikeOffAsync(city.Dispatcher, city.NextKey, notice.Id, "已核实", TestContext.Current.CancellationToken));
        Assert.Equal((LetterState.StruckOff, "已核实"), (struck.State, struck.StrikeOffNote));

        Assert.Equal(
            ["urge", "urge", "letter", "letter.reply", "letter.strike-off"],
            (await city.SeeAsync(seen.Number)).History.Select(entry => entry.Act).Where(act => act is "urge" || act.StartsWith("letter", StringComparison.Ordinal)));
        var audit = await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Subject = notice.Id.ToString() }, TestContext.Current.CancellationToken);
        Assert.Equal(["letter.issue", "letter.reply", "letter.strike-off"], audit.Items.Select(entry => entry.Act).Order());
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/13")]
    public async Task Numbers_have_neither_gaps_nor_doubles_whoever_writes_at_once_and_begin_anew_with_the_year()
    {
        await using var city = await SampleCity.OpenAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(index => Task.Run(() => city.Letters().IssueAsync(
            city.Supervisor,
            $"n{index}",
            new LetterForm { Kind = index % 2 == 0 ? "效能督办函" : "效能预警函", UnitId = "housing", Body = index % 10 == 4 ? "" : "请整改" },
            TestContext.Current.CancellationToken).AsTask())));
        var made = results.OfType<ActResult<LetterView>.Done>().Select(done => done.View).ToList();
        Assert.Equal(4, results.OfType<ActResult<LetterView>.Invalid>().Count());
        foreach (var (kind, count) in new[] { ("效能督办函", 16), ("效能预警函", 20) })
        {
            Assert.Equal(
                Enumerable.Range(1, count).Select(seq => $"{kind}〔2026〕{seq}号").Order(StringComparer.Ordinal),
                made.Where(letter => letter.Kind == kind).Select(letter => letter.Number!).Order(StringComparer.Ordinal));
        }

        var again = Assert.IsType<ActResult<LetterView>.Done>(await city.Letters().IssueAsync(
            city.Supervisor, "n0", new LetterForm { Kind = "效能督办函", UnitId = "housing", Body = "请整改" }, TestContext.Current.CancellationToken));
        Assert.True(again.Repeated);
        city.GoTo("2027-01-04T09:00");
        Assert.Equal("效能督办函〔2027〕1号", Number(await IssueAsync(city, city.Supervisor, new() { Kind = "效能督办函", UnitId = "housing", Body = "请整改" })));
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/13")]
    public async Task What_is_not_answered_in_time_is_flagged_once_listed_and_exported()
    {
        await using var city = await SampleCity.OpenAsync();
        var letter = SampleCity.Done(await IssueAsync(city, city.Supervisor, new() { Kind = "效能督办函", UnitId = "housing", Title = "=HYPERLINK(1)", Body = "请整改" }));
        SampleCity.Done(await IssueAsync(city, city.Supervisor, new() { Kind = "约谈通知书", UnitId = "water-co", Body = "请到会" }));
        Assert.Equal(0, await city.SweepAfterAsync(letter.Due!.Value - city.Time.GetUtcNow()));
        Assert.Equal(1, await city.SweepAfterAsync(Instant));
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromHours(1)));
        var late = await city.Letters().ListAsync(city.Supervisor, new LetterQuery { Late = true, Year = 2026 }, TestContext.Current.CancellationToken);
        Assert.Equal([letter.Id], late.Items.Select(row => row.Id));
        Assert.Equal(2, (await city.Letters().ListAsync(city.Supervisor, new LetterQuery { State = LetterState.Issued }, TestContext.Current.CancellationToken)).Total);
        Assert.Equal(["约谈通知书"], (await city.Letters().ListAsync(city.At("water-co"), new LetterQuery(), TestContext.Current.CancellationToken)).Items.Select(row => row.Kind));

        var table = await city.Letters().ExportAsync(city.Supervisor, new LetterQuery(), TestContext.Current.CancellationToken);
        Assert.StartsWith("\uFEFF文号,种类,", table, StringComparison.Ordinal);
        Assert.Contains("效能督办函〔2026〕1号,效能督办函,,区住房和城乡建设局,区效能办,'=HYPERLINK(1),hanjiang-2016/13,", table, StringComparison.Ordinal);
        Assert.Equal(3, table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("haimen-2016", "个案督办单")]
    [InlineData("xiangan-2018", "督查专报", "整改通知", "督查建议", "约谈提醒")]
    [Trait("Clause", "haimen-2016/3-1")]
    [Trait("Clause", "xiangan-2018/4-1")]
    public async Task Each_policys_kinds_are_issued_under_its_own_names(string policy, params string[] kinds)
    {
        await using var city = await SampleCity.UnderAsync(policy);
        foreach (var kind in kinds)
        {
            Assert.Equal($"{kind}〔2026〕1号", Number(await IssueAsync(city, city.Supervisor, new() { Kind = kind, UnitId = "housing", Body = "请整改" })));
        }

        Assert.Equal(["kind"], Assert.IsType<ActResult<LetterView>.Invalid>(await IssueAsync(city, city.Supervisor, new() { Kind = "效能督办函", UnitId = "housing", Body = "请整改" })).Errors.Keys);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/13")]
    public async Task A_letter_is_in_time_until_and_at_its_due_moment_to_the_sweep_as_to_its_view()
    {
        await using var city = await SampleCity.OpenAsync();
        var letters = new List<LetterView>();
        for (var one = 0; one < 3; one++)
        {
            letters.Add(SampleCity.Done(await IssueAsync(city, city.Supervisor, new() { Kind = "效能督办函", UnitId = "housing", Body = "请整改" })));
        }

        var due = letters[0].Due!.Value;
        Assert.Equal(0, await city.SweepAfterAsync(due - city.Time.GetUtcNow()));
        Assert.False((await AnswerAsync(letters[0])).Late);
        city.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True((await AnswerAsync(letters[1])).Late); // before the sweep came by
        Assert.Equal(1, await city.SweepAfterAsync(TimeSpan.Zero));
        var late = await city.Letters().ListAsync(city.Supervisor, new() { Late = true }, TestContext.Current.CancellationToken);
        Assert.Equal([letters[1].Number, letters[2].Number], late.Items.Select(letter => letter.Number).Order(StringComparer.Ordinal));

        async Task<LetterView> AnswerAsync(LetterView letter) =>
            SampleCity.Done(await city.Letters().ReplyAsync(city.At("housing"), city.NextKey, letter.Id, "已整改", TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task A_leaders_instruction_puts_the_case_under_supervision_and_is_reported_on()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var unit = city.At("housing");
        var seen = await city.ActAsync(unit, await city.SendToAsync("housing"), new CaseAct.Sign());
        var due = city.Time.GetUtcNow().AddHours(8);
        var instruct = new SupervisionDeed.Instruct("区长", "请立即处理并报告", null, due);
        Assert.Equal("no-right", Assert.IsType<ActResult<SupervisionFileView>.NotAllowed>(await DoAsync(city, unit, seen, instruct)).Code);
        Assert.Equal(["leader", "text"], Assert.IsType<ActResult<SupervisionFileView>.Invalid>(await DoAsync(city, city.Leader, seen, new SupervisionDeed.Instruct(null, null, null, null))).Errors.Keys.Order());
        var file = SampleCity.Done(await DoAsync(city, city.Leader, seen, instruct));
        Assert.Equal(("leader-instruction", "gaoling-2020/18"), (file.Records[0].Cause, file.Records[0].Clause));
        Assert.True((await city.SeeAsync(seen.Number)).Supervised);

        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromHours(8)));
        Assert.Equal(1, await city.SweepAfterAsync(TimeSpan.FromTicks(1)));
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromMinutes(1)));
        file = SampleCity.Done(await DoAsync(city, unit, seen, new SupervisionDeed.Report(file.Instructions[0].Id, "已处理完毕")));
        Assert.Equal(("已处理完毕", true), (file.Instructions[0].Report, file.Instructions[0].Late));
        Assert.Equal("not-allowed", Assert.IsType<ActResult<SupervisionFileView>.NotAllowed>(await DoAsync(city, unit, seen, new SupervisionDeed.Report(file.Instructions[0].Id, "再报"))).Code);
        Assert.Equal(
            ["instruction", "instruction.late", "instruction.report"],
            (await city.SeeAsync(seen.Number)).History.Select(entry => entry.Act).Where(act => act.StartsWith("instruction", StringComparison.Ordinal)));
        Assert.Empty(await city.FaultsAsync());
    }

    private static LetterForm Form(string kind, CaseView seen) => new() { Kind = kind, CaseNumber = seen.Number, Body = "请抓紧办理。" };

    private static ValueTask<ActResult<LetterView>> IssueAsync(SampleCity city, Actor actor, LetterForm form) =>
        city.Letters().IssueAsync(actor, city.NextKey, form, TestContext.Current.CancellationToken);

    private static ValueTask<ActResult<SupervisionFileView>> DoAsync(SampleCity city, Actor actor, CaseView seen, SupervisionDeed deed) =>
        city.Supervision().ActAsync(actor, city.NextKey, seen.Number, deed, TestContext.Current.CancellationToken);

    private static string? Number(ActResult<LetterView> result) => SampleCity.Done(result).Number;
}

/// <summary>The ledger of a sample city.</summary>
internal static class LettersOfCity
{
    public static ISupervisionLedger Letters(this SampleCity city) => city.Services.GetRequiredService<ISupervisionLedger>();
}
