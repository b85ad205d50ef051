using Hotline.Cases.Casework;
using Hotline.Cases.Exchange;
using Hotline.Cases.Policies;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>What a platform below us is told of a case that we sent it.</summary>
internal static class LettersDown
{
    /// <summary>The case goes to a unit that is another platform.</summary>
    public static async Task OpenAsync(HotlineDbContext database, ExchangePeer peer, Case concerned, Assignment sent, CaseRules rules, CancellationToken cancellationToken)
    {
        var at = sent.DispatchedAt;
        var due = concerned.RunningHandling?.Due;
        var link = ExchangeLink.Down(peer.Name, concerned.Id, concerned.Number, sent.UnitId, due, at);
        database.ExchangeLinks.Add(link);
        var contacts = await database.CaseContacts.Where(row => row.CaseId == concerned.Id).Select(row => row.ContactId).ToListAsync(cancellationToken);
        contacts.AddRange(database.CaseContacts.Local.Where(row => row.CaseId == concerned.Id).Select(row => row.ContactId));
        var files = await database.OfferAttachmentsAsync(link, contacts, at, cancellationToken);
        files.AddRange(await database.OfferPhotosAsync(link, concerned, null, at, cancellationToken));

        // Contact goes through the platform where the requester must not be known (Data Security Law art. 12).
        var hidden = Masking.Hides(concerned, sent.UnitId, rules);
        var named = peer.Requester && !hidden;
        var body = new LetterBody
        {
            Number = concerned.Number,
            RequestType = Names<RequestType>.Text(concerned.RequestType),
            Category = concerned.CategoryCode,
            CategoryPath = concerned.CategoryPath,
            Place = concerned.Place,
            Longitude = concerned.Longitude,
            Latitude = concerned.Latitude,
            Text = concerned.Text,
            Hazard = concerned.Hazard,
            Confidential = hidden,
            Complexity = concerned.Complexity is { } complexity ? Names<Complexity>.Text(complexity) : null,
            ConvenienceList = concerned.ConvenienceList,
            RequesterName = named ? concerned.RequesterName : null,
            RequesterPhone = named ? concerned.RequesterPhone : null,
            Due = due,
            Unit = peer.UnitThere,
            By = sent.DispatchedBy,
            Statement = LetterBody.CutWord(sent.Reason),
            Clause = sent.Clause,
            Files = files.Count > 0 ? files : null,
        };
        database.Write(link, LetterName.Case, body, at);
    }

    /// <summary>What happened to it here.</summary>
    public static async Task WriteAsync(HotlineDbContext database, ExchangeLink link, Case concerned, List<HistoryEntry> lines, Assignment? sent, CancellationToken cancellationToken)
    {
        if (sent is not null && sent.UnitId != link.UnitId)
        {
            database.Write(link, LetterName.Withdrawn, new() { Text = LetterBody.Cut(sent.Reason ?? $"改派{sent.UnitName}"), By = sent.DispatchedBy }, sent.DispatchedAt);
            link.End(sent.DispatchedAt);
            return;
        }

        if (sent is not null)
        {
            link.Tell(concerned.RunningHandling?.Due);
            database.Write(link, LetterName.Rework, new() { Text = LetterBody.Cut(sent.Reason), Due = link.ToldDue, By = sent.DispatchedBy }, sent.DispatchedAt);
        }

        foreach (var line in lines)
        {
            if (await LetterAsync(database, link, concerned, line, cancellationToken) is var (name, body))
            {
                database.Write(link, name, body with { By = line.Actor, Clause = line.Clause }, line.At);
            }
        }

        // Whatever moved it: an extension, a superior's limit, a new calendar.
        if (lines.Count > 0 && concerned.State is CaseState.Dispatched or CaseState.Signed && concerned.RunningHandling?.Due is { } due && due != link.ToldDue)
        {
            link.Tell(due);
            database.Write(link, LetterName.Limit, new() { Due = due }, lines[^1].At);
        }
    }

    private static async Task<(string Name, LetterBody Body)?> LetterAsync(HotlineDbContext database, ExchangeLink link, Case concerned, HistoryEntry line, CancellationToken cancellationToken)
    {
        switch (line.Act)
        {
            case "urge":
                return (LetterName.Urge, new() { Text = LetterBody.Cut(line.Detail) });
            case "supplement":
                var contacts = database.CaseContacts.Local.Where(row => row.CaseId == concerned.Id && database.Entry(row).State == EntityState.Added).Select(row => row.ContactId).ToList();
                var files = contacts.Count == 0 ? [] : await database.OfferAttachmentsAsync(link, contacts, line.At, cancellationToken);
                return (LetterName.Supplement, new() { Text = LetterBody.Cut(line.Detail), Files = files.Count > 0 ? files : null });
            case "extension.approved":
                link.Tell(concerned.RunningHandling?.Due);
                return (LetterName.Decision, new() { Of = LetterName.Extension, Granted = true, Text = LetterBody.Cut(line.Detail), Due = link.ToldDue });
            case "extension.refused":
                return (LetterName.Decision, new() { Of = LetterName.Extension, Granted = false, Text = LetterBody.Cut(line.Detail) });
            case "return.refused":
                return (LetterName.Decision, new() { Of = LetterName.Return, Granted = false, Text = LetterBody.Cut(line.Detail) });
            case "close":
                return (LetterName.Closed, new() { Outcome = concerned.Outcome ?? concerned.ReplyOutcome ?? CaseOutcome.Explained, Text = LetterBody.Cut(line.Detail) });
            case "survey.answered" when concerned.CurrentSurvey is { } survey:
                return (LetterName.Survey, new() { Rating = survey.Answer, Contacted = survey.Contacted, Solved = survey.Solved, Text = LetterBody.Cut(line.Detail) });
            case "survey.unanswered" or "task.survey-callback":
                return (LetterName.Survey, new() { Text = LetterBody.Cut(line.Detail) });
            default:
                return line.Act == "supervise" || line.Act.StartsWith("supervise.", StringComparison.Ordinal) || line.Act.StartsWith("supervision", StringComparison.Ordinal)
                    ? (LetterName.Supervise, new() { Text = LetterBody.Cut(line.Detail) })
                    : null;
        }
    }
}
