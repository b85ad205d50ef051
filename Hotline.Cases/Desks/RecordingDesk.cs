using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Who may hear a recording, and who did.</summary>
internal sealed class RecordingDesk(Ledger ledger, TimeProvider time) : IRecordingStore
{
    private const int LongestReason = 500;

    /// <summary>One shift: a page left open over night asks for a reason again.</summary>
    private static readonly TimeSpan PlayHolds = TimeSpan.FromHours(12);

    public ValueTask<RecordingSummary?> FindAsync(Actor actor, Guid recordingId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var found = await database.Recordings.HeardBy(actor).Where(row => row.Id == recordingId).ToListAsync(cancellationToken);
            return (await database.ShowAsync(found, cancellationToken)).SingleOrDefault();
        });

    public ValueTask<ActResult<RecordingPlay>> PlayAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<RecordingPlay>>(
            async database =>
            {
                if (!await database.Recordings.HeardBy(actor).AnyAsync(row => row.Id == recordingId, cancellationToken))
                {
                    return new ActResult<RecordingPlay>.NotFound();
                }

                if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
                {
                    return new ActResult<RecordingPlay>.Invalid(
                        ActErrand.Error("reason", string.IsNullOrWhiteSpace(reason) ? "请填写调听理由" : $"不能超过{LongestReason}字"));
                }

                if (await database.DeletionCertificates.AnyAsync(row => row.RecordingId == recordingId, cancellationToken))
                {
                    return new ActResult<RecordingPlay>.NotAllowed(ActTable.NotAllowed, null, "录音已按保存期限删除", []);
                }

                var entry = AuditEntry.Of(actor, AuditEntry.RecordingPlay, recordingId.ToString(), reason.Trim(), time.GetUtcNow());
                database.Audit.Add(entry);
                return new ActResult<RecordingPlay>.Done(new RecordingPlay(entry.Id, recordingId), Repeated: false);
            },
            cancellationToken);

    public ValueTask<bool> MayHearAsync(Actor actor, Guid recordingId, Guid playId, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - PlayHolds;
        var subject = recordingId.ToString();
        return ledger.ReadAsync(async database =>
            await database.Audit.AnyAsync(
                row => row.Id == playId && row.ActorId == actor.Id && row.Act == AuditEntry.RecordingPlay && row.Subject == subject && row.At > since,
                cancellationToken)
            && await database.Recordings.HeardBy(actor).AnyAsync(row => row.Id == recordingId, cancellationToken));
    }
}
