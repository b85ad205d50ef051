using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>Passes on requests that nobody can decide any more, one transaction per case.</summary>
internal sealed partial class ApprovalDesk(Ledger ledger, RuleBook book, TimeProvider time, ILogger<ApprovalDesk> logger) : IApprovalDesk
{
    public async ValueTask<int> PassOnAsync(CancellationToken cancellationToken)
    {
        var passed = 0;
        foreach (var caseId in await StrandedAsync(cancellationToken))
        {
            try
            {
                passed += await PassOnAsync(caseId, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One case that cannot be moved on must not keep the others waiting; it is tried again with every look.
                LogFailed(logger, failure, caseId);
            }
        }

        if (passed > 0)
        {
            LogPassed(logger, passed);
        }

        return passed;
    }

    private ValueTask<List<Guid>> StrandedAsync(CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var waiting = await database.UnitRequests
                .Where(row => row.State == UnitRequestState.Open && row.ApproverUnitId != null && row.ConfirmedAt == null)
                .Select(row => new { row.CaseId, row.ApproverRole, row.ApproverUnitId, row.UnitId })
                .ToListAsync(cancellationToken);
            if (waiting.Count == 0 || await database.UnitStaffAsync(book.Peers, cancellationToken) is not { } staff)
            {
                return [];
            }

            return waiting.Where(row => !staff.CanDecide(new(row.ApproverRole, row.ApproverUnitId), row.UnitId)).Select(row => row.CaseId).Distinct().ToList();
        });

    private ValueTask<int> PassOnAsync(Guid caseId, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var concerned = await database.Cases.ForDecision().SingleAsync(row => row.Id == caseId, cancellationToken);
                var occasion = new Occasion(book.Of(concerned), Author.System, time.GetUtcNow(), await database.UnitStaffAsync(book.Peers, cancellationToken));
                return PassingOn.Do(concerned, occasion);
            },
            cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "What waits in case {CaseId} could not be passed on")]
    private static partial void LogFailed(ILogger logger, Exception failure, Guid caseId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} requests went on to who can decide them")]
    private static partial void LogPassed(ILogger logger, int count);
}
