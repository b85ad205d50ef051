using Hotline.Cases.Tests.Desks;
using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Exchange;

public sealed class ExchangeDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_goes_down_is_handled_sent_back_handled_again_and_closed_above()
    {
        await using var twins = await Twins.OpenAsync();
        var (here, there) = await twins.SendAsync();
        Assert.NotEqual((here.Number, Guid.Empty), (there.Number, there.Contacts[0].Id));
        Assert.Equal((CaseState.Registered, "市平台", here.Text, here.Place, SampleCity.Potholes), (there.State, there.Superior, there.Text, there.Place, there.Category.Code));
        Assert.Equal(SampleCity.Caller, there.Requester.Phone);
        Assert.Equal(there.Number, Assert.Single((await twins.City.SeeAsync(here.Number)).Exchanges).Number);

        await twins.HandleAsync(there);
        here = await twins.City.SeeAsync(here.Number);
        Assert.Equal((CaseState.Replied, "已修补。", CaseOutcome.Solved), (here.State, here.Reply!.Text, here.Reply.Outcome));
        Assert.Contains(here.History, entry => entry.Act == "progress" && entry.Detail.Contains("签收", StringComparison.Ordinal));
        Assert.Contains((await twins.Town.SeeAsync(there.Number)).Limits, limit => limit.Document.Contains(here.Number, StringComparison.Ordinal));

        // The town asks nobody: that is for whoever answers the citizen.
        await twins.Town.SendAsync();
        Assert.Empty(twins.Town.Carrier.Carried);
        Assert.Equal(CaseState.Archived, (await twins.Town.SeeAsync(there.Number)).State);

        await twins.City.ActAsync(twins.City.Leader, here, new CaseAct.Rework("仍有坑洼"));
        await twins.MeetAsync();
        there = await twins.Town.SeeAsync(there.Number);
        Assert.Equal((CaseState.Dispatched, twins.Town.Unit.Id), (there.State, there.Unit!.Id));
        await twins.HandleAsync(there, "已重新修补。");
        here = await twins.City.SeeAsync(here.Number);
        Assert.Equal((CaseState.Replied, "已重新修补。"), (here.State, here.Reply!.Text));

        await twins.City.ActAsync(twins.City.Dispatcher, here, new CaseAct.Close(CaseOutcome.Solved, null));
        await twins.City.SendAsync();
        await twins.City.ReplyAsync(here, "1");
        await twins.MeetAsync();
        there = await twins.Town.SeeAsync(there.Number);
        Assert.Contains(there.History, entry => entry.Act == "exchange.closed");
        Assert.Contains(there.History, entry => entry.Act == "survey.above");
        Assert.DoesNotContain((await twins.Town.SeeAsync(there.Number, twins.Town.Handler)).History, entry => entry.Act == "survey.above");
        Assert.Empty(await twins.City.FaultsAsync());
        Assert.Empty(await twins.Town.FaultsAsync());
    }

    [Fact]
    public async Task A_case_that_is_not_the_towns_comes_back_with_the_grounds_and_ends_there()
    {
        await using var twins = await Twins.OpenAsync("yongning-2017");
        var (here, there) = await twins.SendAsync(SampleCity.Form(null, "other"));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await Twins.Desk(twins.Town).AskAsync(twins.Town.Handler, "k0", there.Number, new SuperiorRequest.Return("不属本镇", null, null), Token));
        Assert.IsType<ActResult<CaseView>.Invalid>(await Twins.Desk(twins.Town).AskAsync(twins.Town.Dispatcher, "k0", there.Number, new SuperiorRequest.Return(" ", null, null), Token));
        var asked = new SuperiorRequest.Return("不属本镇", "transport", "已设围挡");
        SampleCity.Done(await Twins.Desk(twins.Town).AskAsync(twins.Town.Dispatcher, "k1", there.Number, asked, Token));
        Assert.True(Assert.IsType<ActResult<CaseView>.Done>(await Twins.Desk(twins.Town).AskAsync(twins.Town.Dispatcher, "k1", there.Number, asked, Token)).Repeated);
        await twins.MeetAsync();
        here = await twins.City.SeeAsync(here.Number);
        var request = Assert.Single(here.Requests, row => row.Kind == UnitRequestKind.Return);
        Assert.Equal("不属本镇", request.Reason);

        await twins.City.ActAsync(twins.City.Leader, here, new CaseAct.RefuseReturn("属地在本镇"));
        await twins.MeetAsync();
        Assert.Contains((await twins.Town.SeeAsync(there.Number)).History, entry => entry.Act == "exchange.decision" && entry.Detail.Contains("属地在本镇", StringComparison.Ordinal));

        SampleCity.Done(await Twins.Desk(twins.Town).AskAsync(twins.Town.Dispatcher, "k2", there.Number, asked, Token));
        await twins.MeetAsync();
        await twins.City.ActAsync(twins.City.Leader, here, new CaseAct.AcceptReturn(null, null));
        await twins.MeetAsync();
        there = await twins.Town.SeeAsync(there.Number);
        Assert.Equal(CaseState.Archived, there.State);
        Assert.NotNull(Assert.Single(there.Exchanges).EndedAt);
        Assert.All(there.Clocks, clock => Assert.NotNull(clock.EndedAt));
        Assert.Equal("transport", (await twins.City.SeeAsync(here.Number)).Unit!.Id);
        Assert.Empty(await twins.City.FaultsAsync());
        Assert.Empty(await twins.Town.FaultsAsync());
    }

    [Fact]
    public async Task A_result_that_the_rules_above_do_not_allow_comes_back_and_is_done_again()
    {
        // Above a hazard is replied to after a visit with a photo; below, under other rules, without.
        await using var twins = await Twins.OpenAsync(townPolicy: "xiangan-2018");
        var (here, there) = await twins.SendAsync(SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Dispatch("roads", null));
        var unit = twins.Town.At("roads");
        await twins.Town.ActAsync(unit, there, new CaseAct.Sign());
        await twins.Town.ActAsync(unit, there, new CaseAct.Reply("已处理。", CaseOutcome.Solved));
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Close(CaseOutcome.Solved, null));
        await twins.MeetAsync();
        Assert.Equal(CaseState.Signed, (await twins.City.SeeAsync(here.Number)).State);
        there = await twins.Town.SeeAsync(there.Number);
        Assert.Equal(CaseState.Dispatched, there.State);
        Assert.Contains(there.History, entry => entry.Act == "rework" && entry.Detail.Contains("hanjiang-2016/11c", StringComparison.Ordinal));
        Assert.Empty(await twins.Town.FaultsAsync());
    }

    [Fact]
    public async Task Letters_are_applied_once_and_in_order_whatever_the_line_does()
    {
        await using var twins = await Twins.OpenAsync();
        var (here, there) = await twins.SendAsync();
        await twins.City.ActAsync(twins.City.Agent, here, new CaseAct.Supplement(null, "第一次补充", Urge: false));
        await twins.City.ActAsync(twins.City.Agent, here, new CaseAct.Supplement(null, "第二次补充", Urge: true));
        var caught = new List<ExchangeLetter>();
        twins.Down.Says = letter =>
        {
            caught.Add(letter);
            return new(PostVerdict.Done, null); // lost, though it looked sent
        };
        await Twins.Desk(twins.City).WorkAsync(Token);
        twins.Down.Says = null;
        Assert.Equal(["supplement/1", "supplement/1", "urge/1"], caught.Select(letter => letter.Name));

        var desk = Twins.Desk(twins.Town);
        var held = await desk.TakeAsync("city", caught[2], Token);
        Assert.Equal((LetterVerdict.Held, 1), (held.Verdict, held.Received));
        Assert.Equal([2, 3], held.Missing);
        Assert.Equal(LetterVerdict.Held, (await desk.TakeAsync("city", caught[1], Token)).Verdict);
        Assert.Equal(LetterVerdict.Known, (await desk.TakeAsync("city", caught[2], Token)).Verdict);
        Assert.Equal(2, Assert.Single(await desk.ListPeersAsync(twins.Town.Admin, Token)).Gaps);
        Assert.Equal(LetterVerdict.Taken, (await desk.TakeAsync("city", caught[0], Token)).Verdict);
        foreach (var letter in caught)
        {
            Assert.Equal(LetterVerdict.Known, (await desk.TakeAsync("city", letter, Token)).Verdict);
        }

        var stale = await desk.TakeAsync("city", caught[0] with { Id = Guid.NewGuid() }, Token);
        Assert.Equal((LetterVerdict.OutOfDate, 4, there.Number), (stale.Verdict, stale.Received, stale.CaseNumber));
        var told = (await twins.Town.SeeAsync(there.Number)).History.Where(entry => entry.Act is "supplement" or "urge").ToList();
        Assert.Equal(["supplement", "supplement", "urge"], told.Select(entry => entry.Act));
        Assert.Contains("第一次补充", told[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_other_side_lacks_is_sent_again()
    {
        await using var twins = await Twins.OpenAsync();
        var (here, there) = await twins.SendAsync();
        await twins.City.ActAsync(twins.City.Agent, here, new CaseAct.Supplement(null, "第一次补充", Urge: false));
        twins.Down.Says = _ => new(PostVerdict.Done, null);
        await Twins.Desk(twins.City).WorkAsync(Token);
        twins.Down.Says = null;
        await twins.City.ActAsync(twins.City.Agent, here, new CaseAct.Supplement(null, "第二次补充", Urge: false));
        await twins.MeetAsync();
        Assert.Equal(2, (await twins.Town.SeeAsync(there.Number)).History.Count(entry => entry.Act == "supplement"));
    }

    [Fact]
    public async Task Letters_that_are_no_such_or_not_that_sides_to_say_are_refused()
    {
        await using var twins = await Twins.OpenAsync();
        var (_, there) = await twins.SendAsync();
        var (city, town) = (Twins.Desk(twins.City), Twins.Desk(twins.Town));
        var letter = new ExchangeLetter(Guid.NewGuid(), twins.Down.Sent[0].Exchange, 9, "urge/1", twins.City.Time.GetUtcNow(), "{}");
        Assert.Equal(LetterVerdict.Malformed, (await town.TakeAsync("city", letter with { Name = "reply/1", Body = """{"text":"好","outcome":"solved"}""" }, Token)).Verdict);
        Assert.Equal(LetterVerdict.Malformed, (await town.TakeAsync("city", letter with { Name = "urge/2" }, Token)).Verdict);
        Assert.Equal(LetterVerdict.Malformed, (await town.TakeAsync("city", letter with { Seq = 0 }, Token)).Verdict);
        Assert.Equal(LetterVerdict.Malformed, (await town.TakeAsync("city", letter with { Seq = 5000 }, Token)).Verdict);
        Assert.Equal(LetterVerdict.Malformed, (await town.TakeAsync("city", letter with { Body = "[]" }, Token)).Verdict);
        Assert.Equal(LetterVerdict.Unknown, (await town.TakeAsync("nobody", letter, Token)).Verdict);
        Assert.Equal(LetterVerdict.Unknown, (await city.TakeAsync("town", letter with { Name = "progress/1", Exchange = Guid.NewGuid(), Body = """{"text":"好"}""" }, Token)).Verdict);
        Assert.Null(await town.OpenFileAsync("city", new string('0', 64), Token));
        Assert.Equal(CaseState.Registered, (await twins.Town.SeeAsync(there.Number)).State);
    }

    [Fact]
    public async Task What_cannot_go_is_held_tried_with_growing_pauses_given_up_and_sent_again_by_a_person()
    {
        await using var twins = await Twins.OpenAsync();
        twins.Down.Reachable = false;
        await twins.City.SendToAsync(Twins.Unit, SampleCity.Form(await twins.City.AnswerAsync()));
        await twins.MeetAsync();
        var desk = Twins.Desk(twins.City);
        Assert.Equal((false, 1), Assert.Single(await desk.ListPeersAsync(twins.City.Leader, Token)) is var peer ? (peer.Configured, peer.Waiting) : default);
        Assert.Equal(ExchangeState.Held, Assert.Single(await desk.ListLettersAsync(twins.City.Leader, "town", null, null, Token)).State);
        Assert.Empty(await desk.ListPeersAsync(twins.City.Handler, Token));

        twins.Down.Reachable = true;
        twins.Down.Says = _ => new(PostVerdict.Later, "not reached");
        for (var attempt = 0; attempt < 12; attempt++)
        {
            await desk.WorkAsync(Token);
            twins.City.Time.Advance(TimeSpan.FromMinutes(5));
        }

        var letter = Assert.Single(await desk.ListLettersAsync(twins.City.Leader, null, ExchangeState.Waiting, null, Token));
        Assert.Equal((12, "not reached"), (letter.Attempts, letter.Reason));
        Assert.Equal(ResendAnswer.NotAllowed, await desk.ResendAsync(twins.City.Leader, letter.Id, Token));
        twins.City.Time.Advance(TimeSpan.FromDays(10));
        await desk.WorkAsync(Token);
        Assert.Equal(1, Assert.Single(await desk.ListPeersAsync(twins.City.Leader, Token)).Failed);
        Assert.Equal(ResendAnswer.NotFound, await desk.ResendAsync(twins.City.Handler, letter.Id, Token));
        Assert.Equal(ResendAnswer.Queued, await desk.ResendAsync(twins.City.Leader, letter.Id, Token));
        twins.Down.Says = null;
        await twins.MeetAsync();
        Assert.Equal((0, 0), Assert.Single(await desk.ListPeersAsync(twins.City.Leader, Token)) is var well ? (well.Waiting, well.Failed) : default);
        Assert.Single(await Twins.Desk(twins.Town).ListLettersAsync(twins.Town.Leader, null, ExchangeState.Applied, null, Token), row => row.Name == "case/1");
    }

    [Fact]
    public async Task A_masked_requester_does_not_travel_not_even_in_the_words()
    {
        await using var twins = await Twins.OpenAsync();
        var form = SampleCity.Form(await twins.City.AnswerAsync()) with { Confidential = true, Text = $"路面有坑，我是王先生，电话{SampleCity.Caller}。" };
        var (_, there) = await twins.SendAsync(form);
        Assert.Equal((null, null, true), (there.Requester.Name, there.Requester.Phone, there.Confidential));
        Assert.All(twins.Down.Sent, letter => Assert.False(letter.Body.Contains(SampleCity.Caller, StringComparison.Ordinal) || letter.Body.Contains("王先生", StringComparison.Ordinal), letter.Body));
    }

    [Fact]
    public async Task A_masked_requester_does_not_travel_in_the_name_of_a_file()
    {
        await using var twins = await Twins.OpenAsync();
        var mail = await twins.City.Citizens.TakeAsync(
            new()
            {
                From = new Correspondent(Medium.Email, "wang@example.org"), ExternalId = "m-1", To = "12345@rongjiang.example", Subject = "路面", Text = "路面有坑", Thread = "<m-1@example.org>",
                ArrivedAt = twins.City.Time.GetUtcNow(), Attachments = [new ReceivedAttachment("王先生的房产证.jpg", "image/jpeg", new byte[] { 1, 2, 3 })],
            },
            Token);
        await twins.SendAsync(SampleCity.Form(mail.ContactId) with { Confidential = true });
        var sent = twins.Down.Sent.Select(letter => letter.Body).ToList();
        Assert.Contains(sent, body => body.Contains("的房产证.jpg", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, body => body.Contains("王先生", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Photos_go_both_ways_by_their_hash()
    {
        await using var twins = await Twins.OpenAsync();
        var here = await twins.City.RegisterAsync(SampleCity.Form(await twins.City.AnswerAsync(), SampleCity.RoadCollapse, hazard: true));
        here = await twins.City.ActAsync(twins.City.Dispatcher, here, new CaseAct.Dispatch(Twins.Unit, null));
        await twins.MeetAsync();
        var there = await twins.ThereAsync(here);
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Dispatch("roads", null));
        var unit = twins.Town.At("roads");
        await twins.Town.ActAsync(unit, there, new CaseAct.Sign());
        var photo = await twins.Town.PhotoAsync(unit, there);
        await twins.Town.ActAsync(unit, there, new CaseAct.OnSite("延宁路12号", "已围挡", PhotoIds: [photo]));
        await twins.Town.ActAsync(unit, there, new CaseAct.Reply("已修复。", CaseOutcome.Solved));
        await twins.Town.ActAsync(twins.Town.Dispatcher, there, new CaseAct.Close(CaseOutcome.Solved, null));
        await twins.MeetAsync();
        here = await twins.City.SeeAsync(here.Number);
        Assert.Equal(CaseState.Replied, here.State);
        var visit = Assert.Single(here.Records, record => record.Kind == HandlingRecordKind.OnSite);
        var photos = twins.City.Services.GetRequiredService<ICasePhotos>();
        var opened = await photos.OpenAsync(twins.City.Supervisor, here.Number, Assert.Single(visit.Photos), Token);
        await using (opened!.Value.Content)
        {
            Assert.Equal("image/jpeg", opened.Value.View.MediaType);
        }

        Assert.Equal((0, 0), Assert.Single(await Twins.Desk(twins.City).ListPeersAsync(twins.City.Leader, Token)) is var peer ? (peer.FilesWaiting, peer.FilesFailed) : default);
        Assert.Empty(await twins.City.FaultsAsync());
    }
}
