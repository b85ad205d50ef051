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
        Assert.Equal(CitizenAnswer.NotFound, await Desk(city).ObjectAsync(visit.Ticket, seen.Number, "没修好", default));
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
        Assert.Equal(CitizenAnswer.NotFound, await Desk(city).RateAsync(ticket, other.Number, new(SatisfactionRating.Satisfied, null, null), default));
        Assert.Equal(CitizenAnswer.Done, await Desk(city).RateAsync(ticket, seen.Number, new(SatisfactionRating.Satisfied, true, true), default));
        Assert.Equal(CitizenAnswer.NotNow, await Desk(city).RateAsync(ticket, seen.Number, new(SatisfactionRating.Dissatisfied, null, null), default));
        Assert.Equal((CaseState.Archived, SatisfactionRating.Satisfied), ((await city.SeeAsync(seen.Number)).State, (await city.SeeAsync(seen.Number)).Survey!.Answer));

        Assert.Equal(CitizenAnswer.Invalid, await Desk(city).ObjectAsync(ticket, seen.Number, " ", default));
        Assert.Equal(CitizenAnswer.Invalid, await Desk(city).ObjectAsync(ticket, seen.Number, new string('长', 2001), default));
        Assert.Equal(CitizenAnswer.NotFound, await Desk(city).ObjectAsync(ticket, other.Number, "没修好", default));
        Assert.Equal(CitizenAnswer.Done, await Desk(city).ObjectAsync(ticket, seen.Number, "第二天又塌了", default));
        Assert.Equal(CitizenAnswer.NotNow, await Desk(city).ObjectAsync(ticket, seen.Number, "第二天又塌了", default));
        Assert.Equal(TaskKind.Objection, Assert.Single(await city.OpenTasksAsync()).Kind);
    }

    private static IProgressDesk Desk(SampleCity city) => city.Services.GetRequiredService<IProgressDesk>();

    private static async Task<string> CodeAsync(SampleCity city) =>
        (await Desk(city).IssueAsync(SampleCity.Caller, Here, default)).Code ?? throw new InvalidOperationException("No code.");
}
