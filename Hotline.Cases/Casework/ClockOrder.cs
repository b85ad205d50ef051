using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>A clock to be started.</summary>
/// <param name="Rule">The policy's rule, or the rule with another limit.</param>
/// <param name="DeductWorkingDays">Taken off a limit in working days after accepted returns.</param>
/// <param name="Ground">Why the limit is not the rule's own; stands in the explanation.</param>
internal sealed record ClockOrder(PolicyClock Rule, int DeductWorkingDays = 0, string? Ground = null);
