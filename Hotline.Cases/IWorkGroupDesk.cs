namespace Hotline.Cases;

/// <summary>What work groups and office automation do with their units' cases. Thread-safe.</summary>
public interface IWorkGroupDesk
{
    /// <summary>
    /// Does it as the unit that has the case, if that is one of the group's; the history names the person and the group. Once per
    /// <see cref="WorkGroupAct.ExternalId"/>: a repeat changes nothing and gives the same answer.
    /// </summary>
    ValueTask<WorkGroupAnswer> ActAsync(WorkGroupAct act, CancellationToken cancellationToken);
}

/// <summary>An act from outside.</summary>
/// <param name="Group">The group's name in <c>policies/workgroups.yaml</c>.</param>
/// <param name="ExternalId">The sender's id, at most 80 characters.</param>
/// <param name="CaseNumber">The case.</param>
/// <param name="By">Who did it, as their own system knows them.</param>
/// <param name="Act">Signing or replying.</param>
public sealed record WorkGroupAct(string Group, string ExternalId, string CaseNumber, string By, CaseAct Act);

/// <summary>What became of it.</summary>
public enum WorkGroupVerdict
{
    /// <summary>It is done, now or before.</summary>
    Done,

    /// <summary>The rules do not allow it, or something is missing.</summary>
    Refused,

    /// <summary>No such group, or no such case with its units.</summary>
    NotFound,
}

/// <summary>The answer.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why not, for people.</param>
public sealed record WorkGroupAnswer(WorkGroupVerdict Verdict, string? Reason);
