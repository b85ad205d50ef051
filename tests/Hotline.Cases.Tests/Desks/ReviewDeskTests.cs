using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>From the plan to the decided appeal, on a real database.</summary>
public sealed class ReviewDeskTests
{
    private static readonly Actor Second = new() { Id = Guid.NewGuid(), Name = "李敏", Roles = [Role.Supervisor] };

    /// <summary>A shift leader who takes calls too.</summary>
    private static readonly Actor Taking = new() { Id = Guid.NewGuid(), Name = "赵强", Roles = [Role.ShiftLeader, Role.Agent], AgentId = "8002" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draw_takes_no_call_twice_and_comes_out_the_same_again()
    {
        await using var city = await OpenAsync();
        var from = city.Time.GetUtcNow().AddMinutes(-1);
        var calls = await TalkAsync(city, 9);
        await city.AnswerAsync(); // goes on, without a recording
        var plan = await PlanAsync(city, new PlanForm { Name = "日常", Sheet = "service", Count = 4, DoubleCount = 1 });

        var first = SampleCity.Done(await Sampling(city).DrawAsync(city.Leader, plan.Id, from, city.Time.GetUtcNow(), 42, Token));
        var second = SampleCity.Done(await Sampling(city).DrawAsync(city.Leader, plan.Id, from, city.Time.GetUtcNow(), null, Token));
        var third = SampleCity.Done(await Sampling(city).DrawAsync(city.Leader, plan.Id, from, city.Time.GetUtcNow(), 42, Token));

        Assert.Equal([(1, 9, 4), (2, 5, 4), (3, 1, 1)], new[] { first, second, third }.Select(draw => (draw.Number, draw.Population, draw.Drawn)));
        var samples = (await Desk(city).ListAsync(city.Leader, new SampleQuery(), Token)).Items;
        Assert.Equal(calls.Order(), samples.Select(row => row.ContactId).Order());
        Assert.Equal(3, samples.Count(row => row.Double));
        foreach (var draw in new[] { first, second, third })
        {
            var check = SampleCity.Done(await Sampling(city).CheckDrawAsync(city.Supervisor, draw.Id, Token));
            Assert.Equal((true, draw.Population), (check.Same, check.Population));
        }

        await city.ExecuteAsync("UPDATE Contacts SET EndedAt = NULL", "");
        Assert.Equal(4, SampleCity.Done(await Sampling(city).CheckDrawAsync(city.Supervisor, first.Id, Token)).Missing.Count);
        var entries = (await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Act = "quality.draw" }, Token)).Items;
        Assert.Equal(3, entries.Count);
        Assert.Contains(entries, entry => entry.Reason!.StartsWith("seed 42, ", StringComparison.Ordinal) && entry.Reason.EndsWith("4 of 9", StringComparison.Ordinal));
        Assert.Equal(3, Assert.Single(await Sampling(city).ListPlansAsync(city.Leader, Token)).Draws.Count);
        Assert.Empty(await Sampling(city).ListPlansAsync(city.Agent, Token));
    }

    [Fact]
    public async Task A_plan_names_agents_groups_ratings_and_words()
    {
        await using var city = await OpenAsync();
        var calls = await TalkAsync(city, 6, (call, place) => call with { AgentId = place < 2 ? "8002" : "8001", Rating = place + 1 > 5 ? null : place + 1, SkillGroup = place == 3 ? "consumer" : "general" });
        await city.RegisterAsync(SampleCity.Form(calls[4]));

        Assert.Equal(calls[..2], await DrawnAsync(city, new PlanForm { AgentId = "8002" }));
        Assert.Equal(calls[..3], await DrawnAsync(city, new PlanForm { RatingAtMost = 3 }));
        Assert.Equal([calls[3]], await DrawnAsync(city, new PlanForm { Group = "consumer" }));
        Assert.Equal([calls[4]], await DrawnAsync(city, new PlanForm { Keyword = "大坑" }));
        Assert.Empty(await DrawnAsync(city, new PlanForm { Keyword = "噪声" }));
        Assert.Equal(2, (await DrawnAsync(city, new PlanForm { PerAgent = true, Count = 1 })).Count);
        Assert.Equal(calls.Order(), (await DrawnAsync(city, new PlanForm())).Order());
    }

    [Fact]
    public async Task The_second_of_two_does_not_see_the_first_and_nobody_scores_twice()
    {
        await using var city = await OpenAsync();
        var sample = await SampleAsync(city, isDouble: true);
        var scored = SampleCity.Done(await Desk(city).ScoreAsync(city.Leader, sample.Id, Form(10), Token));
        Assert.Equal((ReviewState.Open, 1, 1, true), (scored.Sample.State, scored.Sample.ScoresGiven, scored.Scores.Count, scored.Sample.ScoredByMe));

        var seen = (await Desk(city).FindAsync(city.Supervisor, sample.Id, Token))!;
        Assert.Equal((1, 0, false), (seen.Sample.ScoresGiven, seen.Scores.Count, seen.Sample.ScoredByMe));
        Assert.Empty(await MarksAsync(city, city.Supervisor, sample));
        Assert.Single(await MarksAsync(city, city.Leader, sample));
        Assert.Empty((await Desk(city).ListAsync(city.Leader, new SampleQuery { ToScore = true }, Token)).Items);
        Assert.Single((await Desk(city).ListAsync(city.Supervisor, new SampleQuery { ToScore = true }, Token)).Items);
        Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).ScoreAsync(city.Leader, sample.Id, Form(9), Token));
        Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).GiveOutAsync(city.Leader, sample.Id, null, Token));

        var both = SampleCity.Done(await Desk(city).ScoreAsync(city.Supervisor, sample.Id, Form(4), Token));

        Assert.Equal((ReviewState.Scored, 2), (both.Sample.State, both.Scores.Count));
        Assert.Equal([100, 94], both.Scores.Select(score => score.Total));
        Assert.Equal(2, (await MarksAsync(city, city.Leader, sample)).Count);
        Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).ScoreAsync(Second, sample.Id, Form(9), Token));
        Assert.IsType<ActResult<SampleView>.Invalid>(await Desk(city).GiveOutAsync(city.Leader, sample.Id, null, Token));
        Assert.IsType<ActResult<SampleView>.Invalid>(await Desk(city).GiveOutAsync(city.Leader, sample.Id, Guid.NewGuid(), Token));
        var given = SampleCity.Done(await Desk(city).GiveOutAsync(city.Leader, sample.Id, both.Scores[1].Id, Token));
        Assert.Equal((94.0, true), (given.Sample.Total, given.Scores.Single(score => score.Counts).Place == 2));

        var agreed = SampleCity.Done(await Desk(city).AgreeAsync(city.Leader, "service", 1, city.Time.GetUtcNow().AddHours(-1), city.Time.GetUtcNow().AddHours(1), Token));
        Assert.Equal([("greeting", 1, 0.0, 6.0), ("listening", 1, 1.0, 0.0)], agreed.Items.Take(2).Select(item => (item.Item, item.Pairs, item.Same, item.MeanDifference)));
        Assert.Equal((1, 1.0, 6.0), (agreed.Total.Pairs, agreed.Total.Same, agreed.Total.MeanDifference));
    }

    [Fact]
    public async Task An_agent_sees_what_was_given_out_and_appeals_once_to_somebody_new()
    {
        await using var city = await OpenAsync();
        var sample = await SampleAsync(city);
        await HireAsync(city, "third", Role.Supervisor);
        await Desk(city).ScoreAsync(city.Leader, sample.Id, Form(0), Token);
        Assert.Empty((await Desk(city).ListOwnAsync(city.Agent, 1, 20, Token)).Items);
        Assert.Empty(await MarksAsync(city, city.Agent, sample));
        Assert.IsType<ActResult<OwnResultView>.NotFound>(await Desk(city).AppealAsync(city.Agent, sample.Id, "不服", Token));

        SampleCity.Done(await Desk(city).GiveOutAsync(city.Supervisor, sample.Id, null, Token));
        var own = Assert.Single((await Desk(city).ListOwnAsync(city.Agent, 1, 20, Token)).Items);
        Assert.Equal((90.0, true, city.Time.GetUtcNow().AddDays(7)), (own.Total, own.Passed, own.AppealUntil));
        Assert.Equal("质检", Assert.Single(await MarksAsync(city, city.Agent, sample)).By);
        Assert.Empty((await Desk(city).ListOwnAsync(city.Agent with { AgentId = "8002" }, 1, 20, Token)).Items);
        Assert.Empty((await Desk(city).ListAsync(city.Agent, new SampleQuery(), Token)).Items);
        Assert.IsType<ActResult<OwnResultView>.NotFound>(await Desk(city).AppealAsync(city.Agent with { AgentId = "8002" }, sample.Id, "不服", Token));
        Assert.IsType<ActResult<OwnResultView>.Invalid>(await Desk(city).AppealAsync(city.Agent, sample.Id, " ", Token));
        Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).DecideAsync(Second, sample.Id, Form(10), "无申诉", Token));

        SampleCity.Done(await Desk(city).AppealAsync(city.Agent, sample.Id, "问候在铃响后已说", Token));
        Assert.IsType<ActResult<OwnResultView>.NotAllowed>(await Desk(city).AppealAsync(city.Agent, sample.Id, "再说", Token));
        Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).DecideAsync(city.Leader, sample.Id, null, "评过分的人", Token));
        Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).DecideAsync(city.Supervisor, sample.Id, null, "发布的人", Token));
        Assert.IsType<ActResult<SampleView>.Invalid>(await Desk(city).DecideAsync(Second, sample.Id, Form(10), null, Token));
        var decided = SampleCity.Done(await Desk(city).DecideAsync(Second, sample.Id, Form(10), "复听属实", Token));

        Assert.Equal((ReviewState.Decided, 100.0, 2), (decided.Sample.State, decided.Sample.Total, decided.Scores.Count));
        Assert.Equal("李敏", decided.Appeal!.DecidedBy);
        own = Assert.Single((await Desk(city).ListOwnAsync(city.Agent, 1, 20, Token)).Items);
        Assert.Equal((100.0, 90.0, true, null, "复听属实"), (own.Total, own.Appeal!.TotalBefore, own.Appeal.Changed!.Value, own.Appeal.DecidedBy, own.Appeal.Decision));
        Assert.Equal(
            ["quality.appeal", "quality.decide", "quality.give-out", "quality.score"],
            (await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Subject = sample.Id.ToString() }, Token)).Items.Select(entry => entry.Act).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_appeal_comes_in_time_and_may_be_turned_down()
    {
        await using var city = await OpenAsync();
        var (kept, late) = (await SampleAsync(city), await SampleAsync(city));
        foreach (var sample in new[] { kept, late })
        {
            await Desk(city).ScoreAsync(city.Leader, sample.Id, Form(5), Token);
            await Desk(city).GiveOutAsync(city.Leader, sample.Id, null, Token);
        }

        city.Time.Advance(TimeSpan.FromDays(7));
        SampleCity.Done(await Desk(city).AppealAsync(city.Agent, kept.Id, "不服", Token));
        city.Time.Advance(TimeSpan.FromMinutes(1));
        var refused = Assert.IsType<ActResult<OwnResultView>.NotAllowed>(await Desk(city).AppealAsync(city.Agent, late.Id, "不服", Token));
        Assert.Equal("申诉期限已过（2026-03-09 16:06）", refused.Reason);

        var decided = SampleCity.Done(await Desk(city).DecideAsync(city.Supervisor, kept.Id, null, "维持", Token));

        Assert.Equal((ReviewState.Decided, 95.0, false), (decided.Sample.State, decided.Sample.Total, decided.Appeal!.Changed));
    }

    [Fact]
    public async Task With_two_reviewers_a_supervisor_decides_by_right_and_it_says_so()
    {
        await using var city = await OpenAsync();
        var (leader, supervisor) = (await HireAsync(city, "leader", Role.ShiftLeader), await HireAsync(city, "supervisor", Role.Supervisor));

        // Who talked reviews too, but not this call.
        await HireAsync(city, "agent", Role.ShiftLeader, new StaffPhone("8001", "", ""));
        var (one, other) = (await AppealedAsync(), await AppealedAsync());

        Assert.Contains("依职权", Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).DecideAsync(leader, one, Form(10), "复听", Token)).Reason, StringComparison.Ordinal);
        var decided = SampleCity.Done(await Desk(city).DecideAsync(supervisor, one, Form(10), "复听属实", Token));

        Assert.Equal((ReviewState.Decided, 100.0, 3, true, true), (decided.Sample.State, decided.Sample.Total, decided.Scores.Count, decided.Appeal!.Changed, decided.Appeal.ByRight));
        var own = (await Desk(city).ListOwnAsync(city.Agent, 1, 20, Token)).Items.ToDictionary(row => row.Id, row => row.Appeal!.ByRight);
        Assert.Equal((true, false), (own[one], own[other]));
        Assert.Single((await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Act = "quality.decide-by-right" }, Token)).Items);
        var faults = 0;
        await foreach (var _ in city.Board.VerifyRowsAsync(Token))
        {
            faults++;
        }

        Assert.Equal(0, faults);

        // Somebody new is there: the right ends.
        var third = await HireAsync(city, "third", Role.ShiftLeader);
        Assert.IsType<ActResult<SampleView>.NotAllowed>(await Desk(city).DecideAsync(supervisor, other, null, "维持", Token));
        Assert.False(SampleCity.Done(await Desk(city).DecideAsync(third, other, null, "维持", Token)).Appeal!.ByRight);

        async Task<Guid> AppealedAsync()
        {
            var sample = await SampleAsync(city, isDouble: true);
            SampleCity.Done(await Desk(city).ScoreAsync(leader, sample.Id, Form(0), Token));
            var both = SampleCity.Done(await Desk(city).ScoreAsync(supervisor, sample.Id, Form(5), Token));
            SampleCity.Done(await Desk(city).GiveOutAsync(leader, sample.Id, both.Scores[0].Id, Token));
            SampleCity.Done(await Desk(city).AppealAsync(city.Agent, sample.Id, "已问候", Token));
            return sample.Id;
        }
    }

    [Fact]
    public async Task Nobody_reviews_a_call_of_their_own()
    {
        await using var city = await OpenAsync();
        var sample = await SampleAsync(city, agent: "8002");

        Assert.Null(await Desk(city).FindAsync(Taking, sample.Id, Token));
        Assert.Empty((await Desk(city).ListAsync(Taking, new SampleQuery(), Token)).Items);
        Assert.IsType<ActResult<SampleView>.NotFound>(await Desk(city).ScoreAsync(Taking, sample.Id, Form(10), Token));
        Assert.IsType<ActResult<SampleView>.NotFound>(await Desk(city).ScoreAsync(city.Agent, sample.Id, Form(10), Token));
        SampleCity.Done(await Desk(city).ScoreAsync(city.Leader, sample.Id, Form(10), Token));
        Assert.Empty(await MarksAsync(city, Taking, sample));
        SampleCity.Done(await Desk(city).GiveOutAsync(city.Leader, sample.Id, null, Token));
        Assert.Single((await Desk(city).ListOwnAsync(Taking, 1, 20, Token)).Items);
        Assert.Single(await MarksAsync(city, Taking, sample));
    }

    [Fact]
    public async Task What_is_wrong_is_refused()
    {
        await using var city = await OpenAsync();
        var sample = await SampleAsync(city);
        var full = Form(10);

        foreach (var form in (ScoreForm[])
        [
            full with { Items = [.. full.Items.Skip(1)] },
            full with { Marks = [new(null, 61, null, "过长")] },
            full with { Marks = [new(null, 5, 5, "空")] },
            full with { Marks = [new("nothing", 5, 6, "无此项")] },
            full with { Marks = [new(null, 5, 6, " ")] },
            full with { Marks = [.. Enumerable.Repeat(new ScoreMarkView(null, 1, 2, "多"), 51)] },
            full with { Note = new string('长', 501) },
        ])
        {
            Assert.IsType<ActResult<SampleView>.Invalid>(await Desk(city).ScoreAsync(city.Leader, sample.Id, form, Token));
        }

        var wrong = Assert.IsType<ActResult<PlanView>.Invalid>(await Sampling(city).PlanAsync(city.Leader, new PlanForm { RatingAtMost = 6, Keyword = "坑", DoubleCount = -1 }, Token));
        Assert.Equal(["count", "doubleCount", "keyword", "name", "ratingAtMost", "sheet"], wrong.Errors.Keys.Order(StringComparer.Ordinal));
        var now = city.Time.GetUtcNow();
        Assert.IsType<ActResult<DrawView>.Invalid>(await Sampling(city).DrawAsync(city.Leader, sample.PlanId, now.AddDays(-32), now, null, Token));
        Assert.IsType<ActResult<DrawView>.NotFound>(await Sampling(city).DrawAsync(city.Leader, Guid.NewGuid(), now.AddDays(-1), now, null, Token));
        Assert.IsType<ActResult<DrawView>.NotAllowed>(await Sampling(city).DrawAsync(city.Agent, sample.PlanId, now.AddDays(-1), now, null, Token));
    }

    [Fact]
    public async Task A_sheet_that_changed_without_a_new_version_makes_no_plan_and_what_was_scored_keeps_its_sheet()
    {
        using var folder = new TemporaryFolder();
        var shipped = await File.ReadAllTextAsync(Repository.Path("policies", "quality.yaml"), Token);
        await File.WriteAllTextAsync(folder.File("quality.yaml"), shipped, Token);
        await using var city = await SampleCity.OpenAsync(options => options with { QualityFile = folder.File("quality.yaml") });
        var sample = await SampleAsync(city);
        await File.WriteAllTextAsync(folder.File("quality.yaml"), shipped.Replace("pass: 80", "pass: 90", StringComparison.Ordinal), Token);

        await using (var changed = await city.ReopenAsync(options => options with { QualityFile = folder.File("quality.yaml") }))
        {
            Assert.IsType<ActResult<PlanView>.NotAllowed>(await Sampling(changed).PlanAsync(city.Leader, new PlanForm { Name = "新", Sheet = "service", Count = 1 }, Token));
            Assert.Equal(80, (await Desk(changed).FindAsync(city.Leader, sample.Id, Token))!.Sheet.Pass);
        }

        await File.WriteAllTextAsync(folder.File("quality.yaml"), shipped.Replace("pass: 80", "pass: 900", StringComparison.Ordinal), Token);
        var refused = await Assert.ThrowsAsync<CaseStartException>(() => city.ReopenAsync(options => options with { QualityFile = folder.File("quality.yaml") }));
        Assert.Contains("sheets[0].pass: expected a whole number from 1 to 100, found '900'", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Actor> HireAsync(SampleCity city, string userName, Role role, StaffPhone? phone = null)
    {
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        Assert.True(await desk.OpenAsync(new NewStaffAccount { UserName = userName, Name = userName, Roles = [role], PasswordHash = "hash", SamplePassword = true, Phone = phone }, Token));
        return (await desk.FindAsync(userName, Token))!.ToActor();
    }

    private static ISamplingDesk Sampling(SampleCity city) => city.Services.GetRequiredService<ISamplingDesk>();

    private static IReviewDesk Desk(SampleCity city) => city.Services.GetRequiredService<IReviewDesk>();

    private static Task<SampleCity> OpenAsync() => SampleCity.OpenAsync(options => options with { QualityFile = Repository.Path("policies", "quality.yaml") });

    private static async Task<PlanView> PlanAsync(SampleCity city, PlanForm form) => SampleCity.Done(await Sampling(city).PlanAsync(city.Leader, form, Token));

    /// <summary>Full points, but for the greeting.</summary>
    private static ScoreForm Form(int greeting) => new(
        [
            new("greeting", greeting, null), new("listening", 15, null), new("courtesy", 15, null), new("record", 25, null), new("answer", 15, null), new("privacy", 10, null), new("closing", 10, null),
        ],
        [new("greeting", 2, 6.5, "未报工号")],
        null);

    private static async Task<IReadOnlyList<RecordingMarkView>> MarksAsync(SampleCity city, Actor actor, SampleSummary sample) =>
        [.. (await city.Services.GetRequiredService<IRecordingCustody>().FindAsync(actor, sample.RecordingId, Token))!.Marks.Where(mark => mark.Kind == RecordingMarkKind.Quality)];

    /// <summary>One call more, drawn by a plan of its own.</summary>
    private static async Task<SampleSummary> SampleAsync(SampleCity city, bool isDouble = false, string agent = "8001")
    {
        city.Time.Advance(TimeSpan.FromMinutes(1));
        var from = city.Time.GetUtcNow().AddSeconds(-10);
        await TalkAsync(city, 1, (call, _) => call with { AgentId = agent });
        var plan = await PlanAsync(city, new PlanForm { Name = "抽检", Sheet = "service", Count = 1, DoubleCount = isDouble ? 1 : 0 });
        SampleCity.Done(await Sampling(city).DrawAsync(city.Leader, plan.Id, from, city.Time.GetUtcNow(), 1, Token));
        return Assert.Single((await Desk(city).ListAsync(city.Supervisor, new SampleQuery { PlanId = plan.Id }, Token)).Items);
    }

    private static async Task<List<Guid>> DrawnAsync(SampleCity city, PlanForm form)
    {
        var plan = await PlanAsync(city, form with { Name = "条件", Sheet = "service", Count = form.Count == 0 ? 100 : form.Count });
        SampleCity.Done(await Sampling(city).DrawAsync(city.Leader, plan.Id, city.Time.GetUtcNow().AddDays(-1), city.Time.GetUtcNow(), 7, Token));
        return [.. (await Desk(city).ListAsync(city.Leader, new SampleQuery { PlanId = plan.Id }, Token)).Items.OrderBy(row => row.ArrivedAt).Select(row => row.ContactId)];
    }

    /// <summary>Talks of a minute one after the other, each with a sealed recording.</summary>
    private static async Task<List<Guid>> TalkAsync(SampleCity city, int count, Func<ContactReceived, int, ContactReceived>? adjust = null)
    {
        var contacts = new List<Guid>();
        for (var place = 0; place < count; place++)
        {
            var call = city.Call(Guid.NewGuid().ToString("N"));
            var recording = new SealedRecording
            {
                RecordingId = Guid.NewGuid(),
                File = "x.wav",
                StartedAt = call.AnsweredAt!.Value,
                Duration = TimeSpan.FromMinutes(1),
                TalkTime = TimeSpan.FromMinutes(1),
                Bytes = 960_058,
                Sha256 = new string('a', 64),
                Legs = [],
                Pauses = [],
            };
            var ended = call with { EndedAt = call.AnsweredAt.Value.AddMinutes(1), Ending = ContactEnding.CallerHungUp, RecordingId = recording.RecordingId, Recording = recording };
            contacts.Add(await city.Intake.AcceptAsync(adjust?.Invoke(ended, place) ?? ended, Token));
            city.Time.Advance(TimeSpan.FromMinutes(2));
        }

        return contacts;
    }
}
