using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Calls owed as tasks of people.</summary>
internal sealed class CallbackDesk(Ledger ledger, TimeProvider time) : ICallbackTasks
{
    private const int MostRows = 500;

    /// <summary>Who talked to somebody longer ago hardly remembers.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public async ValueTask KeepAsync(IReadOnlyList<OwedCall> owed, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            async database =>
            {
                var ids = owed.Select(call => call.Id).ToList();
                var known = await database.CallbackTasks.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
                foreach (var call in owed)
                {
                    if (!known.TryGetValue(call.Id, out var task))
                    {
                        task = CallbackTask.Of(call);
                        database.CallbackTasks.Add(task);
                        Give(database, task, call.State == OwedCallState.Open ? await LastAgentAsync(database, task.NumberKey, cancellationToken) : null, by: null);
                    }

                    task.Take(call);
                }

                database.ChangeTracker.DetectChanges();
                if (database.ChangeTracker.HasChanges())
                {
                    database.News.Add(new TasksChanged());
                }

                return true;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<CallbackTaskView>> ListAsync(Actor actor, OwedCallState? state, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<CallbackTaskView>>(async database =>
        {
            var (all, own) = (actor.Is(Role.ShiftLeader, Role.Supervisor), actor.AgentId);
            var rows = await database.CallbackTasks.Where(row => (state == null || row.State == state) && (all || (own != null && (row.AgentId == null || row.AgentId == own))))
                .OrderBy(row => row.At).Take(MostRows).ToListAsync(cancellationToken);
            return [.. rows.Select(Show)];
        });

    public ValueTask<ActResult<CallbackTaskView>> AssignAsync(Actor actor, Guid taskId, string? agentId, CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<CallbackTaskView>>(
            async database =>
            {
                var leads = actor.Is(Role.ShiftLeader, Role.Supervisor);
                if (await database.CallbackTasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { } task
                    || !(leads || (actor.AgentId is { } own && (task.AgentId is null || task.AgentId == own))))
                {
                    return new ActResult<CallbackTaskView>.NotFound();
                }

                if (agentId is not null && !await database.Staff.AnyAsync(row => row.AgentId == agentId, cancellationToken))
                {
                    return new ActResult<CallbackTaskView>.Invalid(ActErrand.Error("agentId", "没有这个坐席"));
                }

                if (!leads && agentId is not null && agentId != actor.AgentId)
                {
                    return new ActResult<CallbackTaskView>.NotAllowed(ActTable.NoRight, null, "只有班长可以指派给他人", []);
                }

                if (task.State != OwedCallState.Open)
                {
                    return new ActResult<CallbackTaskView>.NotAllowed(ActTable.NotAllowed, null, "已办结", []);
                }

                Give(database, task, agentId, actor.Name);
                database.News.Add(new TasksChanged());
                return new ActResult<CallbackTaskView>.Done(Show(task), Repeated: false);
            },
            cancellationToken);

    private void Give(HotlineDbContext database, CallbackTask task, string? agentId, string? by)
    {
        task.Assign(agentId, by, time.GetUtcNow());
        if (agentId is not null)
        {
            database.News.Add(new CallbackAssigned(task.Id, agentId));
        }
    }

    private async Task<string?> LastAgentAsync(HotlineDbContext database, string numberKey, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Remembered;
        return await database.Contacts.Where(row => row.NumberKey == numberKey && row.AgentId != null && row.ArrivedAt > since)
            .OrderByDescending(row => row.ArrivedAt).Select(row => row.AgentId).FirstOrDefaultAsync(cancellationToken);
    }

    private static CallbackTaskView Show(CallbackTask row) => new(
        row.Id,
        row.Number,
        row.Kind,
        row.CallId,
        row.At,
        row.Calls,
        row.State,
        row.AgentId,
        row.AssignedAt,
        row.AssignedBy,
        row.ClosedAt,
        row.ClosedBy,
        [.. row.Attempts.OrderBy(attempt => attempt.Place).Select(attempt => new OwedAttempt(attempt.At, attempt.By, attempt.Reached, attempt.Note))]);
}
