namespace Hotline.Channels;

/// <summary>What a dialogue with a citizen asks of the application besides handing messages in. Thread-safe.</summary>
public interface ICitizenWindow
{
    /// <summary>The writer's own cases, the newest first.</summary>
    ValueTask<IReadOnlyList<WindowCase>> ListCasesAsync(ChannelKind channel, string address, CancellationToken cancellationToken);

    /// <summary>Asks for haste. False where it is no open case of theirs. Once per external id.</summary>
    ValueTask<bool> UrgeAsync(ChannelKind channel, string address, string caseNumber, string externalId, CancellationToken cancellationToken);

    /// <summary>Takes words as the answer to the open question whether the writer is satisfied. False where no question is open or they are no answer.</summary>
    ValueTask<bool> RateAsync(ChannelKind channel, string address, string text, string externalId, CancellationToken cancellationToken);

    /// <summary>Objects to how a case ended; at most 2,000 characters. Once per external id.</summary>
    ValueTask<CitizenDone> ObjectAsync(ChannelKind channel, string address, string caseNumber, string text, string externalId, CancellationToken cancellationToken);

    /// <summary>The phone number linked to the writer; null without one.</summary>
    ValueTask<string?> LinkedPhoneAsync(ChannelKind channel, string address, CancellationToken cancellationToken);

    /// <summary>Links the writer to a phone number that they proved to hold.</summary>
    ValueTask LinkAsync(ChannelKind channel, string address, string phone, string evidence, CancellationToken cancellationToken);

    /// <summary>Ends the link. False where there was none.</summary>
    ValueTask<bool> UnlinkAsync(ChannelKind channel, string address, CancellationToken cancellationToken);

    /// <summary>What the city's articles answer to a question; null where none fits.</summary>
    ValueTask<WindowAnswer?> AnswerAsync(string question, CancellationToken cancellationToken);
}

/// <summary>An article that answers a question.</summary>
/// <param name="Article">Its title, id and version, as they are kept with the question.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What it says.</param>
/// <param name="Source">Whose answer it is.</param>
/// <param name="Related">Titles of others that may be meant.</param>
public sealed record WindowAnswer(string Article, string Title, string Text, string Source, IReadOnlyList<string> Related);

/// <summary>A case as its requester is told of it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Gist">The first words of the matter.</param>
/// <param name="Progress">Where it stands, in words for citizens.</param>
/// <param name="Reply">The reply; null before there is one.</param>
/// <param name="MayRate">The question whether they are satisfied is open.</param>
/// <param name="Objection">Whether and until when they may object to how it ended.</param>
public sealed record WindowCase(string Number, string Gist, string Progress, string? Reply, bool MayRate, ObjectionPeriod Objection);

/// <summary>Small notes that survive a restart and are shared between nodes. Thread-safe.</summary>
public interface IChannelMemory
{
    /// <summary>The note of that key (at most 200 characters) with its version; null where there is none.</summary>
    ValueTask<(string Value, int Version)?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keys beginning so whose notes nobody changed since that moment; at most 100, the longest untouched first.</summary>
    ValueTask<IReadOnlyList<string>> ListQuietAsync(string beginning, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Writes a note if it is still at that version (0: not there yet); an empty value removes it. False where somebody else was quicker.</summary>
    ValueTask<bool> TryKeepAsync(string key, string value, int version, CancellationToken cancellationToken) =>
        TryKeepAsync([new ChannelNote(key, value, version)], cancellationToken);

    /// <summary>Writes several notes at once, or, where somebody else was quicker with any of them, none. False then.</summary>
    ValueTask<bool> TryKeepAsync(IReadOnlyList<ChannelNote> notes, CancellationToken cancellationToken);
}

/// <summary>A note to be written.</summary>
/// <param name="Key">At most 200 characters.</param>
/// <param name="Value">What it says; empty removes it.</param>
/// <param name="Version">The version it was seen at; 0 where it was not there.</param>
public sealed record ChannelNote(string Key, string Value, int Version);
