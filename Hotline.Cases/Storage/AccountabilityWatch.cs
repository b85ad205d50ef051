using System.Collections.Immutable;
using Hotline.Cases.Assessment;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>
/// What happened to a case counts for its unit over all cases: where a figure meets a threshold of the policy's accountability, that is recorded once for the unit and the
/// period, in the audit trail and in the case's history, and told to whom the policy names (haimen-2016/4-1 to 4-3). Shares are judged when their period is over.
/// </summary>
internal static class AccountabilityWatch
{
    /// <summary>What clients know the alert by, in place of a clock's name.</summary>
    private const string Alert = "accountability";

    /// <returns>Whether a threshold was met for the first time in its period.</returns>
    public static async Task<bool> AccountAsync(this HotlineDbContext database, Case watched, CaseRules rules, CancellationToken cancellationToken)
    {
        var met = false;
        foreach (var (fact, occasion) in New(watched))
        {
            foreach (var rule in rules.Policy.Accountability.Where(rule => rule is { Counted: true, IsRate: false } && UnitAccount.Kinds(rule.Measure).Contains(fact.Kind)))
            {
                met |= await database.AccountAsync(watched, fact, rule, occasion, cancellationToken);
            }
        }

        return met;
    }

    /// <summary>Records and tells that a threshold is met, unless that was done for this period before.</summary>
    /// <param name="database">The store.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="rule">The threshold.</param>
    /// <param name="window">The period, or the case, by its name.</param>
    /// <param name="words">The figure.</param>
    /// <param name="about">The case with which it was met; null for what a period's end shows.</param>
    /// <param name="occasion">When, and under which rules.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> RecordMetAsync(
        this HotlineDbContext database, UnitRef unit, AccountabilityRule rule, string window, string words, Case? about, Occasion occasion, CancellationToken cancellationToken)
    {
        var subject = Subject(unit.Id, rule, window);
        if (database.Audit.Local.Any(row => row.Subject == subject) || await database.Audit.AnyAsync(row => row.Subject == subject && row.Act == AuditEntry.AccountabilityMet, cancellationToken))
        {
            return false;
        }

        var said = $"{unit.Name}{words}，达到{rule.Notice}条件";
        database.Audit.Add(AuditEntry.OfProduct(AuditEntry.AccountabilityMet, subject, said, occasion.At));
        about?.Record(occasion with { By = Author.System }, "accountability", said, rule.Clause.Id, moves: false);
        foreach (var role in rule.To.Select(role => Expiring.ToHotline(role)).OfType<Role>().Append(Role.Supervisor).Distinct())
        {
            Tell(new(about?.Number, about?.ContactId, null, Alert, occasion.At, occasion.At, role));
        }

        foreach (var office in rule.To.Select(role => occasion.Rules.Units.Office(role)?.Id).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            Tell(new(null, null, null, Alert, occasion.At, occasion.At, Role.Handler) { UnitId = office });
        }

        return true;

        void Tell(DeadlineWarning warning)
        {
            if (about is not null)
            {
                about.Tell(warning);
            }
            else if (!database.News.Contains(warning))
            {
                database.News.Add(warning);
            }
        }
    }

    /// <summary>What a threshold met is found by in the audit trail: once for a unit and a period.</summary>
    public static string Subject(string unitId, AccountabilityRule rule, string window) => $"{unitId}/{rule.Clause.Id}/{Names<AccountabilityMeasure>.Text(rule.Measure)}{rule.Threshold}/{window}";

    /// <summary>The period by its name: months add up over the year, and what is counted for one case is that case's.</summary>
    public static string WindowName(AccountabilityRule rule, DateOnly day, string? caseNumber) => rule.Months > 1 ? AccountWindow.Of(AccountabilitySpan.Year, day).Name
        : rule.Over == AccountabilitySpan.Case && caseNumber is not null ? caseNumber
        : AccountWindow.Of(rule.Over, day).Name;

    private static async Task<bool> AccountAsync(
        this HotlineDbContext database, Case watched, AccountFact fact, AccountabilityRule rule, Occasion occasion, CancellationToken cancellationToken)
    {
        var day = ChinaTime.Day(fact.At);
        var span = rule.Months > 1 ? AccountabilitySpan.Year : rule.Over;
        var window = AccountWindow.Of(span, day);
        var kept = await database.FactsAsync([fact.UnitId], UnitAccount.Kinds(rule.Measure).ToHashSet(), window.From, window.Until, cancellationToken);
        var account = new UnitAccount(kept.Append(fact).Where(row => rule.Over != AccountabilitySpan.Case || row.CaseId == watched.Id));
        var unit = occasion.Rules.Units.Ref(fact.UnitId) ?? new UnitRef(fact.UnitId, watched.UnitName ?? fact.UnitId);
        return account.Met(rule, day) is { } words
            && await database.RecordMetAsync(unit, rule, WindowName(rule, day, watched.Number), words, watched, occasion, cancellationToken);
    }

    /// <summary>The facts that this transaction adds.</summary>
    private static IEnumerable<(AccountFact Fact, Occasion Occasion)> New(Case watched)
    {
        foreach (var sign in watched.Signs.ToImmutableArray())
        {
            if (sign.Cause == SupervisionCause.Shirking)
            {
                var judged = watched.Requests.Single(request => request.Groundless && request.DecidedAt == sign.Occasion.At);
                yield return (Fact(AccountFactKind.GroundlessReturn, judged.UnitId, sign.Occasion.At), sign.Occasion);
            }
            else if (sign.Cause == SupervisionCause.Overdue
                && watched.Countdowns.Where(row => row is { Name: ClockName.Handle, State: ClockState.Breached }).MaxBy(row => row.LateAfter) is { } limit
                && watched.Assignments.Where(row => row.DispatchedAt <= limit.LateAfter).MaxBy(row => row.Seq) is { } holder)
            {
                yield return (Fact(AccountFactKind.TimedOut, holder.UnitId, limit.LateAfter), sign.Occasion);
            }
        }

        foreach (var (_, occasion) in watched.Happened.Where(one => one.Event == CaseEvent.Dispatched).ToImmutableArray())
        {
            if (watched.CurrentAssignment is { } again && again.DispatchedAt == occasion.At
                && watched.Assignments.Any(row => row.Seq == again.Seq - 1 && row.UnitId == again.UnitId && row.ReturnedAt is null))
            {
                yield return (Fact(AccountFactKind.Rework, again.UnitId, occasion.At), occasion);
            }
        }

        AccountFact Fact(AccountFactKind kind, string unitId, DateTimeOffset at) => new(kind, unitId, watched.Id, watched.Number, at);
    }
}
