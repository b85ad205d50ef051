using System.Security.Cryptography;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Exchange;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Files of exchanges: ours given out, theirs fetched piece by piece, checked by size, hash and type, and put where they belong.</summary>
internal sealed class ExchangeFiles(CaseOptions options, Ledger ledger, RuleBook book, AttachmentShelf shelf, IExchangePost post, TimeProvider time)
{
    private const int MostAtOnce = 20;

    private readonly string drafts = Path.Combine(options.DataFolder, "exchange");

    public async ValueTask<(string MediaType, Stream Content)?> OpenAsync(string peer, string sha256, CancellationToken cancellationToken)
    {
        var offered = await ledger.ReadAsync(database => database.ExchangedFiles
            .FirstOrDefaultAsync(row => row.Peer == peer && row.Sha256 == sha256 && !row.Incoming, cancellationToken));
        return offered is not null && await shelf.OpenAsync(offered.ContentId, offered.Bytes, offered.Sha256, cancellationToken) is { } content ? (offered.MediaType, content) : null;
    }

    /// <summary>Fetches what is due from one platform; gives how many are here now.</summary>
    public async Task<int> FetchAsync(ExchangePeer peer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await ledger.ReadAsync(database => database.ExchangedFiles
            .Where(row => row.Peer == peer.Name && row.Incoming && row.State == ExchangeState.Waiting && row.NextAttemptAt <= now)
            .OrderBy(row => row.NextAttemptAt).Take(MostAtOnce).ToListAsync(cancellationToken));
        var here = 0;
        foreach (var file in due)
        {
            var (answer, content) = await FetchAsync(file, cancellationToken);
            here += await SettleAsync(peer, file, answer, content, cancellationToken) ? 1 : 0;
            if (answer.Verdict == PostVerdict.Later)
            {
                break;
            }
        }

        return here;
    }

    /// <summary>The content where all of it came and is what was announced; else what there is stays for the next attempt.</summary>
    private async Task<(PostAnswer Answer, byte[]? Content)> FetchAsync(ExchangedFile file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(drafts);
        var path = Path.Combine(drafts, $"{file.Id:N}.part");
        PostAnswer answer;
        await using (var draft = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            if (draft.Length >= file.Bytes)
            {
                draft.SetLength(0);
            }

            draft.Seek(0, SeekOrigin.End);
            answer = await post.FetchAsync(file.Peer, file.Sha256, draft, file.Bytes, cancellationToken);
        }

        if (answer.Verdict != PostVerdict.Done)
        {
            return (answer, null);
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        File.Delete(path);
        return content.Length == file.Bytes && Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256 ? (answer, content) : (answer, null);
    }

    private async Task<bool> SettleAsync(ExchangePeer peer, ExchangedFile file, PostAnswer answer, byte[]? content, CancellationToken cancellationToken)
    {
        var mediaType = answer.MediaType ?? "application/octet-stream";
        var isImage = content is not null && CasePhoto.MediaTypeOf(content) is not null;

        // What calls itself a picture must be that picture, and nothing else may be one.
        var honest = content is not null && (isImage || file.MediaType.StartsWith("image/", StringComparison.Ordinal) ? mediaType == file.MediaType : true);
        if (honest)
        {
            // The content first: a row never points at nothing.
            await shelf.PutAsync(file.ContentId, content, cancellationToken);
        }

        return await ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var row = await database.ExchangedFiles.SingleAsync(known => known.Id == file.Id, cancellationToken);
                var link = await database.ExchangeLinks.SingleAsync(known => known.Id == row.LinkId, cancellationToken);
                if (honest && (link.Above || isImage))
                {
                    await LandAsync(database, peer, link, row, mediaType, content!, cancellationToken);
                    row.Here(mediaType);
                    return true;
                }

                if (answer.Verdict == PostVerdict.NotConfigured)
                {
                    row.Wait("exchange-not-configured", now);
                    return false;
                }

                var (reason, wrong) = answer.Verdict != PostVerdict.Done ? (answer.Reason, answer.Verdict == PostVerdict.Refused)
                    : content is null ? ("content-not-as-announced", true) : ("type-not-as-announced", true);
                if (row.Miss(reason, wrong, hopeless: content is not null, now))
                {
                    var concerned = await database.Cases.ForDecision().SingleAsync(known => known.Id == link.CaseId, cancellationToken);
                    concerned.Record(new Occasion(book.Of(concerned), Author.System, now), "exchange.file", $"{peer.Title}的附件未能取得（{reason}）", null, moves: false);
                }

                return false;
            },
            cancellationToken);
    }

    private async Task LandAsync(HotlineDbContext database, ExchangePeer peer, ExchangeLink link, ExchangedFile row, string mediaType, byte[] content, CancellationToken cancellationToken)
    {
        if (link.Above)
        {
            if (!await database.Attachments.AnyAsync(known => known.Id == row.ContentId, cancellationToken))
            {
                var place = await database.Attachments.CountAsync(known => known.ContactId == link.ContactId, cancellationToken);
                database.Attachments.Add(Attachment.Of(link.ContactId!.Value, row.ContentId, place, new ReceivedAttachment(row.FileName, mediaType, content)));
            }

            return;
        }

        if (!await database.CasePhotos.AnyAsync(known => known.Id == row.ContentId, cancellationToken))
        {
            database.CasePhotos.Add(CasePhoto.Of(link.CaseId!.Value, mediaType, content, PeerActor.Below(peer, link, null), time.GetUtcNow()));
        }
    }
}
