using System.Data.Common;
using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>Gives open objections that a version without their limit took the clock of the policy, one transaction per case; a start that is killed meanwhile leaves the rest to the next.</summary>
internal sealed partial class ObjectionBackfill(Ledger ledger, StoreGate gate, RuleBook book, TimeProvider time, ILogger<ObjectionBackfill> logger)
{
    /// <exception cref="CaseStartException">The database went away meanwhile; the gate is shut again.</exception>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GiveAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException)
        {
            gate.Shut();
            throw new CaseStartException($"the database cannot be opened: {failure.Message}", failure) { StoreAway = true };
        }
    }

    private async Task GiveAsync(CancellationToken cancellationToken)
    {
        var given = 0;
        foreach (var caseId in await WithoutClockAsync(cancellationToken))
        {
            given += await GiveAsync(caseId, cancellationToken) ? 1 : 0;
        }

        if (given > 0)
        {
            LogGiven(logger, given);
        }
    }

    private ValueTask<List<Guid>> WithoutClockAsync(CancellationToken cancellationToken) =>
        ledger.ReadAsync(database => database.Tasks
            .Where(task => task.Kind == TaskKind.Objection && task.State == TaskState.Open
                && !database.Countdowns.Any(clock => clock.CaseId == task.CaseId && clock.Name == ClockName.Objection && clock.EndedAt == null))
            .Select(task => task.CaseId).Distinct().ToListAsync(cancellationToken));

    private ValueTask<bool> GiveAsync(Guid caseId, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var objected = await database.Cases.ForDecision().SingleAsync(row => row.Id == caseId, cancellationToken);
                return Objecting.GiveClock(objected, new Occasion(book.Of(objected), Author.System, time.GetUtcNow()));
            },
            cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} open objections that had no limit got one")]
    private static partial void LogGiven(ILogger logger, int count);
}
