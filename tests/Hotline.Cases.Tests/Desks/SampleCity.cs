using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>The sample city at work: real desks on a real SQLite file, a clock moved by hand, a carrier that does as it is told.</summary>
internal sealed class SampleCity : IAsyncDisposable
{
    /// <summary>A Monday, 16:00 in China.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public const string RoadCollapse = "010101";
    public const string Potholes = "010102";
    public const string Caller = "13800000001";

    private readonly TemporaryFolder? folder;
    private int keys;

    private SampleCity(ServiceProvider services, TemporaryFolder? home, ManualTimeProvider time, ScriptedCarrier carrier, EventLog events)
    {
        (Services, this.folder, Time, Carrier, Events) = (services, home, time, carrier, events);
        Unit = Board.Suggest(Potholes, null)?.Unit ?? new UnitRef("roads", "市政道路管养所");
        Handler = new() { Id = Guid.NewGuid(), Name = "吴建国", Roles = [Role.Handler], UnitId = Unit.Id };
    }

    public ServiceProvider Services { get; }

    public ManualTimeProvider Time { get; }

    public ScriptedCarrier Carrier { get; }

    public EventLog Events { get; }

    public UnitRef Unit { get; }

    public string Folder => folder?.Path ?? throw new InvalidOperationException("The first city has the folder.");

    public Actor Agent { get; } = new() { Id = Guid.NewGuid(), Name = "林晓燕", Roles = [Role.Agent], AgentId = "8001" };

    public Actor Leader { get; } = new() { Id = Guid.NewGuid(), Name = "黄丽华", Roles = [Role.ShiftLeader] };

    public Actor Dispatcher { get; } = new() { Id = Guid.NewGuid(), Name = "郑文斌", Roles = [Role.Dispatcher] };

    public Actor Supervisor { get; } = new() { Id = Guid.NewGuid(), Name = "方卫东", Roles = [Role.Supervisor] };

    public Actor Admin { get; } = new() { Id = Guid.NewGuid(), Name = "系统管理员", Roles = [Role.Admin] };

    /// <summary>At the unit suggested for the usual category.</summary>
    public Actor Handler { get; }

    public Actor OtherHandler { get; } = new() { Id = Guid.NewGuid(), Name = "许美玲", Roles = [Role.Handler], UnitId = "water-co" };

    public ICaseDesk Desk => Services.GetRequiredService<ICaseDesk>();

    public ICaseBoard Board => Services.GetRequiredService<ICaseBoard>();

    public IContactIntake Intake => Services.GetRequiredService<IContactIntake>();

    public ICitizenDesk Citizens => Services.GetRequiredService<ICitizenDesk>();

    public IDeadlineDesk Deadlines => Services.GetRequiredService<IDeadlineDesk>();

    public INoticeDesk Notices => Services.GetRequiredService<INoticeDesk>();

    public IRecordingStore Recordings => Services.GetRequiredService<IRecordingStore>();

    public Ledger Ledger => Services.GetRequiredService<Ledger>();

    public CaseRules Rules => Services.GetRequiredService<RuleBook>().Rules;

    public string NextKey => $"key-{++keys}";

    public static CaseOptions Options(string folder) => new()
    {
        DataFolder = folder,
        PolicyFile = Repository.Path("policies", "hanjiang-2016.yaml"),
        CalendarFile = Repository.Path("policies", "calendar", "cn.yaml"),
        CityFile = Repository.Path("policies", "sample-city.yaml"),
    };

    public static Task<SampleCity> OpenAsync(Func<CaseOptions, CaseOptions>? adjust = null, Action<IServiceCollection>? provide = null) =>
        OpenAsync(new TemporaryFolder(), new ManualTimeProvider(Start), adjust, provide);

    /// <summary>The product started again on the same data, at the same time of day; the first keeps the folder.</summary>
    public Task<SampleCity> ReopenAsync(Func<CaseOptions, CaseOptions> adjust) => OpenAsync(null, Time, options => adjust(options with { DataFolder = Folder }));

    private static async Task<SampleCity> OpenAsync(TemporaryFolder? home, ManualTimeProvider time, Func<CaseOptions, CaseOptions>? adjust, Action<IServiceCollection>? provide = null)
    {
        var (carrier, events) = (new ScriptedCarrier(), new EventLog());
        var options = Options(home?.Path ?? "");
        var provided = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time)
            .AddSingleton<INoticeCarrier>(carrier).AddSingleton<ICaseEventSink>(events);
        provide?.Invoke(provided);
        var services = provided.AddHotlineCases(adjust?.Invoke(options) ?? options).BuildServiceProvider();
        await services.PrepareCasesAsync(TestContext.Current.CancellationToken);
        await services.GetRequiredService<NewsRoom>().StartAsync(TestContext.Current.CancellationToken);
        return new SampleCity(services, home, time, carrier, events);
    }

    /// <summary>The same city under another of the shipped regulations.</summary>
    public static Task<SampleCity> UnderAsync(string policy) =>
        OpenAsync(options => options with { PolicyFile = Repository.Path("policies", $"{policy}.yaml") });

    /// <summary>Waits until a moment of local time, such as <c>2026-03-03T17:30</c>.</summary>
    public void GoTo(string local) => Time.Advance(Local(local) - Time.GetUtcNow());

    public static DateTimeOffset Local(string local) =>
        new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    /// <summary>A complaint at a unit, whatever the regulation.</summary>
    public async Task<CaseView> SendToAsync(string unit, NewCase? form = null) =>
        await ActAsync(Dispatcher, await RegisterAsync(form ?? Form(null, "other")), new CaseAct.Dispatch(unit, null));

    public Actor At(string unit) => Handler with { UnitId = unit };

    /// <summary>That unit's leader, who signs for it.</summary>
    public Actor LeaderAt(string unit) => new() { Id = Guid.NewGuid(), Name = "陈建平", Roles = [Role.Handler, Role.UnitLeader], UnitId = unit };

    /// <summary>Opens an account there; as long as there is none at all, any unit is taken to have whom it needs.</summary>
    public async Task HireAsync(string unit, params Role[] roles) => Assert.True(await Services.GetRequiredService<IStaffDesk>().OpenAsync(
        new() { UserName = NextKey, Name = unit, Roles = roles, UnitId = unit, PasswordHash = "hash", SamplePassword = true }, TestContext.Current.CancellationToken));

    /// <summary>A photo of the case, put there by its unit.</summary>
    public async Task<Guid> PhotoAsync(Actor unit, CaseView seen) => Done(
        await Services.GetRequiredService<ICasePhotos>().AddAsync(unit, seen.Number, (byte[])[0xFF, 0xD8, 0xFF, 0xE0, 1], TestContext.Current.CancellationToken)).Id;

    public static ClockView Running(CaseView seen, string clock) => seen.Clocks.Single(row => row.Name == clock && row.EndedAt is null);

    /// <summary>A citizen rings, the agent answers now.</summary>
    public ValueTask<Guid> AnswerAsync(string number = Caller, string? callId = null) => Intake.AcceptAsync(
        Call(callId ?? Guid.NewGuid().ToString("N"), number), TestContext.Current.CancellationToken);

    public ContactReceived Call(string callId, string number = Caller) => new()
    {
        Medium = Medium.Phone,
        ExternalId = callId,
        CallId = callId,
        Number = number,
        CalledNumber = "12345",
        AgentId = Agent.AgentId,
        ArrivedAt = Time.GetUtcNow().AddSeconds(-5),
        AnsweredAt = Time.GetUtcNow(),
    };

    public static NewCase Form(Guid? contact, string category = Potholes, bool hazard = false, string? place = "涵东街道延宁路12号") => new()
    {
        ContactId = contact,
        RequestType = "complaint",
        CategoryCode = category,
        Place = place,
        Text = "路面有个大坑，晚上看不见。",
        Hazard = hazard,
        RequesterPhone = contact is null ? Caller : null,
        RequesterName = "王先生",
    };

    public async Task<CaseView> RegisterAsync(NewCase form) =>
        Done(await Desk.RegisterAsync(Agent, NextKey, form, TestContext.Current.CancellationToken));

    public ValueTask<ActResult<CaseView>> TryAsync(Actor actor, CaseView seen, CaseAct act, string? key = null) =>
        Desk.ActAsync(actor, key ?? NextKey, seen.Number, seen.Version, act, TestContext.Current.CancellationToken);

    public async Task<CaseView> ActAsync(Actor actor, CaseView seen, CaseAct act)
    {
        var current = await SeeAsync(seen.Number);
        return Done(await TryAsync(actor, current, act));
    }

    public async Task<CaseView> SeeAsync(string number, Actor? actor = null) =>
        await Board.FindCaseAsync(actor ?? Supervisor, number, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"{number} is not there.");

    /// <summary>A case brought to a state by the acts that lead there.</summary>
    public async Task<CaseView> BringToAsync(CaseState state, string phone = Caller, bool confidential = false)
    {
        var seen = await RegisterAsync(Form(await AnswerAsync(phone)) with { Confidential = confidential });
        if (state >= CaseState.Dispatched)
        {
            seen = await ActAsync(Dispatcher, seen, new CaseAct.Dispatch(Unit.Id, null));
        }

        if (state >= CaseState.Signed)
        {
            seen = await ActAsync(Handler, seen, new CaseAct.Sign());
        }

        if (state >= CaseState.Replied)
        {
            seen = await ActAsync(Handler, seen, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        }

        if (state >= CaseState.Closed)
        {
            seen = await ActAsync(Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        }

        if (state >= CaseState.FollowUp)
        {
            await SendAsync();
            await ReplyAsync(seen, state == CaseState.Archived ? "1" : "3");
        }

        return await SeeAsync(seen.Number);
    }

    public async Task SendAsync() => await Notices.DispatchDueAsync(TestContext.Current.CancellationToken);

    public async Task<ReplyMatch> ReplyAsync(CaseView asked, string text, string? from = null, string? externalId = null)
    {
        var code = Carrier.Carried.Last(notice => notice.Text.Contains(asked.Number, StringComparison.Ordinal)).ExtensionCode;
        return await Notices.AcceptReplyAsync(
            new NoticeReply(externalId ?? Guid.NewGuid().ToString("N"), from ?? "+86" + Caller, code, text, Time.GetUtcNow()), TestContext.Current.CancellationToken);
    }

    public async Task<int> SweepAfterAsync(TimeSpan passed)
    {
        Time.Advance(passed);
        return await Deadlines.SweepAsync(TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<TaskView>> OpenTasksAsync() => await Board.ListTasksAsync(Leader, TaskState.Open, TestContext.Current.CancellationToken);

    public async Task<List<HistoryFault>> FaultsAsync()
    {
        var faults = new List<HistoryFault>();
        await foreach (var fault in Board.VerifyHistoriesAsync(TestContext.Current.CancellationToken))
        {
            faults.Add(fault);
        }

        return faults;
    }

    public async Task<List<RowFault>> RowFaultsAsync()
    {
        var faults = new List<RowFault>();
        await foreach (var fault in Board.VerifyRowsAsync(TestContext.Current.CancellationToken))
        {
            faults.Add(fault);
        }

        return faults;
    }

    /// <summary>Changes rows behind the product's back.</summary>
    public async Task ExecuteAsync(string sql, string where)
    {
        await using var connection = new SqliteConnection(SqliteFile.ConnectionString(Folder));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements stand in the tests.
        command.CommandText = sql + where;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static T Done<T>(ActResult<T> result) => result switch
    {
        ActResult<T>.Done done => done.View,
        ActResult<T>.Invalid invalid => throw new InvalidOperationException(string.Join("; ", invalid.Errors.Select(error => $"{error.Key}: {error.Value[0]}"))),
        _ => throw new InvalidOperationException(result.ToString()),
    };

    public async ValueTask DisposeAsync()
    {
        await Services.GetRequiredService<NewsRoom>().StopAsync(CancellationToken.None);
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder?.Dispose();
    }
}
