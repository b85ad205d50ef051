namespace Hotline.Cases.Views;

/// <summary>Where a letter to or from another platform stands.</summary>
public enum ExchangeState
{
    /// <summary>To be sent; or, of one that came, kept until those before it come.</summary>
    Waiting,

    /// <summary>Kept until the settings have the platform's address and key.</summary>
    Held,

    /// <summary>The other side has it.</summary>
    Sent,

    /// <summary>Given up: a person decides whether it goes again.</summary>
    Failed,

    /// <summary>It came and was applied.</summary>
    Applied,

    /// <summary>It came and the rules did not allow it; the other side was told why.</summary>
    Refused,
}

/// <summary>A platform we exchange cases with.</summary>
public sealed record ExchangePeerView
{
    /// <summary>Its name in the files.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>It stands above us and sends us cases; otherwise one of our units is that platform.</summary>
    public required bool Above { get; init; }

    /// <summary>The unit of ours that it is.</summary>
    public UnitRef? Unit { get; init; }

    /// <summary>The settings have its address and key; without, everything for it is held.</summary>
    public required bool Configured { get; init; }

    /// <summary>When it last took a letter of ours.</summary>
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>When a letter of its last came.</summary>
    public DateTimeOffset? LastHeardAt { get; init; }

    /// <summary>Letters still to be sent, those held too.</summary>
    public required int Waiting { get; init; }

    /// <summary>Letters given up.</summary>
    public required int Failed { get; init; }

    /// <summary>Letters that came and wait for one before them.</summary>
    public required int Gaps { get; init; }

    /// <summary>Files still to be fetched.</summary>
    public required int FilesWaiting { get; init; }

    /// <summary>Files that could not be had.</summary>
    public required int FilesFailed { get; init; }

    /// <summary>Why the oldest letter still to be sent has not gone.</summary>
    public string? LastFault { get; init; }
}

/// <summary>A letter to or from another platform; its words are the case's and stand there.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Peer">The platform.</param>
/// <param name="Incoming">It came from there.</param>
/// <param name="CaseNumber">Our case; null where it waits for the letter that opens one.</param>
/// <param name="Seq">Its place in the exchange.</param>
/// <param name="Name">What it is, such as <c>reply/1</c>.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="NextAttemptAt">When it goes next.</param>
/// <param name="Reason">Why it has not gone, or was refused.</param>
public sealed record ExchangeLetterView(
    Guid Id, string Peer, bool Incoming, string? CaseNumber, int Seq, string Name, DateTimeOffset At, ExchangeState State, int Attempts, DateTimeOffset? NextAttemptAt, string? Reason);

/// <summary>The other platform that has a case too.</summary>
/// <param name="Peer">Its name in the files.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Above">It sent the case to us; otherwise we sent it there.</param>
/// <param name="Number">The case's number there, once known.</param>
/// <param name="EndedAt">Taken back.</param>
public sealed record CaseExchangeView(string Peer, string Title, bool Above, string? Number, DateTimeOffset? EndedAt);
