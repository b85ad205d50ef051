namespace Hotline.Channels;

/// <summary>
/// What the page of one's own cases asks of the application: a code to the telephone opens them for a while. No answer tells whether a number has cases.
/// Thread-safe.
/// </summary>
public interface IOwnCasesWindow
{
    /// <summary>Sends a code to a number that has cases. False where too many were asked for.</summary>
    ValueTask<bool> AskCodeAsync(string phone, string address, CancellationToken cancellationToken);

    /// <summary>Uses a code up; null where it is wrong, used, or too old.</summary>
    ValueTask<OwnCases?> OpenAsync(string phone, string code, CancellationToken cancellationToken);

    /// <summary>The cases as they are now; null where the visit is over.</summary>
    ValueTask<OwnCases?> LookAsync(string ticket, CancellationToken cancellationToken);

    /// <summary>Objects to how a case ended; at most 2,000 characters.</summary>
    ValueTask<CitizenDone> ObjectAsync(string ticket, string caseNumber, string text, CancellationToken cancellationToken);

    /// <summary>Answers the open question whether they are satisfied.</summary>
    ValueTask<RatingAnswer> RateAsync(string ticket, string caseNumber, ReportRating rating, CancellationToken cancellationToken);
}

/// <summary>A citizen's own cases.</summary>
/// <param name="Ticket">Opens them again for a while.</param>
/// <param name="Cases">The newest first.</param>
public sealed record OwnCases(string Ticket, IReadOnlyList<VisitedCase> Cases);

/// <summary>One of them.</summary>
/// <param name="Progress">Where it stands.</param>
/// <param name="Outcome">How it ended; null before.</param>
/// <param name="Objection">Whether and until when they may object.</param>
public sealed record VisitedCase(ReportProgress Progress, ReportOutcome? Outcome, ObjectionPeriod Objection);

/// <summary>What became of an answer whether they are satisfied.</summary>
/// <param name="Done">Whether it counts.</param>
/// <param name="Ended">When the time for it ended, UTC; null where it is not a matter of time.</param>
/// <param name="Clause">The clause that sets that time; null where there is none.</param>
public sealed record RatingAnswer(CitizenDone Done, DateTimeOffset? Ended, string? Clause);

/// <summary>How a case ended.</summary>
public enum ReportOutcome
{
    /// <summary>Solved.</summary>
    Solved,

    /// <summary>Partly solved.</summary>
    Partly,

    /// <summary>Explained.</summary>
    Explained,

    /// <summary>It cannot be solved now.</summary>
    CannotBeSolvedNow,

    /// <summary>The matter is not justified.</summary>
    NotJustified,

    /// <summary>Not a matter of the line.</summary>
    NotOurs,
}
