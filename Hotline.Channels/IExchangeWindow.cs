namespace Hotline.Channels;

/// <summary>A letter between two installations as it stands on the wire.</summary>
/// <param name="Id">The sender's; the same letter again has the same.</param>
/// <param name="Exchange">The case as both know it.</param>
/// <param name="Seq">Its place in that exchange and direction, from 1.</param>
/// <param name="Name">What it is, with its version, such as <c>reply/1</c>.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Body">Its words, a JSON object.</param>
public sealed record WireLetter(Guid Id, Guid Exchange, int Seq, string Name, DateTimeOffset At, string Body);

/// <summary>What became of a letter that came.</summary>
public enum WireVerdict
{
    /// <summary>It is taken.</summary>
    Taken,

    /// <summary>It waits for those before it.</summary>
    Held,

    /// <summary>It was here before.</summary>
    Known,

    /// <summary>Others took its place already.</summary>
    OutOfDate,

    /// <summary>It cannot be read, or is not that side's to say.</summary>
    Malformed,

    /// <summary>No such platform or exchange.</summary>
    Unknown,
}

/// <summary>The answer to a letter.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Received">Up to which place everything is here.</param>
/// <param name="Missing">Places before it that have to come again.</param>
/// <param name="CaseNumber">The case here, once there is one.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record WireTaking(WireVerdict Verdict, int Received, IReadOnlyList<int> Missing, string? CaseNumber, string? Reason);

/// <summary>Takes what other installations send. Thread-safe.</summary>
public interface IExchangeWindow
{
    /// <summary>Takes a letter in; throws where it could not be stored, so that it comes again.</summary>
    ValueTask<WireTaking> TakeAsync(string peer, WireLetter letter, CancellationToken cancellationToken);

    /// <summary>A file that this platform may fetch, seekable and to be disposed by the caller; null where there is none.</summary>
    ValueTask<(string MediaType, Stream Content)?> OpenFileAsync(string peer, string sha256, CancellationToken cancellationToken);
}

/// <summary>How a sending or fetching ended.</summary>
/// <param name="Verdict">How.</param>
/// <param name="Reason">Why not, in a few words.</param>
public sealed record LineAnswer(SendVerdict Verdict, string? Reason)
{
    /// <summary>Places that the other side asks for again.</summary>
    public IReadOnlyList<int> Missing { get; init; } = [];

    /// <summary>The case there.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Nobody answered at all: the other side or the way there may be down.</summary>
    public bool Silent { get; init; }

    /// <summary>What a file is by its first bytes.</summary>
    public string? MediaType { get; init; }
}

/// <summary>The lines to other installations. Thread-safe.</summary>
public interface IExchangeLine
{
    /// <summary>Whether the settings have that installation's address.</summary>
    bool Reaches(string peer);

    /// <summary>Sends one letter, signed; verdicts are accepted, refused, later and not configured.</summary>
    ValueTask<LineAnswer> SendAsync(string peer, WireLetter letter, CancellationToken cancellationToken);

    /// <summary>Fetches a file from where <paramref name="into"/> ends; accepted once it holds all of <paramref name="bytes"/>.</summary>
    ValueTask<LineAnswer> FetchAsync(string peer, string sha256, Stream into, long bytes, CancellationToken cancellationToken);
}
