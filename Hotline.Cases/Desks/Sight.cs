using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;

namespace Hotline.Cases.Desks;

/// <summary>Who may see what: need-to-know in one place.</summary>
internal static class Sight
{
    /// <summary>Acts of the history that belong to the survey and to callbacks, and what is counted against a unit over other cases.</summary>
    private static readonly string[] AsidesToUnits = ["survey.", "task.", "follow-up", "callback.", "objection", "accountability"];

    /// <summary>The hotline's own people see every case; a handler those of their unit; others none.</summary>
    public static bool SeesAllCases(this Actor actor) => actor.Is(Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Supervisor);

    /// <summary>Those that a person may see. Of a few cases of a unit the unit leads to them; of many every case is asked for its unit, in the order of the list.</summary>
    public static IQueryable<Case> VisibleTo(this IQueryable<Case> cases, Actor actor, HotlineDbContext database, bool many = false)
    {
        if (actor.SeesAllCases())
        {
            return cases;
        }

        if (!actor.Is(Role.Handler) || actor.UnitId is not { } unit)
        {
            return cases.Where(row => false);
        }

        return many
            ? cases.Where(row => row.Assignments.Any(assignment => assignment.UnitId == unit) || row.CoHandlings.Any(part => part.UnitId == unit)
                || row.Requests.Any(asked => asked.ApproverUnitId == unit) || database.SupervisionRecords.Any(record => record.CaseId == row.Id && record.OfficeId == unit))
            : cases.Where(row =>
                database.Assignments.Where(assignment => assignment.UnitId == unit).Select(assignment => assignment.CaseId).Contains(row.Id)
                || database.Set<CoHandling>().Where(part => part.UnitId == unit).Select(part => part.CaseId).Contains(row.Id)
                || database.UnitRequests.Where(asked => asked.ApproverUnitId == unit).Select(asked => asked.CaseId).Contains(row.Id)
                || database.SupervisionRecords.Where(record => record.OfficeId == unit).Select(record => record.CaseId).Contains(row.Id));
    }

    public static bool Sees(this Actor actor, Case seen) =>
        actor.SeesAllCases() || (actor.Is(Role.Handler) && actor.UnitId is not null
            && seen.KnownTo.Contains(actor.UnitId, StringComparer.Ordinal));

    /// <summary>The requester is masked from this person (<see cref="Masking"/>), whatever was revealed to them for a while.</summary>
    public static bool IsMasked(this Actor actor, Case seen, CaseRules rules) => !actor.SeesAllCases() && Masking.Hides(seen, actor.UnitId, rules);

    /// <summary>Units can neither see nor trigger the survey, nor see what counts against one of them.</summary>
    public static bool SeesHistory(this Actor actor, HistoryEntry entry) =>
        actor.SeesAllCases() || !AsidesToUnits.Any(act => entry.Act.StartsWith(act, StringComparison.Ordinal));

    public static bool SeesContacts(this Actor actor) => actor.SeesAllCases();

    public static IQueryable<Recording> HeardBy(this IQueryable<Recording> recordings, Actor actor)
    {
        if (actor.Is(Role.ShiftLeader, Role.Supervisor))
        {
            return recordings;
        }

        return actor.Is(Role.Agent) && actor.AgentId is { } agent ? recordings.Where(row => row.AgentId == agent) : recordings.Where(row => false);
    }

    public static IReadOnlyList<TaskKind> TaskKinds(this Actor actor)
    {
        if (actor.Is(Role.ShiftLeader, Role.Supervisor))
        {
            return [TaskKind.HazardCallback, TaskKind.SurveyCallback, TaskKind.ShiftList, TaskKind.Audit, TaskKind.Judgement, TaskKind.Objection];
        }

        return actor.Is(Role.Agent) ? [TaskKind.HazardCallback, TaskKind.SurveyCallback] : [];
    }

    /// <summary>Who may say how a task ended: agents call back, the shift leader works the shift list, supervisors audit and judge.</summary>
    public static bool WorksOn(this Actor actor, TaskKind kind) => kind switch
    {
        TaskKind.HazardCallback or TaskKind.SurveyCallback => actor.Is(Role.ShiftLeader, Role.Agent),
        TaskKind.ShiftList => actor.Is(Role.ShiftLeader),
        TaskKind.Audit or TaskKind.Judgement or TaskKind.Objection => actor.Is(Role.ShiftLeader, Role.Supervisor),
    };

    /// <summary>Tasks in which somebody is called.</summary>
    public static bool Calls(this TaskKind kind) => kind is TaskKind.HazardCallback or TaskKind.SurveyCallback or TaskKind.Objection;

    /// <summary>Whose work it is to ring or write to citizens.</summary>
    public static bool SeesReceivers(this Actor actor) => actor.Is(Role.Agent, Role.ShiftLeader, Role.Supervisor);
}
