using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Recordings;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>What becomes of recordings.</summary>
internal sealed class CustodyDesk(Ledger ledger, RetentionBook book, IRecordingVault vault, TimeProvider time, ILogger<RecordingSweep> logger) : IRecordingCustody
{
    private const int LongestReason = 500;
    private const int MostRows = 500;

    private readonly RecordingSweep sweep = new(ledger, book, vault, time, logger);

    /// <summary>What is wrong with a reason; null where nothing is.</summary>
    public static string? Wrong(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? "请填写理由" : reason.Trim().Length > LongestReason ? $"不能超过{LongestReason}字" : null;

    public ValueTask<RecordingView?> FindAsync(Actor actor, Guid recordingId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            if (await database.Recordings.HeardBy(actor).SingleOrDefaultAsync(row => row.Id == recordingId, cancellationToken) is not { } found)
            {
                return null;
            }

            var marks = await database.RecordingMarks.Where(row => row.RecordingId == recordingId).OrderBy(row => row.FromSeconds).ToListAsync(cancellationToken);
            var scored = await database.ScoreMarksAsync(actor, recordingId, cancellationToken);
            var holds = await database.RecordingHolds.Where(row => row.RecordingId == recordingId).OrderBy(row => row.SetAt).ToListAsync(cancellationToken);
            var deletion = await database.DeletionCertificates.SingleOrDefaultAsync(row => row.RecordingId == recordingId, cancellationToken);
            return new RecordingView(
                (await database.ShowAsync([found], cancellationToken))[0],
                found.Completeness,
                found.Legs,
                [.. marks.Select(row => new RecordingMarkView(row.Kind, row.FromSeconds, row.ToSeconds, row.Text, row.By, row.At)).Concat(scored).OrderBy(mark => mark.FromSeconds)],
                [.. holds.Select(Show)],
                found.StartedAt.AddMonths(book.Rule.KeepMonths),
                book.Rule.Basis,
                found.PackedAt is { } at ? new PackedView(at, found.PackedBytes ?? 0, found.PackedSha256 ?? "") : null,
                deletion is null ? null : new DeletionView(deletion.BegunAt, deletion.DeletedAt, deletion.Rule, deletion.Sha256, deletion.Hash, deletion.IsIntact));
        });

    public ValueTask<ActResult<RecordingHoldView>> HoldAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken) =>
        ActAsync<RecordingHoldView>(actor, recordingId, [Role.Supervisor], reason, async (database, words, now) =>
        {
            if (await database.DeletionCertificates.AnyAsync(row => row.RecordingId == recordingId, cancellationToken))
            {
                return NotAllowed<RecordingHoldView>("录音已按保存期限删除");
            }

            var hold = RecordingHold.Of(recordingId, actor, words, now);
            database.RecordingHolds.Add(hold);
            database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RecordingHold, recordingId.ToString(), words, now));
            return Done(Show(hold));
        }, cancellationToken);

    public ValueTask<ActResult<RecordingHoldView>> EndHoldAsync(Actor actor, Guid recordingId, Guid holdId, string? reason, CancellationToken cancellationToken) =>
        ActAsync<RecordingHoldView>(actor, recordingId, [Role.Supervisor], reason, async (database, words, now) =>
        {
            if (await database.RecordingHolds.SingleOrDefaultAsync(row => row.Id == holdId && row.RecordingId == recordingId, cancellationToken) is not { } hold)
            {
                return new ActResult<RecordingHoldView>.NotFound();
            }

            if (hold.EndedAt is not null)
            {
                return NotAllowed<RecordingHoldView>("保全已经解除");
            }

            hold.End(actor, words, now);
            database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RecordingHoldEnd, recordingId.ToString(), words, now));
            return Done(Show(hold));
        }, cancellationToken);

    public ValueTask<ActResult<RecordingExportView>> AskExportAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken) =>
        ActAsync<RecordingExportView>(actor, recordingId, [Role.ShiftLeader, Role.Supervisor], reason, async (database, words, now) =>
        {
            if (!await database.Recordings.AnyAsync(row => row.Id == recordingId && row.Sealed, cancellationToken)
                || await database.DeletionCertificates.AnyAsync(row => row.RecordingId == recordingId, cancellationToken))
            {
                return NotAllowed<RecordingExportView>("录音尚未封存或已经删除");
            }

            var export = RecordingExport.Ask(recordingId, actor, words, now);
            database.RecordingExports.Add(export);
            database.Audit.Add(AuditEntry.Of(actor, AuditEntry.ExportAsk, recordingId.ToString(), words, now));
            return Done(Show(export, now));
        }, cancellationToken);

    public ValueTask<IReadOnlyList<RecordingExportView>> ListExportsAsync(Actor actor, ExportState? state, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<RecordingExportView>>(async database =>
        {
            var now = time.GetUtcNow();
            var rows = await Seen(database, actor)
                .OrderByDescending(row => row.AskedAt).Take(MostRows).ToListAsync(cancellationToken);
            return [.. rows.Select(row => Show(row, now)).Where(row => state is null || row.State == state)];
        });

    public ValueTask<RecordingExportView?> FindExportAsync(Actor actor, Guid exportId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
            await Seen(database, actor).SingleOrDefaultAsync(row => row.Id == exportId, cancellationToken) is { } found ? Show(found, time.GetUtcNow()) : null);

    public ValueTask<ActResult<RecordingExportView>> DecideExportAsync(Actor actor, Guid exportId, bool approve, string? note, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                if (!actor.Is(Role.Supervisor, Role.Admin)
                    || await database.RecordingExports.SingleOrDefaultAsync(row => row.Id == exportId, cancellationToken) is not { } export)
                {
                    return new ActResult<RecordingExportView>.NotFound();
                }

                if (export.AskedById == actor.Id)
                {
                    return new ActResult<RecordingExportView>.NotAllowed(ActTable.NoRight, null, "导出须由另一人审批", []);
                }

                if (export.State != ExportState.Asked)
                {
                    return NotAllowed<RecordingExportView>("该申请已经审批");
                }

                var words = note?.Trim() is { Length: > 0 } given ? given : null;
                if ((approve ? words is null ? null : Wrong(words) : Wrong(words)) is { } wrong)
                {
                    return new ActResult<RecordingExportView>.Invalid(ActErrand.Error("note", wrong));
                }

                var now = time.GetUtcNow();
                export.Decide(actor, approve, words, now, book.Rule.ExportValid);
                database.Audit.Add(AuditEntry.Of(
                    actor, approve ? AuditEntry.ExportApprove : AuditEntry.ExportRefuse, export.RecordingId.ToString(), words ?? export.Reason, now));
                return Done(Show(export, now));
            },
            cancellationToken);

    public ValueTask<ActResult<RecordingExportView>> FetchExportAsync(Actor actor, Guid exportId, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                if (await database.RecordingExports.SingleOrDefaultAsync(row => row.Id == exportId && row.AskedById == actor.Id, cancellationToken) is not { } export
                    || !await database.Recordings.HeardBy(actor).AnyAsync(row => row.Id == export.RecordingId, cancellationToken))
                {
                    return new ActResult<RecordingExportView>.NotFound();
                }

                if (export.StateAt(now) != ExportState.Approved)
                {
                    return NotAllowed<RecordingExportView>(export.StateAt(now) == ExportState.Expired ? "导出授权已过期" : "导出尚未获批");
                }

                export.Fetch();
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.ExportFetch, export.RecordingId.ToString(), export.Reason, now));
                return Done(Show(export, now));
            },
            cancellationToken);

    public ValueTask<int> SweepAsync(CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);

    private static IQueryable<RecordingExport> Seen(HotlineDbContext database, Actor actor)
    {
        var all = actor.Is(Role.Supervisor, Role.Admin);
        return database.RecordingExports.Where(row => all || row.AskedById == actor.Id);
    }

    private static ActResult<T> Done<T>(T view) => new ActResult<T>.Done(view, Repeated: false);

    private static ActResult<T> NotAllowed<T>(string reason) => new ActResult<T>.NotAllowed(ActTable.NotAllowed, null, reason, []);

    private static RecordingHoldView Show(RecordingHold row) => new(row.Id, row.Reason, row.SetAt, row.SetBy, row.EndedAt, row.EndedBy, row.EndReason);

    private static RecordingExportView Show(RecordingExport row, DateTimeOffset now) => new(
        row.Id, row.RecordingId, row.Reason, row.AskedAt, row.AskedBy, row.StateAt(now), row.DecidedAt, row.DecidedBy, row.Decision, row.ExpiresAt, row.Fetched);

    // An act on a recording that this person may find, by one of these roles, with a reason.
    private ValueTask<ActResult<T>> ActAsync<T>(
        Actor actor,
        Guid recordingId,
        Role[] roles,
        string? reason,
        Func<HotlineDbContext, string, DateTimeOffset, Task<ActResult<T>>> act,
        CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                if (!actor.Is(roles) || !await database.Recordings.HeardBy(actor).AnyAsync(row => row.Id == recordingId, cancellationToken))
                {
                    return new ActResult<T>.NotFound();
                }

                return Wrong(reason) is { } wrong
                    ? new ActResult<T>.Invalid(ActErrand.Error("reason", wrong))
                    : await act(database, reason!.Trim(), time.GetUtcNow());
            },
            cancellationToken);
}
