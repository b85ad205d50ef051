namespace Hotline.Cases.Figures;

/// <summary>One telephone call as the figures see it: every question that a formula asks of a call is answered here and nowhere else.</summary>
internal sealed record CallRow
{
    /// <summary>Whoever gives up so soon has not waited: counted apart in the abandon rate with a threshold.</summary>
    public static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    /// <summary>A caller who rings again within this time was not helped the first time.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromHours(72);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(20);

    public required Guid ContactId { get; init; }

    public string? CallId { get; init; }

    public string Number { get; init; } = "";

    /// <summary>Empty where the number was withheld.</summary>
    public string NumberKey { get; init; } = "";

    public required DateTimeOffset ArrivedAt { get; init; }

    public DateTimeOffset? QueuedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? SkillGroup { get; init; }

    public string? AgentId { get; init; }

    public string? Tag { get; init; }

    public ContactEnding? Ending { get; init; }

    public int? Rating { get; init; }

    public Guid? RecordingId { get; init; }

    public bool Outbound { get; init; }

    public bool CallbackAsked { get; init; }

    /// <summary>The site whose agent answered; null where one of ours did, or nobody.</summary>
    public string? OverflowedTo { get; init; }

    /// <summary>The site that sent the caller; null for one who rang us.</summary>
    public string? OverflowedFrom { get; init; }

    /// <summary>Whether it was resolved at first contact; null where that is not known yet or never will be. See <see cref="FirstContact"/>.</summary>
    public bool? Resolved { get; init; }

    public bool IsInbound => !Outbound;

    public bool IsAnswered => IsInbound && AnsweredAt is not null && OverflowedTo is null;

    /// <summary>An agent of another site answered: counted as answered there, and here as neither answered nor abandoned.</summary>
    public bool IsOverflowed => IsInbound && OverflowedTo is not null;

    /// <summary>Stood in line. Whoever was answered did, also where a crash took the moment.</summary>
    public bool IsQueued => IsInbound && (QueuedAt is not null || AnsweredAt is not null);

    /// <summary>Stood in line, and is gone without an agent: hung up, left a message, or was cut off. Whoever asked to be called back keeps the place.</summary>
    public bool IsAbandoned => IsInbound && QueuedAt is not null && AnsweredAt is null && EndedAt is not null && !CallbackAsked;

    public bool IsAbandonedLate => IsAbandoned && Waited > ShortWait;

    public bool IsCallbackAsked => IsInbound && CallbackAsked && AnsweredAt is null;

    public bool IsOutbound => Outbound && AnsweredAt is not null;

    public bool IsWithin15 => IsAnswered && Waited <= First;

    public bool IsWithin20 => IsAnswered && Waited <= Second;

    /// <summary>The talk is over.</summary>
    public bool IsTalked => IsAnswered && EndedAt is not null;

    /// <summary>Time in line; zero where they never stood there, or a clock was set back meanwhile.</summary>
    public TimeSpan Waited => QueuedAt is { } queued && (AnsweredAt ?? EndedAt) is { } until && until > queued ? until - queued : TimeSpan.Zero;

    /// <summary>From the agent's answer to the end, holding included.</summary>
    public TimeSpan Talked => AnsweredAt is { } answered && EndedAt is { } ended && ended > answered ? ended - answered : TimeSpan.Zero;
}
