using System.Data;
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
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hotline.Cases.Storage;

/// <summary>The database. One model; what differs between databases is in the class for each.</summary>
internal abstract class HotlineDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>What is to be told once this is committed, besides the news of the cases themselves.</summary>
    public List<LiveEvent> News { get; } = [];

    /// <summary>What is to be counted with the commit: whoever commits writes it before.</summary>
    public TallyChange Tally { get; } = new();

    /// <summary>What is to be put into the index of words with the commit.</summary>
    public List<CaseWords> Words { get; } = [];

    /// <summary>Rectifications that were changed without EF.</summary>
    public List<Rectification> Groups { get; } = [];

    /// <summary>Cases to be put in without EF; empty where all goes through it.</summary>
    public List<Opening> Openings { get; } = [];

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Recording> Recordings => Set<Recording>();

    public DbSet<RecordingMark> RecordingMarks => Set<RecordingMark>();

    public DbSet<RecordingHold> RecordingHolds => Set<RecordingHold>();

    public DbSet<RecordingExport> RecordingExports => Set<RecordingExport>();

    public DbSet<RecordingAlarm> RecordingAlarms => Set<RecordingAlarm>();

    public DbSet<DeletionCertificate> DeletionCertificates => Set<DeletionCertificate>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<IdentityLink> IdentityLinks => Set<IdentityLink>();

    public DbSet<AccessCode> AccessCodes => Set<AccessCode>();

    public DbSet<DoorNote> DoorNotes => Set<DoorNote>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<SealedChain> Chains => Set<SealedChain>();

    public DbSet<Tally> Tallies => Set<Tally>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<Refusal> Refusals => Set<Refusal>();

    public DbSet<Rectification> Rectifications => Set<Rectification>();

    public DbSet<CaseContact> CaseContacts => Set<CaseContact>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Countdown> Countdowns => Set<Countdown>();

    public DbSet<CoHandling> CoHandlings => Set<CoHandling>();

    public DbSet<CaseTask> Tasks => Set<CaseTask>();

    public DbSet<SupervisionRecord> SupervisionRecords => Set<SupervisionRecord>();

    public DbSet<Climb> Climbs => Set<Climb>();

    public DbSet<LeaderInstruction> Instructions => Set<LeaderInstruction>();

    public DbSet<Letter> Letters => Set<Letter>();

    public DbSet<LetterPrint> LetterPrints => Set<LetterPrint>();

    public DbSet<LetterCounter> LetterCounters => Set<LetterCounter>();

    public DbSet<CallbackTask> CallbackTasks => Set<CallbackTask>();

    public DbSet<Survey> Surveys => Set<Survey>();

    public DbSet<UnitRequest> UnitRequests => Set<UnitRequest>();

    public DbSet<CasePhoto> CasePhotos => Set<CasePhoto>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<OutboxNotice> Notices => Set<OutboxNotice>();

    public DbSet<EarlyReport> EarlyReports => Set<EarlyReport>();

    public DbSet<ReceivedReply> Replies => Set<ReceivedReply>();

    public DbSet<ExchangeLink> ExchangeLinks => Set<ExchangeLink>();

    public DbSet<SentLetter> SentLetters => Set<SentLetter>();

    public DbSet<ReceivedLetter> ReceivedLetters => Set<ReceivedLetter>();

    public DbSet<ExchangedFile> ExchangedFiles => Set<ExchangedFile>();

    public DbSet<StaffMember> Staff => Set<StaffMember>();

    public DbSet<FigureQuarter> FigureQuarters => Set<FigureQuarter>();

    public DbSet<CallQuarter> CallQuarters => Set<CallQuarter>();

    public DbSet<SeatQuarter> SeatQuarters => Set<SeatQuarter>();

    public DbSet<SeatSpell> SeatSpells => Set<SeatSpell>();

    public DbSet<SamplingPlan> SamplingPlans => Set<SamplingPlan>();

    public DbSet<CallDraw> CallDraws => Set<CallDraw>();

    public DbSet<SampledCall> SampledCalls => Set<SampledCall>();

    public DbSet<ShiftGroup> ShiftGroups => Set<ShiftGroup>();

    public DbSet<Duty> Duties => Set<Duty>();

    public DbSet<RosterChange> RosterChanges => Set<RosterChange>();

    public DbSet<Handover> Handovers => Set<Handover>();

    public DbSet<DayCounter> DayCounters => Set<DayCounter>();

    public DbSet<HandledKey> HandledKeys => Set<HandledKey>();

    /// <summary>Whether this database keeps an index of words; otherwise it looks at the text itself.</summary>
    public virtual bool HasWordIndex => false;

    /// <summary>Puts the words of a case into the index of words, in the same transaction.</summary>
    public virtual Task KeepWordsAsync(CaseWords words, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A new case is to be saved, with the request that asked for it.</summary>
    public virtual void Open(Opening opening)
    {
        Cases.Add(opening.Case);
        HandledKeys.Add(opening.Key);
    }

    /// <summary>Writes what EF does not know of, sealed and counted, as it is now: <see cref="Openings"/>, and what a case was put into.</summary>
    public virtual void WriteAtOnce()
    {
    }

    /// <summary>Leaves <see cref="Openings"/> to EF after all.</summary>
    public void TrackOpenings()
    {
        foreach (var (opened, key) in Openings)
        {
            Cases.Add(opened);
            HandledKeys.Add(key);
        }

        Openings.Clear();
    }

    /// <summary>What was done under a client's key; null: nothing yet.</summary>
    public virtual Task<HandledKey?> HandledAsync(Guid actorId, string key, CancellationToken cancellationToken) =>
        HandledKeys.AsNoTracking().SingleOrDefaultAsync(row => row.ActorId == actorId && row.Key == key, cancellationToken);

    /// <summary>The places of a class's rectifications that are open.</summary>
    public virtual async Task<List<Spot>> OpenGroupsAsync(string categoryCode, CancellationToken cancellationToken) =>
        await Rectifications.AsNoTracking().Where(row => row.CategoryCode == categoryCode && row.ClosedAt == null)
            .Select(row => new Spot(row.Id, row.Place, row.Longitude, row.Latitude, row.OpenedAt)).ToListAsync(cancellationToken);

    /// <summary>A rectification that a case is to be put into; it is saved with what else is.</summary>
    public virtual Task<Rectification> GroupAsync(Guid id, CancellationToken cancellationToken) => Rectifications.SingleAsync(row => row.Id == id, cancellationToken);

    /// <summary>The places of a class's newest cases that are in no rectification.</summary>
    public virtual async Task<List<Spot>> UngatheredAsync(string categoryCode, DateTimeOffset since, int most, CancellationToken cancellationToken) =>
        await Cases.AsNoTracking().Where(row => row.CategoryCode == categoryCode && row.RegisteredAt >= since && row.RectificationId == null)
            .OrderByDescending(row => row.RegisteredAt).Take(most).Select(row => new Spot(row.Id, row.Place, row.Longitude, row.Latitude, row.RegisteredAt)).ToListAsync(cancellationToken);

    /// <summary>What a write did was taken back: nothing that it left in memory counts.</summary>
    public virtual void ForgetWrites()
    {
    }

    /// <summary>Those of the cases whose text or place has these words, as they come and the newest first.</summary>
    /// <param name="rows">The cases looked among.</param>
    /// <param name="words">What is looked for.</param>
    /// <param name="ofUnit">A unit that all of <paramref name="rows"/> are or were with: a hint by which they are found sooner.</param>
    public abstract (IQueryable<Case> Rows, IQueryable<Case> Ordered) WithWords(IQueryable<Case> rows, string words, string? ofUnit);

    /// <summary>Raises the day's counter of case numbers and holds its row until the commit.</summary>
    public virtual async Task<int> NextOfDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var raised = await DayCounters.Where(row => row.Day == day)
            .ExecuteUpdateAsync(row => row.SetProperty(counter => counter.Last, counter => counter.Last + 1), cancellationToken);
        if (raised == 0)
        {
            DayCounters.Add(new DayCounter { Day = day, Last = 1 });
            await SaveChangesAsync(cancellationToken);
        }

        return await DayCounters.AsNoTracking().Where(row => row.Day == day).Select(row => row.Last).SingleAsync(cancellationToken);
    }

    /// <summary>Whether a failed save may succeed when the whole transaction is done again: somebody else was quicker.</summary>
    public abstract bool IsTransient(Exception failure);

    /// <summary>Changes the count of a table: exclusive or in the words that every database has.</summary>
    public virtual Task CountAsync(string table, long held, long high, long low, CancellationToken cancellationToken) => Database.ExecuteSqlAsync(
        $"""UPDATE "Tallies" SET "Held" = "Held" + {held}, "High" = ("High" | {high}) - ("High" & {high}), "Low" = ("Low" | {low}) - ("Low" & {low}) WHERE "Name" = {table}""",
        cancellationToken);

    /// <summary>A transaction in which all that is read is of one moment.</summary>
    public virtual async Task<IDbContextTransaction> LookAsync(CancellationToken cancellationToken) =>
        await Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    /// <summary>Not here: it would save without seals.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("rows are sealed by SaveChangesAsync");

    /// <summary>Seals what is saved, whoever saves it.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Detected once, for the seals and for the save.
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            RowSeals.Write(ChangeTracker, Tally);
            foreach (var entry in ChangeTracker.Entries<AuditEntry>().Where(entry => entry.State == EntityState.Added && entry.Entity.Seq == 0).ToList())
            {
                var end = await Chains.FindAsync([SealedChain.Audit], cancellationToken) ?? Chains.Add(SealedChain.Begin(SealedChain.Audit)).Entity;
                end.Add(entry.Entity);
                ChangeTracker.DetectChanges();
            }

            return AddAtOnce() + await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>Puts in rows that this database has a shorter way for than EF's, in the same transaction and before all else.</summary>
    /// <returns>How many.</returns>
    protected virtual int AddAtOnce() => 0;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(HotlineDbContext).Assembly);
        RowSeals.Map(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Words, not numbers: a database is read by people too.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<string>().HaveMaxLength(200);
    }
}
