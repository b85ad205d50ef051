namespace Hotline.Cases.Shifts;

/// <summary>How many are there in half an hour, at its emptiest moment.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="OnDuty">On duty, breaks included.</param>
/// <param name="AtSeat">On duty and not on break.</param>
internal readonly record struct HalfHourCover(DateTimeOffset Start, int OnDuty, int AtSeat);

/// <summary>How many the roster puts where how many are needed.</summary>
internal static class Coverage
{
    public static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    /// <summary>Counts half hours one after the other. Who takes over at the very moment another leaves leaves no hole.</summary>
    public static IReadOnlyList<HalfHourCover> Count(IEnumerable<Duty> duties, DateTimeOffset from, DateTimeOffset to)
    {
        var changes = new SortedDictionary<DateTimeOffset, (int OnDuty, int Breaks)>();
        foreach (var duty in duties.Where(duty => !duty.Cancelled && duty.PersonId is not null && duty.To > from && duty.From < to))
        {
            Add(duty.From, 1, 0);
            Add(duty.To, -1, 0);
            foreach (var pause in duty.Breaks)
            {
                Add(pause.From, 0, 1);
                Add(pause.To, 0, -1);
            }
        }

        var (counted, onDuty, onBreak) = (new List<HalfHourCover>(), 0, 0);
        using var next = changes.GetEnumerator();
        var more = next.MoveNext();
        for (var start = from; start < to; start += HalfHour)
        {
            // What changes up to the very beginning stands at the beginning.
            while (more && next.Current.Key <= start)
            {
                Take();
            }

            var (fewest, fewestAtSeat) = (onDuty, onDuty - onBreak);
            while (more && next.Current.Key < start + HalfHour)
            {
                Take();
                (fewest, fewestAtSeat) = (Math.Min(fewest, onDuty), Math.Min(fewestAtSeat, onDuty - onBreak));
            }

            counted.Add(new HalfHourCover(start, fewest, fewestAtSeat));
        }

        return counted;

        void Add(DateTimeOffset at, int duty, int pause)
        {
            var known = changes.GetValueOrDefault(at);
            changes[at] = (known.OnDuty + duty, known.Breaks + pause);
        }

        void Take()
        {
            (onDuty, onBreak) = (onDuty + next.Current.Value.OnDuty, onBreak + next.Current.Value.Breaks);
            more = next.MoveNext();
        }
    }

    /// <summary>Times without anybody, each as long as it lasts, and half hours with fewer than are needed.</summary>
    /// <param name="counted">Half hours one after the other.</param>
    /// <param name="need">Of a half hour: on the line, and on the roster so that these are on the line; null where nothing is known.</param>
    /// <param name="rules">What becomes of it.</param>
    public static IEnumerable<RosterFinding> Faults(IReadOnlyList<HalfHourCover> counted, Func<DateTimeOffset, (int Agents, int Scheduled)?> need, ShiftRules rules)
    {
        DateTimeOffset? hole = null;
        foreach (var half in counted)
        {
            if (half.AtSeat <= 0)
            {
                hole ??= half.Start;
                continue;
            }

            if (hole is { } began)
            {
                hole = null;
                foreach (var found in Hole(began, half.Start))
                {
                    yield return found;
                }
            }

            // Breaks, training and leave are in what is to be on the roster; whoever is not at their seat now is not on the line.
            if (need(half.Start) is { } needed && (half.AtSeat < needed.Agents || half.OnDuty < needed.Scheduled))
            {
                var (present, wanted) = half.AtSeat < needed.Agents ? (half.AtSeat, needed.Agents) : (half.OnDuty, needed.Scheduled);
                yield return new(RosterFault.Short, rules.VerdictOn(RosterFault.Short), half.Start, half.Start + HalfHour, Present: present, Needed: wanted);
            }
        }

        foreach (var found in hole is { } open ? Hole(open, counted[^1].Start + HalfHour) : [])
        {
            yield return found;
        }

        IEnumerable<RosterFinding> Hole(DateTimeOffset from, DateTimeOffset to) =>
            rules.OnHole == FaultVerdict.Ignore ? [] : [new(RosterFault.Hole, rules.OnHole, from, to, Present: 0)];
    }
}
