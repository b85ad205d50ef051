using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Exchange;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Files that a letter announced.</summary>
internal static class ExpectedFiles
{
    /// <summary>Puts them on the list of what is to be fetched; each content once.</summary>
    public static async Task ExpectAsync(this HotlineDbContext database, ExchangeLink link, IReadOnlyList<LetterFile>? files, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (files is not { Count: > 0 } || link.CaseId is not { } caseId)
        {
            return;
        }

        var known = await database.ExchangedFiles.Where(row => row.LinkId == link.Id && row.Incoming).Select(row => row.Sha256).ToListAsync(cancellationToken);
        known.AddRange(database.ExchangedFiles.Local.Where(row => row.LinkId == link.Id && row.Incoming && database.Entry(row).State == EntityState.Added).Select(row => row.Sha256));
        foreach (var file in files.DistinctBy(file => file.Sha256, StringComparer.Ordinal).Where(file => !known.Contains(file.Sha256, StringComparer.Ordinal)))
        {
            // Of a case that came down the files are its requester's, beside its contact; of one we sent, photos of the unit.
            var content = link.Above ? Attachment.IdOf(Medium.Platform, $"{link.Id:N}/{file.Sha256}", 0) : CasePhoto.IdOf(caseId, Convert.FromHexString(file.Sha256));
            database.ExchangedFiles.Add(ExchangedFile.Expect(link, content, file, at));
        }
    }
}
