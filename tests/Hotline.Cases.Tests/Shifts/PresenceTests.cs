using Hotline.Cases.Shifts;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Shifts;

/// <summary>Who is there, and how much of a duty was kept; an early duty from 06:00 to 14:00 with a break at 10:00.</summary>
public sealed class PresenceTests
{
    private static readonly ShiftRules Rules = ShiftFile.Load(Repository.Path("policies", "shifts.yaml")).Value!;

    private static readonly Duty Early = EarlyDuty();

    [Theory]
    [InlineData("05:50", "", Attendance.Expected)]
    [InlineData("06:05", "", Attendance.Expected)]
    [InlineData("06:06", "", Attendance.Late)]
    [InlineData("06:30", "", Attendance.Late)]
    [InlineData("06:31", "", Attendance.Absent)]
    [InlineData("06:31", "Ready 05:00-05:58", Attendance.Absent)]
    [InlineData("06:31", "Ready 05:55-", Attendance.Ready)]
    [InlineData("06:31", "Ready 05:55-06:20,Talking 06:20-", Attendance.Busy)]
    [InlineData("06:31", "Ready 05:55-06:20,WrapUp 06:20-", Attendance.Busy)]
    [InlineData("06:31", "NotReady 06:20-", Attendance.Paused)]
    [InlineData("07:00", "Ready 05:55-06:20", Attendance.Gone)]
    [InlineData("10:10", "Ready 05:55-10:00", Attendance.OnBreak)]
    [InlineData("10:10", "Ready 05:55-", Attendance.Ready)]
    [InlineData("10:31", "Ready 05:55-10:00", Attendance.Gone)]
    public void Each_way_of_being_there_is_told_from_the_seat(string now, string seat, Attendance expected) =>
        Assert.Equal(expected, Presence.At(Early, Seat(seat, now), At(now), Rules).State);

    [Fact]
    public void Of_whoever_has_no_telephone_nothing_is_known() =>
        Assert.Equal((Attendance.Unknown, null, null), Presence.At(Early, null, At("07:00"), Rules));

    [Theory]
    [InlineData("15:00", "Ready 06:00-14:00", 450, 450)]
    [InlineData("15:00", "", 450, 0)]
    [InlineData("05:00", "Ready 04:00-", 0, 0)]
    [InlineData("10:15", "Ready 06:00-", 240, 240)]
    [InlineData("15:00", "Ready 05:00-07:00,NotReady 07:00-08:00,Talking 13:00-15:00", 450, 180)]
    [InlineData("15:00", "Ready 09:50-10:40", 450, 20)]
    [InlineData("15:00", "Offline 06:00-14:00", 450, 0)]
    [InlineData("12:00", "Ready 11:00-", 330, 60)]
    public void Adherence_counts_signed_in_time_of_the_duty_outside_its_breaks(string now, string seat, int plannedMinutes, int presentMinutes) =>
        Assert.Equal((plannedMinutes * 60_000L, presentMinutes * 60_000L), Presence.Kept(Early, Seat(seat, now), At(now)));

    private static Duty EarlyDuty()
    {
        var group = ShiftGroup.Open(DateTimeOffset.UnixEpoch);
        return Duty.Of(new(2026, 3, 2), Rules.FindShift("early")!, group, Guid.NewGuid(), Guid.NewGuid(), Rules.Zone);
    }

    private static List<SeatStretch> Seat(string words, string now) =>
        [.. words.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(' ')).Select(word =>
        {
            var (from, to) = (word[1].Split('-')[0], word[1].Split('-')[1]);
            return new SeatStretch(Enum.Parse<SeatState>(word[0]), null, At(from), At(to.Length == 0 ? now : to), to.Length == 0);
        })];

    private static DateTimeOffset At(string local) => Rules.StartOf(new(2026, 3, 2)) + TimeOnly.Parse(local, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan();
}
