using Hotline.Cases.Casework;
using Hotline.Cases.Exchange;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>
/// What other platforms are told of the cases they have too, in the same transaction as that of which they are told: whoever did it, by whatever desk.
/// It goes by what the history of the case says happened.
/// </summary>
internal static class ExchangeWriter
{
    /// <summary>Writes the letters about all that is about to be saved.</summary>
    public static async Task WriteAsync(HotlineDbContext database, RuleBook book, CancellationToken cancellationToken)
    {
        var entries = database.ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        var cases = database.ChangeTracker.Entries<Case>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity).ToList();
        var ids = cases.Select(row => row.Id).ToList();
        var links = await database.ExchangeLinks.Where(row => row.CaseId != null && ids.Contains(row.CaseId.Value) && row.EndedAt == null).ToListAsync(cancellationToken);
        links.AddRange(database.ExchangeLinks.Local.Where(row => database.Entry(row).State == EntityState.Added));
        foreach (var concerned in cases)
        {
            var lines = entries.OfType<HistoryEntry>().Where(row => row.CaseId == concerned.Id).OrderBy(row => row.Seq).ToList();
            var sent = entries.OfType<Assignment>().Where(row => row.CaseId == concerned.Id).MaxBy(row => row.Seq);
            var open = links.Where(row => row.CaseId == concerned.Id && row.EndedAt == null).ToList();
            foreach (var above in open.Where(row => row.Above))
            {
                await LettersUp.WriteAsync(database, above, concerned, lines, cancellationToken);
            }

            var below = open.Find(row => !row.Above);
            if (below is not null)
            {
                await LettersDown.WriteAsync(database, below, concerned, lines, sent, cancellationToken);
            }

            if (sent is not null && below is not { EndedAt: null } && book.Peers.FirstOrDefault(peer => peer.Unit == sent.UnitId) is { } peer)
            {
                await LettersDown.OpenAsync(database, peer, concerned, sent, book.Of(concerned), cancellationToken);
            }
        }
    }

    /// <summary>Puts a letter into the outbox, and offers its files.</summary>
    public static SentLetter Write(this HotlineDbContext database, ExchangeLink link, string name, LetterBody body, DateTimeOffset at)
    {
        var letter = SentLetter.Of(link, name, body, at);
        database.SentLetters.Add(letter);
        return letter;
    }

    /// <summary>Photos of the case as the other side may fetch them.</summary>
    public static async Task<List<LetterFile>> OfferPhotosAsync(
        this HotlineDbContext database, ExchangeLink link, Case concerned, IReadOnlyCollection<Guid>? only, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var photos = await database.CasePhotos.Where(row => row.CaseId == concerned.Id).OrderBy(row => row.At).ToListAsync(cancellationToken);
        return Offer(database, link, photos.Where(row => only is null || only.Contains(row.Id)).Select(row => (row.Id, new LetterFile(row.Sha256, row.Bytes, row.MediaType, ""))), at);
    }

    /// <summary>What came with contacts about the case, as the other side may fetch it.</summary>
    public static async Task<List<LetterFile>> OfferAttachmentsAsync(
        this HotlineDbContext database, ExchangeLink link, IReadOnlyCollection<Guid> contacts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var kept = await database.Attachments.Where(row => contacts.Contains(row.ContactId)).OrderBy(row => row.Place).ToListAsync(cancellationToken);
        var fresh = database.Attachments.Local.Where(row => contacts.Contains(row.ContactId) && database.Entry(row).State == EntityState.Added);
        return Offer(database, link, kept.Union(fresh).Select(row => (row.Id, new LetterFile(row.Sha256, row.Bytes, row.MediaType, row.FileName))), at);
    }

    private static List<LetterFile> Offer(HotlineDbContext database, ExchangeLink link, IEnumerable<(Guid Id, LetterFile File)> files, DateTimeOffset at)
    {
        // What is too large, or an empty file, stays here: the letter's words say what there is.
        var offered = files.Where(row => row.File.IsSound).ToList();
        database.ExchangedFiles.AddRange(offered.Select(row => ExchangedFile.Offer(link, row.Id, row.File, at)));
        return offered.ConvertAll(row => row.File);
    }
}
