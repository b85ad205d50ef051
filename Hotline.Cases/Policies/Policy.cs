using System.Collections.Frozen;
using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>A regulation in force: immutable, read from one file by <see cref="PolicyFile"/>.</summary>
internal sealed record Policy
{
    /// <summary>Such as <c>hanjiang-2016</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Grows by one with each change of the file; a case keeps the version it was accepted under.</summary>
    public required int Version { get; init; }

    /// <summary>Id and version, as a case keeps them: <c>hanjiang-2016 v1</c>.</summary>
    public string Key => $"{Id} v{Version}";

    public required string Title { get; init; }

    /// <summary>The first day on which it holds.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The last day on which it holds; <see langword="null"/>: open.</summary>
    public DateOnly? EffectiveUntil { get; init; }

    public required FrozenDictionary<string, Clause> Clauses { get; init; }

    public string? Issuer { get; init; }

    /// <summary>The document's number, such as 厦翔执〔2018〕82号.</summary>
    public string? Document { get; init; }

    /// <summary>Every rule that rests on a clause, in the file's order.</summary>
    public ImmutableArray<ClauseUse> ClauseUses { get; init; } = [];

    /// <summary>Rules that are read and right, and that the product cannot carry out.</summary>
    public ImmutableArray<PolicyError> Warnings { get; init; } = [];

    public required ImmutableArray<RequestType> RequestTypes { get; init; }

    public Clause? RequestTypesClause { get; init; }

    public OfficeHours OfficeHours { get; init; } = OfficeHours.Default;

    public CategoryTree Categories { get; init; } = CategoryTree.Empty;

    /// <summary>In the file's order; of each name the first that holds for a case is its clock.</summary>
    public required ImmutableArray<PolicyClock> Clocks { get; init; }

    public ImmutableArray<ExtensionRule> Extensions { get; init; } = [];

    public ImmutableArray<ReturnRule> Returns { get; init; } = [];

    public ImmutableArray<SupervisionLadder> Ladders { get; init; } = [];

    /// <summary>催办: who may ask the unit for haste.</summary>
    public SupervisionRule Urging { get; init; } = SupervisionRule.Urging;

    /// <summary>督办: who may take a case under supervision.</summary>
    public SupervisionRule Supervising { get; init; } = SupervisionRule.Supervising;

    public SurveyRule? Survey { get; init; }

    /// <summary><see langword="null"/>: an objection is taken at any time and answered without a limit.</summary>
    public ObjectionRule? Objections { get; init; }

    public Clause? CategoriesClause { get; init; }

    public ImmutableArray<AcceptGround> AcceptGrounds { get; init; } = [];

    public ImmutableArray<RefusalGround> RefusalGrounds { get; init; } = [];

    public ImmutableArray<PartnerNumber> Numbers { get; init; } = [];

    /// <summary>How a unit is suggested, tried in this order.</summary>
    public ImmutableArray<DispatchRule> Dispatch { get; init; } = [];

    public ImmutableArray<SupervisionTrigger> Triggers { get; init; } = [];

    public ImmutableArray<SupervisionDocument> Documents { get; init; } = [];

    public ImmutableArray<AccountabilityRule> Accountability { get; init; } = [];

    public AssessmentScheme? Assessment { get; init; }

    public ImmutableArray<PeriodicReport> Reports { get; init; } = [];

    public ImmutableArray<PolicyPractice> Practices { get; init; } = [];

    /// <summary>The clock of that name which a case with these facts carries; <see langword="null"/>: none. Allocates nothing.</summary>
    public PolicyClock? Clock(ClockName name, in CaseFacts facts)
    {
        foreach (var clock in Clocks)
        {
            if (clock.Name == name && clock.When.Holds(facts))
            {
                return clock;
            }
        }

        return name == ClockName.Objection ? Objections?.Clock : null;
    }

    /// <summary>Every clock that such a case would carry, in start order; that of an objection only a case objected to carries.</summary>
    public IEnumerable<PolicyClock> ClocksFor(CaseFacts facts) =>
        Enum.GetValues<ClockName>().Where(name => name != ClockName.Objection).Select(name => Clock(name, facts)).OfType<PolicyClock>();

    /// <summary>The clocks of such a case that an event begins.</summary>
    public IEnumerable<PolicyClock> ClocksFrom(CaseEvent happened, CaseFacts facts) =>
        ClocksFor(facts).Where(clock => clock.From == happened);

    /// <summary>The ordinary extension for such a case; the long-cycle track is chosen by hand from <see cref="Extensions"/>.</summary>
    public ExtensionRule? Extension(CaseFacts facts) => Extensions.FirstOrDefault(rule => !rule.LongCycle && rule.When.Holds(facts));

    public ReturnRule? Return(CaseFacts facts) => Returns.FirstOrDefault(rule => rule.When.Holds(facts));

    public PolicyPractice? Practice(PracticeName name) => Practices.FirstOrDefault(practice => practice.Name == name);

    /// <summary>It holds on that day.</summary>
    public bool IsInForce(DateOnly day) => day >= EffectiveFrom && (EffectiveUntil is null || day <= EffectiveUntil);

    public IEnumerable<SupervisionLadder> LaddersFor(CaseFacts facts) => Ladders.Where(ladder => ladder.When.Holds(facts));
}
