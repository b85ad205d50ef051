using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>
/// The installed <c>flac</c> (lossless, RFC 9639), spoken to through pipes: 16-bit samples, two sides, 8,000 a second. Lossless and not Opus, because only what
/// can be made again byte for byte can be held against the seal of the day it was recorded.
/// </summary>
/// <param name="path">The program.</param>
internal sealed class FlacProgram(string path)
{
    private const string Raw = "--force-raw-format --endian=little --sign=signed";

    /// <summary>The program, where it is installed.</summary>
    public static FlacProgram? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "flac.exe" : "flac"))
        .Where(File.Exists).Select(found => new FlacProgram(found)).FirstOrDefault();

    /// <summary>Packs raw samples into a file.</summary>
    /// <exception cref="IOException">The program failed.</exception>
    public Task PackAsync(Func<Stream, Task> writeSamples, string target, CancellationToken cancellationToken) => RunAsync(
        string.Create(CultureInfo.InvariantCulture, $"--silent --best --force {Raw} --channels=2 --bps=16 --sample-rate={G711.SampleRate} -o"),
        [target, "-"],
        async program =>
        {
            await using (var input = program.StandardInput.BaseStream)
            {
                await writeSamples(input);
            }
        },
        cancellationToken);

    /// <summary>Unpacks a file; the raw samples are read from the stream given.</summary>
    /// <exception cref="IOException">The program failed: no such file, or a damaged one.</exception>
    public Task UnpackAsync(string file, Func<Stream, Task> readSamples, CancellationToken cancellationToken) => RunAsync(
        $"--silent --decode --stdout {Raw}",
        [file],
        async program =>
        {
            program.StandardInput.Close();
            await readSamples(program.StandardOutput.BaseStream);
        },
        cancellationToken);

    private async Task RunAsync(string options, string[] files, Func<Process, Task> talk, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in options.Split(' ').Concat(files))
        {
            start.ArgumentList.Add(argument);
        }

        Process program;
        try
        {
            program = Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new IOException($"{path} does not start", failure);
        }

        using (program)
        {
            try
            {
                var complaint = program.StandardError.ReadToEndAsync(cancellationToken);
                IOException? broken = null;
                try
                {
                    await talk(program);
                }
                catch (IOException failure)
                {
                    // The pipe breaks where the program gives up: what it says is the better reason.
                    broken = failure;
                }

                await program.WaitForExitAsync(cancellationToken);
                if (program.ExitCode != 0 || broken is not null)
                {
                    throw new IOException($"flac: {(await complaint).Trim()}", broken);
                }
            }
            finally
            {
                if (!program.HasExited)
                {
                    program.Kill();
                }
            }
        }
    }
}
