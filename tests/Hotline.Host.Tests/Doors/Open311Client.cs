using System.Text.Json;
using Hotline.Testing;

namespace Hotline.Host.Tests.Doors;

/// <summary>npm open311, the client that others use, in a process of its own.</summary>
internal sealed class Open311Client(Uri product) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly string Folder = Repository.Path("tests", "Hotline.Host.Tests", "open311-peer");

    private readonly PeerProcess process = Start();
    private int answers;

    internal async Task<JsonElement> AskAsync(string call, string? apiKey, params object[] given)
    {
        process.Write(JsonSerializer.Serialize(new
        {
            call,
            arguments = given,
            apiKey,
            endpoint = call == "serviceDiscovery" ? null : new Uri(product, "/open311/v2/").ToString(),
            discovery = new Uri(product, "/open311/discovery.json").ToString(),
            jurisdiction = "city.example",
        }) + "\n");
        var wanted = ++answers;
        await process.WaitForLineAsync(_ => process.Output.Split('\n').Count(line => line.StartsWith('{')) >= wanted, Patience);
        return JsonElement.Parse(process.Output.Split('\n').Where(line => line.StartsWith('{')).ElementAt(wanted - 1));
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static PeerProcess Start()
    {
        Assert.SkipUnless(PeerProcess.Exists("node"), "node is absent; to run: install Node.js 20 or newer");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "open311")), "npm open311 is absent; to run: npm ci --prefix tests/Hotline.Host.Tests/open311-peer");
        return PeerProcess.Start("node", ["client.mjs"], Folder);
    }
}
