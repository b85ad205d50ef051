using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>One contact opens several cases, or adds to one; what may be the same matter is offered; repeated complaints become one rectification.</summary>
public sealed class ContactToCaseTests
{
    [Fact]
    public async Task One_contact_opens_several_cases_and_adds_to_another()
    {
        await using var city = await SampleCity.OpenAsync();
        var earlier = await city.BringToAsync(CaseState.Dispatched);
        var contact = await city.AnswerAsync();
        var first = await city.RegisterAsync(SampleCity.Form(contact));
        var second = await city.RegisterAsync(SampleCity.Form(contact, "010306") with { Text = "路灯也不亮" });
        Assert.NotEqual(first.Number, second.Number);

        var seen = await city.ActAsync(city.Agent, earlier, new CaseAct.Supplement(contact, "坑又变大了", Urge: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Supplement(contact, "已经有人摔倒", Urge: false));

        Assert.Equal(["supplement", "urge", "supplement"], seen.History.Select(entry => entry.Act).Where(act => act is "supplement" or "urge"));
        Assert.Equal(2, seen.Contacts.Count);
        Assert.Equal([earlier.Number, first.Number, second.Number], (await city.Board.FindContactAsync(city.Agent, contact, TestContext.Current.CancellationToken))!.CaseNumbers);
        Assert.Contains("坑又变大了", (await city.SeeAsync(seen.Number, city.Handler)).History.Single(entry => entry.Detail.Contains("坑又", StringComparison.Ordinal)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_adds_nothing_or_comes_too_late_is_refused()
    {
        await using var city = await SampleCity.OpenAsync();
        var open = await city.BringToAsync(CaseState.Registered);
        Assert.Equal(["text"], Wrong(await city.TryAsync(city.Agent, open, new CaseAct.Supplement(null, " ", Urge: false))));
        Assert.Equal(["text"], Wrong(await city.TryAsync(city.Agent, open, new CaseAct.Supplement(null, new string('长', 4001), Urge: true))));
        Assert.Equal(["contactId"], Wrong(await city.TryAsync(city.Agent, open, new CaseAct.Supplement(Guid.NewGuid(), "补充", Urge: false))));
        var over = await city.BringToAsync(CaseState.Archived);
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, over, new CaseAct.Supplement(null, "补充", Urge: false)));
        Assert.Contains("已归档", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_own_open_cases_and_similar_ones_are_offered_with_the_score_explained()
    {
        await using var city = await SampleCity.OpenAsync();
        var own = await city.RegisterAsync(SampleCity.Form(null, "020101") with { Text = "别的事情", Place = "江口镇东大村" });
        var alike = await city.RegisterAsync(SampleCity.Form(null) with { RequesterPhone = "13800000002" });
        var contact = await city.AnswerAsync();

        var found = await city.Board.FindSimilarAsync(
            city.Agent,
            new SimilarQuery { ContactId = contact, CategoryCode = SampleCity.Potholes, Place = "延宁路12号", Text = "路面有大坑" },
            TestContext.Current.CancellationToken);

        Assert.Equal([own.Number], found.SameCaller.Select(row => row.Number));
        var similar = Assert.Single(found.Similar);
        Assert.Equal(alike.Number, similar.Case.Number);
        Assert.Equal(similar.Score, similar.Parts.Sum(part => part.Points));
        Assert.Contains(similar.Parts, part => part is { Part: "category", Points: 35 });
        Assert.Empty((await city.Board.FindSimilarAsync(city.Handler, new SimilarQuery { CategoryCode = SampleCity.Potholes }, TestContext.Current.CancellationToken)).Similar);
        Assert.Empty((await city.Board.FindSimilarAsync(city.Agent, new SimilarQuery(), TestContext.Current.CancellationToken)).SameCaller);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11g")]
    public async Task The_third_complaint_of_one_thing_makes_it_a_rectification_with_an_owner_and_a_closing()
    {
        await using var city = await SampleCity.OpenAsync();
        var elsewhere = await city.RegisterAsync(SampleCity.Form(null) with { Place = "江口镇东大村村口" });
        var first = await city.BringToAsync(CaseState.Registered, "13800000001");
        var second = await city.BringToAsync(CaseState.Registered, "13800000002");
        Assert.Null(second.Rectification);
        var third = await city.BringToAsync(CaseState.Registered, "13800000003");
        var fourth = await city.BringToAsync(CaseState.Dispatched, "13800000004");
        var desk = (IRectificationDesk)city.Services.GetService(typeof(IRectificationDesk))!;
        var group = Assert.Single((await desk.ListAsync(city.Dispatcher, open: true, 1, 20, TestContext.Current.CancellationToken)).Items);

        Assert.Equal([first.Number, second.Number, third.Number, fourth.Number], group.Cases.Select(row => row.Number));
        Assert.Equal(("roads", "hanjiang-2016/11g"), (group.Unit!.Id, group.Clause));
        Assert.Null((await city.SeeAsync(elsewhere.Number)).Rectification);
        var open = Assert.IsType<ActResult<RectificationView>.NotAllowed>(await desk.CloseAsync(city.Dispatcher, group.Number, "已整治", TestContext.Current.CancellationToken));
        Assert.Equal("hanjiang-2016/11g", open.Clause);
        Assert.Equal("no-right", Assert.IsType<ActResult<RectificationView>.NotAllowed>(await desk.CloseAsync(city.Handler, group.Number, "已整治", TestContext.Current.CancellationToken)).Code);

        group = SampleCity.Done(await desk.AddAsync(city.Leader, group.Number, elsewhere.Number, TestContext.Current.CancellationToken));
        foreach (var member in group.Cases.Where(member => member.Number != fourth.Number))
        {
            SampleCity.Done(await desk.RemoveAsync(city.Leader, group.Number, member.Number, "不是同一处", TestContext.Current.CancellationToken));
        }

        await city.ActAsync(city.Handler, fourth, new CaseAct.Sign());
        await city.ActAsync(city.Handler, fourth, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        await city.ActAsync(city.Dispatcher, fourth, new CaseAct.Close(CaseOutcome.Solved, null));
        group = SampleCity.Done(await desk.CloseAsync(city.Dispatcher, group.Number, "全路段已整治", TestContext.Current.CancellationToken));
        Assert.Equal(("全路段已整治", 1), (group.Conclusion, group.Cases.Count));
        Assert.IsType<ActResult<RectificationView>.NotAllowed>(await desk.AddAsync(city.Leader, group.Number, first.Number, TestContext.Current.CancellationToken));
        Assert.NotNull(await desk.FindAsync(city.Handler, group.Number, TestContext.Current.CancellationToken));
        Assert.Null(await desk.FindAsync(city.OtherHandler, group.Number, TestContext.Current.CancellationToken));
        Assert.Empty(await city.FaultsAsync());
    }

    [Theory]
    [InlineData("井盖🕳️丢了 👨‍👩‍👧‍👦 مرحبا \u202Eabc")]
    [InlineData("一行\r\n二行\t\u0001结束")]
    [InlineData("before\0after")]
    public async Task Odd_text_is_kept_whole(string text)
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(null) with { Text = text });
        Assert.Equal(text, (await city.SeeAsync(seen.Number)).Text);
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Supplement(null, text, Urge: false));
        Assert.EndsWith(text, seen.History[^1].Detail, StringComparison.Ordinal);
        Assert.Empty(await city.FaultsAsync());
    }

    private static IEnumerable<string> Wrong(ActResult<CaseView> result) => Assert.IsType<ActResult<CaseView>.Invalid>(result).Errors.Keys;
}
