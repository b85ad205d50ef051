using System.Globalization;
using System.Text.Json;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sms.Smpp;

/// <summary>The message centre in smsc/: npm smpp on loopback.</summary>
internal sealed class NodeSmsc : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string Folder = Repository.Path("tests", "Hotline.Channels.Tests", "smsc");

    private readonly PeerProcess process;

    private NodeSmsc(PeerProcess process, int port) => (this.process, Port) = (process, port);

    internal int Port { get; }

    internal static async Task<NodeSmsc> StartAsync(int port = 0)
    {
        Assert.SkipUnless(PeerProcess.Exists("node"), "node is absent; to run: install Node.js 20 or newer");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules", "smpp")), "npm smpp is absent; to run: npm ci --prefix tests/Hotline.Channels.Tests/smsc");
        var node = PeerProcess.Start("node", ["smsc.mjs", port.ToString(CultureInfo.InvariantCulture)], Folder);
        var listening = await node.WaitForLineAsync(line => line.Contains("\"listening\"", StringComparison.Ordinal), Patience);
        return new NodeSmsc(node, JsonDocument.Parse(listening).RootElement.GetProperty("port").GetInt32());
    }

    internal void Do(object command) => process.Write(JsonSerializer.Serialize(command) + "\n");

    /// <summary>Waits for an event of that name that satisfies the rest.</summary>
    internal async Task<JsonElement> WaitAsync(string name, Func<JsonElement, bool>? wanted = null)
    {
        var line = await process.WaitForLineAsync(
            line => line.StartsWith('{') && JsonDocument.Parse(line).RootElement is var entry
                && entry.GetProperty("event").GetString() == name && (wanted is null || wanted(entry)),
            Patience);
        return JsonDocument.Parse(line).RootElement;
    }

    /// <summary>The status of the acknowledgement of what was delivered under a tag.</summary>
    internal async Task<int> AcknowledgedAsync(string tag) =>
        (await WaitAsync("acknowledged", entry => entry.GetProperty("tag").GetString() == tag)).GetProperty("status").GetInt32();

    internal int Count(string name) => process.Output.Split('\n').Count(line => line.Contains($"\"event\":\"{name}\"", StringComparison.Ordinal));

    internal void Kill() => process.Kill();

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
