namespace Hotline.Channels.WeChat;

/// <summary>Where a dialogue stands.</summary>
internal enum TalkStep
{
    /// <summary>Nothing is going on.</summary>
    Idle,

    /// <summary>We asked what the matter is.</summary>
    What,

    /// <summary>We asked where.</summary>
    Where,

    /// <summary>We asked for photographs.</summary>
    Photos,

    /// <summary>We asked for a phone number.</summary>
    Phone,

    /// <summary>We sent a code to a phone and wait for it.</summary>
    Code,

    /// <summary>We asked what the citizen wants to know.</summary>
    Question,

    /// <summary>We asked why the citizen does not agree with how a case ended.</summary>
    Objection,
}

/// <summary>A photograph, voice or video by the platform's id.</summary>
/// <param name="MessageKey">The message it came in.</param>
/// <param name="MediaId">The platform's id, good for three days.</param>
/// <param name="Kind">The message's type: image, voice, video, shortvideo.</param>
internal sealed record TalkMedia(string MessageKey, string MediaId, string Kind);

/// <summary>A reply that was given, so that a repeat gets the same.</summary>
internal sealed record TalkAnswer(string Key, string? Text);

/// <summary>A dialogue with one citizen, as it is kept. Immutable.</summary>
internal sealed record Talk
{
    /// <summary>Replies remembered; the platform repeats a message at most three times within some 15 s.</summary>
    private const int Remembered = 8;

    public TalkStep Step { get; init; }

    /// <summary>The message that began the report: the report's id.</summary>
    public string ReportKey { get; init; } = "";

    /// <summary>What the citizen wants, where they said so: <c>consultation</c>, <c>complaint</c> and the like.</summary>
    public string? Kind { get; init; }

    public IReadOnlyList<string> What { get; init; } = [];

    /// <summary>The question that an article answered last: a report of it is begun where that was no help.</summary>
    public string? Asked { get; init; }

    /// <summary>The case that the objection is to; null where that was not said yet.</summary>
    public string? ObjectTo { get; init; }

    public string? Place { get; init; }

    public IReadOnlyList<TalkMedia> Media { get; init; } = [];

    /// <summary>The phone number that a code was sent to, the hash of the code, until when it counts and how often a wrong one came.</summary>
    public string? CodePhone { get; init; }

    public string? CodeHash { get; init; }

    public DateTimeOffset CodeUntil { get; init; }

    public int WrongCodes { get; init; }

    /// <summary>Codes sent in the day that began then.</summary>
    public DateTimeOffset CodesSince { get; init; }

    public int CodesSent { get; init; }

    public IReadOnlyList<TalkAnswer> Answers { get; init; } = [];

    public bool IsDraft => Step is TalkStep.Where or TalkStep.Photos or TalkStep.Phone || (Step == TalkStep.What && What.Count > 0);

    /// <summary>The dialogue with nothing going on; what must not be forgotten by starting anew stays.</summary>
    public Talk Idle() => new() { Answers = Answers, CodesSince = CodesSince, CodesSent = CodesSent };

    public Talk Answered(string key, string? text) => this with { Answers = [.. Answers.TakeLast(Remembered - 1), new TalkAnswer(key, text)] };
}

/// <summary>What a step of a dialogue leads to, besides its words.</summary>
internal abstract record TalkDeed
{
    /// <summary>Hands the report in; the reply tells its number.</summary>
    internal sealed record Submit(string ReportKey, string? Kind, string Text, string? Place, string? Phone, IReadOnlyList<TalkMedia> Media) : TalkDeed;

    /// <summary>Adds to a case.</summary>
    internal sealed record Supplement(string? CaseNumber, string Text, TalkMedia? Media) : TalkDeed;

    /// <summary>Asks for haste.</summary>
    internal sealed record Urge(string CaseNumber) : TalkDeed;

    /// <summary>Takes words as a rating, else, where they ask something, as a question that an article may answer, else as the beginning of a report.</summary>
    internal sealed record Hear(string Text, bool Asks) : TalkDeed;

    /// <summary>Shows the citizen's cases, or those whose question is open.</summary>
    internal sealed record ListCases(bool ToRate = false) : TalkDeed;

    /// <summary>Asks to which case the citizen objects, and why; as far as they said neither.</summary>
    internal sealed record AskObjection(string? CaseNumber = null, string? Why = null) : TalkDeed;

    /// <summary>Objects to how a case ended.</summary>
    internal sealed record Object(string CaseNumber, string Why) : TalkDeed;

    /// <summary>Sends a code to a phone.</summary>
    internal sealed record SendCode(string Phone, string Code) : TalkDeed;

    /// <summary>Links the phone that the code was sent to.</summary>
    internal sealed record Link(string Phone) : TalkDeed;

    /// <summary>Ends the link.</summary>
    internal sealed record Unlink : TalkDeed;
}

/// <summary>A step of a dialogue.</summary>
/// <param name="Next">Where it stands then.</param>
/// <param name="Text">What is said; null for nothing, or where the deed says it.</param>
/// <param name="Deed">What is to be done first.</param>
internal sealed record TalkTurn(Talk Next, string? Text, TalkDeed? Deed = null);
