using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>What leaves the house unasked.</summary>
public sealed class PublicDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_came_by_the_public_door_is_public_and_never_its_words()
    {
        await using var city = await SampleCity.OpenAsync();
        var open = await TakeAsync(city, "a/1");
        await TakeAsync(city, "b/1", message => message with { Confidential = true });
        await TakeAsync(city, "b/2", message => message with { RequestType = "report" });
        foreach (var medium in Enum.GetValues<Medium>().Where(medium => medium is not (Medium.Open311 or Medium.Phone)))
        {
            await TakeAsync(city, $"{medium}-1", message => message with { From = new Correspondent(medium, "13800000009") });
        }

        var seen = Assert.Single(await ListAsync(city, null));

        Assert.Equal((open, true, "路面破损坑洼", null), (seen.Number, seen.Open, seen.CategoryName, seen.UnitName));
        Assert.Null(seen.Own);
        Assert.Equal(["register"], (await Desk(city).ListStepsAsync(new PublicCaseQuery(), Token)).Select(step => step.Number == open ? "register" : "other"));
    }

    [Fact]
    public async Task Whoever_brought_it_sees_its_words_and_the_reply_once_it_is_checked()
    {
        await using var city = await SampleCity.OpenAsync();
        await TakeAsync(city, "ab/1");
        var number = await TakeAsync(city, "a/1", message => message with { Confidential = true });

        Assert.Equal([number], (await ListAsync(city, "a")).Where(row => row.Own is not null).Select(row => row.Number));
        Assert.Empty(await Desk(city).ListAsync(new PublicCaseQuery { Application = "ab", Numbers = [number] }, Token));

        var seen = await city.ActAsync(city.Dispatcher, await city.SeeAsync(number), new CaseAct.Dispatch(city.Unit.Id, "内部意见"));
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Reply("已修好", CaseOutcome.Solved));
        Assert.Null(Assert.Single(await Desk(city).ListAsync(new PublicCaseQuery { Application = "a", Numbers = [number] }, Token)).Own!.ReplyText);
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));

        var closed = Assert.Single(await Desk(city).ListAsync(new PublicCaseQuery { Application = "a", Numbers = [number], Open = false }, Token));
        Assert.Equal(("已修好", city.Unit.Name, city.Time.GetUtcNow()), (closed.Own!.ReplyText, closed.UnitName, closed.UpdatedAt));
        var steps = await Desk(city).ListStepsAsync(new PublicCaseQuery { Application = "a", Numbers = [number] }, Token);
        Assert.Equal(["已受理", "已转承办单位", "承办单位正在办理", "承办单位已答复", "已办结"], steps.Select(step => step.Words));
        Assert.Equal([true, true, true, true, false], steps.Select(step => step.Open));
    }

    [Fact]
    public async Task Lists_are_cut_by_time_category_and_page_and_found_by_external_id()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await TakeAsync(city, "a/1");
        city.Time.Advance(TimeSpan.FromHours(1));
        var second = await TakeAsync(city, "a/2", message => message with { CategoryCode = SampleCity.RoadCollapse });

        Assert.Equal([second, first], (await ListAsync(city, null)).Select(row => row.Number));
        Assert.Equal([first], await NumbersAsync(new PublicCaseQuery { To = city.Time.GetUtcNow() }));
        Assert.Equal([second], await NumbersAsync(new PublicCaseQuery { From = city.Time.GetUtcNow() }));
        Assert.Equal([second], await NumbersAsync(new PublicCaseQuery { Categories = [SampleCity.RoadCollapse] }));
        Assert.Equal([first], await NumbersAsync(new PublicCaseQuery { Size = 1, Page = 2 }));
        Assert.Empty(await NumbersAsync(new PublicCaseQuery { Open = false }));
        Assert.Equal(first, await Desk(city).FindNumberAsync("a/1", Token));
        Assert.Null(await Desk(city).FindNumberAsync("a/9", Token));

        async Task<IEnumerable<string>> NumbersAsync(PublicCaseQuery query) => (await Desk(city).ListAsync(query, Token)).Select(row => row.Number);
    }

    [Fact]
    public async Task Whoever_wrote_on_our_pages_without_a_number_is_asked_there_and_answers_there()
    {
        await using var city = await SampleCity.OpenAsync();
        var writer = new Correspondent(Medium.Web, "0123456789abcdef");
        var number = await TakeAsync(city, "w-1", message => message with { From = writer });
        var seen = await city.ActAsync(city.Dispatcher, await city.SeeAsync(number), new CaseAct.Dispatch(city.Unit.Id, null));
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Reply("已修好", CaseOutcome.Solved));
        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        Assert.True(Assert.Single(await city.Citizens.ListOwnCasesAsync(writer, Token)).MayRate);

        Assert.Equal(ReplyMatch.NoQuestion, await city.Notices.AcceptReplyAsync(Reply("r-0", "somebody-else"), Token));
        Assert.Equal(ReplyMatch.Answered, await city.Notices.AcceptReplyAsync(Reply("r-1", writer.Address), Token));
        Assert.Equal(ReplyMatch.Answered, await city.Notices.AcceptReplyAsync(Reply("r-1", writer.Address), Token));
        Assert.Equal(SatisfactionRating.Satisfied, (await city.SeeAsync(number)).Survey!.Answer);

        NoticeReply Reply(string id, string from) =>
            new(id, from, "", "", city.Time.GetUtcNow()) { Medium = Medium.Web, CaseNumber = number, Rating = SatisfactionRating.Satisfied };
    }

    private static IPublicDesk Desk(SampleCity city) => city.Services.GetRequiredService<IPublicDesk>();

    private static ValueTask<IReadOnlyList<PublicCase>> ListAsync(SampleCity city, string? application) =>
        Desk(city).ListAsync(new PublicCaseQuery { Application = application }, Token);

    private static async Task<string> TakeAsync(SampleCity city, string id, Func<MessageReceived, MessageReceived>? change = null)
    {
        var message = new MessageReceived
        {
            From = new Correspondent(Medium.Open311, id),
            ExternalId = id,
            To = "a",
            Text = "坑",
            CategoryCode = SampleCity.Potholes,
            ArrivedAt = city.Time.GetUtcNow(),
        };
        return (await city.Citizens.TakeAsync(change?.Invoke(message) ?? message, Token)).CaseNumber!;
    }
}
