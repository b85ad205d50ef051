using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>An SMPP message centre: the npm package <c>smpp</c>, driven by the script of the channel tests.</summary>
internal sealed class MessageCentre : IAsyncDisposable
{
    public const string Absent = "node or the npm package smpp is absent: npm ci --prefix tests/Hotline.Channels.Tests/smsc";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Folder = Repository.Path("tests", "Hotline.Channels.Tests", "smsc");

    private readonly PeerProcess process;

    private MessageCentre(PeerProcess process, int port)
    {
        this.process = process;
        Port = port;
    }

    public static bool IsInstalled { get; } = PeerProcess.Exists("node") && Directory.Exists(Path.Combine(Folder, "node_modules", "smpp"));

    public int Port { get; }

    /// <summary>What the product needs to reach it.</summary>
    public string[] Settings =>
        ["--Sms:Smpp:Host=127.0.0.1", $"--Sms:Smpp:Port={Port}", "--Sms:Smpp:SystemId=hotline", "--Sms:Smpp:Password=secret"];

    public static async Task<MessageCentre> StartAsync()
    {
        var node = PeerProcess.Start("node", [Path.Combine(Folder, "smsc.mjs"), "0"], Folder);
        var listening = await ReadAsync(node, "listening");
        return new MessageCentre(node, listening["port"]!.GetValue<int>());
    }

    /// <summary>The next message handed over by the product.</summary>
    public Task<JsonNode> SubmittedAsync() => ReadAsync(process, "submit");

    /// <summary>Reports that a message reached its receiver.</summary>
    public void Deliver(JsonNode submitted) => Command(new
    {
        @do = "receipt",
        tag = "receipt",
        id = submitted["id"]!.GetValue<string>(),
        from = submitted["to"]!.GetValue<string>(),
        to = submitted["from"]!.GetValue<string>(),
        state = "DELIVRD",
    });

    /// <summary>The receiver answers a message; returns when the product has acknowledged it.</summary>
    public async Task AnswerAsync(JsonNode submitted, string text)
    {
        Command(new { @do = "mo", tag = text, from = submitted["to"]!.GetValue<string>(), to = submitted["from"]!.GetValue<string>(), text });
        await process.WaitForLineAsync(
            line => Event(line) is { } read && read["event"]!.GetValue<string>() == "acknowledged" && read["tag"]?.GetValue<string>() == text && read["status"]!.GetValue<int>() == 0,
            Patience);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task<JsonNode> ReadAsync(PeerProcess node, string kind) =>
        Event(await node.WaitForLineAsync(line => Event(line)?["event"]?.GetValue<string>() == kind, Patience))!;

    private static JsonNode? Event(string line) => line.StartsWith('{') ? JsonNode.Parse(line) : null;

    private void Command(object command) => process.Write(JsonSerializer.Serialize(command) + "\n");
}
