using Hotline.Cases.Calendar;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>When to warn whom.</summary>
internal sealed record Alarm(DateTimeOffset At, PolicyRole To);

/// <summary>A clock of a case as it is kept: the row whose time comes. <see cref="NextAt"/> is what the sweep looks for.</summary>
internal sealed class Countdown
{
    private Countdown()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public ClockName Name { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset Due { get; private set; }

    /// <summary>The last moment in time: <see cref="Due"/> and the policy's grace.</summary>
    public DateTimeOffset LateAfter { get; private set; }

    public IReadOnlyList<Alarm> Alarms { get; private set; } = [];

    /// <summary>How many of <see cref="Alarms"/> are behind us.</summary>
    public int Alarmed { get; private set; }

    /// <summary>When something has to happen next; null when nothing has. A warning at that moment, a breach only after it: a sweep in that very tick finds the row and leaves it.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    public CaseEvent From { get; private set; }

    public CaseEvent Until { get; private set; }

    public BreachAction Breach { get; private set; }

    public ClockState State { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string Clause { get; private set; } = "";

    public string Gist { get; private set; } = "";

    public bool Provisional { get; private set; }

    public string Explanation { get; private set; } = "";

    /// <summary>The limit counted, after any deduction; null for a clock older than this column: the rule's.</summary>
    public Period? Limit { get; private set; }

    /// <summary>Why the limit is not the rule's own: a deduction after a return, a limit for the rework.</summary>
    public string? Ground { get; private set; }

    /// <summary>What took the place of the counted limit; null: nothing did.</summary>
    public LimitSource? OverrideSource { get; private set; }

    public string? OverrideDocument { get; private set; }

    public bool Open => EndedAt is null;

    /// <summary>Of an objection, which is answered whatever else becomes of the case, and is no matter of the units.</summary>
    public bool OfObjection => Name == ClockName.Objection;

    /// <summary>Starts a clock. Warnings that would have fallen before <paramref name="now"/> are not given any more.</summary>
    public static Countdown Start(Guid caseId, in CaseClock clock, string? ground, CaseRules rules, DateTimeOffset now)
    {
        var countdown = new Countdown
        {
            Id = Guid.CreateVersion7(now),
            CaseId = caseId,
            Name = clock.Rule.Name,
            StartedAt = clock.Started.ToUniversalTime(),
            From = clock.Rule.From,
            Until = clock.Rule.Until,
            Breach = clock.Rule.Breach,
            State = ClockState.Running,
            Limit = clock.Limit,
            Ground = ground,
        };
        countdown.Set(clock, rules, now);
        return countdown;
    }

    /// <summary>The clock as it was reckoned, under the calendar of today; null where the policy has no such clock any more.</summary>
    public CaseClock? Clock(CaseFacts facts, CaseRules rules)
    {
        if (rules.Policy.Clock(Name, facts) is not { } rule)
        {
            return null;
        }

        // A limit of another clause, as of a rework, keeps that clause.
        var limit = OverrideSource is { } source ? new LimitOverride(source, OverrideDocument ?? "", Due, rules.Clause(Clause)) : null;
        var kept = limit is null && rules.Clause(Clause) is { } own ? rule with { Clause = own } : rule;
        return CaseClock.Resume(kept, StartedAt, Limit ?? rule.LimitFor(facts), limit, rules.Calendar);
    }

    /// <summary>A limit from elsewhere, or an extension, takes the place of what was counted. False where it does not go first.</summary>
    public bool Put(LimitOverride limit, CaseFacts facts, Occasion occasion)
    {
        if (Clock(facts, occasion.Rules) is not { } clock || !limit.Replaces(clock.Due))
        {
            return false;
        }

        Reckon(clock.Under(limit), occasion);
        return true;
    }

    /// <summary>Takes the clock as it is reckoned now. One that is not over any more runs again.</summary>
    public void Reckon(in CaseClock clock, Occasion occasion)
    {
        Set(clock, occasion.Rules, occasion.At);
        if (State == ClockState.Breached && !IsLate(occasion.At))
        {
            State = ClockState.Running;
        }

        if (State == ClockState.Running)
        {
            Plan();
        }
    }

    private void Set(in CaseClock clock, CaseRules rules, DateTimeOffset now)
    {
        var alarms = new List<Alarm>();
        for (var index = 0; index < clock.WarningCount; index++)
        {
            alarms.Add(new(clock.WarningAt(index, rules.Calendar).ToUniversalTime(), clock.Rule.Warnings[index].To));
        }

        Due = clock.Due.ToUniversalTime();
        LateAfter = clock.LateAfter.ToUniversalTime();
        Alarms = [.. alarms.OrderBy(alarm => alarm.At)];
        Alarmed = Alarms.Count(alarm => alarm.At < now);
        Clause = clock.Clause.Id;
        Gist = clock.Clause.Gist;
        Provisional = clock.Provisional;
        (OverrideSource, OverrideDocument) = (clock.Override?.Source, clock.Override?.Document);
        var explained = clock.Explain(rules.Calendar, ExplanationLanguage.Chinese);
        Explanation = Ground is null ? explained : $"{explained}; {Ground}";
        Plan();
    }

    /// <summary>Whether what happens at that moment is late: in time is until and at the end.</summary>
    public bool IsLate(DateTimeOffset at) => at > LateAfter;

    /// <summary>What it was waiting for happened.</summary>
    public void Stop(DateTimeOffset at)
    {
        if (State == ClockState.Running)
        {
            State = IsLate(at) ? ClockState.Breached : ClockState.Met;
        }

        (EndedAt, NextAt) = (at, null);
    }

    /// <summary>The warning whose time has come, each once; null when there is none.</summary>
    public Alarm? TakeAlarm(DateTimeOffset now)
    {
        if (NextAt is null || Alarmed >= Alarms.Count || Alarms[Alarmed].At > now)
        {
            return null;
        }

        var alarm = Alarms[Alarmed++];
        Plan();
        return alarm;
    }

    /// <summary>Whether its end has passed, once: it is a breach from then on.</summary>
    public bool TakeBreach(DateTimeOffset now)
    {
        if (State != ClockState.Running || NextAt is null || !IsLate(now))
        {
            return false;
        }

        (State, NextAt) = (ClockState.Breached, null);
        return true;
    }

    /// <summary>Its time came as foreseen, and what was to follow follows: no breach by anybody.</summary>
    public void ComeDue(DateTimeOffset at) => (State, EndedAt, NextAt) = (ClockState.Met, at, null);

    private void Plan() => NextAt = Alarmed < Alarms.Count ? Alarms[Alarmed].At : LateAfter;
}
