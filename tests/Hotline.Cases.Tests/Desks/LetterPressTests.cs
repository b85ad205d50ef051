using System.Security.Cryptography;
using Hotline.Cases.Tests.Policies;
using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Letters on the city's forms, and their way through the line to a PDF.</summary>
public sealed class LetterPressTests
{
    [Fact]
    public void Every_numbered_kind_has_a_form_of_its_own()
    {
        var kinds = Regulations.All.SelectMany(policy => policy.Documents).Where(kind => kind.Numbered).Select(kind => kind.Name).ToList();
        Assert.Equal(12, kinds.Count);
        Assert.All(kinds, kind => Assert.True(File.Exists(Repository.Path("policies", "letters", $"{kind}.html")), kind));
    }

    [Fact]
    public async Task A_letter_stands_on_its_form_with_its_values_escaped()
    {
        await using var city = await OpenAsync(new PressedPages());
        var letter = await IssueAsync(city, "<script>x</script>\n第二段");
        var page = (await Press(city).ShowAsync(city.At("housing"), letter.Id, TestContext.Current.CancellationToken))!;
        Assert.Contains("<div class=\"number\">效能督办函〔2026〕1号</div>", page, StringComparison.Ordinal);
        Assert.Contains("<p>&lt;script&gt;x&lt;/script&gt;</p><p>第二段</p>", page, StringComparison.Ordinal);
        Assert.Contains("区住房和城乡建设局：", page, StringComparison.Ordinal);
        Assert.Contains("2026年3月2日", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.Null(await Press(city).ShowAsync(city.OtherHandler, letter.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_form_with_an_unknown_placeholder_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("甲.html"), "<p>{{unti}}</p>", TestContext.Current.CancellationToken);
        var stopped = await Assert.ThrowsAsync<CaseStartException>(() => SampleCity.OpenAsync(options => options with { LetterFolder = folder.Path }));
        Assert.Contains("no placeholder 'unti'", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_printed_once_and_kept_under_its_seal()
    {
        var pages = new PressedPages();
        await using var city = await OpenAsync(pages);
        var letter = await IssueAsync(city, "请整改");
        Assert.Null(await Press(city).FindAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken));
        Assert.Equal(PrintState.Pending, SampleCity.Done(await Press(city).AskAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken)).State);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Press(city).PrintDueAsync(TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal(1, pages.Made);
        var opened = (await Press(city).OpenAsync(city.At("housing"), letter.Id, TestContext.Current.CancellationToken))!.Value;
        using var content = new MemoryStream();
        await opened.Content.CopyToAsync(content, TestContext.Current.CancellationToken);
        Assert.Equal(opened.View.Sha256, Convert.ToHexStringLower(SHA256.HashData(content.ToArray())));
        Assert.Equal(PrintState.Made, SampleCity.Done(await Press(city).AskAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken)).State);

        // What was changed on the disk is not handed out.
        var file = Assert.Single(Directory.GetFiles(Path.Combine(city.Folder, "letters"), "*.pdf", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(file, "%PDF-other", TestContext.Current.CancellationToken);
        Assert.Null(await Press(city).OpenAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_fails_is_tried_three_times_and_says_why_and_can_be_asked_for_again()
    {
        var pages = new PressedPages { Failure = "chromium-timeout" };
        await using var city = await OpenAsync(pages);
        var letter = await IssueAsync(city, "请整改");
        await Press(city).AskAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt == 3 ? 1 : 0, await Press(city).PrintDueAsync(TestContext.Current.CancellationToken));
            city.Time.Advance(TimeSpan.FromSeconds(30));
        }

        var failed = (await Press(city).FindAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken))!;
        Assert.Equal((PrintState.Failed, "chromium-timeout", 3), (failed.State, failed.Reason, failed.Attempts));
        pages.Failure = null;
        await Press(city).AskAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken);
        Assert.Equal(1, await Press(city).PrintDueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PrintState.Made, (await Press(city).FindAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken))!.State);
    }

    [Fact]
    public async Task Without_a_program_to_make_it_the_print_says_so_and_the_page_is_there()
    {
        await using var city = await OpenAsync(new PressedPages { Missing = "chromium-not-installed" });
        var letter = await IssueAsync(city, "请整改");
        await Press(city).AskAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken);
        Assert.Equal(1, await Press(city).PrintDueAsync(TestContext.Current.CancellationToken));
        var failed = (await Press(city).FindAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken))!;
        Assert.Equal((PrintState.Failed, "chromium-not-installed"), (failed.State, failed.Reason));
        Assert.NotNull(await Press(city).ShowAsync(city.Supervisor, letter.Id, TestContext.Current.CancellationToken));
    }

    private static Task<SampleCity> OpenAsync(IPageMaker pages) => SampleCity.OpenAsync(
        options => options with { LetterFolder = Repository.Path("policies", "letters") }, services => services.AddSingleton(pages));

    private static async Task<LetterView> IssueAsync(SampleCity city, string body) => SampleCity.Done(await city.Letters().IssueAsync(
        city.Supervisor, city.NextKey, new LetterForm { Kind = "效能督办函", UnitId = "housing", Title = "道路塌陷处置不及时", Body = body }, TestContext.Current.CancellationToken));

    private static ILetterPress Press(SampleCity city) => city.Services.GetRequiredService<ILetterPress>();

    /// <summary>Makes what begins like a PDF, or fails as told.</summary>
    private sealed class PressedPages : IPageMaker
    {
        private int made;

        public string? Missing { get; init; }

        public string? Failure { get; set; }

        public int Made => made;

        public ValueTask<string?> MissingAsync(CancellationToken cancellationToken) => new(Missing);

        public ValueTask<ReadOnlyMemory<byte>> MakeAsync(string html, CancellationToken cancellationToken)
        {
            if (Failure is not null)
            {
                throw new PageMakerException(Failure);
            }

            Interlocked.Increment(ref made);
            return new(System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4\n{html}"));
        }
    }
}
