using System.Globalization;
using Hotline.Cases.Assessment;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Lists what units answer for, and judges their shares once a month is over.</summary>
internal sealed class AccountabilityDesk(Ledger ledger, RuleBook book, TimeProvider time) : IAccountabilityDesk
{
    /// <summary>A product that stood still for longer judges no more months than that.</summary>
    private const int MostMonths = 12;

    private DateOnly? judgedUpTo;

    private DateOnly Today => ChinaTime.Day(time.GetUtcNow());

    public ValueTask<PageOf<UnitAccountView>> ListAsync(Actor actor, AccountabilityQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var (rules, day) = (book.Rules, query.Month ?? Today);
            var seen = Seen(actor, rules);
            List<UnitView> units = seen.Count == 0 ? [] : [.. rules.Units.All.Where(unit => query.UnitId is null || unit.Id == query.UnitId)];
            var (page, size) = (Paging.PageOf(query.Page), Paging.SizeOf(query.Size));
            List<UnitRef> shown = [.. units.Skip((page - 1) * size).Take(size).Select(unit => new UnitRef(unit.Id, unit.Name))];
            var accounts = await AccountsAsync(database, [.. shown.Select(unit => unit.Id)], seen, day, cancellationToken);
            var met = await MetAsync(database, accounts, seen, day, cancellationToken);
            return new PageOf<UnitAccountView>(
                [.. shown.Select(unit => new UnitAccountView(unit, [.. seen.Select(rule => Show(unit.Id, accounts[unit.Id], rule, day, met))]))], page, size, units.Count);
        });

    public ValueTask<PageOf<AccountedCaseView>> CasesAsync(Actor actor, AccountedCasesQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var day = query.Month ?? Today;
            var (page, size) = (Paging.PageOf(query.Page), Paging.SizeOf(query.Size));
            var asked = Seen(actor, book.Rules).Find(rule =>
                rule.Counted && Names<AccountabilityMeasure>.Text(rule.Measure) == query.Measure && Names<AccountabilitySpan>.Text(rule.Over) == query.Over);
            var cases = asked is null ? []
                : (await AccountsAsync(database, [query.UnitId], [asked], day, cancellationToken))[query.UnitId].Of(asked, day).Cases(asked.Measure, AccountWindow.Of(asked.Over, day));
            return new PageOf<AccountedCaseView>(
                [.. cases.Skip((page - 1) * size).Take(size).Select(one => new AccountedCaseView(one.Fact.CaseNumber, one.Fact.At, one.Against))], page, size, cases.Count);
        });

    public async ValueTask<int> JudgeAsync(CancellationToken cancellationToken)
    {
        var month = new DateOnly(Today.Year, Today.Month, 1);
        if (judgedUpTo == month)
        {
            return 0;
        }

        var (met, rules) = (0, book.Rules);
        List<AccountabilityRule> shares = [.. rules.Policy.Accountability.Where(rule => rule is { Counted: true, IsRate: true })];
        if (shares.Count > 0)
        {
            for (var over = await FirstToJudgeAsync(rules.Policy.Id, month, cancellationToken); over < month; over = over.AddMonths(1))
            {
                met += await JudgeMonthAsync(rules, shares, over, cancellationToken);
            }
        }

        judgedUpTo = month;
        return met;
    }

    /// <summary>The month after the last that was judged; the last that is over where none was.</summary>
    private ValueTask<DateOnly> FirstToJudgeAsync(string policyId, DateOnly month, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var months = Enumerable.Range(1, MostMonths).Select(ago => month.AddMonths(-ago)).ToDictionary(one => Mark(policyId, one), StringComparer.Ordinal);
            var marks = await database.Audit.Where(row => months.Keys.Contains(row.Subject)).Select(row => row.Subject).ToListAsync(cancellationToken);
            return marks.Count == 0 ? month.AddMonths(-1) : marks.Max(mark => months[mark]).AddMonths(1);
        });

    private async Task<int> JudgeMonthAsync(CaseRules rules, List<AccountabilityRule> shares, DateOnly month, CancellationToken cancellationToken)
    {
        var units = rules.Units.All.Select(unit => new UnitRef(unit.Id, unit.Name)).ToList();
        var accounts = await ledger.ReadAsync(database => AccountsAsync(database, [.. units.Select(unit => unit.Id)], shares, month, cancellationToken));
        return await ledger.WriteAsync(
            async database =>
            {
                var occasion = new Occasion(rules, Author.System, time.GetUtcNow());
                database.Audit.Add(AuditEntry.OfProduct(AuditEntry.AccountabilityMonth, Mark(rules.Policy.Id, month), AccountWindow.Of(AccountabilitySpan.Month, month).Words, occasion.At));
                var met = 0;
                foreach (var rule in shares.Where(rule => rule.Months > 1 || AccountWindow.Of(rule.Over, month).Until == AccountWindow.Of(AccountabilitySpan.Month, month).Until))
                {
                    foreach (var unit in units)
                    {
                        if (accounts[unit.Id].Met(rule, month) is { } words
                            && await database.RecordMetAsync(unit, rule, AccountabilityWatch.WindowName(rule, month, null), words, null, occasion, cancellationToken))
                        {
                            met++;
                        }
                    }
                }

                return met;
            },
            cancellationToken);
    }

    /// <summary>The facts of these units that these thresholds are counted from, in the widest of their periods.</summary>
    private static async Task<Dictionary<string, UnitAccount>> AccountsAsync(
        HotlineDbContext database, IReadOnlyList<string> units, IReadOnlyList<AccountabilityRule> rules, DateOnly day, CancellationToken cancellationToken)
    {
        var counted = rules.Where(rule => rule.Counted).ToList();
        List<AccountFact> facts = [];
        if (units.Count > 0 && counted.Count > 0)
        {
            var windows = counted.Select(rule => AccountWindow.Of(rule.Months > 1 ? AccountabilitySpan.Year : rule.Over == AccountabilitySpan.Case ? AccountabilitySpan.Month : rule.Over, day)).ToList();
            facts = await database.FactsAsync(
                units, counted.SelectMany(rule => UnitAccount.Kinds(rule.Measure)).ToHashSet(), windows.Min(window => window.From), windows.Max(window => window.Until), cancellationToken);
        }

        var byUnit = facts.ToLookup(fact => fact.UnitId, StringComparer.Ordinal);
        return units.ToDictionary(unit => unit, unit => new UnitAccount(byUnit[unit]), StringComparer.Ordinal);
    }

    /// <summary>When which thresholds were met, by what the audit trail has them under.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> MetAsync(
        HotlineDbContext database, Dictionary<string, UnitAccount> accounts, List<AccountabilityRule> rules, DateOnly day, CancellationToken cancellationToken)
    {
        var subjects = accounts.SelectMany(unit => rules.Where(rule => rule.Counted).SelectMany(rule => Subjects(unit.Key, unit.Value, rule, day))).ToList();
        var rows = await database.Audit.Where(row => row.Act == AuditEntry.AccountabilityMet && subjects.Contains(row.Subject)).Select(row => new { row.Subject, row.At }).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Subject, row => row.At, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Subjects(string unitId, UnitAccount account, AccountabilityRule rule, DateOnly day) => rule.Over == AccountabilitySpan.Case
        ? account.Cases(rule.Measure, AccountWindow.Of(AccountabilitySpan.Month, day)).Select(one => AccountabilityWatch.Subject(unitId, rule, one.Fact.CaseNumber)).Distinct(StringComparer.Ordinal)
        : [AccountabilityWatch.Subject(unitId, rule, AccountabilityWatch.WindowName(rule, day, null))];

    private static AccountFigureView Show(string unitId, UnitAccount account, AccountabilityRule rule, DateOnly day, Dictionary<string, DateTimeOffset> met)
    {
        var (window, own) = (AccountWindow.Of(rule.Over, day), rule.Counted ? account.Of(rule, day) : null);
        var when = own is null ? [] : Subjects(unitId, account, rule, day).Where(met.ContainsKey).Select(subject => met[subject]).ToList();
        return new()
        {
            Measure = Names<AccountabilityMeasure>.Text(rule.Measure),
            Over = Names<AccountabilitySpan>.Text(rule.Over),
            Window = window.Name,
            Figure = own?.Figure(rule.Measure, window),
            Against = own?.Cases(rule.Measure, window).Count(one => one.Against) ?? 0,
            Threshold = rule.Threshold,
            Notice = rule.Notice,
            To = [.. rule.To.Select(role => Names<PolicyRole>.Text(role))],
            Clause = rule.Clause.Id,
            MetAt = when.Count > 0 ? when.Min() : null,
            Counted = rule.Counted,
        };
    }

    /// <summary>The thresholds that a person may see: the hotline's people all, an office those that are told to it.</summary>
    private static List<AccountabilityRule> Seen(Actor actor, CaseRules rules) =>
        actor.SeesAllCases() ? [.. rules.Policy.Accountability]
        : actor.Is(Role.Handler) && actor.UnitId is { } unit ? [.. rules.Policy.Accountability.Where(rule => rule.To.Any(role => rules.Units.Office(role)?.Id == unit))]
        : [];

    private static string Mark(string policyId, DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"{policyId}/{month:yyyy-MM}");
}
