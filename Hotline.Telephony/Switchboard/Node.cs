using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Ivr;
using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>The telephone node: puts the rooms together at start and takes them apart at stop.</summary>
internal sealed partial class Node(
    TelephonyOptions options,
    IAgentDirectory agents,
    ICallEventSink sink,
    Distribution distribution,
    CallbackBook callbacks,
    CallTable calls,
    FlowBook flows,
    ICityHours hours,
    IEnumerable<ICaseInquiry> inquiries,
    SwitchboardDesk desk,
    TelephonyMetrics metrics,
    Doorkeeper door,
    TrunkGroup trunks,
    WebCallers webCallers,
    CallTraces traces,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedService, ISipWebSockets, IAsyncDisposable
{
    /// <summary>Calls are given this long to say goodbye and be sealed, and the sink to take what is left.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly ILogger<Node> logger = loggers.CreateLogger<Node>();
    private readonly CancellationTokenSource reporterStop = new();
    private readonly CancellationTokenSource watchStop = new();
    private TimerWheel? wheel;
    private MediaEngine? media;
    private Locksmith? locksmith;
    private Exchange? exchange;
    private RecordingWriter? recordings;
    // As many as there are agents: each offer takes one.
    private readonly Channel<Offer> callingBack = Channel.CreateUnbounded<Offer>(new UnboundedChannelOptions { SingleReader = true });
    private EventReporter? events;
    private AgentBook? book;
    private LegBook? legs;
    private QueueLog? queueLog;
    private FrontDesk? frontDesk;
    private SipEndpoint? sip;
    private IReadOnlyList<TrunkWatch> watches = [];
    private Task trunkWatching = Task.CompletedTask;
    private Task reporting = Task.CompletedTask;
    private Task bookkeeping = Task.CompletedTask;
    private Task callbackMaking = Task.CompletedTask;
    private Task queueLogging = Task.CompletedTask;
    private Task legKeeping = Task.CompletedTask;
    private Task ledgerKeeping = Task.CompletedTask;

    /// <summary>The addresses SIP is spoken on, once started.</summary>
    public IReadOnlyList<System.Net.IPEndPoint> SipAddresses => sip?.EndPoints ?? throw new InvalidOperationException("The node has not been started.");

    /// <summary>The first of them.</summary>
    public System.Net.IPEndPoint SipAddress => SipAddresses[0];

    /// <summary>The addresses SIP is spoken on over TLS; none without it.</summary>
    public IReadOnlyList<System.Net.IPEndPoint> TlsAddresses => sip?.TlsEndPoints ?? [];

    /// <inheritdoc/>
    public Task<bool> ServeAsync(WebSocket socket, System.Net.IPEndPoint remote, bool isSecure, CancellationToken cancellationToken) =>
        sip is { IsStarted: true } running ? running.ServeAsync(socket, remote, isSecure, cancellationToken) : Task.FromResult(false);

    /// <summary>Dialogs that stand now.</summary>
    public int DialogCount => sip?.DialogCount ?? 0;

    /// <summary>Requests of others that are remembered now.</summary>
    public int TransactionCount => sip?.TransactionCount ?? 0;

    /// <summary>Requests of ours whose answer is not sure yet, and calls offered to us and not answered yet.</summary>
    public (int OwnTransactions, int Early) UnderWay => (sip?.OwnTransactionCount ?? 0, sip?.EarlyCount ?? 0);

    /// <summary>Timers of signalling and of calls that are set now.</summary>
    public int TimerCount => wheel?.Count ?? 0;

    /// <summary>Media ports taken now.</summary>
    public int OpenPorts => media?.OpenPorts ?? 0;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var setup = NodeSetup.Read(options);
        wheel = time == TimeProvider.System ? new TimerWheel(time) : null; // one moved by hand is taken as it is: its timers fire to the tick
        var timers = wheel ?? time;
        var recordingsFolder = Directory.CreateDirectory(Path.Combine(options.DataFolder, "recordings")).FullName;
        var spool = new CallSpool(Path.Combine(options.DataFolder, "spool"), loggers.CreateLogger<CallSpool>());
        recordings = new RecordingWriter(recordingsFolder, options.RecordingFlushInterval, time, loggers.CreateLogger<RecordingWriter>());
        await CompleteInterruptedAsync(spool, recordings, recordingsFolder, cancellationToken);

        media = new MediaEngine(MediaEngineOptions.From(options), time, loggers.CreateLogger<MediaEngine>());
        locksmith = new Locksmith([.. options.Sip.Select(listen => listen.Address)], options.AdvertisedAddresses, time, loggers.CreateLogger<Locksmith>());
        events = new EventReporter(spool, sink, metrics, timers, loggers.CreateLogger<EventReporter>());
        book = new AgentBook(Path.Combine(options.DataFolder, "agents.json"), Standings, time, loggers.CreateLogger<AgentBook>());
        distribution.Decided = Tell;
        legs = new LegBook(Path.Combine(options.DataFolder, "legs"), options.LegRecordsKept, timers, metrics, loggers.CreateLogger<LegBook>());
        if (options.QueueLogKept > TimeSpan.Zero)
        {
            var folder = Path.Combine(options.DataFolder, "queue");
            queueLog = new QueueLog(folder, distribution.Options, new QueueLogLimits(options.QueueLogKept, options.QueueLogFileBytes, options.QueueLogFiles), timers, loggers.CreateLogger<QueueLog>());
            distribution.Logged = queueLog.Note;
        }

        flows.Begin(setup);
        KnowAgents(book.Read());

        exchange = new Exchange(loggers.CreateLogger<Exchange>())
        {
            Options = options,
            Agents = agents,
            Time = timers,
            Media = media,
            Locksmith = locksmith,
            Recordings = recordings,
            Flows = flows,
            Interpreter = new FlowInterpreter(loggers.CreateLogger<FlowInterpreter>()),
            Hours = hours,
            Inquiry = inquiries.LastOrDefault(),
            Distribution = distribution,
            Callbacks = callbacks,
            Calls = calls,
            Spool = spool,
            Events = events,
            Metrics = metrics,
            Trunks = trunks,
            WebCallers = webCallers,
            Legs = legs,
            Traces = traces,
            Door = door,
        };
        frontDesk = new FrontDesk(exchange, desk, loggers);
        sip = new SipEndpoint(SipSettings.From(options), new SipAccounts(agents, options.Trunks, webCallers, options.Realm), frontDesk, timers, loggers, door) { Tap = traces };
        exchange.Sip = sip;
        traces.AskForLegs = call => calls.TryFind(call, out var session) && session.Post(TraceWanted.Now);
        desk.MakeCall = frontDesk.MakeCall;
        desk.LookAtAccounts = () => sip.Bindings.DropStrangers(agents);
        sip.Bindings.OnChange = Reachable;
        door.IsTrunk = address => trunks.Find(address) is not null;
        KeepBans(Path.Combine(options.DataFolder, "spool", "bans.json"));
        try
        {
            await sip.StartAsync(cancellationToken);
        }
        catch (IOException fault)
        {
            throw new TelephonyConfigurationException([fault.Message]);
        }

        LookAfterTrunks(sip);
        reporting = events.RunAsync(reporterStop.Token);
        bookkeeping = book.RunAsync();
        callbackMaking = MakeCallbacksAsync(frontDesk);
        distribution.RestorePlaces(callbacks.Entries.Where(entry => entry is { State: CallbackState.Open, Kind: CallbackKind.Requested }));
        ledgerKeeping = callbacks.RunAsync();
        legKeeping = legs.RunAsync();
        queueLogging = queueLog?.RunAsync() ?? Task.CompletedTask;
        metrics.Observe(() => desk.View);
        metrics.Observe(() => (door.Counts.Banned, door.Counts.Limited, door.Counts.WrongCredentials), () => door.Bans.Count);
        Started(sip.EndPoints);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        frontDesk?.Close();
        distribution.Decide((acd, now) => acd.Close(now));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Farewell);
        await calls.ReleaseAllAsync(patience.Token);
        if (calls.Count > 0)
        {
            LeftOpen(calls.Count);
        }

        await LeaveTrunksAsync(patience.Token);
        if (sip is not null)
        {
            // Phones are not lost because we stop: what agents were is what they will be.
            sip.Bindings.OnChange = null;
            await sip.DisposeAsync();
        }

        await CloseMediaAsync();
        events?.Complete();
        book?.Complete();
        callingBack.Writer.TryComplete();
        await callbackMaking;
        callbacks.Complete();
        queueLog?.Complete();
        legs?.Complete();
        await Task.WhenAll(bookkeeping, ledgerKeeping, queueLogging, legKeeping);
        await using (patience.Token.Register(reporterStop.Cancel))
        {
            await reporting;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A start that failed half-way is not followed by a stop.
        if (sip is not null)
        {
            await sip.DisposeAsync();
        }

        await CloseMediaAsync();
        events?.Dispose();
        wheel?.Dispose();
        watchStop.Dispose();
        reporterStop.Dispose();
    }

    private async Task CloseMediaAsync()
    {
        if (media is not null)
        {
            await media.DisposeAsync();
        }

        locksmith?.Dispose();
        if (recordings is not null)
        {
            await recordings.DisposeAsync();
        }
    }

    private void LookAfterTrunks(SipEndpoint running)
    {
        var trunkLogger = loggers.CreateLogger<TrunkWatch>();
        foreach (var line in trunks.Lines)
        {
            line.Changed = (trunk, isUp) =>
            {
                TrunkMoved(trunk.Options.Name, isUp ? "up" : "down");
                events!.Report(new TrunkChanged { At = time.GetUtcNow(), Trunk = trunk.Options.Name, IsUp = isUp });
                if (flows.Current.Queues.SiteBehind(trunk.Options.Name) is { } site)
                {
                    distribution.Decide((acd, now) => acd.SiteIs(site.Name, isUp, now));
                }
            };
        }

        watches = [.. trunks.Lines.Select(line => new TrunkWatch(line, running, options.HotlineNumber, time, trunkLogger))];
        trunkWatching = Task.WhenAll(watches.Select(watch => watch.RunAsync(watchStop.Token)));
        metrics.Observe(() => trunks.Trunks);
    }

    // A file a ban, and an event to whoever keeps the audit trail; who lifts a ban is known there already.
    private void KeepBans(string path)
    {
        var bans = new BanBook(path, door, loggers.CreateLogger<BanBook>());
        bans.Restore();
        door.Changed = (ban, isBanned) =>
        {
            bans.Write();
            if (isBanned)
            {
                events!.Report(new AddressBanned { At = ban.Since, Address = ban.Address, Until = ban.Until, Failures = ban.Failures });
            }
        };
    }

    // Registrations are taken back, as far as the trunks answer soon.
    private async Task LeaveTrunksAsync(CancellationToken cancellationToken)
    {
        await watchStop.CancelAsync();
        await trunkWatching;
        await Task.WhenAll(watches.Select(watch => watch.LeaveAsync(cancellationToken))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        watches = [];
    }

    // What a crash cut off: recordings are completed and sealed, and the calls reported as failed. The sink knows repeats by the call.
    private async Task CompleteInterruptedAsync(CallSpool spool, RecordingWriter writer, string recordingsFolder, CancellationToken cancellationToken)
    {
        var repaired = await CrashRepair.RunAsync(recordingsFolder, logger, cancellationToken);
        var orphans = new Dictionary<CallId, RecordingFacts>();
        foreach (var recording in repaired)
        {
            orphans[recording.CallId] = recording;
        }

        foreach (var call in spool.Interrupted())
        {
            orphans.Remove(call.CallId, out var recording);
            var ended = spool.Find(call.CallId) ?? InterruptedCall.End(call, recording);
            spool.Keep(ended with { Recording = ended.Recording ?? recording });
            Interrupted(call.CallId);
        }

        foreach (var recording in orphans.Values.Where(recording => spool.Find(recording.CallId) is null))
        {
            spool.Keep(InterruptedCall.End(recording, options.HotlineNumber));
            Interrupted(recording.CallId);
        }

        foreach (var recording in repaired)
        {
            writer.Acknowledge(recording.RecordingId);
        }
    }

    private void KnowAgents(IReadOnlyDictionary<string, AgentStanding> standings) => distribution.Decide((acd, now) =>
    {
        foreach (var agentId in agents.Accounts.Select(account => account.AgentId).Distinct(StringComparer.Ordinal))
        {
            acd.Know(agentId, standings.GetValueOrDefault(agentId, AgentStanding.Newcomer), now);
        }
    });

    private Dictionary<string, AgentStanding> Standings() => distribution.Decide((acd, _) =>
        acd.Agents.ToDictionary(agent => agent.Id, agent => agent.Standing, StringComparer.Ordinal));

    // Under the distribution's lock: puts into queues, waits for nothing.
    private void Tell(AcdOutcome outcome)
    {
        switch (outcome)
        {
            case OfferMade made when distribution.IsAbsent(made.Offer.CallId):
                callingBack.Writer.TryWrite(made.Offer);
                break;
            case OfferMade made when calls.TryFind(made.Offer.CallId, out var session):
                session.Post(new Offered(made.Offer));
                break;
            case OfferWithdrawn withdrawn when calls.TryFind(withdrawn.Offer.CallId, out var session):
                session.Post(new Withdrawn(withdrawn.Offer.Id));
                break;
            case SiteAsked asked when calls.TryFind(asked.CallId, out var session):
                session.Post(new SiteWanted(asked.Site));
                break;
            case SiteTakenBack back when calls.TryFind(back.CallId, out var session):
                session.Post(SiteUnwanted.Now);
                break;
            case AgentMoved moved:
                events!.Report(new AgentStateChanged { At = moved.At.Utc, AgentId = moved.AgentId, State = moved.State, Reason = moved.Reason });
                book!.Changed();
                break;
        }
    }

    private async Task MakeCallbacksAsync(FrontDesk desk)
    {
        await foreach (var offer in callingBack.Reader.ReadAllAsync())
        {
            desk.CallBack(offer);
        }
    }

    private void Reachable(ReachabilityChange change)
    {
        var agentId = change.Account.AgentId;
        if (change.IsReachable)
        {
            distribution.Decide((acd, now) => acd.PhoneRegistered(agentId, now));
            if (exchange!.Awaited.TryGetValue(agentId, out var session))
            {
                session.Post(new Vanished(ParkingTurn.PhoneBack));
            }
        }
        else if (exchange!.PhoneOf(agentId) is null)
        {
            distribution.Decide((acd, now) => acd.PhoneLost(agentId, now));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Trunk {Trunk} is {State}")]
    private partial void TrunkMoved(string trunk, string state);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telephony listens on {Addresses} over UDP and TCP")]
    private partial void Started(IEnumerable<IPEndPoint> addresses);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} was going on when the process ended; it is reported as failed")]
    private partial void Interrupted(CallId callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopped with {Count} calls not ended in time; the next start reports them")]
    private partial void LeftOpen(int count);
}
