using System.Net;
using System.Text.Json;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Media;
using Hotline.Telephony.Switchboard;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>The whole telephone node on loopback ports of its own, opened through its front door.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    public const string Password = "secret";

    private readonly ServiceProvider services;
    private readonly Node node;

    private RunningNode(ServiceProvider services, EventLog events, TelephonyOptions options)
    {
        this.services = services;
        Events = events;
        Options = options;
        node = services.GetRequiredService<Node>();
    }

    public EventLog Events { get; }

    public TelephonyOptions Options { get; }

    public IPEndPoint Address => node.SipAddress;

    /// <summary>Its address of the other IP family, where it has one.</summary>
    public IPEndPoint OtherAddress => node.SipAddresses[1];

    /// <summary>Who has an account; a test may change it.</summary>
    public FixedAgents Agents => (FixedAgents)services.GetRequiredService<IAgentDirectory>();

    public ISwitchboard Switchboard => services.GetRequiredService<ISwitchboard>();

    public ICallTraceDesk Traces => services.GetRequiredService<ICallTraceDesk>();

    public IBanDesk Bans => services.GetRequiredService<IBanDesk>();

    public IWebCallDesk WebCalls => services.GetRequiredService<IWebCallDesk>();

    public ITrunkDesk Trunks => services.GetRequiredService<ITrunkDesk>();

    public ICallbackDesk Callbacks => services.GetRequiredService<ICallbackDesk>();

    public ICallFlowDesk Flows => services.GetRequiredService<ICallFlowDesk>();

    public IRecordingArchive Recordings => services.GetRequiredService<IRecordingArchive>();

    /// <summary>Ended calls the sink has not taken, and calls that go on, on disk.</summary>
    public (int Ended, int Open) Spooled => (
        Directory.GetFiles(Path.Combine(Options.DataFolder, "spool", "ended")).Length,
        Directory.GetFiles(Path.Combine(Options.DataFolder, "spool", "open")).Length);

    /// <summary>The records of legs on disk.</summary>
    public IReadOnlyList<(string CallId, string Purpose, string? Trunk, int Status, string EndedBy, DateTimeOffset Began, long? Heard)> Legs() =>
    [
        .. Directory.GetFiles(Path.Combine(Options.DataFolder, "legs")).SelectMany(File.ReadLines).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            var root = row.RootElement;
            return (root.GetProperty("CallId").ToString(), root.GetProperty("Purpose").GetString()!, root.GetProperty("Trunk").GetString(), root.GetProperty("Status").GetInt32(),
                root.GetProperty("EndedBy").GetString()!, root.GetProperty("BeganAt").GetDateTimeOffset(),
                root.GetProperty("Quality") is { ValueKind: JsonValueKind.Object } quality ? quality.GetProperty("Received").GetInt64() : (long?)null);
        }),
    ];

    /// <summary>Starts a node with the agents 8001 to 8003 in a folder, as a process would.</summary>
    public static async Task<RunningNode> StartAsync(TemporaryFolder folder, EventLog? events = null, Func<TelephonyOptions, TelephonyOptions>? decide = null, Action<IServiceCollection>? adjust = null)
    {
        var options = new TelephonyOptions
        {
            Sip = [new IPEndPoint(IPAddress.Loopback, 0)],
            FirstRtpPort = 0,
            LastRtpPort = 0,
            DataFolder = folder.File("data"),
            CallFlowFile = Repository.Path("policies", "callflows", "default.yaml"),
            PromptFolders = [Speak(folder.File("prompts"))],
            WrapUp = TimeSpan.Zero,
        };
        options = decide?.Invoke(options) ?? options;
        events ??= new EventLog();
        var gathered = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new TestLog()).SetMinimumLevel(LogLevel.Warning))
            .AddMetrics()
            .AddSingleton<IAgentDirectory>(new FixedAgents(("8001", Password), ("8002", Password), ("8003", Password)))
            .AddSingleton<ICallEventSink>(events)
            .AddHotlineTelephony(options);
        adjust?.Invoke(gathered);
        var provided = gathered.BuildServiceProvider();
        var running = new RunningNode(provided, events, options);
        await running.node.StartAsync(TestContext.Current.CancellationToken);
        return running;
    }

    public Task<TestPhone> PhoneAsync(string user) => TestPhone.StartAsync(this, user);

    /// <summary>A registered phone whose agent is ready.</summary>
    public async Task<TestPhone> ReadyPhoneAsync(string user)
    {
        var phone = await PhoneAsync(user);
        await phone.RegisterAsync(Password);
        await Deadline.Until(() => StateOf("agent-" + user) == AgentState.NotReady, "the agent did not sign in");
        Assert.Equal(SwitchboardAnswer.Done, await Switchboard.SetReadyAsync("agent-" + user, CancellationToken.None));
        return phone;
    }

    /// <summary>A call that goes on, as the node has it.</summary>
    public Call CallOf(CallId id) => services.GetRequiredService<CallTable>().TryFind(id, out var session) ? session.Call : throw new InvalidOperationException("no such call");

    public AgentState StateOf(string agentId) => Switchboard.View.Agents.Single(agent => agent.AgentId == agentId).State;

    /// <summary>Nothing of any call is left: no table entry, dialog, port or journal.</summary>
    public async Task AllFreedAsync()
    {
        await Deadline.Until(() => Left().Length == 0, () => "not freed: " + Left());
    }

    /// <summary>What is there of calls and of their requests, which are remembered for 64·T1; empty for nothing.</summary>
    public string Remembered()
    {
        (string What, int Count)[] counts =
        [
            ("requests of others", node.TransactionCount),
            ("requests of ours", node.UnderWay.OwnTransactions),
            ("calls offered", node.UnderWay.Early),
        ];
        return string.Join(", ", counts.Where(one => one.Count != 0).Select(one => $"{one.Count} {one.What}").Prepend(Left()).Where(one => one.Length > 0));
    }

    public Task StopAsync() => node.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await node.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    private string Left()
    {
        var view = Switchboard.View;
        (string What, int Count)[] counts =
        [
            ("calls", services.GetRequiredService<CallTable>().Count),
            ("dialogs", node.DialogCount),
            ("ports", node.OpenPorts),
            ("calls on the board", view.Calls.Count + view.Waiting.Count),
            ("notes", Spooled.Open),
        ];
        return string.Join(", ", counts.Where(one => one.Count != 0).Select(one => $"{one.Count} {one.What}"));
    }

    // Every prompt the default flow names, as a tenth of a second of tone: music is 1300 Hz, a notice a whole second of 1000, all others 300.
    private static string Speak(string folder)
    {
        if (Directory.Exists(folder))
        {
            return folder;
        }

        Directory.CreateDirectory(folder);
        var wav = Wav(300);
        var names = "greeting recording-notice please-wait you-are-number callers-ahead estimated-wait minutes less-than-a-minute you-are-next connecting goodbye agents-offline music notice menu progress-registered progress-dispatched progress-handling progress-replied progress-closed n100 n2-counted"
            .Split(' ').Concat(Enumerable.Range(0, 11).Select(number => $"n{number}"));
        foreach (var name in names)
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".wav"), name switch { "music" => Wav(1300), "notice" => Wav(1000, 10), _ => wav });
        }

        return folder;

        static byte[] Wav(int hertz, int tenths = 1)
        {
            var samples = Tone.Samples(hertz, TimeSpan.FromMilliseconds(100 * tenths), 0.2);
            var wav = new byte[WavHeader.Linear16Length + (samples.Length * 2)];
            WavHeader.WriteLinear16(wav, 1, samples.Length);
            System.Runtime.InteropServices.MemoryMarshal.AsBytes<short>(samples).CopyTo(wav.AsSpan(WavHeader.Linear16Length));
            return wav;
        }
    }

    private sealed class TestLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            TestContext.Current.TestOutputHelper?.WriteLine($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
