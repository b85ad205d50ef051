using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>联系、到场: a reply is taken only with what the policy wants shown.</summary>
public sealed class EvidenceTests
{
    private static readonly CaseAct.Reply Done = new("已处理。", CaseOutcome.Solved);
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Clause", "xiangan-2018/3-4")]
    public async Task A_contact_points_at_a_call_with_that_requester_since_the_unit_got_the_case()
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        var unit = city.At("roads");
        var early = await city.AnswerAsync();
        city.Time.Advance(TimeSpan.FromMinutes(5));
        var seen = await city.SendToAsync("roads", SampleCity.Form(null, "other") with { RequestType = "help" });
        seen = await city.ActAsync(unit, seen, new CaseAct.Sign());
        Assert.DoesNotContain((await city.SeeAsync(seen.Number, unit)).Acts, act => act.Act == CaseActKind.Reply);
        Refused(await city.TryAsync(unit, seen, Done), "xiangan-2018/3-4");

        var strangers = await city.AnswerAsync("13900000009");
        foreach (var (contact, notice) in new (Guid?, Guid?)[] { (null, null), (Guid.NewGuid(), null), (null, Guid.NewGuid()), (early, strangers), (early, null), (strangers, null) })
        {
            Assert.Single(Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(unit, seen, new CaseAct.ContactRequester(contact, notice, null))).Errors);
        }

        // Rung in time, put down too late: in time.
        city.GoTo("2026-03-03T17:00");
        var call = await city.AnswerAsync();
        city.GoTo("2026-03-04T09:00");
        seen = await city.ActAsync(unit, await city.SeeAsync(seen.Number), new CaseAct.ContactRequester(call, null, "约定周四上门"));
        Assert.Equal(ClockState.Met, seen.Clocks.Single(clock => clock.Name == "contact").State);
        var record = Assert.Single(seen.Records);
        Assert.Equal((HandlingRecordKind.Contact, call, SampleCity.Local("2026-03-03T17:00"), Medium.Phone), (record.Kind, record.ContactId!.Value, record.At, record.Medium!.Value));
        Assert.Equal("xiangan-2018/3-4", seen.History[^1].Clause);
        Assert.Equal(CaseState.Replied, (await city.ActAsync(unit, seen, Done)).State);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/23–25")]
    public async Task A_message_through_the_platform_shows_the_contact_once_it_went_out()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var unit = city.At("roads");
        var seen = await city.ActAsync(unit, await city.SendToAsync("roads"), new CaseAct.Sign());
        Refused(await city.TryAsync(unit, seen, Done), "gaoling-2020/23–25");
        seen = await city.ActAsync(unit, seen, new CaseAct.Message("已安排明日修补，请留意。"));
        var message = Assert.Single(seen.Messages);
        var contact = new CaseAct.ContactRequester(null, message.Id, null);
        Assert.Equal(["noticeId"], Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(unit, seen, contact)).Errors.Keys);

        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.SendAsync();
        var carried = Assert.Single(city.Carrier.Carried);
        Assert.Equal(SampleCity.Caller, carried.To);
        Assert.Contains("市政道路管养所就您反映的事项", carried.Text, StringComparison.Ordinal);
        seen = await city.ActAsync(unit, seen, contact);
        Assert.Equal(CaseState.Replied, (await city.ActAsync(unit, seen, Done)).State);

        // Of another case the same message shows nothing.
        var other = await city.ActAsync(unit, await city.SendToAsync("roads"), new CaseAct.Sign());
        Assert.Equal(["noticeId"], Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(unit, other, contact)).Errors.Keys);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9a")]
    public async Task A_consultation_is_replied_to_with_a_record_of_the_contact()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var unit = city.At("roads");
        var seen = await city.SendToAsync("roads", SampleCity.Form(null, "other") with { RequestType = "consultation" });
        seen = await city.ActAsync(unit, seen, new CaseAct.Sign());
        Refused(await city.TryAsync(unit, seen, Done), "gaoling-2020/9a");
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.ContactRequester(await city.AnswerAsync(), null, null)); // an agent rang for the unit
        Assert.Equal(CaseState.Replied, (await city.ActAsync(unit, seen, Done)).State);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11c")]
    public async Task A_hazard_is_replied_to_after_a_visit_with_time_place_and_photo()
    {
        await using var city = await SampleCity.OpenAsync();
        var unit = city.At("roads");
        var seen = await city.RegisterAsync(SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch("roads", null));
        seen = await city.ActAsync(unit, seen, new CaseAct.Sign());
        Refused(await city.TryAsync(unit, seen, Done), "hanjiang-2016/11c");

        var dispatched = city.Time.GetUtcNow();
        city.Time.Advance(TimeSpan.FromHours(7));
        var visit = new CaseAct.OnSite("延宁路12号", "已围挡", dispatched.AddHours(5), 119.12, 25.45, 8);
        foreach (var (wrong, field) in new[]
        {
            (visit with { At = dispatched.AddSeconds(-1) }, "at"),
            (visit with { At = city.Time.GetUtcNow().AddSeconds(1) }, "at"),
            (visit with { Latitude = null, AccuracyMetres = null }, "longitude"),
            (visit with { Longitude = 181 }, "longitude"),
            (visit with { AccuracyMetres = -1 }, "accuracyMetres"),
            (visit with { PhotoIds = [Guid.NewGuid()] }, "photoIds"),
            (visit with { Place = " " }, "place"),
        })
        {
            Assert.Equal([field], Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(unit, seen, wrong)).Errors.Keys);
        }

        seen = await city.ActAsync(unit, seen, visit);
        Assert.Equal(ClockState.Met, seen.Clocks.Single(clock => clock.Name == "on-site").State); // there in five hours, put down after seven
        Refused(await city.TryAsync(unit, seen, Done), "hanjiang-2016/11c");

        var photos = city.Services.GetRequiredService<ICasePhotos>();
        Assert.Equal(["photo"], Assert.IsType<ActResult<PhotoView>.Invalid>(await photos.AddAsync(unit, seen.Number, "GIF89a"u8.ToArray(), Token)).Errors.Keys);
        Assert.IsType<ActResult<PhotoView>.NotFound>(await photos.AddAsync(city.OtherHandler, seen.Number, Picture, Token));
        var photo = SampleCity.Done(await photos.AddAsync(unit, seen.Number, Picture, Token));
        Assert.True(Assert.IsType<ActResult<PhotoView>.Done>(await photos.AddAsync(unit, seen.Number, Picture, Token)).Repeated);
        seen = await city.ActAsync(unit, seen, visit with { PhotoIds = [photo.Id] });
        Assert.Equal((25.45, 8d, photo.Id), (seen.Records[^1].Latitude!.Value, seen.Records[^1].AccuracyMetres!.Value, Assert.Single(seen.Records[^1].Photos)));
        var opened = await photos.OpenAsync(city.Supervisor, seen.Number, photo.Id, Token);
        await using (opened!.Value.Content)
        {
            Assert.Equal(("image/jpeg", Picture.Length), (opened.Value.View.MediaType, (int)opened.Value.Content.Length));
        }

        Assert.Null(await photos.OpenAsync(city.OtherHandler, seen.Number, photo.Id, Token));
        Assert.Equal(CaseState.Replied, (await city.ActAsync(unit, seen, Done)).State);
    }

    [Fact]
    public async Task A_unit_below_goes_on_site_for_the_one_above()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch("housing", null));
        seen = await city.ActAsync(city.At("housing"), seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.At("housing"), seen, new CaseAct.Delegate("roads", "到场查看", null));
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.OnSite("延宁路12号", "已围挡"));
        Assert.Equal("roads", Assert.Single(seen.Records).Unit.Id);
        Assert.Equal(ClockState.Met, seen.Clocks.Single(clock => clock.Name == "on-site").State);
    }

    private static void Refused(ActResult<CaseView> result, string clause)
    {
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(result);
        Assert.Equal(("not-allowed", clause), (refused.Code, refused.Clause));
    }
}
