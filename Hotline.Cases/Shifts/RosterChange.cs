namespace Hotline.Cases.Shifts;

/// <summary>A duty that goes from one person to another; null for nobody.</summary>
internal sealed record DutyMove(Guid DutyId, Guid? From, Guid? To);

/// <summary>That somebody agreed.</summary>
internal sealed record GivenConsent(Guid PersonId, string Person, DateTimeOffset At);

/// <summary>A change of the roster, from asking to undoing.</summary>
internal sealed class RosterChange
{
    private RosterChange()
    {
    }

    public Guid Id { get; private set; }

    public RosterChangeKind Kind { get; private set; }

    public RosterChangeState State { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public Guid AskedById { get; private set; }

    public string AskedBy { get; private set; } = "";

    public string? Reason { get; private set; }

    /// <summary>Whose leave or duty it is; of a swap the first of the two. Null for a plan.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Who takes over; of a swap the second of the two.</summary>
    public Guid? OtherId { get; private set; }

    /// <summary>Local days, both included.</summary>
    public DateOnly FromDay { get; private set; }

    public DateOnly ToDay { get; private set; }

    /// <summary>What changes hands; of a plan nothing: its duties name it.</summary>
    public IReadOnlyList<DutyMove> Moves { get; private set; } = [];

    /// <summary>People who have yet to agree.</summary>
    public IReadOnlyList<Guid> Wanted { get; private set; } = [];

    /// <summary>A shift leader has yet to agree.</summary>
    public bool WantsLeader { get; private set; }

    public IReadOnlyList<GivenConsent> Consents { get; private set; } = [];

    /// <summary>Who refused it or took it back.</summary>
    public string? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndReason { get; private set; }

    public int Version { get; private set; }

    private bool IsAgreed => Wanted.Count == 0 && !WantsLeader;

    public static RosterChange Plan(DateOnly from, DateOnly to, Actor by, string? reason, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Kind = RosterChangeKind.Plan, State = RosterChangeState.Made, AskedAt = now, AskedById = by.Id, AskedBy = by.Name, Reason = reason, FromDay = from, ToDay = to };

    /// <summary>Asked for; made at once where nobody has to agree.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="consent">Whose consent the city wants.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static RosterChange Ask(ChangeDraft draft, Consent consent, Actor by, DateTimeOffset now)
    {
        var asked = new RosterChange
        {
            Id = Guid.CreateVersion7(now),
            Kind = draft.Kind,
            AskedAt = now,
            AskedById = by.Id,
            AskedBy = by.Name,
            Reason = draft.Reason,
            PersonId = draft.PersonId,
            OtherId = draft.OtherId,
            FromDay = draft.FromDay,
            ToDay = draft.ToDay,
            Moves = draft.Moves,
            Wanted = consent == Consent.Other ? [.. Concerned(draft).Where(person => person != by.Id).Distinct()] : [],
            WantsLeader = consent == Consent.Leader,
        };

        // What an agent asks for is never made on their word alone.
        asked.WantsLeader |= asked.Wanted.Count == 0 && !by.Is(Role.ShiftLeader, Role.Supervisor);
        asked.State = asked.IsAgreed ? RosterChangeState.Made : RosterChangeState.Asked;
        return asked;
    }

    /// <summary>Whether this person's word is waited for.</summary>
    public bool Waits(Actor actor) => State == RosterChangeState.Asked
        && (Wanted.Contains(actor.Id) || (WantsLeader && actor.Is(Role.ShiftLeader, Role.Supervisor) && actor.Id != AskedById && !IsOf(actor.Id)));

    /// <summary>Whether it is this person's own matter.</summary>
    public bool Concerns(Guid personId) => AskedById == personId || IsOf(personId);

    /// <summary>Whether nobody else has to agree after this person.</summary>
    public bool IsLast(Actor actor) => Wanted.All(person => person == actor.Id);

    /// <summary>Takes a consent; the last one makes the change.</summary>
    public void Agree(Actor actor, DateTimeOffset now)
    {
        Consents = [.. Consents, new GivenConsent(actor.Id, actor.Name, now)];
        (WantsLeader, Wanted) = (false, [.. Wanted.Where(person => person != actor.Id)]);
        State = IsAgreed ? RosterChangeState.Made : State;
        Version++;
    }

    /// <summary>Leave takes the duties that are there when it is made, not when it was asked for.</summary>
    public void Take(IReadOnlyList<DutyMove> moves) => Moves = moves;

    public void Refuse(Actor actor, string? reason, DateTimeOffset now) => End(RosterChangeState.Refused, actor, reason, now);

    public void Undo(Actor actor, string? reason, DateTimeOffset now) => End(RosterChangeState.Undone, actor, reason, now);

    private bool IsOf(Guid personId) => PersonId == personId || OtherId == personId;

    private void End(RosterChangeState state, Actor actor, string? reason, DateTimeOffset now)
    {
        (State, EndedBy, EndReason, EndedAt) = (state, actor.Name, reason, now);
        Version++;
    }

    // A swap concerns both; a replacement asks whoever is to come; leave nobody but the one who wants it.
    private static IEnumerable<Guid> Concerned(ChangeDraft draft) => draft.Kind switch
    {
        RosterChangeKind.Swap => new[] { draft.PersonId, draft.OtherId }.OfType<Guid>(),
        RosterChangeKind.Replacement => new[] { draft.OtherId }.OfType<Guid>(),
        RosterChangeKind.Leave => new[] { draft.PersonId }.OfType<Guid>(),
        RosterChangeKind.Plan => [],
    };
}

/// <summary>A change as somebody wants it.</summary>
internal sealed record ChangeDraft(
    RosterChangeKind Kind, Guid? PersonId, Guid? OtherId, DateOnly FromDay, DateOnly ToDay, IReadOnlyList<DutyMove> Moves, string? Reason);
