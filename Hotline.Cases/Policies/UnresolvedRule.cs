using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>What it takes to close a case that is not solved (无法解决、诉求不合理).</summary>
/// <param name="Outcomes">For these outcomes.</param>
/// <param name="Statement">A written statement is required.</param>
/// <param name="Approvers">Who approves, one after the other; empty: nobody.</param>
/// <param name="Clause">On what ground.</param>
internal sealed record UnresolvedRule(ImmutableArray<CaseOutcome> Outcomes, bool Statement, ImmutableArray<PolicyRole> Approvers, Clause Clause)
{
    private static readonly ImmutableArray<CaseOutcome> Unsolved = [CaseOutcome.CannotBeSolvedNow, CaseOutcome.NotJustified];

    /// <summary>The first rule for that outcome; null where the policy lets it be closed like any other.</summary>
    public static UnresolvedRule? Of(Policy policy, CaseOutcome outcome) => policy.Practices
        .Where(practice => practice.Name == PracticeName.ContactWhenUnresolved).Select(Read).FirstOrDefault(rule => rule.Outcomes.Contains(outcome));

    private static UnresolvedRule Read(PolicyPractice practice)
    {
        var outcomes = practice.Settings.List<CaseOutcome>("outcomes");
        return new(outcomes.IsEmpty ? Unsolved : outcomes, practice.Settings.Flag("statement"), practice.Settings.List<PolicyRole>("approvers"), practice.Clause);
    }
}
