using System.Collections.Frozen;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Exchange;
using Hotline.Cases.Figures;
using Hotline.Cases.Notices;
using Hotline.Cases.Organisation;
using Hotline.Cases.Quality;
using Hotline.Cases.Recordings;
using Hotline.Cases.Shifts;
using Hotline.Cases.Supervision;

namespace Hotline.Cases.Storage;

/// <summary>What keeps rows of a kind from being altered or taken away unseen.</summary>
internal enum Proof
{
    /// <summary>A seal in each row, and in the database how many rows of the kind there are.</summary>
    Sealed,

    /// <summary>A seal in each row, and in its case how many such rows it has.</summary>
    PartOfCase,

    /// <summary>Only ever added, each with the hash of the one before; the end is kept elsewhere.</summary>
    Chained,

    /// <summary>Compared with the rows it was counted from.</summary>
    Recounted,

    /// <summary>Neither decides nor proves anything.</summary>
    Unproven,
}

/// <summary>A kind of rows, and what proves that they are as the product left them. There is one for every entity of the model.</summary>
internal abstract record RowKind(Type Type, Proof Proof, string Why)
{
    public static IReadOnlyList<RowKind> All { get; } =
    [
        Sealed<Case>("the case itself; its number besides is one of a day's without gaps"),
        Of<Assignment>(Proof.PartOfCase, "who was to handle it, since when"),
        Of<Countdown>(Proof.PartOfCase, "limits and lateness"),
        Of<CaseTask>(Proof.PartOfCase, "callbacks, audits, judgements, with how each call ended"),
        Of<Survey>(Proof.PartOfCase, "what the citizen answered, and whose fault it was"),
        Of<UnitRequest>(Proof.PartOfCase, "returns, extensions and closings asked for and decided"),
        Of<CoHandling>(Proof.PartOfCase, "tasks of co-handlers and of units below"),
        Of<HandlingRecord>(Proof.PartOfCase, "visits and contacts"),
        Of<Adjudication>(Proof.PartOfCase, "disputes and rulings"),
        Of<HistoryEntry>(Proof.Chained, "the history of a case; the case keeps its length and last hash"),
        Of<AuditEntry>(Proof.Chained, "the audit trail; Chains keeps its length and last hash"),
        Of<SealedChain>(Proof.Recounted, "the end of the audit trail, compared with it"),
        Of<Tally>(Proof.Recounted, "how many rows of each sealed kind there are, compared with them"),
        Sealed<CaseContact>("which contacts a case is about"),
        Sealed<Contact>("who approached us, when, and with what words"),
        Sealed<Attachment>("what came with a contact; the content is held against its hash"),
        Sealed<CasePhoto>("photos of the place; the content is held against its hash"),
        Sealed<IdentityLink>("which addresses are one person"),
        Sealed<Refusal>("what was not accepted, on which ground"),
        Sealed<Rectification>("groups of cases rectified together"),
        Sealed<CallbackTask>("missed calls and voicemail to be rung back"),
        Sealed<CallbackAttempt>("how each such call ended"),
        Sealed<SupervisionRecord>("urging and supervising"),
        Sealed<Climb>("where a case stands on a ladder of supervision"),
        Sealed<LeaderInstruction>("instructions of leaders and the reports on them"),
        Sealed<Letter>("letters of supervision, replies, strike-off"),
        Sealed<LetterPrint>("printed letters; the content is held against its hash"),
        Of<LetterCounter>(Proof.Recounted, "the last number of a kind of letter in a year, compared with the letters"),
        Sealed<OutboxNotice>("what was told to whom, and whether it arrived"),
        Sealed<ReceivedReply>("answers to surveys as they came"),
        Sealed<ExchangeLink>("which case is which on another platform"),
        Sealed<SentLetter>("what was told to other platforms"),
        Sealed<ReceivedLetter>("what other platforms told us"),
        Sealed<ExchangedFile>("files offered to and fetched from other platforms"),
        Sealed<Recording>("recordings and their hashes"),
        Sealed<RecordingMark>("places noted in recordings"),
        Sealed<RecordingHold>("bans on deletion"),
        Sealed<RecordingExport>("copies asked for, approved, fetched"),
        Sealed<RecordingAlarm>("sound that was missing"),
        Sealed<DeletionCertificate>("what was deleted, by which rule"),
        Sealed<SamplingPlan>("which calls are to be reviewed, by which sheet"),
        Sealed<CallDraw>("what was drawn, with which seed"),
        Sealed<SampledCall>("calls drawn, appeals, decisions"),
        Sealed<CallScore>("points given"),
        Sealed<ShiftGroup>("who works together"),
        Sealed<Duty>("who was to be there, and was"),
        Sealed<RosterChange>("swaps and leave asked for and agreed"),
        Sealed<Handover>("what one shift left to the next"),
        Sealed<StaffMember>("accounts and roles: who may do what"),
        Sealed<SeatSpell>("what each seat did when: figures are counted from it"),
        Of<FigureQuarter>(Proof.Recounted, "which quarters of an hour are counted"),
        Of<CallQuarter>(Proof.Recounted, "figures of calls, compared with the contacts"),
        Of<SeatQuarter>(Proof.Recounted, "figures of seats, compared with the spells"),
        Of<DayCounter>(Proof.Recounted, "the last case number of a day, compared with the cases"),
        Of<HandledKey>(Proof.Unproven, "lets a client repeat a request; what was done stands in the history"),
        Of<AccessCode>(Proof.Unproven, "one-time codes, deleted after a day"),
        Of<DoorNote>(Proof.Unproven, "where a channel goes on reading; taken from outside again when lost"),
        Of<EarlyReport>(Proof.Unproven, "a delivery report that waits for its notice, deleted when it met it or after a day"),
    ];

    private static readonly FrozenDictionary<Type, RowKind> ByType = All.ToFrozenDictionary(kind => kind.Type);

    /// <summary>Each row carries a seal.</summary>
    public bool IsSealed => Proof is Proof.Sealed or Proof.PartOfCase;

    public static RowKind Find(Type type) => ByType[type];

    /// <summary>Every row as it is stored, with its seal, nothing tracked.</summary>
    public abstract IQueryable<SealedRow> Read(HotlineDbContext database);

    /// <summary>Some rows that have no seal, tracked.</summary>
    public abstract Task<List<object>> UnsealedAsync(HotlineDbContext database, int most, CancellationToken cancellationToken);

    private static RowKind<T> Sealed<T>(string why)
        where T : class => new(Proof.Sealed, why);

    private static RowKind<T> Of<T>(Proof proof, string why)
        where T : class => new(proof, why);
}
