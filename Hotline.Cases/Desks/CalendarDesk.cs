using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>Reckons open clocks anew when a year's notice is loaded, one transaction per case.</summary>
internal sealed partial class CalendarDesk(Ledger ledger, RuleBook book, TimeProvider time, ILogger<CalendarDesk> logger) : ICalendarDesk
{
    private bool reckoned;

    public async ValueTask<int> RecalculateAsync(CancellationToken cancellationToken)
    {
        var fresh = book.TakeUpCalendar(out var errors);
        foreach (var error in errors)
        {
            LogRefused(logger, error.ToString());
        }

        if (!fresh && reckoned)
        {
            return 0;
        }

        var changed = 0;
        foreach (var caseId in await MovedAsync(cancellationToken))
        {
            changed += await RecalculateAsync(caseId, cancellationToken);
        }

        reckoned = true;
        if (changed > 0)
        {
            LogChanged(logger, changed);
        }

        return changed;
    }

    /// <summary>Cases with a clock that the calendar now reckons otherwise; limits that somebody set do not move.</summary>
    private ValueTask<List<Guid>> MovedAsync(CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var moved = new HashSet<Guid>();
            var open = database.Countdowns.Where(row => row.EndedAt == null && row.OverrideSource == null)
                .Join(database.Cases, row => row.CaseId, found => found.Id, (row, found) => new { row, found }).AsAsyncEnumerable();
            await foreach (var pair in open.WithCancellation(cancellationToken))
            {
                if (Recalculating.Of(pair.row, pair.found, book.Of(pair.found)) is not null)
                {
                    moved.Add(pair.found.Id);
                }
            }

            return moved.ToList();
        });

    private ValueTask<int> RecalculateAsync(Guid caseId, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var concerned = await database.Cases.ForDecision().SingleAsync(row => row.Id == caseId, cancellationToken);
                return Recalculating.Apply(concerned, new Occasion(book.Of(concerned), Author.System, time.GetUtcNow()));
            },
            cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The changed calendar is not taken up: {Error}")]
    private static partial void LogRefused(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The calendar moved {Count} deadlines")]
    private static partial void LogChanged(ILogger logger, int count);
}
