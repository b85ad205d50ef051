using Hotline.Cases.Calendar;

namespace Hotline.Cases.Shifts;

/// <summary>Makes duties from rotations.</summary>
internal static class RotationPlan
{
    /// <summary>The duties of groups that work by a rotation, day by day.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last.</param>
    /// <param name="planId">The plan that makes them.</param>
    /// <param name="isAway">Whether somebody is on leave on a day: they get no duty.</param>
    /// <param name="rules">The shifts.</param>
    /// <param name="kind">What days are.</param>
    public static IReadOnlyList<Duty> Make(
        IEnumerable<ShiftGroup> groups, DateOnly from, DateOnly to, Guid planId, Func<Guid, DateOnly, bool> isAway, ShiftRules rules, Func<DateOnly, DayKind> kind)
    {
        var made = new List<Duty>();
        foreach (var group in groups)
        {
            if (group.RotationId is not { } id || rules.FindRotation(id) is not { } rotation)
            {
                continue;
            }

            for (var day = from; day <= to; day = day.AddDays(1))
            {
                if (rotation.On(group.Crew, day, kind) is { } shiftId && rules.FindShift(shiftId) is { } shift)
                {
                    made.AddRange(group.MemberIds.Where(person => !isAway(person, day)).Select(person => Duty.Of(day, shift, group, person, planId, rules.Zone)));
                }
            }
        }

        return made;
    }
}
