using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// Groups and the duty roster (docs/shifts.md). Everybody who takes calls, leads or supervises reads it; shift leaders keep it. Thread-safe.
/// </summary>
public interface IRosterDesk
{
    /// <summary>The shifts, rotations and rules in force.</summary>
    ShiftRulesView Rules { get; }

    /// <summary>The groups, by name, at most 200.</summary>
    ValueTask<IReadOnlyList<ShiftGroupView>> ListGroupsAsync(CancellationToken cancellationToken);

    /// <summary>Opens a group, or changes the one with this id (shift leaders); in the audit trail. Duties made before stay as they are.</summary>
    ValueTask<ActResult<ShiftGroupView>> SetGroupAsync(Actor actor, Guid? groupId, ShiftGroupForm form, CancellationToken cancellationToken);

    /// <summary>
    /// Makes duties for days by the rotations of groups (shift leaders); in the audit trail. Not done where something is wrong that the city's file refuses.
    /// </summary>
    ValueTask<ActResult<RosterPlanView>> PlanAsync(Actor actor, RosterPlanForm form, CancellationToken cancellationToken);

    /// <summary>Duties that begin on days, by their beginning; at most 62 days.</summary>
    ValueTask<ActResult<PageOf<DutyView>>> ListDutiesAsync(RosterQuery query, CancellationToken cancellationToken);

    /// <summary>Who is on duty at a moment, at most 1,000.</summary>
    ValueTask<IReadOnlyList<DutyView>> ListOnDutyAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// What is wrong with the roster of at most 31 days: of people, times without anybody at their seat, and half hours with fewer than <paramref name="need"/> wants
    /// by Erlang C (shift leaders, supervisors).
    /// </summary>
    ValueTask<ActResult<RosterFaultsView>> FindFaultsAsync(Actor actor, RosterQuery query, StaffingQuery need, CancellationToken cancellationToken);
}

/// <summary>Changes of the roster by hand, each asked for, agreed to as the city's file says, made, and undone. Every step is in the audit trail. Thread-safe.</summary>
public interface IRosterChanges
{
    /// <summary>Changes, the newest first: all for leaders and supervisors, one's own for others.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="state">Only these; null for all.</param>
    /// <param name="mine">Only those that others asked for and that still wait, of this person's duties or for a shift leader: each row says whether it is this person's word.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="size">Rows on a page, 1 to 200.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<PageOf<RosterChangeView>> ListAsync(Actor actor, RosterChangeState? state, bool mine, int page, int size, CancellationToken cancellationToken);

    /// <summary>Asks for a change; made at once where nobody else has to agree. An agent asks for what is their own.</summary>
    ValueTask<ActResult<RosterChangeView>> AskAsync(Actor actor, RosterChangeForm form, CancellationToken cancellationToken);

    /// <summary>Agrees, or refuses for a reason. With the last consent it is made, if it still can be.</summary>
    ValueTask<ActResult<RosterChangeView>> AnswerAsync(Actor actor, Guid changeId, bool agree, string? reason, CancellationToken cancellationToken);

    /// <summary>Takes back, for a reason: what is only asked for, whoever asked; what is made, a shift leader, as long as nobody changed it further. Duties that are over stay.</summary>
    ValueTask<ActResult<RosterChangeView>> UndoAsync(Actor actor, Guid changeId, string? reason, CancellationToken cancellationToken);
}

/// <summary>What a shift leader looks at and hands on (班长). Thread-safe.</summary>
public interface IShiftLeadership
{
    /// <summary>Who should be here and how they are, who is here besides, calls owed, open cases of the hazard track, handovers not acknowledged (shift leaders, supervisors).</summary>
    ValueTask<ActResult<ShiftListView>> ReadListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Hands over, with a note of 1 to 2,000 characters; what the list says then is kept with it (shift leaders).</summary>
    ValueTask<ActResult<HandoverView>> HandOverAsync(Actor actor, string? note, CancellationToken cancellationToken);

    /// <summary>Takes over: another leader, or a supervisor where there is none.</summary>
    ValueTask<ActResult<HandoverView>> TakeOverAsync(Actor actor, Guid handoverId, string? remark, CancellationToken cancellationToken);

    /// <summary>Handovers, the newest first (shift leaders, supervisors).</summary>
    ValueTask<PageOf<HandoverView>> ListHandoversAsync(Actor actor, int page, int size, CancellationToken cancellationToken);

    /// <summary>How far people were signed in while they were on duty, by user name, on at most 31 days: all for leaders and supervisors, one's own for others.</summary>
    ValueTask<ActResult<PageOf<AdherenceView>>> ReadAdherenceAsync(Actor actor, RosterQuery query, CancellationToken cancellationToken);
}

/// <summary>A group as it is to be.</summary>
public sealed record ShiftGroupForm
{
    /// <summary>For people, 1 to 50 characters, each once.</summary>
    public string? Name { get; init; }

    /// <summary>The user name of its leader.</summary>
    public string? Leader { get; init; }

    /// <summary>User names, at most 200; the leader is a member without being named here.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>The rotation it works by; null for none.</summary>
    public string? Rotation { get; init; }

    /// <summary>Its turn in the rotation, from 1.</summary>
    public int Crew { get; init; } = 1;
}

/// <summary>Which days are to be planned.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last; at most 62 days.</param>
/// <param name="Groups">Only these groups; null for all that have a rotation.</param>
/// <param name="DryRun">Nothing is kept.</param>
public sealed record RosterPlanForm(DateOnly? From, DateOnly? To, IReadOnlyList<Guid>? Groups, bool DryRun);

/// <summary>Which duties.</summary>
public sealed record RosterQuery
{
    /// <summary>The first day, local.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only of this group.</summary>
    public Guid? Group { get; init; }

    /// <summary>Only of the person with this user name.</summary>
    public string? Person { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>A change that is asked for.</summary>
public sealed record RosterChangeForm
{
    /// <summary>Swap, leave or replacement.</summary>
    public RosterChangeKind? Kind { get; init; }

    /// <summary>The duty that is swapped or taken over.</summary>
    public Guid? DutyId { get; init; }

    /// <summary>The duty it is swapped with.</summary>
    public Guid? OtherDutyId { get; init; }

    /// <summary>The user name of whoever is away or takes over; null for whoever asks.</summary>
    public string? Person { get; init; }

    /// <summary>The first day of leave.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last; at most 366 days.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Why, 1 to 500 characters.</summary>
    public string? Reason { get; init; }
}
