namespace Hotline.Cases;

/// <summary>
/// What may be known of cases outside the house (need to know). Public is a case that was brought through Open311, a door whose standard publishes what
/// comes in by it; not where its requester asked not to be named, nor where it reports a wrong (举报). Of a public case anybody may know its number, its
/// class, the unit that has it, whether it is open, and when each step was taken: nobody's words, no place, no person. What was reported, where, and the
/// reply go to the application that brought it alone, and that also for its cases that are not public. Thread-safe.
/// </summary>
public interface IPublicDesk
{
    /// <summary>Cases, the newest first.</summary>
    ValueTask<IReadOnlyList<PublicCase>> ListAsync(PublicCaseQuery query, CancellationToken cancellationToken);

    /// <summary>Steps of such cases, the oldest first; From and To count for the steps.</summary>
    ValueTask<IReadOnlyList<PublicCaseStep>> ListStepsAsync(PublicCaseQuery query, CancellationToken cancellationToken);

    /// <summary>The number of the case brought through Open311 under that external id; null where there is none.</summary>
    ValueTask<string?> FindNumberAsync(string externalId, CancellationToken cancellationToken);
}

/// <summary>Which public cases to list.</summary>
public sealed record PublicCaseQuery
{
    /// <summary>The application that asks; null for anybody. Its reports come from addresses that begin with it and a slash.</summary>
    public string? Application { get; init; }

    /// <summary>Only these case numbers; empty for all.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Only of these categories; empty for all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Only open, or only closed ones.</summary>
    public bool? Open { get; init; }

    /// <summary>Registered at or after.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Registered before.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 1,000.</summary>
    public int Size { get; init; } = 100;
}

/// <summary>A case as anybody may know it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Open">Not yet closed.</param>
/// <param name="CategoryCode">Its category.</param>
/// <param name="CategoryName">The same by name.</param>
/// <param name="UnitName">The unit that has it; null before it was sent to one.</param>
/// <param name="RegisteredAt">UTC.</param>
/// <param name="UpdatedAt">The last public step, UTC.</param>
/// <param name="Own">What only the application that brought it is told; null for others.</param>
public sealed record PublicCase(
    string Number, bool Open, string CategoryCode, string CategoryName, string? UnitName, DateTimeOffset RegisteredAt, DateTimeOffset UpdatedAt, OwnPublicCase? Own);

/// <summary>What the application that brought a case is told besides.</summary>
/// <param name="Text">What was reported.</param>
/// <param name="Place">Where.</param>
/// <param name="ReplyText">The last reply, once the case is closed; null before.</param>
/// <param name="Address">The address it was brought from.</param>
public sealed record OwnPublicCase(string Text, string Place, string? ReplyText, string Address);

/// <summary>A step of a case as anybody may know it.</summary>
/// <param name="Id">Names the step.</param>
/// <param name="Number">The case.</param>
/// <param name="Open">Whether the case is open after it.</param>
/// <param name="Words">What happened, in our words.</param>
/// <param name="At">When, UTC.</param>
public sealed record PublicCaseStep(string Id, string Number, bool Open, string Words, DateTimeOffset At);
