using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>Does what is due, one transaction per case.</summary>
internal sealed partial class DeadlineDesk(Ledger ledger, RuleBook book, LetterSweep letters, IAccountabilityDesk accounts, TimeProvider time, ILogger<DeadlineDesk> logger) : IDeadlineDesk
{
    /// <summary>Cases read at a time: reading them one by one cost more than all else.</summary>
    private const int ReadTogether = 100;

    /// <summary>Cases moved on at once, so that their transactions share a commit where there is one writer, and lie side by side where there are several.</summary>
    private const int MovedTogether = 16;

    public async ValueTask<int> SweepAsync(CancellationToken cancellationToken)
    {
        var fired = 0;
        var together = new ParallelOptions { MaxDegreeOfParallelism = MovedTogether, CancellationToken = cancellationToken };
        var now = time.GetUtcNow();
        var found = await ledger.ReadAsync(database => DueRows.FindAsync(database, now, cancellationToken));
        foreach (var ids in found.Cases.Chunk(ReadTogether))
        {
            await Parallel.ForEachAsync(await ReadAsync(ids, cancellationToken), together, async (due, token) =>
            {
                try
                {
                    Interlocked.Add(ref fired, await FireAsync(due, token));
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // One case that cannot be moved on must not keep the others waiting; it is tried again with every sweep.
                    LogFailed(logger, failure, due.Id);
                }
            });
        }

        return fired + await letters.FlagAsync(found, cancellationToken) + await accounts.JudgeAsync(cancellationToken);
    }

    private ValueTask<List<Case>> ReadAsync(Guid[] ids, CancellationToken cancellationToken) =>
        ledger.ReadAsync(database => database.Cases.ForDecision().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken));

    /// <summary>On the case as it was read, which its revision guards: where it changed since, it is read again.</summary>
    private ValueTask<int> FireAsync(Case read, CancellationToken cancellationToken)
    {
        var asRead = read;
        return ledger.WriteAsync(
            async database =>
            {
                var due = asRead ?? await database.Cases.ForDecision().SingleAsync(row => row.Id == read.Id, cancellationToken);
                if (asRead is not null)
                {
                    database.Attach(asRead);
                    asRead = null;
                }

                var occasion = new Occasion(book.Of(due), Author.System, time.GetUtcNow());
                var fired = Expiring.Fire(due, occasion) + await database.ClimbAsync(due, occasion, cancellationToken);
                await database.LeadOnAsync(due, book, occasion, cancellationToken);
                return fired;
            },
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due for case {CaseId} could not be done")]
    private static partial void LogFailed(ILogger logger, Exception failure, Guid caseId);
}
