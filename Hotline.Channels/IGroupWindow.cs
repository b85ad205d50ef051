namespace Hotline.Channels;

/// <summary>What a work group does with a case.</summary>
public enum GroupDeed
{
    /// <summary>Signs for it (签收).</summary>
    Sign,

    /// <summary>Replies to it (答复).</summary>
    Reply,
}

/// <summary>A signed act from a robot or an office automation.</summary>
/// <param name="Group">The group's name in the settings.</param>
/// <param name="ExternalId">The sender's id, at most 80 characters; a repeat of it is the same act.</param>
/// <param name="CaseNumber">The case.</param>
/// <param name="Deed">What is done.</param>
/// <param name="By">Who did it, as their own system knows them; stands in the history.</param>
/// <param name="Text">The reply's words.</param>
/// <param name="Outcome">How it ended: <c>solved</c>, <c>explained</c> and the like.</param>
public sealed record GroupAct(string Group, string ExternalId, string CaseNumber, GroupDeed Deed, string By, string? Text, string? Outcome);

/// <summary>What became of a group's act.</summary>
public enum GroupVerdict
{
    /// <summary>It is done, now or before.</summary>
    Done,

    /// <summary>The rules do not allow it, or something is missing.</summary>
    Refused,

    /// <summary>No such case with this group's units.</summary>
    NotFound,
}

/// <summary>The answer to a group's act.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why not, for people.</param>
public sealed record GroupAnswer(GroupVerdict Verdict, string? Reason);

/// <summary>Does what work groups ask for. Thread-safe.</summary>
public interface IGroupWindow
{
    /// <summary>Carries an act out; throws where it could not be stored, so that it comes again.</summary>
    ValueTask<GroupAnswer> ActAsync(GroupAct act, CancellationToken cancellationToken);
}
