using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Hotline.Bench;

/// <summary>The telephone node in a process of its own (<see cref="SwitchCommand"/>).</summary>
internal sealed class SwitchProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string folder;
    private readonly bool removesFolder;

    private SwitchProcess(Process process, string folder, bool removesFolder) => (this.process, this.folder, this.removesFolder) = (process, folder, removesFolder);

    internal IPEndPoint Sip { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>CPU time used so far, user and system.</summary>
    internal TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory held now, in bytes, as the system counts it.</summary>
    internal long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    internal static async Task<SwitchProcess> StartAsync(Arguments arguments, int agents)
    {
        var given = arguments.Text("--data");
        var data = given is null ? Directory.CreateTempSubdirectory("hotline-bench-").FullName : Directory.CreateDirectory(given).FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(SwitchProcess).Assembly.Location, "switch", "--data", data, "--agents", agents.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // As the product runs (Hotline.Host.csproj).
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        var running = new SwitchProcess(Process.Start(start)!, data, removesFolder: given is null);
        try
        {
            using var ready = JsonDocument.Parse(await running.ReadAsync());
            running.Sip = IPEndPoint.Parse(ready.RootElement.GetProperty("sip").GetString()!);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the first agents ready; those whose phones are registered are.</summary>
    internal Task<SwitchState> MakeReadyAsync(int agents) => AskAsync(string.Create(CultureInfo.InvariantCulture, $"ready {agents}"));

    /// <summary>What it holds after a thorough collection.</summary>
    internal Task<SwitchState> StateAsync() => AskAsync("state");

    /// <exception cref="BenchException">It did not end in time, or not well.</exception>
    internal async Task StopAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new BenchException($"the switch ended with {process.ExitCode}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        if (removesFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<SwitchState> AskAsync(string order)
    {
        await process.StandardInput.WriteLineAsync(order);
        await process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<SwitchState>(await ReadAsync(), JsonSerializerOptions.Web)!;
    }

    private async Task<string> ReadAsync() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new BenchException("the switch ended by itself");
}
