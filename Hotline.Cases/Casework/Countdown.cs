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

    /// <summary>From when it is a breach: <see cref="Due"/> and the policy's grace.</summary>
    public DateTimeOffset LateAfter { get; private set; }

    public IReadOnlyList<Alarm> Alarms { get; private set; } = [];

    /// <summary>How many of <see cref="Alarms"/> are behind us.</summary>
    public int Alarmed { get; private set; }

    /// <summary>When something has to happen next; null when nothing has.</summary>
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

    public bool Open => EndedAt is null;

    /// <summary>Starts a clock. Warnings that would have fallen before <paramref name="now"/> are not given any more.</summary>
    public static Countdown Start(Guid caseId, in CaseClock clock, CaseRules rules, DateTimeOffset now)
    {
        var alarms = new List<Alarm>();
        for (var index = 0; index < clock.WarningCount; index++)
        {
            alarms.Add(new(clock.WarningAt(index, rules.Calendar).ToUniversalTime(), clock.Rule.Warnings[index].To));
        }

        var countdown = new Countdown
        {
            Id = Guid.CreateVersion7(now),
            CaseId = caseId,
            Name = clock.Rule.Name,
            StartedAt = clock.Started.ToUniversalTime(),
            Due = clock.Due.ToUniversalTime(),
            LateAfter = clock.LateAfter.ToUniversalTime(),
            Alarms = [.. alarms.OrderBy(alarm => alarm.At)],
            From = clock.Rule.From,
            Until = clock.Rule.Until,
            Breach = clock.Rule.Breach,
            State = ClockState.Running,
            Clause = clock.Rule.Clause.Id,
            Gist = clock.Rule.Clause.Gist,
            Provisional = clock.Provisional,
            Explanation = clock.Explain(rules.Calendar, ExplanationLanguage.Chinese),
        };
        countdown.Alarmed = countdown.Alarms.Count(alarm => alarm.At < now);
        countdown.Plan();
        return countdown;
    }

    /// <summary>What it was waiting for happened. At the very moment it is due, that is still in time.</summary>
    public void Stop(DateTimeOffset at)
    {
        if (State == ClockState.Running)
        {
            State = at > LateAfter ? ClockState.Breached : ClockState.Met;
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

    /// <summary>Whether its end has come, once: it is a breach from then on.</summary>
    public bool TakeBreach(DateTimeOffset now)
    {
        if (State != ClockState.Running || NextAt is null || LateAfter > now)
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
