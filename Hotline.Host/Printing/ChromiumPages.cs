using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Hotline.Cases;

namespace Hotline.Host.Printing;

/// <summary>Makes PDFs with a Chromium of the machine, without a window: a process of its own for each page, without the network, ended after a minute.</summary>
/// <param name="named">The program that the settings name; null: the first on the path.</param>
/// <param name="time">By which the minute is counted.</param>
/// <param name="fontList">Lists the fonts that Chromium finds; where it is not there, fonts are not asked after.</param>
internal sealed class ChromiumPages(string? named, TimeProvider time, string fontList = "fc-list") : IPageMaker
{
    private const string NotInstalled = "chromium-not-installed";
    private const string NoChineseFont = "no-chinese-font";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public async ValueTask<string?> MissingAsync(CancellationToken cancellationToken) =>
        Find() is null ? NotInstalled : await HasChineseAsync(cancellationToken) ? null : NoChineseFont;

    public async ValueTask<ReadOnlyMemory<byte>> MakeAsync(string html, CancellationToken cancellationToken)
    {
        var program = Find() ?? throw new PageMakerException(NotInstalled);
        var folder = Directory.CreateTempSubdirectory("hotline-letter-").FullName;
        try
        {
            var (page, pdf) = (Path.Combine(folder, "letter.html"), Path.Combine(folder, "letter.pdf"));
            await File.WriteAllTextAsync(page, html, Encoding.UTF8, cancellationToken);
            await RunAsync(program, folder, page, pdf, cancellationToken);
            var made = File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancellationToken) : [];
            return made.AsSpan().StartsWith("%PDF-"u8) ? made : throw new PageMakerException("chromium-made-no-pdf");
        }
        finally
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A helper process of Chromium may still be writing its profile; the folder of temporary files is the system's to clear.
            }
        }
    }

    private async Task RunAsync(string program, string folder, string page, string pdf, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking", "--disable-breakpad", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={Path.Combine(folder, "profile")}", "--no-pdf-header-footer", $"--print-to-pdf={pdf}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (Environment.UserName == "root")
        {
            // Chromium refuses its sandbox to root; the page is ours, and the network is shut.
            start.ArgumentList.Add("--no-sandbox");
        }

        start.ArgumentList.Add(new Uri(page).AbsoluteUri);
        start.Environment["HOME"] = folder;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new PageMakerException("chromium-does-not-start", failure);
        }

        using (process)
        {
            using var longest = new CancellationTokenSource(Longest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellationToken);
            try
            {
                var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(either.Token), process.StandardError.ReadToEndAsync(either.Token));
                await process.WaitForExitAsync(either.Token);
                await said;
            }
            catch (OperationCanceledException ended)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                throw new PageMakerException("chromium-timeout", ended);
            }

            if (process.ExitCode != 0)
            {
                throw new PageMakerException($"chromium-exit-{process.ExitCode}");
            }
        }
    }

    /// <summary>Whether there is a font for Chinese: without one Chromium prints boxes, and says nothing.</summary>
    private async Task<bool> HasChineseAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Without a home, as Chromium is run.
            var start = new ProcessStartInfo(fontList, [":lang=zh", "family"]) { UseShellExecute = false, RedirectStandardOutput = true };
            start.Environment["HOME"] = Path.GetTempPath();
            using var listing = Process.Start(start)!;
            var fonts = await listing.StandardOutput.ReadToEndAsync(cancellationToken);
            await listing.WaitForExitAsync(cancellationToken);
            return !string.IsNullOrWhiteSpace(fonts);
        }
        catch (Win32Exception)
        {
            return true;
        }
    }

    /// <summary>The program named in the settings, else the first of its names on the path; null: none.</summary>
    private string? Find() => named is not null
        ? File.Exists(named) ? named : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
