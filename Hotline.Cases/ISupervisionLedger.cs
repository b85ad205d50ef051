using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// 督办台账: documents and means of supervision of the kinds that the policy names, numbered per kind and year without gaps or doubles, with limit, reply and
/// strike-off. Each change is one transaction with its line in the case's history and in the audit trail. Idempotency keys as at <see cref="ICaseDesk"/>. Thread-safe.
/// </summary>
public interface ISupervisionLedger
{
    /// <summary>The kinds that the regulation in force names.</summary>
    IReadOnlyList<LetterKindView> Kinds { get; }

    /// <summary>Issues one. Not allowed: this person may not, or not at this time; the clause is the kind's.</summary>
    ValueTask<ActResult<LetterView>> IssueAsync(Actor actor, string idempotencyKey, LetterForm form, CancellationToken cancellationToken);

    /// <summary>The unit answers.</summary>
    /// <param name="actor">A handler of the unit it was sent to.</param>
    /// <param name="idempotencyKey">The client's key.</param>
    /// <param name="letterId">Which.</param>
    /// <param name="text">At most 4,000 characters.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    ValueTask<ActResult<LetterView>> ReplyAsync(Actor actor, string idempotencyKey, Guid letterId, string? text, CancellationToken cancellationToken);

    /// <summary>Strikes an entry off (销号): its issuer, or somebody else of that office; one with a limit once it was answered.</summary>
    ValueTask<ActResult<LetterView>> StrikeOffAsync(Actor actor, string idempotencyKey, Guid letterId, string? note, CancellationToken cancellationToken);

    /// <summary>One entry; null where there is none for this person.</summary>
    ValueTask<LetterView?> FindAsync(Actor actor, Guid letterId, CancellationToken cancellationToken);

    /// <summary>Entries, the newest first: for the hotline's people all, for a handler those to or of their unit.</summary>
    ValueTask<PageOf<LetterView>> ListAsync(Actor actor, LetterQuery query, CancellationToken cancellationToken);

    /// <summary>The same without pages, at most 10,000 rows, as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read it); put into the audit trail.</summary>
    ValueTask<string> ExportAsync(Actor actor, LetterQuery query, CancellationToken cancellationToken);
}

/// <summary>An entry to be issued.</summary>
public sealed record LetterForm
{
    /// <summary>One of the policy's kinds, such as 督办通知书.</summary>
    public string? Kind { get; init; }

    /// <summary>The case it is about; null: about the unit's work as such.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>To whom; null: to the unit that has the case.</summary>
    public string? UnitId { get; init; }

    /// <summary>Its subject; null: the kind's name. At most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Its words. At most 4,000 characters.</summary>
    public string? Body { get; init; }

    /// <summary>Until when it is answered; null: as the kind says.</summary>
    public DateTimeOffset? Due { get; init; }
}

/// <summary>Which entries to list.</summary>
public sealed record LetterQuery
{
    /// <summary>Only of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Only of this year, in China.</summary>
    public int? Year { get; init; }

    /// <summary>Only to this unit.</summary>
    public string? UnitId { get; init; }

    /// <summary>Only about this case.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Only those that stand so.</summary>
    public LetterState? State { get; init; }

    /// <summary>Only those not answered in time.</summary>
    public bool Late { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}
