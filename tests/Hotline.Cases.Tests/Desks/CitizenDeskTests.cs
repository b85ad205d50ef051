using System.Text;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

public sealed class CitizenDeskTests
{
    private static readonly Correspondent Writer = new(Medium.Email, "Wang@example.org");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_a_contact_and_a_case_once_and_the_writer_is_told_its_number_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var message = Mail(city, "m-1") with { Acknowledge = true };

        var taken = await city.Citizens.TakeAsync(message, Token);
        var again = await city.Citizens.TakeAsync(message, Token);

        Assert.Equal(taken with { Repeated = true }, again);
        var seen = await city.SeeAsync(taken.CaseNumber!);
        Assert.Equal((CaseState.Registered, "路灯\n晚上不亮"), (seen.State, seen.Text));
        Assert.Null(seen.Requester.Phone);
        Assert.Equal(Medium.Email, Assert.Single(seen.Contacts).Medium);
        await city.SendAsync();
        await city.SendAsync();
        var receipt = Assert.Single(city.Carrier.Carried);
        Assert.Equal((Medium.Email, "Wang@example.org", "路灯", "<m-1@example.org>"), (receipt.Medium, receipt.To, receipt.Subject, receipt.InReplyTo));
        Assert.Contains(taken.CaseNumber!, receipt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_message_at_once_from_many_sides_is_one_case()
    {
        await using var city = await SampleCity.OpenAsync();

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => city.Citizens.TakeAsync(Mail(city, "m-2"), Token).AsTask()));

        Assert.Single(taken.Select(one => one.CaseNumber).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, taken.Count(one => !one.Repeated));
    }

    [Fact]
    public async Task One_acknowledgement_for_an_address_in_a_day()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.Citizens.TakeAsync(Mail(city, "m-1") with { Acknowledge = true }, Token);
        await city.Citizens.TakeAsync(Mail(city, "m-2") with { Acknowledge = true, From = Writer with { Address = "wang@EXAMPLE.org" } }, Token);
        await city.SendAsync();
        Assert.Single(city.Carrier.Carried);

        city.Time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        await city.Citizens.TakeAsync(Mail(city, "m-3") with { Acknowledge = true }, Token);
        await city.SendAsync();
        Assert.Equal(2, city.Carrier.Carried.Count);
    }

    [Fact]
    public async Task What_a_machine_wrote_is_kept_without_a_case_and_never_answered()
    {
        await using var city = await SampleCity.OpenAsync();

        var taken = await city.Citizens.TakeAsync(Mail(city, "m-1") with { Automatic = true, Acknowledge = true }, Token);

        Assert.Null(taken.CaseNumber);
        Assert.NotNull(await city.Board.FindContactAsync(city.Agent, taken.ContactId, Token));
        await city.SendAsync();
        Assert.Empty(city.Carrier.Carried);
    }

    [Fact]
    public async Task An_answer_to_our_mail_joins_the_case_and_what_only_claims_its_sender_is_marked()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await city.Citizens.TakeAsync(Mail(city, "m-1") with { Acknowledge = true }, Token);
        await city.SendAsync();
        var answered = await city.Citizens.TakeAsync(Mail(city, "m-0") with { AnswersNotices = [city.Carrier.Carried.Single().Key] }, Token);
        Assert.Equal((first.CaseNumber, true), (answered.CaseNumber, answered.Joined));

        var second = await city.Citizens.TakeAsync(Mail(city, "m-2") with { Continues = ["m-1"], Text = "补充：在3号楼旁" }, Token);
        var third = await city.Citizens.TakeAsync(
            Mail(city, "m-3") with { From = new(Medium.Email, "else@example.org"), CaseNumber = first.CaseNumber, Text = "我也看到了" }, Token);

        Assert.Equal((first.CaseNumber, true), (second.CaseNumber, second.Joined));
        Assert.Equal((first.CaseNumber, true), (third.CaseNumber, third.Joined));
        var seen = await city.SeeAsync(first.CaseNumber!);
        Assert.Equal(4, seen.Contacts.Count);
        var supplements = seen.History.Where(entry => entry.Act == "supplement").Select(entry => entry.Detail).ToList();
        Assert.DoesNotContain("未核实", supplements[0], StringComparison.Ordinal);
        Assert.All(supplements.Skip(1), supplement => Assert.Contains("未核实", supplement, StringComparison.Ordinal));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task A_call_a_WeChat_message_and_a_mail_about_one_matter_are_one_timeline()
    {
        await using var city = await SampleCity.OpenAsync();
        var opened = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()));
        var wechat = new Correspondent(Medium.Wechat, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M");
        Assert.Empty(await city.Citizens.ListOwnCasesAsync(wechat, Token));

        await city.Citizens.LinkAsync(wechat, SampleCity.Caller, "code-by-sms", Token);
        Assert.Equal(opened.Number, Assert.Single(await city.Citizens.ListOwnCasesAsync(wechat, Token)).Number);
        await city.Citizens.TakeAsync(Mail(city, "w-1") with { From = wechat, CaseNumber = opened.Number, Subject = null }, Token);
        Assert.True(await city.Citizens.UrgeAsync(wechat, opened.Number, "urge-1", Token));
        Assert.True(await city.Citizens.UrgeAsync(wechat, opened.Number, "urge-1", Token));
        await city.Citizens.TakeAsync(Mail(city, "m-1") with { CaseNumber = opened.Number }, Token);

        var seen = await city.SeeAsync(opened.Number);
        Assert.Equal([Medium.Phone, Medium.Wechat, Medium.Wechat, Medium.Email], seen.Contacts.Select(contact => contact.Medium));
        Assert.Equal(["register", "supplement", "urge", "supplement"], seen.History.Select(entry => entry.Act));

        Assert.True(await city.Citizens.UnlinkAsync(wechat, Token));
        Assert.Empty(await city.Citizens.ListOwnCasesAsync(wechat, Token));
        Assert.False(await city.Citizens.UrgeAsync(wechat, opened.Number, "urge-2", Token));
        Assert.Equal(4, (await city.SeeAsync(opened.Number)).Contacts.Count);
    }

    [Fact]
    public async Task The_answer_and_the_question_go_back_through_the_door_and_the_rating_moves_the_case()
    {
        await using var city = await SampleCity.OpenAsync();
        var taken = await city.Citizens.TakeAsync(Mail(city, "m-1"), Token);
        var seen = await CloseAsync(city, taken.CaseNumber!);

        await city.SendAsync();
        var question = Assert.Single(city.Carrier.Carried);
        Assert.Equal((Medium.Email, "Wang@example.org"), (question.Medium, question.To));
        Assert.Contains("已修好。", question.Text, StringComparison.Ordinal);
        var reply = new NoticeReply("email/r-1", "wang@example.org", "", "1", city.Time.GetUtcNow()) { Medium = Medium.Email, AnswersNotices = [question.Key] };
        Assert.Equal(ReplyMatch.NoQuestion, await city.Notices.AcceptReplyAsync(reply with { From = "else@example.org" }, Token));
        Assert.Equal(ReplyMatch.NoQuestion, await city.Notices.AcceptReplyAsync(reply with { Text = "还有一事" }, Token));
        Assert.Equal(ReplyMatch.Answered, await city.Notices.AcceptReplyAsync(reply, Token));
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(seen.Number)).State);
    }

    [Fact]
    public async Task Where_WeChat_is_closed_to_the_receiver_the_question_goes_by_SMS_to_the_linked_phone()
    {
        await using var city = await SampleCity.OpenAsync();
        var wechat = new Correspondent(Medium.Wechat, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M");
        await city.Citizens.LinkAsync(wechat, SampleCity.Caller, "code-by-sms", Token);
        var taken = await city.Citizens.TakeAsync(Mail(city, "w-1") with { From = wechat, Subject = null, Thread = null }, Token);
        city.Carrier.Says = notice => notice.Medium == Medium.Wechat
            ? new(CarrierVerdict.Refused, null, "45015") : new(CarrierVerdict.Accepted, "p-1", null);
        var seen = await CloseAsync(city, taken.CaseNumber!);

        await city.SendAsync();
        await city.SendAsync();

        Assert.Equal([Medium.Wechat, Medium.Sms], city.Carrier.Carried.Select(notice => notice.Medium));
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1"));
    }

    [Fact]
    public async Task Attachments_lie_under_ids_whatever_they_call_themselves_and_open_whole()
    {
        await using var city = await SampleCity.OpenAsync();
        string[] names = ["../../../etc/passwd", "..\\..\\boot.ini", "/abs/路.jpg", "\u202Egpj.exe", "", "..", new string('a', 400) + ".png", "a\0b\r\nc"];
        var content = Encoding.UTF8.GetBytes("照片");

        var taken = await city.Citizens.TakeAsync(Mail(city, "m-1") with { Attachments = [.. names.Select(name => new ReceivedAttachment(name, "image/jpeg", content))] }, Token);

        var store = city.Services.GetRequiredService<IAttachmentStore>();
        var kept = await store.ListAsync(city.Agent, taken.ContactId, Token);
        Assert.Equal(["passwd", "boot.ini", "路.jpg", "gpj.exe", "attachment", "attachment"], kept.Take(6).Select(attachment => attachment.FileName));
        Assert.All(kept, attachment => Assert.DoesNotContain(attachment.FileName, char.IsControl));
        var root = Path.Combine(city.Folder, "attachments");
        Assert.Equal(
            kept.Select(attachment => attachment.Id.ToString("N")).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(city.Folder)!, "passwd"));
        var opened = await store.OpenAsync(city.Agent, taken.ContactId, kept[0].Id, Token);
        await using (opened!.Value.Content)
        {
            Assert.Equal(content.Length, opened.Value.Content.Length);
        }

        Assert.Null(await store.OpenAsync(city.Handler, taken.ContactId, kept[0].Id, Token));
        var file = Path.Combine(root, kept[0].Id.ToString("N")[..2], kept[0].Id.ToString("N"));
        await File.WriteAllTextAsync(file, "别的", Token);
        Assert.Null(await store.OpenAsync(city.Agent, taken.ContactId, kept[0].Id, Token));
    }

    [Fact]
    public async Task What_could_not_be_read_is_kept_whole_with_a_case_for_a_person()
    {
        await using var city = await SampleCity.OpenAsync();
        var taken = await city.Citizens.TakeAsync(
            Mail(city, "m-1") with { Text = "", Quarantine = "too-deep", Attachments = [new ReceivedAttachment("original.eml", "message/rfc822", new byte[] { 1, 2, 3 })] }, Token);

        Assert.Contains("原件", (await city.SeeAsync(taken.CaseNumber!)).Text, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(await city.Services.GetRequiredService<IAttachmentStore>().ListAsync(city.Agent, taken.ContactId, Token)).Bytes);
    }

    [Fact]
    public async Task A_dead_letter_goes_again_on_a_persons_word_and_a_question_on_the_telephone_does_not()
    {
        await using var city = await SampleCity.OpenAsync();
        city.Carrier.Says = _ => new(CarrierVerdict.Refused, null, "550");
        var taken = await city.Citizens.TakeAsync(Mail(city, "m-1") with { Acknowledge = true }, Token);
        await city.SendAsync();
        var dead = Assert.Single(await city.Board.ListNoticesAsync(city.Leader, NoticeState.Failed, null, Token));
        Assert.Equal((taken.CaseNumber, "550", "w***@example.org"), (dead.CaseNumber, dead.Reason, ContactAddress.Mask("wang@example.org")));

        Assert.Equal(ResendAnswer.NotFound, await city.Notices.ResendAsync(city.Handler, dead.Id, Token));
        city.Carrier.Says = null;
        Assert.Equal(ResendAnswer.Queued, await city.Notices.ResendAsync(city.Leader, dead.Id, Token));
        await city.SendAsync();
        Assert.Equal(NoticeState.Sent, Assert.Single(await city.Board.ListNoticesAsync(city.Leader, null, taken.CaseNumber, Token)).State);
        Assert.Equal(ResendAnswer.NotAllowed, await city.Notices.ResendAsync(city.Leader, dead.Id, Token));

        city.Carrier.Says = _ => new(CarrierVerdict.Refused, null, "550");
        await CloseAsync(city, taken.CaseNumber!);
        await city.SendAsync();
        var question = Assert.Single(await city.Board.ListNoticesAsync(city.Leader, NoticeState.Failed, null, Token));
        Assert.Equal(ResendAnswer.NotAllowed, await city.Notices.ResendAsync(city.Leader, question.Id, Token));
    }

    [Fact]
    public async Task A_mail_in_hand_when_the_product_fell_goes_again_under_the_same_key()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.Citizens.TakeAsync(Mail(city, "m-1") with { Acknowledge = true }, Token);
        using (var crash = new CancellationTokenSource())
        {
            city.Carrier.Meanwhile = async (_, _) => await crash.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await city.Notices.DispatchDueAsync(crash.Token));
        }

        city.Carrier.Meanwhile = null;
        city.Time.Advance(OutboxNotice.Lease);
        await city.SendAsync();

        Assert.Equal(2, city.Carrier.Carried.Count);
        Assert.Single(city.Carrier.Carried.Select(notice => notice.Key).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_note_of_a_door_is_written_by_whoever_saw_it_last()
    {
        await using var city = await SampleCity.OpenAsync();
        var notes = city.Services.GetRequiredService<IDoorNotes>();

        var won = await Task.WhenAll(Enumerable.Range(0, 10).Select(index => notes.TryKeepAsync("token", $"{index}", 0, Token).AsTask()));

        Assert.Single(won, kept => kept);
        var note = await notes.FindAsync("token", Token);
        Assert.True(await notes.TryKeepAsync("token", "next", note!.Version, Token));
        Assert.False(await notes.TryKeepAsync("token", "late", note.Version, Token));
        Assert.Equal(new DoorNoteView("next", note.Version + 1), await notes.FindAsync("token", Token));
    }

    private static async Task<CaseView> CloseAsync(SampleCity city, string number)
    {
        var seen = await city.SeeAsync(number);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Reply("已修好。", CaseOutcome.Solved));
        return await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
    }

    private static MessageReceived Mail(SampleCity city, string id) => new()
    {
        From = Writer,
        ExternalId = id,
        To = "12345@rongjiang.example",
        Subject = "路灯",
        Text = "晚上不亮",
        Thread = $"<{id}@example.org>",
        ArrivedAt = city.Time.GetUtcNow(),
    };
}
