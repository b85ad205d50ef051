using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>
/// A return judged groundless counts for its unit over all cases: where the figure meets a threshold of the policy's accountability, the figure and the notice
/// that it calls for stand in the case's history, from that same transaction (haimen-2016/4-3).
/// </summary>
internal static class AccountabilityWatch
{
    /// <returns>Whether a threshold is met.</returns>
    public static async Task<bool> AccountAsync(this HotlineDbContext database, Case watched, UnitRequest judged, Occasion occasion, CancellationToken cancellationToken)
    {
        var thresholds = occasion.Rules.Policy.Accountability.Where(rule => rule.Measure == AccountabilityMeasure.GroundlessReturns).ToList();
        if (thresholds.Count == 0)
        {
            return false;
        }

        var today = ChinaTime.Day(occasion.At);
        var year = ChinaTime.At(new(today.Year, 1, 1), TimeOnly.MinValue).ToUniversalTime();
        var before = await database.UnitRequests.Where(row => row.UnitId == judged.UnitId && row.Groundless && row.DecidedAt >= year && row.Id != judged.Id)
            .Select(row => new { row.CaseId, At = row.DecidedAt!.Value }).ToListAsync(cancellationToken);
        List<(Guid CaseId, DateOnly Day)> all = [.. before.Select(row => (row.CaseId, ChinaTime.Day(row.At))), (watched.Id, today)];
        var months = all.CountBy(row => row.Day.Month).Select(month => (decimal)month.Value).ToList();
        var met = false;
        foreach (var rule in thresholds)
        {
            var (span, figure) = rule.Over switch
            {
                AccountabilitySpan.Case => ("本件", all.Count(row => row.CaseId == watched.Id)),
                AccountabilitySpan.Month => ("本月", all.Count(row => row.Day.Month == today.Month)),
                AccountabilitySpan.Quarter => ("本季度", all.Count(row => (row.Day.Month - 1) / 3 == (today.Month - 1) / 3)),
                AccountabilitySpan.Year => ("本年", all.Count),
            };
            if (rule.Meets(figure) && (rule.Months <= 1 || rule.Meets(months)))
            {
                watched.Record(occasion, "accountability", $"{judged.UnitName}{span}无故退件{figure}件，达到{rule.Notice}条件", rule.Clause.Id, moves: false);
                met = true;
            }
        }

        return met;
    }
}
