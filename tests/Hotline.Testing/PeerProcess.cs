using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hotline.Testing;

/// <summary>A program that a test starts, listens to, and ends: SIPp, baresip, node, our own host.</summary>
public sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Task pumps;

    private PeerProcess(Process process)
    {
        this.process = process;
        pumps = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
    }

    /// <summary>Everything it has printed so far, both streams in order of arrival.</summary>
    public string Output => string.Join('\n', lines);

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Whether a program of this name is on the PATH.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Any(folder => File.Exists(System.IO.Path.Combine(folder, program)));

    public static PeerProcess Start(string program, IEnumerable<string> arguments, string? workingFolder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new PeerProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Waits for a line that satisfies <paramref name="wanted"/>, past ones included; fails with all that was printed.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        while (true)
        {
            if (lines.FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            if (process.HasExited && pumps.IsCompleted)
            {
                // What came between the look and the exit counts too.
                return lines.FirstOrDefault(wanted) ?? throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode} before the awaited line:\n{Output}");
            }

            try
            {
                await Task.WhenAny(arrived.WaitAsync(deadline.Token), pumps).WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException canceled)
            {
                throw new TimeoutException($"{process.StartInfo.FileName} printed no such line within {within}:\n{Output}", canceled);
            }
        }
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan within)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(within);
            await pumps;
            return process.ExitCode;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{process.StartInfo.FileName} did not end within {within}:\n{Output}", late);
        }
    }

    public void Write(string text)
    {
        process.StandardInput.Write(text);
        process.StandardInput.Flush();
    }

    /// <summary>Asks it to stop, as an operator would (SIGTERM).</summary>
    public void Terminate() => Signal(15);

    /// <summary>Takes its life without warning (SIGKILL).</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        await pumps;
        process.Dispose();
        arrived.Dispose();
    }

    private void Signal(int number)
    {
        if (!process.HasExited && SendSignal(process.Id, number) != 0)
        {
            throw new InvalidOperationException($"Signal {number} could not be sent: errno {Marshal.GetLastPInvokeError()}.");
        }
    }

    private async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
            arrived.Release();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
