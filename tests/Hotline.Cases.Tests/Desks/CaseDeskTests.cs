using Hotline.Cases.Casework;
using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

public sealed class CaseDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_again_gives_the_same_case_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var form = SampleCity.Form(await city.AnswerAsync());
        var first = Assert.IsType<ActResult<CaseView>.Done>(await city.Desk.RegisterAsync(city.Agent, "k", form, Token));
        var again = Assert.IsType<ActResult<CaseView>.Done>(await city.Desk.RegisterAsync(city.Agent, "k", form, Token));
        Assert.Equal((false, true), (first.Repeated, again.Repeated));
        Assert.Equal(first.View.Number, again.View.Number);
        var other = Assert.IsType<ActResult<CaseView>.Done>(await city.Desk.RegisterAsync(city.Leader, "k", form, Token));
        Assert.NotEqual(first.View.Number, other.View.Number);

        var act = new CaseAct.Dispatch(city.Unit.Id, null);
        SampleCity.Done(await city.TryAsync(city.Agent, first.View, act, "d"));
        Assert.True(Assert.IsType<ActResult<CaseView>.Done>(await city.TryAsync(city.Agent, first.View, act, "d")).Repeated);
        Assert.Single((await city.SeeAsync(first.View.Number)).Assignments);
    }

    [Fact]
    public async Task A_key_used_for_something_else_is_refused()
    {
        await using var city = await SampleCity.OpenAsync();
        var form = SampleCity.Form(await city.AnswerAsync());
        var seen = SampleCity.Done(await city.Desk.RegisterAsync(city.Agent, "k", form, Token));
        var answer = await city.TryAsync(city.Agent, seen, new CaseAct.Dispatch(city.Unit.Id, null), "k");
        Assert.Contains("idempotencyKey", Assert.IsType<ActResult<CaseView>.Invalid>(answer).Errors.Keys);
        Assert.IsType<ActResult<CaseView>.Invalid>(await city.Desk.RegisterAsync(city.Agent, "", form, Token));
        Assert.IsType<ActResult<CaseView>.Invalid>(await city.Desk.RegisterAsync(city.Agent, new string('k', 101), form, Token));
    }

    [Fact]
    public async Task A_key_used_with_another_body_is_refused_and_changes_nothing()
    {
        await using var city = await SampleCity.OpenAsync();
        var form = SampleCity.Form(await city.AnswerAsync());
        var seen = SampleCity.Done(await city.Desk.RegisterAsync(city.Agent, "k", form, Token));
        var other = await city.Desk.RegisterAsync(city.Agent, "k", form with { Text = "另一件事" }, Token);
        Assert.Equal(seen.Number, Assert.IsType<ActResult<CaseView>.KeyUsed>(other).CaseNumber);

        SampleCity.Done(await city.TryAsync(city.Agent, seen, new CaseAct.Dispatch(city.Unit.Id, "请尽快"), "d"));
        var elsewhere = await city.TryAsync(city.Agent, seen, new CaseAct.Dispatch("drainage", "请尽快"), "d");
        Assert.Equal(seen.Number, Assert.IsType<ActResult<CaseView>.KeyUsed>(elsewhere).CaseNumber);
        Assert.Equal(city.Unit.Id, Assert.Single((await city.SeeAsync(seen.Number)).Assignments).Unit.Id);
    }

    [Fact]
    public async Task Every_missing_field_is_named_at_once_and_no_number_is_used_up()
    {
        await using var city = await SampleCity.OpenAsync();
        var answer = Assert.IsType<ActResult<CaseView>.Invalid>(await city.Desk.RegisterAsync(city.Agent, "k", new NewCase { Hazard = true }, Token));
        Assert.Equal(["categoryCode", "place", "requestType", "requesterPhone", "text"], answer.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(answer.Errors.Values, messages => Assert.NotEmpty(Assert.Single(messages)));
        var seen = SampleCity.Done(await city.Desk.RegisterAsync(city.Agent, "k", SampleCity.Form(await city.AnswerAsync()), Token));
        Assert.EndsWith("000001", seen.Number, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        await using var city = await SampleCity.OpenAsync();
        var form = SampleCity.Form(Guid.NewGuid()) with
        {
            RequestType = "3",
            CategoryCode = "999999",
            Place = new string('地', 201),
            Text = new string('字', 4001),
            RequesterName = new string('名', 51),
            RequesterPhone = "abc",
        };
        var answer = Assert.IsType<ActResult<CaseView>.Invalid>(await city.Desk.RegisterAsync(city.Agent, "k", form, Token));
        Assert.Equal(["categoryCode", "contactId", "place", "requestType", "requesterName", "requesterPhone", "text"], answer.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_category_that_is_a_hazard_makes_the_case_one_and_asks_for_the_place()
    {
        await using var city = await SampleCity.OpenAsync();
        var form = SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: false, place: null);
        Assert.Equal(["place"], Assert.IsType<ActResult<CaseView>.Invalid>(await city.Desk.RegisterAsync(city.Agent, "k", form, Token)).Errors.Keys);
        Assert.True(SampleCity.Done(await city.Desk.RegisterAsync(city.Agent, "k", form with { Place = "延宁路" }, Token)).Hazard);
    }

    [Fact]
    public async Task Cases_registered_at_once_have_numbers_without_gap_or_collision()
    {
        await using var city = await SampleCity.OpenAsync();
        var contact = await city.AnswerAsync();
        var numbers = await Task.WhenAll(Enumerable.Range(1, 40).Select(async index =>
            SampleCity.Done(await city.Desk.RegisterAsync(city.Agent, $"n{index}", SampleCity.Form(contact), Token)).Number));
        Assert.Equal(Enumerable.Range(1, 40).Select(index => $"20260302{index:000000}"), numbers.Order(StringComparer.Ordinal));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Numbers_begin_anew_at_midnight_in_China()
    {
        await using var city = await SampleCity.OpenAsync();
        var contact = await city.AnswerAsync();
        city.Time.Advance(new DateTimeOffset(2026, 3, 2, 15, 59, 59, TimeSpan.Zero) - SampleCity.Start);
        Assert.Equal("20260302000001", (await city.RegisterAsync(SampleCity.Form(contact))).Number);
        city.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("20260303000001", (await city.RegisterAsync(SampleCity.Form(contact))).Number);
    }

    [Fact]
    public async Task The_same_request_sent_many_times_at_once_registers_one_case()
    {
        await using var city = await SampleCity.OpenAsync();
        var form = SampleCity.Form(await city.AnswerAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => city.Desk.RegisterAsync(city.Agent, "k", form, Token).AsTask()));
        Assert.Single(answers.Select(answer => SampleCity.Done(answer).Number).Distinct(StringComparer.Ordinal));
        Assert.Single(answers, answer => answer is ActResult<CaseView>.Done { Repeated: false });
    }

    [Fact]
    public async Task Who_acts_on_an_old_version_hears_what_changed()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()));
        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        var answer = Assert.IsType<ActResult<CaseView>.Changed>(await city.TryAsync(city.Agent, seen, new CaseAct.Dispatch(city.OtherHandler.UnitId, null)));
        Assert.Equal(seen.Version + 1, answer.Version);
        Assert.Equal(["dispatch"], answer.Since.Select(entry => entry.Act));
        Assert.Equal(city.Unit, (await city.SeeAsync(seen.Number)).Unit);
    }

    [Fact]
    public async Task Of_two_people_who_dispatch_at_once_one_is_told_of_the_other()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()));
        var answers = await Task.WhenAll(
            city.TryAsync(city.Agent, seen, new CaseAct.Dispatch(city.Unit.Id, null)).AsTask(),
            city.TryAsync(city.Leader, seen, new CaseAct.Dispatch(city.OtherHandler.UnitId, null)).AsTask());
        Assert.Single(answers, answer => answer is ActResult<CaseView>.Done);
        Assert.Single(answers, answer => answer is ActResult<CaseView>.Changed);
        Assert.Single((await city.SeeAsync(seen.Number)).Assignments);
    }

    [Fact]
    public async Task What_a_person_may_do_is_what_the_table_says_in_every_state()
    {
        await using var city = await SampleCity.OpenAsync();
        var people = new Dictionary<string, Actor>(StringComparer.Ordinal)
        {
            ["agent"] = city.Agent, ["leader"] = city.Leader, ["dispatcher"] = city.Dispatcher,
            ["handler"] = city.Handler, ["other"] = city.OtherHandler, ["supervisor"] = city.Supervisor, ["admin"] = city.Admin,
        };
        var expected = new Dictionary<(CaseState, string), string>
        {
            [(CaseState.Registered, "agent")] = "Dispatch", [(CaseState.Registered, "leader")] = "Dispatch,SetLimit", [(CaseState.Registered, "dispatcher")] = "Dispatch,SetLimit",
            [(CaseState.Dispatched, "handler")] = "Sign,Message,Extend", [(CaseState.Dispatched, "leader")] = "SetLimit", [(CaseState.Dispatched, "dispatcher")] = "SetLimit",
            [(CaseState.Signed, "handler")] = "Message,Reply,Extend", [(CaseState.Signed, "leader")] = "SetLimit", [(CaseState.Signed, "dispatcher")] = "SetLimit",
            [(CaseState.Replied, "agent")] = "Close", [(CaseState.Replied, "leader")] = "Close,Rework", [(CaseState.Replied, "dispatcher")] = "Close,Rework",
            [(CaseState.FollowUp, "leader")] = "Rework", [(CaseState.FollowUp, "dispatcher")] = "Rework",
        };
        var other = await city.BringToAsync(CaseState.Registered, "13800000099");
        CaseAct[] acts =
        [
            new CaseAct.Dispatch(city.Unit.Id, null), new CaseAct.Sign(), new CaseAct.OnSite("这里", "看过"),
            new CaseAct.Reply("好了", CaseOutcome.Solved), new CaseAct.Close(CaseOutcome.Solved, null), new CaseAct.Rework("没修好"),
            new CaseAct.Return(new() { Reason = "不属本单位" }), new CaseAct.AcceptReturn("water-co", null), new CaseAct.RefuseReturn("属地明确"),
            new CaseAct.Extend(new() { Reason = "需要更换管道并恢复路面", RequesterTold = "电话", Until = SampleCity.Start.AddDays(20) }),
            new CaseAct.ApproveExtension(null), new CaseAct.RefuseExtension("可以按时办结"),
            new CaseAct.SetLimit(new() { Source = CaseLimitSource.Superior, Document = "交办单", Due = SampleCity.Start.AddDays(20) }),
            new CaseAct.Supplement(null, "还有", Urge: false), new CaseAct.Merge(other.Number, null), new CaseAct.Unmerge(null),
            new CaseAct.Refuse(1, null), new CaseAct.Answer("可以。", null), new CaseAct.CoReply("好了"), new CaseAct.Designate("water-co", null),
            new CaseAct.Message("您好"), new CaseAct.OpenAdjudication("权属不明"), new CaseAct.Observe("已查", "继续", "劝导", SampleCity.Start.AddDays(30)),
            new CaseAct.ApproveObservation(null), new CaseAct.RefuseObservation("应当办结"), new CaseAct.ConfirmReturn(null), new CaseAct.SignOff(null), new CaseAct.RefuseSignOff("不全"),
            new CaseAct.Delegate("um-squad-1", "查看", null), new CaseAct.TakeOn(), new CaseAct.ReportUp("好了"), new CaseAct.RedoBelow("um-squad-1", "不全", null),
        ];

        foreach (var state in Enum.GetValues<CaseState>())
        {
            var seen = await city.BringToAsync(state);
            Assert.Equal(state, seen.State);
            foreach (var (name, person) in people)
            {
                string[] further = name is not ("agent" or "leader" or "dispatcher")
                    ? []
                    :
                    [
                        .. state != CaseState.Archived ? [nameof(CaseActKind.Supplement)] : Array.Empty<string>(),
                        .. state <= CaseState.Signed ? [nameof(CaseActKind.Merge)] : Array.Empty<string>(),
                        .. state == CaseState.Registered ? [nameof(CaseActKind.Answer)] : Array.Empty<string>(),
                        .. state >= CaseState.Closed ? [nameof(CaseActKind.Object)] : Array.Empty<string>(),
                    ];
                var allowed = string.Join(',', new[] { expected.GetValueOrDefault((state, name), "") }.Concat(further).Where(act => act.Length > 0));
                var view = await city.Board.FindCaseAsync(person, seen.Number, Token);
                Assert.Equal(allowed, string.Join(',', view?.Acts.Select(act => act.Act) ?? []));
                foreach (var act in acts.Where(act => !allowed.Split(',').Contains(act.GetType().Name, StringComparer.Ordinal)))
                {
                    var answer = await city.TryAsync(person, seen, act);
                    if (view is null)
                    {
                        Assert.IsType<ActResult<CaseView>.NotFound>(answer);
                    }
                    else
                    {
                        var refusal = Assert.IsType<ActResult<CaseView>.NotAllowed>(answer);
                        Assert.Equal(MayEver(person, act, state) ? ActTable.NotAllowed : ActTable.NoRight, refusal.Code);
                        Assert.Equal(view.Acts, refusal.Allowed);
                    }
                }
            }

            Assert.Equal(seen.Version, (await city.SeeAsync(seen.Number)).Version);
        }
    }

    [Fact]
    public async Task Refused_fields_of_an_act_are_named()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Registered);
        Assert.Equal(["unitId"], Errors(await city.TryAsync(city.Agent, seen, new CaseAct.Dispatch(null, null))));
        Assert.Equal(["unitId"], Errors(await city.TryAsync(city.Agent, seen, new CaseAct.Dispatch("no-such-unit", null))));
        seen = await city.BringToAsync(CaseState.Signed);
        Assert.Equal(["outcome", "text"], Errors(await city.TryAsync(city.Handler, seen, new CaseAct.Reply(" ", null))));
        seen = await city.BringToAsync(CaseState.Replied);
        Assert.Equal(["outcome"], Errors(await city.TryAsync(city.Agent, seen, new CaseAct.Close(null, null))));
        Assert.Equal(["reason"], Errors(await city.TryAsync(city.Leader, seen, new CaseAct.Rework(null))));
    }

    [Fact]
    public async Task A_task_takes_only_its_own_results_from_those_whose_work_it_is_and_once()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.FollowUp);
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.IsType<ActResult<TaskView>.NotFound>(await city.Desk.RecordTaskResultAsync(city.Handler, task.Id, TaskOutcome.Satisfied, null, Token));
        Assert.IsType<ActResult<TaskView>.NotAllowed>(await city.Desk.RecordTaskResultAsync(city.Dispatcher, task.Id, TaskOutcome.Satisfied, null, Token));
        Assert.IsType<ActResult<TaskView>.Invalid>(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.Handled, null, Token));
        Assert.IsType<ActResult<TaskView>.NotFound>(await city.Desk.RecordTaskResultAsync(city.Agent, Guid.NewGuid(), TaskOutcome.Satisfied, null, Token));
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.Satisfied, null, Token));
        Assert.NotEmpty(Assert.IsType<ActResult<TaskView>.Changed>(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.Satisfied, null, Token)).Since);
    }

    [Fact]
    public async Task The_same_key_puts_down_one_attempt_however_often_it_is_sent()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.FollowUp);
        var task = Assert.Single(await city.OpenTasksAsync());
        var missed = new TaskResult(TaskOutcome.NotReached, "无人接听");
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, "again", task.Id, missed, Token));
        for (var repeat = 0; repeat < 5; repeat++)
        {
            Assert.True(Assert.IsType<ActResult<TaskView>.Done>(await city.Desk.RecordTaskResultAsync(city.Agent, "again", task.Id, missed, Token)).Repeated);
        }

        Assert.Single((await city.SeeAsync(seen.Number)).History, entry => entry.Act.StartsWith("task.", StringComparison.Ordinal));
        Assert.Single(await city.OpenTasksAsync());
        var other = await city.Desk.RecordTaskResultAsync(city.Agent, "again", task.Id, missed with { Outcome = TaskOutcome.Satisfied }, Token);
        Assert.Equal(seen.Number, Assert.IsType<ActResult<TaskView>.KeyUsed>(other).CaseNumber);
        Assert.IsType<ActResult<TaskView>.Invalid>(await city.Desk.RecordTaskResultAsync(city.Agent, "", task.Id, missed, Token));
    }

    [Fact]
    public async Task News_of_a_case_is_told_in_the_order_of_its_commits()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Signed);
        foreach (var state in new[] { CaseState.Registered, CaseState.Dispatched, CaseState.Signed })
        {
            var news = await city.Events.NextAsync<CaseChanged>();
            Assert.Equal((seen.Number, state), (news.CaseNumber, news.State));
            Assert.Equal(state == CaseState.Registered ? [] : [city.Unit.Id], news.UnitIds);
        }
    }

    private static IEnumerable<string> Errors(ActResult<CaseView> answer) =>
        Assert.IsType<ActResult<CaseView>.Invalid>(answer).Errors.Keys.Order(StringComparer.Ordinal);

    /// <summary>Acts that a handler has a right to only where a word of their unit is waited for, or work was sent down to it.</summary>
    private static readonly CaseActKind[] WhenAsked =
    [
        CaseActKind.ConfirmReturn, CaseActKind.RefuseReturn, CaseActKind.ApproveExtension, CaseActKind.RefuseExtension, CaseActKind.SignOff, CaseActKind.RefuseSignOff,
        CaseActKind.TakeOn, CaseActKind.ReportUp,
    ];

    /// <summary>Whether the role could do the act in some state; a handler only while their unit has the case.</summary>
    private static bool MayEver(Actor person, CaseAct act, CaseState state)
    {
        var rule = ActTable.Rules.Single(rule => rule.Act.ToString() == act.GetType().Name);
        return rule.Roles.Intersect(person.Roles).Any() && (!person.Is(Role.Handler) || (state >= CaseState.Dispatched && !WhenAsked.Contains(rule.Act)));
    }
}
