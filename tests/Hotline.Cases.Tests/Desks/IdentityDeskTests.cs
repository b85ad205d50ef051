using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

public sealed class IdentityDeskTests
{
    private static readonly Correspondent Writer = new(Medium.Email, "Wang@example.org");
    private static readonly Correspondent Follower = new(Medium.Wechat, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_a_follower_and_a_mail_are_seen_as_one_person_while_the_links_hold_and_apart_again_afterwards()
    {
        await using var city = await SampleCity.OpenAsync();
        var call = await CallAsync(city, "call-1", answered: true);
        var mail = await city.Citizens.TakeAsync(Message(city, Writer, "m-1"), Token);
        var chat = await city.Citizens.TakeAsync(Message(city, Follower, "w-1"), Token);
        await city.Citizens.LinkAsync(Follower, SampleCity.Caller, "code-by-sms", Token);
        Assert.Equal([chat.ContactId], await EarlierAsync(city, call));

        var linked = Done(await Desk(city).LinkAsync(city.Agent, mail.ContactId, call, "来电时报了邮箱", Token));

        var link = Assert.Single(linked);
        Assert.Equal(("email:wang@example.org", SampleCity.Caller, $"contact:{call}", null), (link.Address, link.Phone, link.Evidence, link.EndedAt));
        foreach (var contact in new[] { call, mail.ContactId, chat.ContactId })
        {
            Assert.Equal(new[] { call, mail.ContactId, chat.ContactId }.Except([contact]).Order(), (await EarlierAsync(city, contact)).Order());
        }

        var seen = (await city.Board.FindContactAsync(city.Agent, call, Token))!;
        Assert.Equal(new[] { mail.CaseNumber, chat.CaseNumber }.Order(StringComparer.Ordinal), seen.Earlier.Cases.Select(row => row.Number).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Desk(city).ListAsync(city.Agent, call, Token)).Count);

        city.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(Assert.Single(Done(await Desk(city).EndAsync(city.Agent, mail.ContactId, link.Id, "报错了邮箱", Token))).EndedAt);
        await city.Citizens.UnlinkAsync(Follower, Token);
        Assert.Empty(await EarlierAsync(city, call));
        Assert.Empty(await EarlierAsync(city, mail.ContactId));
        Assert.Equal(mail.CaseNumber, Assert.Single(await city.Citizens.ListOwnCasesAsync(Writer, Token)).Number);
        Assert.Equal(2, (await Desk(city).ListAsync(city.Agent, call, Token)).Count);

        var audit = (await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Subject = mail.ContactId.ToString() }, Token)).Items;
        Assert.Equal([("identity.end", "报错了邮箱"), ("identity.link", "来电时报了邮箱")], audit.Select(entry => (entry.Act, entry.Reason!)));
    }

    [Fact]
    public async Task Only_somebody_who_was_there_is_evidence_and_a_code_is_stronger_than_a_word()
    {
        await using var city = await SampleCity.OpenAsync();
        var call = await CallAsync(city, "call-1", answered: true);
        var missed = await CallAsync(city, "call-2", answered: false);
        var chat = (await city.Citizens.TakeAsync(Message(city, Follower, "w-1"), Token)).ContactId;
        var mail = (await city.Citizens.TakeAsync(Message(city, Writer, "m-1"), Token)).ContactId;

        Assert.True(Wrong(await Desk(city).LinkAsync(city.Agent, chat, missed, "x", Token), "evidenceContactId"));
        Assert.True(Wrong(await Desk(city).LinkAsync(city.Agent, chat, mail, "x", Token), "evidenceContactId"));
        Assert.True(Wrong(await Desk(city).LinkAsync(city.Agent, chat, null, "x", Token), "evidenceContactId"));
        Assert.True(Wrong(await Desk(city).LinkAsync(city.Agent, call, missed, "x", Token), "contactId"));
        Assert.True(Wrong(await Desk(city).LinkAsync(city.Agent, chat, call, " ", Token), "note"));
        Assert.IsType<ActResult<IReadOnlyList<IdentityView>>.NotFound>(await Desk(city).LinkAsync(city.Handler, chat, call, "x", Token));
        Assert.Empty(await Desk(city).ListAsync(city.Handler, chat, Token));

        await city.Citizens.LinkAsync(Follower, "13900000009", "code-by-sms", Token);
        var refused = Assert.IsType<ActResult<IReadOnlyList<IdentityView>>.NotAllowed>(await Desk(city).LinkAsync(city.Agent, chat, call, "x", Token));
        Assert.Equal("stronger-evidence", refused.Code);
        var proved = Assert.Single(await Desk(city).ListAsync(city.Agent, chat, Token));
        Assert.True(Wrong(await Desk(city).EndAsync(city.Agent, chat, proved.Id, "", Token), "reason"));
        Assert.IsType<ActResult<IReadOnlyList<IdentityView>>.NotFound>(await Desk(city).EndAsync(city.Agent, mail, proved.Id, "x", Token));
        Done(await Desk(city).EndAsync(city.Agent, chat, proved.Id, "本人要求", Token));
        Assert.Equal([SampleCity.Caller, "13900000009"], Done(await Desk(city).LinkAsync(city.Agent, chat, call, "x", Token)).Select(row => row.Phone));
    }

    [Fact]
    public async Task An_answer_goes_to_the_address_that_wrote_whatever_is_linked_to_it()
    {
        await using var city = await SampleCity.OpenAsync();
        var call = await CallAsync(city, "call-1", answered: true);
        var first = await city.Citizens.TakeAsync(Message(city, Writer, "m-1") with { Acknowledge = true, Phone = null }, Token);
        Done(await Desk(city).LinkAsync(city.Agent, first.ContactId, call, "x", Token));
        city.Time.Advance(TimeSpan.FromDays(2));
        await city.Citizens.TakeAsync(Message(city, Writer, "m-2") with { Acknowledge = true }, Token);
        await city.SendAsync();

        Assert.All(city.Carrier.Carried, notice => Assert.Equal((Medium.Email, "Wang@example.org"), (notice.Medium, notice.To)));
        Assert.Equal(2, city.Carrier.Carried.Count);
    }

    private static IIdentityDesk Desk(SampleCity city) => city.Services.GetRequiredService<IIdentityDesk>();

    private static async Task<Guid> CallAsync(SampleCity city, string id, bool answered) => await city.Intake.AcceptAsync(
        new ContactReceived
        {
            Medium = Medium.Phone,
            ExternalId = id,
            Number = SampleCity.Caller,
            CalledNumber = "12345",
            ArrivedAt = city.Time.GetUtcNow(),
            AnsweredAt = answered ? city.Time.GetUtcNow() : null,
            Ending = answered ? null : ContactEnding.Abandoned,
        },
        Token);

    private static MessageReceived Message(SampleCity city, Correspondent from, string id) =>
        new() { From = from, ExternalId = id, To = "us", Text = "路灯", ArrivedAt = city.Time.GetUtcNow() };

    private static async Task<IEnumerable<Guid>> EarlierAsync(SampleCity city, Guid contact) =>
        (await city.Board.FindContactAsync(city.Agent, contact, Token))!.Earlier.Contacts.Select(row => row.Id);

    private static IReadOnlyList<IdentityView> Done(ActResult<IReadOnlyList<IdentityView>> result) => Assert.IsType<ActResult<IReadOnlyList<IdentityView>>.Done>(result).View;

    private static bool Wrong(ActResult<IReadOnlyList<IdentityView>> result, string field) =>
        result is ActResult<IReadOnlyList<IdentityView>>.Invalid invalid && invalid.Errors.ContainsKey(field);
}
