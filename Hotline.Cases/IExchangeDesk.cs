using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// Cases between two installations: a unit of ours that is another platform gets them, a platform above us sends them. What is to be said is written in the
/// transaction of the act of which it tells; what is heard is applied once, in its order, in one transaction with the note that it was. Thread-safe.
/// </summary>
public interface IExchangeDesk
{
    /// <summary>Takes a letter in from a platform that was known by its signature. When it returns, the letter is stored.</summary>
    /// <param name="peer">The platform's name in <c>policies/exchange.yaml</c>.</param>
    /// <param name="letter">What it says.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    ValueTask<LetterTaking> TakeAsync(string peer, ExchangeLetter letter, CancellationToken cancellationToken);

    /// <summary>A file that was offered to that platform, to be disposed by the caller; null where none with that hash was, or its content is not what it was.</summary>
    ValueTask<(string MediaType, Stream Content)?> OpenFileAsync(string peer, string sha256, CancellationToken cancellationToken);

    /// <summary>Sends the letters and fetches the files that are due now; gives how many went through. Called at every beat of the clock.</summary>
    ValueTask<int> WorkAsync(CancellationToken cancellationToken);

    /// <summary>Asks the platform above for what only it can decide about its case: to take it back, or to give it more time.</summary>
    ValueTask<ActResult<CaseView>> AskAsync(Actor actor, string idempotencyKey, string caseNumber, SuperiorRequest request, CancellationToken cancellationToken);

    /// <summary>Every platform we exchange with, and how it stands; none where this person may not see them.</summary>
    ValueTask<IReadOnlyList<ExchangePeerView>> ListPeersAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Letters, the newest first, at most 200.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="peer">Only that platform's.</param>
    /// <param name="state">Only those in that state.</param>
    /// <param name="caseNumber">Only those about that case of ours.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<ExchangeLetterView>> ListLettersAsync(Actor actor, string? peer, ExchangeState? state, string? caseNumber, CancellationToken cancellationToken);

    /// <summary>Sends again what was given up (死信).</summary>
    ValueTask<ResendAnswer> ResendAsync(Actor actor, Guid letterId, CancellationToken cancellationToken);
}

/// <summary>Carries letters to other platforms and files from them.</summary>
public interface IExchangePost
{
    /// <summary>Whether that platform's address and key are in the settings.</summary>
    bool Reaches(string peer);

    /// <summary>Sends one letter; does not throw for what the other side or the network does.</summary>
    ValueTask<PostAnswer> SendAsync(string peer, ExchangeLetter letter, CancellationToken cancellationToken);

    /// <summary>Fetches a file, or the rest of it: what comes is put behind what <paramref name="into"/> holds.</summary>
    ValueTask<PostAnswer> FetchAsync(string peer, string sha256, Stream into, long bytes, CancellationToken cancellationToken);
}

/// <summary>One thing that one platform tells another about a case.</summary>
/// <param name="Id">The sender's own; the same letter again has the same.</param>
/// <param name="Exchange">The case as both sides know it, from one sending down to its end.</param>
/// <param name="Seq">Its place among the letters of that exchange in that direction, from 1 without gaps.</param>
/// <param name="Name">What it is and in which version, such as <c>reply/1</c>.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Body">Its words, as JSON.</param>
public sealed record ExchangeLetter(Guid Id, Guid Exchange, int Seq, string Name, DateTimeOffset At, string Body);

/// <summary>What became of a letter that came.</summary>
public enum LetterVerdict
{
    /// <summary>It is applied, or was answered by a letter that says why not.</summary>
    Taken,

    /// <summary>It is kept until those before it come.</summary>
    Held,

    /// <summary>It was here before.</summary>
    Known,

    /// <summary>Others took its place in the order already: it is not applied.</summary>
    OutOfDate,

    /// <summary>It cannot be read, or is not that side's to say.</summary>
    Malformed,

    /// <summary>No such platform, or no such exchange with it.</summary>
    Unknown,
}

/// <summary>The answer to a letter.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Received">Up to which place everything is here.</param>
/// <param name="Missing">The places before it that have to be sent again.</param>
/// <param name="CaseNumber">The case here; null where there is none yet.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record LetterTaking(LetterVerdict Verdict, int Received, IReadOnlyList<int> Missing, string? CaseNumber, string? Reason);

/// <summary>How a sending or fetching ended.</summary>
public enum PostVerdict
{
    /// <summary>It is there.</summary>
    Done,

    /// <summary>Not now; again later.</summary>
    Later,

    /// <summary>It will not be taken as it is.</summary>
    Refused,

    /// <summary>The settings have no address or key for that platform.</summary>
    NotConfigured,
}

/// <summary>How a sending or fetching ended.</summary>
/// <param name="Verdict">How.</param>
/// <param name="Reason">Why not, in a few words without personal data.</param>
public sealed record PostAnswer(PostVerdict Verdict, string? Reason)
{
    /// <summary>Places that the other side lacks and asks for again.</summary>
    public IReadOnlyList<int> Missing { get; init; } = [];

    /// <summary>The number of the case there, where the answer names it.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Nobody answered at all: the platform or the way there may be down.</summary>
    public bool Silent { get; init; }

    /// <summary>What a fetched file is by its first bytes.</summary>
    public string? MediaType { get; init; }
}

/// <summary>What an office asks of the platform above.</summary>
public abstract record SuperiorRequest
{
    private SuperiorRequest()
    {
    }

    /// <summary>退回上级: the case is not ours.</summary>
    /// <param name="Reason">Why, and on what basis. At most 500 characters.</param>
    /// <param name="SuggestedUnit">Whose it is, as the code of a unit above; null: for the platform above to find.</param>
    /// <param name="PreTreatment">How a hazard was secured first. At most 500 characters.</param>
    public sealed record Return(string? Reason, string? SuggestedUnit, string? PreTreatment) : SuperiorRequest;

    /// <summary>向上级申请延期.</summary>
    /// <param name="Reason">Why. At most 500 characters.</param>
    /// <param name="Until">Until when.</param>
    /// <param name="RequesterTold">When and how the requester was told. At most 500 characters.</param>
    public sealed record Extension(string? Reason, DateTimeOffset? Until, string? RequesterTold) : SuperiorRequest;
}
