using Hotline.Cases.Contacts;
using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Groups, rosters, changes, the shift leader's list and adherence on a real database. The clock stands on Monday, 2 March 2026, 16:00 in China.</summary>
public sealed class RosterDeskTests
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_roster_is_planned_once_shown_and_taken_back()
    {
        await using var room = await Room.OpenAsync();
        var dry = SampleCity.Done(await room.Roster.PlanAsync(room.Leader, new(Tuesday, Tuesday.AddDays(7), null, DryRun: true), Token));
        Assert.Equal((null, 48), (dry.ChangeId, dry.Duties));
        Assert.Empty((await room.DutiesAsync(Tuesday, 8)).Items);

        var plan = SampleCity.Done(await room.Roster.PlanAsync(room.Leader, new(Tuesday, Tuesday.AddDays(7), null, DryRun: false), Token));

        var page = await room.DutiesAsync(Tuesday, 8);
        Assert.Equal((48, "workday"), (page.Total, page.Items[0].DayKind));
        var night = SampleCity.Local("2026-03-05T03:00");
        var on = await room.Roster.ListOnDutyAsync(night, Token);
        Assert.Equal([("night", new DateOnly(2026, 3, 4))], on.Select(duty => (duty.Shift, duty.Day)).Distinct());
        var again = Assert.IsType<ActResult<RosterPlanView>.NotAllowed>(await room.Roster.PlanAsync(room.Leader, new(Tuesday, Tuesday, null, DryRun: false), Token));
        Assert.Contains("班次重叠", again.Reason, StringComparison.Ordinal);
        Assert.IsType<ActResult<RosterPlanView>.NotAllowed>(await room.Roster.PlanAsync(room.City.Supervisor, new(Tuesday, Tuesday, null, DryRun: false), Token));
        Assert.IsType<ActResult<RosterPlanView>.Invalid>(await room.Roster.PlanAsync(room.Leader, new(Tuesday.AddDays(-2), Tuesday, null, DryRun: false), Token));

        Assert.Equal(RosterChangeState.Undone, SampleCity.Done(await room.Changes.UndoAsync(room.Leader, plan.ChangeId!.Value, "重排", Token)).State);
        Assert.Empty((await room.DutiesAsync(Tuesday, 8)).Items);
        SampleCity.Done(await room.Roster.PlanAsync(room.Leader, new(Tuesday, Tuesday, null, DryRun: false), Token));
    }

    [Fact]
    public async Task A_swap_wants_the_other_and_can_be_taken_back()
    {
        await using var room = await Room.OpenAsync(plan: true);
        var (mine, theirs) = (await room.DutyAsync("p1", Tuesday), await room.DutyAsync("p3", Tuesday));
        var form = new RosterChangeForm { Kind = RosterChangeKind.Swap, DutyId = mine.Id, OtherDutyId = theirs.Id, Reason = "家里有事" };
        Assert.IsType<ActResult<RosterChangeView>.NotAllowed>(await room.Changes.AskAsync(room.Person("p5"), form, Token));
        Assert.IsType<ActResult<RosterChangeView>.Invalid>(await room.Changes.AskAsync(room.Person("p1"), form with { Reason = " " }, Token));

        var asked = SampleCity.Done(await room.Changes.AskAsync(room.Person("p1"), form, Token));

        Assert.Equal((RosterChangeState.Asked, "p3", false), (asked.State, Assert.Single(asked.Wanted).UserName, asked.WaitsForMe));
        Assert.Equal("p1", (await room.DutyAsync("p1", Tuesday)).Person!.UserName);
        Assert.IsType<ActResult<RosterChangeView>.NotAllowed>(await room.Changes.AnswerAsync(room.Person("p1"), asked.Id, agree: true, null, Token));
        Assert.IsType<ActResult<RosterChangeView>.NotFound>(await room.Changes.AnswerAsync(room.Person("p5"), asked.Id, agree: true, null, Token));
        Assert.Single((await room.Changes.ListAsync(room.Person("p3"), null, mine: true, 1, 20, Token)).Items, row => row.WaitsForMe);
        Assert.Empty((await room.Changes.ListAsync(room.Person("p5"), null, mine: false, 1, 20, Token)).Items);
        var made = SampleCity.Done(await room.Changes.AnswerAsync(room.Person("p3"), asked.Id, agree: true, null, Token));
        Assert.Equal((RosterChangeState.Made, "p3"), (made.State, Assert.Single(made.Consents).By));
        Assert.Equal((theirs.Id, mine.Id), ((await room.DutyAsync("p1", Tuesday)).Id, (await room.DutyAsync("p3", Tuesday)).Id));

        Assert.IsType<ActResult<RosterChangeView>.NotAllowed>(await room.Changes.UndoAsync(room.Person("p1"), asked.Id, "算了", Token));
        SampleCity.Done(await room.Changes.UndoAsync(room.Leader, asked.Id, "双方同意取消", Token));
        Assert.Equal(mine.Id, (await room.DutyAsync("p1", Tuesday)).Id);
        Assert.Equal(
            ["roster.undo", "roster.agree", "roster.ask"],
            (await room.City.Board.ListAuditAsync(room.City.Supervisor, new AuditQuery { Subject = asked.Id.ToString() }, Token)).Items.Select(entry => entry.Act));
    }

    [Fact]
    public async Task A_swap_that_leaves_too_little_rest_is_refused_and_nothing_is_kept()
    {
        await using var room = await Room.OpenAsync(plan: true);

        // Wednesday is everybody's first of two. Whoever has the nights of Wednesday and Thursday cannot be early on Thursday: off at 06:00, on at 06:00.
        var thursday = Tuesday.AddDays(2);
        var (night, early) = (await room.OfShiftAsync("night", Tuesday.AddDays(1)), await room.OfShiftAsync("early", thursday));
        var other = (await room.DutiesAsync(thursday, 1)).Items.First(duty => duty.Person!.UserName == night.Person!.UserName);
        var form = new RosterChangeForm { Kind = RosterChangeKind.Swap, DutyId = other.Id, OtherDutyId = early.Id, Reason = "换" };

        var asked = SampleCity.Done(await room.Changes.AskAsync(room.Person(night.Person!.UserName), form, Token));
        var refused = Assert.IsType<ActResult<RosterChangeView>.NotAllowed>(await room.Changes.AnswerAsync(room.Person(early.Person!.UserName), asked.Id, agree: true, null, Token));

        Assert.Contains("休息不足", refused.Reason, StringComparison.Ordinal);
        var kept = Assert.Single((await room.Changes.ListAsync(room.Leader, RosterChangeState.Asked, mine: false, 1, 20, Token)).Items);
        Assert.Empty(kept.Consents);
        Assert.Equal(early.Person.UserName, (await room.DutiesAsync(thursday, 1)).Items.Single(duty => duty.Id == early.Id).Person!.UserName);
        Assert.Equal(RosterChangeState.Refused, SampleCity.Done(await room.Changes.AnswerAsync(room.Person(early.Person.UserName), asked.Id, agree: false, "来不及", Token)).State);
    }

    [Fact]
    public async Task Leave_wants_another_leader_leaves_a_duty_vacant_and_somebody_takes_it()
    {
        await using var room = await Room.OpenAsync(plan: true);
        // On Saturday the first crew is early and the fourth has its second day off: it can stand in.
        const string free = "p7";
        var duty = await room.DutyAsync("p1", Tuesday.AddDays(4));
        var asked = SampleCity.Done(await room.Changes.AskAsync(
            room.Person("p1"), new() { Kind = RosterChangeKind.Leave, From = Tuesday, To = Tuesday.AddDays(20), Reason = "年假" }, Token));
        Assert.True(asked.WantsLeader);

        var made = SampleCity.Done(await room.Changes.AnswerAsync(room.Leader, asked.Id, agree: true, null, Token));

        Assert.All(made.Moves, move => Assert.Equal(("p1", null), (move.From!.UserName, move.To)));
        Assert.DoesNotContain((await room.DutiesAsync(Tuesday, 8)).Items, one => one.Person?.UserName == "p1");
        var later = SampleCity.Done(await room.Roster.PlanAsync(room.Leader, new(Tuesday.AddDays(10), Tuesday.AddDays(12), null, DryRun: false), Token));
        Assert.True(later.Duties > 0);
        Assert.DoesNotContain((await room.DutiesAsync(Tuesday.AddDays(10), 3)).Items, one => one.Person?.UserName == "p1");
        var faults = SampleCity.Done(await room.Roster.FindFaultsAsync(room.Leader, new() { From = duty.Day, To = duty.Day, Size = 200 }, new(), Token));
        Assert.Contains(faults.Faults.Items, fault => fault.Fault == RosterFault.Vacant && fault.DutyId == duty.Id);

        var away = SampleCity.Done(await room.Changes.AskAsync(room.Leader, new() { Kind = RosterChangeKind.Replacement, DutyId = duty.Id, Person = "p1", Reason = "错" }, Token));
        Assert.IsType<ActResult<RosterChangeView>.NotAllowed>(await room.Changes.AnswerAsync(room.Person("p1"), away.Id, agree: true, null, Token));
        var stand = SampleCity.Done(await room.Changes.AskAsync(room.Leader, new() { Kind = RosterChangeKind.Replacement, DutyId = duty.Id, Person = free, Reason = "顶班" }, Token));
        SampleCity.Done(await room.Changes.AnswerAsync(room.Person(free), stand.Id, agree: true, null, Token));
        Assert.Equal(free, (await room.DutiesAsync(duty.Day, 1)).Items.Single(one => one.Id == duty.Id).Person!.UserName);
        Assert.IsType<ActResult<RosterChangeView>.NotAllowed>(await room.Changes.UndoAsync(room.Leader, asked.Id, "销假", Token));
        SampleCity.Done(await room.Changes.UndoAsync(room.Leader, stand.Id, "不顶了", Token));
        SampleCity.Done(await room.Changes.UndoAsync(room.Leader, asked.Id, "销假", Token));
        Assert.Equal(duty.Id, (await room.DutyAsync("p1", Tuesday.AddDays(4))).Id);
    }

    [Fact]
    public async Task Half_hours_with_fewer_than_Erlang_C_wants_are_found_and_days_without_a_past_are_named()
    {
        await using var room = await Room.OpenAsync(plan: true);
        await room.City.Ledger.WriteAsync(
            database =>
            {
                var start = SampleCity.Local("2026-02-24T15:00");
                database.Contacts.AddRange(Enumerable.Range(0, 60).Select(i => start.AddSeconds(i * 10)).Select((at, i) => Contact.From(
                    room.City.Call($"past-{i}") with { ArrivedAt = at, QueuedAt = at, AnsweredAt = at.AddSeconds(1), EndedAt = at.AddSeconds(181), Ending = ContactEnding.CallerHungUp }, at)));
                return Task.FromResult(true);
            },
            Token);

        var found = SampleCity.Done(await room.Roster.FindFaultsAsync(room.City.Supervisor, new() { From = Tuesday, To = Tuesday.AddDays(1), Size = 200 }, new() { Shrinkage = 0 }, Token));

        Assert.Equal([Tuesday.AddDays(1)], found.WithoutNeed);
        var worst = found.Faults.Items.Where(fault => fault.Fault == RosterFault.Short).MaxBy(fault => fault.Needed)!;
        Assert.Equal((SampleCity.Local("2026-03-03T15:00"), 2), (worst.From, worst.Present));
        Assert.True(worst.Needed > 6);
        Assert.IsType<ActResult<RosterFaultsView>.NotAllowed>(await room.Roster.FindFaultsAsync(room.City.Agent, new() { From = Tuesday, To = Tuesday }, new(), Token));
        Assert.IsType<ActResult<RosterFaultsView>.Invalid>(await room.Roster.FindFaultsAsync(room.Leader, new() { From = Tuesday, To = Tuesday.AddDays(31) }, new(), Token));
    }

    [Fact]
    public async Task The_list_tells_who_is_there_and_a_handover_keeps_what_it_said()
    {
        await using var room = await Room.OpenAsync(plan: true);
        var hazard = await room.City.RegisterAsync(SampleCity.Form(await room.City.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        await room.City.Services.GetRequiredService<ICallbackTasks>().KeepAsync(
            [new() { Id = Guid.NewGuid(), Number = "13800000009", Kind = OwedCallKind.Missed, CallId = "c", At = room.City.Time.GetUtcNow(), Calls = 1, State = OwedCallState.Open, Attempts = [] }], Token);
        room.City.GoTo("2026-03-03T06:00");
        var crew = (await room.Roster.ListOnDutyAsync(room.City.Time.GetUtcNow(), Token)).Select(duty => duty.Person!).ToList();
        room.Seat(crew[0], SeatState.Ready);
        var besides = new PersonView("p8", "p8", room.Agent("p8"));
        besides = crew.Exists(person => person.UserName == "p8") ? new PersonView("p1", "p1", room.Agent("p1")) : besides;
        room.Seat(besides, SeatState.NotReady);
        room.City.GoTo("2026-03-03T06:10");

        var list = SampleCity.Done(await room.Lead.ReadListAsync(room.Leader, Token));

        Assert.Equal([Attendance.Ready, Attendance.Late], list.People.Where(row => row.Duty.Shift == "early").Select(row => row.State).Order());
        Assert.Equal(besides.UserName, Assert.Single(list.Besides).UserName);
        Assert.Equal((1, 1, hazard.Number), (list.CallsOwed, list.HazardsOpen, Assert.Single(list.Hazards).Number));
        Assert.IsType<ActResult<ShiftListView>.NotAllowed>(await room.Lead.ReadListAsync(room.Person("p1"), Token));
        Assert.IsType<ActResult<HandoverView>.Invalid>(await room.Lead.HandOverAsync(room.Leader, " ", Token));

        var handed = SampleCity.Done(await room.Lead.HandOverAsync(room.Leader, "塌陷在处置，注意回拨。", Token));

        Assert.Equal((1, hazard.Number, crew[1].Name), (handed.CallsOwed, Assert.Single(handed.HazardCases), Assert.Single(handed.Missing)));
        Assert.NotNull(handed.Next);
        Assert.Single(SampleCity.Done(await room.Lead.ReadListAsync(room.Leader, Token)).Handovers);
        Assert.IsType<ActResult<HandoverView>.NotAllowed>(await room.Lead.TakeOverAsync(room.Leader, handed.Id, null, Token));
        var next = room.Leader with { Id = Guid.NewGuid(), Name = "接班班长" };
        Assert.Equal("接班班长", SampleCity.Done(await room.Lead.TakeOverAsync(next, handed.Id, "已知", Token)).AcknowledgedBy);
        Assert.IsType<ActResult<HandoverView>.NotAllowed>(await room.Lead.TakeOverAsync(next, handed.Id, null, Token));
        Assert.Single((await room.Lead.ListHandoversAsync(room.City.Supervisor, 1, 20, Token)).Items);
        Assert.Empty((await room.Lead.ListHandoversAsync(room.Person("p1"), 1, 20, Token)).Items);
        Assert.Equal(
            ["shift.take-over", "shift.hand-over"],
            (await room.City.Board.ListAuditAsync(room.City.Supervisor, new AuditQuery { Subject = handed.Id.ToString() }, Token)).Items.Select(entry => entry.Act));
    }

    [Fact]
    public async Task Adherence_is_signed_in_time_over_planned_time_for_all_or_oneself()
    {
        await using var room = await Room.OpenAsync(plan: true);
        room.City.GoTo("2026-03-03T06:00");
        var crew = (await room.Roster.ListOnDutyAsync(room.City.Time.GetUtcNow(), Token)).Select(duty => duty.Person!).ToList();
        room.Seat(crew[0], SeatState.Ready);
        room.City.GoTo("2026-03-03T08:00");
        room.Seat(crew[0], SeatState.Offline);
        room.City.GoTo("2026-03-03T10:00");

        var rows = SampleCity.Done(await room.Lead.ReadAdherenceAsync(room.Leader, new() { From = Tuesday, To = Tuesday }, Token));

        Assert.Equal((2, 2), (rows.Total, rows.Items.Count));
        var kept = rows.Items.Single(row => row.Person.UserName == crew[0].UserName);
        Assert.Equal((1, 14_400.0, 7_200.0, 0.5, "schedule-adherence", 1), (kept.Duties, kept.PlannedSeconds, kept.PresentSeconds, kept.Figure.Value, kept.Figure.Name, kept.Figure.Version));
        Assert.Equal(0, rows.Items.Single(row => row != kept).Figure.Value);
        var own = SampleCity.Done(await room.Lead.ReadAdherenceAsync(room.Person(crew[1].UserName), new() { From = Tuesday, To = Tuesday }, Token));
        Assert.Equal(crew[1].UserName, Assert.Single(own.Items).Person.UserName);
    }

    /// <summary>The sample city with four crews of two, who work in turns.</summary>
    private sealed class Room : IAsyncDisposable
    {
        private readonly Dictionary<string, StaffAccount> people = new(StringComparer.Ordinal);

        public required SampleCity City { get; init; }

        public Actor Leader => City.Leader;

        public IRosterDesk Roster => City.Services.GetRequiredService<IRosterDesk>();

        public IRosterChanges Changes => City.Services.GetRequiredService<IRosterChanges>();

        public IShiftLeadership Lead => City.Services.GetRequiredService<IShiftLeadership>();

        public static async Task<Room> OpenAsync(bool plan = false)
        {
            var city = await SampleCity.OpenAsync(options => options with { ShiftFile = Repository.Path("policies", "shifts.yaml") });
            var room = new Room { City = city };
            var staff = city.Services.GetRequiredService<IStaffDesk>();
            for (var number = 1; number <= 8; number++)
            {
                await staff.OpenAsync(
                    new() { UserName = $"p{number}", Name = $"p{number}", Roles = [Role.Agent], PasswordHash = "x", SamplePassword = false, Phone = new($"900{number}", "", "") }, Token);
            }

            foreach (var account in await staff.ListAsync(Token))
            {
                room.people[account.UserName] = account;
            }

            for (var crew = 1; crew <= 4; crew++)
            {
                SampleCity.Done(await room.Roster.SetGroupAsync(
                    room.Leader, null, new() { Name = $"{crew}班", Leader = $"p{(crew * 2) - 1}", Members = [$"p{crew * 2}"], Rotation = "four-crews", Crew = crew }, Token));
            }

            if (plan)
            {
                SampleCity.Done(await room.Roster.PlanAsync(room.Leader, new(Tuesday, Tuesday.AddDays(7), null, DryRun: false), Token));
            }

            return room;
        }

        public Actor Person(string userName) => people[userName].ToActor();

        public string Agent(string userName) => people[userName].Phone!.AgentId;

        public void Seat(PersonView person, SeatState state) =>
            City.Services.GetRequiredService<ISeatDiary>().Note(new SeatMoved(person.AgentId!, state, null, City.Time.GetUtcNow()));

        public async Task<PageOf<DutyView>> DutiesAsync(DateOnly from, int days) =>
            SampleCity.Done(await Roster.ListDutiesAsync(new() { From = from, To = from.AddDays(days - 1), Size = 200 }, Token));

        // The duty of somebody on the first day, from there, on which they have one.
        public async Task<DutyView> DutyAsync(string userName, DateOnly from) => SampleCity.Done(
            await Roster.ListDutiesAsync(new() { From = from, To = from.AddDays(7), Person = userName }, Token)).Items[0];

        public async Task<DutyView> OfShiftAsync(string shift, DateOnly day) => (await DutiesAsync(day, 1)).Items.First(duty => duty.Shift == shift);

        public ValueTask DisposeAsync() => City.DisposeAsync();
    }
}
