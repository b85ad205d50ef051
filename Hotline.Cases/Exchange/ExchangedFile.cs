using Hotline.Cases.Views;

namespace Hotline.Cases.Exchange;

/// <summary>A file that goes with an exchange: one of ours that the other side may fetch, or one of theirs that we fetch.</summary>
internal sealed class ExchangedFile
{
    /// <summary>With growing pauses some two days.</summary>
    private const int MostAttempts = 600;

    /// <summary>A content that is not what was announced will not be so the fifth time.</summary>
    private const int MostWrong = 5;

    private ExchangedFile()
    {
    }

    public Guid Id { get; private set; }

    public Guid LinkId { get; private set; }

    public string Peer { get; private set; } = "";

    public bool Incoming { get; private set; }

    public string Sha256 { get; private set; } = "";

    public long Bytes { get; private set; }

    public string MediaType { get; private set; } = "";

    public string FileName { get; private set; } = "";

    /// <summary>Where its content lies with us; of one that comes: where it will.</summary>
    public Guid ContentId { get; private set; }

    /// <summary>Sent: it is here, or may be fetched.</summary>
    public ExchangeState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>How often what came was not what was announced.</summary>
    public int Wrong { get; private set; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    public string? Reason { get; private set; }

    public static ExchangedFile Offer(ExchangeLink link, Guid contentId, LetterFile file, DateTimeOffset at) =>
        Of(link, contentId, file, incoming: false, ExchangeState.Sent, at);

    public static ExchangedFile Expect(ExchangeLink link, Guid contentId, LetterFile file, DateTimeOffset at)
    {
        var expected = Of(link, contentId, file, incoming: true, ExchangeState.Waiting, at);
        expected.NextAttemptAt = at;
        return expected;
    }

    public void Here(string mediaType) => (State, NextAttemptAt, Reason, MediaType) = (ExchangeState.Sent, null, null, mediaType);

    /// <summary>Not had yet; tried again unless it is hopeless. Says whether it was given up now.</summary>
    public bool Miss(string? reason, bool wrong, bool hopeless, DateTimeOffset now)
    {
        (Attempts, Wrong, Reason) = (Attempts + 1, Wrong + (wrong ? 1 : 0), reason);
        if (hopeless || Attempts >= MostAttempts || Wrong >= MostWrong)
        {
            (State, NextAttemptAt) = (ExchangeState.Failed, null);
            return true;
        }

        NextAttemptAt = now + SentLetter.Pause(Attempts);
        return false;
    }

    /// <summary>No address or key yet: looked at again, not counted.</summary>
    public void Wait(string? reason, DateTimeOffset now) => (Reason, NextAttemptAt) = (reason, now + SentLetter.Pause(6));

    private static ExchangedFile Of(ExchangeLink link, Guid contentId, LetterFile file, bool incoming, ExchangeState state, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        LinkId = link.Id,
        Peer = link.Peer,
        Incoming = incoming,
        Sha256 = file.Sha256,
        Bytes = file.Bytes,
        MediaType = file.MediaType,
        FileName = file.Name,
        ContentId = contentId,
        State = state,
    };
}
