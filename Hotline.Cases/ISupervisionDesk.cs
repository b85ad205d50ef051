using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// Urging (催办) and supervising (督办): who may, when and on what ground is the policy's. Each act is one transaction: record, line in the sealed history,
/// notices to the unit. Idempotency keys as at <see cref="ICaseDesk"/>. Thread-safe.
/// </summary>
public interface ISupervisionDesk
{
    /// <summary>What is on record about one case; null where there is no such case for this person.</summary>
    ValueTask<SupervisionFileView?> FindAsync(Actor actor, string caseNumber, CancellationToken cancellationToken);

    /// <summary>Does one act. One that the rules do not allow is refused with the clause and what would be allowed.</summary>
    ValueTask<ActResult<SupervisionFileView>> ActAsync(
        Actor actor, string idempotencyKey, string caseNumber, SupervisionDeed deed, CancellationToken cancellationToken);

    /// <summary>Urges and supervisions, the newest first: for the hotline's people all, for a handler those towards or by their unit.</summary>
    ValueTask<PageOf<SupervisionRecordView>> ListAsync(Actor actor, SupervisionQuery query, CancellationToken cancellationToken);
}

/// <summary>One act about the supervision of a case.</summary>
public abstract record SupervisionDeed
{
    private SupervisionDeed()
    {
    }

    /// <summary>Asks the unit for haste; only while its limit has not ended.</summary>
    /// <param name="Text">Words to the unit. At most 500 characters.</param>
    public sealed record Urge(string? Text) : SupervisionDeed;

    /// <summary>Takes the case under supervision: its limit has ended, or one of the policy's causes holds.</summary>
    /// <param name="Cause">The cause, such as <c>mass-incident-risk</c>; null: its limit has ended.</param>
    /// <param name="Reason">Why. At most 500 characters.</param>
    public sealed record Supervise(string? Cause, string? Reason) : SupervisionDeed;

    /// <summary>Ends a supervision.</summary>
    /// <param name="RecordId">Which.</param>
    /// <param name="Conclusion">What came of it. At most 500 characters.</param>
    public sealed record End(Guid? RecordId, string? Conclusion) : SupervisionDeed;

    /// <summary>Puts down a leader's instruction; the case is supervised from then on.</summary>
    /// <param name="Leader">Who gave it. At most 100 characters.</param>
    /// <param name="Text">In which words. At most 1,000 characters.</param>
    /// <param name="GivenOn">The day it was given, in China; null: today.</param>
    /// <param name="Due">Reported on until then; null: without a limit.</param>
    public sealed record Instruct(string? Leader, string? Text, DateOnly? GivenOn, DateTimeOffset? Due) : SupervisionDeed;

    /// <summary>Reports on an instruction: the unit that has the case, or whoever supervises.</summary>
    /// <param name="InstructionId">Which.</param>
    /// <param name="Text">At most 4,000 characters.</param>
    public sealed record Report(Guid? InstructionId, string? Text) : SupervisionDeed;
}

/// <summary>Which urges and supervisions to list.</summary>
public sealed record SupervisionQuery
{
    /// <summary>Only these; null for both.</summary>
    public SupervisionKind? Kind { get; init; }

    /// <summary>Only supervisions that have not ended, or only those that have; null for all.</summary>
    public bool? Open { get; init; }

    /// <summary>Only those towards this unit.</summary>
    public string? UnitId { get; init; }

    /// <summary>Only those of this cause, such as <c>overdue</c>.</summary>
    public string? Cause { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}
