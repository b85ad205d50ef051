using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>重点督办: what calls for a supervision opens one, where the policy names the cause (gaoling-2020/18); of each cause one at a time.</summary>
internal static class Triggering
{
    public static SupervisionTrigger? Trigger(SupervisionSign sign, CaseRules rules) => rules.Policy.Triggers.FirstOrDefault(trigger => trigger.Cause == sign.Cause);

    /// <summary>Null where the cause is none of the policy's, or is supervised already.</summary>
    public static SupervisionRecord? Open(Case concerned, SupervisionSign sign, IReadOnlyList<SupervisionRecord> records, CaseRules rules)
    {
        if (Trigger(sign, rules) is not { } trigger || records.Any(record => record.Open && record.Cause == sign.Cause))
        {
            return null;
        }

        var office = rules.Policy.Supervising.By.Select(role => Overseers.OfficeOf(role, concerned.UnitId, rules)).FirstOrDefault(unit => unit is not null && unit.Id != concerned.UnitId);
        return Open(concerned, office, sign.Cause, trigger.Name, sign.Reason, trigger.Clause.Id, sign.Occasion);
    }

    public static SupervisionRecord Open(Case concerned, UnitRef? office, SupervisionCause cause, string name, string reason, string? clause, Occasion occasion)
    {
        concerned.Supervise(true);
        concerned.Record(occasion, "supervise", $"{office?.Name ?? "热线"}督办{concerned.UnitName}：{name}；{reason}", clause, moves: false);
        Tell(concerned, office, occasion);
        return SupervisionRecord.Of(SupervisionKind.Supervise, concerned, office, name, reason, clause, occasion).On(cause);
    }

    /// <summary>Those who supervise see it at once: supervisors, and the people of the office, to whom the case was unknown until now.</summary>
    public static void Tell(Case concerned, UnitRef? office, Occasion occasion)
    {
        concerned.Tell(new DeadlineWarning(concerned.Number, concerned.ContactId, null, "supervision", occasion.At, occasion.At, Role.Supervisor));
        if (office is not null)
        {
            concerned.Tell(new CaseChanged(concerned.Number, concerned.State, [office.Id]));
        }
    }
}
