using Hotline.Cases.Casework;
using Hotline.Cases.Exchange;

namespace Hotline.Cases.Storage;

/// <summary>What the platform above us is told of a case that it sent us.</summary>
internal static class LettersUp
{
    /// <summary>Steps that the platform above sees as progress.</summary>
    private static readonly string[] Progress = ["dispatch", "sign", "return.accepted", "designate", "delegate", "report-up", "message", "progress"];

    /// <summary>With these the matter is taken on.</summary>
    private static readonly string[] TakenOn = ["dispatch", "rework", "answer", "designate"];

    public static async Task WriteAsync(HotlineDbContext database, ExchangeLink link, Case concerned, List<HistoryEntry> lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            if (!link.Signed && TakenOn.Contains(line.Act))
            {
                link.Sign(signed: true);
                database.Write(link, LetterName.Sign, new() { Number = concerned.Number, By = line.Actor }, line.At);
            }

            if (await LetterAsync(database, link, concerned, line, cancellationToken) is var (name, body))
            {
                database.Write(link, name, body with { By = line.Actor }, line.At);
            }
        }
    }

    private static async Task<(string Name, LetterBody Body)?> LetterAsync(HotlineDbContext database, ExchangeLink link, Case concerned, HistoryEntry line, CancellationToken cancellationToken)
    {
        switch (line.Act)
        {
            case "on-site" when Last(concerned, HandlingRecordKind.OnSite) is { } visit:
                var photos = visit.Photos.Count == 0 ? [] : await database.OfferPhotosAsync(link, concerned, visit.Photos, line.At, cancellationToken);
                return (LetterName.Visit, new()
                {
                    Place = visit.Place,
                    Text = LetterBody.CutWord(visit.Note),
                    When = visit.At,
                    Longitude = visit.Longitude,
                    Latitude = visit.Latitude,
                    AccuracyMetres = visit.AccuracyMetres,
                    Unit = visit.UnitName,
                    Files = photos.Count > 0 ? photos : null,
                });
            case "contact" when Last(concerned, HandlingRecordKind.Contact) is { } contact:
                return (LetterName.Contact, new() { Text = LetterBody.CutWord(contact.Note), When = contact.At, Medium = contact.Medium, Unit = contact.UnitName });
            case "close":
                var asked = concerned.Requests.Where(request => request.Kind == UnitRequestKind.Closing).MaxBy(request => request.AskedAt);
                return (LetterName.Reply, new()
                {
                    Text = LetterBody.Cut(concerned.ReplyText ?? line.Detail),
                    Outcome = concerned.Outcome ?? CaseOutcome.Explained,
                    Unit = concerned.UnitName,
                    Statement = asked?.Reason,
                    RequesterTold = asked?.RequesterTold,
                    Leader = asked?.Leader,
                });
            case "refuse":
                return (LetterName.Return, new() { Text = LetterBody.CutWord(line.Detail) });
            default:
                return Progress.Contains(line.Act) ? (LetterName.Progress, new() { Text = LetterBody.Cut(line.Detail), Unit = concerned.UnitName }) : null;
        }
    }

    private static HandlingRecord? Last(Case concerned, HandlingRecordKind kind) => concerned.Records.Where(record => record.Kind == kind).MaxBy(record => record.RecordedAt);
}
