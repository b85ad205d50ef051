using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>How a key supervision (重点督办) comes about.</summary>
internal enum SupervisionCause
{
    /// <summary>Marked at registration: a leader's instruction (领导批示).</summary>
    LeaderInstruction,

    /// <summary>Marked at registration: taken by a leader on the line (领导接听).</summary>
    TakenByLeader,

    /// <summary>Overdue without a reason given.</summary>
    Overdue,

    /// <summary>No result or a false one.</summary>
    FalseResult,

    /// <summary>Several areas or units.</summary>
    CrossUnit,

    /// <summary>Risk of a mass incident.</summary>
    MassIncidentRisk,

    /// <summary>The citizen is dissatisfied, and the unit was judged to be at fault.</summary>
    UnitAtFault,

    /// <summary>推诿扯皮</summary>
    Shirking,

    /// <summary>Set by hand, with a reason.</summary>
    Other,

    /// <summary>多次返工: sent back to its unit so often as the practice <c>supervision-dossier</c> says.</summary>
    RepeatedRework,
}

/// <summary>A trigger of key supervision.</summary>
internal sealed record SupervisionTrigger(string Name, SupervisionCause Cause, Clause Clause);

/// <summary>A means of supervision or a numbered, printable document of the supervision ledger.</summary>
/// <param name="Name">Such as 督办通知书.</param>
/// <param name="Numbered">It is a document with a number of its own.</param>
/// <param name="BeforeLimit">It is used before the limit ends, as a reminder.</param>
/// <param name="Limit">Answered within.</param>
/// <param name="StrikeOff">The entry is struck off (销号) when it is done.</param>
/// <param name="Clause">On what ground.</param>
internal sealed record SupervisionDocument(string Name, bool Numbered, bool BeforeLimit, Period? Limit, bool StrikeOff, Clause Clause);

/// <summary>What an accountability rule looks at.</summary>
internal enum AccountabilityMeasure
{
    /// <summary>超时未回复/未说明: cases.</summary>
    TimedOutCases,

    /// <summary>结案率, percent.</summary>
    CloseRate,

    /// <summary>及时结案率, percent.</summary>
    OnTimeCloseRate,

    /// <summary>无故回退后证实属其范围: cases.</summary>
    GroundlessReturns,

    /// <summary>单案返工: times.</summary>
    ReworksOfOneCase,

    /// <summary>返工率, percent.</summary>
    ReworkRate,

    /// <summary>返工: cases.</summary>
    ReworkedCases,
}

/// <summary>Over what an accountability rule counts.</summary>
internal enum AccountabilitySpan
{
    Case,
    Month,
    Quarter,
    Year,
}

/// <summary>A threshold over the facts of a period, and the notice that it calls for.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="Over">Over what.</param>
/// <param name="AtLeast">Met at this count or percentage and above.</param>
/// <param name="MoreThan">Met above it.</param>
/// <param name="Below">Met below it.</param>
/// <param name="Months">Met in so many months of the year, added up (累计).</param>
/// <param name="Notice">What is issued, such as 通报.</param>
/// <param name="To">Who is told besides the unit.</param>
/// <param name="Clause">On what ground.</param>
internal sealed record AccountabilityRule(
    AccountabilityMeasure Measure,
    AccountabilitySpan Over,
    int? AtLeast,
    int? MoreThan,
    int? Below,
    int Months,
    string Notice,
    ImmutableArray<PolicyRole> To,
    Clause Clause)
{
    /// <summary>A share of the unit's cases: judged once its period is over, for until then it still moves.</summary>
    public bool IsRate => Measure is AccountabilityMeasure.CloseRate or AccountabilityMeasure.OnTimeCloseRate or AccountabilityMeasure.ReworkRate;

    /// <summary>Whether the product's records have the figure: one case has no share, and months add up only where each is judged by itself.</summary>
    public bool Counted => !(IsRate && Over == AccountabilitySpan.Case) && (Months == 1 || Over == AccountabilitySpan.Month);

    /// <summary>The bound in short, such as <c>&lt;90</c>.</summary>
    public string Bound => $"{(AtLeast is { } least ? $"≥{least}" : "")}{(MoreThan is { } more ? $">{more}" : "")}{(Below is { } below ? $"<{below}" : "")}";

    /// <summary>The same with the months in which it is met, such as <c>&lt;90×3</c>.</summary>
    public string Threshold => Months > 1 ? $"{Bound}×{Months}" : Bound;

    /// <summary>Whether a figure of one period meets the threshold.</summary>
    /// <param name="figure">A count, or a percentage from 0 to 100.</param>
    public bool Meets(decimal figure) =>
        (AtLeast is null || figure >= AtLeast) && (MoreThan is null || figure > MoreThan) && (Below is null || figure < Below);

    /// <summary>Whether the figures of a year, month by month, meet the threshold in enough months.</summary>
    public bool Meets(IEnumerable<decimal> months) => months.Count(Meets) >= Months;
}

/// <summary>An indicator of the assessment (考核指标).</summary>
/// <param name="Name">Such as 按时办结率.</param>
/// <param name="Weight">Points of 100; 0 where the clause gives none.</param>
/// <param name="Veto">一票否决</param>
/// <param name="Clause">On what ground.</param>
internal sealed record AssessmentIndicator(string Name, int Weight, bool Veto, Clause Clause);

/// <summary>The units' scores per period.</summary>
internal sealed record AssessmentScheme(AccountabilitySpan Every, ImmutableArray<AssessmentIndicator> Indicators, Clause Clause);

/// <summary>A bulletin or report pack made at each period's end.</summary>
internal sealed record PeriodicReport(string Name, AccountabilitySpan Every, Clause Clause);
