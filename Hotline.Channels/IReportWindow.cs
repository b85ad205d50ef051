namespace Hotline.Channels;

/// <summary>What the web pages and Open311 ask of the application besides handing reports in. Thread-safe.</summary>
public interface IReportWindow
{
    /// <summary>The city's name in a language (<c>zh-CN</c>, <c>en</c>), or in Chinese where it has none in that.</summary>
    string CityIn(string language);

    /// <summary>What a report may be about: the lowest classes, in order.</summary>
    IReadOnlyList<ReportClass> Classes { get; }

    /// <summary>The case of whoever has this address; null where it is not theirs.</summary>
    ValueTask<ReportProgress?> FindAsync(ChannelKind channel, string address, string caseNumber, CancellationToken cancellationToken);

    /// <summary>Answers the open question whether they are satisfied. Once per external id.</summary>
    ValueTask<RatingAnswer> RateAsync(ChannelKind channel, string address, string caseNumber, ReportRating rating, string externalId, CancellationToken cancellationToken);

    /// <summary>What anybody may know, and to the application that brought a report what it brought; the newest first.</summary>
    ValueTask<IReadOnlyList<PublicReport>> ListPublicAsync(PublicReportQuery query, CancellationToken cancellationToken);

    /// <summary>The steps of the same reports, the oldest first.</summary>
    ValueTask<IReadOnlyList<PublicStep>> ListStepsAsync(PublicReportQuery query, CancellationToken cancellationToken);

    /// <summary>The case number of a report by Open311 by its external id; null where there is none.</summary>
    ValueTask<string?> FindNumberAsync(string externalId, CancellationToken cancellationToken);
}

/// <summary>A class of matters.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Group">The class above, by name.</param>
public sealed record ReportClass(string Code, string Name, string Group);

/// <summary>Where a report stands, for whoever brought it.</summary>
public enum ReportStage
{
    /// <summary>Taken in.</summary>
    Accepted,

    /// <summary>Sent to a unit.</summary>
    Sent,

    /// <summary>The unit works on it.</summary>
    InHand,

    /// <summary>The unit replied; the reply is looked at.</summary>
    Answered,

    /// <summary>Closed; the reporter is asked.</summary>
    Closed,

    /// <summary>Closed; the reporter is rung.</summary>
    CallBack,

    /// <summary>Over.</summary>
    Done,
}

/// <summary>How satisfied a reporter is.</summary>
public enum ReportRating
{
    /// <summary>Satisfied.</summary>
    Satisfied,

    /// <summary>So so.</summary>
    Neutral,

    /// <summary>Not satisfied: it is worked on again, or the reporter is rung.</summary>
    Dissatisfied,
}

/// <summary>A case as its reporter sees it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Unit">The unit that has it.</param>
/// <param name="Gist">The first words of the matter.</param>
/// <param name="At">When it was taken in, UTC.</param>
/// <param name="Reply">The reply; null before there is one.</param>
/// <param name="MayRate">The question whether they are satisfied is open.</param>
public sealed record ReportProgress(string Number, ReportStage Stage, string? Unit, string Gist, DateTimeOffset At, string? Reply, bool MayRate);

/// <summary>Which public reports are wanted.</summary>
public sealed record PublicReportQuery
{
    /// <summary>The application that asks, known by its key; null for anybody.</summary>
    public string? Application { get; init; }

    /// <summary>Only these case numbers; empty for all.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Only of these classes; empty for all.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Only open, or only closed ones.</summary>
    public bool? Open { get; init; }

    /// <summary>Taken in (steps: taken) at or after.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Taken in (steps: taken) before.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reports on a page.</summary>
    public int Size { get; init; } = 100;
}

/// <summary>What leaves by Open311 of a case.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Open">Not yet closed.</param>
/// <param name="ClassCode">Its class.</param>
/// <param name="ClassName">The same by name.</param>
/// <param name="Unit">The unit that has it.</param>
/// <param name="At">Taken in, UTC.</param>
/// <param name="UpdatedAt">The last public step, UTC.</param>
/// <param name="Own">What only the application that brought it is told; null for others.</param>
public sealed record PublicReport(
    string Number, bool Open, string ClassCode, string ClassName, string? Unit, DateTimeOffset At, DateTimeOffset UpdatedAt, OwnReport? Own);

/// <summary>What the application that brought a report is told besides.</summary>
/// <param name="Text">What was reported.</param>
/// <param name="Place">Where.</param>
/// <param name="Reply">The unit's reply; null before there is one.</param>
/// <param name="Reporter">The reporter's address at this door.</param>
public sealed record OwnReport(string Text, string Place, string? Reply, string Reporter);

/// <summary>A public step of a case.</summary>
/// <param name="Id">Names the step.</param>
/// <param name="Number">The case.</param>
/// <param name="Open">Whether the case is open after it.</param>
/// <param name="Words">What happened, without anybody's words.</param>
/// <param name="At">When, UTC.</param>
public sealed record PublicStep(string Id, string Number, bool Open, string Words, DateTimeOffset At);
