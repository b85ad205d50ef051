using Hotline.Cases.Notices;
using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

public sealed class NoticeDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_provider_a_notice_is_held_and_released_by_itself_when_there_is_one()
    {
        await using var city = await SampleCity.OpenAsync();
        city.Carrier.IsConfigured = false;
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        var held = Assert.Single(await NoticesAsync(city));
        Assert.Equal((NoticeState.Held, "sms-not-configured", 0), (held.State, held.Reason, held.Attempts));
        Assert.Equal(SurveyState.Held, (await city.SeeAsync(seen.Number)).Survey!.State);
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromDays(3)));
        Assert.Empty(city.Carrier.Carried);

        city.Carrier.IsConfigured = true;
        Assert.Equal(1, await city.Notices.DispatchDueAsync(Token));
        var sent = Assert.Single(await NoticesAsync(city));
        Assert.Equal((NoticeState.Sent, 1, (string?)null), (sent.State, sent.Attempts, sent.Reason));
        Assert.Equal(SurveyState.Sent, (await city.SeeAsync(seen.Number)).Survey!.State);
        Assert.Equal(0, await city.Notices.DispatchDueAsync(Token));
    }

    [Fact]
    public async Task A_provider_lost_between_the_look_and_the_attempt_holds_the_notice()
    {
        await using var city = await SampleCity.OpenAsync();
        city.Carrier.Says = _ => new(CarrierVerdict.NotConfigured, null, "gone");
        await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        Assert.Equal((NoticeState.Held, 0), (Assert.Single(await NoticesAsync(city)).State, Assert.Single(await NoticesAsync(city)).Attempts));
    }

    [Fact]
    public async Task Not_now_is_tried_again_with_growing_pauses_under_the_same_key()
    {
        await using var city = await SampleCity.OpenAsync();
        city.Carrier.Says = _ => new(CarrierVerdict.Later, null, "throttled");
        await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        await city.SendAsync();
        Assert.Single(city.Carrier.Carried);
        city.Time.Advance(TimeSpan.FromSeconds(5));
        await city.SendAsync();
        city.Time.Advance(TimeSpan.FromSeconds(5));
        await city.SendAsync();
        Assert.Equal(2, city.Carrier.Carried.Count);
        var waiting = Assert.Single(await NoticesAsync(city));
        Assert.Equal((NoticeState.Queued, 2, "throttled"), (waiting.State, waiting.Attempts, waiting.Reason));

        city.Carrier.Says = null;
        city.Time.Advance(TimeSpan.FromSeconds(5));
        await city.SendAsync();
        Assert.Equal(NoticeState.Sent, Assert.Single(await NoticesAsync(city)).State);
        Assert.Single(city.Carrier.Carried.Select(notice => notice.Key).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Quiet_hours_and_the_days_cap_let_questions_wait_without_an_attempt()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "messages.yaml");
        await File.WriteAllTextAsync(file, "sms:\n  quiet: { from: \"21:00\", until: \"08:00\" }\n  most-per-number-and-day: 1\n", Token);
        await using var city = await SampleCity.OpenAsync(options => options with { MessageFile = file });
        city.GoTo("2026-03-02T22:00");
        await city.BringToAsync(CaseState.Closed);
        await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();

        Assert.Empty(city.Carrier.Carried);
        Assert.All(await NoticesAsync(city), notice => Assert.Equal((NoticeState.Queued, "quiet-hours", 0), (notice.State, notice.Reason, notice.Attempts)));

        city.GoTo("2026-03-03T08:00");
        await city.SendAsync();
        Assert.Single(city.Carrier.Carried);
        Assert.Equal("daily-cap", Assert.Single(await NoticesAsync(city), notice => notice.State == NoticeState.Queued).Reason);

        city.GoTo("2026-03-04T08:00");
        await city.SendAsync();
        Assert.Equal(2, city.Carrier.Carried.Select(notice => notice.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, city.Carrier.Carried.Count);
    }

    [Fact]
    public async Task A_question_that_cannot_be_sent_for_a_day_is_asked_by_telephone()
    {
        await using var city = await SampleCity.OpenAsync();
        city.Carrier.Says = _ => new(CarrierVerdict.Later, null, "down");
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        city.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await city.SendAsync();
        Assert.Equal(CaseState.Closed, (await city.SeeAsync(seen.Number)).State);
        city.Time.Advance(TimeSpan.FromMinutes(10));
        await city.SendAsync();
        Assert.Equal((CaseState.FollowUp, SurveyState.ByPhone), ((await city.SeeAsync(seen.Number)).State, (await city.SeeAsync(seen.Number)).Survey!.State));
        Assert.Equal(NoticeState.Failed, Assert.Single(await NoticesAsync(city)).State);
    }

    [Fact]
    public async Task A_refused_number_leads_to_a_callback()
    {
        await using var city = await SampleCity.OpenAsync();
        city.Carrier.Says = _ => new(CarrierVerdict.Refused, null, "ESME_RINVDSTADR");
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.FollowUp, SurveyState.ByPhone), (seen.State, seen.Survey!.State));
        var notice = Assert.Single(await NoticesAsync(city));
        Assert.Equal((NoticeState.Failed, "ESME_RINVDSTADR"), (notice.State, notice.Reason));
        Assert.Equal(TaskKind.SurveyCallback, Assert.Single(await city.OpenTasksAsync()).Kind);
    }

    [Fact]
    public async Task After_a_crash_between_acceptance_and_commit_nothing_is_sent_twice_and_the_question_is_asked_by_telephone()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Closed);
        using (var crash = new CancellationTokenSource())
        {
            city.Carrier.Meanwhile = async (_, _) => await crash.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await city.Notices.DispatchDueAsync(crash.Token));
        }

        city.Carrier.Meanwhile = null;
        await city.SendAsync();
        Assert.Single(city.Carrier.Carried);
        city.Time.Advance(OutboxNotice.Lease);
        await city.SendAsync();
        Assert.Single(city.Carrier.Carried);
        var notice = Assert.Single(await NoticesAsync(city));
        Assert.Equal((NoticeState.Failed, OutboxNotice.OutcomeUnknown), (notice.State, notice.Reason));
        Assert.Equal(TaskKind.SurveyCallback, Assert.Single(await city.OpenTasksAsync()).Kind);
    }

    [Fact]
    public async Task Two_dispatchers_at_once_carry_a_notice_once()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Closed);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => city.Notices.DispatchDueAsync(Token).AsTask()));
        Assert.Single(city.Carrier.Carried);
    }

    [Fact]
    public async Task A_report_marks_delivery_also_when_it_comes_before_the_commit()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Closed);
        city.Carrier.Meanwhile = async (_, providerId) =>
            await city.Notices.AcceptReportAsync(new NoticeReport(providerId, true, "DELIVRD", city.Time.GetUtcNow()), Token);
        await city.SendAsync();
        Assert.Equal(NoticeState.Delivered, Assert.Single(await NoticesAsync(city)).State);
        await city.Notices.AcceptReportAsync(new NoticeReport("provider-1", true, "DELIVRD", city.Time.GetUtcNow()), Token);
        await city.Notices.AcceptReportAsync(new NoticeReport("unknown", false, "UNDELIV", city.Time.GetUtcNow()), Token);
        Assert.Equal(NoticeState.Delivered, Assert.Single(await NoticesAsync(city)).State);
    }

    [Fact]
    public async Task A_report_of_failure_leads_to_a_callback()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        await city.Notices.AcceptReportAsync(new NoticeReport("provider-1", false, "UNDELIV", city.Time.GetUtcNow()), Token);
        Assert.Equal(CaseState.FollowUp, (await city.SeeAsync(seen.Number)).State);
        Assert.Equal((NoticeState.Failed, "UNDELIV"), (Assert.Single(await NoticesAsync(city)).State, Assert.Single(await NoticesAsync(city)).Reason));
    }

    [Theory]
    [InlineData("1", SatisfactionRating.Satisfied, CaseState.Archived)]
    [InlineData(" １。", SatisfactionRating.Satisfied, CaseState.Archived)]
    [InlineData("满 意", SatisfactionRating.Satisfied, CaseState.Archived)]
    [InlineData("2", SatisfactionRating.Neutral, CaseState.FollowUp)]
    [InlineData("一般", SatisfactionRating.Neutral, CaseState.FollowUp)]
    [InlineData("３", SatisfactionRating.Dissatisfied, CaseState.FollowUp)]
    [InlineData("不满意！", SatisfactionRating.Dissatisfied, CaseState.FollowUp)]
    public async Task An_answer_is_understood_and_followed_as_the_policy_says(string text, SatisfactionRating rating, CaseState state)
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, text));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((state, SurveyState.Answered, rating), (seen.State, seen.Survey!.State, seen.Survey.Answer!.Value));
        Assert.Equal(NoticeState.Answered, Assert.Single(await NoticesAsync(city)).State);
    }

    [Fact]
    public async Task An_answer_that_is_none_is_recorded_and_leaves_the_question_open()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        Assert.Equal(ReplyMatch.NotUnderstood, await city.ReplyAsync(seen, "你们什么时候来？"));
        Assert.Equal(ReplyMatch.NotUnderstood, await city.ReplyAsync(seen, "12"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Closed, SurveyState.Sent), (seen.State, seen.Survey!.State));
        Assert.Equal(2, seen.History.Count(entry => entry.Act == "survey.not-understood"));
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1"));
    }

    [Fact]
    public async Task The_first_answer_counts_and_a_later_one_is_recorded()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        await city.ReplyAsync(seen, "1");
        Assert.Equal(ReplyMatch.TooLate, await city.ReplyAsync(seen, "3"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Archived, SatisfactionRating.Satisfied), (seen.State, seen.Survey!.Answer!.Value));
        Assert.Single(seen.History, entry => entry.Act == "survey.answered-late");
    }

    [Fact]
    public async Task A_repeat_of_a_message_is_the_same_message()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "3", externalId: "m1"));
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "3", externalId: "m1"));
        Assert.DoesNotContain((await city.SeeAsync(seen.Number)).History, entry => entry.Act == "survey.answered-late");
        Assert.Single(await city.OpenTasksAsync());
    }

    [Fact]
    public async Task Code_and_number_must_both_fit()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        Assert.Equal(ReplyMatch.NoQuestion, await city.ReplyAsync(seen, "1", from: "13900000009"));
        var code = Assert.Single(city.Carrier.Carried).ExtensionCode;
        foreach (var wrong in new[] { "", code + "0", code[1..] })
        {
            Assert.Equal(ReplyMatch.NoQuestion, await city.Notices.AcceptReplyAsync(new NoticeReply(wrong + "x", SampleCity.Caller, wrong, "1", city.Time.GetUtcNow()), Token));
        }

        Assert.Equal(SurveyState.Sent, (await city.SeeAsync(seen.Number)).Survey!.State);
    }

    [Fact]
    public async Task Two_questions_to_one_number_are_told_apart_by_their_codes()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await city.BringToAsync(CaseState.Closed);
        var second = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        Assert.Equal(2, city.Carrier.Carried.Select(notice => notice.ExtensionCode).Distinct(StringComparer.Ordinal).Count());
        await city.ReplyAsync(second, "3");
        await city.ReplyAsync(first, "1");
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(first.Number)).State);
        Assert.Equal(CaseState.FollowUp, (await city.SeeAsync(second.Number)).State);
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_commit_of_the_sending_stands()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        city.Carrier.Meanwhile = async (_, _) => Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1"));
        await city.SendAsync();
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Archived, SurveyState.Answered), (seen.State, seen.Survey!.State));
        Assert.Equal(NoticeState.Answered, Assert.Single(await NoticesAsync(city)).State);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Where_no_carrier_is_put_in_everything_is_held()
    {
        await using var city = await SampleCity.OpenAsync();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(city.Time).AddHotlineCases(SampleCity.Options(city.Folder));
        await using var provider = services.BuildServiceProvider();
        Assert.False(provider.GetRequiredService<INoticeCarrier>().Carries(Medium.Sms));
    }

    private static async Task<IReadOnlyList<NoticeView>> NoticesAsync(SampleCity city) =>
        await city.Board.ListNoticesAsync(city.Leader, null, null, Token);
}
