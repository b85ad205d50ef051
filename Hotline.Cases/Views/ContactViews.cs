namespace Hotline.Cases.Views;

/// <summary>A contact in a list.</summary>
public record ContactSummary
{
    /// <summary>The contact.</summary>
    public required Guid Id { get; init; }

    /// <summary>The door it came through.</summary>
    public required Medium Medium { get; init; }

    /// <summary>The citizen's number, masked where this person need not know; empty where withheld.</summary>
    public required string Number { get; init; }

    /// <summary>When it reached us, UTC.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>When an agent answered, UTC.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it was over, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The agent who answered.</summary>
    public string? AgentId { get; init; }

    /// <summary>What contacts through the number called are marked with, such as a branch; null for nothing.</summary>
    public string? Tag { get; init; }

    /// <summary>How well the caller said, by a key after the talk, that they were served: 1 (worst) to 5; null where they were not asked or did not say.</summary>
    public int? Rating { get; init; }

    /// <summary>Cases brought in it.</summary>
    public required IReadOnlyList<string> CaseNumbers { get; init; }
}

/// <summary>A contact as the intake form needs it.</summary>
public sealed record ContactView : ContactSummary
{
    /// <summary>The number that was called or written to.</summary>
    public required string CalledNumber { get; init; }

    /// <summary>The call.</summary>
    public string? CallId { get; init; }

    /// <summary>The heading of what was written; for a question that an article answered, that article.</summary>
    public string? Subject { get; init; }

    /// <summary>What was written; null for a call.</summary>
    public string? Text { get; init; }

    /// <summary>How it ended.</summary>
    public ContactEnding? Ending { get; init; }

    /// <summary>The recording of it.</summary>
    public Guid? RecordingId { get; init; }

    /// <summary>Until when a hazard brought in it must be registered and dispatched; null where no agent has answered.</summary>
    public CountdownView? RegisterBy { get; init; }

    /// <summary>Cases brought in it.</summary>
    public required IReadOnlyList<CaseSummary> Cases { get; init; }

    /// <summary>What of it was declined, and on what ground.</summary>
    public required IReadOnlyList<RefusalView> Refusals { get; init; }

    /// <summary>What the same number brought before, and the addresses linked to it now.</summary>
    public required EarlierView Earlier { get; init; }
}

/// <summary>A countdown that is shown.</summary>
/// <param name="Due">When it ends, UTC.</param>
/// <param name="Warnings">When it warns, UTC, in order.</param>
public sealed record CountdownView(DateTimeOffset Due, IReadOnlyList<DateTimeOffset> Warnings);

/// <summary>A caller's history: the newest first, at most 20 of each.</summary>
/// <param name="Contacts">Earlier contacts.</param>
/// <param name="Cases">Earlier cases.</param>
public sealed record EarlierView(IReadOnlyList<ContactSummary> Contacts, IReadOnlyList<CaseSummary> Cases);
