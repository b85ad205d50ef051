using System.Text.Json;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Calendar;

/// <summary>Our calendar against one that nobody of this project made.</summary>
public sealed class CalendarCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_day_of_2007_to_2026_is_what_the_corpus_says()
    {
        Assert.SkipWhen(Repository.Corpus is null, Repository.NoCorpus);
        var said = new Dictionary<DateOnly, bool>();
        var files = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Corpus!, "holiday-cn"), "20*.json").Order(StringComparer.Ordinal))
        {
            using var year = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var day in year.RootElement.GetProperty("days").EnumerateArray())
            {
                said[DateOnly.Parse(day.GetProperty("date").GetString()!, null)] = day.GetProperty("isOffDay").GetBoolean();
            }

            files++;
        }

        var days = 0;
        for (var day = new DateOnly(2007, 1, 1); day.Year <= 2026; day = day.AddDays(1))
        {
            var off = said.TryGetValue(day, out var given) ? given : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            Assert.True(Calendars.China.IsWorkingDay(day) == !off, $"{day:yyyy-MM-dd} should be {(off ? "off" : "worked")}");
            days++;
        }

        output.WriteLine($"{files} files, {said.Count} days named, {days} days compared");
        Assert.True(said.Count > 600);
        Assert.Equal(Enumerable.Range(2007, 20), Calendars.China.Published.Select(year => year.Year));
        Assert.All(Calendars.China.Published, year => Assert.All(year.Notices, notice => Assert.Matches("^国(办)?发明电〔20[0-2][0-9]〕[0-9]+号$", notice.Number)));
    }
}
