using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>The product as a city runs it: its own process, its own data folder, free ports. Reached only over HTTP, SIP and SMPP.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder;
    private readonly bool ownsFolder;

    private RunningProduct(PeerProcess process, TemporaryFolder folder, bool ownsFolder, Uri http, IPEndPoint sip, IPEndPoint? sipTls, IPEndPoint? sipOther)
    {
        Process = process;
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        Http = http;
        Sip = sip;
        SipTls = sipTls;
        SipOther = sipOther;
    }

    public PeerProcess Process { get; }

    public Uri Http { get; }

    public IPEndPoint Sip { get; }

    public IPEndPoint? SipTls { get; }

    /// <summary>Its address of the other IP family, where it has one.</summary>
    public IPEndPoint? SipOther { get; }

    public string DataFolder => folder.Path;

    /// <summary>The final answers of the legs rung for one purpose, as kept in the data folder, in the order in which they were over.</summary>
    public IEnumerable<int> Legs(string purpose) => Directory.GetFiles(folder.File("legs")).Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
        .Select(line => JsonNode.Parse(line)!)
        .Where(leg => leg["Purpose"]!.GetValue<string>() == purpose)
        .Select(leg => leg["Status"]!.GetValue<int>());

    public static Task<RunningProduct> StartAsync(params string[] settings) => StartAsync(new TemporaryFolder(), ownsFolder: true, settings);

    /// <summary>Starts on a data folder that outlives this run, for restarts.</summary>
    public static Task<RunningProduct> StartOnAsync(TemporaryFolder data, params string[] settings) => StartAsync(data, ownsFolder: false, settings);

    /// <summary>Starts without waiting for readiness; for starts that are to be refused.</summary>
    public static PeerProcess StartProcess(string data, params string[] settings)
    {
        var program = Repository.Path("Hotline.Host", "bin", Repository.Configuration, "net10.0", "Hotline.Host.dll");
        return PeerProcess.Start("dotnet", [program, "run", "--http", "127.0.0.1:0", "--sip", "127.0.0.1:0", "--data", data, .. settings]);
    }

    public async Task<DeskClient> SignInAsync(string userName) => await DeskClient.SignInAsync(Http, userName);

    /// <summary>Stops as an operator would and gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        Process.Terminate();
        return await Process.WaitForExitAsync(StopLimit);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (ownsFolder)
        {
            folder.Dispose();
        }
    }

    private static async Task<RunningProduct> StartAsync(TemporaryFolder folder, bool ownsFolder, string[] settings)
    {
        var process = StartProcess(folder.Path, settings);
        try
        {
            var line = await process.WaitForLineAsync(text => text.StartsWith("ready {", StringComparison.Ordinal), StartLimit);
            using var ready = JsonDocument.Parse(line["ready ".Length..]);
            return new RunningProduct(
                process,
                folder,
                ownsFolder,
                new Uri(ready.RootElement.GetProperty("http").GetString()!),
                IPEndPoint.Parse(ready.RootElement.GetProperty("sip").GetString()!),
                ready.RootElement.TryGetProperty("sipTls", out var tls) ? IPEndPoint.Parse(tls.GetString()!) : null,
                ready.RootElement.TryGetProperty("sipOther", out var other) ? IPEndPoint.Parse(other.GetString()!) : null);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
