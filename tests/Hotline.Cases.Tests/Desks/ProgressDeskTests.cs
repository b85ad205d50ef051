using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>A citizen's own cases by a code to their telephone; what nobody learns who cannot show it.</summary>
public sealed class ProgressDeskTests
{
    private const string Stranger = "13900000009";
    private const string Here = "192.0.2.7";

    [Fact]
    [Trait("Clause", "xiangan-2018/4-3")]
    public async Task A_code_opens_ones_own_cases_once_and_what_it_opens_ends()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Replied);
        await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(Stranger)));
        var code = await CodeAsync(city);
        Assert.Null(await Desk(city).OpenAsync(SampleCity.Caller, code == "000000" ? "000001" : "000000", default));
        Assert.Null(await Desk(city).OpenAsync(Stranger, code, default));

        var visit = Assert.IsType<CitizenVisit>(await Desk(city).OpenAsync($"+86{SampleCity.Caller}", $" {code} ", default));
        var own = Assert.Single(visit.Cases);
        Assert.Equal((seen.Number, CaseState.Replied, null, null, false), (own.Number, own.State, own.Outcome, own.ReplyText, own.MayObject));
        Assert.Equal(["已受理", "已转承办单位", "承办单位正在办理", "承办单位已答复"], own.Steps.Select(step => step.Words));
        Assert.Null(await Desk(city).OpenAsync(SampleCity.Caller, code, default));

        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        own = Assert.Single((await Desk(city).LookAsync(visit.Ticket, default))!.Cases);
        Assert.Equal((CaseOutcome.Solved, "已修补。", true, true), (own.Outcome, own.ReplyText, own.MayRate, own.MayObject));
        city.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(await Desk(city).LookAsync(visit.Ticket, default));
        Assert.Equal(CitizenAnswer.NotFound, (await Desk(city).ObjectAsync(visit.Ticket, seen.Number, "没修好", default)).Answer);
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes_and_five_guesses()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Registered);
        var code = await CodeAsync(city);
        city.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await Desk(city).OpenAsync(SampleCity.Caller, code, default));

        code = await CodeAsync(city);
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Null(await Desk(city).OpenAsync(SampleCity.Caller, $"{(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) + 1 + guess) % 1_000_000:000000}", default));
        }

        Assert.Null(await Desk(city).OpenAsync(SampleCity.Caller, code, default));
    }

    [Fact]
    public async Task Limits_are_the_same_for_numbers_with_cases_and_without()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Registered);
        foreach (var (phone, known) in new[] { (SampleCity.Caller, true), (Stranger, false), ("05912345678", false) })
        {
            for (var nth = 1; nth <= 5; nth++)
            {
                var issue = await Desk(city).IssueAsync(phone, $"{Here}/{phone}", default);
                Assert.Equal((false, known), (issue.TooMany, issue.Code is not null));
                Assert.Equal(new CodeIssue(TooMany: true, null), await Desk(city).IssueAsync(phone, $"{Here}/{phone}", default));
                city.Time.Advance(TimeSpan.FromMinutes(1));
            }

            Assert.True((await Desk(city).IssueAsync(phone, $"{Here}/{phone}", default)).TooMany);
        }

        city.Time.Advance(TimeSpan.FromHours(24));
        Assert.False((await Desk(city).IssueAsync(Stranger, Here, default)).TooMany);
    }

    [Fact]
    public async Task One_network_address_asks_for_twenty_in_an_hour()
    {
        await using var city = await SampleCity.OpenAsync();
        for (var nth = 0; nth < 20; nth++)
        {
            Assert.False((await Desk(city).IssueAsync($"139000001{nth:00}", Here, default)).TooMany);
        }

        Assert.True((await Desk(city).IssueAsync("13900000999", Here, default)).TooMany);
        Assert.False((await Desk(city).IssueAsync("13900000999", "192.0.2.8", default)).TooMany);
        city.Time.Advance(TimeSpan.FromHours(1));
        Assert.False((await Desk(city).IssueAsync("13900000998", Here, default)).TooMany);
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/4-3")]
    public async Task Who_opened_their_cases_rates_and_objects_there()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        var other = await city.BringToAsync(CaseState.Closed, Stranger);
        var ticket = (await Desk(city).OpenAsync(SampleCity.Caller, await CodeAsync(city), default))!.Ticket;
        Assert.Equal(CitizenAnswer.NotFound, (await Desk(city).RateAsync(ticket, other.Number, new(SatisfactionRating.Satisfied, null, null), default)).Answer);
        Assert.Equal(CitizenAnswer.Done, (await Desk(city).RateAsync(ticket, seen.Number, new(SatisfactionRating.Satisfied, true, true), default)).Answer);
        Assert.Equal(CitizenAnswer.NotNow, (await Desk(city).RateAsync(ticket, seen.Number, new(SatisfactionRating.Dissatisfied, null, null), default)).Answer);
        Assert.Equal((CaseState.Archived, SatisfactionRating.Satisfied), ((await city.SeeAsync(seen.Number)).State, (await city.SeeAsync(seen.Number)).Survey!.Answer));

        Assert.Equal(CitizenAnswer.Invalid, (await Desk(city).ObjectAsync(ticket, seen.Number, " ", default)).Answer);
        Assert.Equal(CitizenAnswer.Invalid, (await Desk(city).ObjectAsync(ticket, seen.Number, new string('长', 2001), default)).Answer);
        Assert.Equal(CitizenAnswer.NotFound, (await Desk(city).ObjectAsync(ticket, other.Number, "没修好", default)).Answer);
        Assert.Equal(CitizenAnswer.Done, (await Desk(city).ObjectAsync(ticket, seen.Number, "第二天又塌了", default)).Answer);
        Assert.Equal(CitizenAnswer.NotNow, (await Desk(city).ObjectAsync(ticket, seen.Number, "第二天又塌了", default)).Answer);
        Assert.Equal(TaskKind.Objection, Assert.Single(await city.OpenTasksAsync()).Kind);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/15")]
    public async Task What_is_too_late_or_too_early_is_refused_with_the_clause_its_end_and_what_can_be_done()
    {
        await using var city = await SampleCity.OpenAsync();
        var open = await city.BringToAsync(CaseState.Replied);
        var seen = await city.BringToAsync(CaseState.Archived);
        var visit = (await Desk(city).OpenAsync(SampleCity.Caller, await CodeAsync(city), default))!;
        var end = SampleCity.Local("2026-04-14T17:30");
        Assert.Equal(
            new ObjectionWindow(ObjectionStanding.Open, end, "hanjiang-2016/15", "绩效考评"), visit.Cases.Single(own => own.Number == seen.Number).Objection);
        var early = (await Desk(city).ObjectAsync(visit.Ticket, open.Number, "没修好", default)).Refusal!;
        Assert.Equal(("工单尚未办结", "hanjiang-2016/15", null), (early.Reason, early.Clause, early.Until));
        Assert.Equal([CitizenAct.Supplement, CitizenAct.Report], early.Acts);

        city.Time.Advance(end - city.Time.GetUtcNow());
        visit = (await Desk(city).OpenAsync(SampleCity.Caller, await CodeAsync(city), default))!;
        Assert.True(visit.Cases.Single(own => own.Number == seen.Number).MayObject);
        city.Time.Advance(TimeSpan.FromMinutes(1));
        var late = (await Desk(city).ObjectAsync(visit.Ticket, seen.Number, "没修好", default)).Refusal!;
        Assert.Equal(("提出异议的期限已过（2026-04-14 17:30）", "hanjiang-2016/15", end), (late.Reason, late.Clause, late.Until!.Value));
        Assert.Equal([CitizenAct.Report], late.Acts);
        Assert.Equal(ObjectionStanding.Expired, (await Desk(city).LookAsync(visit.Ticket, default))!.Cases.Single(own => own.Number == seen.Number).Objection.Standing);
    }

    [Fact]
    public async Task Whoever_linked_their_conversation_objects_there_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Archived);
        var follower = new Correspondent(Medium.Wechat, "o1");
        Assert.Equal(CitizenAnswer.NotFound, (await city.Citizens.ObjectAsync(follower, seen.Number, "没修好", "m1", default)).Answer);
        await city.Citizens.LinkAsync(follower, SampleCity.Caller, "code-by-sms", default);
        Assert.Equal(ObjectionStanding.Open, Assert.Single(await city.Citizens.ListOwnCasesAsync(follower, default)).Objection.Standing);
        Assert.Equal(CitizenAnswer.Done, (await city.Citizens.ObjectAsync(follower, seen.Number, "没修好", "m1", default)).Answer);
        Assert.Equal(CitizenAnswer.Done, (await city.Citizens.ObjectAsync(follower, seen.Number, "没修好", "m1", default)).Answer);
        Assert.Equal("已有异议正在办理", (await city.Citizens.ObjectAsync(follower, seen.Number, "没修好", "m2", default)).Refusal!.Reason);
        Assert.Equal(TaskKind.Objection, Assert.Single(await city.OpenTasksAsync()).Kind);
        Assert.Contains("通过微信对办理结果", Assert.Single((await city.SeeAsync(seen.Number)).History, entry => entry.Act == "objection").Detail, StringComparison.Ordinal);
    }

    private static IProgressDesk Desk(SampleCity city) => city.Services.GetRequiredService<IProgressDesk>();

    private static async Task<string> CodeAsync(SampleCity city) =>
        (await Desk(city).IssueAsync(SampleCity.Caller, Here, default)).Code ?? throw new InvalidOperationException("No code.");
}
