using Hotline.Testing;

namespace Hotline.Cases.Tests.Desks;

/// <summary>信箱来信24小时内答复: the shipped rule of the letterbox.</summary>
public sealed class LetterboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_is_due_24_hours_after_its_arrival_and_closing_it_answers_it()
    {
        await using var city = await OpenAsync();
        var seen = await city.SeeAsync(await WriteAsync(city, Medium.Email));
        var clock = SampleCity.Running(seen, "letter");
        Assert.Equal((city.Time.GetUtcNow().AddHours(24), "messages/letterbox"), (clock.Due, clock.Clause));

        city.Time.Advance(TimeSpan.FromHours(23));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Reply("已修好。", CaseOutcome.Solved));
        Assert.Null(seen.Clocks.Single(row => row.Name == "letter").EndedAt);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));

        Assert.Equal(ClockState.Met, seen.Clocks.Single(row => row.Name == "letter").State);
    }

    [Fact]
    public async Task One_that_nobody_answers_warns_the_office_and_is_late_though_no_unit_ever_had_it()
    {
        await using var city = await OpenAsync();
        var number = await WriteAsync(city, Medium.Email);

        city.Time.Advance(TimeSpan.FromHours(20));
        await city.Deadlines.SweepAsync(Token);
        Assert.Equal(Role.Dispatcher, (await city.Events.NextAsync<DeadlineWarning>(warning => warning.CaseNumber == number && warning.Clock == "letter")).For);

        city.Time.Advance(TimeSpan.FromHours(4) + TimeSpan.FromSeconds(1));
        await city.Deadlines.SweepAsync(Token);
        var seen = await city.SeeAsync(number);
        Assert.Equal(ClockState.Breached, seen.Clocks.Single(row => row.Name == "letter").State);
        Assert.Contains(seen.History, entry => entry.Act == "clock.breached" && entry.Detail!.StartsWith("来信答复", StringComparison.Ordinal));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task A_rework_leaves_the_letter_waiting()
    {
        await using var city = await OpenAsync();
        var seen = await city.SeeAsync(await WriteAsync(city, Medium.Email));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Reply("已修好。", CaseOutcome.Solved));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Rework("照片看不清"));

        Assert.Null(seen.Clocks.Single(row => row.Name == "letter").EndedAt);
    }

    [Fact]
    public async Task What_comes_through_another_door_is_no_letter()
    {
        await using var city = await OpenAsync();
        var seen = await city.SeeAsync(await WriteAsync(city, Medium.Web));

        Assert.DoesNotContain(seen.Clocks, row => row.Name == "letter");
    }

    private static Task<SampleCity> OpenAsync() => SampleCity.OpenAsync(options => options with { MessageFile = Repository.Path("policies", "messages.yaml") });

    private static async Task<string> WriteAsync(SampleCity city, Medium medium) => (await city.Citizens.TakeAsync(
        new MessageReceived { From = new(medium, "wang@example.org"), ExternalId = "m-1", To = "12345@rongjiang.example", Text = "路灯不亮", ArrivedAt = city.Time.GetUtcNow() }, Token)).CaseNumber!;
}
