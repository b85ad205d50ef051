using Hotline.Cases.Contacts;
using Hotline.Cases.Recordings;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>Deletes what has been kept for long enough, and packs what is no longer fresh. Cut off anywhere, the next run goes on.</summary>
internal sealed partial class RecordingSweep(Ledger ledger, RetentionBook book, IRecordingVault vault, TimeProvider time, ILogger<RecordingSweep> logger)
{
    /// <summary>A recording of a minute takes a tenth of a second to pack: a beat stays short.</summary>
    private const int MostAtOnce = 50;

    public async ValueTask<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await DeleteAsync(cancellationToken) + await PackAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            // The disk, or the program that packs: what was not done is done by a later run.
            NotNow(failure);
            return 0;
        }
    }

    private async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var (now, rule) = (time.GetUtcNow(), book.Rule);
        var before = now.AddMonths(-rule.KeepMonths);
        var due = await ledger.ReadAsync(database => Due(database, before, now).OrderBy(row => row.StartedAt).Take(MostAtOnce).Select(row => row.Id).ToListAsync(cancellationToken));
        var deleted = 0;
        foreach (var id in due)
        {
            // The certificate first: from here on nobody plays it, holds it or asks for a copy.
            if (!await ledger.WriteAsync(database => BeginAsync(database, id, before, now, rule.ToString(), cancellationToken), cancellationToken))
            {
                continue;
            }

            await vault.DeleteAsync(id, cancellationToken);
            await ledger.WriteAsync(database => CompleteAsync(database, id, cancellationToken), cancellationToken);
            Deleted(id);
            deleted++;
        }

        return deleted;
    }

    // Kept as long as somebody may need it: a ban holds, or a copy is asked for or may still be fetched.
    private static IQueryable<Recording> Due(HotlineDbContext database, DateTimeOffset before, DateTimeOffset now) => database.Recordings.Where(row =>
        row.Sealed && row.DeletedAt == null && row.StartedAt < before
        && !database.RecordingHolds.Any(hold => hold.RecordingId == row.Id && hold.EndedAt == null)
        && !database.RecordingExports.Any(export => export.RecordingId == row.Id
            && (export.State == ExportState.Asked || (export.State == ExportState.Approved && export.ExpiresAt > now))));

    private static async Task<bool> BeginAsync(
        HotlineDbContext database, Guid id, DateTimeOffset before, DateTimeOffset now, string rule, CancellationToken cancellationToken)
    {
        if (await Due(database, before, now).SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } recording)
        {
            return false;
        }

        if (!await database.DeletionCertificates.AnyAsync(row => row.RecordingId == id, cancellationToken))
        {
            database.DeletionCertificates.Add(DeletionCertificate.Begin(recording, rule, now));
        }

        return true;
    }

    private async Task<bool> CompleteAsync(HotlineDbContext database, Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var certificate = await database.DeletionCertificates.SingleAsync(row => row.RecordingId == id, cancellationToken);
        certificate.Complete(now);
        (await database.Recordings.SingleAsync(row => row.Id == id, cancellationToken)).Delete(now);
        database.Audit.Add(AuditEntry.OfProduct(AuditEntry.RecordingDelete, id.ToString(), certificate.Rule, now));
        return true;
    }

    private async Task<int> PackAsync(CancellationToken cancellationToken)
    {
        if (!vault.CanPack)
        {
            return 0;
        }

        var before = time.GetUtcNow() - book.Rule.PackAfter;
        var due = await ledger.ReadAsync(database => database.Recordings
            .Where(row => row.Sealed && row.DeletedAt == null && row.PackedAt == null && row.NotPackedAt == null && row.StartedAt < before)
            .OrderBy(row => row.StartedAt).Take(MostAtOnce).Select(row => row.Id).ToListAsync(cancellationToken));
        foreach (var id in due)
        {
            var packed = await vault.PackAsync(id, cancellationToken);
            await ledger.WriteAsync(
                async database =>
                {
                    var recording = await database.Recordings.SingleAsync(row => row.Id == id, cancellationToken);
                    if (packed is null)
                    {
                        recording.RefusePacking(time.GetUtcNow());
                    }
                    else
                    {
                        recording.Pack(packed, time.GetUtcNow());
                    }

                    return true;
                },
                cancellationToken);
            if (packed is null)
            {
                NotPacked(id);
            }
        }

        return due.Count;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording {RecordingId} was kept for long enough: deleted, with a certificate")]
    private partial void Deleted(Guid recordingId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {RecordingId} is not packed: it is gone, or not the file that was sealed; see ./hotline verify")]
    private partial void NotPacked(Guid recordingId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recordings could not be deleted or packed now")]
    private partial void NotNow(Exception failure);
}
