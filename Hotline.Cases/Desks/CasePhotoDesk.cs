using Hotline.Cases.Casework;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Photos of cases: a row each, and the content on the shelf of attachments.</summary>
internal sealed class CasePhotoDesk(Storage.Ledger ledger, AttachmentShelf shelf, TimeProvider time) : ICasePhotos
{
    /// <summary>Photos of one case; more would fill the disk for nothing.</summary>
    private const int MostOfCase = 50;

    public async ValueTask<ActResult<PhotoView>> AddAsync(Actor actor, string caseNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var found = await ledger.ReadAsync(async database => await database.Cases.VisibleTo(actor, database).Where(row => row.Number == caseNumber)
            .Select(row => new { row.Id, row.State, Photos = database.CasePhotos.Count(photo => photo.CaseId == row.Id) }).SingleOrDefaultAsync(cancellationToken));
        if (found is null)
        {
            return new ActResult<PhotoView>.NotFound();
        }

        if (CasePhoto.MediaTypeOf(content.Span) is not { } mediaType)
        {
            return new ActResult<PhotoView>.Invalid(ActErrand.Error("photo", "只接受JPEG、PNG或WebP照片"));
        }

        var photo = CasePhoto.Of(found.Id, mediaType, content, actor, time.GetUtcNow());
        if (found.State == CaseState.Archived || found.Photos >= MostOfCase)
        {
            return new ActResult<PhotoView>.NotAllowed(ActTable.NotAllowed, null, found.State == CaseState.Archived ? "工单已归档" : $"一件工单最多{MostOfCase}张照片", []);
        }

        // The content first: a row never points at nothing.
        await shelf.PutAsync(photo.Id, content, cancellationToken);
        var repeated = await ledger.WriteAsync(
            async database =>
            {
                var known = await database.CasePhotos.AnyAsync(row => row.Id == photo.Id, cancellationToken);
                if (!known)
                {
                    database.CasePhotos.Add(photo);
                }

                return known;
            },
            cancellationToken);
        return new ActResult<PhotoView>.Done(Show(photo), repeated);
    }

    public async ValueTask<(PhotoView View, Stream Content)?> OpenAsync(Actor actor, string caseNumber, Guid photoId, CancellationToken cancellationToken)
    {
        var found = await ledger.ReadAsync(database => database.CasePhotos
            .Where(row => row.Id == photoId && database.Cases.VisibleTo(actor, database, false).Any(seen => seen.Id == row.CaseId && seen.Number == caseNumber))
            .SingleOrDefaultAsync(cancellationToken));
        return found is not null && await shelf.OpenAsync(found.Id, found.Bytes, found.Sha256, cancellationToken) is { } content ? (Show(found), content) : null;
    }

    private static PhotoView Show(CasePhoto row) => new(row.Id, row.MediaType, row.Bytes, row.Sha256, row.At, row.By);
}
