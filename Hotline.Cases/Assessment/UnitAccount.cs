using System.Globalization;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Assessment;

/// <summary>
/// What a unit has to answer for (haimen-2016/4-1 to 4-3), from the facts on record. Pure. A case is due in the period in which its last handling limit ended:
/// 结案率 is the share of these closed by the period's end, 及时结案率 of those closed and replied to in time; 返工率 is the share of the cases that the unit replied to,
/// or got back, that came back.
/// </summary>
internal sealed class UnitAccount(IEnumerable<AccountFact> facts)
{
    private readonly ILookup<AccountFactKind, AccountFact> facts = facts.OrderBy(fact => fact.At).ToLookup(fact => fact.Kind);

    /// <summary>The facts that a measure is counted from.</summary>
    public static IEnumerable<AccountFactKind> Kinds(AccountabilityMeasure measure) => measure switch
    {
        AccountabilityMeasure.TimedOutCases => [AccountFactKind.TimedOut],
        AccountabilityMeasure.GroundlessReturns => [AccountFactKind.GroundlessReturn],
        AccountabilityMeasure.ReworksOfOneCase or AccountabilityMeasure.ReworkedCases => [AccountFactKind.Rework],
        AccountabilityMeasure.ReworkRate => [AccountFactKind.Rework, AccountFactKind.Reply],
        AccountabilityMeasure.CloseRate or AccountabilityMeasure.OnTimeCloseRate => [AccountFactKind.Due],
    };

    /// <summary>The facts that a threshold looks at: one over a case at the cases in which something happened in the day's month.</summary>
    public UnitAccount Of(AccountabilityRule rule, DateOnly day)
    {
        if (rule.Over != AccountabilitySpan.Case)
        {
            return this;
        }

        var month = AccountWindow.Of(AccountabilitySpan.Month, day);
        var touched = Cases(rule.Measure, month).Select(one => one.Fact.CaseId).ToHashSet();
        return new(facts.SelectMany(kind => kind).Where(fact => touched.Contains(fact.CaseId)));
    }

    /// <summary>The cases that a measure looks at in a period, in the order of time.</summary>
    public IReadOnlyList<AccountedCase> Cases(AccountabilityMeasure measure, AccountWindow window) => measure switch
    {
        AccountabilityMeasure.TimedOutCases => Against(window, AccountFactKind.TimedOut).DistinctBy(one => one.Fact.CaseId).ToList(),
        AccountabilityMeasure.GroundlessReturns => Against(window, AccountFactKind.GroundlessReturn).ToList(),
        AccountabilityMeasure.ReworksOfOneCase => Against(window, AccountFactKind.Rework).ToList(),
        AccountabilityMeasure.ReworkedCases => Against(window, AccountFactKind.Rework).DistinctBy(one => one.Fact.CaseId).ToList(),
        AccountabilityMeasure.CloseRate => Due(window, fact => fact.ClosedAt < window.Until),
        AccountabilityMeasure.OnTimeCloseRate => Due(window, fact => fact.ClosedAt < window.Until && fact.InTime),
        AccountabilityMeasure.ReworkRate => Against(window, AccountFactKind.Rework)
            .Concat(In(window, AccountFactKind.Reply).Select(fact => new AccountedCase(fact, Against: false))).DistinctBy(one => one.Fact.CaseId).OrderBy(one => one.Fact.At).ToList(),
    };

    /// <summary>The figure of a period: a count, or a percentage with two places; null where there is nothing to take a share of.</summary>
    public decimal? Figure(AccountabilityMeasure measure, AccountWindow window)
    {
        var cases = Cases(measure, window);
        var against = cases.Count(one => one.Against);
        return measure switch
        {
            AccountabilityMeasure.CloseRate or AccountabilityMeasure.OnTimeCloseRate => Share(cases.Count - against, cases.Count),
            AccountabilityMeasure.ReworkRate => Share(against, cases.Count),
            AccountabilityMeasure.ReworksOfOneCase => cases.CountBy(one => one.Fact.CaseId).Select(one => one.Value).DefaultIfEmpty().Max(),
            AccountabilityMeasure.TimedOutCases or AccountabilityMeasure.GroundlessReturns or AccountabilityMeasure.ReworkedCases => against,
        };
    }

    /// <summary>What is to be said of a threshold met; null where it is not.</summary>
    /// <param name="rule">The threshold.</param>
    /// <param name="day">A day of the period.</param>
    public string? Met(AccountabilityRule rule, DateOnly day)
    {
        var (window, (name, unit)) = (AccountWindow.Of(rule.Over, day), Words(rule.Measure));
        if (rule.Months > 1)
        {
            var met = AccountWindow.MonthsUpTo(day).Count(month => Figure(rule.Measure, month) is { } one && rule.Meets(one));
            return met >= rule.Months ? $"{day.Year}年累计{met}个月{name}{rule.Bound}{unit}" : null;
        }

        return Figure(rule.Measure, window) is { } figure && rule.Meets(figure)
            ? string.Create(CultureInfo.InvariantCulture, $"{(rule.Over == AccountabilitySpan.Case ? "本件" : window.Words)}{name}{figure:0.##}{unit}")
            : null;
    }

    private static decimal? Share(int part, int whole) => whole == 0 ? null : Math.Round(100m * part / whole, 2);

    private static (string Name, string Unit) Words(AccountabilityMeasure measure) => measure switch
    {
        AccountabilityMeasure.TimedOutCases => ("超时未回复", "件"),
        AccountabilityMeasure.CloseRate => ("结案率", "%"),
        AccountabilityMeasure.OnTimeCloseRate => ("及时结案率", "%"),
        AccountabilityMeasure.GroundlessReturns => ("无故退件", "件"),
        AccountabilityMeasure.ReworksOfOneCase => ("单案返工", "次"),
        AccountabilityMeasure.ReworkRate => ("返工率", "%"),
        AccountabilityMeasure.ReworkedCases => ("返工", "件"),
    };

    private IEnumerable<AccountFact> In(AccountWindow window, AccountFactKind kind) => facts[kind].Where(fact => window.Holds(fact.At));

    private IEnumerable<AccountedCase> Against(AccountWindow window, AccountFactKind kind) => In(window, kind).Select(fact => new AccountedCase(fact, Against: true));

    private List<AccountedCase> Due(AccountWindow window, Func<AccountFact, bool> kept) =>
        [.. In(window, AccountFactKind.Due).GroupBy(fact => fact.CaseId).Select(one => one.Last()).OrderBy(fact => fact.At).Select(fact => new AccountedCase(fact, !kept(fact)))];
}
