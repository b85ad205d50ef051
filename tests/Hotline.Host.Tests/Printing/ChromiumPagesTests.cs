using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hotline.Cases;
using Hotline.Host.Printing;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Printing;

/// <summary>A letter from the API to a real PDF by a real Chromium.</summary>
public sealed class ChromiumPagesTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_letter_becomes_a_pdf_of_one_page_fetched_under_its_seal()
    {
        var pages = product.Services.GetRequiredService<IPageMaker>();
        Assert.SkipWhen(pages.Missing is not null, "no chromium on this machine: install Debian's package chromium to unskip");
        using var supervisor = await product.SignInAsync("supervisor");
        using var handler = await product.SignInAsync("unit2");
        var letter = await supervisor.PostAsync("/api/letters", new { kind = "效能督办函", unitId = "water-co", title = "供水抢修不及时", body = "六一路水管爆裂，至今未修复。" });
        var address = $"/api/letters/{letter.Text("id")}";
        await supervisor.GetAsync($"{address}/print", HttpStatusCode.NotFound);
        await supervisor.PostAsync($"{address}/print", new { });

        // The product's own beat may be quicker than this call: either of them prints it.
        await product.Services.GetRequiredService<ILetterPress>().PrintDueAsync(TestContext.Current.CancellationToken);
        var print = await supervisor.GetAsync($"{address}/print");
        for (var waited = Stopwatch.StartNew(); print.Text("state") == "pending" && waited.Elapsed < TimeSpan.FromMinutes(2); print = await supervisor.GetAsync($"{address}/print"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }

        Assert.Equal(("made", null), (print.Text("state"), print.Text("reason")));
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(handler.Address, $"{address}/pdf"));
        using var answer = await handler.SendAsync(asked);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var pdf = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8));
        Assert.Equal(print.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(pdf)));
        Assert.Single(Regex.Matches(Encoding.Latin1.GetString(pdf), @"/Type\s*/Page[^s]", RegexOptions.None, TimeSpan.FromSeconds(5)));
        if (await TextOfAsync(pdf) is { } text)
        {
            Assert.Contains("六一路水管爆裂", text, StringComparison.Ordinal);
            Assert.Contains("效能督办函〔2026〕1号".Replace("2026", letter.Text("number")!.Split('〔', '〕')[1], StringComparison.Ordinal), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_said_to_be_missing_and_one_that_fails_is_told_by_its_exit()
    {
        Assert.Equal("chromium-not-installed", new ChromiumPages("/nowhere/chromium", TimeProvider.System).Missing);
        var failed = await Assert.ThrowsAsync<PageMakerException>(() => new ChromiumPages("/bin/false", TimeProvider.System).MakeAsync("<p>", TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("chromium-exit-1", failed.Message);
        var silent = await Assert.ThrowsAsync<PageMakerException>(() => new ChromiumPages("/bin/true", TimeProvider.System).MakeAsync("<p>", TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("chromium-made-no-pdf", silent.Message);
    }

    /// <summary>The text of a PDF; null where there is no pdftotext.</summary>
    private static async Task<string?> TextOfAsync(byte[] pdf)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "pdftotext"))))
        {
            TestContext.Current.TestOutputHelper?.WriteLine("no pdftotext: the words of the PDF were not looked at");
            return null;
        }

        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("letter.pdf"), pdf, TestContext.Current.CancellationToken);
        using var reading = Process.Start(new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", folder.File("letter.pdf"), "-"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var text = await reading.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await reading.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text;
    }
}
