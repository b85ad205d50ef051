using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Recordings;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Calls of which sound is missing in the recording.</summary>
internal sealed class AlarmDesk(Ledger ledger, TimeProvider time) : IRecordingAlarms
{
    private const int MostRows = 500;

    public async ValueTask RaiseAsync(MissingSound missing, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(database => KeepAsync(database, missing, time.GetUtcNow(), cancellationToken), cancellationToken);

    /// <summary>The same in the transaction of somebody else, and told to the screens: nobody knew while the call went on.</summary>
    public static async Task RaiseAsync(HotlineDbContext database, MissingSound missing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await KeepAsync(database, missing, now, cancellationToken))
        {
            database.News.Add(new RecordingAlarmRaised(missing.CallId, missing.RecordingId, missing.AgentId, missing.Party, missing.Missing?.TotalSeconds));
        }
    }

    /// <summary>What is missing of a call that is over; null where nothing is, beyond what is tolerated.</summary>
    public static MissingSound? Missing(ContactReceived received)
    {
        if (received is not { CallId: { } call, EndedAt: not null, AnsweredAt: not null })
        {
            return null;
        }

        if (received.Recording is not { } recording)
        {
            return new MissingSound { CallId = call, AgentId = received.AgentId, Party = "all" };
        }

        var legs = recording.Legs.Select(leg => new MissingSound
        {
            CallId = call,
            RecordingId = recording.RecordingId,
            AgentId = received.AgentId,
            Party = leg.Party,
            Missing = leg.Talked - leg.Stored,
        });
        return legs.Where(leg => leg.Missing > MissingSound.Tolerated).MaxBy(leg => leg.Missing);
    }

    public ValueTask<IReadOnlyList<RecordingAlarmView>> ListAsync(Actor actor, bool openOnly, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<RecordingAlarmView>>(async database =>
        {
            var allowed = actor.Is(Role.ShiftLeader, Role.Supervisor);
            var rows = await database.RecordingAlarms.Where(row => allowed && (!openOnly || row.ClosedAt == null))
                .OrderByDescending(row => row.RaisedAt).Take(MostRows).ToListAsync(cancellationToken);
            return [.. rows.Select(Show)];
        });

    public ValueTask<ActResult<RecordingAlarmView>> CloseAsync(Actor actor, Guid alarmId, string? note, CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<RecordingAlarmView>>(
            async database =>
            {
                if (!actor.Is(Role.ShiftLeader, Role.Supervisor)
                    || await database.RecordingAlarms.SingleOrDefaultAsync(row => row.Id == alarmId, cancellationToken) is not { } alarm)
                {
                    return new ActResult<RecordingAlarmView>.NotFound();
                }

                if (CustodyDesk.Wrong(note) is { } wrong)
                {
                    return new ActResult<RecordingAlarmView>.Invalid(ActErrand.Error("note", wrong));
                }

                if (alarm.ClosedAt is not null)
                {
                    return new ActResult<RecordingAlarmView>.NotAllowed(ActTable.NotAllowed, null, "已有人查看并关闭", []);
                }

                alarm.Close(actor, note!.Trim(), time.GetUtcNow());
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.AlarmClose, alarm.CallId, note.Trim(), time.GetUtcNow()));
                database.News.Add(new TasksChanged());
                return new ActResult<RecordingAlarmView>.Done(Show(alarm), Repeated: false);
            },
            cancellationToken);

    // True where the call was not on the list.
    private static async Task<bool> KeepAsync(HotlineDbContext database, MissingSound missing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.RecordingAlarms.SingleOrDefaultAsync(row => row.CallId == missing.CallId, cancellationToken) is { } known)
        {
            known.Add(missing);
            return false;
        }

        database.RecordingAlarms.Add(RecordingAlarm.Of(missing, now));
        database.News.Add(new TasksChanged());
        return true;
    }

    private static RecordingAlarmView Show(RecordingAlarm row) => new(
        row.Id, row.CallId, row.RecordingId, row.AgentId, row.Party, row.MissingSeconds, row.RaisedAt, row.ClosedAt, row.ClosedBy, row.Note);
}
