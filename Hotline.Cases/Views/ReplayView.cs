namespace Hotline.Cases.Views;

/// <summary>What past cases would have been under a draft regulation.</summary>
/// <param name="Policy">The draft.</param>
/// <param name="From">The first local day.</param>
/// <param name="To">The last.</param>
/// <param name="Cases">Cases registered in that time.</param>
/// <param name="LateCases">Cases with at least one limit broken.</param>
/// <param name="Clocks">Limits that the draft would have set.</param>
/// <param name="Late">Of them broken.</param>
/// <param name="ByUnitAndClause">The same by unit and clause.</param>
/// <param name="Load">What each unit had to carry, the one with most cases first.</param>
/// <param name="NotRecorded">Clauses whose limits the record of cases does not tell of: not counted.</param>
public sealed record ReplayView(
    PolicyVersionRef Policy,
    DateOnly From,
    DateOnly To,
    int Cases,
    int LateCases,
    int Clocks,
    int Late,
    IReadOnlyList<ReplayLineView> ByUnitAndClause,
    IReadOnlyList<ReplayLoadView> Load,
    IReadOnlyList<string> NotRecorded);

/// <summary>A unit's limits under one clause.</summary>
/// <param name="Unit">The unit; null: the hotline itself.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Clocks">How many.</param>
/// <param name="Late">Of them broken.</param>
public sealed record ReplayLineView(UnitRef? Unit, string Clause, int Clocks, int Late);

/// <summary>A unit's load.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Cases">Cases sent to it.</param>
/// <param name="CasesPerWorkingDay">On average over the working days of the time.</param>
/// <param name="BusiestDay">The local day with most.</param>
/// <param name="MostInADay">How many then.</param>
/// <param name="HeldOfficeHours">Office hours for which it held cases, all together.</param>
/// <param name="Clocks">Its limits under the draft.</param>
/// <param name="Late">Of them broken.</param>
public sealed record ReplayLoadView(
    UnitRef Unit, int Cases, double CasesPerWorkingDay, DateOnly BusiestDay, int MostInADay, double HeldOfficeHours, int Clocks, int Late);
