using Hotline.Cases.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Policies;

public sealed class MessageRulesTests
{
    private static readonly MessageRules Night = new() { QuietFrom = new TimeOnly(21, 30), QuietUntil = new TimeOnly(8, 0), MostPerNumberAndDay = 2 };

    [Theory]
    [InlineData("2026-03-02T21:29:59", null)]
    [InlineData("2026-03-02T21:30:00", "2026-03-03T08:00:00")]
    [InlineData("2026-03-03T00:00:00", "2026-03-03T08:00:00")]
    [InlineData("2026-03-03T07:59:59", "2026-03-03T08:00:00")]
    [InlineData("2026-03-03T08:00:00", null)]
    public void A_night_goes_over_midnight(string at, string? until) => Assert.Equal(until is null ? null : China(until), Night.Wait(China(at), 0)?.Until);

    [Theory]
    [InlineData("2026-03-02T12:00:00", "2026-03-02T14:00:00")]
    [InlineData("2026-03-02T14:00:00", null)]
    public void A_noon_does_not(string at, string? until) =>
        Assert.Equal(until is null ? null : China(until), (Night with { QuietFrom = new TimeOnly(12, 0), QuietUntil = new TimeOnly(14, 0) }).Wait(China(at), 0)?.Until);

    [Fact]
    public void What_is_too_many_today_waits_for_the_end_of_the_night_after()
    {
        Assert.Null(Night.Wait(China("2026-03-02T16:00:00"), 1));
        Assert.Equal((China("2026-03-03T08:00:00"), "daily-cap"), Night.Wait(China("2026-03-02T16:00:00"), 2));
        Assert.Equal(China("2026-03-03T00:00:00"), (Night with { QuietFrom = null }).Wait(China("2026-03-02T16:00:00"), 2)?.Until);
    }

    [Fact]
    public void The_shipped_file_is_read_and_a_wrong_one_says_where()
    {
        var shipped = MessageRules.Load(Repository.Path("policies", "messages.yaml"));
        Assert.Equal((20, (TimeOnly?)null), (shipped.Value!.MostPerNumberAndDay, shipped.Value.QuietFrom));
        Assert.True(shipped.Value.Letterbox!.Limit.ToString().Contains("24", StringComparison.Ordinal));

        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "messages.yaml");
        File.WriteAllText(file, "sms:\n  quiet: { from: \"25:00\", until: \"08:00\" }\n  most-per-number-and-day: 0\nletterbox:\n  answer-within: a day\n");
        var wrong = MessageRules.Load(file);
        Assert.Null(wrong.Value);
        Assert.Equal(4, wrong.Errors.Length);
    }

    private static DateTimeOffset China(string local) =>
        new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
