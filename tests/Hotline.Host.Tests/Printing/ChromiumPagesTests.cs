using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Host.Printing;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Host.Tests.Printing;

/// <summary>A letter from the API to a real PDF by a real Chromium.</summary>
public sealed class ChromiumPagesTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_letter_becomes_a_pdf_of_one_page_fetched_under_its_seal()
    {
        var pages = product.Services.GetRequiredService<IPageMaker>();
        Assert.SkipWhen(await pages.MissingAsync(TestContext.Current.CancellationToken) is not null, "no chromium, or no font for Chinese, on this machine: install Debian's packages chromium and fonts-noto-cjk to unskip");
        using var supervisor = await product.SignInAsync("supervisor");
        using var handler = await product.SignInAsync("unit2");
        var letter = await supervisor.PostAsync("/api/letters", new { kind = "效能督办函", unitId = "water-co", title = "供水抢修不及时", body = "六一路水管爆裂，至今未修复。" });
        var address = $"/api/letters/{letter.Text("id")}";
        await supervisor.GetAsync($"{address}/print", HttpStatusCode.NotFound);
        await supervisor.PostAsync($"{address}/print", new { });

        var print = await PrintedAsync(product, supervisor, address);
        Assert.Equal(("made", null), (print.Text("state"), print.Text("reason")));
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(handler.Address, $"{address}/pdf"));
        using var answer = await handler.SendAsync(asked);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var pdf = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8));
        Assert.Equal(print.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(pdf)));
        Assert.SkipUnless(HasPoppler, "no pdfinfo, pdffonts and pdftotext: the PDF was made, but not looked into; install Debian's package poppler-utils to unskip");
        var number = letter.Text("number")!;
        var info = (await ToldAsync("pdfinfo", pdf)).Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        Assert.Equal(("1", $"效能督办函 {number}"), (info["Pages"], info["Title"]));
        Assert.EndsWith("(A4)", info["Page size"], StringComparison.Ordinal);
        Assert.Contains(InChina(letter, "issuedAt", "yyyy"), info["CreationDate"], StringComparison.Ordinal);

        // All fonts are in the file: those with CFF outlines, as Noto's for Chinese, as Type 3 without a name.
        var fonts = (await ToldAsync("pdffonts", pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches(@"\syes\s+(yes|no)\s+(yes|no)\s+[0-9]+\s+[0-9]+\s*$", font));
        var text = await ToldAsync("pdftotext", pdf, "-");
        Assert.Contains("六一路水管爆裂", text, StringComparison.Ordinal);
        Assert.Contains(number, text, StringComparison.Ordinal);
        Assert.Contains(InChina(letter, "issuedAt", "yyyy年M月d日"), text, StringComparison.Ordinal);
        Assert.Contains(InChina(letter, "due", "yyyy年M月d日 H时mm分").Replace(" ", "", StringComparison.Ordinal), string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_font_has_Chinese_the_letter_is_not_printed_in_boxes_and_says_so()
    {
        // A font list that lists none.
        await using var bare = new TestProduct { Adjust = services => services.Replace(ServiceDescriptor.Singleton<IPageMaker>(new ChromiumPages("/bin/true", TimeProvider.System, "/bin/true"))) };
        await bare.InitializeAsync();
        using var supervisor = await bare.SignInAsync("supervisor");
        var letter = await supervisor.PostAsync("/api/letters", new { kind = "效能督办函", unitId = "water-co", body = "请整改。" });
        var address = $"/api/letters/{letter.Text("id")}";
        await supervisor.PostAsync($"{address}/print", new { });
        var print = await PrintedAsync(bare, supervisor, address);
        Assert.Equal(("failed", "no-chinese-font"), (print.Text("state"), print.Text("reason")));
        await supervisor.GetAsync($"{address}/pdf", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Fonts_are_asked_after_where_somebody_can_say_what_there_are()
    {
        Assert.Equal("no-chinese-font", await MissingAsync("/bin/true"));
        Assert.Null(await MissingAsync("/bin/echo"));
        Assert.Null(await MissingAsync("/nowhere/fc-list"));

        static async Task<string?> MissingAsync(string fontList) =>
            await new ChromiumPages("/bin/true", TimeProvider.System, fontList).MissingAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_said_to_be_missing_and_one_that_fails_is_told_by_its_exit()
    {
        Assert.Equal("chromium-not-installed", await new ChromiumPages("/nowhere/chromium", TimeProvider.System).MissingAsync(TestContext.Current.CancellationToken));
        var failed = await Assert.ThrowsAsync<PageMakerException>(() => new ChromiumPages("/bin/false", TimeProvider.System).MakeAsync("<p>", TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("chromium-exit-1", failed.Message);
        var silent = await Assert.ThrowsAsync<PageMakerException>(() => new ChromiumPages("/bin/true", TimeProvider.System).MakeAsync("<p>", TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("chromium-made-no-pdf", silent.Message);
    }

    private static bool HasPoppler => new[] { "pdfinfo", "pdffonts", "pdftotext" }.All(
        program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))));

    /// <summary>Waits until the letter is printed or given up. The product's own beat may be quicker than this call: either of them prints it.</summary>
    private static async Task<JsonElement> PrintedAsync(TestProduct product, Seat seat, string address)
    {
        await product.Services.GetRequiredService<ILetterPress>().PrintDueAsync(TestContext.Current.CancellationToken);
        var print = await seat.GetAsync($"{address}/print");
        for (var waited = Stopwatch.StartNew(); print.Text("state") == "pending" && waited.Elapsed < TimeSpan.FromMinutes(2); print = await seat.GetAsync($"{address}/print"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }

        return print;
    }

    private static string InChina(JsonElement letter, string moment, string form) =>
        letter.GetProperty(moment).GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString(form, CultureInfo.InvariantCulture);

    /// <summary>What a program of poppler says of a PDF.</summary>
    private static async Task<string> ToldAsync(string program, byte[] pdf, params string[] further)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("letter.pdf"), pdf, TestContext.Current.CancellationToken);
        using var reading = Process.Start(new ProcessStartInfo(program, [folder.File("letter.pdf"), .. further]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var told = await reading.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await reading.WaitForExitAsync(TestContext.Current.CancellationToken);
        return told;
    }
}
