using Hotline.Cases.Deadlines;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Deadlines;

public sealed class HoldingLedgerTests
{
    [Fact]
    public void Every_hour_belongs_to_the_unit_that_held_the_case()
    {
        Holding[] holdings =
        [
            new("water", At("2026-11-20T16:30")), // Friday
            new("roads", At("2026-11-21T10:00")),
            new("water", At("2026-11-23T11:00")),
        ];
        var held = HoldingLedger.Attribute(holdings, At("2026-11-23T15:30"), China, []);
        Assert.Equal(
            [
                new HeldTime("water", TimeSpan.FromHours(17.5 + 4.5), TimeSpan.FromHours(1 + 1 + 1)),
                new HeldTime("roads", TimeSpan.FromHours(49), TimeSpan.FromHours(3)),
            ],
            held);
        Assert.Equal(At("2026-11-23T15:30") - holdings[0].From, held.Aggregate(TimeSpan.Zero, (sum, unit) => sum + unit.Elapsed));
    }

    [Fact]
    public void A_pause_is_taken_out_of_who_held_the_case_then()
    {
        Holding[] holdings = [new("water", At("2026-11-23T08:00")), new("roads", At("2026-11-23T10:00"))];
        var held = HoldingLedger.Attribute(holdings, At("2026-11-23T12:00"), China, [(At("2026-11-23T09:30"), At("2026-11-23T11:00"))]);
        Assert.Equal([TimeSpan.FromHours(1.5), TimeSpan.FromHours(1)], held.Select(unit => unit.Elapsed));
        Assert.Equal([TimeSpan.FromHours(1.5), TimeSpan.FromHours(1)], held.Select(unit => unit.Office));
    }

    [Fact]
    public void Refuses_what_is_out_of_order()
    {
        Holding[] holdings = [new("water", At("2026-11-23T10:00")), new("roads", At("2026-11-23T08:00"))];
        Assert.Throws<ArgumentException>(() => HoldingLedger.Attribute(holdings, At("2026-11-23T12:00"), China, []));
    }

    [Theory]
    [InlineData("2026-11-23T00:00", "2026-11-24T00:00", 7)]
    [InlineData("2026-11-20T17:00", "2026-11-23T08:30", 1)]
    [InlineData("2026-10-01T00:00", "2026-10-08T00:00", 0)]
    [InlineData("2026-11-23T12:00", "2026-11-23T14:30", 0)]
    [InlineData("2026-11-23T10:00", "2026-11-23T09:00", 0)]
    public void Office_time_is_what_lies_in_the_sessions(string from, string until, double hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), China.OfficeTimeBetween(At(from), At(until)));
}
