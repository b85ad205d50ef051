using Hotline.Cases.Calendar;

namespace Hotline.Cases.Tests.Calendar;

public sealed class PeriodTextTests
{
    [Theory]
    [InlineData("3 working days", "WorkingDays", 3)]
    [InlineData("1 working day", "WorkingDays", 1)]
    [InlineData("half working day", "HalfWorkingDays", 1)]
    [InlineData("3 half working days", "HalfWorkingDays", 3)]
    [InlineData("2 working hours", "WorkingHours", 2)]
    [InlineData("6 hours", "Hours", 6)]
    [InlineData("15 minutes", "Minutes", 15)]
    [InlineData("same day", "SameDay", 0)]
    [InlineData("at once", "AtOnce", 0)]
    [InlineData("3个工作日", "WorkingDays", 3)]
    [InlineData("半个工作日", "HalfWorkingDays", 1)]
    [InlineData("6小时", "Hours", 6)]
    [InlineData("15分钟", "Minutes", 15)]
    [InlineData("当天", "SameDay", 0)]
    [InlineData("马上", "AtOnce", 0)]
    public void Reads_a_period(string text, string unit, int amount)
    {
        Assert.True(PeriodText.TryParse(text, out var period));
        Assert.Equal((unit, amount), (period.Unit.ToString(), period.Amount));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("working days")]
    [InlineData("-3 working days")]
    [InlineData("0 hours")]
    [InlineData("1001 hours")]
    [InlineData("3 days")]
    [InlineData("1.5 working days")]
    [InlineData("3 working days or so")]
    public void Refuses_what_is_not_one(string? text) => Assert.False(PeriodText.TryParse(text, out _));

    [Fact]
    public void Writes_what_it_reads_in_both_languages()
    {
        foreach (var period in Enum.GetValues<PeriodUnit>().SelectMany(unit => new[] { 1, 2, 15 }.Select(amount => new Period(unit, amount))))
        {
            var expected = period.Unit is PeriodUnit.SameDay or PeriodUnit.AtOnce ? period with { Amount = 0 } : period;
            Assert.True(PeriodText.TryParse(PeriodText.English(period), out var english), PeriodText.English(period));
            Assert.Equal(expected, english);
            Assert.True(PeriodText.TryParse(PeriodText.Chinese(period), out var chinese), PeriodText.Chinese(period));
            Assert.Equal(expected, chinese);
        }
    }
}
