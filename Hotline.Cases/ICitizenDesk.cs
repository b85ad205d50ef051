namespace Hotline.Cases;

/// <summary>What citizens do by message, on any door but the telephone. Each call is one transaction. Thread-safe.</summary>
public interface ICitizenDesk
{
    /// <summary>
    /// Stores a message: as a contact, its attachments under ids, and joined to the case it belongs to or as a new case. Returning means it is
    /// committed; the same message again (medium and external id) changes nothing and gives the same answer.
    /// </summary>
    ValueTask<MessageTaken> TakeAsync(MessageReceived message, CancellationToken cancellationToken);

    /// <summary>The cases a correspondent brought, or that belong to the phone linked to them; the newest first, at most 20.</summary>
    ValueTask<IReadOnlyList<OwnCase>> ListOwnCasesAsync(Correspondent correspondent, CancellationToken cancellationToken);

    /// <summary>One of those cases, however many there are; null where it is not theirs, alike whether it exists or not.</summary>
    ValueTask<OwnCase?> FindOwnCaseAsync(Correspondent correspondent, string caseNumber, CancellationToken cancellationToken);

    /// <summary>Notes in the history that the requester asks for haste (催办). False where it is no open case of theirs. Once per external id.</summary>
    ValueTask<bool> UrgeAsync(Correspondent correspondent, string caseNumber, string externalId, CancellationToken cancellationToken);

    /// <summary>Objects to how one of those cases ended. At most 2,000 characters; once per external id.</summary>
    ValueTask<CitizenResult> ObjectAsync(Correspondent correspondent, string caseNumber, string text, string externalId, CancellationToken cancellationToken);

    /// <summary>
    /// Links an address to a phone number, with the evidence for it (as <c>code-by-sms</c>). Nothing is merged: <see cref="UnlinkAsync"/> takes the
    /// link back and leaves contacts and cases as they were. An earlier link of the same address ends.
    /// </summary>
    ValueTask LinkAsync(Correspondent correspondent, string phone, string evidence, CancellationToken cancellationToken);

    /// <summary>Ends the link of an address. False where there was none.</summary>
    ValueTask<bool> UnlinkAsync(Correspondent correspondent, CancellationToken cancellationToken);

    /// <summary>The phone number linked to an address now; null without one.</summary>
    ValueTask<string?> LinkedPhoneAsync(Correspondent correspondent, CancellationToken cancellationToken);
}

/// <summary>Whoever writes, as their door knows them.</summary>
/// <param name="Medium">The door.</param>
/// <param name="Address">A phone number for SMS, an openid for WeChat, an address for e-mail; elsewhere what the door knows them by again.</param>
public sealed record Correspondent(Medium Medium, string Address);

/// <summary>A message from a citizen.</summary>
public sealed record MessageReceived
{
    /// <summary>Who wrote, and through which door. What is longer than 254 characters (RFC 5321 §4.5.3.1.3) is cut.</summary>
    public required Correspondent From { get; init; }

    /// <summary>The door's own id, 1 to 100 characters; with the medium it names the message.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The address written to.</summary>
    public required string To { get; init; }

    /// <summary>What was written.</summary>
    public required string Text { get; init; }

    /// <summary>The heading, where the door has one.</summary>
    public string? Subject { get; init; }

    /// <summary>The sender's name, where given.</summary>
    public string? Name { get; init; }

    /// <summary>A phone number given in a form: where to reach them, no proof of who they are.</summary>
    public string? Phone { get; init; }

    /// <summary>Where, if said.</summary>
    public string? Place { get; init; }

    /// <summary>The policy's request type, if the door asked for it; otherwise a complaint, to be set right by the dispatcher.</summary>
    public string? RequestType { get; init; }

    /// <summary>A category of the tree, if the door asked for it; otherwise outside the tree.</summary>
    public string? CategoryCode { get; init; }

    /// <summary>The sender asks that the unit does not learn who they are.</summary>
    public bool Confidential { get; init; }

    /// <summary>The case it names. A case that is not the sender's is joined too, marked as not verified; nothing of it is told.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>The door's id by which an answer refers to this message (RFC 5322 Message-ID).</summary>
    public string? Thread { get; init; }

    /// <summary>Keys of our own notices that this message answers.</summary>
    public IReadOnlyList<string> AnswersNotices { get; init; } = [];

    /// <summary>Beginnings of the external ids of earlier messages that this one continues.</summary>
    public IReadOnlyList<string> Continues { get; init; } = [];

    /// <summary>What came with it.</summary>
    public IReadOnlyList<ReceivedAttachment> Attachments { get; init; } = [];

    /// <summary>Why it could not be read, as a code: the whole original is among the attachments, and a person looks at it. Null where all is well.</summary>
    public string? Quarantine { get; init; }

    /// <summary>A machine wrote it (an out-of-office note, a bounce): kept as a contact, joined to its case, but no new case and never answered.</summary>
    public bool Automatic { get; init; }

    /// <summary>The article that answered it at once (自助问答): kept as a contact under that heading, and no case. Null where a person has to see to it.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Whether the sender is told the case number through the outbox; at most once in 24 hours for each address.</summary>
    public bool Acknowledge { get; init; }

    /// <summary>When it reached us, UTC.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }
}

/// <summary>A file that came with a message.</summary>
/// <param name="FileName">As the sender named it; shown, never used as a path.</param>
/// <param name="MediaType">What its content is, by looking at it.</param>
/// <param name="Content">All of it.</param>
public sealed record ReceivedAttachment(string FileName, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>What became of a message.</summary>
/// <param name="ContactId">Its contact.</param>
/// <param name="CaseNumber">Its case; null for a machine's message that belongs to none.</param>
/// <param name="Joined">It joined a case that was there before.</param>
/// <param name="Repeated">It was stored before; nothing was changed this time.</param>
public sealed record MessageTaken(Guid ContactId, string? CaseNumber, bool Joined, bool Repeated);

/// <summary>A case as its requester sees it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Gist">The first words of what they brought.</param>
/// <param name="UnitName">The unit that has it; null before it was sent to one.</param>
/// <param name="RegisteredAt">UTC.</param>
/// <param name="ReplyText">The last reply; null before there is one.</param>
/// <param name="MayRate">The question whether they are satisfied is open.</param>
/// <param name="RatingOver">The end of the time to answer it, where that has passed; null otherwise.</param>
/// <param name="Objection">Whether, until when and by which clause they may object to how it ended.</param>
public sealed record OwnCase(
    string Number, CaseState State, string Gist, string? UnitName, DateTimeOffset RegisteredAt, string? ReplyText, bool MayRate, RatingOver? RatingOver, ObjectionWindow Objection);

/// <summary>The time to say how satisfied they are is over.</summary>
/// <param name="Ended">Its last moment, UTC.</param>
/// <param name="Clause">The clause that sets it; null where the policy in force sets none.</param>
public sealed record RatingOver(DateTimeOffset Ended, string? Clause);

/// <summary>
/// Small notes that a door keeps across restarts and between nodes: the state of a dialogue, an access token, a position in a mailbox. Thread-safe.
/// </summary>
public interface IDoorNotes
{
    /// <summary>The note of that key (at most 200 characters); null where there is none.</summary>
    ValueTask<DoorNoteView?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keys beginning so whose notes nobody changed since that moment; at most 100, the longest untouched first.</summary>
    ValueTask<IReadOnlyList<string>> ListQuietAsync(string beginning, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Writes a note if it is still at that version (0: not there yet); an empty value removes it. False where somebody else was quicker.</summary>
    ValueTask<bool> TryKeepAsync(string key, string value, int version, CancellationToken cancellationToken) =>
        TryKeepAsync([new DoorNoteChange(key, value, version)], cancellationToken);

    /// <summary>Writes several notes in one transaction, or, where somebody else was quicker with any of them, none. False then.</summary>
    ValueTask<bool> TryKeepAsync(IReadOnlyList<DoorNoteChange> notes, CancellationToken cancellationToken);
}

/// <summary>A note to be written.</summary>
/// <param name="Key">At most 200 characters.</param>
/// <param name="Value">What it says; empty removes it.</param>
/// <param name="Version">The version it was seen at; 0 where it was not there.</param>
public sealed record DoorNoteChange(string Key, string Value, int Version);

/// <summary>A note of a door.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Version">Rises with every change, from 1.</param>
public sealed record DoorNoteView(string Value, int Version);

/// <summary>Attachments of contacts, as people fetch them. Thread-safe.</summary>
public interface IAttachmentStore
{
    /// <summary>What came with a contact; empty where this person may not see the contact.</summary>
    ValueTask<IReadOnlyList<AttachmentView>> ListAsync(Actor actor, Guid contactId, CancellationToken cancellationToken);

    /// <summary>One attachment with its content, to be disposed by the caller; null where this person may not see it, or the file does not fit its hash.</summary>
    ValueTask<(AttachmentView View, Stream Content)?> OpenAsync(Actor actor, Guid contactId, Guid attachmentId, CancellationToken cancellationToken);
}

/// <summary>An attachment in a list.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="FileName">As the sender named it.</param>
/// <param name="MediaType">By looking at it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, lower-case hex.</param>
public sealed record AttachmentView(Guid Id, string FileName, string MediaType, long Bytes, string Sha256);
