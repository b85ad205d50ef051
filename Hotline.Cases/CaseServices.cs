using Hotline.Cases.Casework;
using Hotline.Cases.Desks;
using Hotline.Cases.Exchange;
using Hotline.Cases.Imports;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;
using Hotline.Cases.Quality;
using Hotline.Cases.Recordings;
using Hotline.Cases.Shifts;
using Hotline.Cases.Storage;
using Hotline.Cases.Supervision;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Hotline.Cases;

/// <summary>Puts the case core into a product.</summary>
public static class CaseServices
{
    /// <summary>The names of the platforms in that file, for whoever has their addresses; null where it cannot be read: then the start says why.</summary>
    public static IReadOnlyList<string>? ExchangeNames(string? exchangeFile) =>
        exchangeFile is null ? [] : ExchangePeerFile.Load(exchangeFile, null, null).Value?.Select(peer => peer.Name).ToList();

    /// <summary>
    /// Adds the desks, boards and stores. Wants a <see cref="TimeProvider"/> and logging; an <see cref="INoticeCarrier"/> (without one
    /// every notice is held) and any number of <see cref="ICaseEventSink"/> may be added. Call <see cref="PrepareCasesAsync"/> before use.
    /// </summary>
    public static IServiceCollection AddHotlineCases(this IServiceCollection services, CaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(Open(options));
        services.AddSingleton<RuleBook>();
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton<StoreGate>();
        services.AddSingleton<ICaseStore>(provider => provider.GetRequiredService<StoreGate>());
        services.AddSingleton<NewsRoom>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<NewsRoom>());
        services.AddSingleton<Ledger>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<HistoryAudit>();
        services.AddSingleton<RowAudit>();
        services.AddSingleton<IContactIntake, IntakeDesk>();
        services.AddSingleton<AttachmentShelf>();
        services.AddSingleton<ICasePhotos, CasePhotoDesk>();
        services.AddSingleton<IAttachmentStore>(provider => provider.GetRequiredService<AttachmentShelf>());
        services.AddSingleton<ICitizenDesk, CitizenDesk>();
        services.AddSingleton<IPublicDesk, PublicDesk>();
        services.AddSingleton<IProgressDesk, ProgressDesk>();
        services.AddSingleton<IIdentityDesk, IdentityDesk>();
        services.AddSingleton<IImportDesk, ImportDesk>();
        services.AddSingleton<IDoorNotes, DoorNoteDesk>();
        services.AddSingleton<ICaseDesk, CaseDesk>();
        services.AddSingleton<ICaseBoard, CaseBoard>();
        services.AddSingleton<IRelayDesk, RelayDesk>();
        services.AddSingleton<ISupervisionDesk, SupervisionDesk>();
        services.AddSingleton<ISupervisionLedger, LetterDesk>();
        services.AddSingleton<LetterSweep>();
        services.AddSingleton<IAccountabilityDesk, AccountabilityDesk>();
        services.AddSingleton<LetterForms>();
        services.AddSingleton<ILetterPress, LetterPressDesk>();
        services.TryAddSingleton<IPageMaker, NoPageMaker>();
        services.AddSingleton<IRectificationDesk, RectificationDesk>();
        services.AddSingleton<IRefusalDesk, RefusalDesk>();
        services.AddSingleton<IDeadlineDesk, DeadlineDesk>();
        services.AddSingleton<ICalendarDesk, CalendarDesk>();
        services.AddSingleton<IApprovalDesk, ApprovalDesk>();
        services.AddSingleton<ObjectionBackfill>();
        services.AddSingleton<ICityCalendar, CityCalendar>();
        services.AddSingleton<IReplayDesk, ReplayDesk>();
        services.AddSingleton<INoticeDesk, NoticeDesk>();
        services.AddSingleton<ExchangeFiles>();
        services.AddSingleton<IExchangeDesk, ExchangeDesk>();
        services.TryAddSingleton<IExchangePost, NoPost>();
        services.AddSingleton<IWorkGroupDesk, WorkGroupDesk>();
        services.AddSingleton<KnowledgeDesk>();
        services.AddSingleton<IKnowledgeDesk>(provider => provider.GetRequiredService<KnowledgeDesk>());
        services.AddSingleton<IRecordingStore, RecordingDesk>();
        services.AddSingleton<RetentionBook>();
        services.AddSingleton<IRecordingAlarms, AlarmDesk>();
        services.AddSingleton<IRecordingCustody, CustodyDesk>();
        services.TryAddSingleton<IRecordingVault, NoVault>();
        services.AddSingleton<IAuditTrail, AuditDesk>();
        services.AddSingleton<StaffingDesk>();
        services.AddSingleton<IStaffingDesk>(provider => provider.GetRequiredService<StaffingDesk>());
        services.AddSingleton<SeatDiary>();
        services.AddSingleton<ISeatDiary>(provider => provider.GetRequiredService<SeatDiary>());
        services.AddSingleton<FigureDesk>();
        services.AddSingleton<IFigureDesk>(provider => provider.GetRequiredService<FigureDesk>());
        services.AddSingleton<IFigureKeeper>(provider => provider.GetRequiredService<FigureDesk>());
        services.AddSingleton<SheetBook>();
        services.AddSingleton<ShiftBook>();
        services.AddSingleton<ISamplingDesk, SamplingDesk>();
        services.AddSingleton<IReviewDesk, ReviewDesk>();
        services.AddSingleton<IRosterDesk, RosterDesk>();
        services.AddSingleton<IRosterChanges, RosterChangeDesk>();
        services.AddSingleton<IShiftLeadership, ShiftLeaderDesk>();
        services.AddSingleton<ICallbackTasks, CallbackDesk>();
        services.AddSingleton<IStaffDesk, StaffDesk>();
        services.TryAddSingleton<INoticeCarrier, NoCarrier>();
        return services;
    }

    /// <summary>The calendar alone, read now, for a command that needs no database.</summary>
    /// <exception cref="CaseStartException">Policy, calendar or city are wrong; the message has one line per error.</exception>
    public static ICityCalendar OpenCalendar(CaseOptions options, TimeProvider time)
    {
        var book = new RuleBook(options, time);
        book.Open();
        return new CityCalendar(book);
    }

    /// <summary>Reads policy, calendar and city, and brings the database up to this version.</summary>
    /// <exception cref="CaseStartException">Something the operator must mend; the message has one line per error.</exception>
    public static async Task PrepareCasesAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<DatabaseStart>();
        var warming = Task.Run(database.Warm, cancellationToken);
        try
        {
            services.GetRequiredService<RetentionBook>().Open();
            services.GetRequiredService<SheetBook>().Open();
            services.GetRequiredService<ShiftBook>().Open();
            services.GetRequiredService<LetterForms>().Open();
            services.GetRequiredService<KnowledgeDesk>().Open();
            services.GetRequiredService<RuleBook>().Open();
        }
        finally
        {
            await warming;
        }

        await services.PrepareStoreAsync(cancellationToken);
    }

    /// <summary>Brings the database up to this version: the rest of <see cref="PrepareCasesAsync"/>, which failed because it was away. May be tried again.</summary>
    /// <exception cref="CaseStartException">It is still away, or there is something the operator must mend.</exception>
    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var (database, book) = (services.GetRequiredService<DatabaseStart>(), services.GetRequiredService<RuleBook>());
        await database.PrepareAsync(cancellationToken);
        book.Keep(await database.OpenPoliciesAsync(book.Knows, cancellationToken));
        services.GetRequiredService<StoreGate>().Open();
        await services.GetRequiredService<ObjectionBackfill>().FinishAsync(cancellationToken);
    }

    private static Func<HotlineDbContext> Open(CaseOptions options)
    {
        switch (options.Database)
        {
            case CaseDatabase.Sqlite:
                var sqlite = new DbContextOptionsBuilder<SqliteHotlineDbContext>()
                    .UseSqlite(SqliteFile.ConnectionString(options.DataFolder)).AddInterceptors(new SqliteDurability()).Options;
                var sqliteContexts = new PooledDbContextFactory<SqliteHotlineDbContext>(sqlite);
                return sqliteContexts.CreateDbContext;
            case CaseDatabase.SqlServer:
                var sqlServer = new DbContextOptionsBuilder<SqlServerHotlineDbContext>()
                    .UseSqlServer(options.ConnectionString ?? throw new CaseStartException("SQL Server needs a connection string")).Options;
                var sqlServerContexts = new PooledDbContextFactory<SqlServerHotlineDbContext>(sqlServer);
                return sqlServerContexts.CreateDbContext;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Database, "Unknown database.");
        }
    }
}
