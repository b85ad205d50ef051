namespace Hotline.Cases.Shifts;

/// <summary>Something wrong with a roster.</summary>
/// <param name="Fault">What.</param>
/// <param name="Verdict">What becomes of it.</param>
/// <param name="From">From when.</param>
/// <param name="To">Until when; of too little rest the beginning of the later duty.</param>
/// <param name="PersonId">Whose; null where it is nobody's in particular.</param>
/// <param name="DutyId">The duty, of two the later; null for a time without anybody.</param>
/// <param name="Present">How many are there, where fewer than needed are.</param>
/// <param name="Needed">How many are needed.</param>
internal sealed record RosterFinding(
    RosterFault Fault, FaultVerdict Verdict, DateTimeOffset From, DateTimeOffset To, Guid? PersonId = null, Guid? DutyId = null, int? Present = null, int? Needed = null);

/// <summary>Looks whether people can work a roster.</summary>
internal static class RosterCheck
{
    /// <summary>What is wrong with duties, person by person in order of time.</summary>
    /// <param name="duties">Every duty of the people looked at, also those shortly before and after; in any order.</param>
    /// <param name="isAway">Whether somebody is on leave on a day.</param>
    /// <param name="rules">What a roster must keep to.</param>
    public static IEnumerable<RosterFinding> People(IEnumerable<Duty> duties, Func<Guid, DateOnly, bool> isAway, ShiftRules rules)
    {
        foreach (var own in duties.Where(duty => !duty.Cancelled).GroupBy(duty => duty.PersonId))
        {
            var ordered = own.OrderBy(duty => duty.From).ThenBy(duty => duty.To).ToList();
            if (own.Key is not { } person)
            {
                foreach (var vacant in ordered)
                {
                    yield return new(RosterFault.Vacant, rules.VerdictOn(RosterFault.Vacant), vacant.From, vacant.To, null, vacant.Id);
                }

                continue;
            }

            Duty? before = null;
            foreach (var duty in ordered)
            {
                foreach (var fault in FaultsOf(person, before, duty, isAway, rules))
                {
                    if (rules.VerdictOn(fault) is var verdict && verdict != FaultVerdict.Ignore)
                    {
                        yield return new(fault, verdict, before is null || fault == RosterFault.OnLeave ? duty.From : before.To < duty.From ? before.To : duty.From, duty.To, person, duty.Id);
                    }
                }

                // The one that ends last: a short duty within a long one does not hide it from the next.
                before = before is null || duty.To > before.To ? duty : before;
            }
        }
    }

    private static IEnumerable<RosterFault> FaultsOf(Guid person, Duty? before, Duty duty, Func<Guid, DateOnly, bool> isAway, ShiftRules rules)
    {
        if (isAway(person, duty.Day))
        {
            yield return RosterFault.OnLeave;
        }

        if (before is null)
        {
            yield break;
        }

        if (duty.From < before.To)
        {
            yield return RosterFault.Overlap;
        }
        else if (duty.From - before.To < rules.Rest)
        {
            yield return RosterFault.ShortRest;
        }

        if (duty.Day == before.Day)
        {
            yield return RosterFault.DoubleShift;
        }
    }
}
