using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Desks;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Storage;

/// <summary>What the writer knows of places is what the file holds, whoever wrote it and whatever was taken back.</summary>
public sealed class KnownPlacesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Clause", "hanjiang-2016/11g")]
    public async Task Among_a_thousand_others_of_its_class_the_third_complaint_finds_the_two_of_weeks_before()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await Report(city, "延宁路12号");
        var second = await Report(city, "涵东街道延宁路");
        city.Time.Advance(TimeSpan.FromDays(14));
        for (var other = 0; other < 300; other++)
        {
            Assert.Null((await Report(city, $"{(char)('一' + (7 * other))}{(char)('伀' + (11 * other))}里12号")).Rectification);
        }

        var third = await Report(city, "延宁路18号");
        Assert.NotNull(third.Rectification);
        Assert.Equal(third.Rectification, (await city.SeeAsync(first.Number)).Rectification);
        Assert.Equal(third.Rectification, (await city.SeeAsync(second.Number)).Rectification);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Those_before_the_window_count_no_longer()
    {
        await using var city = await SampleCity.OpenAsync();
        await Report(city, "延宁路12号");
        await Report(city, "延宁路12号");
        city.Time.Advance(TimeSpan.FromDays(31));
        Assert.Null((await Report(city, "延宁路12号")).Rectification);
        Assert.Null((await Report(city, "延宁路12号")).Rectification);
        Assert.NotNull((await Report(city, "延宁路12号")).Rectification);
    }

    [Fact]
    public async Task What_another_process_wrote_is_known()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await Report(city, "延宁路12号");
        await Report(city, "延宁路12号");
        await city.ExecuteAsync("UPDATE Cases SET Place = '江口镇东大村' WHERE ", $"Number = '{first.Number}'");
        Assert.Null((await Report(city, "延宁路12号")).Rectification);
    }

    [Fact]
    public async Task A_case_released_counts_again_and_a_closed_rectification_takes_none()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<IRectificationDesk>();
        CaseView[] four = [await Report(city, "延宁路12号"), await Report(city, "延宁路12号"), await Report(city, "延宁路12号"), await Report(city, "延宁路12号")];
        var group = four[2].Rectification!;
        Assert.Equal(group, four[3].Rectification);
        foreach (var member in four)
        {
            SampleCity.Done(await desk.RemoveAsync(city.Leader, group, member.Number, "不是同一处", Token));
        }

        SampleCity.Done(await desk.CloseAsync(city.Dispatcher, group, "已整治", Token));
        var fifth = await Report(city, "延宁路12号");
        Assert.NotNull(fifth.Rectification);
        Assert.NotEqual(group, fifth.Rectification);
        Assert.Equal(fifth.Rectification, (await city.SeeAsync(four[3].Number)).Rectification);
    }

    [Fact]
    public async Task What_was_taken_back_is_not_known()
    {
        await using var city = await SampleCity.OpenAsync();
        await Report(city, "延宁路12号");
        await Assert.ThrowsAsync<InvalidOperationException>(() => city.Ledger.WriteAsync<int>(
            async database =>
            {
                var known = await database.Cases.AsNoTracking().SingleAsync(Token);
                ((SqliteHotlineDbContext)database).Places.Add(known);
                throw new InvalidOperationException("after it was written");
            },
            Token).AsTask());
        Assert.Null((await Report(city, "延宁路12号")).Rectification);
        Assert.NotNull((await Report(city, "延宁路12号")).Rectification);
    }

    private static Task<CaseView> Report(SampleCity city, string place) => city.RegisterAsync(SampleCity.Form(null, place: place));
}
