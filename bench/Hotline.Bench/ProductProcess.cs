using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hotline.Bench;

/// <summary>The product in a process of its own, reached only over HTTP, SIP and SMPP.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task pumps;
    private readonly bool removesFolder;

    private ProductProcess(Process process, string dataFolder, bool removesFolder)
    {
        (this.process, DataFolder, this.removesFolder) = (process, dataFolder, removesFolder);

        // Waited for once: handlers added to Process.Exited by several threads at a time can get lost.
        Exited = process.WaitForExitAsync();
        pumps = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
    }

    internal string DataFolder { get; }

    internal Uri Http { get; private set; } = new("http://127.0.0.1/");

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

    /// <summary>Memory held now, in bytes.</summary>
    internal long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Completes when the product has ended, for whatever reason.</summary>
    internal Task Exited { get; }

    /// <summary>Starts the product and waits until it is ready.</summary>
    /// <param name="arguments"><c>--http</c>, <c>--sip</c> and <c>--data</c> are passed on; by default free ports and a temporary folder.</param>
    /// <param name="keepsData">Whether a temporary folder stays when the run is over, and one that was named may hold the data of an earlier one; a named one always stays.</param>
    /// <param name="settings">Further settings.</param>
    /// <exception cref="BenchException">It refused to start, with its own words, or was not ready in time; or the folder is not empty.</exception>
    internal static async Task<ProductProcess> StartAsync(Arguments arguments, bool keepsData, params string[] settings)
    {
        var given = arguments.Text("--data");
        if (!keepsData && Directory.Exists(given) && Directory.EnumerateFileSystemEntries(given).Any())
        {
            // Recordings and cases of an earlier run would be judged with those of this one.
            throw new BenchException($"--data {given} is not empty; what is measured begins with an empty folder, or one that is not there yet");
        }

        var folder = given ?? Directory.CreateTempSubdirectory("hotline-bench-").FullName;
        var start = new ProcessStartInfo("dotnet", [HostFile(), "run", "--http", Address(arguments, "--http"), "--sip", Address(arguments, "--sip"), "--data", folder, "--Telephony:Edges=127.0.0.1", .. settings])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var product = new ProductProcess(Process.Start(start)!, folder, removesFolder: given is null && !keepsData);
        try
        {
            using var answer = JsonDocument.Parse(await product.ready.Task.WaitAsync(StartPatience));
            product.Http = new Uri(answer.RootElement.GetProperty("http").GetString()!);
            product.Sip = IPEndPoint.Parse(answer.RootElement.GetProperty("sip").GetString()!);
            return product;
        }
        catch (TimeoutException)
        {
            await product.DisposeAsync();
            throw new BenchException($"the product was not ready within {StartPatience.TotalSeconds} s:\n{product.LastWords}");
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the product as an operator would.</summary>
    /// <exception cref="BenchException">It did not end in time, or not well.</exception>
    internal async Task StopAsync()
    {
        // It may be ending already: Ctrl-C reaches it too.
        if (!process.HasExited && SendSignal(process.Id, 15) != 0 && !process.HasExited)
        {
            throw new BenchException($"the product could not be told to stop: errno {Marshal.GetLastPInvokeError()}");
        }

        try
        {
            await Task.WhenAll(Exited, pumps).WaitAsync(StopPatience);
        }
        catch (TimeoutException)
        {
            throw new BenchException($"the product did not stop within {StopPatience.TotalSeconds} s");
        }

        if (process.ExitCode != 0)
        {
            throw new BenchException($"the product ended with {process.ExitCode}:\n{LastWords}");
        }
    }

    /// <summary>The end of what it printed.</summary>
    internal string LastWords => string.Join('\n', output.TakeLast(20));

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await Task.WhenAll(Exited, pumps).WaitAsync(StopPatience);
        process.Dispose();
        if (removesFolder)
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }

    /// <summary>Where the product was built from.</summary>
    internal static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hotline.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new BenchException($"no folder above {AppContext.BaseDirectory} holds Hotline.sln");
        }
    }

    // A port alone means loopback.
    private static string Address(Arguments arguments, string name) => arguments.Text(name) switch
    {
        null => "127.0.0.1:0",
        var text when text.Contains(':', StringComparison.Ordinal) => text,
        var port => $"127.0.0.1:{port}",
    };

    private static string HostFile()
    {
        if (Environment.GetEnvironmentVariable("HOTLINE_HOST_DLL") is { Length: > 0 } named)
        {
            return named;
        }

        // …/bench/Hotline.Bench/bin/Release/net10.0/: the host of the same build.
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var file = Path.Combine(Repository, "Hotline.Host", "bin", build.Parent!.Name, build.Name, "Hotline.Host.dll");
        return File.Exists(file) ? file : throw new BenchException($"the product is not built: {file} is absent; run ./hotline build");
    }

    private async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            output.Enqueue(line);
            if (line.StartsWith("ready {", StringComparison.Ordinal))
            {
                ready.TrySetResult(line["ready ".Length..]);
            }
        }

        // Whichever stream ends first, the process is at its end.
        await Exited;
        ready.TrySetException(new BenchException($"the product did not start:\n{LastWords}"));
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
