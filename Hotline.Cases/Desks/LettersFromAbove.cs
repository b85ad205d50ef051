using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Exchange;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What the platform above says: a case, and what it does about it.</summary>
internal sealed class LettersFromAbove(RuleBook book, TimeProvider time)
{
    private const string DefaultType = "complaint";
    private const int LongestPlace = 200;
    private const int LongestName = 50;
    private const int LongestNumber = 64;

    public async Task<LetterRefusal?> ApplyAsync(HotlineDbContext database, ExchangeLink link, ExchangePeer peer, ReceivedLetter letter, LetterBody body, CancellationToken cancellationToken)
    {
        if (letter.Name == LetterName.Case)
        {
            return link.CaseId is not null ? new("该交换已有工单") : await OpenAsync(database, link, peer, letter, body, cancellationToken);
        }

        if (link.CaseId is not { } caseId)
        {
            return new("该交换没有工单");
        }

        var sent = await database.Cases.ForDecision().SingleAsync(row => row.Id == caseId, cancellationToken);
        var occasion = new Occasion(book.Of(sent), Author.Of(PeerActor.Above(peer, body.By)), time.GetUtcNow());
        switch (letter.Name)
        {
            case LetterName.Supplement:
                sent.Record(occasion, "supplement", $"{peer.Title}转来补充：{body.Text}", null, moves: false);
                await database.ExpectAsync(link, body.Files, occasion.At, cancellationToken);
                break;
            case LetterName.Urge:
                sent.Record(occasion, "urge", $"{peer.Title}催办：{body.Text}", null, moves: false);
                break;
            case LetterName.Supervise:
                sent.Record(occasion, "supervise", $"{peer.Title}督办：{body.Text}", null, moves: false);
                break;
            case LetterName.Limit:
                Exchanging.Limit(sent, Document(peer, link), body.Due, occasion);
                break;
            case LetterName.Decision:
                sent.Record(occasion, "exchange.decision", $"{peer.Title}{(body.Granted == true ? "同意" : "不同意")}{(body.Of == LetterName.Extension ? "延期" : "退回")}：{body.Text}", null, moves: false);
                if (body is { Granted: true, Due: not null })
                {
                    Exchanging.Limit(sent, Document(peer, link), body.Due, occasion);
                }
                else if (body is { Granted: false, Of: LetterName.Return } && sent is { State: CaseState.Archived, UnitId: null } && link.EndedAt is null)
                {
                    Exchanging.Redo(sent, $"{peer.Title}不同意退回：{body.Text}", occasion);
                }

                break;
            case LetterName.Rework:
                link.Sign(signed: false);
                Exchanging.Limit(sent, Document(peer, link), body.Due, occasion);
                Exchanging.Redo(sent, $"{peer.Title}退回重办：{body.Text}", occasion);
                break;
            case LetterName.Withdrawn:
                link.End(occasion.At);
                Exchanging.Withdraw(sent, $"{peer.Title}收回工单：{body.Text}", occasion);
                break;
            case LetterName.Closed:
                sent.Record(occasion, "exchange.closed", $"{peer.Title}：{body.Text}", null, moves: false);
                break;
            case LetterName.Survey:
                sent.Record(occasion, "survey.above", $"{peer.Title}：{body.Text}", null, moves: false);
                break;
            case LetterName.Refused:
                Refused(sent, link, peer, body, occasion);
                break;
            default:
                throw new InvalidOperationException($"Nobody applies {letter.Name} from above.");
        }

        await database.LeadOnAsync(sent, book, occasion, cancellationToken);
        return null;
    }

    /// <summary>What was said upward does not count above: a result is to be mended, a declined case to be handled, the rest looked at.</summary>
    private static void Refused(Case sent, ExchangeLink link, ExchangePeer peer, LetterBody body, Occasion occasion)
    {
        var why = body.Refusal(peer.Title);
        if (link.EndedAt is not null || sent.State is not (CaseState.Archived or CaseState.Closed or CaseState.FollowUp))
        {
            Exchanging.NotTaken(sent, why, occasion);
        }
        else if (body.Of is LetterName.Reply or LetterName.Return)
        {
            Exchanging.Redo(sent, why, occasion);
        }
        else
        {
            sent.Record(occasion, "exchange.refused", why, null, moves: false);
        }
    }

    /// <summary>A case of our own with its own number, under our own rules and the superior's limit.</summary>
    private async Task<LetterRefusal?> OpenAsync(HotlineDbContext database, ExchangeLink link, ExchangePeer peer, ReceivedLetter letter, LetterBody body, CancellationToken cancellationToken)
    {
        var (rules, now, actor) = (book.Rules, time.GetUtcNow(), PeerActor.Above(peer, body.By));
        var contact = Contact.From(
            new ContactReceived
            {
                Medium = Medium.Platform,
                ExternalId = ExternalId(link),
                Number = LetterBody.Cut($"{peer.Name}/{body.Number}", LongestNumber)!,
                CalledNumber = "",
                ArrivedAt = letter.At,
                Text = body.Text,
            },
            now);
        var form = Form(peer, body, contact, rules);
        if (Registering.Check(form, contactKnown: true, rules) is { Count: > 0 } errors)
        {
            return new(string.Join('；', errors.SelectMany(error => error.Value)));
        }

        var number = await database.NextCaseNumberAsync(now, cancellationToken);
        var occasion = new Occasion(rules, Author.Of(actor), now);
        var opened = Registering.Register(number, form, contact, actor, occasion);
        opened.SentBy(peer.Title);
        opened.Record(
            occasion,
            "exchange.received",
            $"{peer.Title}交办，编号{body.Number}；类别{body.CategoryPath ?? body.Category ?? "未说明"}{(rules.Units.Ref(body.Unit) is { } unit ? $"；指明{unit.Name}" : "")}{(body.Statement is { } why ? $"；{why}" : "")}",
            null,
            moves: false);
        link.Open(opened.Id, number, contact.Id, LetterBody.Cut(body.Number, LongestNumber)!);
        Exchanging.Limit(opened, Document(peer, link), body.Due, occasion);
        database.Contacts.Add(contact);
        database.Cases.Add(opened);
        await database.GatherAsync(opened, occasion, cancellationToken);
        await database.ExpectAsync(link, body.Files, now, cancellationToken);
        return null;
    }

    /// <summary>What our own rules know of what came; the rest stands in the words.</summary>
    private static NewCase Form(ExchangePeer peer, LetterBody body, Contact contact, CaseRules rules)
    {
        var form = new NewCase
        {
            ContactId = contact.Id,
            RequestType = rules.Type(body.RequestType) is null ? DefaultType : body.RequestType,
            CategoryCode = peer.CategoryOf(body.Category, rules.KnowsCategory),
            Place = LetterBody.Cut(body.Place, LongestPlace),
            Longitude = body.Longitude,
            Latitude = body.Latitude,
            Text = body.Text,
            Hazard = body.Hazard == true,
            Confidential = body.Confidential == true,
            Complexity = CaseRules.ComplexityNamed(body.Complexity) is null ? null : body.Complexity,
            ConvenienceList = body.ConvenienceList == true,
            RequesterName = LetterBody.Cut(body.RequesterName, LongestName),
            RequesterPhone = body.RequesterPhone,
        };
        var wrong = Registering.Check(form, contactKnown: true, rules);
        return form with
        {
            RequesterPhone = wrong.ContainsKey("requesterPhone") ? null : form.RequesterPhone,
            Place = wrong.ContainsKey("place") ? "（上级平台未说明地点）" : form.Place,
        };
    }

    private static string ExternalId(ExchangeLink link) => $"exchange/{link.Id:N}";

    private static string Document(ExchangePeer peer, ExchangeLink link) => $"{peer.Title}工单{link.PeerNumber}";
}
