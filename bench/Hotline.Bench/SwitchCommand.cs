using System.Globalization;
using System.Net;
using System.Text.Json;
using Hotline.Telephony;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Switchboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Bench;

/// <summary>
/// The telephone node alone in a process of its own, for <see cref="SipBench"/>: what other softswitches do is measured without the desk, the database and the
/// case core. Its spool, leg records, queue log and recordings are written as in the product. It is told what to do by lines on its stdin.
/// </summary>
internal static class SwitchCommand
{
    internal const string Password = "load";
    private const int FirstAgent = 8001;
    private static long thrown;

    internal static IReadOnlyList<string> Agents(int count) =>
        [.. Enumerable.Range(FirstAgent, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, [], ["--data", "--agents"]);
        var folder = arguments.Text("--data") ?? throw new UsageException("switch needs --data");
        var accounts = new Accounts(Agents(arguments.Whole("--agents", 64, 1, 100_000)));
        var flow = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "flow")).FullName, "load.yaml");
        await File.WriteAllTextAsync(flow, "name: load\nstart: line\nsteps:\n  line:\n    queue:\n      agents-busy: [please-wait]\n      music: music\n", cancellationToken);
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Hotline", LogLevel.Information)
                .AddSimpleConsole(console => console.SingleLine = true)
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace))
            .AddMetrics()
            .AddSingleton<IAgentDirectory>(accounts)
            .AddSingleton<ICallEventSink, TakesAll>()
            .AddHotlineTelephony(new TelephonyOptions
            {
                Sip = [new IPEndPoint(IPAddress.Loopback, 0)],
                Edges = [IPNetwork.Parse("127.0.0.1/32")],
                DataFolder = folder,
                CallFlowFile = flow,
                PromptFolders = [Path.Combine(ProductProcess.Repository, "prompts", "zh-CN")],
                WrapUp = TimeSpan.Zero,
            })
            .BuildServiceProvider();
        var node = services.GetRequiredService<Node>();
        await node.StartAsync(cancellationToken);
        AppDomain.CurrentDomain.FirstChanceException += (_, _) => Interlocked.Increment(ref thrown);
        Say(new { sip = node.SipAddress.ToString() });
        while (await Console.In.ReadLineAsync(cancellationToken) is { } order)
        {
            if (order.StartsWith("ready ", StringComparison.Ordinal))
            {
                var desk = services.GetRequiredService<ISwitchboard>();
                foreach (var agent in accounts.All.Take(int.Parse(order["ready ".Length..], CultureInfo.InvariantCulture)))
                {
                    await desk.SetReadyAsync(agent.AgentId, cancellationToken);
                }
            }

            Say(State(node, services.GetRequiredService<CallTable>()));
        }

        await node.StopAsync(CancellationToken.None);
        return 0;
    }

    // What lives, not what the collector has not looked at yet.
    private static SwitchState State(Node node, CallTable calls)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return new SwitchState(GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(), Volatile.Read(ref thrown), calls.Count, node.DialogCount, node.OpenPorts, node.TransactionCount)
        {
            Early = node.UnderWay.Early,
            OwnTransactions = node.UnderWay.OwnTransactions,
            Timers = node.TimerCount,
            YoungCollections = GC.CollectionCount(0),
        };
    }

    private static void Say(object answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));

    private sealed class Accounts(IReadOnlyList<string> users) : IAgentDirectory
    {
        private readonly Dictionary<string, SipAccount> byName = users.ToDictionary(user => user, Account, StringComparer.Ordinal);

        public IReadOnlyCollection<SipAccount> All => byName.Values;

        IReadOnlyCollection<SipAccount> IAgentDirectory.Accounts => All;

        public IEnumerable<SipAccount> Of(string agentId) => Find(agentId) is { } account ? [account] : [];

        public SipAccount? Find(string userName) => byName.GetValueOrDefault(userName);

        private static SipAccount Account(string user) => new()
        {
            AgentId = user,
            UserName = user,
            DisplayName = user,
            Ha1Md5 = DigestHash.OfAccount(DigestAlgorithm.Md5, user, "hotline", Password),
            Ha1Sha256 = DigestHash.OfAccount(DigestAlgorithm.Sha256, user, "hotline", Password),
        };
    }

    /// <summary>Stands where the case core would be.</summary>
    private sealed class TakesAll : ICallEventSink
    {
        public ValueTask AcceptAsync(CallEvent callEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

/// <summary>What the node holds.</summary>
/// <param name="Octets">Live objects.</param>
/// <param name="Allocated">Octets allocated since the start.</param>
/// <param name="Thrown">Exceptions since the start.</param>
/// <param name="Calls">Calls on the table.</param>
/// <param name="Dialogs">Dialogs that stand.</param>
/// <param name="Ports">Legs with ports.</param>
/// <param name="Transactions">Requests of others that are remembered.</param>
internal sealed record SwitchState(long Octets, long Allocated, long Thrown, int Calls, int Dialogs, int Ports, int Transactions)
{
    /// <summary>Calls offered and not answered yet.</summary>
    public int Early { get; init; }

    /// <summary>Requests of its own whose answer is not sure yet.</summary>
    public int OwnTransactions { get; init; }

    /// <summary>Timers of signalling and of calls that are set; each registered phone has one.</summary>
    public int Timers { get; init; }

    /// <summary>Collections of young objects since the start.</summary>
    public int YoungCollections { get; init; }

    /// <summary>Nothing of any call is left but the requests it remembers for 64·T1.</summary>
    internal bool IsFree => this is { Calls: 0, Dialogs: 0, Ports: 0, Early: 0 };
}
