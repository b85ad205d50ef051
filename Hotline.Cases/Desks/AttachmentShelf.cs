using System.Security.Cryptography;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Contents of attachments: a file each, named by its id alone, below <c>attachments/</c> in the data folder.</summary>
internal sealed class AttachmentShelf(CaseOptions options, Ledger ledger) : IAttachmentStore
{
    private readonly string root = Path.Combine(options.DataFolder, "attachments");

    /// <summary>Writes a content and has it on the disk when it returns.</summary>
    public async Task PutAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    public ValueTask<IReadOnlyList<AttachmentView>> ListAsync(Actor actor, Guid contactId, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<AttachmentView>>(async database =>
            [.. (await Visible(database, actor, contactId).OrderBy(row => row.Place).ToListAsync(cancellationToken)).Select(Show)]);

    public async ValueTask<(AttachmentView View, Stream Content)?> OpenAsync(Actor actor, Guid contactId, Guid attachmentId, CancellationToken cancellationToken)
    {
        var found = await ledger.ReadAsync(database => Visible(database, actor, contactId).SingleOrDefaultAsync(row => row.Id == attachmentId, cancellationToken));
        return found is not null && await OpenAsync(found.Id, found.Bytes, found.Sha256, cancellationToken) is { } content ? (Show(found), content) : null;
    }

    /// <summary>A content that is what was put there; null where it is not, or is gone.</summary>
    public async ValueTask<Stream?> OpenAsync(Guid id, long bytes, string sha256, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(id)))
        {
            return null;
        }

        var content = new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read);
        if (content.Length == bytes && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == sha256)
        {
            content.Position = 0;
            return content;
        }

        await content.DisposeAsync();
        return null;
    }

    private static IQueryable<Attachment> Visible(HotlineDbContext database, Actor actor, Guid contactId) =>
        database.Attachments.Where(row => actor.SeesContacts() && row.ContactId == contactId);

    private static AttachmentView Show(Attachment row) => new(row.Id, row.FileName, row.MediaType, row.Bytes, row.Sha256);

    // 256 folders keep each small for a city's years of photographs.
    private string PathOf(Guid id) => Path.Combine(root, id.ToString("N")[..2], id.ToString("N"));
}
