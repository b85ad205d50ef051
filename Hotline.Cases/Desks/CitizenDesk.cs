using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Takes what citizens write, each message once, and shows them what became of it.</summary>
internal sealed class CitizenDesk(Ledger ledger, RuleBook book, AttachmentShelf shelf, TimeProvider time) : ICitizenDesk
{
    private const int MostCases = 20;
    private const int GistLength = 31;

    /// <summary>One acknowledgement for each address in this time: two machines that answer each other stop after one (RFC 3834 §2).</summary>
    private static readonly TimeSpan AcknowledgementPause = TimeSpan.FromHours(24);

    public async ValueTask<MessageTaken> TakeAsync(MessageReceived message, CancellationToken cancellationToken)
    {
        for (var place = 0; place < message.Attachments.Count; place++)
        {
            await shelf.PutAsync(Attachment.IdOf(message.From.Medium, message.ExternalId, place), message.Attachments[place].Content, cancellationToken);
        }

        return await ledger.WriteAsync(database => TakeAsync(database, message, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<OwnCase>> ListOwnCasesAsync(Correspondent correspondent, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<OwnCase>>(async database =>
        {
            var own = await OwnAsync(database, correspondent, cancellationToken);
            var rows = await own.Include(row => row.Surveys).Include(row => row.Tasks).AsSplitQuery().OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Number)
                .Take(MostCases).ToListAsync(cancellationToken);
            return [.. rows.Select(Shown)];
        });

    public ValueTask<OwnCase?> FindOwnCaseAsync(Correspondent correspondent, string caseNumber, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var own = await OwnAsync(database, correspondent, cancellationToken);
            return await own.Include(row => row.Surveys).Include(row => row.Tasks).AsSplitQuery().SingleOrDefaultAsync(row => row.Number == caseNumber, cancellationToken) is { } found ? Shown(found) : null;
        });

    public ValueTask<bool> UrgeAsync(Correspondent correspondent, string caseNumber, string externalId, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var own = await OwnAsync(database, correspondent, cancellationToken);
                var found = await own.Where(row => row.Number == caseNumber && row.State != CaseState.Archived).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);
                if (found is not { } id)
                {
                    return false;
                }

                if (await database.Contacts.AnyAsync(row => row.Medium == correspondent.Medium && row.ExternalId == externalId, cancellationToken))
                {
                    return true;
                }

                var urged = await database.Cases.ForDecision().SingleAsync(row => row.Id == id, cancellationToken);
                var contact = Contact.From(
                    new MessageReceived { From = correspondent, ExternalId = externalId, To = "", Text = "催办", ArrivedAt = time.GetUtcNow() }, time.GetUtcNow());
                database.Contacts.Add(contact);
                urged.Join(contact);
                Writing.Urge(urged, correspondent.Medium, Now(Author.Requester, urged));
                return true;
            },
            cancellationToken);

    public ValueTask<CitizenResult> ObjectAsync(Correspondent correspondent, string caseNumber, string text, string externalId, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(text) || text.Length > Objecting.LongestText
            ? new(new CitizenResult(CitizenAnswer.Invalid))
            : ledger.WriteAsync(
                async database =>
                {
                    var own = await OwnAsync(database, correspondent, cancellationToken);
                    if (await own.Where(row => row.Number == caseNumber).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken) is not { } id)
                    {
                        return new CitizenResult(CitizenAnswer.NotFound);
                    }

                    if (await database.Contacts.AnyAsync(row => row.Medium == correspondent.Medium && row.ExternalId == externalId, cancellationToken))
                    {
                        return new CitizenResult(CitizenAnswer.Done);
                    }

                    var objected = await database.Cases.ForDecision().SingleAsync(row => row.Id == id, cancellationToken);
                    var occasion = Now(Author.Requester, objected);
                    if (Objecting.RefuseRequester(objected, occasion) is { } refused)
                    {
                        return refused;
                    }

                    var contact = Contact.From(new MessageReceived { From = correspondent, ExternalId = externalId, To = "", Text = text, ArrivedAt = occasion.At }, occasion.At);
                    database.Contacts.Add(contact);
                    database.News.Add(new ContactChanged(contact.Id, null, null));
                    objected.Join(contact);
                    Objecting.Object(objected, text, Writing.Door(contact.Medium), occasion);
                    return new CitizenResult(CitizenAnswer.Done);
                },
                cancellationToken);

    public async ValueTask LinkAsync(Correspondent correspondent, string phone, string evidence, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var link = await LinkOfAsync(database, correspondent, cancellationToken);
                if (link?.PhoneKey == PhoneNumber.Key(phone))
                {
                    return true;
                }

                link?.End(now);
                await database.SaveChangesAsync(cancellationToken);
                database.IdentityLinks.Add(IdentityLink.Of(ContactAddress.Key(correspondent.Medium, correspondent.Address), phone, evidence, now));
                return true;
            },
            cancellationToken);

    public ValueTask<bool> UnlinkAsync(Correspondent correspondent, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var link = await LinkOfAsync(database, correspondent, cancellationToken);
                link?.End(time.GetUtcNow());
                return link is not null;
            },
            cancellationToken);

    public ValueTask<string?> LinkedPhoneAsync(Correspondent correspondent, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database => (await LinkOfAsync(database, correspondent, cancellationToken))?.Phone);

    private OwnCase Shown(Case own)
    {
        var (rules, now) = (book.Of(own), time.GetUtcNow());
        return new(
            own.Number,
            own.State,
            Excerpt.Of(own.Text, GistLength),
            own.UnitName,
            own.RegisteredAt,
            own.ReplyText,
            own.CurrentSurvey is { Open: true },
            Closing.RatingOver(own, rules, now),
            Objecting.Window(own, rules, now));
    }

    private async Task<MessageTaken> TakeAsync(HotlineDbContext database, MessageReceived message, CancellationToken cancellationToken)
    {
        var medium = message.From.Medium;
        if (await database.Contacts.AsNoTracking().SingleOrDefaultAsync(row => row.Medium == medium && row.ExternalId == message.ExternalId, cancellationToken) is { } known)
        {
            var number = await database.Cases.Where(row => row.Contacts.Any(link => link.ContactId == known.Id))
                .OrderBy(row => row.Number).Select(row => row.Number).FirstOrDefaultAsync(cancellationToken);
            return new MessageTaken(known.Id, number, Joined: false, Repeated: true);
        }

        var contact = Contact.From(message, time.GetUtcNow());
        database.Contacts.Add(contact);
        database.News.Add(new ContactChanged(contact.Id, null, null));
        database.Attachments.AddRange(message.Attachments.Select((received, place) =>
            Attachment.Of(contact.Id, Attachment.IdOf(medium, message.ExternalId, place), place, received)));

        if (await ObjectAsync(database, message, contact, cancellationToken) is { } objected)
        {
            return new MessageTaken(contact.Id, objected, Joined: true, Repeated: false);
        }

        var (concerned, verified) = await FindCaseAsync(database, message, contact, cancellationToken);
        if (concerned is not null)
        {
            Writing.Supplement(concerned, message, contact, verified, Now(Author.Requester, concerned));
            await AcknowledgeAsync(database, message, concerned, $"您的来件已并入工单{concerned.Number}，承办单位会一并办理。", cancellationToken);
            return new MessageTaken(contact.Id, concerned.Number, Joined: true, Repeated: false);
        }

        if (message.Automatic || message.AnsweredBy is not null)
        {
            return new MessageTaken(contact.Id, null, Joined: false, Repeated: false);
        }

        var phone = message.Phone ?? (await LinkOfAsync(database, message.From, cancellationToken))?.Phone;
        var opened = Writing.Open(await database.NextCaseNumberAsync(time.GetUtcNow(), cancellationToken), message, contact, phone, Now(Author.Requester));
        if (medium == Medium.Email && book.Messages.Letterbox is { } letterbox)
        {
            opened.Start(new(letterbox), contact.ArrivedAt, Now(Author.System));
        }

        database.Cases.Add(opened);
        await database.GatherAsync(opened, Now(Author.System), cancellationToken);
        await AcknowledgeAsync(database, message, opened, $"您反映的事项已受理，工单编号{opened.Number}，办理结果将通过本渠道答复。", cancellationToken);
        return new MessageTaken(contact.Id, opened.Number, Joined: false, Repeated: false);
    }

    /// <summary>A message that says so is an objection to how one's own case ended: the one it names, else the one closed last. The number of that case; null where it is none.</summary>
    private async Task<string?> ObjectAsync(HotlineDbContext database, MessageReceived message, Contact contact, CancellationToken cancellationToken)
    {
        var words = message.Text.Trim();
        if (message.Automatic || !(words.StartsWith(Objecting.Word, StringComparison.Ordinal) || message.Subject?.Trim().StartsWith(Objecting.Word, StringComparison.Ordinal) == true))
        {
            return null;
        }

        var over = (await OwnAsync(database, message.From, cancellationToken)).Where(row => Objecting.Over.Contains(row.State));
        if (message.From.Medium == Medium.Email)
        {
            // Anybody can write any sender into a mail; only whoever got a mail of ours can answer it.
            var keys = message.AnswersNotices.Select(key => Guid.TryParseExact(key, "N", out var id) ? id : Guid.Empty).ToList();
            over = over.Where(row => database.Notices.Any(notice => keys.Contains(notice.Id) && notice.CaseId == row.Id));
        }

        var number = message.CaseNumber ?? Objecting.NumberIn(words);
        var found = await over.Where(row => number == null || row.Number == number).OrderByDescending(row => row.ClosedAt).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        if (found is not { } id)
        {
            return null;
        }

        var objected = await database.Cases.ForDecision().SingleAsync(row => row.Id == id, cancellationToken);
        var occasion = Now(Author.Requester, objected);
        if (Objecting.Refusal(objected, occasion.Rules, occasion.At) is not null)
        {
            return null;
        }

        objected.Join(contact);
        Objecting.Object(objected, Excerpt.Kept(words, Objecting.LongestText), Writing.Door(contact.Medium), occasion);
        await AcknowledgeAsync(database, message, objected, $"您对工单{objected.Number}的异议已登记，将由专人复核并答复。", cancellationToken);
        return objected.Number;
    }

    /// <summary>The open case a message belongs to: that of the notice it answers, of the message it continues, or the one it names.</summary>
    private static async Task<(Case? Found, bool Verified)> FindCaseAsync(HotlineDbContext database, MessageReceived message, Contact contact, CancellationToken cancellationToken)
    {
        var open = database.Cases.Where(row => row.State != CaseState.Archived);
        var keys = message.AnswersNotices.Select(key => Guid.TryParseExact(key, "N", out var id) ? id : Guid.Empty).ToList();
        var caseId = keys.Count == 0 ? null : await open.Where(row => database.Notices.Any(notice => keys.Contains(notice.Id) && notice.CaseId == row.Id))
            .OrderByDescending(row => row.RegisteredAt).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        var knowsOurs = caseId is not null;
        foreach (var beginning in message.Continues)
        {
            caseId ??= await open
                .Where(row => row.Contacts.Any(link => database.Contacts.Any(
                    earlier => earlier.Id == link.ContactId && earlier.Medium == contact.Medium && earlier.ExternalId.StartsWith(beginning))))
                .OrderByDescending(row => row.RegisteredAt).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        }

        caseId ??= message.CaseNumber is null ? null : await open.Where(row => row.Number == message.CaseNumber).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);
        if (caseId is not { } id)
        {
            return (null, false);
        }

        var found = await database.Cases.ForDecision().SingleAsync(row => row.Id == id, cancellationToken);

        // Anybody can write any sender into a mail; only whoever got a mail of ours can answer it.
        var verified = (knowsOurs || message.From.Medium != Medium.Email)
            && await (await OwnAsync(database, message.From, cancellationToken)).AnyAsync(row => row.Id == id, cancellationToken);
        return (found, verified);
    }

    private async Task AcknowledgeAsync(HotlineDbContext database, MessageReceived message, Case concerned, string words, CancellationToken cancellationToken)
    {
        if (!message.Acknowledge || message.Automatic)
        {
            return;
        }

        var now = time.GetUtcNow();
        var since = now - AcknowledgementPause;
        var (medium, key) = (message.From.Medium, ContactAddress.Key(message.From.Medium, message.From.Address));
        if (await database.Notices.AnyAsync(
            row => row.Kind == OutboxNotice.ReceiptKind && row.Medium == medium && row.ToKey == key && row.CreatedAt > since, cancellationToken))
        {
            return;
        }

        var door = new NoticeDoor(medium, message.From.Address, message.Subject, message.Thread);
        database.Notices.Add(OutboxNotice.Of(OutboxNotice.ReceiptKind, concerned.Id, concerned.Number, door, $"【{book.Rules.City.Name}12345】{words}", "", now));
        database.News.Add(new NoticeQueued());
    }

    /// <summary>Cases that the correspondent brought through this address, and those of the phone linked to it.</summary>
    private static async Task<IQueryable<Case>> OwnAsync(HotlineDbContext database, Correspondent correspondent, CancellationToken cancellationToken)
    {
        var key = ContactAddress.Key(correspondent.Medium, correspondent.Address);
        var phone = ContactAddress.IsPhone(correspondent.Medium) ? key : (await LinkOfAsync(database, correspondent, cancellationToken))?.PhoneKey;
        return database.Cases.Where(row =>
            (row.ContactId != null && database.Contacts.Any(contact => contact.Id == row.ContactId && contact.NumberKey == key))
            || (phone != null && phone != "" && row.RequesterPhoneKey == phone));
    }

    private static Task<IdentityLink?> LinkOfAsync(HotlineDbContext database, Correspondent correspondent, CancellationToken cancellationToken)
    {
        var key = ContactAddress.Key(correspondent.Medium, correspondent.Address);
        return database.IdentityLinks.Where(row => row.AddressKey == key && row.EndedAt == null).OrderByDescending(row => row.LinkedAt).FirstOrDefaultAsync(cancellationToken);
    }

    private Occasion Now(Author by, Case? concerned = null) => new(concerned is null ? book.Rules : book.Of(concerned), by, time.GetUtcNow());
}
