using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>指定: who takes what fits nowhere, or what has been sent about too often. A designated unit cannot give it back.</summary>
internal static class Designating
{
    /// <summary>The unit that has the case is the office that designates for what fits nowhere; the rule that says so.</summary>
    public static DispatchRule? Office(Case held, CaseRules rules) => held.UnitId is null ? null
        : rules.Policy.Dispatch.FirstOrDefault(rule => rule.Basis == DispatchBasis.Designation && rule.To is { } role && rules.Units.Office(role)?.Id == held.UnitId);

    /// <summary>The practice by which the next dispatch designates: the case has been sent as often as the policy allows. Null: not yet.</summary>
    public static PolicyPractice? Due(Case held, CaseRules rules) =>
        rules.Policy.Practice(PracticeName.Designation) is { } rule && rule.Settings.OptionalNumber("dispatches") is { } times && held.Assignments.Count >= times ? rule : null;

    /// <summary>Why the unit cannot give the case back.</summary>
    public static ActRefusal? ReturnRefusal(Case held) => held.CurrentAssignment is { Designated: true } now
        ? new(ActTable.NotAllowed, "已指定由本单位办理，不得再退", now.Clause)
        : null;

    public static void Designate(Case held, UnitRef unit, string? note, string? clause, Occasion occasion)
    {
        var said = string.IsNullOrWhiteSpace(note) ? "" : $"：{note.Trim()}";
        held.Record(occasion, "designate", $"{held.UnitName}指定{unit.Name}为责任单位{said}", clause);
        Dispatching.PassOn(held, new DispatchOrder(unit, $"{held.UnitName}指定", clause, Automatic: false, Designated: true), rule => new(rule), occasion);
    }
}
