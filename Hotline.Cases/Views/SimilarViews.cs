namespace Hotline.Cases.Views;

/// <summary>What a matter still being typed may already be.</summary>
/// <param name="SameCaller">Open cases of the same caller, the newest first, at most 10: offered, not forced.</param>
/// <param name="Similar">Open cases that are like it, the most alike first, at most 10.</param>
public sealed record SimilarView(IReadOnlyList<CaseSummary> SameCaller, IReadOnlyList<SimilarCase> Similar);

/// <summary>A case that is like what is being typed.</summary>
/// <param name="Case">The case.</param>
/// <param name="Score">0 to 100; 50 and more is suggested.</param>
/// <param name="Parts">What the score is made of.</param>
public sealed record SimilarCase(CaseSummary Case, int Score, IReadOnlyList<LikenessPart> Parts);

/// <summary>A part of a score.</summary>
/// <param name="Part"><c>category</c> (at most 35), <c>place</c> (30), <c>text</c> (25) or <c>time</c> (10).</param>
/// <param name="Points">What it counts.</param>
/// <param name="Words">Why, for people.</param>
public sealed record LikenessPart(string Part, int Points, string Words);

/// <summary>Repeated complaints put right as one thing (一诉一整改).</summary>
/// <param name="Number">Its number.</param>
/// <param name="Category">Its class.</param>
/// <param name="Place">Where.</param>
/// <param name="Unit">Its owner; null where nobody is responsible yet.</param>
/// <param name="Clause">The clause it rests on.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="ClosedAt">UTC; null while it is open.</param>
/// <param name="ClosedBy">Who closed it.</param>
/// <param name="Conclusion">How it ended.</param>
/// <param name="Cases">Its cases, as far as this person may see them, the first first.</param>
public sealed record RectificationView(
    string Number,
    CategoryRef Category,
    string Place,
    UnitRef? Unit,
    string? Clause,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    string? Conclusion,
    IReadOnlyList<CaseSummary> Cases);
