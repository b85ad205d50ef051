namespace Hotline.Cases.Views;

/// <summary>An entry of the supervision ledger.</summary>
public sealed record LetterView
{
    /// <summary>The entry.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its kind, in the policy's words.</summary>
    public required string Kind { get; init; }

    /// <summary>Such as 督办通知书〔2026〕3号; null of a kind without numbers.</summary>
    public string? Number { get; init; }

    /// <summary>The case it is about.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>To whom.</summary>
    public required UnitRef Unit { get; init; }

    /// <summary>By whom; null: the hotline.</summary>
    public UnitRef? Office { get; init; }

    /// <summary>Its subject.</summary>
    public required string Title { get; init; }

    /// <summary>Its words.</summary>
    public required string Body { get; init; }

    /// <summary>The clause it rests on.</summary>
    public required string Clause { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The person.</summary>
    public required string IssuedBy { get; init; }

    /// <summary>Answered until then, UTC; null: no answer is asked for.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>It is struck off in the end (销号).</summary>
    public required bool StrikesOff { get; init; }

    /// <summary>Not answered in time.</summary>
    public required bool Late { get; init; }

    /// <summary>Where it stands.</summary>
    public required LetterState State { get; init; }

    /// <summary>The unit's answer.</summary>
    public string? Reply { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>Who answered.</summary>
    public string? RepliedBy { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? StruckOffAt { get; init; }

    /// <summary>Who struck it off.</summary>
    public string? StruckOffBy { get; init; }

    /// <summary>In which words.</summary>
    public string? StrikeOffNote { get; init; }
}

/// <summary>A kind of entry.</summary>
/// <param name="Name">In the policy's words.</param>
/// <param name="Numbered">It has a number of its own.</param>
/// <param name="BeforeLimit">It urges, before the case's limit ends; else it supervises.</param>
/// <param name="Answered">It has a limit to be answered in.</param>
/// <param name="StrikesOff">It is struck off in the end.</param>
/// <param name="Clause">The clause it rests on.</param>
public sealed record LetterKindView(string Name, bool Numbered, bool BeforeLimit, bool Answered, bool StrikesOff, string Clause);

/// <summary>A leader's instruction about a case (领导批示).</summary>
/// <param name="Id">The instruction.</param>
/// <param name="Leader">Who gave it.</param>
/// <param name="Text">In which words.</param>
/// <param name="GivenOn">The day it was given, in China.</param>
/// <param name="Due">Reported on until then, UTC.</param>
/// <param name="EnteredAt">UTC.</param>
/// <param name="EnteredBy">Who put it down.</param>
/// <param name="Report">The report that answers it.</param>
/// <param name="ReportedAt">UTC.</param>
/// <param name="ReportedBy">Who reported.</param>
/// <param name="Late">Not reported on in time.</param>
public sealed record InstructionView(
    Guid Id,
    string Leader,
    string Text,
    DateOnly GivenOn,
    DateTimeOffset? Due,
    DateTimeOffset EnteredAt,
    string EnteredBy,
    string? Report,
    DateTimeOffset? ReportedAt,
    string? ReportedBy,
    bool Late);
