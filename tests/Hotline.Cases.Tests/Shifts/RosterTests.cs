using Hotline.Cases.Calendar;
using Hotline.Cases.Shifts;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Shifts;

/// <summary>Rosters made, checked and counted, without a database or a clock.</summary>
public sealed class RosterTests
{
    private static readonly ShiftRules Rules = ShiftFile.Load(Repository.Path("policies", "shifts.yaml")).Value!;

    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static readonly Guid Plan = Guid.NewGuid();

    [Fact]
    public void Four_crews_leave_no_half_hour_of_a_month_without_somebody_at_their_seat_and_everybody_rests()
    {
        var groups = Enumerable.Range(1, 4).Select(crew => Group(crew, Guid.NewGuid(), Guid.NewGuid())).ToList();

        var duties = RotationPlan.Make(groups, Monday.AddDays(-1), Monday.AddDays(31), Plan, Never, Rules, _ => DayKind.Workday);

        Assert.Equal(33 * 3 * 2, duties.Count);
        Assert.Empty(RosterCheck.People(duties, Never, Rules));

        // All of a crew go on their break together: that is a hole, and nothing else is.
        var counted = Coverage.Count(duties, Rules.StartOf(Monday), Rules.StartOf(Monday.AddDays(31)));
        Assert.Equal(31 * 48, counted.Count);
        Assert.All(counted, half => Assert.Equal(2, half.OnDuty));
        Assert.Equal(
            ["02:00", "10:00", "18:00"],
            Coverage.Faults(counted, _ => null, Rules).Select(hole => $"{ChinaTime.Local(hole.From):HH:mm}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rotation_keeps_to_the_legal_calendar()
    {
        var office = Rules.FindRotation("office-days")!;
        var kinds = new Dictionary<DateOnly, DayKind> { [Monday] = DayKind.Holiday, [Monday.AddDays(1)] = DayKind.Workday, [Monday.AddDays(5)] = DayKind.MakeUpWorkday, [Monday.AddDays(6)] = DayKind.Weekend };

        string[] shifts = [.. kinds.Keys.Select(day => office.On(1, day, one => kinds[one]) ?? "off")];
        string[] without = [.. kinds.Keys.Select(day => (office with { Days = RotationDays.NoHolidays }).On(1, day, one => kinds[one]) ?? "off")];

        Assert.Equal(["off", "office", "office", "off"], shifts);
        Assert.Equal(["off", "office", "office", "office"], without);
    }

    [Fact]
    public void Two_duties_at_once_little_rest_two_on_a_day_leave_and_nobody_are_found()
    {
        var (person, group) = (Guid.NewGuid(), Group(1, Guid.NewGuid()));
        Duty Of(string shift, int day, Guid? whose)
        {
            var duty = Duty.Of(Monday.AddDays(day), Rules.FindShift(shift)!, group, person, Plan, Rules.Zone);
            duty.GiveTo(whose);
            return duty;
        }

        RosterFault[] Faults(params Duty[] duties) => [.. RosterCheck.People(duties, (who, day) => who == person && day == Monday.AddDays(9), Rules).Select(found => found.Fault).Order()];

        Assert.Empty(Faults(Of("early", 0, person), Of("early", 1, person)));
        Assert.Equal([RosterFault.Overlap, RosterFault.DoubleShift], Faults(Of("office", 0, person), Of("early", 0, person)));
        Assert.Equal([RosterFault.ShortRest], Faults(Of("night", 0, person), Of("early", 1, person)));
        Assert.Equal([RosterFault.ShortRest, RosterFault.DoubleShift], Faults(Of("early", 0, person), Of("middle", 0, person)));
        Assert.Equal([RosterFault.OnLeave], Faults(Of("early", 9, person)));
        Assert.Equal([RosterFault.Vacant], Faults(Of("early", 0, null)));
        Assert.Empty(Faults(Of("early", 0, person), Of("middle", 0, Guid.NewGuid())));
        Assert.Equal(
            (FaultVerdict.Refuse, FaultVerdict.Warn),
            RosterCheck.People([Of("early", 0, person), Of("middle", 0, person)], Never, Rules).Select(found => found.Verdict).ToArray() is [var first, var second] ? (first, second) : default);
        Assert.DoesNotContain(
            RosterFault.DoubleShift, RosterCheck.People([Of("early", 0, person), Of("middle", 0, person)], Never, Rules with { OnDoubleShift = FaultVerdict.Ignore }).Select(found => found.Fault));
    }

    [Fact]
    public void A_long_duty_is_not_hidden_by_a_short_one_within_it()
    {
        var (person, group) = (Guid.NewGuid(), Group(1, Guid.NewGuid()));
        var whole = new Shift("whole", "全天", new(0, 0), TimeSpan.FromHours(20), []);
        Duty[] duties = [.. new[] { whole, whole with { From = new(2, 0), Length = TimeSpan.FromHours(1) }, whole with { From = new(19, 0), Length = TimeSpan.FromHours(4) } }
            .Select(shift => Duty.Of(Monday, shift, group, person, Plan, Rules.Zone))];

        Assert.Equal(2, RosterCheck.People(duties, Never, Rules).Count(found => found.Fault == RosterFault.Overlap));
    }

    [Fact]
    public void Half_hours_with_fewer_than_needed_are_named_with_both_numbers()
    {
        var group = Group(1, Guid.NewGuid(), Guid.NewGuid());
        var duties = group.MemberIds.Select(person => Duty.Of(Monday, Rules.FindShift("early")!, group, person, Plan, Rules.Zone)).ToList();
        var counted = Coverage.Count(duties, Rules.StartOf(Monday).AddHours(6), Rules.StartOf(Monday).AddHours(15));

        var found = Coverage.Faults(counted, start => ChinaTime.Local(start).Hour switch { 7 => (3, 3), 8 => (1, 3), 9 => (2, 2), _ => null }, Rules).ToList();

        Assert.Equal(
            ["Short 07:00 2/3", "Short 07:30 2/3", "Short 08:00 2/3", "Short 08:30 2/3", "Hole 10:00 0/", "Hole 14:00 0/"],
            found.Select(fault => $"{fault.Fault} {ChinaTime.Local(fault.From):HH:mm} {fault.Present}/{fault.Needed}"));
        Assert.Equal(Rules.StartOf(Monday).AddHours(15), found[^1].To);
    }

    [Fact]
    public void Counting_agrees_with_looking_at_every_minute()
    {
        var random = new Random(7);
        var group = Group(1, Guid.NewGuid());
        var duties = Enumerable.Range(0, 40).Select(_ =>
        {
            var (begin, length) = (random.Next(0, 24 * 60), random.Next(60, 12 * 60));
            var pause = random.Next(0, length - 20);
            var shift = new Shift("any", "任意", TimeOnly.MinValue.AddMinutes(begin), TimeSpan.FromMinutes(length), [new(TimeSpan.FromMinutes(pause), TimeSpan.FromMinutes(20))]);
            return Duty.Of(Monday.AddDays(random.Next(0, 3)), shift, group, Guid.NewGuid(), Plan, Rules.Zone);
        }).ToList();
        var (from, to) = (Rules.StartOf(Monday), Rules.StartOf(Monday.AddDays(3)));

        Assert.All(Coverage.Count(duties, from, to), half =>
        {
            var minutes = Enumerable.Range(0, 30).Select(minute => half.Start.AddMinutes(minute)).ToList();
            Assert.Equal(minutes.Min(at => duties.Count(duty => duty.Covers(at))), half.OnDuty);
            Assert.Equal(minutes.Min(at => duties.Count(duty => duty.Covers(at) && !duty.IsBreakAt(at))), half.AtSeat);
        });
    }

    [Fact]
    public void Nobody_on_leave_is_planned()
    {
        var (here, away) = (Guid.NewGuid(), Guid.NewGuid());

        var duties = RotationPlan.Make([Group(1, here, away)], Monday, Monday.AddDays(7), Plan, (who, day) => who == away && day == Monday, Rules, _ => DayKind.Workday);

        Assert.DoesNotContain(duties, duty => duty.PersonId == away && duty.Day == Monday);
        Assert.Equal(duties.Count(duty => duty.PersonId == here) - (duties.Any(duty => duty.Day == Monday) ? 1 : 0), duties.Count(duty => duty.PersonId == away));
    }

    private static bool Never(Guid person, DateOnly day) => false;

    private static ShiftGroup Group(int crew, params Guid[] members)
    {
        var group = ShiftGroup.Open(DateTimeOffset.UnixEpoch);
        group.Set($"{crew}班", members[0], members, "four-crews", crew);
        return group;
    }
}
